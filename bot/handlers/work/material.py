"""Material: takes photos, videos and files as they come, and offers to add them to older work they
may belong to.
"""

from typing import Any

from bot.actions.work import add_to, attach
from bot.actions.work.attach import Finished
from bot.actions.work.card import ASIDE, DROPPED, SUBMITTED
from bot.errors import Refused
from bot.handlers.conversation import Conversation
from bot.handlers.say import Answer, Say, write
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import INTO
from bot.handlers.work.card import HANDLE, card
from bot.handlers.work.draft import (
    answering,
    card_in,
    is_above_its_material,
    kinds_for,
    told,
    waits_for,
)
from bot.handlers.work.news import EntryChanged, MaterialCame, Supplemented
from bot.rules.states import WAITING
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import common, conversations
from bot.texts.work import report as t


def material(turn: Turn) -> Answer:
    """Take a photo, video or file. The first of an album changes the card at once, the rest settles
    into one more change.
    """
    sent = turn.event.sent
    if sent is None:
        raise Refused(common.UNSUPPORTED)
    session, actor = turn.session, turn.actor
    attached = attach.attach(
        session, actor, turn.account, sent, caption=turn.event.text, answering=answering(turn)
    )
    if attached.joined is not None:
        said: list[Any] = [card_in(turn, attached.card, settle=True)]
        if attached.is_supplement:
            return [*said, Supplemented(actor, attached.joined, attached.card)]
        return [*said, EntryChanged(attached.joined.id)]
    # The card is edited at once for the first of an album, and in the end follows the material
    # down the chat: ten photos would have pushed it out of sight.
    moves = attached.follows or not (attached.is_new or sent.album)
    note = t.NOT_READ.format(example=t.CAPTION_EXAMPLE) if attached.unread else ""
    return [card_in(turn, attached.card, note, settle=attached.follows, renew=moves)]


def settled(session: Session, finished: Finished) -> Answer:
    """Return what is said once a file was fetched and inspected: its author's card where something
    shows on it, the reviewers' cards, and a sentence where the file was refused.
    """
    said: list[Any] = []
    shown = finished.card
    if shown.draft.state == ASIDE:
        return [MaterialCame(shown.draft.id, finished.refusal)]
    chat = accounts.chat_of(session, shown.draft.person_id)
    refused = t.FILE_REFUSED.format(why=finished.refusal)
    if shown.draft.state == DROPPED:  # the card asked what nothing is for
        alone = Say(refused, (), handle=(HANDLE, shown.draft.id), to=chat, renew=True)
        return [] if chat is None else [alone]
    if finished.refusal and chat is not None:
        said.append(Say(refused, to=chat))
    shows = finished.refusal or finished.used_day or finished.other_day or shown.to_read
    if shows and chat is not None:
        kinds = kinds_for(session, shown) if shown.work is None else ()
        note = waits_for(session, shown.entry) if shown.entry else ""
        below = is_above_its_material(session, shown)
        said.append(card(shown, session.today, note, kinds, settle=True, renew=below, to=chat))
    if shown.entry is not None and shown.entry.state in WAITING:
        said.append(EntryChanged(shown.entry.id))
    return said


def finish_fetch(session: Session, errand: Due, verdict: Any) -> None:
    """End the errand that fetches a file: write down what was found, and say what is to be said."""
    finished = attach.finish(session, errand, verdict)
    if finished is not None:
        write(session, finished.card.draft.chat_id, settled(session, finished))


def _into(turn: Turn, draft_id: int, _version: int, target_id: int) -> Answer:
    """补充到X: add the material to something begun or submitted before."""
    target = add_to.add_to(turn.session, turn.actor, draft_id, target_id)
    text = t.ADDED_TO.format(what=target.entry.number if target.entry else told(target))
    said: list[Any] = [Say(text, (), handle=(HANDLE, draft_id)), card_in(turn, target, renew=True)]
    if target.entry is not None and target.entry.state in WAITING:
        said.append(EntryChanged(target.entry.id))
    elif target.entry is not None and target.draft.state == SUBMITTED:
        said.append(Supplemented(turn.actor, target.entry, target))
    return said


CONVERSATION = Conversation(name=conversations.REPORTING, material=material, presses={INTO: _into})
