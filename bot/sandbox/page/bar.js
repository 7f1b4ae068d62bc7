/** The line on top of a chat: the bot's name, what it is doing, and the phone's own menu. */

import { element } from "./element.js";
import { icon } from "./icons.js";
import { Menu } from "./menu.js";

const TYPING_SHOWN_FOR = 5000; // milliseconds, as in Telegram

export class Bar {
  #blocked = false;
  #timer = null;

  /** `start()` sends /start; `block(blocked)` resolves to whether it was done. */
  constructor({ start, block }) {
    this.title = element("strong", { class: "bar-name" }, "机器人");
    this.status = element("span", { class: "bar-status", "data-role": "status" }, "机器人");
    const menu = new Menu("这部手机", { class: "tool", "data-role": "phone-menu" }, icon("more"));
    const turn = async (blocked) => (await block(blocked)) && this.#setBlocked(blocked);
    menu.items = () => [
      { label: "发送 /start", choose: start },
      this.#blocked
        ? { label: "恢复机器人", choose: () => turn(false) }
        : { label: "停用机器人", detail: "如同在 Telegram 里拉黑", choose: () => turn(true) },
    ];
    this.node = element("div", { class: "bar" },
      element("img", { class: "bot-mark", src: "/page/icon.svg", alt: "" }),
      element("div", { class: "bar-words" }, this.title, this.status), menu.node);
  }

  /** The bot's name, and whether the person has blocked it. */
  show(name, blocked) {
    this.title.textContent = name;
    this.#setBlocked(blocked);
  }

  /** Shows that the bot is at work, until a message comes or some seconds pass. */
  showTyping() {
    clearTimeout(this.#timer);
    this.status.textContent = "正在输入…";
    this.status.classList.add("typing");
    this.#timer = setTimeout(() => this.endTyping(), TYPING_SHOWN_FOR);
  }

  endTyping() {
    clearTimeout(this.#timer);
    this.status.classList.remove("typing");
    this.status.textContent = this.#blocked ? "已停用" : "机器人";
  }

  #setBlocked(blocked) {
    this.#blocked = blocked;
    this.endTyping();
  }
}
