"""Words: a typed answer to the line a card asks for, or what the material is about."""

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
from bot.texts.work import report as t

_PUSHES: Final = 3 * LINE
"""An account as wide as this has pushed the card out of sight, as photos do."""


def typed(turn: Turn) -> Answer:
    """A typed answer to the line the card asks for, or words that caption its material."""
    to_photo = photo_answered(turn)
    replied = to_photo or card_answered(turn)
    draft_id = replied or turn.account.focus_id
    if draft_id is None:
        raise Refused(t.NOTHING_ASKED)
    session, actor, text = turn.session, turn.actor, turn.event.text
    draft = report.open_(session, actor, draft_id)
    explained = caption.explain(
        session, actor, draft, text, replied=replied is not None, to_photo=to_photo is not None
    )
    if explained is not None:
        return [_explained(turn, explained)]
    shown = attach.answer(session, draft, text, turn.event.message_id)
    return [card_in(turn, shown, renew=width(text) > _PUSHES)]


def _replied(turn: Turn) -> Answer:
    """A reply to a draft's card, or to a photo that went to one."""
    is_ours = card_answered(turn) or photo_answered(turn)
    return typed(turn) if is_ours else []


def _first(turn: Turn) -> Answer:
    """Work told of while nothing is asked, the photos being still to come: its card; else []."""
    shown = caption.begin_with(turn.session, turn.actor, turn.event.text)
    return [] if shown is None else [card_in(turn, shown)]


def _explained(turn: Turn, shown: Card) -> Say:
    """The card after a caption, below it; where that named no kind of work, with what to do."""
    note = "" if shown.work else t.CAPTION_KEPT.format(example=t.CAPTION_EXAMPLE)
    return card_in(turn, shown, note, renew=True)


CONVERSATION: Final = Conversation(
    questions={accounts.DRAFT: Question(typed, is_aside=False)},
    replies=_replied,
    stray=_first,
)
