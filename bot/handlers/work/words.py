"""Words: a typed text answers the line that the card asks for, or tells what the material is
about.
"""

from typing import Final

from bot.actions.work import attach, caption, report
from bot.actions.work.card import Card
from bot.errors import Refused
from bot.handlers.conversation import Conversation, Question
from bot.handlers.lines import LINE, width
from bot.handlers.say import Answer, Say
from bot.handlers.turn import Turn
from bot.handlers.work.draft import card_answered, card_in, photo_answered
from bot.storage.people import accounts
from bot.texts import conversations
from bot.texts.work import report as t

_PUSHES: Final = 3 * LINE
"""An account as wide as this has pushed the card out of sight, as photos do; the card then comes
down below it.
"""


def typed(turn: Turn) -> Answer:
    """Take a typed text as the answer to the line the card asks for, or as a caption of its
    material.
    """
    to_photo = photo_answered(turn)
    replied = to_photo or card_answered(turn)
    draft_id = replied or turn.account.focus_id
    if draft_id is None:
        raise Refused(t.NOTHING_ASKED)
    session, actor, text = turn.session, turn.actor, turn.event.text
    draft = report.open_(session, actor, draft_id)
    explained = caption.explain(
        session,
        actor,
        draft,
        text,
        turn.event.message_id,
        replied=replied is not None,
        to_photo=to_photo is not None,
    )
    if explained is not None:
        return [_explained(turn, explained)]
    shown = attach.answer(session, draft, text, turn.event.message_id)
    return [card_in(turn, shown, renew=width(text) > _PUSHES)]


def _replied(turn: Turn) -> Answer:
    """Take a reply to a draft's card, or to a photo that went to one; [] for a reply to anything
    else.
    """
    is_ours = card_answered(turn) or photo_answered(turn)
    return typed(turn) if is_ours else []


def _first(turn: Turn) -> Answer:
    """Begin a draft with words that tell of work while nothing is asked, the photos being still to
    come; [] for other words.
    """
    event = turn.event
    shown = caption.begin_with(turn.session, turn.actor, event.text, event.message_id)
    return [] if shown is None else [card_in(turn, shown)]


def _explained(turn: Turn, shown: Card) -> Say:
    """Return the card, below the caption just read; where that named no kind of work, with a note
    on what to do.
    """
    note = "" if shown.work else t.CAPTION_KEPT.format(example=t.CAPTION_EXAMPLE)
    return card_in(turn, shown, note, renew=True)


CONVERSATION: Final = Conversation(
    name=conversations.REPORTING,
    questions={accounts.DRAFT: Question(typed, is_aside=False)},
    replies=_replied,
    stray=_first,
)
