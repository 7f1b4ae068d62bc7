"""The papers that a person sent and that were read, with the work they are of: to be searched by
that person alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam, select

from bot.rules.papers.reading import Line
from bot.storage import models as m
from bot.storage.session import Session
from bot.storage.work import readings

MOST: Final = 240
"""How many pieces are opened at once, the newest ones."""
_MOST_BYTES: Final = 3_000_000

_r, _e, _d, _n = (
    m.Reading.__table__.c, m.Evidence.__table__.c, m.Draft.__table__.c, m.Entry.__table__.c,
)  # fmt: skip
_OF_PERSON = (
    select(
        _r.piece_id,
        _r.read_sealed,
        _d.id.label("draft_id"),
        _d.form,
        _n.id.label("entry_id"),
        _n.day,
    )
    .select_from(m.Draft.__table__)
    .join(m.Evidence.__table__, _e.draft_id == _d.id)
    .join(m.Reading.__table__, _r.piece_id == _e.id)
    .outerjoin(m.Entry.__table__, _n.draft_id == _d.id)
    .where(
        _d.person_id == bindparam("person"),
        _d.state != "dropped",
        _e.state == "ready",
        _r.read_sealed.is_not(None),
    )
    .order_by(_d.id.desc(), _e.message_id, _e.id)
    .limit(MOST)
)


@dataclass(slots=True)
class Papers:
    """All that was read of the pieces of one draft, in the order they were sent. `entry_id` and
    `day` are None for what was not submitted.
    """

    draft_id: int
    form: str
    entry_id: int | None
    day: date | None
    lines: list[Line]


def of_person(session: Session, person_id: int) -> Iterator[Papers]:
    """Yield the papers of a person's drafts, the newest first, as far as they are opened."""
    current: Papers | None = None
    size = 0
    for row in session.rows(_OF_PERSON, person=person_id):
        size += len(row.read_sealed)
        if size > _MOST_BYTES:
            break
        if current is None or current.draft_id != row.draft_id:
            if current is not None:
                yield current
            current = Papers(row.draft_id, row.form, row.entry_id, row.day, [])
        current.lines += readings.lines(session, row.piece_id, row.read_sealed)
    if current is not None:
        yield current
