"""Verifying: the audit chain, the evidence files and every reference, checked end to end."""

from collections.abc import Iterator

from sqlalchemy import text

from bot.storage import audit
from bot.storage.blobs import Blobs
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.texts import verify as t


def verify(session: Session, blobs: Blobs) -> Iterator[str]:
    """A sentence for each thing that is wrong; nothing when all is whole."""
    for row in audit.broken(session):
        yield t.CHAIN_BROKEN.format(row=row)
    for sha256 in evidence.referred(session):
        if not blobs.is_whole(sha256):
            yield t.FILE_BROKEN.format(sha256=sha256)
    yield from _references(session)
    yield from _decisions(session)


def _references(session: Session) -> Iterator[str]:
    for table, row, parent, _ in session.rows(text("PRAGMA foreign_key_check")):
        yield t.REFERENCE_BROKEN.format(table=table, row=row, parent=parent)
    for (trouble,) in session.rows(text("PRAGMA integrity_check")):
        if trouble != "ok":
            yield t.DATABASE_BROKEN.format(trouble=trouble)


_UNDECIDED = text(
    "SELECT id FROM entry WHERE state IN ('approved', 'returned', 'rejected') AND NOT EXISTS "
    "(SELECT 1 FROM audit WHERE subject = 'entry:' || entry.id AND actor_id = entry.decided_by)"
)


def _decisions(session: Session) -> Iterator[str]:
    """Every point leads back to a decision that is on record."""
    for (entry,) in session.rows(_UNDECIDED):
        yield t.DECISION_MISSING.format(number=f"X{entry}")
