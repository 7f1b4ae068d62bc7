/** The bot's commands: opened by the `/` button, narrowed by typing. */

import { button, element } from "./element.js";
import { icon } from "./icons.js";

let lists = 0;

export class CommandList {
  #commands = [];
  #choose;
  #marked = -1;

  /** `choose(text)` gets a command such as `/score`. */
  constructor(choose) {
    this.#choose = choose;
    this.id = `commands-${(lists += 1)}`;
    this.opener = button({ class: "tool", "data-role": "commands", "aria-label": "命令", "aria-haspopup": "listbox",
      "aria-expanded": "false", hidden: true, onclick: () => this.#show(this.node.hidden ? this.#commands : []),
      onkeydown: (event) => this.steer(event.key) && event.preventDefault() },
      icon("commands"));
    this.node = element("div", { class: "commands", id: this.id, role: "listbox", "aria-label": "命令", hidden: true });
    document.addEventListener("pointerdown", ({ target }) =>
      this.node.contains(target) || this.opener.contains(target) || this.close());
  }

  /** Commands as the Bot API gives them: `{command, description}`. */
  set commands(commands) {
    this.#commands = commands;
    this.opener.hidden = commands.length === 0;
    this.close();
  }

  /** Shows what a half-written command could become. */
  narrow(text) {
    const written = /^\/(\w*)$/.exec(text);
    this.#show(written ? this.#commands.filter(({ command }) => command.startsWith(written[1])) : []);
  }

  close() {
    this.#show([]);
  }

  /** Whether a key was meant for the open list. Enter is only when a command was marked with the arrows. */
  steer(key) {
    const rows = [...this.node.children];
    if (this.node.hidden) return false;
    if (key === "Escape") this.close();
    else if (key === "ArrowDown") this.#mark(rows, (this.#marked + 1) % rows.length);
    else if (key === "ArrowUp") this.#mark(rows, (Math.max(this.#marked, 0) - 1 + rows.length) % rows.length);
    else if (key === "Enter" && this.#marked >= 0) rows[this.#marked].click();
    else return false;
    return true;
  }

  #show(commands) {
    this.#marked = -1;
    this.node.hidden = commands.length === 0;
    this.opener.setAttribute("aria-expanded", String(!this.node.hidden));
    this.node.replaceChildren(...commands.map((command) => this.#row(command)));
  }

  #row({ command, description }) {
    const pick = () => {
      this.close();
      this.#choose(`/${command}`);
    };
    return button({ class: "menu-item", role: "option", tabindex: "-1", "data-command": command, onclick: pick },
      element("span", { class: "menu-label" }, `/${command}`), element("span", { class: "menu-detail" }, description));
  }

  #mark(rows, index) {
    this.#marked = index;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    rows[index].scrollIntoView({ block: "nearest" });
  }
}
