"""Approving many at once: one message with all their sheets, a tap to leave out each doubtful one,
one 确认.
"""

from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any, Final

from bot.actions.review import batch, review, together
from bot.actions.review.batch import Batch, Item
from bot.actions.review.case import case_of
from bot.actions.review.together import Done
from bot.evidence.batch import Cell, batch_picture
from bot.forms.fields import short
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk
from bot.handlers.press import NUMBER, Press
from bot.handlers.review import verdict
from bot.handlers.review.case import BATCH, LIVE
from bot.handlers.review.live import decided, live, refresh, settle_digests
from bot.handlers.say import Answer, Button, Say, Toast, write
from bot.handlers.turn import Turn
from bot.rules.states import UNDO_WITHIN
from bot.storage import errands, handles, outbox
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.review import batch as t
from bot.texts.times import clock, day_label

HANDLE: Final = "batch"
CONFIRM: Final = Press("bt", "yes", NUMBER)
BACK: Final = Press("bt", "back", NUMBER)
UNDO: Final = Press("bt", "undo", NUMBER)
CHOOSE: Final = Press("bt", "in", NUMBER, NUMBER)
LEAVE_OUT: Final = Press("bt", "out", NUMBER, NUMBER)


async def draw(desk: Desk, errand: Due) -> None:
    """Draw the contact sheets of the entries of a batch as one picture."""
    heads = await desk.reader.do(batch.to_draw, errand.subject)
    async with AsyncExitStack() as lent:
        cells = [
            Cell(head, await lent.enter_async_context(desk.local(sheet)))
            for head, sheet in heads
            if sheet
        ]
        sha256 = await desk.keep(await desk.run(batch_picture, cells)) if cells else ""
    await desk.writer.do(_drawn, errand, sha256)


async def tell(desk: Desk, errand: Due) -> None:
    """Tell the authors of what was approved together and not taken back."""
    await desk.writer.do(_tell, errand)


def _drawn(session: Session, errand: Due, sha256: str) -> None:
    """End the errand that draws the picture: show it in the batch's message."""
    begun = batch.drawn(session, errand, sha256)
    if begun is not None:
        write(session, begun.chat_id, [_message(begun)])


def _tell(session: Session, errand: Due) -> None:
    """Tell each author of their entries, in one message, now that the batch can no longer be taken
    back.
    """
    if not errands.done(session, errand):
        return
    told = together.to_tell(session, errand.subject)
    if told is not None:
        done, standing, chat = told
        said = verdict.to_authors(session, standing)
        if chat is not None:
            said.append(replace(_result(session, done), to=chat))
        write(session, 0, said)


def _begin(turn: Turn) -> Answer:
    """批量通过: turn the live card into the batch. A second tap finds the batch there and shows it
    as it stands.
    """
    session, chat = turn.session, turn.event.chat_id
    known = handles.of_message(session, chat, turn.event.message_id)
    if known is not None and known[0] == HANDLE:
        return [_message(batch.look(session, turn.actor, known[1]))]
    begun = batch.begin(session, turn.actor)
    outbox.rename(session, chat, LIVE, (HANDLE, begun.id))
    accounts.reviewing(session, chat, None)
    return [_message(begun)]


def _into(turn: Turn, batch_id: int, entry_id: int) -> Answer:
    return [_message(batch.flip(turn.session, turn.actor, batch_id, entry_id, choose=True))]


def _out(turn: Turn, batch_id: int, entry_id: int) -> Answer:
    return [_message(batch.flip(turn.session, turn.actor, batch_id, entry_id, choose=False))]


def _back(turn: Turn, batch_id: int) -> Answer:
    """返回: show the live card again in the batch's place, unless the chat has another by now."""
    session, chat = turn.session, turn.event.chat_id
    batch.close(session, turn.actor, batch_id)
    if turn.account.reviewing is not None:
        return [Say(t.CLOSED, (), handle=(HANDLE, batch_id))]
    outbox.rename(session, chat, (HANDLE, batch_id), LIVE)
    return [live(turn, review.first(session, turn.actor))]


def _confirm(turn: Turn, batch_id: int) -> Answer:
    session, chat = turn.session, turn.event.chat_id
    done = together.confirm(session, turn.actor, batch_id)
    said: list[Any] = [_result(session, done)]
    if not done.fresh:
        return said
    if done.approved:
        errands.ask(session, together.TELL, batch_id, UNDO_WITHIN)
    for entry in done.approved:
        said += decided(session, entry, chat)
    said.append(Toast(_headline(done)))
    return [*said, _next(turn)]


def _undo(turn: Turn, batch_id: int) -> Answer:
    """撤销: let all of them wait again. Nobody was told yet, and now nobody will be."""
    session, chat = turn.session, turn.event.chat_id
    done = together.undo(session, turn.actor, batch_id)
    said: list[Any] = [_result(session, done)]
    if not done.fresh:
        return said
    errands.cancel(session, together.TELL, batch_id)
    for entry in done.undone:
        settle_digests(session, entry, anew=True)
        said += refresh(session, entry.id, but=chat)
    return [*said, _next(turn)]


def _next(turn: Turn) -> Say:
    """Return the card of what waits now, as a new message below the result."""
    shown = review.first(turn.session, turn.actor)
    return live(turn, shown, renew=True, after=True)


def _message(begun: Batch) -> Say:
    lines = [t.HEAD.format(n=len(begun.items)), *(_line(item) for item in begun.items)]
    if begun.sheet is None:
        lines.append(t.DRAWING)
    toggles = [_toggle(begun, item) for item in begun.items]
    rows = [toggles[at : at + 3] for at in range(0, len(toggles), 3)]
    last = [BACK.button(t.BACK, begun.id)]
    if begun.chosen and begun.sheet is not None:
        last.insert(0, CONFIRM.button(t.CONFIRM.format(n=begun.chosen), begun.id))
    return Say(
        "\n".join(lines),
        [*rows, last],
        handle=(HANDLE, begun.id),
        kind="photo" if begun.sheet else "text",
        file=begun.sheet or "",
    )


def _line(item: Item) -> str:
    entry = item.shown.entry
    known = {"number": entry.number, "name": short(item.shown.author.name.full, 8)}
    if item.why:
        return t.CHANGED.format(**known, why=item.why)
    if not item.chosen:
        return t.NOT_CHOSEN.format(**known)
    return t.LINE.format(
        **known,
        kind=item.shown.form.title,
        day=day_label(entry.day, item.shown.work.today),
        what=short(item.shown.form.called(entry.facts), 14),
        worth=item.preview.outcome if item.preview else "",
    )


def _toggle(begun: Batch, item: Item) -> Button:
    entry = item.shown.entry
    if item.chosen:
        return LEAVE_OUT.button(t.CHOSEN.format(number=entry.number), begun.id, entry.id)
    return CHOOSE.button(t.LEFT_OUT.format(number=entry.number), begun.id, entry.id)


def _headline(done: Done) -> str:
    if done.is_undone:
        return t.UNDONE.format(n=len(done.undone))
    if not done.approved:
        return t.NONE_DONE
    return t.DONE.format(n=len(done.approved), at=clock(done.at))


def _result(session: Session, done: Done) -> Say:
    """Return what the batch came to; it stays in the chat for good, with 撤销 while there is
    time.
    """
    if done.is_undone:
        why = [_because(t.NOT_UNDONE, n, why) for n, why in done.not_undone.items()]
        return Say("\n".join([_headline(done), *why]), (), handle=(HANDLE, done.id))
    names = [
        t.ONE.format(number=entry.number, name=case_of(session, entry).author.name.full)
        for entry in done.approved
    ]
    left = [_because(t.LEFT, number, why) for number, why in done.left.items()]
    lines = [_headline(done), *(["、".join(names)] if names else []), *left]
    buttons = [[UNDO.button(t.UNDO, done.id)]] if done.can_undo else ()
    return Say("\n".join(lines), buttons, handle=(HANDLE, done.id))


def _because(text: str, number: str, why: str) -> str:
    return text.format(number=number, why=why.removeprefix(number).strip())


CONVERSATION: Final = Conversation(
    name=conversations.BATCH,
    presses={
        BATCH: _begin,
        CHOOSE: _into,
        LEAVE_OUT: _out,
        CONFIRM: _confirm,
        BACK: _back,
        UNDO: _undo,
    },
    errands={batch.BATCH: draw, together.TELL: tell},
)
