"""A person's score, in which every point leads to its entry (§8.3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.actions.score import figures
from bot.actions.work.card import preview_of, scored
from bot.errors import Forbidden, Refused
from bot.forms.fields import short
from bot.forms.kinds import FORMS
from bot.reports.score_card import ScoreCard, Waiting
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line, Rubric
from bot.rules.scoring import Score
from bot.rules.states import WAITING
from bot.storage.people import persons, task_forces
from bot.storage.score import faults
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from bot.texts.score import quarter as t
from bot.texts.times import local

TITLE: Final = 17
"""How many characters of a title leave room for the reviewer beside it."""


@dataclass(frozen=True, slots=True)
class Own:
    """A person's quarter: the score and the rubric it is by, the entries that still wait, and for
    each entry the masked name of who recognised it.
    """

    quarter: Quarter
    score: Score
    rubric: Rubric
    pending: list[Entry]
    reviewers: Mapping[int, str]
    is_draft: bool = True


def of_person(session: Session, person_id: int, quarter: Quarter) -> Score:
    """Return a person's score of a quarter, as it stands or from what is alive. Raises Refused for
    a quarter before the first rubric.
    """
    return figures.of_person(session, person_id, quarter).score


def own(session: Session, actor: Actor, quarter: Quarter) -> Own:
    """Return the actor's own quarter, for 📊 我的得分. Raises Forbidden for officers, who are in no
    ledger, and Refused for a quarter that has not begun.
    """
    if actor.task_force_id is None:
        raise Forbidden(t.NOT_IN_LEDGER)
    if quarter > (current := Quarter.of(session.today)):
        raise Refused(t.NOT_BEGUN.format(quarter=quarter.label, q=current))
    known = figures.of_person(session, actor.person_id, quarter)
    pending = _pending(session, actor.person_id, quarter)
    decided_by = reviewers(session, _counted(session, known.score))
    return Own(quarter, known.score, known.rubric, pending, decided_by, known.is_draft)


def reviewers(session: Session, decided: Iterable[Entry]) -> dict[int, str]:
    """Return entry → the masked name of who decided on it: every point leads to its reviewer."""
    names = {
        person_id: str(persons.get(session, person_id).name)
        for person_id in {entry.decided_by for entry in decided}
        if person_id is not None
    }
    return {entry.id: names[entry.decided_by] for entry in decided if entry.decided_by in names}


def picture_of(session: Session, person_id: int, quarter: Quarter) -> ScoreCard:
    """Return what the score picture of a person's quarter shows."""
    person = persons.get(session, person_id)
    forces = {force.id: force.name for force in task_forces.every(session)}
    known = figures.of_person(session, person_id, quarter)
    counted = _counted(session, known.score)
    # What waits in a locked quarter brings nothing before the next restatement.
    waiting = _pending(session, person_id, quarter) if known.is_draft else []
    decided_by = reviewers(session, counted)
    return ScoreCard(
        county=session.county.name,
        quarter=quarter,
        as_of=local(known.version.made_at if known.version else session.now),
        draft=known.is_draft,
        name=person.name.full,
        task_force=forces.get(person.task_force_id or 0, ""),
        employer=person.employer,
        score=known.score,
        rubric=known.rubric,
        titles={each.id: _title(each, decided_by) for each in (*counted, *waiting)},
        fault_titles=dict(_faults(session, known.score)),
        waiting=tuple(_waiting(session, entry) for entry in waiting),
    )


def _counted(session: Session, score: Score) -> list[Entry]:
    """Return the entries that a score counts, whatever became of them since."""
    numbers = (credit.entry.number for line in score.lines for credit in line.credits)
    return [entry for number in numbers if (entry := entries.get(session, number)) is not None]


def _pending(session: Session, person_id: int, quarter: Quarter) -> list[Entry]:
    mine = entries.of_person(session, person_id)
    return [entry for entry in mine if entry.state in WAITING and entry.day in quarter]


def _faults(session: Session, score: Score) -> Iterator[tuple[int, str]]:
    """Yield what the picture calls each fault of a score: `S1 未按时上报欠薪线索`."""
    for each in score.faults:
        fault = faults.get(session, each.number)
        if fault is not None:
            yield each.number, f"{fault.number}  {short(fault.account, TITLE)}"


def _title(entry: Entry, decided_by: Mapping[int, str]) -> str:
    """Return what an entry was about and who recognised it, short enough for one line of the
    picture.
    """
    what = short(FORMS[entry.line].called(entry.facts), TITLE)
    who = decided_by.get(entry.id)
    return f"{what}（{t.REVIEWED_BY.format(who=who)}）" if who else what


def _waiting(session: Session, entry: Entry) -> Waiting:
    preview = preview_of(session, entry.person_id, scored(entry))
    points = preview.after - preview.before if preview else 0
    return Waiting(entry.id, Line(entry.line), entry.day, points, preview.why if preview else "")
