"""Handles: looking up a message of ours by what it is for."""

from sqlalchemy import bindparam, select

from bot.storage.models import Handle
from bot.storage.session import Session

_h = Handle.__table__.c
_SHOWN = select(_h.message_id).where(
    _h.chat_id == bindparam("chat"), _h.purpose == bindparam("of"), _h.subject == bindparam("about")
)


def is_shown(session: Session, chat_id: int, purpose: str, subject: int) -> bool:
    """Whether the message of this handle has been sent, so that it can be edited."""
    return session.value(_SHOWN, chat=chat_id, of=purpose, about=subject) is not None
