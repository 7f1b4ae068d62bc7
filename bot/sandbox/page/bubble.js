/** One bubble: a message, or an album's messages together. */

import { button, element } from "./element.js";
import { richText } from "./entities.js";
import { icon } from "./icons.js";
import { inlineKeyboard } from "./keyboard.js";
import { mediaOf } from "./media.js";
import { entitiesOf, isOwn, otherContentOf, summaryOf, textOf } from "./message.js";
import { timeOf } from "./time.js";

const FAR_ENOUGH = 56; // pixels a finger drags a bubble before letting go answers it

/**
 * The row a bubble stands in. `on` is told what the reader does:
 * press(message, data), answer(message), view(pictures, index), find(messageId), command(text),
 * invitation(payload); `names` are what quotes call the two sides.
 */
export function bubble(messages, names, on) {
  const [first] = messages;
  const last = messages[messages.length - 1];
  const speaking = messages.find(textOf) ?? first;
  const own = isOwn(first);
  const body = element("div", { class: "bubble" },
    first.reply_to_message && quote(first.reply_to_message, names, on),
    mediaOf(messages, on),
    // as in Telegram: where several of an album have words, each goes with its own picture or file
    messages.filter(textOf).length > 1 ? null : words(speaking, on),
    element("span", { class: "bubble-time" }, stamp(last)),
  );
  if (!textOf(speaking) && mediaOf(messages, on)) body.classList.add("wordless");
  const row = element("div", { class: own ? "row own" : "row" },
    element("div", { class: "bubble-and-keys" }, body, inlineKeyboard(last, on)),
    button({ class: "answer", tabindex: "-1", "aria-label": "回复这条消息", onclick: () => on.answer(speaking) },
      icon("answer")),
  );
  if (first.media_group_id) row.dataset.album = first.media_group_id;
  else row.dataset.messageId = first.message_id;
  answerOnSwipe(body, () => on.answer(speaking));
  return row;
}

function words(message, on) {
  const text = textOf(message);
  const kind = isMarkedEdited(message) ? "words edited" : "words";
  if (text) return element("div", { class: kind }, richText(text, entitiesOf(message), on));
  const other = otherContentOf(message);
  return other && element("div", { class: "words" }, other);
}

function stamp(message) {
  const time = timeOf(message.date);
  return isMarkedEdited(message) ? `已修改 ${time}` : time;
}

/** A card is edited all the time by design; only a plain message that changed is worth a mark. */
function isMarkedEdited(message) {
  return Boolean(message.edit_date && !message.reply_markup);
}

function quote(message, names, on) {
  return button({ class: "quote", onclick: () => on.find(message.message_id) },
    element("span", { class: "quote-name" }, isOwn(message) ? names.person : names.bot),
    element("span", { class: "quote-words" }, summaryOf(message)),
  );
}

/** A finger drags the bubble to the left; beside it, the same drag leads to the next phone. */
function answerOnSwipe(body, answer) {
  let from = null;
  const settle = () => {
    from = null;
    body.style.transform = "";
  };
  body.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") from = event.clientX;
  });
  body.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const moved = Math.min(from - event.clientX, FAR_ENOUGH + 16);
    body.style.transform = moved > 8 ? `translateX(${-moved}px)` : "";
  });
  body.addEventListener("pointerup", (event) => {
    if (from !== null && from - event.clientX >= FAR_ENOUGH) answer();
    settle();
  });
  body.addEventListener("pointercancel", settle);
}
