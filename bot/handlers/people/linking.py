"""换手机/新链接: a new link for somebody of the ledger; an errand, which knows the bot's name."""

from typing import Final

from bot.actions.people import roster
from bot.errors import Refused
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk, deliver
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Say
from bot.handlers.turn import Turn
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.people import roster as t

LINK: Final = "new link"
LINKED: Final = "link"
"""Purpose of the handle of a new link; the subject is the person: only the newest stands."""
NEW_LINK: Final = Press("ro", "link", NUMBER)


def _new_link(turn: Turn, person_id: int) -> Answer:
    """换手机/新链接: made as an errand, each who asks has their own; it knows the bot's name."""
    person = roster.check_link(turn.session, turn.actor, person_id)
    inbox_id, chat = turn.event.inbox_id, turn.event.chat_id
    errands.ask(turn.session, LINK, inbox_id, person=person_id, chat=chat)
    text = t.LINK_MAKING.format(name=person.name.full)
    return [Say(text, (), handle=(LINKED, person_id), renew=True)]


async def _make_link(desk: Desk, errand: Due) -> None:
    await desk.writer.do(_linked, errand, desk.called())


def _linked(session: Session, errand: Due, bot: str) -> None:
    """Do the errand `LINK`: issue the link and say it to who asked, if they may still have it."""
    chat, person_id = int(errand.asked["chat"]), int(errand.asked["person"])
    actor = accounts.load(session, chat).actor
    said: list[Say] = []
    try:
        if actor is not None:
            token = roster.new_link(session, actor, person_id)
            person = roster.see(session, actor, person_id)
            text = t.LINK.format(name=person.name.full, link=f"https://t.me/{bot}?start={token}")
            said = [Say(text, (), handle=(LINKED, person_id))]
    except Refused as refusal:
        said = [Say(refusal.sentence, (), handle=(LINKED, person_id))]
    deliver(session, errand, chat, said)


CONVERSATION: Final = Conversation(
    name=conversations.LINKING, presses={NEW_LINK: _new_link}, errands={LINK: _make_link}
)
