/** The demonstration's clock: what time the bot believes it is, and moving it on. */

import * as api from "./api.js";
import { button, element } from "./element.js";
import { Menu } from "./menu.js";
import { fromField, momentOf, toField } from "./time.js";

const REREAD_EVERY = 15_000; // milliseconds; the clock shows minutes
const HOUR = 3600; // seconds

export class Clock {
  #now = null;
  #offered = "";

  /** Fills `node`; `refused(sentence)` shows why the clock would not move, `moved(words)` hears where to. */
  constructor(node, { refused, moving, moved }) {
    this.refused = refused;
    this.moving = moving;
    this.moved = moved;
    this.face = element("time", { class: "clock-face", "data-role": "now" }, "…");
    this.day = element("span", { class: "clock-day", "data-role": "day" });
    this.field = element("input", { type: "datetime-local", "aria-label": "新的时间", required: true });
    this.form = element("form", { class: "clock-form", "data-role": "choose-time", hidden: true,
      onsubmit: (event) => this.#chosen(event), onkeydown: ({ key }) => key === "Escape" && this.#close() },
      this.field, element("button", { class: "quiet" }, "就到这时"),
      button({ class: "quiet", onclick: () => this.#close() }, "取消"));
    this.jumps = new Menu("拨到哪一刻", { class: "quiet", "data-role": "jump" }, "拨到… ▾");
    node.append(
      element("span", { class: "clock-label" }, "演示时间"),
      element("span", { class: "clock-now" }, this.face, this.day),
      element("span", { class: "clock-moves" },
        button({ class: "quiet", "data-role": "advance-hour", onclick: () => this.#move(api.advanceClock(HOUR)) }, "前进 1 小时"),
        this.jumps.node, this.form));
    setInterval(() => document.visibilityState === "visible" && this.read(), REREAD_EVERY);
  }

  /** Asks the sandbox for its time and where to go from there; silent when it is away, for the page says so already. */
  async read() {
    const [clock, moments] = await Promise.all([api.readClock(), api.readMoments()]).catch(() => []);
    if (!clock) return;
    this.#show(clock);
    this.#offer(moments);
  }

  #show({ now, day }) {
    this.#now = new Date(now);
    const [year, rest] = momentOf(this.#now);
    this.face.replaceChildren(element("span", { class: "clock-year" }, year), rest);
    this.face.dateTime = now;
    this.day.textContent = day;
    this.day.classList.toggle("rest", !day.includes("班") && day !== "工作日");
  }

  /** Draws the list anew only when it has changed: somebody may be choosing from it. */
  #offer(moments) {
    const offered = JSON.stringify(moments);
    if (offered === this.#offered) return;
    this.#offered = offered;
    const jumps = moments.map(({ label, note, at }) => ({
      label,
      detail: element("span", {}, momentOf(new Date(at))[1], note && element("span", { class: "jump-note" }, note)),
      choose: () => this.#move(api.setClock(at), note),
    }));
    this.jumps.items = [...jumps, { label: "其他时间…", choose: () => this.#open() }];
  }

  async #move(request, note = "") {
    this.moving(); // the bot may be faster than the answer to this
    try {
      await request;
      await this.read();
      this.moved([momentOf(this.#now)[1], note].filter(Boolean).join("，"));
      return true;
    } catch (refusal) {
      this.refused(refusal.message);
      return false;
    }
  }

  #open() {
    if (!this.#now) return;
    this.form.hidden = false;
    this.field.value = toField(this.#now);
    this.field.min = this.field.value;
    this.field.focus();
  }

  #close() {
    this.form.hidden = true;
    this.jumps.opener.focus();
  }

  async #chosen(event) {
    event.preventDefault();
    if (await this.#move(api.setClock(fromField(this.field.value)))) this.#close();
  }
}
