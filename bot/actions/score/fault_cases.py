"""The bureau's part of a fault: it is confirmed or sent back, and may be withdrawn afterwards.

A liaison's own needs two officers: the second of them confirms it. Nobody decides on their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from zlib import crc32

from bot.actions import locked
from bot.actions.score.faults import consequences, points
from bot.actions.work import covering
from bot.actions.work.card import ASIDE, OPEN
from bot.errors import Forbidden, Refused, Stale
from bot.forms.form import GAP
from bot.rules.faults import FaultState, number
from bot.rules.halfwidth import compact
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.roles import Role
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.score import faults
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.storage.work import drafts, evidence, readings, sheets
from bot.storage.work.evidence import Piece
from bot.texts.score import faults as t
from bot.texts.times import day_label, moment_label

REASON: Final = "fault reason"
CONFIRM, FIRST, RETURN, WITHDRAW = "confirm", "first", "return", "withdraw"
LATEST: Final = 5
"""How many of those confirmed last are listed, so that one can be withdrawn."""
_NUMBER: Final = re.compile(r"s([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Case:
    """A fault as the bureau sees it. `sheet` is the SHA-256 of the contact sheet, "" without one;
    `ready` is False while files are still being fetched; `points` is what it takes away, positive;
    `lines` say what comes of it, once it is or while it may be confirmed. `why_no_proof` explains
    that there is no evidence, `covering` what was covered on it.
    """

    fault: Fault
    person: Person
    task_force: str
    pieces: Sequence[Piece]
    sheet: str
    ready: bool
    points: int
    lines: Sequence[str]
    why_no_proof: str
    covering: Sequence[str] = ()

    @property
    def stamp(self) -> int:
        """A number that changes with whatever is to be decided on: nothing is that nobody saw."""
        fault = self.fault
        seen = (fault.state.value, fault.registered_at.isoformat(), fault.answered_at)
        return crc32(f"{seen} {sheets.signature(self.pieces)}".encode()) & 0xFFFFFF


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision came to: `how` is "confirm", "first" (of two), "return" or "withdraw"."""

    how: str
    fault: Fault
    person: Person
    points: int


def queue(session: Session, actor: Actor) -> list[Fault]:
    """Return the faults before the bureau, the first registered first, without the officer's own.
    Raises Forbidden for who is no officer.
    """
    _authorise(actor)
    return [fault for fault in faults.undecided(session) if _may_decide(actor, fault)]


def latest(session: Session, actor: Actor) -> list[Fault]:
    """Return the faults that were confirmed last."""
    _authorise(actor)
    return [fault for fault in faults.latest(session, LATEST) if _may_decide(actor, fault)]


def case(session: Session, actor: Actor, fault_id: int) -> Case:
    """Return a fault for whoever may see it: the person, their liaison, the bureau. Raises
    Forbidden, and Refused for an officer where there is none of the number.
    """
    fault = faults.get(session, fault_id)
    if fault is None and actor.is_(Role.BUREAU):
        raise Refused(t.NO_SUCH.format(number=number(fault_id)))
    if fault is None or not may(actor, Act.SEE, fault.subject):
        raise Forbidden(t.NOT_TO_SEE.format(number=number(fault_id)))
    return case_of(session, fault)


def case_of(session: Session, fault: Fault) -> Case:
    person = persons.get(session, fault.person_id)
    forces = {force.id: force.name for force in task_forces.every(session)}
    pieces = evidence.of_draft(session, fault.draft_id)
    drawn = sheets.sheet(session, fault.draft_id)
    is_drawn = drawn is not None and drawn[1] == sheets.signature(pieces)
    counts = fault.is_undecided or fault.state is FaultState.CONFIRMED
    lines = (
        consequences(session, person.id, fault.day, large=fault.large, fault_id=fault.id)
        if counts
        else ()
    )
    return Case(
        fault,
        person,
        forces.get(fault.task_force_id or 0, ""),
        pieces,
        drawn[0] if drawn and is_drawn and pieces else "",
        all(piece.state == "ready" for piece in pieces) and not _are_being_read(session, fault),
        points(session, fault),
        lines,
        str(fault.facts.get(GAP + "proof", "")),
        covering.sentences(*covering.covered(session, fault.draft_id)),
    )


def _are_being_read(session: Session, fault: Fault) -> bool:
    return session.county.papers.are_read and bool(readings.left(session, fault.draft_id))


def number_in(text: str) -> int | None:
    """Return the id of the fault that a text names, if it says nothing else: `S12`."""
    named = _NUMBER.fullmatch(compact(text))
    return None if named is None else int(named[1])


def may_decide(actor: Actor, fault: Fault) -> bool:
    return _may_decide(actor, fault)


def confirm(session: Session, actor: Actor, fault_id: int, stamp: int) -> Verdict:
    """核准: the points are taken away from now on; of a liaison's fault, once a second officer
    presses it. Raises Refused while the person may still answer and has not, and for the officer
    who has given the first word already; Stale when somebody was faster.
    """
    fault = _to_decide(session, actor, fault_id)
    if fault.state is FaultState.SECONDING and fault.decided_by == actor.person_id:
        raise Refused(t.SECOND_NEEDED.format(number=fault.number, how=first_word(fault)))
    shown = _as_shown(session, fault, stamp)
    if not shown.ready:
        raise Refused(t.NOT_READY.format(number=fault.number))
    if not fault.may_be_confirmed(session.today):
        until = day_label(fault.answer_until, session.today)
        raise Refused(t.WAIT.format(number=fault.number, until=until))
    if fault.state is FaultState.SECONDING:
        how, done = CONFIRM, faults.second(session, fault, actor.person_id)
    elif Role.LIAISON in shown.person.roles:
        how = FIRST
        done = faults.move(session, fault, FaultState.SECONDING, actor.person_id)
    else:
        how = CONFIRM
        done = faults.move(session, fault, FaultState.CONFIRMED, actor.person_id)
    return _decided(session, actor, fault, how, "", done=done)


def first_word(fault: Fault) -> str:
    """Say how an officer has given the first of two words: 登记 or 核准."""
    by_registering = fault.decided_by == fault.registered_by
    return t.FIRST_REGISTERED if by_registering else t.FIRST_CONFIRMED


def ask_reason(session: Session, actor: Actor, fault_id: int, how: str, stamp: int) -> Case:
    """Ask why a fault is sent back or withdrawn: the next text this officer types is the reason."""
    shown = _possible(session, actor, fault_id, how, stamp)
    facts = {"fault": fault_id, "how": how, "stamp": stamp}
    draft = drafts.add(session, actor.person_id, actor.chat_id, REASON, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, REASON, draft.id)
    return shown


def give_reason(session: Session, actor: Actor, draft_id: int | None, text: str) -> Verdict:
    """Send the fault back, or withdraw it, for the reason that was typed. Raises Refused for none
    and for an essay, Stale when something has happened since.
    """
    asked = None if draft_id is None else drafts.get(session, draft_id)
    if asked is None or asked.person_id != actor.person_id or asked.form != REASON:
        raise Stale(t.REASON_GONE)
    how, stamp = str(asked.facts["how"]), int(asked.facts["stamp"])
    fault = _possible(session, actor, int(asked.facts["fault"]), how, stamp).fault
    reason = read_words(text, t.REASON_EMPTY, t.REASON_LONG)
    to = FaultState.RETURNED if how == RETURN else FaultState.WITHDRAWN
    done = faults.move(session, fault, to, actor.person_id, reason)
    verdict = _decided(session, actor, fault, how, reason, done=done)
    accounts.focus(session, actor.chat_id, None)
    if how == RETURN:
        _reopen(session, fault)
    return verdict


def leave_it(session: Session, actor: Actor, fault_id: int) -> Case:
    """返回: end the question for a reason; nothing is decided."""
    shown = case(session, actor, fault_id)
    if accounts.load(session, actor.chat_id).focus == REASON:
        accounts.focus(session, actor.chat_id, None)
    return shown


def to_tell(session: Session, fault: Fault, by: int) -> list[int]:
    """Return the chats of those who hear what became of a fault besides the person: who registered
    it and the liaison, without whoever decided.
    """
    told: set[int | None] = {fault.registered_by}
    if fault.task_force_id is not None:
        told.add(roles.liaison(session, fault.task_force_id))
    told -= {None, by, fault.person_id}
    chats = [accounts.chat_of(session, person_id) for person_id in sorted(filter(None, told))]
    return [chat for chat in chats if chat is not None]


def officers(session: Session) -> dict[int, int]:
    """Return chat → how many faults wait for the officer there, of every officer who has joined."""
    undecided = faults.undecided(session)
    found = {}
    for person_id in roles.with_role(session, Role.BUREAU):
        chat = accounts.chat_of(session, person_id)
        if chat is not None:
            found[chat] = sum(fault.person_id != person_id for fault in undecided)
    return found


def ripe(session: Session, person_id: int) -> list[Fault]:
    """Return the faults that an officer could confirm now, the person having been heard."""
    return [
        fault
        for fault in faults.undecided(session)
        if fault.may_be_confirmed(session.today)
        and fault.person_id != person_id
        and not (fault.state is FaultState.SECONDING and fault.decided_by == person_id)
    ]


def whom(session: Session) -> dict[int, str]:
    """Return which officers have faults to confirm: person → the day, since they are reminded of
    them every working day.
    """
    if not any(f.may_be_confirmed(session.today) for f in faults.undecided(session)):
        return {}
    day = session.today.isoformat()
    return {who: day for who in roles.with_role(session, Role.BUREAU) if ripe(session, who)}


def since(session: Session, fault: Fault) -> str:
    """Say what happened to a fault, for whoever comes second."""
    by = fault.seconded_by or fault.decided_by
    who = "" if by is None else str(persons.get(session, by).name)
    at = moment_label(fault.decided_at, session.today) if fault.decided_at else ""
    how = t.HOW.get(fault.state.value, fault.state.label)
    return t.SINCE.format(number=fault.number, who=who, at=at, how=how)


def _authorise(actor: Actor) -> None:
    if not may(actor, Act.CONFIRM, Subject()):
        raise Forbidden(t.ONLY_BUREAU)


def _may_decide(actor: Actor, fault: Fault) -> bool:
    return may(actor, Act.CONFIRM, fault.subject)


def _decidable(session: Session, actor: Actor, fault_id: int) -> Fault:
    _authorise(actor)
    fault = faults.get(session, fault_id)
    if fault is None:
        raise Refused(t.NO_SUCH.format(number=number(fault_id)))
    if not _may_decide(actor, fault):
        raise Forbidden(t.NOT_OWN)
    locked.check_deciding(session, actor, fault.day)
    return fault


def _to_decide(session: Session, actor: Actor, fault_id: int) -> Fault:
    fault = _decidable(session, actor, fault_id)
    if not fault.is_undecided:
        raise Stale(since(session, fault))
    return fault


def _as_shown(session: Session, fault: Fault, stamp: int) -> Case:
    shown = case_of(session, fault)
    if shown.stamp != stamp:
        raise Stale(t.CHANGED.format(number=fault.number))
    return shown


def _possible(session: Session, actor: Actor, fault_id: int, how: str, stamp: int) -> Case:
    """Return the case, which must still be such that it can be sent back or withdrawn."""
    if how == RETURN:
        return _as_shown(session, _to_decide(session, actor, fault_id), stamp)
    fault = _decidable(session, actor, fault_id)
    if fault.state is not FaultState.CONFIRMED:
        raise Stale(since(session, fault))
    return case_of(session, fault)


def _decided(
    session: Session, actor: Actor, fault: Fault, how: str, reason: str, *, done: bool
) -> Verdict:
    if not done:
        raise Stale(since(session, faults.get(session, fault.id) or fault))
    audit.record(session, actor.person_id, f"{how} fault", f"fault:{fault.id}", reason=reason)
    now = faults.get(session, fault.id) or fault
    return Verdict(how, now, persons.get(session, fault.person_id), points(session, now))


def _reopen(session: Session, fault: Fault) -> None:
    """Give the draft back to whoever registered it, who goes on with it straight away if they are
    in the middle of nothing else.
    """
    draft = drafts.get(session, fault.draft_id)
    if draft is None:
        return
    drafts.save(session, replace(draft, state=OPEN, asking=""))
    chat = accounts.chat_of(session, fault.registered_by)
    if chat is not None and not accounts.load(session, chat).focus:
        accounts.focus(session, chat, accounts.DRAFT, draft.id)
