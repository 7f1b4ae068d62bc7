"""Reviewing: the queue, the card of one entry, and the decisions on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.actions.card import OPEN, preview_of, scored
from bot.actions.submit import reviewers
from bot.errors import Forbidden, Refused, Stale
from bot.forms.form import Draft, Form
from bot.forms.kinds import FORMS
from bot.rules.permissions import Act, Actor, may
from bot.rules.personal import Name
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.scoring import Preview
from bot.rules.states import UNDO_WITHIN, State
from bot.storage import accounts, audit, drafts, entries, evidence, persons
from bot.storage.entries import Entry
from bot.storage.evidence import Piece
from bot.storage.persons import Person
from bot.storage.session import Session
from bot.texts import review as t

REASON: Final = "reason"
ASIDE: Final = "aside"
REASON_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Case:
    """An entry as its reviewer sees it. `sheet` is the SHA-256 of the contact sheet, "" when
    there is nothing to show; `ready` is False while files are still being fetched or drawn.
    """

    entry: Entry
    form: Form
    work: Draft
    author: Person
    task_force: str
    pieces: Sequence[Piece]
    sheet: str
    ready: bool
    preview: Preview | None
    rule: str
    place: int
    total: int

    @property
    def stamp(self) -> int:
        return stamp_of(self.entry)

    @property
    def is_complete(self) -> bool:
        """Nothing left open: approving needs no reason."""
        return not self.work.open_slots()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision came to, for whoever has to hear of it."""

    entry: Entry
    author_chat: int | None
    by: Name
    at: datetime
    others: Sequence[int]


def queue(session: Session, actor: Actor) -> list[int]:
    """Ids of what waits for this reviewer, oldest first. Raises Forbidden for nobody's reviewer."""
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_REVIEWERS)
    return entries.waiting(session, _scope(actor))


def waiting_for(session: Session, person_id: int) -> int:
    """How many entries wait for a person."""
    person = persons.get(session, person_id)
    scope = entries.queue_of(person_id, person.task_force_id, bureau=Role.BUREAU in person.roles)
    return entries.count_waiting(session, scope)


def first(session: Session, actor: Actor) -> Case | None:
    """The oldest waiting entry; None when there is nothing to do."""
    waiting = queue(session, actor)
    return _show(session, actor, waiting, 0) if waiting else None


def following(session: Session, actor: Actor, entry_id: int) -> Case | None:
    """The one after this in the queue, starting over at its end."""
    waiting = queue(session, actor)
    if not waiting:
        return None
    place = next((i for i, other in enumerate(waiting) if other > entry_id), 0)
    return _show(session, actor, waiting, place)


def case(session: Session, actor: Actor, entry_id: int) -> Case:
    """One entry with its place in the queue. Raises Forbidden."""
    entry = _seen(session, actor, entry_id)
    waiting = queue(session, actor)
    place = waiting.index(entry.id) if entry.id in waiting else -1
    return _case(session, entry, place, len(waiting))


def stamp_of(entry: Entry) -> int:
    """Goes along with every button: a card shown before the author changed the entry is stale."""
    return int(entry.submitted_at.timestamp()) & 0xFFFFFF


def case_of(session: Session, entry: Entry) -> Case:
    """An entry with what it shows, outside of any queue."""
    return _case(session, entry, -1, 0)


def approve(session: Session, actor: Actor, entry_id: int, stamp: int, reason: str = "") -> Verdict:
    """Points count from now. With a slot left open a reason is needed, and kept."""
    entry = _to_decide(session, actor, entry_id, stamp)
    shown = _case(session, entry, -1, 0)
    if not shown.ready:
        raise Refused(t.NOT_READY)
    if not shown.is_complete and not reason:
        raise ReasonNeeded(t.WHY_WITH_GAP.format(slots="、".join(_open_labels(shown))))
    return _decide(session, actor, entry, "approve", reason)


def send_back(session: Session, actor: Actor, entry_id: int, stamp: int, reason: str) -> Verdict:
    """Back to the author with what is missing; they send it and submit again."""
    entry = _to_decide(session, actor, entry_id, stamp)
    verdict = _decide(session, actor, entry, "return", reason)
    draft = drafts.get(session, entry.draft_id)
    if draft is not None:
        drafts.save(session, replace(draft, state=OPEN, asking=""))
    if verdict.author_chat and not accounts.load(session, verdict.author_chat).focus:
        accounts.focus(session, verdict.author_chat, accounts.DRAFT, entry.draft_id)
    return verdict


def reject(session: Session, actor: Actor, entry_id: int, stamp: int, reason: str) -> Verdict:
    """Not recognised; the reason is required."""
    entry = _to_decide(session, actor, entry_id, stamp)
    return _decide(session, actor, entry, "reject", reason)


def undo(session: Session, actor: Actor, entry_id: int) -> Verdict:
    """Take an approval back within 60 seconds; the author has not been told yet."""
    entry = _seen(session, actor, entry_id)
    if entry.state is State.PENDING:
        raise Stale(t.DONE["undo"].format(number=entry.number))
    if not may(actor, Act.UNDO, entry.subject) or entry.decided_at is None:
        raise Stale(t.NOT_YOURS_TO_UNDO)
    if session.now >= entry.decided_at + UNDO_WITHIN:
        raise Stale(t.TOO_LATE_TO_UNDO)
    if not entries.move(session, entry, "undo"):
        raise Stale(_since(session, entry))
    return _verdict(session, actor, entry, "undo", "")


def reasons(session: Session, shown: Case, how: str) -> list[str]:
    """Ready reasons: one for each open slot, then the county's."""
    ready = session.county.reasons[shown.form.line]
    if how == "reject":
        return list(ready.rejecting)
    return [t.LACKING.format(slot=label) for label in _open_labels(shown)] + list(ready.returning)


def to_decide(session: Session, actor: Actor, entry_id: int, stamp: int) -> Case:
    """The case, if it can still be decided by this actor. Raises Stale, saying what happened."""
    return _case(session, _to_decide(session, actor, entry_id, stamp), -1, 0)


def since(session: Session, entry_id: int) -> str:
    """`已由李*于 10:42 通过`, for whoever comes second; "" while it waits."""
    entry = entries.get(session, entry_id)
    return "" if entry is None or entry.state is State.PENDING else _since(session, entry)


def has_just_decided(session: Session, actor: Actor, entry_id: int) -> bool:
    """Whether the decision that stands is this reviewer's own, of the last minute."""
    entry = entries.get(session, entry_id)
    if entry is None or entry.decided_at is None or entry.decided_by != actor.person_id:
        return False
    return session.now < entry.decided_at + UNDO_WITHIN


def write_reason(session: Session, actor: Actor, how: str, shown: Case) -> int:
    """The next text this reviewer types is the reason; the conversation's draft."""
    facts = {"how": how, "entry": shown.entry.id, "stamp": shown.stamp}
    draft = drafts.add(session, actor.person_id, actor.chat_id, REASON, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, REASON, draft.id)
    return draft.id


def reason_asked(session: Session, actor: Actor, draft_id: int | None) -> drafts.Draft:
    """The conversation in which a reason is written. Raises Stale when it is over."""
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != REASON:
        raise Stale(t.REASON_GONE)
    return draft


def keep_reason(session: Session, draft: drafts.Draft, reason: str) -> None:
    """Written, but to be confirmed first."""
    drafts.save(session, replace(draft, facts={**draft.facts, "reason": reason}))


def read_reason(text: str) -> str:
    """Raises Refused for none, and for an essay."""
    reason = " ".join(text.split())
    if not reason:
        raise Refused(t.REASON_EMPTY)
    if len(reason) > REASON_MOST:
        raise Refused(t.REASON_LONG.format(n=len(reason)))
    return reason


class ReasonNeeded(Refused):
    """The decision stands once a reason is given."""


def _scope(actor: Actor) -> dict[str, Any]:
    return entries.queue_of(actor.person_id, actor.task_force_id, bureau=actor.is_(Role.BUREAU))


def _show(session: Session, actor: Actor, waiting: Sequence[int], place: int) -> Case:
    return _case(session, _seen(session, actor, waiting[place]), place, len(waiting))


def _case(session: Session, entry: Entry, place: int, total: int) -> Case:
    pieces = evidence.of_draft(session, entry.draft_id)
    files: dict[str, int] = {}
    for piece in pieces:
        files[piece.slot] = files.get(piece.slot, 0) + 1
    form = FORMS[entry.line]
    drawn = evidence.sheet(session, entry.draft_id)
    is_drawn = drawn is not None and drawn[1] == evidence.signature(pieces)
    forces = {force.id: force.name for force in persons.task_forces(session)}
    return Case(
        entry=entry,
        form=form,
        work=Draft(form, entry.facts, files),
        author=persons.get(session, entry.person_id),
        task_force=forces.get(entry.task_force_id or 0, ""),
        pieces=pieces,
        sheet=drawn[0] if drawn and is_drawn and pieces else "",
        ready=not pieces or (is_drawn and all(piece.state == "ready" for piece in pieces)),
        preview=preview_of(session, entry.person_id, scored(entry)),
        rule=session.county.rubric_on(Quarter.of(entry.day)).rule(form.line),
        place=place,
        total=total,
    )


def _open_labels(shown: Case) -> list[str]:
    return [slot.label for slot in shown.work.open_slots()]


def _seen(session: Session, actor: Actor, entry_id: int) -> Entry:
    """The entry, for someone who may review it; whoever may not learns nothing of it."""
    entry = entries.get(session, entry_id)
    if entry is None or not may(actor, Act.REVIEW, entry.subject):
        raise Forbidden(t.NOT_YOURS_TO_REVIEW)
    return entry


def _to_decide(session: Session, actor: Actor, entry_id: int, stamp: int) -> Entry:
    entry = _seen(session, actor, entry_id)
    if entry.state is not State.PENDING:
        raise Stale(_since(session, entry))
    if stamp != stamp_of(entry):
        raise Stale(t.CHANGED_SINCE.format(number=entry.number))
    return entry


def _decide(session: Session, actor: Actor, entry: Entry, how: str, reason: str) -> Verdict:
    if not entries.move(session, entry, how, by=actor.person_id, reason=reason):
        raise Stale(_since(session, entries.get(session, entry.id) or entry))
    return _verdict(session, actor, entry, how, reason)


def _verdict(session: Session, actor: Actor, entry: Entry, how: str, reason: str) -> Verdict:
    audit.record(session, actor.person_id, how, f"entry:{entry.id}", reason=reason)
    decided = entries.get(session, entry.id) or entry
    others = [chat for chat in accounts.showing(session, entry.id) if chat != actor.chat_id]
    author_chat = accounts.chat_of(session, entry.person_id)
    return Verdict(decided, author_chat, actor.name, session.now, others)


def _since(session: Session, entry: Entry) -> str:
    """What happened to an entry since its card was shown."""
    if entry.state in (State.WITHDRAWN, State.PENDING):
        return t.WITHDRAWN.format(number=entry.number)
    who = "" if entry.decided_by is None else str(persons.get(session, entry.decided_by).name)
    at = t.clock(entry.decided_at) if entry.decided_at else ""
    return t.DECIDED.format(number=entry.number, who=who, at=at, how=entry.state.label)


def announced_to(session: Session, entry: Entry) -> dict[int, int]:
    """Chat → number waiting, for everyone whose queue the entry has just joined or left."""
    told = {}
    for person_id in reviewers(session, entry):
        chat = accounts.chat_of(session, person_id)
        if chat is not None:
            told[chat] = waiting_for(session, person_id)
    return told
