"""A turn: one update, worked on in one transaction together with what is said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from bot.errors import Refused
from bot.handlers.press import Press
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
    message that is replied to, `message_id` the message itself or the one the button is on, `sent`
    the photo or file. `at` is when a message was written. `meant_for` is set on a replay: what the
    chat was in the middle of when this failed.
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
        """What follows a command, such as the quarter in `/score 2026Q4`."""
        return self.text.partition(" ")[2].strip()


class Stranger(Refused):
    """Raised when somebody who has not joined does what only members can do."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler is given: the open session, the account of the chat, and what was done
    there.
    """

    session: Session
    account: Account
    event: Event

    @property
    def actor(self) -> Actor:
        """The person whose turn it is, with their roles. Raises Stranger for who has not joined."""
        if self.account.actor is None or not self.account.actor.roles:
            raise Stranger(t.STRANGER)
        return self.account.actor

    def ask_beside(self, question: str) -> None:
        """From now on what is typed answers this question. The draft whose card was waiting for an
        answer is remembered, for `resume`.
        """
        waits = self.account.focus in (accounts.DRAFT, question)
        draft_id = self.account.focus_id if waits else None
        accounts.focus(self.session, self.event.chat_id, question, draft_id)

    def may_resume(self, question: str) -> bool:
        """Whether a draft's card waits while this question is asked beside it. It is asked of what
        was so when the turn began, or is just being begun.
        """
        return (
            self.account.focus in (accounts.DRAFT, question) and self.account.focus_id is not None
        )

    def resume(self) -> None:
        """What is typed answers the card of the remembered draft again."""
        accounts.focus(self.session, self.event.chat_id, accounts.DRAFT, self.account.focus_id)


def middle_of(session: Session, account: Account) -> str:
    """Return what a chat is in the middle of as one text, down to the question: equal texts mean
    that something typed now would answer the same question.
    """
    version = drafts.version(session, account.focus_id)
    return f"{account.focus}:{account.focus_id}:{version}"


Handler = Callable[[Turn], Answer]

REFUSAL = ("refusal", 0)
APPLY: Final = Press("jn", "go")
"""申请加入, under what a stranger is answered."""


class Taken(NamedTuple):
    """What came of an update: the toast's text, and the name of the conversation that took it, ""
    where none did.
    """

    toast: str
    conversation: str


def take(
    session: Session,
    handler: Handler,
    event: Event,
    takes_masked: Callable[[Turn], bool] = lambda _: False,
) -> Taken | None:
    """Work on one update as a step of the writer: mark the inbox row done, load the account, call
    the handler, write what is said. Returns None, nothing being done, when it is not this update's
    turn, or no longer.

    A refusal is an answer like any other, and leaves everything as it was: actions check before
    they write. One that did not is a fault of ours; its step is rolled back and kept for replay.

    A text that held an ID number is deleted with an explanation, and worked on without the number
    only where `takes_masked` says so; a photo or file is in any case.
    """
    if not inbox.settle(session, event.inbox_id):
        return None
    session.wrote = False
    session.said_at = event.at
    turn = Turn(session, accounts.load(session, event.chat_id), event)
    hidden = holds_masked_id(event.text)
    goes_on = hidden and takes_masked(turn)
    try:
        answer = [] if hidden and not goes_on and event.sent is None else handler(turn)
    except Refused as refusal:
        goes_on = False
        if session.wrote:
            raise RuntimeError("refused after writing") from refusal
        answer = refused(turn, refusal)
    if hidden:
        said = Say(t.ID_NUMBER_HIDDEN if goes_on else t.ID_NUMBER)
        answer = [Delete(event.message_id), said, *answer]
    return Taken(write(session, event.chat_id, answer), session.conversation)


def refused(turn: Turn, refusal: Refused) -> Answer:
    """Return a refusal as one sentence. It takes the place of the refusal before it; only a
    stranger gets a new message each time.
    """
    said = refusal.sentence
    if isinstance(refusal, Stranger):
        return [Say(said, [[APPLY.button(t.APPLY)]])]
    shown = Say(said, handle=REFUSAL, renew=True)
    return [Toast(said), shown] if turn.event.data else [shown]
