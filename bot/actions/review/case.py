"""A case: one entry with everything that whoever decides on it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from bot.actions.work import alike, covering, escalate, taken
from bot.actions.work.alike import Flag
from bot.actions.work.card import preview_of, scored
from bot.actions.work.otherwise import otherwise
from bot.forms.form import SAID, Draft, Facts, Form
from bot.forms.kinds import FORMS
from bot.rules.permissions import Actor
from bot.rules.personal import Name
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.scoring import Preview
from bot.rules.states import WAITING, State
from bot.storage.people import persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.review import queues
from bot.storage.session import Session
from bot.storage.work import drafts, evidence, sheets
from bot.storage.work.entries import Entry
from bot.storage.work.evidence import Piece


@dataclass(frozen=True, slots=True)
class Case:
    """An entry as its reviewer sees it. `sheet` is the SHA-256 of the contact sheet, "" when there
    is nothing to show; `ready` is False while files are still being fetched or drawn; `comparing`
    is True while it is not known yet what they look like. `rule` is a sentence on what the line of
    the score asks for, quoted on a rejection. `waited` counts working days. `decided_by` is who
    decided last, also of an appealed entry; `recorded_by` who recorded it for its author, if
    somebody did; `said` is what its papers say to its lines; `covered` how many numbers of people
    are covered on its pieces, on how many the reader was unsure, how many it could not read.
    `place` and `total` are its place in the queue, from 0, and the queue's length; `place` is -1
    outside of one.
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
    flags: Sequence[Flag]
    comparing: bool
    waited: int
    decided_by: Name | None
    recorded_by: Name | None = None
    said: Facts = field(default_factory=dict)
    covered: tuple[int, int, int] = (0, 0, 0)
    place: int = -1
    total: int = 0

    @property
    def stamp(self) -> int:
        return stamp_of(self.entry, self.pieces)

    @property
    def is_appealed(self) -> bool:
        return self.entry.state is State.APPEALED

    @property
    def on_other_days(self) -> dict[date, list[int]]:
        """The pieces whose own date does not fit the entry's."""
        return taken.on_other_days(self.form, self.entry.day, self.pieces)

    @property
    def otherwise(self) -> list[str]:
        """The sentence on what papers say otherwise than the entry."""
        return otherwise(self.form, self.entry.facts, self.said, self.work.today)

    @property
    def covering(self) -> list[str]:
        """The sentences on what was covered."""
        return covering.sentences(*self.covered)

    @property
    def is_complete(self) -> bool:
        """Whether no slot is left open, so that approving needs no reason."""
        return not self.work.open_slots()

    @property
    def open_labels(self) -> list[str]:
        return [slot.label for slot in self.work.open_slots()]


def stamp_of(entry: Entry, pieces: Sequence[Piece] = ()) -> int:
    """Return a number that changes when the author changes the entry, or more evidence joins it.

    It goes along with every button of a card, so that one shown before the change is stale: nothing
    is decided that nobody saw.
    """
    seen = f"{entry.submitted_at.isoformat()} {sheets.signature(pieces)}"
    return crc32(seen.encode()) & 0xFFFFFF


def scope_of(
    session: Session, person_id: int, task_force_id: int | None, *, bureau: bool
) -> dict[str, Any]:
    """Return a person's queue, as storage takes it."""
    overdue = escalate.cutoff(session)
    return queues.of(person_id, task_force_id, bureau=bureau, overdue=overdue)


def scope(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the actor's queue, as storage takes it."""
    bureau = actor.is_(Role.BUREAU)
    return scope_of(session, actor.person_id, actor.task_force_id, bureau=bureau)


def case_of(session: Session, entry: Entry, place: int = -1, total: int = 0) -> Case:
    """Return an entry as its reviewer sees it, with its place in a queue if it is shown in one."""
    pieces = evidence.of_draft(session, entry.draft_id)
    form = FORMS[entry.line]
    drawn = sheets.sheet(session, entry.draft_id)
    is_drawn = drawn is not None and drawn[1] == sheets.signature(pieces)
    decider = None if entry.decided_by is None else persons.get(session, entry.decided_by)
    recorder = None if entry.recorded_by is None else persons.get(session, entry.recorded_by)
    return Case(
        entry=entry,
        form=form,
        work=Draft(form, entry.facts, _counts(pieces), session.today),
        author=persons.get(session, entry.person_id),
        task_force=_task_force(session, entry),
        pieces=pieces,
        sheet=drawn[0] if drawn and is_drawn and pieces else "",
        ready=not pieces or (is_drawn and all(piece.state == "ready" for piece in pieces)),
        preview=preview_of(session, entry.person_id, scored(entry)),
        rule=session.county.rubric_on(Quarter.of(entry.day)).rule(form.line),
        flags=alike.flags(session, entry.draft_id),
        comparing=bool(pieces) and alike.is_comparing(session, entry.draft_id),
        waited=escalate.waited(session, entry) if entry.state in WAITING else 0,
        decided_by=None if decider is None else decider.name,
        recorded_by=None if recorder is None else recorder.name,
        said=_said(session, entry),
        covered=covering.covered(session, entry.draft_id) if pieces else (0, 0, 0),
        place=place,
        total=total,
    )


def _said(session: Session, entry: Entry) -> Facts:
    """Return what the entry's papers say, which those that were read since it was submitted told to
    its draft.
    """
    draft = drafts.get(session, entry.draft_id)
    said: Facts = {} if draft is None else draft.facts.get(SAID, {})
    return said


def _counts(pieces: Sequence[Piece]) -> dict[str, int]:
    files: dict[str, int] = {}
    for piece in pieces:
        files[piece.slot] = files.get(piece.slot, 0) + 1
    return files


def _task_force(session: Session, entry: Entry) -> str:
    forces = {force.id: force.name for force in task_forces.every(session)}
    return forces.get(entry.task_force_id or 0, "")
