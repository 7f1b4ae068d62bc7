"""What is reported in the course of an alert."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from bot.storage.models import AlertNote as Row
from bot.storage.session import Session

_n = Row.__table__.c
_HIGHEST = select(func.max(_n.id))
_ADD = insert(Row).values(
    {name: bindparam(name) for name in ("id", "alert_id", "person_id", "at", "words_sealed")}
)
_OF = select(Row.__table__).where(_n.alert_id == bindparam("alert")).order_by(_n.id)
_ALERT_OF = select(_n.alert_id).where(_n.id == bindparam("note"))


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody reported in the course of an alert."""

    id: int
    alert_id: int
    person_id: int
    at: datetime
    words: str


def add(session: Session, alert_id: int, person_id: int, words: str) -> Note:
    """Write down what somebody reports."""
    note_id = (session.value(_HIGHEST) or 0) + 1
    sealed = session.vault.seal(words, f"alert_note.words:{note_id}")
    session.write(
        _ADD,
        id=note_id,
        alert_id=alert_id,
        person_id=person_id,
        at=session.now,
        words_sealed=sealed,
    )
    return Note(note_id, alert_id, person_id, session.now, words)


def of_alert(session: Session, alert_id: int) -> list[Note]:
    """Return what was reported in the course of an alert, in order."""
    return [
        Note(
            row.id,
            row.alert_id,
            row.person_id,
            row.at,
            session.vault.open(row.words_sealed, f"alert_note.words:{row.id}"),
        )
        for row in session.rows(_OF, alert=alert_id)
    ]


def alert_of(session: Session, note_id: int) -> int | None:
    """Return the alert in whose course a note was written."""
    found: int | None = session.value(_ALERT_OF, note=note_id)
    return found
