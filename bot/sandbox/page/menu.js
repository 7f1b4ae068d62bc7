/** A button with a list that opens over it; closes on Escape, a choice or a click elsewhere. */

import { button, element } from "./element.js";

export class Menu {
  #items = [];

  /** `opener` attributes and children make the button; `label` names the list. */
  constructor(label, opener, ...children) {
    this.opener = button({ "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, ...opener,
      onclick: () => (this.open ? this.close() : this.show()) }, ...children);
    this.list = element("div", { class: "menu-list", role: "menu", "aria-label": label, hidden: true });
    this.node = element("div", { class: "menu" }, this.opener, this.list);
    this.node.addEventListener("keydown", (event) => this.#steer(event));
    document.addEventListener("pointerdown", (event) => this.node.contains(event.target) || this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  /** Items are `{label, detail?, choose}`, or a function making them each time the menu opens. */
  set items(items) {
    this.#items = items;
    if (this.open) this.#draw();
  }

  show() {
    this.#draw();
    if (!this.list.children.length) return;
    this.list.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.list.firstElementChild.focus();
  }

  close() {
    this.list.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  #draw() {
    const items = typeof this.#items === "function" ? this.#items() : this.#items;
    this.list.replaceChildren(...items.map((item) => this.#row(item)));
  }

  #row({ label, detail, mark, choose }) {
    const pick = () => {
      this.close();
      this.opener.focus();
      choose();
    };
    return button({ role: "menuitem", class: "menu-item", "data-menu-item": label, onclick: pick },
      mark, element("span", { class: "menu-label" }, label), detail && element("span", { class: "menu-detail" }, detail));
  }

  #steer(event) {
    if (!this.open) return;
    const rows = [...this.list.children];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "ArrowDown") rows[(at + 1) % rows.length].focus();
    else if (event.key === "ArrowUp") rows[(at - 1 + rows.length) % rows.length].focus();
    else if (event.key === "Escape") {
      this.close();
      this.opener.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
