/** Text with Bot API entities as DOM nodes. Offsets are UTF-16 units, as JavaScript's own. */

import { button, element } from "./element.js";
import { startPayloadOf } from "./message.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s",
  code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const LITERAL = new Set(["code", "pre", "url", "text_link", "bot_command", "email", "phone_number"]);
const SAFE_ADDRESS = /^(https?:|mailto:|tel:|tg:)/i;
// Telegram's servers mark bare addresses; a stand-in may not, and an invitation must stay clickable.
const BARE_ADDRESS = /https?:\/\/[\x21-\x7e]+|t\.me\/[\x21-\x7e]+/gi;

/** Nodes for a text; `on.command(text)` and `on.invitation(payload)` are told of clicks. */
export function richText(text, entities, on) {
  const known = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return pieces(text, 0, text.length, known, on);
}

function pieces(text, start, end, entities, on) {
  const nodes = [];
  let at = start;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    let after = index + 1;
    while (after < entities.length && entities[after].offset < stop) after += 1;
    const words = text.slice(entity.offset, stop);
    const inner = LITERAL.has(entity.type)
      ? [words]
      : pieces(text, entity.offset, stop, entities.slice(index + 1, after), on);
    nodes.push(...withLinks(text.slice(at, entity.offset), on), marked(entity, words, inner, on));
    at = stop;
    index = after;
  }
  return [...nodes, ...withLinks(text.slice(at, end), on)];
}

function marked(entity, words, inner, on) {
  if (TAGS[entity.type]) return element(TAGS[entity.type], {}, inner);
  switch (entity.type) {
    case "spoiler": return spoiler(inner);
    case "text_link": return link(entity.url, inner, on);
    case "url": return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, inner, on);
    case "email": return link(`mailto:${words}`, inner, on);
    case "phone_number": return link(`tel:${words}`, inner, on);
    case "bot_command": return button({ class: "command-word", onclick: () => on.command(words) }, words);
    default: return element("span", {}, inner);
  }
}

function link(address, inner, on) {
  if (!SAFE_ADDRESS.test(address)) return element("span", {}, inner);
  const node = element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inner);
  const payload = startPayloadOf(address);
  if (payload) {
    node.addEventListener("click", (event) => {
      event.preventDefault();
      on.invitation(payload);
    });
  }
  return node;
}

function spoiler(inner) {
  const node = button({ class: "spoiler", "aria-label": "点按显示隐藏的文字" }, inner);
  node.addEventListener("click", () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  });
  return node;
}

function withLinks(words, on) {
  const nodes = [];
  let at = 0;
  for (const match of words.matchAll(BARE_ADDRESS)) {
    const address = match[0].replace(/[.,;:!?)'"\]>]+$/, "");
    const target = address.startsWith("t.me") ? `https://${address}` : address;
    nodes.push(words.slice(at, match.index), link(target, [address], on));
    at = match.index + address.length;
  }
  return [...nodes, words.slice(at)].filter((node) => node !== "");
}
