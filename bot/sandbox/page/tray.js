/** What is about to be sent: files chosen, dropped or pasted, with previews. */

import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { sizeOf } from "./message.js";

const ALBUM_LIMIT = 10; // Telegram's, per message
// What Telegram shows as a picture; phones turn HEIC into JPEG first, a browser cannot, so it goes as a file.
const PICTURES = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"]);

const isVisual = (file) => PICTURES.has(file.type) || file.type.startsWith("video/");

export class Tray {
  #files = new Map(); // file → preview address
  #changed;

  /** `changed()` is told whenever files come or go. */
  constructor(changed) {
    this.#changed = changed;
    this.previews = element("ul", { class: "previews", "aria-label": "待发送的文件" });
    this.asFile = element("input", { type: "checkbox", "data-role": "as-file", onchange: () => this.#draw() });
    this.choice = element("label", { class: "as-file" }, this.asFile, "作为文件发送（保留原图和拍摄信息）");
    this.note = element("p", { class: "tray-note" });
    this.node = element("div", { class: "tray", "data-role": "tray", hidden: true },
      element("div", { class: "tray-head" }, this.note,
        button({ class: "tool", "aria-label": "全部移除", onclick: () => this.clear() }, icon("close"))),
      this.previews, this.choice);
  }

  get empty() {
    return this.#files.size === 0;
  }

  /** Adds files; `asFile` is the way the person chose them, and can still be changed. */
  add(files, asFile) {
    if (files.length === 0) return;
    if (this.empty) this.asFile.checked = asFile;
    for (const file of files) {
      if (!this.#files.has(file)) this.#files.set(file, isVisual(file) ? URL.createObjectURL(file) : null);
    }
    this.#draw();
  }

  /** Empties the tray and returns its files as parcels `{files, as}`, each one message or album. */
  take() {
    const files = [...this.#files.keys()];
    const visual = this.asFile.checked ? [] : files.filter(isVisual);
    const plain = files.filter((file) => !visual.includes(file));
    this.clear();
    return [...albums(visual, "photo"), ...albums(plain, "file")];
  }

  clear() {
    for (const file of [...this.#files.keys()]) this.#forget(file);
    this.#draw();
  }

  #forget(file) {
    const address = this.#files.get(file);
    if (address) URL.revokeObjectURL(address);
    this.#files.delete(file);
  }

  #draw() {
    const files = [...this.#files.keys()];
    this.node.hidden = this.empty;
    this.choice.hidden = !files.some(isVisual);
    this.note.textContent = `将发送 ${files.length} 个文件，共 ${sizeOf(files.reduce((sum, file) => sum + file.size, 0))}`;
    this.previews.replaceChildren(...files.map((file) => this.#preview(file)));
    this.#changed();
  }

  #preview(file) {
    const address = this.asFile.checked ? null : this.#files.get(file);
    const remove = () => {
      this.#forget(file);
      this.#draw();
    };
    return element("li", { class: "preview", title: file.name, "data-preview": file.name },
      address ? picture(file, address) : element("span", { class: "preview-file" }, icon("file"), file.name),
      button({ class: "remove", "aria-label": `移除 ${file.name}`, onclick: remove }, icon("close")),
    );
  }
}

function picture(file, address) {
  if (file.type.startsWith("video/")) return element("video", { src: address, muted: true, preload: "metadata" });
  return element("img", { src: address, alt: file.name });
}

function albums(files, as) {
  const parcels = [];
  for (let at = 0; at < files.length; at += ALBUM_LIMIT) parcels.push({ files: files.slice(at, at + ALBUM_LIMIT), as });
  return parcels;
}
