"""Handles: a message of ours, known by what it is for, whether it was sent already or not."""

from sqlalchemy import bindparam, select, update

from bot.storage.databases import insert
from bot.storage.models import Handle
from bot.storage.session import Session

_h = Handle.__table__.c
_IS_IT = (
    _h.chat_id == bindparam("chat"),
    _h.purpose == bindparam("of"),
    _h.subject == bindparam("about"),
)
_FIND = select(_h.id).where(*_IS_IT)
_SHOWN = select(_h.message_id).where(*_IS_IT)
_KNOW = (
    insert(Handle)
    .values(chat_id=bindparam("chat"), purpose=bindparam("of"), subject=bindparam("about"))
    .on_conflict_do_nothing()
)
ID = _FIND.scalar_subquery()
"""The id of a handle within another statement: `chat`, `of` and `about` are its parameters."""
_FORGET = update(Handle).where(*_IS_IT).values(message_id=None, kind=None, sha256=None)
_CHATS = select(_h.chat_id).where(_h.purpose == bindparam("of"), _h.subject == bindparam("about"))
_OF_MESSAGE = select(_h.purpose, _h.subject).where(
    _h.chat_id == bindparam("chat"), _h.message_id == bindparam("message")
)


def find(session: Session, chat_id: int, purpose: str, subject: int) -> int | None:
    """Return the id of the handle, None when nothing was said under it yet."""
    found: int | None = session.value(_FIND, chat=chat_id, of=purpose, about=subject)
    return found


def know(session: Session, chat_id: int, purpose: str, subject: int) -> None:
    """Make sure that there is the handle, a new one when nothing was said under it yet."""
    session.write(_KNOW, chat=chat_id, of=purpose, about=subject)


def is_shown(session: Session, chat_id: int, purpose: str, subject: int) -> bool:
    """Whether the message of this handle has been sent, so that it can be edited."""
    return message(session, chat_id, purpose, subject) is not None


def message(session: Session, chat_id: int, purpose: str, subject: int) -> int | None:
    """Return the number of the message of this handle; None before it has been sent."""
    found: int | None = session.value(_SHOWN, chat=chat_id, of=purpose, about=subject)
    return found


def chats(session: Session, purpose: str, subject: int) -> list[int]:
    """Return the chats in which something was, or is about to be, said under a handle."""
    return [row.chat_id for row in session.rows(_CHATS, of=purpose, about=subject)]


def forget(session: Session, chat_id: int, purpose: str, subject: int) -> None:
    """Forget the message of a handle: the next thing said under it is a new message."""
    session.write(_FORGET, chat=chat_id, of=purpose, about=subject)


def of_message(session: Session, chat_id: int, message_id: int) -> tuple[str, int] | None:
    """Return purpose and subject of one of our messages, which someone answered; None if it has no
    handle.
    """
    row = session.row(_OF_MESSAGE, chat=chat_id, message=message_id)
    return None if row is None else (row.purpose, row.subject)
