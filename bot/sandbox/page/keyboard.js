/** Buttons a bot offers: under a bubble, and in place of the keyboard. */

import { button, element } from "./element.js";

/** The inline keyboard under a message, or null. */
export function inlineKeyboard(message, on) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return element("div", { class: "inline-keyboard" },
    rows.map((row) => element("div", { class: "keys" }, row.map((key) => inlineKey(message, key, on)))),
  );
}

function inlineKey(message, key, on) {
  const marks = { class: "key", "data-button": key.text, "data-callback": key.callback_data };
  if (key.url) {
    return element("a", { ...marks, href: key.url, target: "_blank", rel: "noopener noreferrer" }, `${key.text} ↗`);
  }
  const node = button(marks, key.text);
  if (key.callback_data !== undefined) {
    node.addEventListener("click", () => {
      if (node.dataset.waiting !== undefined) return;
      markWaiting(node);
      on.press(message, key.callback_data);
    });
  } else if (key.copy_text) {
    node.addEventListener("click", () => navigator.clipboard?.writeText(key.copy_text.text));
  } else {
    node.disabled = true;
    node.title = "演示页不支持这种按钮";
  }
  return node;
}

function markWaiting(node) {
  node.dataset.waiting = "";
  node.setAttribute("aria-busy", "true");
}

/** Ends the waiting look of every pressed button within a node: an answer has come. */
export function endWaiting(within) {
  for (const node of within.querySelectorAll("[data-waiting]")) {
    delete node.dataset.waiting;
    node.removeAttribute("aria-busy");
  }
}

/** The keyboard at the bottom of a phone; it stays until the bot takes it away, but can be folded. */
export class ReplyKeyboard {
  #choose;
  #folded = false;
  #rows = null;

  /** `choose(label)` is told which button was pressed. */
  constructor(choose) {
    this.#choose = choose;
    this.node = element("div", { class: "reply-keyboard", role: "group", "aria-label": "菜单按钮", hidden: true });
    this.toggle = button({ class: "tool", "data-role": "toggle-keyboard", hidden: true, onclick: () => this.#fold() });
  }

  /** Rows of labels, or null for none. A new keyboard opens by itself. */
  show(rows) {
    // The same keyboard sent again does not unfold itself over what the person is reading.
    if (JSON.stringify(rows) !== JSON.stringify(this.#rows)) this.#folded = false;
    this.#rows = rows?.length ? rows : null;
    this.node.replaceChildren(...(this.#rows ?? []).map((row) =>
      element("div", { class: "keys" }, row.map((key) => this.#key(key.text ?? key)))));
    this.#refresh();
  }

  #key(label) {
    return button({ class: "key", "data-reply-button": label, onclick: () => this.#choose(label) }, label);
  }

  #fold() {
    this.#folded = !this.#folded;
    this.#refresh();
  }

  #refresh() {
    const open = this.#rows !== null && !this.#folded;
    this.node.hidden = !open;
    this.toggle.hidden = this.#rows === null;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.toggle.setAttribute("aria-label", open ? "收起菜单按钮" : "展开菜单按钮");
  }
}
