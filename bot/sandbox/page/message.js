/** Reading Bot API Message objects: what they carry, in the page's words. */

/** Whether the phone's owner wrote it; quoted messages come without the `outgoing` mark. */
export const isOwn = (message) => message.outgoing ?? message.from?.is_bot === false;

export const textOf = (message) => message.text ?? message.caption ?? "";
export const entitiesOf = (message) => message.entities ?? message.caption_entities ?? [];

/** Messages of one album share a bubble, every other message has its own. */
export const bubbleKey = (message) => message.media_group_id ?? `message-${message.message_id}`;

/**
 * The file a message carries: `{kind, file, sizes?}`, or null.
 * `kind` is photo, video, audio or document. An animation also carries `document`, so it is looked for first.
 */
export function attachmentOf(message) {
  if (message.photo?.length) {
    return { kind: "photo", file: message.photo[message.photo.length - 1], sizes: message.photo };
  }
  const video = message.animation ?? message.video ?? message.video_note;
  if (video) return { kind: "video", file: video };
  const audio = message.audio ?? message.voice;
  if (audio) return { kind: "audio", file: audio };
  if (message.document) return { kind: "document", file: message.document };
  return null;
}

/** Lines for what has neither text nor file: places, contacts, and kinds this page does not know. */
export function otherContentOf(message) {
  const place = message.venue?.location ?? message.location;
  if (place) return `📍 ${message.venue?.title ?? "位置"} ${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  if (message.contact) return `👤 ${message.contact.first_name} ${message.contact.phone_number}`;
  if (message.sticker) return message.sticker.emoji ?? "［贴纸］";
  if (message.pinned_message) return "📌 置顶了一条消息";
  return textOf(message) || attachmentOf(message) ? "" : "［演示页不能显示这种消息］";
}

const NAMES = { photo: "［照片］", video: "［视频］", audio: "［语音］", document: "［文件］" };

/** One line for quotes and announcements. */
export function summaryOf(message) {
  const attachment = attachmentOf(message);
  const name = attachment ? NAMES[attachment.kind] : "";
  const words = textOf(message) || attachment?.file.file_name || otherContentOf(message);
  return `${name}${words}`.replace(/\s+/g, " ").slice(0, 120);
}

/** `3.4 MB` for a number of bytes; empty when unknown. */
export function sizeOf(bytes) {
  if (bytes === undefined || bytes === null) return "";
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The start parameter of `t.me/<bot>?start=…`; null when the address is another one. */
export function startPayloadOf(address) {
  const found = /(?:t\.me\/|resolve\?domain=)[^\s?&]+[?&]start=([\w-]+)/.exec(address);
  return found ? found[1] : null;
}
