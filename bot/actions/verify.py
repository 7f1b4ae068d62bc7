"""Verifying: checks what the database consists of, the audit chain, every row that the trail tells
of, the evidence files, and references between rows.
"""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from typing import Final

from sqlalchemy import text

from bot.actions import differing
from bot.errors import Refused
from bot.rules.calendar import local_day
from bot.rules.faults import number as fault_number
from bot.storage import adoption, audit, rebuilt, soundness
from bot.storage.blobs import Blobs
from bot.storage.rebuilt import Rebuilt
from bot.storage.score import versions
from bot.storage.session import Session
from bot.storage.work import entries, evidence
from bot.texts import verify as t

# (what is gone through, how many are done, of how many; 0 where that is not known)
Show = Callable[[str, int, int], None]
Noted = tuple[int, bytes]

START: Final[Noted] = 0, audit.START
_HEAD: Final = re.compile(r"(?P<number>[1-9][0-9]{0,17}):(?P<sealed>[0-9a-fA-F]{64})")
_WORD: Final = re.compile(r"\w+")


def head(session: Session) -> str:
    """Return the trail's last line as `number:hash`, to be noted somewhere else."""
    number, sealed = audit.head(session)
    return f"{number}:{sealed.hex()}"


def read_noted(said: str) -> Noted:
    """Read a head as it was noted. Raises Refused for what is none."""
    read = _HEAD.fullmatch(said.strip())
    if read is None:
        raise Refused(t.NOTED_ODD.format(said=differing.printable(said)))
    return int(read["number"]), bytes.fromhex(read["sealed"])


def verify(
    session: Session,
    blobs: Blobs,
    show: Show = lambda *_: None,
    noted: Noted | None = None,
) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong; nothing when all is whole. `noted` is a head
    that the trail once had; `show` is called with the progress. Where the database cannot be read
    any further in one part, the others are gone through all the same. Raises Away where the files
    cannot be reached, which says nothing about them.
    """
    told = set[str]()
    for sentence in _findings(session, blobs, show, noted):
        if sentence not in told:
            told.add(sentence)
            yield sentence


def _findings(session: Session, blobs: Blobs, show: Show, noted: Noted | None) -> Iterator[str]:
    with soundness.as_it_lies(session):
        missing = set[str]()
        parts = (
            _shape(session, missing),
            _trail(session, show, noted, missing),
            _files(session, blobs, show),
            _references(session, show, missing),
            _damage(session),
            _decisions(session),
            _versions(session),
            _drafts(session),
            _faults(session),
        )
        for part in parts:
            try:
                with soundness.apart(session):
                    yield from part
            except soundness.TROUBLE as trouble:
                said = differing.printable(str(trouble))
                if not missing.intersection(_WORD.findall(said)):  # that has been said
                    yield t.DATABASE_BROKEN.format(trouble=said)


def older(session: Session) -> str:
    """Say how much of the data is older than the trail, "" when nothing is."""
    adopted = adoption.adopted(session)
    return t.OLDER.format(rows=adopted[0], day=local_day(adopted[1])) if adopted else ""


def _shape(session: Session, missing: set[str]) -> Iterator[str]:
    """Compare what the database consists of with a new one; note the tables that are not there."""
    shape = soundness.shape(session)
    missing |= shape.missing
    for sentence, parts in (
        (t.PART_GONE, shape.gone),
        (t.PART_ADDED, shape.added),
        (t.PART_CHANGED, shape.changed),
    ):
        for part in parts:
            name, of = differing.word(part.name), differing.word(part.of)
            called = name if of == name else t.PART_OF.format(name=name, of=of)
            yield sentence.format(kind=t.KINDS.get(part.kind, part.kind), name=called)


def _trail(
    session: Session, show: Show, noted: Noted | None, missing: Collection[str]
) -> Iterator[str]:
    """Check the chain line by line; then compare the rows as the lines told of them with the rows
    as they are.
    """
    with closing(Rebuilt()) as rows:
        total, begun, found, last = audit.length(session), False, START, 0
        for done, line in enumerate(audit.walk(session)):
            show(t.LINES, done, total)
            begun = begun or line.act == audit.ADOPT or not line.holds
            if not line.holds:
                yield t.CHAIN_BROKEN.format(row=line.number)
            elif line.kept:
                rows.hear(line.kept)
            if noted and noted[0] == line.number:
                found = line.number, line.hash
            last = line.number
        yield from _numbering(session, last)
        if noted and noted != found:
            sentence = t.NOTED_GONE if found == START else t.NOTED_REPLACED
            yield sentence.format(row=noted[0])
        if not begun:
            yield t.NOT_BEGUN
            return
        yield from _rows(session, rows, show, missing)


def _numbering(session: Session, last: int) -> Iterator[str]:
    """Compare the number of the last line, or of what is known to be missing after it, with the
    number that the database gave last.
    """
    given = soundness.numbers_given(session)
    if [(type(each), each) for each in given or [0]] != [(int, last)]:
        said = "、".join(map(differing.word, given)) or t.NOTHING
        yield t.NUMBERING.format(last=last, given=said)


def _files(session: Session, blobs: Blobs, show: Show) -> Iterator[str]:
    for done, sha256 in enumerate(evidence.referred(session)):
        show(t.FILES, done, 0)
        if not isinstance(sha256, str) or not blobs.is_whole(sha256):
            yield t.FILE_BROKEN.format(sha256=differing.word(sha256))


def _references(session: Session, show: Show, missing: Collection[str]) -> Iterator[str]:
    show(t.REFERENCES, 0, 0)
    for table, row, parent in soundness.dangling(session):
        if parent in missing:
            continue
        yield t.REFERENCE_BROKEN.format(table=table, row=differing.word(row), parent=parent)


def _damage(session: Session) -> Iterator[str]:
    for trouble in soundness.damage(session):
        yield t.DATABASE_BROKEN.format(trouble=differing.printable(trouble))


def _rows(session: Session, rows: Rebuilt, show: Show, missing: Collection[str]) -> Iterator[str]:
    total = rebuilt.count(session, missing)
    for done, different in enumerate(rows.differences(session, missing)):
        show(t.ROWS, done, total)
        if different is not None:
            yield differing.sentence(session, different)


_UNDECIDED = text(
    "SELECT id FROM entry WHERE state IN ('approved', 'returned', 'rejected') AND NOT EXISTS "
    "(SELECT 1 FROM audit WHERE subject = 'entry:' || entry.id AND actor_id = entry.decided_by)"
    " ORDER BY id"
)


def _decisions(session: Session) -> Iterator[str]:
    """Yield a sentence for each decided entry whose decision is not in the trail: every point must
    lead back to one.
    """
    for (entry,) in session.rows(_UNDECIDED):
        yield t.DECISION_MISSING.format(number=entries.number(entry))


def _versions(session: Session) -> Iterator[str]:
    """Yield a sentence for each person whose standing figures are not what the version's own list
    comes to.
    """
    for quarter, number, person in versions.not_adding_up(session):
        yield t.NOT_ADDING_UP.format(quarter=quarter, number=number, person=person)


# A draft is of who filed its entry, the person or whoever recorded it for them, and about that
# person; the trail says where it was handed on since. It is open again while the entry is returned
# or withdrawn, or was laid aside since.
_UNFIT = text(
    "SELECT each.id, each.strange, each.state FROM (SELECT entry.id, draft.state,"
    " (draft.person_id != coalesce(entry.recorded_by, entry.person_id) AND NOT EXISTS"
    " (SELECT 1 FROM audit WHERE subject = 'entry:' || entry.id AND act = 'hand on')"
    " OR coalesce(draft.about_id, draft.person_id) != entry.person_id) AS strange,"
    " (draft.state = 'submitted') = (entry.state IN ('returned', 'withdrawn')) AS unfit"
    " FROM entry JOIN draft ON draft.id = entry.draft_id) AS each"
    " WHERE each.strange OR each.unfit ORDER BY each.id"
)


def _drafts(session: Session) -> Iterator[str]:
    """Yield a sentence for each entry whose draft is another person's or in a state that does not
    fit: the author goes on with the entry there, and evidence comes in through it.
    """
    for entry, is_strange, state in session.rows(_UNFIT):
        number = entries.number(entry)
        if is_strange:
            yield t.DRAFT_STRANGE.format(number=number)
        else:
            yield t.DRAFT_UNFIT.format(number=number, state=differing.word(state))


# Of a liaison's fault the first word may be its registration.
_UNDECIDED_FAULTS = text(
    "SELECT id FROM fault WHERE (state IN ('confirmed', 'returned', 'withdrawn')"
    " AND NOT EXISTS (SELECT 1 FROM audit WHERE subject = 'fault:' || fault.id"
    " AND actor_id = fault.decided_by)) OR (seconded_by IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM audit WHERE subject = 'fault:' || fault.id"
    " AND actor_id = fault.seconded_by)) ORDER BY id"
)
_UNFIT_FAULTS = text(
    "SELECT fault.id, draft.person_id != fault.registered_by OR draft.about_id IS NULL"
    " OR draft.about_id != fault.person_id AS strange, draft.state"
    " FROM fault JOIN draft ON draft.id = fault.draft_id"
    " WHERE draft.person_id != fault.registered_by OR draft.about_id IS NULL"
    " OR draft.about_id != fault.person_id OR (draft.state = 'submitted' AND"
    " fault.state = 'returned') OR (draft.state != 'submitted' AND"
    " fault.state IN ('registered', 'seconding', 'confirmed')) ORDER BY fault.id"
)


def _faults(session: Session) -> Iterator[str]:
    """Yield a sentence for each fault whose decision is not in the trail, or whose draft is another
    person's, about somebody else, or in a state that does not fit.
    """
    for (fault,) in session.rows(_UNDECIDED_FAULTS):
        yield t.DECISION_MISSING.format(number=fault_number(fault))
    for fault, is_strange, state in session.rows(_UNFIT_FAULTS):
        number = fault_number(fault)
        if is_strange:
            yield t.DRAFT_STRANGE.format(number=number)
        else:
            yield t.DRAFT_UNFIT.format(number=number, state=differing.word(state))
