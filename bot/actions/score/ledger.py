"""The ledger of Annex 2: whose it is, with the four quarters of a year side by side (三(三))."""

from bot.actions.score import figures
from bot.actions.score.figures import Figures
from bot.errors import Forbidden, Refused
from bot.reports.ledger import Ledger, LedgerPerson, Ledgers
from bot.reports.marks import Marks
from bot.rules.periods import Period
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import IdNumber
from bot.rules.quarters import Quarter
from bot.rules.versions import Source
from bot.storage import audit
from bot.storage.people import persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.texts.score import ledger as t


def ask(session: Session, actor: Actor) -> list[TaskForce]:
    """Return the task forces whose ledgers the actor may have. Raises Forbidden without any."""
    forces = task_forces.every(session)
    theirs = [f for f in forces if may(actor, Act.LEDGER, Subject(task_force_id=f.id))]
    if not theirs:
        raise Forbidden(t.ONLY_OFFICERS)
    return theirs


def check(session: Session, period: Period) -> None:
    """Raise Refused for a period that has not begun, or lies before the first rubric."""
    current = Quarter.of(session.today)
    first, last = period.quarters[0], period.quarters[-1]
    if (first if period.is_year else last) > current:
        example = str(current.year) if period.is_year else str(current)
        raise Refused(t.NOT_BEGUN.format(period=period.label, example=example))
    session.county.rubric_on(last)


def ledgers(
    session: Session, period: Period, task_force_id: int | None = None, *, full: bool = False
) -> Ledgers:
    """Return the ledgers of the county, or of one task force: who is in them now, with what each
    quarter of the period comes to. The caller has checked that the reader may have them; with
    `full` ID numbers are whole.
    """
    check(session, period)
    forces = [f for f in task_forces.every(session) if task_force_id in (None, f.id)]
    if task_force_id is None:
        everyone = persons.everyone(session)
    else:
        everyone = persons.of_task_force(session, task_force_id)
    quarters = [_figures(session, quarter) for quarter in period.quarters]
    marks = [each.marks if each else {} for each in quarters]
    people: dict[int | None, list[LedgerPerson]] = {force.id: [] for force in forces}
    for person in everyone:
        if person.task_force_id in people:
            people[person.task_force_id].append(_person(person, marks, full=full))
    theirs = {person.id for person in everyone}
    return Ledgers(
        county=session.county.name,
        period=str(period),
        day=min(session.today, period.quarters[-1].last),
        draft=any(each is not None and _is_draft(each, theirs) for each in quarters),
        ledgers=tuple(Ledger(force.name, tuple(people[force.id])) for force in forces),
        scope=forces[0].name if task_force_id is not None else "",
        full=full,
    )


def tell(session: Session, period: Period, task_force: str) -> None:
    """Write down that whole ID numbers leave the server, on the command line (requirements, 3)."""
    audit.record(session, None, "export ledger", str(period), task_force=task_force, full=True)


def _figures(session: Session, quarter: Quarter) -> Figures | None:
    """Return what a quarter comes to; None for one that has not begun, or has no rules."""
    if quarter > Quarter.of(session.today):
        return None
    try:
        return figures.of_quarter(session, quarter)
    except Refused:
        return None


def _is_draft(known: Figures, theirs: set[int]) -> bool:
    """Whether any of these people's figures may still change."""
    return known.is_draft and any(
        each.source is not Source.LEDGER for each in known.people if each.person_id in theirs
    )


def _person(person: Person, marks: list[dict[int, Marks]], *, full: bool) -> LedgerPerson:
    number = person.id_number
    one, two, three, four = (*(each.get(person.id) for each in marks), *(None,) * 4)[:4]
    return LedgerPerson(
        name=person.name.full,
        id_number=number if full else IdNumber(number.mask),
        kind=person.kind,
        education=person.education,
        employer=person.employer,
        years=person.years,
        phone=person.phone.full,
        remark=person.remark,
        quarters=(one, two, three, four),
    )
