"""Handles: whether a message of ours stands in a chat, known by what it is for."""

from sqlalchemy import bindparam, select

from bot.storage.models import Handle
from bot.storage.session import Session

_h = Handle.__table__.c
_SHOWN = select(_h.message_id).where(
    _h.chat_id == bindparam("chat"), _h.purpose == bindparam("of"), _h.subject == bindparam("about")
)


def is_shown(session: Session, chat_id: int, purpose: str, subject: int) -> bool:
    """Whether it has been sent, and can be edited."""
    return session.value(_SHOWN, chat=chat_id, of=purpose, about=subject) is not None
