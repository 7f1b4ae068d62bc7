"""How people go about it: the ways through a conversation that several tests take."""

import asyncio
import io
import itertools
import random
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from PIL import Image

from bot.actions.review import review
from bot.actions.review.case import stamp_of
from bot.actions.work import fill_in, report, submit
from bot.actions.work.attach import FETCH, finish
from bot.evidence.inspect import inspect
from bot.rules.permissions import Actor
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import errands
from bot.storage.blobs import Blobs
from bot.storage.people import accounts, invites
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.storage.work.entries import Entry
from bot.transport.fetcher import Verdict
from tests.conftest import PDF, Town, photo

QUESTIONS = {
    "place_kind": "哪类场所",
    "place": "具体地点",
    "day": "哪天开展",
    "way": "什么方式",
    "theme": "主题？",
    "reach": "哪个范围",
    "initiative": "自发开展，还是",
    "photos": "请发活动的照片视频",
    "plan": "请发活动方案",
    "turnout": "参加人数",
}
"""What each question of the publicity card can be recognised by, in the order they come."""

ANSWERS = (
    ("place_kind", "press", "企业"),
    ("place", "send", "××服装厂"),
    ("day", "press", "今天"),
    ("way", "press", "实地走访"),
    ("theme", "press", "劳动合同法"),
    ("reach", "press", "本单位"),
    ("initiative", "press", "自发开展"),
)


async def begin(phone: Phone) -> Message:
    """Menu first, up to the card's first question."""
    await phone.press("📝 上报工作")
    await phone.until("哪一类")
    await phone.press("开展宣传")
    return await phone.until("📝 上报：开展宣传\n")


async def answer(phone: Phone, upto: str = "", **instead: str) -> None:
    """Answer what the card asks, one line after the other, up to a question left unanswered."""
    for key, how, what in ANSWERS:
        await phone.until(QUESTIONS[key])
        if key == upto:
            return
        said = instead.get(key, what)
        await (phone.press(said) if how == "press" else phone.send(said))
    await phone.until(QUESTIONS["photos"])


async def attach(phone: Phone, photos: Sequence[bytes] = ()) -> Message:
    """The photos and the plan that the card asks for; the card, which then can be submitted."""
    for one in photos or [photo("一")]:
        await phone.send_photo(one)
    return await attach_plan(phone)


async def attach_plan(phone: Phone) -> Message:
    """The plan, once it is asked for."""
    await phone.until(QUESTIONS["plan"])
    await phone.send_file(PDF, "方案.pdf", mime="application/pdf")
    return await phone.until(lambda m: m.button("提交") is not None)


async def report_publicity(phone: Phone, **instead: str) -> str:
    """One publicity event, menu first; the entry's number."""
    await begin(phone)
    await answer(phone, **instead)
    await attach(phone)
    return await hand_in(phone)


async def hand_in(phone: Phone) -> str:
    """提交; the entry's number."""
    await phone.press("提交")
    return (await phone.until("已提交")).text.split()[1]


async def open_queue(phone: Phone, number: str) -> Message:
    """✅ 待审核, once the entry's card can be decided."""
    await phone.press("✅ 待审核")
    return await decidable(phone, number)


async def under_review(town: Town, author: Phone, reviewer: Phone) -> Entry:
    """An entry of today without files, on its reviewer's phone."""
    entry = filed(town, author, "今天")
    await open_queue(reviewer, entry.number)
    return entry


async def reported(author: Phone, reviewer: Phone) -> str:
    """An entry with its files, from the first tap on, on its reviewer's phone; its number."""
    number = await report_publicity(author)
    await reviewer.until("有 1 条待审核")
    await open_queue(reviewer, number)
    return number


async def approve(phone: Phone) -> None:
    """通过, with the reason that an entry without files asks for."""
    await phone.press("通过")
    await phone.until("请写通过的理由")
    await phone.send("说明属实")
    await phone.until("已通过")


async def own_words(phone: Phone, how: str) -> None:
    """退回 or 驳回, up to the reason, which is to be typed."""
    await phone.press(how)
    await phone.until("选一个理由，或自己写")
    await phone.press("自己写")
    await phone.until("请直接打字写理由")


async def write_reason(phone: Phone, how: str, reason: str) -> None:
    """退回 or 驳回 in one's own words; a rejection is then still to be confirmed."""
    await own_words(phone, how)
    await phone.send(reason)


async def choose_reason(phone: Phone, how: str, reason: str) -> None:
    """退回 or 驳回 with a ready reason; a rejection is then still to be confirmed."""
    await phone.press(how)
    await phone.until("选一个理由，或自己写")
    await phone.press(reason)


async def decidable(phone: Phone, number: str) -> Message:
    """The live card of an entry, once its files are fetched and its buttons are there."""

    def fits(message: Message) -> bool:
        return number in message.text and message.button("退回") is not None

    return await phone.until(fits)


async def twice(phone: Phone, label: str) -> None:
    """A double tap: the same button pressed again before anything could change."""
    await phone.until(lambda m: m.button(label) is not None)
    on = next(m for m in reversed(phone.messages) if m.button(label))
    await asyncio.gather(phone.press(label, on=on), phone.press(label, on=on))
    await phone.quiet()


async def with_county(town: Town, folder: Path, figure: str, instead: str) -> None:
    """From now on the county's own file has another figure than the shipped one."""
    await town.stop()
    own = _county_with(folder, figure, instead)
    town.settings = town.settings.model_copy(update={"county_file": own})
    await town.start()


def _county_with(folder: Path, figure: str, instead: str) -> Path:
    shipped = Path("bot/rules/county.toml").read_text("utf-8")
    assert figure in shipped
    own = folder / "own.toml"
    own.write_text(shipped.replace(figure, instead), "utf-8")
    return own


async def eventually(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for what no single message tells."""
    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain")


def pass_time(town: Town, by: timedelta | float) -> None:
    """Later: what is due by then is done at once."""
    town.clock.advance(by)
    if town.bot is not None:
        town.bot.woken()


def tap(phone: Phone, data: str) -> None:
    """A button that no card of this person carries."""
    phone._act()
    phone._person.press(phone.last.message_id, data)


async def said(phone: Phone) -> list[Message]:
    """Everything the bot has said in this chat, once it is quiet."""
    await phone.quiet()
    return [message for message in phone.messages if not message.outgoing]


def link(town: Town, person_id: int) -> str:
    """A link's token, as the liaison hands it over."""
    token = secrets.token_urlsafe(18)
    town.do(invites.issue, person_id, token)
    return token


def actor_of(session: Session, phone: Phone) -> Actor:
    actor = accounts.load(session, phone.user.id).actor
    assert actor is not None
    return actor


FACTS = {
    "place_kind": "enterprise",
    "place": "××服装厂",
    "way": "visit",
    "theme": "劳动合同法",
    "reach": "unit",
    "initiative": "self",
    "gap.photos": "照片在街道存档",
    "gap.plan": "没有书面方案",
}


def filed(town: Town, author: Phone, day: str, **instead: str) -> Entry:
    """An entry as the author's own taps would leave it, without the taps."""

    def step(session: Session) -> Entry:
        actor = actor_of(session, author)
        draft = report.start(session, actor, "publicity").draft
        for key, given in {**FACTS, "day": day, **instead}.items():
            fill_in.answer(session, actor, draft.id, given, key)
        return submit.submit(session, actor, draft.id).entry

    entry: Entry = town.do(step)
    return entry


def filed_with_photo(town: Town, author: Phone, day: str, **instead: str) -> Entry:
    """The same with a photo like no other and a plan, fetched and inspected: nothing is lacking."""
    return filed_with(town, author, day, _files(next(_PHOTOS)), **instead)


def filed_with(
    town: Town, author: Phone, day: str, files: Sequence[tuple[str, bytes]], /, **instead: str
) -> Entry:
    """The same with these files, by their slots."""
    assert town.bot is not None
    verdicts = [_looked_at(town.bot.blobs, name, data) for name, data in files]
    facts = {key: value for key, value in FACTS.items() if not key.startswith("gap.")}

    def step(session: Session) -> Entry:
        actor = actor_of(session, author)
        draft = report.start(session, actor, "publicity").draft
        for key, given in {**facts, "day": day, **instead}.items():
            fill_in.answer(session, actor, draft.id, given, key)
        for n, (slot, verdict) in enumerate(verdicts):
            unique = f"{draft.id}-{n}"
            seen = verdict.inspection
            sent = evidence.Sent(seen.kind, unique, unique, "", seen.mime, seen.size, n + 1, "")
            piece = evidence.add(session, draft.id, slot, sent)
            assert piece is not None
            errands.ask(session, FETCH, piece)
            due = next(d for d in errands.due(session) if (d.kind, d.subject) == (FETCH, piece))
            finish(session, due, verdict)
        return submit.submit(session, actor, draft.id).entry

    entry: Entry = town.do(step)
    town.bot.woken()
    return entry


def unlike(number: int) -> bytes:
    """A photo that resembles no other of these."""
    chance = random.Random(number)
    tiles = Image.frombytes("RGB", (9, 8), chance.randbytes(9 * 8 * 3))
    out = io.BytesIO()
    tiles.resize((360, 320), Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
    return out.getvalue()


_PHOTOS = itertools.count(1)


def _files(number: int) -> list[tuple[str, bytes]]:
    return [("photos", unlike(number)), ("plan", PDF.replace(b"EOF", b"EOF%d" % number))]


def _looked_at(blobs: Blobs, slot: str, data: bytes) -> tuple[str, Verdict]:
    sha256 = blobs.keep(data)
    with blobs.local(sha256) as path:
        seen = inspect(path, "", "")
    return slot, Verdict(sha256, blobs.keep(seen.thumbnail) if seen.thumbnail else "", seen)


def counted(town: Town, author: Phone, reviewer: Phone, day: str, **instead: str) -> Entry:
    """The same, approved."""
    entry = filed(town, author, day, **instead)

    def step(session: Session) -> None:
        stamp = stamp_of(entry)
        review.approve(session, actor_of(session, reviewer), entry.id, stamp, "说明属实")

    town.do(step)
    return entry


def entry_of(town: Town, number: str) -> Entry:
    """The entry as it is now."""
    entry = town.do(entries.get, int(number.removeprefix("X")))
    assert isinstance(entry, Entry)
    return entry


def entries_of(town: Town, phone: Phone) -> list[Entry]:
    """All of a person's entries, newest first."""

    def step(session: Session) -> list[Entry]:
        return entries.of_person(session, actor_of(session, phone).person_id)

    found: list[Entry] = town.do(step)
    return found


def begun(town: Town, phone: Phone) -> list[drafts.Draft]:
    """A person's drafts that are not submitted, last touched first."""

    def step(session: Session) -> list[drafts.Draft]:
        return drafts.unfinished(session, actor_of(session, phone).person_id)

    found: list[drafts.Draft] = town.do(step)
    return found


def pieces_of(town: Town, draft_id: int) -> list[evidence.Piece]:
    """The evidence of a draft."""
    found: list[evidence.Piece] = town.do(evidence.of_draft, draft_id)
    return found
