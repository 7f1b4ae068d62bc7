/** Puts the page together: the phones, the clock, the stream of events. */

import { Aftermath } from "./aftermath.js";
import * as api from "./api.js";
import { Clock } from "./clock.js";
import { listen } from "./events.js";
import { Newcomer } from "./newcomer.js";
import { Phone } from "./phone.js";
import { Preparation } from "./preparation.js";
import { samplePhotos } from "./sample.js";
import { Story } from "./story.js";
import { Tabs } from "./tabs.js";
import { Viewer } from "./viewer.js";

const at = (role) => document.querySelector(`[data-role="${role}"]`);
const TITLE = document.title;

const phones = new Map(); // user id → Phone
const strip = at("phones");
const viewer = new Viewer();
const aftermath = new Aftermath(tell);
const clock = new Clock(at("clock"), { refused: tellForAWhile, moving: listenForNews, moved: (where) => aftermath.begin(where) });
const preparation = new Preparation(at("preparation"));
const tabs = new Tabs(at("tabs"), strip, attend);
const newcomer = new Newcomer({
  add: async (name, payload) => {
    const person = await api.addPerson(name);
    const phone = placePhone({ ...person, start: payload ?? person.start });
    await phone.load();
    tabs.show(phone);
  },
  invite: async (userId, payload) => {
    const phone = phones.get(userId);
    tabs.show(phone);
    await phone.start(payload);
  },
  people: () => [...phones.values()].map(({ person }) => person),
});
new Story(at("story-panel"), at("story"), {
  go: (role) => tabs.show(phoneOf(role)),
  fill: async (role, { text, photos }) => {
    const { composer } = phoneOf(role);
    tabs.show(phoneOf(role));
    if (photos && composer.tray.empty) composer.tray.add(await samplePhotos(), false);
    composer.write(text);
  },
});
document.body.append(viewer.node, newcomer.node);
at("newcomer").addEventListener("click", () => newcomer.show());
listen({ opened: refresh, closed: sayDisconnected, received: dispatch });

/** Reads everything anew: at the start, and after each broken line. */
async function refresh() {
  try {
    preparation.show(await api.readPreparation());
    await readPeople();
    await Promise.all([...phones.values()].map((phone) => phone.load()).concat(clock.read()));
    tell("");
  } catch (refusal) {
    tell(refusal.message);
  }
}

/** Adds phones for new people and takes away those of people a restart has forgotten; returns the new ones. */
async function readPeople() {
  const people = await api.readPeople();
  const names = new Map(people.map(({ id, name }) => [id, name]));
  for (const phone of [...phones.values()].filter(({ person }) => names.get(person.id) !== person.name)) removePhone(phone);
  return people.filter(({ id }) => !phones.has(id)).map(placePhone);
}

function removePhone(phone) {
  phones.delete(phone.person.id);
  tabs.remove(phone);
  phone.node.remove();
}

function placePhone(person) {
  if (phones.has(person.id)) {
    const known = phones.get(person.id);
    known.person.start = person.start;
    return known;
  }
  const phone = new Phone(person, {
    view: (pictures, index) => viewer.show(pictures, index),
    invitation: (payload) => newcomer.show(payload),
    unread: countUnread,
    received: ({ person }) => aftermath.add(person.name),
    attend,
  });
  phones.set(person.id, phone);
  strip.append(phone.node);
  tabs.add(phone);
  return phone;
}

async function dispatch(event) {
  if (event.kind === "clock") await clock.read();
  else if (event.kind === "preparation") preparation.show(event);
  else if (event.kind === "people") await Promise.all((await readPeople()).map((phone) => phone.load()));
  else phones.get(event.user)?.handle(event);
}

function attend(phone) {
  for (const other of phones.values()) other.attended = other === phone;
}

function phoneOf(role) {
  const all = [...phones.values()];
  return all.find(({ person }) => person.role === role) ?? all[0];
}

function countUnread(phone, count) {
  tabs.showUnread(phone, count);
  const all = [...phones.values()].reduce((sum, { unread }) => sum + unread, 0);
  document.title = all ? `（${all}）${TITLE}` : TITLE;
}

/** After a jump nobody is looking at any phone yet, so that what comes counts as unread. */
function listenForNews() {
  attend(null);
  aftermath.listen();
}

function sayDisconnected() {
  tell("与演示服务的连接断了，正在重新连接…");
}

function tellForAWhile(sentence) {
  tell(sentence);
  setTimeout(() => at("connection").textContent === sentence && tell(""), 6000);
}

function tell(sentence) {
  const line = at("connection");
  line.textContent = sentence;
  line.hidden = !sentence;
}
