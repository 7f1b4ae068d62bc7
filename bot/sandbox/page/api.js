/** What the page asks of the sandbox; every refusal is a sentence to show. */

export class Refused extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("连不上演示服务，请确认它还在运行。");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(body?.error ?? `演示服务没有办成这件事（${response.status}）。`);
  return body;
}

function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const readPeople = () => call("/api/people");
export const addPerson = (name) => post("/api/people", { name });

export const readChat = (user) => call(`/api/chats/${user}`);
export const sendText = (user, text, replyTo) =>
  post(`/api/chats/${user}/text`, replyTo ? { text, reply_to: replyTo } : { text });
export const press = (user, messageId, data) =>
  post(`/api/chats/${user}/press`, { message_id: messageId, data });
export const start = (user, payload) => post(`/api/chats/${user}/start`, { payload: payload ?? "" });
export const block = (user, blocked) => post(`/api/chats/${user}/block`, { blocked });

/** Sends files as one message or album; `as` is "photo" or "file". */
export function sendMedia(user, { files, as, caption, replyTo }) {
  const form = new FormData();
  form.append("as", as);
  if (caption) form.append("caption", caption);
  if (replyTo) form.append("reply_to", String(replyTo));
  for (const file of files) form.append("files", file, file.name);
  return call(`/api/chats/${user}/media`, { method: "POST", body: form });
}

export const readPreparation = () => call("/api/preparation");

export const readClock = () => call("/api/clock");
export const readMoments = () => call("/api/clock/moments");
export const advanceClock = (seconds) => post("/api/clock", { advance: seconds });
export const setClock = (iso) => post("/api/clock", { to: iso });

export const fileAddress = (fileId) => `/api/files/${encodeURIComponent(fileId)}`;
