"""Registering a fault: whose it is, what it will bring, and that it goes before the bureau (§8.3).

It is set down in a draft, as work is, so that it survives everything and its papers are evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.actions import workdays
from bot.actions.people import find
from bot.actions.work.card import BESIDES, DROPPED, SUBMITTED, Besides, Card, card_of
from bot.actions.work.report import resume
from bot.errors import Forbidden, Refused, Stale
from bot.forms.fault import LARGE
from bot.rules import faults as rules
from bot.rules.calendar import add_working_days
from bot.rules.faults import FaultState
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import Line
from bot.rules.scoring import Fault as Scored
from bot.storage import audit
from bot.storage.people import accounts, persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.score import faults, versions
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts import faults as labels
from bot.texts.score import faults as t
from bot.texts.times import day_label, month_day

FORM: Final = Line.FAULT.value
NAME: Final = "fault"
"""What a chat is in the middle of while a name is to be typed."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A fault that was handed in, whose it is; `fresh` is False when an earlier tap did it."""

    fault: Fault
    person: Person
    card: Card
    fresh: bool


def ask_whom(session: Session, actor: Actor) -> list[Card]:
    """Ask for the name: the next text typed is it. Returns what the actor has begun and not handed
    in. Raises Forbidden for who registers no faults.
    """
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_REGISTRARS)
    accounts.focus(session, actor.chat_id, NAME)
    return [card for card in begun(session, actor) if not _is_empty(card)]


def named(session: Session, actor: Actor, typed: str) -> list[Person]:
    """Return those whom a typed name may mean. Raises Refused for nobody's."""
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_REGISTRARS)
    return find.named(session, actor, Act.FAULT, typed)


def begun(session: Session, actor: Actor, person_id: int | None = None) -> list[Card]:
    """Return the faults that the actor has begun and not handed in, or that were returned; of one
    person, if that is given.
    """
    mine = drafts.unfinished(session, actor.person_id)
    return [
        card_of(session, draft)
        for draft in mine
        if draft.form == FORM and person_id in (None, draft.about_id)
    ]


def start(session: Session, actor: Actor, person_id: int, *, anew: bool) -> tuple[Card, bool]:
    """Begin to set down a fault of a person. Where one was begun before, its card is returned with
    False, for the actor to say whether to go on with it; `anew` begins another all the same.
    """
    person = _whose(session, actor, person_id)
    for card in () if anew else begun(session, actor, person.id):
        if _is_empty(card):
            return resume(session, actor, card.draft.id), True
        return card, False
    draft = drafts.add(session, actor.person_id, actor.chat_id, FORM, {}, about_id=person.id)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft), True


def hand_in(session: Session, actor: Actor, draft_id: int) -> Registered:
    """提交县局: register the fault that a draft tells of, so that the person is asked and the
    bureau decides. Pressed twice it is registered once. An officer's word on a liaison's fault is
    the first of the two it needs.

    Raises Refused while something is missing and for a day before the first rubric.
    """
    draft = _own(session, actor, draft_id)
    known = faults.of_draft(session, draft.id)
    card = card_of(session, draft)
    if draft.state == SUBMITTED and known is not None:
        return Registered(known, persons.get(session, known.person_id), card, fresh=False)
    person = _whose(session, actor, draft.about_id)
    if draft.state == DROPPED or card.work is None:
        raise Stale(t.NOT_DRAFT)
    if not card.work.is_complete():
        raise Refused(t.INCOMPLETE)
    day = date.fromisoformat(draft.facts["day"])
    session.county.rubric_on(Quarter.of(day))
    is_first_word = Role.LIAISON in person.roles and actor.is_(Role.BUREAU)
    state = FaultState.SECONDING if is_first_word else FaultState.REGISTERED
    fault = faults.register(
        session,
        draft.id,
        known,
        draft.facts,
        person_id=person.id,
        task_force_id=person.task_force_id,
        day=day,
        large=draft.facts["impact"] == LARGE,
        state=state.value,
        registered_by=actor.person_id,
        answer_until=answer_until(session),
        decided_by=actor.person_id if is_first_word else None,
        decided_at=session.now if is_first_word else None,
    )
    if fault is None:
        raise Stale(t.NOT_DRAFT)
    saved = drafts.save(session, replace(draft, state=SUBMITTED, asking=""))
    accounts.focus(session, actor.chat_id, None)
    audit.record(
        session, actor.person_id, "register fault", f"fault:{fault.id}", day=day, large=fault.large
    )
    return Registered(fault, person, card_of(session, saved), fresh=True)


def drop(session: Session, actor: Actor, fault_id: int) -> tuple[Fault, bool]:
    """放弃登记: give a returned fault up; return it, and whether this tap did it."""
    fault = faults.get(session, fault_id)
    if fault is None or fault.registered_by != actor.person_id:
        raise Forbidden(t.NOT_DRAFT)
    if fault.state is FaultState.WITHDRAWN:
        return fault, False
    if fault.state is not FaultState.RETURNED:
        raise Stale(stands(session, fault))
    draft = drafts.get(session, fault.draft_id)
    if draft is None or not faults.move(
        session, fault, FaultState.WITHDRAWN, actor.person_id, fault.reason
    ):
        raise Stale(t.NOT_DRAFT)
    drafts.save(session, replace(draft, state=DROPPED))
    account = accounts.load(session, actor.chat_id)
    if (account.focus, account.focus_id) == (accounts.DRAFT, draft.id):
        accounts.focus(session, actor.chat_id, None)
    audit.record(session, actor.person_id, "drop fault", f"fault:{fault.id}")
    return faults.get(session, fault.id) or fault, True


def answer_until(session: Session) -> date:
    """Return the last day on which the person may answer what is registered today."""
    days = session.county.deadlines.fault_answer_working_days
    return add_working_days(session.today, days, workdays.is_working_day)


def consequences(
    session: Session, person_id: int, day: date, *, large: bool, fault_id: int = 0
) -> list[str]:
    """Return in words what comes of a fault once it is confirmed: points of which quarter, the
    title of gold, the advice to move the person. `fault_id` is the fault where it is registered
    already. Raises Refused for a day before the first rubric.
    """
    quarter = Quarter.of(day)
    points = session.county.rubric_on(quarter).fault(large=large)
    others = faults.of_year(session, person_id, day.year)
    known = [each for each in others if each.number != fault_id]
    lines = [
        t.MINUS.format(quarter=quarter.label, points=points),
        t.BARS.format(year=day.year),
    ]
    if advice := rules.transfer_advice([*known, Scored(fault_id, day, large)]):
        lines.append(t.TRANSFER.format(advice=advice))
    if versions.is_closed_for(session, person_id, quarter):
        lines.append(t.LOCKED.format(quarter=quarter.label))
    return lines


def points(session: Session, fault: Fault) -> int:
    """Return what a fault takes away, by the rubric of its quarter; a positive figure."""
    return session.county.rubric_on(Quarter.of(fault.day)).fault(large=fault.large)


def impact(fault: Fault) -> str:
    return labels.LARGE if fault.large else labels.SMALL


def stands(session: Session, fault: Fault) -> str:
    """Say on the card of whoever registered it where a fault stands."""
    person = persons.get(session, fault.person_id)
    line = t.REGISTERED.format(
        number=fault.number,
        name=person.name.full,
        day=day_label(fault.day, session.today),
        impact=impact(fault),
    )
    return f"{line}\n{fault.state.label}"


def _besides(session: Session, card: Card) -> Besides:
    """Return what the card of a fault's draft says that others' do not."""
    draft, known = card.draft, faults.of_draft(session, card.draft.id)
    person = persons.get(session, draft.about_id or 0)
    forces = {force.id: force.name for force in task_forces.every(session)}
    title = t.TITLE.format(name=person.name.full, force=forces.get(person.task_force_id or 0, ""))
    if known is not None and known.state is FaultState.RETURNED:
        title = f"{t.AGAIN.format(number=known.number, reason=known.reason)}\n{title}"
    is_complete = card.work is not None and card.work.is_complete()
    return Besides(
        title,
        _foretold(session, card, person) if is_complete else (),
        stands(session, known) if known is not None else "",
        t.HAND_IN if known is None else t.HAND_IN_AGAIN,
        t.PARKED,
        _impacts(session, draft) if card.asked == "impact" else (),
    )


def _foretold(session: Session, card: Card, person: Person) -> list[str]:
    """Return what handing the draft in will bring, or why it cannot be handed in."""
    facts = card.draft.facts
    day, large = date.fromisoformat(facts["day"]), facts["impact"] == LARGE
    try:
        lines = consequences(session, person.id, day, large=large)
    except Refused as refusal:
        return [refusal.sentence]
    until = month_day(answer_until(session))
    told = t.TOLD
    if person.left:
        told = t.HAS_LEFT
    elif accounts.chat_of(session, person.id) is None:
        told = t.NOT_TOLD
    second = [t.SECOND] if Role.LIAISON in person.roles else []
    return [t.CONSEQUENCES, *lines, *second, told.format(until=until)]


def _impacts(session: Session, draft: drafts.Draft) -> Sequence[str]:
    """Return the labels of the two impacts, with the figures of the quarter; without them before
    the first rubric.
    """
    day = draft.facts.get("day")
    quarter = Quarter.of(date.fromisoformat(day) if day else session.today)
    try:
        rubric = session.county.rubric_on(quarter)
    except Refused:
        return ()
    return (
        t.SMALL_BUTTON.format(points=rubric.fault(large=False)),
        t.LARGE_BUTTON.format(points=rubric.fault(large=True)),
    )


def _whose(session: Session, actor: Actor, person_id: int | None) -> Person:
    """Return the person, even who has left. Raises Forbidden where the actor may not register
    their faults.
    """
    try:
        person = persons.get(session, person_id or 0)
    except LookupError:
        raise Forbidden(t.NOT_THEIRS) from None
    if person.task_force_id is None or not may(actor, Act.FAULT, person.subject):
        raise Forbidden(t.NOT_THEIRS)
    return person


def _own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != FORM:
        raise Stale(t.NOT_DRAFT)
    return draft


def _is_empty(card: Card) -> bool:
    return not card.draft.facts and not card.pieces and card.draft.state != DROPPED


BESIDES[FORM] = _besides
