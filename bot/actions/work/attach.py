"""Attaching: a photo or paper is put to the draft it belongs to, fetched, inspected, and becomes
evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.actions.work import alike, fill_in, hear, lay_out, read_papers, report, sort
from bot.actions.work.card import BESIDES, DROPPED, OPEN, PARKED, SUBMITTED, Card, card_of, read
from bot.errors import Forbidden, Refused
from bot.forms.fields import Words, key_of, short
from bot.forms.form import CAPTION, EXPLANATION, UNSORTED
from bot.rules.identity import hide_mobiles
from bot.rules.links import find_links, without_links
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
    """Where a file went. `card` is the draft's card; `follows` is True for a further piece of an
    album, whose news settles; `is_new` tells that the draft was begun by this file. `joined` is the
    entry that the file joined if the draft was submitted: as a supplement when the entry was
    decided before.
    """

    card: Card
    follows: bool
    is_new: bool
    joined: Entry | None = None
    caption: str = ""

    @property
    def unread(self) -> bool:
        """Whether nothing could be read from the caption though the kind of work is known."""
        if self.card.work is None or self.joined or self.card.besides or not self.caption:
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
    """Put a file that was just sent to its draft, and ask for it to be fetched.

    `answering` is the draft whose card or photo the message replies to. What the `caption` tells is
    read into the card. Raises Refused for a file larger than Telegram lets a bot fetch, Forbidden
    for who is in no ledger.
    """
    if not may(actor, Act.REPORT) and not _is_set_down(session, actor, account, answering):
        raise Forbidden(t.ONLY_COORDINATORS)
    if sent.size > LARGEST:
        name = short(sent.name, 30) or t.KINDS[sent.kind]
        raise Refused(t.TOO_LARGE.format(name=name, size=sent.size / 1024 / 1024))
    album = evidence.of_album(session, actor.chat_id, sent.album) if sent.album else None
    meant = (answering, album[0] if album else None)
    draft, is_new = _draft_for(session, actor, account, meant, caption)
    if caption and draft.state != SUBMITTED:
        draft = hear.hear(session, draft, caption)
        add_links(session, draft.id, caption, sent.message_id)
        draft = drafts.get(session, draft.id) or draft
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
    """Take a typed answer to an open draft. Links in it stand for evidence (§8.3: 截图或链接); what
    is typed besides is the answer, where words are asked for. Raises Refused.
    """
    card, words = read(session, draft), without_links(text)
    if card.work is None or not find_links(text) or (words and _takes_account(card)):
        return fill_in.answered(session, card, text, "")
    is_answer = bool(words) and _words_of(card) is not None
    add_links(session, draft.id, text, message_id)
    if not is_answer:
        return _again(session, draft)
    return fill_in.answered(
        session, read(session, drafts.get(session, draft.id) or draft), words, ""
    )


def add_links(session: Session, draft_id: int, text: str, message_id: int) -> None:
    """Put the links in a text to an open draft, as evidence."""
    draft = drafts.get(session, draft_id)
    links = find_links(text)
    if draft is None or not links:
        return
    card = read(session, draft)
    asked = card.asked if card.is_open else None
    slot = UNSORTED if card.work is None else card.work.slot_for(evidence.LINK, asked=asked)
    for link in links:
        sent = Sent(evidence.LINK, "", key_of(link), link, "text/uri-list", 0, message_id, "")
        evidence.add(session, draft.id, slot, sent)
    drafts.save(session, sort.staying(card, slot, evidence.LINK))
    lay_out.draw(session, draft.id)


def of_message(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the id of the draft that has the file of a message; None when it carried none."""
    return evidence.of_message(session, chat_id, message_id)


def _takes_account(card: Card) -> bool:
    """Whether an account is asked for, or why a slot is left open: a link may be part of it."""
    words = _words_of(card)
    return words is not None and (words.tells_all or words is EXPLANATION)


def _words_of(card: Card) -> Words | None:
    """Return the field of free words that the card asks for, None while it asks something else."""
    steps = () if card.work is None else card.work.form.lines()
    fields = (step.field for step in steps if step.key == card.asked)
    return next((field for field in fields if isinstance(field, Words)), None)


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
    """Return the draft that a file belongs to, and whether it is new.

    That is the first of those `meant`: the one the message replies to, then the one of its album.
    Else it is the current draft, unless the caption tells of other work; else a new one, whose kind
    is asked.
    """
    current = account.focus_id if account.focus == accounts.DRAFT else None
    for draft_id in (*meant, current):
        draft = None if draft_id is None else drafts.get(session, draft_id)
        if draft is None or draft.person_id != actor.person_id or not _takes(draft):
            continue
        if (
            draft_id in meant
            or draft.form in BESIDES
            or not hear.is_of_other_work(session, draft, caption)
        ):
            return draft, False
    draft = drafts.add(session, actor.person_id, actor.chat_id, "", {})
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return draft, True


def _takes(draft: drafts.Draft) -> bool:
    """Whether a draft takes files. A submitted one does too, after the decision as a supplement,
    unless it is no kind of work: the person has been told of what was in it.
    """
    if draft.form in BESIDES and draft.state == SUBMITTED:
        return False
    return draft.state in (OPEN, PARKED, SUBMITTED)


def _is_set_down(session: Session, actor: Actor, account: Account, answering: int | None) -> bool:
    """Whether a file is for something that whoever does not report may set down all the same."""
    current = account.focus_id if account.focus == accounts.DRAFT else None
    found = (drafts.get(session, each) for each in (answering, current) if each is not None)
    mine = (draft for draft in found if draft is not None and draft.person_id == actor.person_id)
    return any(draft.form in BESIDES and _takes(draft) for draft in mine)


def _slot(card: Card, sent: Sent) -> str:
    """Return the slot a file goes to by itself; UNSORTED while it is not known what work the draft
    is about.
    """
    if card.work is None:
        return UNSORTED
    asked = card.asked if card.is_open else None
    return card.work.slot_for(sent.kind, sent.name, asked)


def finish(session: Session, errand: Due, verdict: Any) -> "Finished | None":
    """Write down what came of fetching and inspecting a file, in the errand's last transaction.
    None when that was done before, or the piece was removed while it was on its way.
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
        read_papers.understand(session, draft.id)
        _drop_if_empty(session, draft)
    else:
        seen = verdict.inspection
        evidence.ready(session, piece.id, verdict.sha256, verdict.thumbnail, seen)
        alike.watch(session, piece.id)
        read_papers.ask(session, piece)
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
    """Drop a draft of which nothing is left: it was begun by a file that could not be taken."""
    if draft.form or draft.facts or evidence.of_draft(session, draft.id):
        return
    report.save(session, draft, state=DROPPED)
    if accounts.load(session, draft.chat_id).focus_id == draft.id:
        accounts.focus(session, draft.chat_id, None)


@dataclass(frozen=True, slots=True)
class Finished:
    """What is known once a file was fetched or refused: its draft's `card`; `refusal`, why it was
    refused, "" if it was not; `settled`, whether all pieces of the draft are ready now; `used_day`,
    whether the draft's day was taken from it; `other_day`, whether some piece is of another day
    than was given.
    """

    card: Card
    refusal: str
    settled: bool
    used_day: bool
    other_day: bool
