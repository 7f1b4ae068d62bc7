/** Answers to pressed buttons, and refusals: a passing line, or a box to be closed. */

import { button, element } from "./element.js";

const SHOWN_FOR = 4500; // milliseconds

export class Toast {
  #timer = null;

  constructor() {
    this.line = element("div", { class: "toast", "data-role": "toast", role: "status", hidden: true });
    this.box = element("div", { class: "alert", "data-role": "alert", role: "alertdialog", "aria-label": "提示", hidden: true });
  }

  show(text) {
    clearTimeout(this.#timer);
    this.line.textContent = text;
    this.line.hidden = false;
    this.#timer = setTimeout(() => (this.line.hidden = true), SHOWN_FOR);
  }

  /** Stays until it is closed. It takes the focus only from the phone it belongs to. */
  alert(text) {
    const close = button({ class: "primary", "data-role": "close-alert", onclick: () => (this.box.hidden = true) }, "知道了");
    this.box.replaceChildren(element("div", { class: "alert-box" }, element("p", {}, text), close));
    this.box.hidden = false;
    if (this.box.parentElement?.contains(document.activeElement)) close.focus();
  }
}
