/** The scrolling list of bubbles and day separators of one phone. */

import { bubble } from "./bubble.js";
import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { bubbleKey, isOwn } from "./message.js";
import { dayOf } from "./time.js";

const NEAR_BOTTOM = 48; // pixels

export class Chat {
  #groups = new Map(); // bubble key → {messages: Map of id → message, row}
  #days = new Map(); // day → separator
  #pinned = true; // whether the reader is at the newest message, and wants to stay there
  #size = ""; // of the scroller and its content, when last scrolled
  #names;
  #on;

  /** `on` is what bubble() takes, plus reachedEnd(). */
  constructor(on) {
    this.#on = { ...on, find: (id) => this.find(id) };
    this.list = element("div", { class: "messages", role: "log", "aria-live": "off" });
    this.scroller = element("div", { class: "scroller", tabindex: "0", "aria-label": "对话" }, this.list);
    this.count = element("span", { class: "badge", hidden: true });
    this.toEnd = button({ class: "to-end", "data-role": "to-end", "aria-label": "到最新消息", hidden: true,
      onclick: () => this.scrollToEnd("smooth") }, icon("down"), this.count);
    this.node = element("div", { class: "chat" }, this.scroller, this.toEnd);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#pinned && this.scrollToEnd()).observe(this.list);
    new ResizeObserver(() => this.#pinned && this.scrollToEnd()).observe(this.scroller);
  }

  get atEnd() {
    return this.#pinned;
  }

  get empty() {
    return this.#groups.size === 0;
  }

  /** Messages oldest first, one an album. */
  get messages() {
    return this.#ordered().map((group) => group.messages.values().next().value);
  }

  /** Replaces everything, as after a reconnection; the reader's place is kept. */
  reset(messages, names) {
    this.#names = names;
    const place = this.scroller.scrollTop;
    this.#groups.clear();
    for (const message of messages) this.#file(message);
    for (const group of this.#groups.values()) group.row = this.#draw(group);
    this.list.replaceChildren(...this.#ordered().map((group) => group.row));
    this.#separateDays();
    this.#groups.size && this.#pinned ? this.scrollToEnd() : (this.scroller.scrollTop = place);
  }

  /** Adds a message, or draws it anew when it is known. */
  put(message) {
    const group = this.#file(message);
    const old = group.row;
    group.row = this.#draw(group);
    if (old) this.#swap(old, group.row);
    else this.#place(group);
    this.#separateDays();
    if (this.#pinned || (!old && isOwn(message))) this.scrollToEnd();
  }

  remove(messageId) {
    for (const [key, group] of this.#groups) {
      if (!group.messages.delete(messageId)) continue;
      const old = group.row;
      if (group.messages.size) old.replaceWith((group.row = this.#draw(group)));
      else {
        this.#groups.delete(key);
        old.remove();
      }
      this.#separateDays();
    }
  }

  /** Brings a message into view and marks it for a moment. */
  find(messageId) {
    const node = this.list.querySelector(`[data-message-id="${Number(messageId)}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("found");
    requestAnimationFrame(() => node.classList.add("found"));
  }

  scrollToEnd(behavior = "auto") {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  /** The number on the button that leads to the newest message. */
  showUnread(count) {
    this.count.textContent = String(count);
    this.count.hidden = count === 0;
  }

  #file(message) {
    const key = bubbleKey(message);
    if (!this.#groups.has(key)) this.#groups.set(key, { messages: new Map(), row: null });
    const group = this.#groups.get(key);
    group.messages.set(message.message_id, message);
    return group;
  }

  #draw(group) {
    const messages = [...group.messages.values()].sort((one, other) => one.message_id - other.message_id);
    return bubble(messages, this.#names, this.#on);
  }

  #ordered() {
    return [...this.#groups.values()].sort((one, other) => firstId(one) - firstId(other));
  }

  #place(group) {
    const ordered = this.#ordered();
    const next = ordered[ordered.indexOf(group) + 1];
    this.list.insertBefore(group.row, next?.row ?? null);
    group.row.classList.add("arriving");
  }

  /** An edited card must not throw a keyboard user out of it: the same button, or the first, keeps the focus. */
  #swap(old, row) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(row);
    if (!focused) return;
    const keys = [...row.querySelectorAll("[data-button]")];
    const same = keys.find((key) => key.dataset.callback === focused.dataset.callback);
    (same ?? keys[0] ?? this.scroller).focus({ preventScroll: true });
  }

  #separateDays() {
    const needed = new Set();
    for (const group of this.#ordered()) {
      const day = dayOf(group.messages.values().next().value.date);
      if (needed.has(day)) continue;
      needed.add(day);
      const separator = this.#days.get(day) ?? element("div", { class: "day" }, element("span", {}, day));
      this.#days.set(day, separator);
      if (group.row.previousSibling !== separator) this.list.insertBefore(separator, group.row);
    }
    for (const [day, separator] of this.#days) {
      if (needed.has(day)) continue;
      separator.remove();
      this.#days.delete(day);
    }
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const size = `${scrollHeight}/${clientHeight}`;
    const laidOutAnew = size !== this.#size;
    this.#size = size;
    // A picture or a keyboard that came between scrolling and this event moved the end away, not the reader.
    if (this.#pinned && laidOutAnew) return this.scrollToEnd();
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    this.toEnd.hidden = this.#pinned;
    return this.#pinned && this.#on.reachedEnd();
  }
}

function firstId(group) {
  return Math.min(...group.messages.keys());
}
