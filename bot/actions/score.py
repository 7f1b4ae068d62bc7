"""A person's score: every point leads to its entry. Clause §8.3."""

from dataclasses import dataclass
from typing import Any

from bot.actions.card import preview_of, scored
from bot.errors import Forbidden, Refused
from bot.forms.kinds import FORMS
from bot.reports.score_card import ScoreCard, Waiting
from bot.rules import scoring
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line
from bot.rules.scoring import LineScore, Score
from bot.rules.states import State
from bot.storage import base_scores, entries, persons
from bot.storage.entries import Entry
from bot.storage.session import Session
from bot.texts import quarter as t
from bot.texts.times import local, month_day

_MARKS = {
    State.PENDING: "⏳",
    State.APPROVED: "✅",
    State.RETURNED: "↩️",
    State.REJECTED: "❌",
    State.WITHDRAWN: "✏️",
}


@dataclass(frozen=True, slots=True)
class Own:
    """A person's quarter: the score, and what still waits."""

    quarter: Quarter
    score: Score
    pending: list[Entry]


def of_person(session: Session, person_id: int, quarter: Quarter) -> Score:
    """By the rubric then in force. Raises Refused for a quarter before the first."""
    rubric = session.county.rubric_on(quarter)
    base = base_scores.of_quarter(session, quarter).get(person_id)
    approved = [scored(entry) for entry in entries.approved(session, person_id, quarter)]
    return scoring.score(base, approved, (), rubric)


def own(session: Session, actor: Actor, quarter: Quarter) -> Own:
    """📊 我的得分. Raises Forbidden for officers, who are in no ledger."""
    if actor.task_force_id is None:
        raise Forbidden(t.NOT_IN_LEDGER)
    if quarter > (current := Quarter.of(session.today)):
        raise Refused(t.NOT_BEGUN.format(quarter=quarter.label, q=current))
    pending = [
        entry
        for entry in entries.of_person(session, actor.person_id)
        if entry.state is State.PENDING and entry.day in quarter
    ]
    return Own(quarter, of_person(session, actor.person_id, quarter), pending)


def picture_of(session: Session, person_id: int, quarter: Quarter) -> ScoreCard:
    """What the score picture shows."""
    person = persons.get(session, person_id)
    forces = {force.id: force.name for force in persons.task_forces(session)}
    mine = [entry for entry in entries.of_person(session, person_id) if entry.day in quarter]
    score = of_person(session, person_id, quarter)
    waiting = [entry for entry in mine if entry.state is State.PENDING]
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
        titles={entry.id: _title(entry) for entry in mine},
        waiting=tuple(_waiting(session, entry) for entry in waiting),
    )


def line_of(session: Session, person_id: int, line: str) -> LineScore:
    """How far a line of the current quarter is."""
    whole = of_person(session, person_id, Quarter.of(session.today))
    return next(each for each in whole.lines if each.line == Line(line))


def records(session: Session, actor: Actor) -> list[tuple[Entry, str]]:
    """The person's entries, newest first, each as one line to tap."""
    return [(entry, _record(entry)) for entry in entries.of_person(session, actor.person_id)]


def _record(entry: Entry) -> str:
    kind = FORMS[entry.line].title
    return f"{_MARKS[entry.state]} {entry.number} {entry.state.label} {kind} {month_day(entry.day)}"


def _title(entry: Entry) -> str:
    facts: dict[str, Any] = dict(entry.facts)
    return "，".join(str(facts[key]) for key in ("place", "theme") if facts.get(key))


def _waiting(session: Session, entry: Entry) -> Waiting:
    preview = preview_of(session, entry.person_id, scored(entry))
    points = preview.after - preview.before if preview else 0
    return Waiting(entry.id, Line(entry.line), entry.day, points, preview.why if preview else "")
