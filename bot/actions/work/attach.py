"""Attaching: a photo or paper finds its draft, is fetched, inspected, and becomes evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.actions.work import alike, fill_in, hear, lay_out, report, sort
from bot.actions.work.card import DROPPED, OPEN, PARKED, SUBMITTED, Card, card_of, read
from bot.errors import Forbidden, Refused
from bot.forms.fields import Words, key_of, short
from bot.forms.form import CAPTION, UNSORTED
from bot.rules.identity import hide_mobiles
from bot.rules.links import find_links
from bot.rules.permissions import Act, Actor, may
from bot.rules.states import WAITING
from bot.storage import audit, errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.people.accounts import Account
from bot.storage.session import Session
from bot.storage.work import drafts, evidence
from bot.storage.work.entries import Entry
from bot.storage.work.evidence import Sent
from bot.texts.work import report as t

LARGEST: Final = 20 * 1024 * 1024
FETCH: Final = "fetch"


@dataclass(frozen=True, slots=True)
class Attached:
    """Where a file went: the draft's card, whether more is likely to follow it (the rest of an
    album settles), whether the draft is new, and the entry it joined if that was submitted: a
    supplement when the entry was decided before.
    """

    card: Card
    follows: bool
    is_new: bool
    joined: Entry | None = None
    caption: str = ""

    @property
    def unread(self) -> bool:
        """Whether a caption told nothing, though the kind of work is known."""
        if self.card.work is None or self.joined or not self.caption:
            return False
        kept = hide_mobiles(self.caption)[: hear.CAPTION_MOST]
        return self.card.draft.facts.get(CAPTION) == kept

    @property
    def is_supplement(self) -> bool:
        return self.joined is not None and self.joined.state not in WAITING


def attach(
    session: Session,
    actor: Actor,
    account: Account,
    sent: Sent,
    *,
    caption: str = "",
    answering: int | None = None,
) -> Attached:
    """`answering` is the draft whose card the message replies to; what a caption tells is read
    into the card. Raises Refused for a file that Telegram does not let a bot fetch.
    """
    if not may(actor, Act.REPORT):
        raise Forbidden(t.ONLY_COORDINATORS)
    if sent.size > LARGEST:
        name = short(sent.name, 30) or t.KINDS[sent.kind]
        raise Refused(t.TOO_LARGE.format(name=name, size=sent.size / 1024 / 1024))
    album = evidence.of_album(session, actor.chat_id, sent.album) if sent.album else None
    meant = (answering, album[0] if album else None)
    draft, is_new = _draft_for(session, actor, account, meant, caption)
    if caption and draft.state != SUBMITTED:
        draft = hear.hear(session, actor, draft, caption)
    follows = album is not None and album[0] == draft.id
    card = read(session, draft)
    slot = (album[1] if album and follows else UNSORTED) or _slot(card, sent)
    entry = card.entry if draft.state == SUBMITTED else None
    late = entry is not None and entry.state not in WAITING
    piece = evidence.add(session, draft.id, slot, sent, late=late)
    if piece is not None:
        errands.ask(session, FETCH, piece)
        drafts.save(session, sort.staying(card, slot, sent.kind))
        if entry is not None:
            _joined(session, actor, entry, piece)
    return Attached(_again(session, draft), follows, is_new, entry, caption)


def answer(session: Session, draft: drafts.Draft, text: str, message_id: int) -> Card:
    """Take a typed answer to an open draft; where files are expected, links stand for them (§8.3:
    截图或链接). Raises Refused.
    """
    card = read(session, draft)
    links = find_links(text)
    if card.work is None or not links or _takes_words(card):
        return fill_in.answered(session, card, text, "")
    slot = card.work.slot_for(evidence.LINK, asked=card.asked)
    for link in links:
        sent = Sent(evidence.LINK, "", key_of(link), link, "text/uri-list", 0, message_id, "")
        evidence.add(session, draft.id, slot, sent)
    drafts.save(session, sort.staying(card, slot, evidence.LINK))
    lay_out.draw(session, draft.id)
    return _again(session, card.draft)


def of_message(session: Session, chat_id: int, message_id: int) -> int | None:
    """The draft to which the file of a message went."""
    return evidence.of_message(session, chat_id, message_id)


def _takes_words(card: Card) -> bool:
    """Whether a text with a link in it may be the very answer: an account, a place."""
    steps = () if card.work is None else card.work.form.lines()
    return any(step.key == card.asked and isinstance(step.field, Words) for step in steps)


def _joined(session: Session, actor: Actor, entry: Entry, piece: int) -> None:
    how = "evidence joined" if entry.state in WAITING else "supplement"
    audit.record(session, actor.person_id, how, f"entry:{entry.id}", piece=piece)


def _again(session: Session, draft: drafts.Draft) -> Card:
    return card_of(session, drafts.get(session, draft.id) or draft)


def _draft_for(
    session: Session,
    actor: Actor,
    account: Account,
    meant: Sequence[int | None],
    caption: str,
) -> tuple[drafts.Draft, bool]:
    """The draft it belongs to: the first that is meant (of the message it answers, of its album),
    else the current one, unless the caption tells of other work; else a new one whose kind is
    asked. And whether it is new.
    """
    current = account.focus_id if account.focus == accounts.DRAFT else None
    for draft_id in (*meant, current):
        draft = None if draft_id is None else drafts.get(session, draft_id)
        if draft is None or draft.person_id != actor.person_id or not _takes(draft):
            continue
        if draft_id in meant or not hear.is_of_other_work(session, actor, draft, caption):
            return draft, False
    draft = drafts.add(session, actor.person_id, actor.chat_id, "", {})
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return draft, True


def _takes(draft: drafts.Draft) -> bool:
    """Drafts take files, and so do entries: after the decision as a supplement."""
    return draft.state in (OPEN, PARKED, SUBMITTED)


def _slot(card: Card, sent: Sent) -> str:
    """The slot it goes to by itself; UNSORTED while it is not known what the draft is about."""
    if card.work is None:
        return UNSORTED
    asked = card.asked if card.is_open else None
    return card.work.slot_for(sent.kind, sent.name, asked)


def finish(session: Session, errand: Due, verdict: Any) -> "Finished | None":
    """What came of fetching and inspecting, in the errand's last transaction; None when it was
    done before. The piece may have been moved or removed while it was on its way.
    """
    if not errands.done(session, errand):
        return None
    used_day = False
    piece = evidence.get(session, errand.subject)
    draft = drafts.get(session, piece.draft_id)
    if draft is None or piece.state != "waiting":
        return None
    if verdict.refusal:
        evidence.refuse(session, piece.id, verdict.sha256, verdict.refusal)
        audit.record(session, None, "evidence refused", f"draft:{draft.id}", piece=piece.id)
        _drop_if_empty(session, draft)
    else:
        seen = verdict.inspection
        evidence.ready(session, piece.id, verdict.sha256, verdict.thumbnail, seen)
        alike.watch(session, piece.id)
        if seen.taken_at is not None:
            used_day = hear.fill_day(session, draft, seen.taken_at.date())
    pieces = evidence.of_draft(session, draft.id)
    settled = all(other.state == "ready" for other in pieces)
    if settled:
        lay_out.draw(session, draft.id)
    fresh = drafts.get(session, draft.id) or draft
    card = card_of(session, fresh)
    return Finished(card, verdict.refusal, settled, used_day, bool(card.on_other_days))


def _drop_if_empty(session: Session, draft: drafts.Draft) -> None:
    """Nothing is left of a draft that was begun by a file which could not be taken."""
    if draft.form or draft.facts or evidence.of_draft(session, draft.id):
        return
    report.save(session, draft, state=DROPPED)
    if accounts.load(session, draft.chat_id).focus_id == draft.id:
        accounts.focus(session, draft.chat_id, None)


@dataclass(frozen=True, slots=True)
class Finished:
    """A file was settled: the draft's card, why it was refused, whether it was the last,
    whether it told the day, and whether some piece is of another day than was given.
    """

    card: Card
    refusal: str
    settled: bool
    used_day: bool
    other_day: bool
