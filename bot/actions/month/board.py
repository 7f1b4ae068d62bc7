"""The bureau's month of exemplars: who has reported, what is promoted, who is reminded (三(六))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.actions.month import exemplar, nudge
from bot.errors import Forbidden, Refused, Stale
from bot.rules.calendar import local_day
from bot.rules.exemplars import Fate
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, may
from bot.rules.quiet import until_morning
from bot.rules.states import UNDO_WITHIN, State
from bot.storage import audit
from bot.storage.month import exemplars, nudges
from bot.storage.month.exemplars import Exemplar
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.storage.work import sheets
from bot.storage.work.entries import Entry
from bot.texts.month import board as t
from bot.texts.times import moment_label

LONGEST_PLACE = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A task force's month. `late` is True when all it has reported came after the 20th, or nothing
    has come and the 20th is over.
    """

    force: TaskForce
    reports: Sequence[Exemplar]
    late: bool

    @property
    def is_nothing(self) -> bool:
        return any(report.fate is Fate.NOTHING for report in self.reports)


@dataclass(frozen=True, slots=True)
class One:
    """An exemplar as the bureau sees it. `by` is who reported it, `about` the person it is about,
    `picker` who has decided on it (None while nobody has). `entry` is the entry it was reported
    with, as it stands now, and `sheet` the SHA-256 of that entry's contact sheet, "" without one.
    """

    exemplar: Exemplar
    force: str
    late: bool
    by: Person
    about: Person | None
    picker: Person | None
    entry: Entry | None
    sheet: str
    today: date

    @property
    def may_be_promoted(self) -> bool:
        """Whether it may be promoted: the entry behind it must be approved still. One written
        freely needs no entry.
        """
        return self.entry is None or self.entry.state is State.APPROVED


@dataclass(frozen=True, slots=True)
class Reminded:
    """What 一键催办 came to. `to` are the chats to write to, each with its task force's id; `delay`
    is how long the message waits for the morning. The rest are names of task forces: reminded today
    `already`, `without` a liaison, and `unreached`, whose liaison cannot be written to.
    """

    month: Month
    to: Sequence[tuple[int, int]]
    delay: timedelta
    already: Sequence[str]
    without: Sequence[str]
    unreached: Sequence[str]


def board(session: Session, actor: Actor, month: Month) -> list[Row]:
    """Return every task force's month. Raises Forbidden for who is no officer, and Refused for a
    month that has not begun.
    """
    authorise(actor)
    exemplar.check_begun(session, month)
    reports = exemplars.of_month(session, month)
    is_over = session.today > month.day(session.county.deadlines.exemplar_last)
    found = []
    for force in task_forces.every(session):
        own = [report for report in reports if report.task_force_id == force.id]
        late = all(exemplar.is_overdue(session, report) for report in own) if own else is_over
        found.append(Row(force, own, late))
    return found


def authorise(actor: Actor) -> None:
    """Check that the actor may decide on exemplars. Raises Forbidden."""
    if not may(actor, Act.PICK):
        raise Forbidden(t.ONLY_BUREAU)


def see(session: Session, actor: Actor, exemplar_id: int) -> One:
    """Return an exemplar as the bureau sees it. Raises Stale for one that its task force has
    withdrawn.
    """
    authorise(actor)
    found = exemplars.get(session, exemplar_id)
    if found is None or found.fate in (Fate.WITHDRAWN, Fate.NOTHING):
        raise Stale(t.GONE)
    forces = {force.id: force.name for force in task_forces.every(session)}
    entry = exemplar.entry_of(session, found)
    return One(
        found,
        forces.get(found.task_force_id, ""),
        exemplar.is_overdue(session, found),
        persons.get(session, found.reported_by),
        None if found.person_id is None else persons.get(session, found.person_id),
        None if found.picked_by is None else persons.get(session, found.picked_by),
        entry,
        _sheet(session, entry),
        session.today,
    )


def pick(session: Session, actor: Actor, exemplar_id: int, fate: Fate) -> bool:
    """择优推广 or 存档 (`fate`): decide on an exemplar; the first decision counts. Returns True,
    False for a second tap of the same.

    Raises Stale, saying who did what when, or that the entry is not approved (any more).
    """
    one = see(session, actor, exemplar_id)
    found = one.exemplar
    if found.picked_by == actor.person_id and found.fate is fate:
        return False
    if found.fate is not Fate.REPORTED:
        raise Stale(since(one))
    if fate is Fate.PROMOTED and one.entry is not None and not one.may_be_promoted:
        told = {"number": one.entry.number, "state": one.entry.state.label}
        raise Stale(t.NOT_APPROVED.format(**told))
    if not exemplars.pick(session, exemplar_id, fate, actor.person_id):
        raise RuntimeError("decided between a look and a write of one transaction")
    _record(session, actor, fate.value, exemplar_id)
    return True


def put_back(session: Session, actor: Actor, exemplar_id: int) -> bool:
    """撤销: take one's own decision back within 60 seconds. Returns False when there is none.
    Raises Stale for another's, and when it is too late.
    """
    one = see(session, actor, exemplar_id)
    found = one.exemplar
    if found.picked_at is None:
        return False
    if found.picked_by != actor.person_id:
        who = one.picker.name if one.picker else ""
        raise Stale(t.NOT_YOURS.format(title=found.title, who=who))
    if session.now >= found.picked_at + UNDO_WITHIN:
        raise Stale(t.TOO_LATE)
    if exemplars.put_back(session, exemplar_id, actor.person_id):
        _record(session, actor, "undo pick", exemplar_id)
    return True


def say_where(session: Session, actor: Actor, exemplar_id: int, place: str) -> bool:
    """Write down where an exemplar was promoted, anew if need be. Returns False when that is known
    already; raises Refused for no place, and Stale for what is not promoted (any more).
    """
    said = " ".join(place.split())
    if not said or len(said) > LONGEST_PLACE:
        raise Refused(t.NO_PLACE.format(most=LONGEST_PLACE))
    one = see(session, actor, exemplar_id)
    if one.exemplar.fate is not Fate.PROMOTED:
        raise Stale(since(one) or t.NOT_PROMOTED.format(title=one.exemplar.title))
    if one.exemplar.promoted_where == said:
        return False
    if not exemplars.say_where(session, exemplar_id, said):
        raise RuntimeError("decided between a look and a write of one transaction")
    audit.record(session, actor.person_id, "promoted where", f"exemplar:{exemplar_id}", place=said)
    return True


def since(one: One) -> str:
    """Say what was decided: `《…》已由赵*于 10:42 择优推广`; "" while nobody has decided."""
    found = one.exemplar
    if one.picker is None or found.picked_at is None:
        return ""
    at = moment_label(found.picked_at, one.today)
    told = {"title": found.title, "who": one.picker.name, "at": at, "fate": found.fate.label}
    return t.SINCE.format(**told)


def hears(session: Session, actor: Actor, exemplar_: Exemplar) -> list[int]:
    """Return the chats that are told of a decision: those of who acts as the task force's liaison
    and of the person it is about, without the actor's own.
    """
    acting = roles.acting(session, exemplar_.task_force_id)
    people = dict.fromkeys((*acting, exemplar_.person_id))
    chats = (accounts.chat_of(session, who) for who in people if who != actor.person_id)
    return [chat for chat in chats if chat is not None]


def shows(session: Session, purpose: str, exemplar_id: int) -> list[int]:
    """Return the chats in which the exemplar's card stands (`purpose` is that of its handle) and
    whose owners are still officers.
    """
    chats = nudges.showing(session, purpose, exemplar_id)
    owners = ((chat, accounts.load(session, chat).actor) for chat in chats)
    return [chat for chat, owner in owners if owner is not None and may(owner, Act.PICK)]


def remind(session: Session, actor: Actor, month: Month) -> Reminded:
    """一键催办: work out which liaisons still owe the month, and mark them as reminded, at most
    once a day each. The caller sends the messages.
    """
    owing = [row.force for row in board(session, actor, month) if not row.reports]
    liaisons = nudges.liaisons(session)
    chats = {who.person_id: who.chat_id for who in nudges.reached(session)}
    delay = until_morning(session.now)
    day = local_day(session.now + delay)
    told, already, without, unreached = [], [], [], []
    for force in owing:
        acting = [who for who, of in liaisons.items() if of == force.id]
        reached = [who for who in acting if who in chats]
        urged = [who for who in reached if nudge.urged(session, who, day)]
        told += [(chats[who], force.id) for who in urged]
        if not acting:
            without.append(force.name)
        elif not reached:
            unreached.append(force.name)
        elif not urged:
            already.append(force.name)
    if told:
        audit.record(
            session, actor.person_id, "remind", f"month:{month}", forces=[f for _, f in told]
        )
    return Reminded(month, told, delay, already, without, unreached)


def _sheet(session: Session, entry: Entry | None) -> str:
    drawn = None if entry is None else sheets.sheet(session, entry.draft_id)
    return drawn[0] if drawn else ""


def _record(session: Session, actor: Actor, act: str, exemplar_id: int) -> None:
    audit.record(session, actor.person_id, act, f"exemplar:{exemplar_id}")
