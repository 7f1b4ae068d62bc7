/** One phone: a person's chat with the bot. */

import * as api from "./api.js";
import { Bar } from "./bar.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { acceptDrops } from "./drop.js";
import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { endWaiting, ReplyKeyboard } from "./keyboard.js";
import { isOwn, summaryOf } from "./message.js";
import { Toast } from "./toast.js";

const ANSWER_EXPECTED_WITHIN = 10_000; // then a pressed button stops waiting

export class Phone {
  #held = null; // events that came while the chat was being read
  #unread = 0;
  #attended = false;
  #desk;

  /** `desk` is told view(pictures, index), invitation(payload), unread(phone, count), received(phone) and attend(phone). */
  constructor(person, desk) {
    this.person = person;
    this.#desk = desk;
    this.#assemble();
    this.#draw();
    this.node.addEventListener("pointerdown", () => desk.attend(this));
    this.node.addEventListener("focusin", () => desk.attend(this));
    acceptDrops(this.screen, (files) => {
      this.composer.tray.add(files, false);
      this.composer.field.focus();
    });
  }

  /** Reads the chat anew; what happens meanwhile is applied afterwards. */
  async load() {
    this.#held = [];
    try {
      const chat = await api.readChat(this.person.id);
      this.bar.show(chat.bot.name, Boolean(chat.blocked));
      this.chat.reset(chat.messages, { person: this.person.name, bot: chat.bot.name });
      this.keyboard.show(chat.keyboard);
      this.composer.placeholder = chat.keyboard_placeholder;
      this.composer.commands.commands = chat.commands;
    } catch (refusal) {
      this.#refuse(refusal);
    }
    const held = this.#held;
    this.#held = null;
    held.forEach((event) => this.handle(event));
    this.#offerStart();
  }

  /** Applies one event of the stream. */
  handle(event) {
    if (this.#held) {
      this.#held.push(event);
      return;
    }
    if (["message", "edit", "delete", "toast"].includes(event.kind)) endWaiting(this.node);
    switch (event.kind) {
      case "message": this.#receive(event.message); break;
      case "edit": this.chat.put(event.message); break;
      case "delete": this.chat.remove(event.message_id); break;
      case "keyboard": this.#replaceKeyboard(event); break;
      case "commands": this.#refreshCommands(event); break;
      case "toast": event.text && (event.alert ? this.toast.alert(event.text) : this.toast.show(event.text)); break;
      case "typing": this.bar.showTyping(); break;
    }
    this.#offerStart();
  }

  /** Whether the reader's attention is on this phone; unread messages are those that came without it. */
  set attended(attended) {
    this.#attended = attended;
    if (attended && this.chat.atEnd) this.#setUnread(0);
  }

  get unread() {
    return this.#unread;
  }

  /** Opens the chat by an invitation's payload, or without one. */
  start(payload = this.person.start) {
    return this.#try(api.start(this.person.id, payload));
  }

  #assemble() {
    const { person } = this;
    this.toast = new Toast();
    this.keyboard = new ReplyKeyboard((label) => this.#send({ text: label, parcels: [] }));
    this.keyboard.toggle.append(icon("keyboard"));
    this.composer = new Composer({
      send: (content) => this.#send(content), quotable: () => this.chat.messages, toggle: this.keyboard.toggle,
    });
    this.chat = new Chat({
      press: (message, data) => this.#press(message, data),
      answer: (message) => this.composer.answer(message),
      command: (text) => this.#send({ text, parcels: [] }),
      reachedEnd: () => { this.attended = this.#attended; },
      view: this.#desk.view,
      invitation: this.#desk.invitation,
    });
    this.chat.node.append(this.toast.line);
    this.announcer = element("p", { class: "unseen", "aria-live": "polite" });
    this.bar = new Bar({
      start: () => this.start(null),
      block: (blocked) => this.#try(api.block(person.id, blocked)),
    });
    this.badge = element("span", { class: "badge", "data-role": "unread", hidden: true });
    this.welcome = element("div", { class: "welcome", hidden: true },
      element("p", {}, `${person.name}还没有和机器人说过话。`),
      button({ class: "primary start", "data-role": "start", onclick: () => this.start() }, "开始"));
  }

  #draw() {
    const { person } = this;
    this.screen = element("div", { class: "screen" },
      this.bar.node, this.chat.node, this.welcome, this.composer.node, this.keyboard.node, this.toast.box, this.announcer,
      element("div", { class: "drop-hint", "aria-hidden": "true" }, "松开鼠标，放入待发送"));
    const title = `${person.name}（${person.role || "新手机"}）的手机`;
    this.node = element("section", { class: "phone", id: `phone-${person.id}`, "data-phone": person.id, "aria-label": title },
      element("header", { class: "owner" },
        element("span", { class: "portrait", "data-role-name": person.role, "aria-hidden": "true" }, person.name.slice(0, 1)),
        element("h2", {}, person.name), element("span", { class: "role" }, person.role || "新手机"), this.badge),
      this.screen);
  }

  async #send({ text, parcels, replyTo }) {
    const user = this.person.id;
    this.chat.scrollToEnd();
    if (parcels.length === 0) return this.#try(api.sendText(user, text, replyTo));
    for (const [index, parcel] of parcels.entries()) {
      const caption = index === 0 ? text : "";
      if (!(await this.#try(api.sendMedia(user, { ...parcel, caption, replyTo })))) return false;
    }
    return true;
  }

  async #press(message, data) {
    const answered = setTimeout(() => endWaiting(this.node), ANSWER_EXPECTED_WITHIN);
    if (await this.#try(api.press(this.person.id, message.message_id, data))) return;
    clearTimeout(answered);
    endWaiting(this.node);
  }

  async #try(request) {
    try {
      await request;
      return true;
    } catch (refusal) {
      this.#refuse(refusal);
      return false;
    }
  }

  #refuse(refusal) {
    if (!(refusal instanceof api.Refused)) throw refusal;
    this.toast.show(refusal.message);
  }

  #receive(message) {
    this.chat.put(message);
    if (isOwn(message)) return;
    this.bar.endTyping();
    this.announcer.textContent = `${this.person.name}的手机：${summaryOf(message)}`;
    if (message.reply_markup?.force_reply) this.composer.answer(message);
    const seen = this.#attended && this.chat.atEnd && document.visibilityState === "visible";
    if (!seen) {
      this.#setUnread(this.#unread + 1);
      this.#ring();
    }
    this.#desk.received(this);
  }

  /** Lights the screen's edge up once, anew for each message. */
  #ring() {
    this.screen.classList.remove("ringing");
    void this.screen.offsetWidth; // or the animation would not begin again
    this.screen.classList.add("ringing");
  }

  #setUnread(count) {
    this.#unread = count;
    this.badge.textContent = count > 99 ? "99+" : String(count);
    this.badge.hidden = count === 0;
    this.badge.setAttribute("aria-label", `${count} 条新消息`);
    this.chat.showUnread(count);
    this.#desk.unread(this, count);
  }

  #replaceKeyboard({ keyboard, keyboard_placeholder: words }) {
    this.keyboard.show(keyboard);
    this.composer.placeholder = words ?? null;
  }

  async #refreshCommands({ commands }) {
    const known = commands ?? (await api.readChat(this.person.id)).commands;
    this.composer.commands.commands = known;
  }

  #offerStart() {
    this.welcome.hidden = !this.chat.empty;
    this.composer.node.hidden = this.chat.empty;
  }
}
