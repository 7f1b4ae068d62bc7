/** After the clock was moved: which phones the bot has written to since, in one line. */

const SILENT_AFTER = 5_000; // milliseconds
const SHOWN_FOR = 12_000; // after the last news
const LISTENED_FOR = 30_000; // on a slow machine the first news may take a while

export class Aftermath {
  #where = "";
  #heard = null; // name → messages; null while nobody waits for news
  #timer = null;

  /** `tell(sentence)` shows the line, "" takes it away. */
  constructor(tell) {
    this.tell = tell;
  }

  /** The clock is about to move: what comes from now on counts, however fast the bot is. */
  listen() {
    clearTimeout(this.#timer);
    this.#where = "";
    this.#heard = new Map();
  }

  /** The clock now shows `where`. */
  begin(where) {
    this.#where = where;
    this.#heard ??= new Map();
    this.#sayWhatCame();
    if (!this.#heard.size) this.#wait(SILENT_AFTER, () => this.#sayNothingCame());
  }

  /** A message has come to somebody's phone. */
  add(name) {
    if (!this.#heard) return;
    this.#heard.set(name, (this.#heard.get(name) ?? 0) + 1);
    if (this.#where) this.#sayWhatCame();
  }

  #sayWhatCame() {
    const news = [...this.#heard].map(([who, count]) => `${who} ${count} 条新消息`).join("，");
    this.tell(`已到${this.#where}${news && "："}${news}`);
    if (news) this.#wait(SHOWN_FOR, () => this.#end());
  }

  #sayNothingCame() {
    this.tell(`已到${this.#where}，这段时间机器人没有新消息`);
    this.#wait(LISTENED_FOR, () => this.#end());
  }

  #end() {
    this.#heard = null;
    this.tell("");
  }

  #wait(milliseconds, then) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, milliseconds);
  }
}
