/** The line that says what is still being made ready, and how far that is. */

export class Preparation {
  constructor(node) {
    this.node = node;
    this.words = node.querySelector("[data-role='preparation-words']");
    this.bar = node.querySelector("progress");
  }

  /** `what` with `done` of `of` and a `note`; or `trouble`, a sentence; or nothing, when all is there. */
  show({ what, done, of, note, trouble }) {
    this.node.hidden = !what && !trouble;
    this.node.classList.toggle("trouble", Boolean(trouble));
    this.bar.hidden = Boolean(trouble);
    if (of) {
      this.bar.max = of;
      this.bar.value = done;
    } else {
      this.bar.removeAttribute("value");
    }
    this.words.textContent = trouble ?? `${what ?? ""}${of ? ` ${done}/${of}` : "…"}${note ?? ""}`;
  }
}
