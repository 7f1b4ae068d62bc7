"""The audit trail: who did what, when and why, and what became of which rows. It is append-only;
each line is numbered and sealed to the one before.

The seal is keyed, so that whoever has the file but not the key cannot make the chain anew. Whoever
noted the head (`xietiao verify --head`) can tell later whether anything before it was replaced,
even by someone who has the key.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select

from bot.storage.crypto import Vault
from bot.storage.databases import highest_given
from bot.storage.kept import plain
from bot.storage.models import Audit
from bot.storage.session import Session
from bot.storage.trail import EVIDENCE
from bot.storage.watch import seen

START: Final = bytes(32)
# The subject of what nobody decided: rows that changed by themselves, or were taken in.
ITSELF: Final = "trail"
ADOPT: Final = "adopt"

_t = Audit.__table__.c
_names = ("id", "at", "actor_id", "act", "subject", "detail", "kept", "hash")
_HASH = select(_t.hash).order_by(_t.id.desc()).limit(1).scalar_subquery()
_HEAD = select(
    func.coalesce(select(func.max(_t.id)).scalar_subquery(), 0).label("number"),
    _HASH.label("hash"),
    highest_given().label("highest"),
)
_APPEND = insert(Audit).values({name: bindparam(name) for name in _names})
_ALL = select(*(_t[name] for name in _names)).order_by(_t.id)
_LENGTH = select(func.count()).select_from(Audit)
_OF = (
    select(_t.at, _t.actor_id, _t.act, _t.detail)
    .where(_t.subject == bindparam("about"))
    .order_by(_t.id)
)
_PIECES = select(*EVIDENCE.read).where(EVIDENCE.table.c.draft_id == bindparam("draft"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the trail as it is found. `holds` is False when it is not what was written there;
    `kept` has the changes of rows as JSON, "" without any.
    """

    number: int
    at: str
    act: str
    detail: str
    kept: str
    hash: bytes
    holds: bool


def record(session: Session, actor_id: int | None, act: str, subject: str, **detail: Any) -> None:
    """Write a decision down, together with all changes of kept rows that the step has made so far.
    `detail` holds ids, figures and official reasons, no personal data.
    """
    said = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str) if detail else ""
    kept = _told(session)
    head = session.row(_HEAD)
    number = max(head.number, head.highest) + 1
    at = plain(session.now)
    link = [number, at, actor_id, act, subject, said, kept]
    session.write(
        _APPEND,
        id=number,
        at=session.now,
        actor_id=actor_id,
        act=act,
        subject=subject,
        detail=said,
        kept=kept,
        hash=_sealed(session.vault, head.hash or START, link),
    )


def settle(session: Session) -> None:
    """End a step: changes of kept rows that no decision has recorded go into a line of their
    own.
    """
    if session.untold:
        record(session, None, "keep", ITSELF)


def history(session: Session, subject: str) -> list[tuple[datetime, int | None, str, str]]:
    """Return the lines about one subject such as `entry:1042`, oldest first: when, who, what,
    detail.
    """
    return [(row.at, row.actor_id, row.act, row.detail) for row in session.rows(_OF, about=subject)]


def head(session: Session) -> tuple[int, bytes]:
    """Return the last line's number and hash."""
    found = session.row(_HEAD)
    return found.number, found.hash or START


def length(session: Session) -> int:
    return int(session.value(_LENGTH))


def walk(session: Session) -> Iterator[Line]:
    """Yield every line, each checked against the one before. Where the last ones were taken off, a
    line that does not hold comes in their place.
    """
    number, last, numbered = 0, START, False
    for row in session.stream(_ALL):
        holds = row["id"] == number + 1
        link = [row["id"], plain(row["at"]), *(plain(row[n]) for n in _names[2:-1])]
        if row["hash"] == _sealed(session.vault, last, link):
            numbered = True
        else:
            holds = holds and not numbered and row["hash"] == _older(session.vault, last, link)
        number, last = row["id"], row["hash"] if isinstance(row["hash"], bytes) else START
        at, act, detail, kept = (str(row[name]) for name in ("at", "act", "detail", "kept"))
        yield Line(number, at, act, detail, kept, last, holds)
    highest = session.row(_HEAD).highest
    if highest > number:
        yield Line(highest, "", "", "", "", START, holds=False)


def broken(session: Session) -> Iterator[int]:
    """Return the numbers of the lines at which the chain does not hold: something was changed or
    taken out there.
    """
    return (line.number for line in walk(session) if not line.holds)


def _told(session: Session) -> str:
    """Return the changes that the session still has to tell, as JSON, and clear them."""
    changes: list[Any] = []
    for watch, row in session.untold:
        changes.append(watch.change(session.vault, row))
        if watch.opens:  # what was sent for the draft is evidence of an entry from now on
            piece = seen(EVIDENCE)
            found = session.dicts(_PIECES, draft=row["draft_id"])
            changes += [piece.change(session.vault, each) for each in found]
    session.untold.clear()
    return written(changes)


def written(changes: list[Any]) -> str:
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":")) if changes else ""


def _sealed(vault: Vault, last: bytes, link: list[Any]) -> bytes:
    return vault.hash(last.hex() + json.dumps(link, ensure_ascii=False))


def _older(vault: Vault, last: bytes, link: list[Any]) -> bytes | None:
    """Return the seal as it was made before lines were numbered and told of rows; None for a line
    that cannot be so old.
    """
    _, at, *said, kept = link
    try:
        iso = datetime.fromisoformat(at).replace(tzinfo=UTC).isoformat()
    except (TypeError, ValueError):
        return None
    return None if kept else _sealed(vault, last, [iso, *said])
