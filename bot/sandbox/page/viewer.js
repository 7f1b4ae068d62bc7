/** A picture in full, over everything; its neighbours are an arrow away. */

import { button, element } from "./element.js";
import { icon } from "./icons.js";

export class Viewer {
  #pictures = [];
  #at = 0;

  constructor() {
    this.image = element("img", { alt: "", onclick: () => this.frame.classList.toggle("actual-size") });
    this.frame = element("div", { class: "viewer-frame", tabindex: "0" }, this.image);
    this.caption = element("p", { class: "viewer-caption" });
    this.download = element("a", { class: "tool", download: "", "aria-label": "下载这张图片" }, icon("download"));
    this.previous = this.#arrow("previous", "上一张", -1);
    this.next = this.#arrow("next", "下一张", 1);
    const close = button({ class: "tool", "data-role": "close-viewer", "aria-label": "关闭", onclick: () => this.node.close() }, icon("close"));
    this.node = element("dialog", { class: "viewer", "data-role": "viewer", "aria-label": "查看图片" },
      element("div", { class: "viewer-tools" }, this.download, close),
      this.previous, this.frame, this.next, this.caption);
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.frame.addEventListener("click", ({ target }) => target === this.frame && this.node.close());
  }

  /** Opens the `index`-th of `{address, caption}` pictures. */
  show(pictures, index) {
    this.#pictures = pictures;
    this.#go(index);
    this.node.showModal();
    this.frame.focus();
  }

  #arrow(name, label, step) {
    return button({ class: `tool arrow ${name}`, "aria-label": label, onclick: () => this.#go(this.#at + step) }, icon(name));
  }

  #go(index) {
    const picture = this.#pictures[index];
    if (!picture) return;
    this.#at = index;
    this.frame.classList.remove("actual-size");
    this.image.src = picture.address;
    this.image.alt = picture.caption || "图片";
    this.download.href = picture.address;
    // A long caption is read in the chat; here it would lie over the picture.
    this.caption.textContent = (picture.caption ?? "").split("\n", 1)[0];
    this.previous.hidden = index === 0;
    this.next.hidden = index === this.#pictures.length - 1;
  }

  #key(event) {
    if (event.key === "ArrowLeft") this.#go(this.#at - 1);
    else if (event.key === "ArrowRight") this.#go(this.#at + 1);
  }
}
