/** Photos, albums, videos and documents inside a bubble. */

import { fileAddress } from "./api.js";
import { element } from "./element.js";
import { icon } from "./icons.js";
import { attachmentOf, sizeOf, textOf } from "./message.js";

const SHARP_ENOUGH = 640; // pixels: twice the width of a bubble, for dense screens
const TALLEST = 1.35; // height to width; taller pictures are cropped until opened
const FLATTEST = 0.4;
// How many pictures stand in each row of an album, by its size; Telegram sends at most ten.
const ALBUM_ROWS = {
  2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3], 8: [2, 3, 3], 9: [3, 3, 3], 10: [2, 2, 3, 3],
};

/** The media part of a bubble for one message or an album; null when there is none. */
export function mediaOf(messages, on) {
  const items = messages.map((message) => ({ message, ...attachmentOf(message) })).filter((item) => item.kind);
  if (items.length === 0) return null;
  if (items.some((item) => item.kind === "document" || item.kind === "audio")) {
    return element("div", { class: "documents" }, items.flatMap((item) => [stackedOf(item), ownWords(item, items)]));
  }
  return items.length === 1 ? single(items[0], items, on) : album(items, on);
}

function single(item, items, on) {
  const node = visual(item, items, on);
  const { width = 4, height = 3 } = item.file;
  const ratio = Math.min(Math.max(height / width, FLATTEST), TALLEST);
  node.style.aspectRatio = `${1 / ratio}`;
  node.classList.add("single");
  if (height > width) node.classList.add("upright");
  return node;
}

function album(items, on) {
  const rows = ALBUM_ROWS[items.length] ?? Array(Math.ceil(items.length / 3)).fill(3);
  const spans = rows.flatMap((inRow) => Array(inRow).fill(inRow));
  const cells = items.map((item, index) => {
    const cell = visual(item, items, on);
    cell.classList.add(`one-of-${spans[index] ?? 3}`);
    cell.dataset.messageId = item.message.message_id;
    return cell;
  });
  return element("div", { class: "album" }, cells);
}

function visual(item, items, on) {
  return item.kind === "photo" ? photo(item, items, on) : video(item);
}

function photo(item, items, on) {
  const shown = item.sizes.find((size) => size.width >= SHARP_ENOUGH) ?? item.file;
  const photos = items.filter((other) => other.kind === "photo");
  const pictures = photos.map((other) => ({ address: fileAddress(other.file.file_id), caption: textOf(other.message) }));
  const open = () => on.view(pictures, photos.indexOf(item));
  return element(
    "button",
    { type: "button", class: "photo", "data-photo": item.file.file_id, "aria-label": "查看大图", onclick: open },
    element("img", { src: fileAddress(shown.file_id), alt: textOf(item.message) || "照片", decoding: "async" }),
  );
}

function video({ file }) {
  const still = file.thumbnail && fileAddress(file.thumbnail.file_id);
  const player = element("video", {
    src: fileAddress(file.file_id), poster: still, controls: true, preload: "metadata", playsinline: true,
  });
  return element("div", { class: "video", "data-video": file.file_id }, player);
}

/** The words of one file among several. */
function ownWords({ message }, items) {
  const words = items.length > 1 && items.filter((item) => textOf(item.message)).length > 1 && textOf(message);
  return words ? element("div", { class: "words" }, words) : null;
}

function stackedOf(item) {
  const inAlbum = item.message.media_group_id ? item.message.message_id : null;
  if (item.kind !== "document") {
    return element("audio", { src: fileAddress(item.file.file_id), controls: true, "data-message-id": inAlbum });
  }
  return documentLink(item.file, inAlbum);
}

function documentLink(file, messageId) {
  const name = file.file_name ?? "文件";
  return element(
    "a",
    {
      class: "document", href: fileAddress(file.file_id), download: name,
      "data-document": name, "data-message-id": messageId, title: `下载 ${name}`,
    },
    documentMark(file, name),
    element("span", { class: "document-words" },
      element("span", { class: "document-name" }, name),
      element("span", { class: "document-size" }, icon("download"), sizeOf(file.file_size) || "下载"),
    ),
  );
}

function documentMark(file, name) {
  if (file.thumbnail) {
    return element("img", { class: "document-mark", src: fileAddress(file.thumbnail.file_id), alt: "" });
  }
  const ending = /\.(\w{1,5})$/.exec(name)?.[1].toLowerCase() ?? "";
  return element("span", { class: "document-mark", "data-ending": ending }, ending ? ending.toUpperCase() : icon("file"));
}
