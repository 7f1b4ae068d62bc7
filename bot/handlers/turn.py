"""A turn: one update, worked on in one transaction together with what is said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.handlers.say import Answer, Delete, Say, Toast, write
from bot.rules.identity import holds_masked_id
from bot.rules.permissions import Actor
from bot.storage import inbox
from bot.storage.people import accounts
from bot.storage.people.accounts import Account
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.evidence import Sent
from bot.texts import common as t


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did, free of Telegram's types.

    `text` is what was typed (a caption counts), `data` what a button carries, `reply_to` the
    message answered, `message_id` the message itself or the one the button is on; `at` is when a
    message was written, `meant_for` is set on a replay.
    """

    inbox_id: int
    chat_id: int
    message_id: int = 0
    text: str = ""
    data: str = ""
    reply_to: int | None = None
    sent: Sent | None = None
    meant_for: str | None = None
    at: datetime | None = None

    @property
    def rest(self) -> str:
        """What follows a command."""
        return self.text.partition(" ")[2].strip()


class Stranger(Refused):
    """Somebody who has not joined."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler is given."""

    session: Session
    account: Account
    event: Event

    @property
    def actor(self) -> Actor:
        """Raises Stranger."""
        if self.account.actor is None or not self.account.actor.roles:
            raise Stranger(t.STRANGER)
        return self.account.actor


def middle_of(session: Session, account: Account) -> str:
    """What a chat is in the middle of, down to the question: a text typed now answers that."""
    version = drafts.version(session, account.focus_id)
    return f"{account.focus}:{account.focus_id}:{version}"


Handler = Callable[[Turn], Answer]

REFUSAL = ("refusal", 0)


def take(session: Session, handler: Handler, event: Event) -> str:
    """The step: load, act, say, and the inbox row is done. The toast's text.

    A refusal is an answer like any other, and leaves everything as it was: actions check before
    they write, and one that did not is a fault, whose step is rolled back and kept for replay.
    """
    session.said_at = event.at
    turn = Turn(session, accounts.load(session, event.chat_id), event)
    hidden = holds_masked_id(event.text)
    try:
        answer = [] if hidden and event.sent is None else handler(turn)
    except Refused as refusal:
        if session.wrote:
            raise RuntimeError("refused after writing") from refusal
        answer = refused(turn, refusal)
    if hidden:
        answer = [Delete(event.message_id), Say(t.ID_NUMBER), *answer]
    toast = write(session, event.chat_id, answer)
    inbox.settle(session, event.inbox_id)
    return toast


def refused(turn: Turn, refusal: Refused) -> Answer:
    """One sentence; a stranger's every message gets a new one, everybody else's takes the place
    of the one before.
    """
    said = refusal.sentence
    if isinstance(refusal, Stranger):
        return [Say(said)]
    shown = Say(said, handle=REFUSAL, renew=True)
    return [Toast(said), shown] if turn.event.data else [shown]
