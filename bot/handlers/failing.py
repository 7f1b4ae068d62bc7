"""What happens to an update that could not be worked on: it is kept for replay, the person and the
administrators are told.
"""

from bot.errors import place_of
from bot.handlers.say import Say, write
from bot.handlers.turn import middle_of
from bot.rules.roles import Role
from bot.storage import inbox
from bot.storage.inbox import Received
from bot.storage.outbox import Priority
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.texts import common as t

TROUBLE = ("trouble", 0)


def fail(session: Session, row: Received, error: BaseException) -> None:
    """Mark an inbox row as failed, and tell the person who wrote and the administrators.

    Of the error only its kind and place are kept: its text may hold what somebody wrote.
    """
    where = place_of(error)
    account = accounts.load(session, row.chat_id)
    what = f"{type(error).__name__} {where}"
    if not inbox.fail(session, row.id, what, middle_of(session, account)):
        return
    if account.actor is not None:
        write(session, row.chat_id, [Say(t.TROUBLE, handle=TROUBLE, renew=True)])
    for admin in roles.with_role(session, Role.ADMIN):
        chat = accounts.chat_of(session, admin)
        if chat is not None:
            text = t.ALARM.format(row=row.id, error=type(error).__name__, where=where)
            write(session, chat, [Say(text, priority=Priority.NEWS)])
