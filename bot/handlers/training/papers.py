"""看材料: the papers of a training or a placement, sent to whoever may see it."""

from collections.abc import Callable
from typing import Final

from bot.actions.training import placements, trainings
from bot.errors import Refused
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk, deliver
from bot.handlers.say import Answer, Say, Toast
from bot.handlers.training import placement_card, training_card
from bot.handlers.turn import Turn
from bot.handlers.work.copies import copies_of, pieces_of
from bot.rules.permissions import Actor
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.storage.work.evidence import Piece
from bot.texts import conversations
from bot.texts.training import trainings as t

ORIGINALS: Final = "training papers"
_Of = Callable[[Session, Actor, int], tuple[int, str]]
"""Returns the draft and the number of what the actor may see. Raises Refused for anything else."""


def _training(session: Session, actor: Actor, training_id: int) -> tuple[int, str]:
    training = trainings.see(session, actor, training_id).training
    return training.draft_id, training.number


def _placement(session: Session, actor: Actor, placement_id: int) -> tuple[int, str]:
    placement = placements.own(session, actor, placement_id)
    return placement.draft_id, placement.number


_WHAT: Final[dict[str, _Of]] = {"training": _training, "placement": _placement}


def _papers(what: str) -> Callable[[Turn, int], Answer]:
    def ask(turn: Turn, subject: int) -> Answer:
        """看材料: sent as an errand."""
        draft_id, called = _WHAT[what](turn.session, turn.actor, subject)
        if not evidence.of_draft(turn.session, draft_id):
            raise Refused(t.NO_PAPERS.format(number=called))
        chat = turn.event.chat_id
        errands.ask(turn.session, ORIGINALS, turn.event.inbox_id, what=what, of=subject, chat=chat)
        return [Toast(t.ORIGINALS_SENT.format(number=called))]

    return ask


async def originals(desk: Desk, errand: Due) -> None:
    """Send the papers to the chat that asked."""
    pieces, called = await desk.reader.do(_pieces, errand)
    said = await copies_of(desk, pieces, called, t.ORIGINALS_SENT.format(number=called))
    await desk.writer.do(_deliver, errand, said)


def _pieces(session: Session, errand: Due) -> tuple[list[Piece], str]:
    found = _seen(session, errand)
    if found is None:
        return [], ""
    return pieces_of(session, found[0]), found[1]


def _seen(session: Session, errand: Due) -> tuple[int, str] | None:
    """Return the draft and the number, None where who asked may not have it any more."""
    actor = accounts.load(session, errand.asked["chat"]).actor
    if actor is None:
        return None
    try:
        return _WHAT[errand.asked["what"]](session, actor, errand.asked["of"])
    except Refused:
        return None


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = _seen(session, errand) is not None
    deliver(session, errand, errand.asked["chat"], said if is_theirs else [])


CONVERSATION: Final = Conversation(
    name=conversations.TRAINING,
    presses={
        training_card.PAPERS: _papers("training"),
        placement_card.PAPERS: _papers("placement"),
    },
    errands={ORIGINALS: originals},
)
