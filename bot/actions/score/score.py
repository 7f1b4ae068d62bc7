"""A person's score, in which every point leads to its entry (§8.3)."""

from collections.abc import Iterable, Mapping
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
    counted = entries.approved(session, actor.person_id, quarter)
    return Own(quarter, known.score, known.rubric, pending, reviewers(session, counted))


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
    score = of_person(session, person_id, quarter)
    counted = entries.approved(session, person_id, quarter)
    waiting = _pending(session, person_id, quarter)
    decided_by = reviewers(session, counted)
    return ScoreCard(
        county=session.county.name,
        quarter=quarter,
        as_of=local(session.now),
        draft=True,
        name=person.name.full,
        task_force=forces.get(person.task_force_id or 0, ""),
        employer=person.employer,
        score=score,
        rubric=session.county.rubric_on(quarter),
        titles={each.id: _title(each, decided_by) for each in (*counted, *waiting)},
        waiting=tuple(_waiting(session, entry) for entry in waiting),
    )


def _pending(session: Session, person_id: int, quarter: Quarter) -> list[Entry]:
    mine = entries.of_person(session, person_id)
    return [entry for entry in mine if entry.state in WAITING and entry.day in quarter]


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
