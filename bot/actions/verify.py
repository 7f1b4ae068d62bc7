"""Verifying: checks the audit chain, every row that the trail tells of, the evidence files, and
references between rows.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any, Final

from sqlalchemy import text

from bot.errors import Misconfigured, Refused
from bot.rules.calendar import local_day
from bot.storage import adoption, audit, databases, rebuilt, trail
from bot.storage.blobs import Blobs
from bot.storage.people import persons, task_forces
from bot.storage.rebuilt import Difference, Rebuilt
from bot.storage.session import Session
from bot.storage.work import entries, evidence
from bot.texts import verify as t

# (what is gone through, how many are done, of how many; 0 where that is not known)
Show = Callable[[str, int, int], None]
Noted = tuple[int, bytes]

START: Final[Noted] = 0, audit.START


def head(session: Session) -> str:
    """Return the trail's last line as `number:hash`, to be noted somewhere else."""
    number, sealed = audit.head(session)
    return f"{number}:{sealed.hex()}"


def read_noted(said: str) -> Noted:
    """Read a head as it was noted. Raises Refused for what is none."""
    number, _, sealed = said.strip().partition(":")
    try:
        noted = int(number), bytes.fromhex(sealed)
    except ValueError:
        noted = 0, b""
    if len(noted[1]) != len(audit.START):
        raise Refused(t.NOTED_ODD.format(said=said))
    return noted


def verify(
    session: Session,
    blobs: Blobs,
    show: Show = lambda *_: None,
    noted: Noted | None = None,
) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong; nothing when all is whole. `noted` is a head
    that the trail once had; `show` is called with the progress.
    """
    yield from _trail(session, show, noted)
    for done, sha256 in enumerate(evidence.referred(session)):
        show(t.FILES, done, 0)
        if not blobs.is_whole(sha256):
            yield t.FILE_BROKEN.format(sha256=sha256)
    show(t.REFERENCES, 0, 0)
    for table, row, parent in databases.kind_of(session.db).dangling(session):
        yield t.REFERENCE_BROKEN.format(table=table, row=row, parent=parent)
    for trouble in databases.kind_of(session.db).damage(session):
        yield t.DATABASE_BROKEN.format(trouble=trouble)
    yield from _decisions(session)


def older(session: Session) -> str:
    """Say how much of the data is older than the trail, "" when nothing is."""
    adopted = adoption.adopted(session)
    return t.OLDER.format(rows=adopted[0], day=local_day(adopted[1])) if adopted else ""


def _trail(session: Session, show: Show, noted: Noted | None) -> Iterator[str]:
    """Check the chain line by line; then compare the rows as the lines told of them with the rows
    as they are.
    """
    with closing(Rebuilt()) as rows:
        total, begun, found = audit.length(session), False, START
        for done, line in enumerate(audit.walk(session)):
            show(t.LINES, done, total)
            begun = begun or line.act == audit.ADOPT or not line.holds
            if not line.holds:
                yield t.CHAIN_BROKEN.format(row=line.number)
            elif line.kept:
                rows.hear(line.kept)
            if noted and noted[0] == line.number:
                found = line.number, line.hash
        if noted and noted != found:
            sentence = t.NOTED_GONE if found == START else t.NOTED_REPLACED
            yield sentence.format(row=noted[0])
        if not begun:
            yield t.NOT_BEGUN
            return
        yield from _rows(session, rows, show)


def _rows(session: Session, rows: Rebuilt, show: Show) -> Iterator[str]:
    total = rebuilt.count(session)
    for done, different in enumerate(rows.differences(session)):
        show(t.ROWS, done, total)
        if different is not None:
            yield _sentence(session, different)


def _sentence(session: Session, it: Difference) -> str:
    row = _called(session, it.table, it.row)
    if it.is_gone:
        return t.GONE.format(row=row)
    if not it.column:
        return t.UNTOLD.format(row=row)
    column = t.COLUMNS.get(it.column, it.column)
    if it.column in trail.KEPT[it.table].in_clear:
        return t.CHANGED.format(
            row=row, column=column, told=_shown(it.told), found=_shown(it.found)
        )
    return t.CHANGED_UNSEEN.format(row=row, column=column)


def _shown(value: Any) -> str:
    """Return a value so that a space at its end is seen, and a figure that became a text."""
    if value is None:
        return t.NOTHING
    return str(value) if isinstance(value, int) else f"“{value}”"


def _called(session: Session, table: str, row: Mapping[str, Any]) -> str:
    """Return what people call a row, as far as it can still be made out."""
    person = row.get("id") if table == "person" else row.get("person_id")
    force, draft = row.get("task_force_id"), row.get("draft_id")
    names: dict[Any, str] = {each.id: each.name for each in task_forces.every(session)}
    entry = entries.number_of(session, draft) if table == "evidence" else None
    known = {
        "person": _masked(session, person),
        "force": names.get(force, t.NOTHING),
        "entry": entry or t.DRAFT.format(id=draft),
    }
    return t.ROW[table].format_map({**row, **known})


def _masked(session: Session, person_id: Any) -> str:
    try:
        return str(persons.get(session, person_id).name)
    except (LookupError, Misconfigured, TypeError, ValueError):
        return t.SOMEBODY.format(id=person_id)


_UNDECIDED = text(
    "SELECT id FROM entry WHERE state IN ('approved', 'returned', 'rejected') AND NOT EXISTS "
    "(SELECT 1 FROM audit WHERE subject = 'entry:' || entry.id AND actor_id = entry.decided_by)"
)


def _decisions(session: Session) -> Iterator[str]:
    """Yield a sentence for each decided entry whose decision is not in the trail: every point must
    lead back to one.
    """
    for (entry,) in session.rows(_UNDECIDED):
        yield t.DECISION_MISSING.format(number=entries.number(entry))
