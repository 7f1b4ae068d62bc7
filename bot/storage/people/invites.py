"""Invites: links by which people join. The token is kept as a keyed hash; a link is good once, for
seven days.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from bot.storage.models import Invite as Row
from bot.storage.session import Session

GOOD_FOR: Final = timedelta(days=7)
WRONG_AT_MOST: Final = 3

_t = Row.__table__.c
_ISSUE = (
    insert(Row)
    .values(
        {name: bindparam(name) for name in ("person_id", "token_hash", "issued_at", "expires_at")}
        | {"state": "open", "wrong": 0}
    )
    .returning(_t.id)
)
_VOID = (
    update(Row).where(_t.person_id == bindparam("person"), _t.state == "open").values(state="void")
)
_COLUMNS = (_t.id, _t.person_id, _t.expires_at, _t.wrong, _t.state)
_FIND = select(*_COLUMNS).where(_t.token_hash == bindparam("hashed"))
_GET = select(*_COLUMNS).where(_t.id == bindparam("invite"))
_WRONG = update(Row).where(_t.id == bindparam("invite")).values(wrong=_t.wrong + 1)
_SET = (
    update(Row)
    .where(_t.id == bindparam("invite"), _t.state == "open")
    .values(state=bindparam("to"))
)


@dataclass(frozen=True, slots=True)
class Invite:
    """A link as it stands: `state` is open, used, void or locked; `wrong` counts wrong answers to
    the question for the phone.
    """

    id: int
    person_id: int
    expires_at: datetime
    wrong: int
    state: str

    def is_good(self, now: datetime) -> bool:
        return self.state == "open" and now < self.expires_at


def issue(session: Session, person_id: int, token: str) -> int:
    """Keep a new link for a person and return its id; one they have not used is void from now
    on.
    """
    void(session, person_id)
    return session.insert(
        _ISSUE,
        person_id=person_id,
        token_hash=session.vault.hash(token),
        issued_at=session.now,
        expires_at=session.now + GOOD_FOR,
    )


def void(session: Session, person_id: int) -> None:
    """Make whatever link the person has not used void."""
    session.write(_VOID, person=person_id)


def find(session: Session, token: str) -> Invite | None:
    row = session.row(_FIND, hashed=session.vault.hash(token))
    return None if row is None else Invite(*row)


def get(session: Session, invite_id: int | None) -> Invite | None:
    row = session.row(_GET, invite=invite_id)
    return None if row is None else Invite(*row)


def wrong(session: Session, invite: Invite) -> int:
    """Count one more wrong answer and return how many are left. At 0 the link is locked."""
    session.write(_WRONG, invite=invite.id)
    left = WRONG_AT_MOST - invite.wrong - 1
    if left <= 0:
        close(session, invite.id, "locked")
    return left


def close(session: Session, invite_id: int, state: str) -> bool:
    """Set an open link to used, void or locked; returns False when it was no longer open."""
    return session.changed(_SET, invite=invite_id, to=state) == 1
