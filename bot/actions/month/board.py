"""The bureau's month of exemplars: who has reported, what is promoted, who is reminded (三(六))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.actions.month import exemplar, nudge
from bot.errors import Forbidden, Stale
from bot.rules import nudges as moments
from bot.rules.calendar import ONE_DAY, TIMEZONE, local_day
from bot.rules.exemplars import Fate
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, may
from bot.rules.quiet import UNTIL, is_quiet
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


@dataclass(frozen=True, slots=True)
class Row:
    """A task force's month; `late` is whether its first report came after the 20th, or is still
    to come after it.
    """

    force: TaskForce
    reports: Sequence[Exemplar]
    late: bool

    @property
    def is_nothing(self) -> bool:
        return any(report.fate is Fate.NOTHING for report in self.reports)


@dataclass(frozen=True, slots=True)
class One:
    """An exemplar as the bureau sees it. `entry` is what it was reported with, as it stands now,
    `sheet` the SHA-256 of its contact sheet, "" without one; `about` the person it is about,
    `picker` who has decided.
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
        """Only what still counts; what was written freely stands for itself."""
        return self.entry is None or self.entry.state is State.APPROVED


@dataclass(frozen=True, slots=True)
class Reminded:
    """What 一键催办 came to, by the names of task forces; `to` are liaisons' chats with their task
    forces, `delay` how long the message waits for the morning.
    """

    month: Month
    to: Sequence[tuple[int, int]]
    delay: timedelta
    already: Sequence[str]
    without: Sequence[str]
    unreached: Sequence[str]


def board(session: Session, actor: Actor, month: Month) -> list[Row]:
    """Every task force's month. Raises Forbidden, and Refused for one that has not begun."""
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
    """Raises Forbidden."""
    if not may(actor, Act.PICK):
        raise Forbidden(t.ONLY_BUREAU)


def see(session: Session, actor: Actor, exemplar_id: int) -> One:
    """Raises Stale for one that its task force has withdrawn."""
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
    """择优推广 or 存档: the first counts. Whether this tap decided; False for a second of the same.
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
    """撤销 one's own decision within 60 seconds. Raises Stale."""
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


def since(one: One) -> str:
    """《…》已由赵*于 10:42 择优推广; "" while nobody has decided."""
    found = one.exemplar
    if one.picker is None or found.picked_at is None:
        return ""
    at = moment_label(found.picked_at, one.today)
    told = {"title": found.title, "who": one.picker.name, "at": at, "fate": found.fate.label}
    return t.SINCE.format(**told)


def hears(session: Session, actor: Actor, exemplar_: Exemplar) -> list[int]:
    """The chats that are told of a decision: the task force's liaison of today, and whom it is
    about.
    """
    liaison = roles.liaison(session, exemplar_.task_force_id)
    people = dict.fromkeys((liaison, exemplar_.person_id))
    chats = (accounts.chat_of(session, who) for who in people if who != actor.person_id)
    return [chat for chat in chats if chat is not None]


def shows(session: Session, purpose: str, exemplar_id: int) -> list[int]:
    """The chats in which such a card stands and whose owners still are officers."""
    chats = nudges.showing(session, purpose, exemplar_id)
    owners = ((chat, accounts.load(session, chat).actor) for chat in chats)
    return [chat for chat, owner in owners if owner is not None and may(owner, Act.PICK)]


def remind(session: Session, actor: Actor, month: Month) -> Reminded:
    """一键催办: every liaison who still owes, at most once a day each."""
    owing = [row.force for row in board(session, actor, month) if not row.reports]
    liaisons = nudges.liaisons(session)
    chats = {who.person_id: who.chat_id for who in nudges.reached(session)}
    delay = _until_morning(session.now)
    told, already, without, unreached = [], [], [], []
    for force in owing:
        liaison = liaisons.get(force.id)
        if liaison is None:
            without.append(force.name)
        elif liaison not in chats:
            unreached.append(force.name)
        elif nudge.urged(session, liaison, local_day(session.now + delay)):
            told.append((chats[liaison], force.id))
        else:
            already.append(force.name)
    if told:
        audit.record(
            session, actor.person_id, "remind", f"month:{month}", forces=[f for _, f in told]
        )
    return Reminded(month, told, delay, already, without, unreached)


def _until_morning(now: datetime) -> timedelta:
    """Nothing in quiet hours; in them, how long until 08:00."""
    if not is_quiet(now):
        return timedelta(0)
    here = now.astimezone(TIMEZONE)
    day = here.date() if here.time() < UNTIL else here.date() + ONE_DAY
    return moments.at(day, UNTIL) - now


def _sheet(session: Session, entry: Entry | None) -> str:
    drawn = None if entry is None else sheets.sheet(session, entry.draft_id)
    return drawn[0] if drawn else ""


def _record(session: Session, actor: Actor, act: str, exemplar_id: int) -> None:
    audit.record(session, actor.person_id, act, f"exemplar:{exemplar_id}")
