"""Attaching: a photo or paper finds its draft, is fetched, inspected, and becomes evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.actions import report
from bot.actions.card import OPEN, PARKED, SUBMITTED, Card, card_of
from bot.errors import Forbidden, Refused
from bot.forms.fields import short
from bot.forms.kinds import FORMS
from bot.rules.permissions import Act, Actor, may
from bot.rules.states import State
from bot.storage import accounts, audit, drafts, entries, errands, evidence
from bot.storage.accounts import Account
from bot.storage.entries import Entry
from bot.storage.errands import Due
from bot.storage.evidence import Piece, Sent
from bot.storage.session import Session
from bot.texts import report as t

LARGEST: Final = 20 * 1024 * 1024
FETCH, SHEET = "fetch", "sheet"


@dataclass(frozen=True, slots=True)
class Attached:
    """Where a file went: the draft's card, whether more is likely to follow it (the rest of an
    album settles), whether the draft is new, and the entry it joined if that was submitted.
    """

    card: Card
    follows: bool
    is_new: bool
    joined: Entry | None = None


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
    album = evidence.draft_of_album(session, actor.chat_id, sent.album) if sent.album else None
    draft, is_new = _draft_for(session, actor, account, (answering, album))
    if caption and draft.state != SUBMITTED:
        draft = report.hear(session, actor, draft, caption)
    slot = _slot(draft, sent.kind)
    piece = evidence.add(session, draft.id, slot, sent)
    if piece is not None:
        errands.ask(session, FETCH, piece)
        drafts.save(session, draft)
    entry = entries.of_draft(session, draft.id) if draft.state == SUBMITTED else None
    if entry is not None:
        audit.record(session, actor.person_id, "evidence joined", f"entry:{entry.id}", piece=piece)
    fresh = drafts.get(session, draft.id) or draft
    return Attached(card_of(session, fresh), album == draft.id, is_new, entry)


def _draft_for(
    session: Session, actor: Actor, account: Account, meant: Sequence[int | None]
) -> tuple[drafts.Draft, bool]:
    """The draft it belongs to: the first that is meant (of the message it answers, of its album),
    else the current one; else a new one whose kind is asked. And whether it is new.
    """
    current = account.focus_id if account.focus == accounts.DRAFT else None
    for draft_id in (*meant, current):
        draft = None if draft_id is None else drafts.get(session, draft_id)
        if draft is not None and draft.person_id == actor.person_id and _takes(session, draft):
            return draft, False
    draft = drafts.add(session, actor.person_id, actor.chat_id, "", {})
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return draft, True


def _takes(session: Session, draft: drafts.Draft) -> bool:
    """Open and parked drafts take files; entries until they are decided."""
    if draft.state in (OPEN, PARKED):
        return True
    entry = entries.of_draft(session, draft.id)
    return entry is not None and entry.state is State.PENDING


def _slot(draft: drafts.Draft, kind: str) -> str:
    """The slot that takes such files; "" while it is not known what the draft is about."""
    form = FORMS.get(draft.form)
    return "" if form is None else form.slot_for(kind)


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
    else:
        seen = verdict.inspection
        evidence.ready(session, piece.id, verdict.sha256, verdict.thumbnail, seen)
        if draft.form and not piece.slot:
            evidence.move(session, draft.id, piece.id, FORMS[draft.form].slot_for(seen.kind))
        if seen.taken_at is not None:
            used_day = report.fill_day(session, draft, seen.taken_at.date())
    pieces = evidence.of_draft(session, draft.id)
    settled = all(other.state == "ready" for other in pieces)
    if settled:
        draw_sheet(session, draft.id, pieces)
    fresh = drafts.get(session, draft.id) or draft
    return Finished(card_of(session, fresh), verdict.refusal, settled, used_day)


@dataclass(frozen=True, slots=True)
class Finished:
    """A file was settled: the draft's card, why it was refused, whether it was the last, and
    whether it told the day.
    """

    card: Card
    refusal: str
    settled: bool
    used_day: bool


def draw_sheet(session: Session, draft_id: int, pieces: list[Piece]) -> None:
    """Have the contact sheet drawn once all pieces are there, if it does not show them already."""
    drawn = evidence.sheet(session, draft_id)
    signature = evidence.signature(pieces)
    settled = all(piece.state == "ready" for piece in pieces)
    if pieces and settled and (drawn is None or drawn[1] != signature):
        errands.ask(session, SHEET, draft_id)


@dataclass(frozen=True, slots=True)
class ToDraw:
    """What a contact sheet is to show: the pieces in the order of their slots, the slots' labels,
    the signature that says so, and the current year, which goes without saying.
    """

    pieces: Sequence[Piece]
    labels: Mapping[str, str]
    signature: str
    year: int


def to_draw(session: Session, draft_id: int) -> ToDraw:
    """What the contact sheet of a draft is to show now."""
    pieces = evidence.of_draft(session, draft_id)
    draft = drafts.get(session, draft_id)
    form = FORMS.get(draft.form) if draft else None
    labels = {slot.key: slot.label for slot in form.slots} if form else {}
    order = list(labels)
    signature = evidence.signature(pieces)
    pieces.sort(key=lambda p: (order.index(p.slot) if p.slot in order else -1, p.message_id))
    return ToDraw(pieces, labels, signature, session.today.year)


def drawn(session: Session, errand: Due, sha256: str, signature: str) -> int | None:
    """The sheet is there; the entry whose reviewers now see it, if it was submitted."""
    if not errands.done(session, errand):
        return None
    evidence.drawn(session, errand.subject, sha256, signature)
    entry = entries.of_draft(session, errand.subject)
    return entry.id if entry is not None and entry.state is State.PENDING else None


def taken_time(piece: Piece) -> datetime | None:
    return datetime.fromisoformat(piece.taken_at) if piece.taken_at else None
