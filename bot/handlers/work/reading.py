"""Papers that read themselves: the errands that read them and work out what they tell, and the
question whether they are of two cases.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.actions.work import hear, part, read_papers, same_text, understand
from bot.actions.work.attach import FETCH
from bot.actions.work.card import Card
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk
from bot.handlers.say import Answer, Say, write
from bot.handlers.turn import Turn
from bot.handlers.work import buttons as b
from bot.handlers.work.card import HANDLE, card
from bot.handlers.work.checking import read_file
from bot.handlers.work.draft import card_in, is_above_its_material, kinds_for, told
from bot.handlers.work.news import EntryChanged
from bot.rules.papers.reading import Reading
from bot.rules.papers.sketches import Sketch
from bot.rules.states import WAITING
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import evidence, readings
from bot.texts import conversations
from bot.texts.work import reading as t

_BEGUN: Final = "begun"
_STARTS: Final = 2
"""A file that was begun so often and never ended is not read again: it takes the whole bot down."""


async def read(desk: Desk, errand: Due) -> None:
    """Read the piece that the errand is about. Where papers are not read (any more), its card is
    shown as it is without.
    """
    piece = await desk.reader.do(evidence.get, errand.subject)
    is_there = desk.read is not None and piece.state == "ready" and bool(piece.sha256)
    if not is_there:
        await desk.writer.do(_dropped, errand, piece.draft_id)
        return
    begun, reading = errand.asked.get(_BEGUN, 0), None
    if begun < _STARTS:
        await desk.writer.do(errands.note, errand, {_BEGUN: begun + 1})
        try:
            reading = await read_file(desk, str(piece.sha256), piece.name, piece.mime)
        except BaseException:  # put off, or the bot stops: that is no fault of the file
            await desk.writer.do(errands.note, errand, {_BEGUN: begun})
            raise
    made = await desk.reader.do(same_text.sketched, reading)
    await desk.writer.do(_was_read, errand, reading, made)


def put_off(session: Session, errand: Due) -> None:
    """See to an errand that failed for now. Where it has fetched or read a paper in vain three
    times, nobody waits for that paper any longer: what the others tell is worked out without it.
    """
    errands.later(session, errand)
    held_up = errand.kind in (FETCH, read_papers.READ) and errand.tries + 1 == readings.TRIES
    if held_up and session.county.papers.are_read:
        session.conversation = conversations.REPORTING
        shown = read_papers.given_up(session, evidence.get(session, errand.subject).draft_id)
        if shown is not None:
            _show(session, shown)


async def work_out(desk: Desk, errand: Due) -> None:
    """Work out what the papers of a draft tell, and put it into the draft."""
    basis = await desk.reader.do(understand.look, errand.subject)
    await desk.writer.do(_understood, errand, basis)


def _was_read(
    session: Session, errand: Due, reading: Reading | None, made: Mapping[int, Sketch]
) -> None:
    shown = read_papers.finish(session, errand, reading, made)
    if shown is not None:
        _show(session, shown, settle=True)


def _dropped(session: Session, errand: Due, draft_id: int) -> None:
    if errands.done(session, errand):
        shown = read_papers.given_up(session, draft_id)
        if shown is not None:
            _show(session, shown)


def _understood(session: Session, errand: Due, basis: understand.Basis | None) -> None:
    applied = understand.finish(session, errand, basis)
    if applied is None:
        return
    entry = applied.card.entry
    if applied.card.is_open:
        _show(session, applied.card)
    elif applied.is_news and entry is not None and entry.state in WAITING:
        write(session, applied.card.draft.chat_id, [EntryChanged(entry.id)])


def _show(session: Session, shown: Card, *, settle: bool = False) -> None:
    """Show an open draft's card to its author, below the papers."""
    chat = accounts.chat_of(session, shown.draft.person_id)
    if chat is None:
        return
    kinds = kinds_for(session, shown) if shown.work is None else ()
    below = is_above_its_material(session, shown)
    said = card(shown, session.today, "", kinds, settle=settle, renew=below, to=chat)
    write(session, chat, [said])


def _split(turn: Turn, draft_id: int, _version: int) -> Answer:
    """分成两件: this card goes on with the first case; each other is laid aside, to be gone on
    with.
    """
    shown, *others = part.split(turn.session, turn.actor, draft_id)
    said: list[Any] = [card_in(turn, shown)]
    for other in others:
        go_on = [b.button(other, b.RESUME, t.GO_ON)]
        text = t.PARTED.format(what=told(other))
        said.append(Say(text, [go_on], handle=(HANDLE, other.draft.id)))
    return said


def _one_case(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [card_in(turn, part.one_case(turn.session, turn.actor, draft_id))]


def _other_kind(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [card_in(turn, hear.undecide_kind(turn.session, turn.actor, draft_id))]


CONVERSATION: Final = Conversation(
    name=conversations.REPORTING,
    presses={b.SPLIT: _split, b.ONE_CASE: _one_case, b.OTHER_KIND: _other_kind},
    errands={read_papers.READ: read, read_papers.UNDERSTAND: work_out},
)
