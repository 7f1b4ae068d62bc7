/** The writing line: text or caption, attachments, the quoted message, the command list. */

import { CommandList } from "./commands.js";
import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { Menu } from "./menu.js";
import { isOwn, summaryOf } from "./message.js";
import { Tray } from "./tray.js";

const TALLEST = 132; // pixels, about six lines

export class Composer {
  #send;
  #quotable;
  #quoted = null;
  #placeholder = null;

  /**
   * `send({text, parcels, replyTo})` takes what was written and rejects with Refused;
   * `quotable()` lists messages for Ctrl+↑; `toggle` is the reply keyboard's button.
   */
  constructor({ send, quotable, toggle }) {
    this.#send = send;
    this.#quotable = quotable;
    this.tray = new Tray(() => this.#refresh());
    this.field = element("textarea", {
      class: "field", rows: "1", "data-role": "composer", "aria-label": "输入消息", enterkeyhint: "send",
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#paste(event),
    });
    this.button = button({ class: "tool send", "data-role": "send", "aria-label": "发送", onclick: () => this.submit() },
      icon("send"));
    this.quote = element("div", { class: "composer-quote", hidden: true });
    this.commands = new CommandList((command) => this.#command(command));
    this.node = element("div", { class: "composer" }, this.commands.node, this.quote, this.tray.node,
      element("div", { class: "line" }, this.#attachMenu(), this.commands.opener, this.field, toggle, this.button));
    this.#refresh();
  }

  /** What the bot suggests writing, or null. */
  set placeholder(words) {
    this.#placeholder = words;
    this.#refresh();
  }

  /** Quotes a message in what is sent next; null lets it go. */
  answer(message) {
    this.#quoted = message;
    this.quote.hidden = message === null;
    if (message === null) return;
    this.quote.replaceChildren(
      element("div", { class: "quote" },
        element("span", { class: "quote-name" }, isOwn(message) ? "回复自己" : "回复机器人"),
        element("span", { class: "quote-words" }, summaryOf(message))),
      button({ class: "tool", "aria-label": "取消回复", onclick: () => this.answer(null) }, icon("close")));
    this.field.focus();
  }

  /** Puts words in the field, ready to be changed and sent. */
  write(text) {
    this.field.value = text;
    this.#refresh();
    this.field.focus();
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text && this.tray.empty) return;
    const parcels = this.tray.take();
    this.commands.close();
    this.field.value = "";
    this.#refresh();
    const sent = await this.#deliver({ text, parcels });
    if (sent || this.field.value || !this.tray.empty) return;
    this.field.value = text;
    for (const { files, as } of parcels) this.tray.add(files, as === "file");
  }

  #command(command) {
    this.field.value = "";
    this.#refresh();
    this.#deliver({ text: command, parcels: [] });
  }

  #typed() {
    this.commands.narrow(this.field.value);
    this.#refresh();
  }

  async #deliver(content) {
    const replyTo = this.#quoted?.message_id;
    this.answer(null);
    this.node.setAttribute("aria-busy", "true");
    try {
      return await this.#send({ ...content, replyTo });
    } finally {
      this.node.removeAttribute("aria-busy");
    }
  }

  #attachMenu() {
    const photos = this.#picker({ accept: "image/*,video/*", "data-role": "attach-photo", "aria-label": "选择照片或视频" }, false);
    const files = this.#picker({ "data-role": "attach-file", "aria-label": "选择文件" }, true);
    const menu = new Menu("添加附件", { class: "tool", "data-role": "attach" }, icon("attach"));
    menu.items = [
      { label: "照片或视频", mark: icon("photo"), choose: () => photos.click() },
      { label: "文件", mark: icon("file"), choose: () => files.click() },
    ];
    menu.node.append(photos, files);
    return menu.node;
  }

  #picker(attributes, asFile) {
    const input = element("input", { type: "file", multiple: true, class: "picker", tabindex: "-1", ...attributes });
    input.addEventListener("change", () => {
      this.tray.add([...input.files], asFile);
      input.value = ""; // so that the same file can be chosen again
      this.field.focus();
    });
    return input;
  }

  #key(event) {
    // While an input method is composing, Enter accepts its candidate and must not send.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.commands.steer(event.key)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) this.submit();
    else if (event.key === "Escape" && this.#quoted) this.answer(null);
    else if (event.ctrlKey && event.key === "ArrowUp") this.#quoteNext(-1);
    else if (event.ctrlKey && event.key === "ArrowDown") this.#quoteNext(1);
    else return undefined;
    return event.preventDefault();
  }

  #quoteNext(step) {
    const messages = this.#quotable();
    const at = this.#quoted ? messages.findIndex((one) => one.message_id === this.#quoted.message_id) : messages.length;
    if (at + step >= 0) this.answer(messages[at + step] ?? null);
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.tray.add(files, false);
  }

  #refresh() {
    this.field.placeholder = this.tray.empty ? (this.#placeholder ?? "输入消息") : "添加说明…";
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    this.button.disabled = !this.field.value.trim() && this.tray.empty;
  }
}
