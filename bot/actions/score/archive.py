"""What an archive of evidence holds: of an entry, a person, a task force, a quarter or a year."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from bot.actions.people import find
from bot.actions.work import lay_out
from bot.errors import Forbidden, Refused
from bot.forms.kinds import FORMS
from bot.reports.archive import Archive, Item
from bot.rules.halfwidth import compact
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.states import State
from bot.storage.people import persons, task_forces
from bot.storage.session import Session
from bot.storage.work import entries, evidence
from bot.storage.work.entries import Entry
from bot.storage.work.evidence import LINK, Piece
from bot.texts.score import archive as t
from bot.texts.times import local

_NUMBER: Final = re.compile(r"[xX](\d{4,9})")
_YEAR: Final = re.compile(r"(20\d\d)年?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose evidence is wanted, of which quarters; numbers and plain values, so that an errand can
    keep it. One entry alone, or what one person filed, a task force has, or both, or everybody's,
    of the quarters from `first` to `last`.
    """

    first: str = ""
    last: str = ""
    entry: int | None = None
    person: int | None = None
    force: int | None = None

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Self:
        """Read back what `asked` of an errand holds."""
        return cls(**asked)

    @property
    def asked(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def quarters(self) -> list[Quarter]:
        quarter, last = Quarter.read(self.first), Quarter.read(self.last)
        found = [quarter]
        while quarter < last:
            found.append(quarter := quarter.next())
        return found


def of_quarter(actor: Actor, quarter: Quarter, force: int | None) -> Wanted:
    """Return what a button asks for: a quarter of one task force, or of the county. Raises
    Forbidden for who may not see it.
    """
    if not may(actor, Act.ARCHIVE, Subject(task_force_id=force)):
        raise Forbidden(t.NOT_YOURS)
    return Wanted(str(quarter), str(quarter), force=force)


def read(session: Session, actor: Actor | None, text: str) -> Wanted:
    """Read what somebody types after /archive: a number, or a name, task force and period in any
    order. `actor` is None for the command line, which may have everything. Raises Refused with an
    example, and Forbidden.
    """
    if match := _NUMBER.fullmatch(compact(text)):
        return _of_entry(session, actor, int(match[1]))
    span: tuple[Quarter, Quarter] | None = None
    force, person = None, None
    forces = {compact(each.name): each.id for each in task_forces.every(session)}
    for word in text.split():
        if span is None and (span := _span(session, word)):
            continue
        if force is None and compact(word) in forces:
            force = forces[compact(word)]
        elif person is None:
            person = _person(session, actor, word)
        else:
            raise Refused(t.UNKNOWN.format(what=word[:20]))
    current = Quarter.of(session.today)
    if span is None:
        span = (Quarter(current.year, 1), current) if person is not None else (current, current)
    # Of somebody who was moved a liaison has what belongs to the own task force.
    force = force if actor is None or force else actor.task_force_id
    if actor is not None and not may(actor, Act.ARCHIVE, Subject(task_force_id=force)):
        raise Forbidden(t.NOT_YOURS)
    return Wanted(str(span[0]), str(span[1]), None, person, force)


def archive(session: Session, wanted: Wanted) -> Archive:
    """Return all evidence that is wanted, by task force, person and entry. The caller has checked
    that it may be seen.
    """
    forces = {force.id: force.name for force in task_forces.every(session)}
    names: dict[int, Name] = {}

    def name(person_id: int) -> Name:
        if person_id not in names:
            names[person_id] = persons.get(session, person_id).name
        return names[person_id]

    items: list[Item] = []
    for entry in _entries(session, wanted):
        force = forces.get(entry.task_force_id or 0, "")
        reviewer = str(name(entry.decided_by)) if entry.decided_by else ""
        pieces = lay_out.laid_out(evidence.of_draft(session, entry.draft_id), entry.line)
        items += (
            _item(entry, piece, n, force, name(entry.person_id).full, reviewer)
            for n, piece in enumerate(pieces, 1)
            if piece.state == "ready"
        )
    items.sort(key=lambda item: (item.task_force, item.person, item.number, item.nth))
    title = _title(wanted, forces, name)
    return Archive(session.county.name, title, local(session.now), items)


def title(session: Session, wanted: Wanted) -> str:
    """Return what an archive is called: when, and whose it is."""
    forces = {force.id: force.name for force in task_forces.every(session)}
    return _title(wanted, forces, lambda person_id: persons.get(session, person_id).name)


def is_seen_by(session: Session, actor: Actor, wanted: Wanted) -> bool:
    """Whether somebody may have an archive: they may have another role by the time it is made."""
    if wanted.entry is not None:
        entry = entries.get(session, wanted.entry)
        return entry is not None and may(actor, Act.ARCHIVE, entry.subject)
    return may(actor, Act.ARCHIVE, Subject(task_force_id=wanted.force))


def _of_entry(session: Session, actor: Actor | None, entry_id: int) -> Wanted:
    entry = entries.get(session, entry_id)
    if entry is None or (actor is not None and not may(actor, Act.ARCHIVE, entry.subject)):
        raise Refused(t.NO_ENTRY.format(number=entries.number(entry_id)))
    return Wanted(entry=entry.id)


def _span(session: Session, word: str) -> tuple[Quarter, Quarter] | None:
    if match := _YEAR.fullmatch(word):
        return Quarter(int(match[1]), 1), Quarter(int(match[1]), 4)
    try:
        quarter = parse_quarter(word, session.today)
    except Refused:
        return None
    return quarter, quarter


def _person(session: Session, actor: Actor | None, word: str) -> int:
    if actor is None:
        found = [p for p in persons.named(session, word) if p.task_force_id is not None]
    else:
        try:
            found = find.named(session, actor, Act.ARCHIVE, word)
        except Refused:
            found = []
    if not found:
        raise Refused(t.UNKNOWN.format(what=word[:20]))
    if len(found) > 1:
        raise Refused(t.NAMESAKES.format(n=len(found), name=word[:20]))
    return found[0].id


def _entries(session: Session, wanted: Wanted) -> Iterator[Entry]:
    if wanted.entry is not None:
        entry = entries.get(session, wanted.entry)
        yield from [entry] if entry else []
        return
    for quarter in wanted.quarters:
        for entry in entries.in_quarter(session, quarter):
            if (
                entry.state is not State.WITHDRAWN
                and wanted.person in (None, entry.person_id)
                and wanted.force in (None, entry.task_force_id)
            ):
                yield entry


def _item(entry: Entry, piece: Piece, n: int, force: str, person: str, reviewer: str) -> Item:
    form = FORMS[entry.line]
    labels = {slot.key: slot.label for slot in form.slots}
    return Item(
        number=entry.number,
        task_force=force,
        person=person,
        line=form.title,
        day=entry.day.isoformat(),
        about=form.called(entry.facts),
        state=entry.state.label,
        reviewer=reviewer,
        decided_at=local(entry.decided_at) if entry.decided_at else None,
        slot=labels.get(piece.slot, ""),
        nth=n,
        kind=piece.kind,
        name=piece.name,
        mime=piece.mime,
        taken_at=piece.taken_at or "",
        size=0 if piece.kind == LINK else piece.size,
        sha256=piece.sha256 or "",
        note=t.SUPPLEMENT if piece.late else "",
    )


def _title(wanted: Wanted, forces: Mapping[int, str], name: Callable[[int], Name]) -> str:
    if wanted.entry is not None:
        return entries.number(wanted.entry)
    year, quarters = Quarter.read(wanted.first).year, wanted.quarters
    when = t.YEAR.format(year=year) if len(quarters) > 1 else wanted.first
    if wanted.person is not None:
        whose = name(wanted.person).full
    else:
        whose = forces.get(wanted.force or 0, t.COUNTY)
    return f"{when}-{whose}"
