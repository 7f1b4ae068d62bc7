/** The demonstration's clock: what time the bot believes it is, and moving it on. */

import * as api from "./api.js";
import { button, element } from "./element.js";
import { fromField, momentOf, toField, tomorrowMorning } from "./time.js";

const REREAD_EVERY = 15_000; // milliseconds; the clock shows minutes
const HOUR = 3600; // seconds

export class Clock {
  #now = null;

  /** Fills `node`; `refused(sentence)` shows why the clock would not move. */
  constructor(node, refused) {
    this.refused = refused;
    this.face = element("time", { class: "clock-face", "data-role": "now" }, "…");
    this.field = element("input", { type: "datetime-local", "aria-label": "新的时间", required: true });
    this.form = element("form", { class: "clock-form", hidden: true, onsubmit: (event) => this.#chosen(event) },
      this.field, element("button", { class: "quiet" }, "就到这时"));
    this.choose = button({ class: "quiet", "data-role": "choose-time", "aria-expanded": "false",
      onclick: () => this.#toggleForm() }, "选择时间");
    node.append(
      element("span", { class: "clock-label" }, "演示时间"), this.face,
      element("span", { class: "clock-moves" },
        button({ class: "quiet", "data-role": "advance-hour", onclick: () => this.#move(api.advanceClock(HOUR)) }, "前进 1 小时"),
        button({ class: "quiet", "data-role": "tomorrow", onclick: () => this.#tomorrow() }, "到明天 9:00"),
        this.choose, this.form));
    setInterval(() => document.visibilityState === "visible" && this.read(), REREAD_EVERY);
  }

  /** Asks the sandbox for its time; silent when it is away, for the page says so already. */
  async read() {
    const clock = await api.readClock().catch(() => null);
    if (clock) this.#show(clock);
  }

  #show({ now }) {
    this.#now = new Date(now);
    const [year, rest] = momentOf(this.#now);
    this.face.replaceChildren(element("span", { class: "clock-year" }, year), rest);
    this.face.dateTime = now;
  }

  async #move(request) {
    try {
      const clock = await request;
      clock?.now ? this.#show(clock) : await this.read();
      return true;
    } catch (refusal) {
      this.refused(refusal.message);
      return false;
    }
  }

  #tomorrow() {
    return this.#now && this.#move(api.setClock(tomorrowMorning(this.#now)));
  }

  #toggleForm() {
    this.form.hidden = !this.form.hidden;
    this.choose.setAttribute("aria-expanded", String(!this.form.hidden));
    if (this.form.hidden || !this.#now) return;
    this.field.value = toField(this.#now);
    this.field.min = this.field.value;
    this.field.focus();
  }

  async #chosen(event) {
    event.preventDefault();
    if (await this.#move(api.setClock(fromField(this.field.value)))) this.#toggleForm();
  }
}
