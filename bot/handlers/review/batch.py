"""Approving many at once: one message with all their sheets, a tap for each doubt, one 确认."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bot.actions.review import batch, review
from bot.actions.review.batch import Batch, Done, Item
from bot.forms.fields import short
from bot.handlers.review import reviewing, verdict
from bot.handlers.review.case import LIVE
from bot.handlers.say import Answer, Button, Say, Toast, write
from bot.handlers.turn import Turn
from bot.rules.states import UNDO_WITHIN
from bot.storage import errands, outbox
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts.review import batch as t
from bot.texts.review.review import clock
from bot.texts.times import month_day

HANDLE: Final = "batch"
DRAW, TELL = batch.BATCH, batch.TELL


def press(turn: Turn) -> Answer:
    """`bt:begin`, `bt:<op>:<batch>`, `bt:in:<batch>:<entry>`, `bt:out:<batch>:<entry>`."""
    _, op, *rest = turn.event.data.split(":")
    return _OPS[op](turn, *map(int, rest))


def drawn(session: Session, errand: Due, sha256: str) -> None:
    """The last step of the errand that draws the picture."""
    begun = batch.drawn(session, errand, sha256)
    if begun is not None:
        write(session, begun.chat_id, [_message(begun)])


def tell(session: Session, errand: Due) -> None:
    """The time for taking the batch back is over: each author hears, in one message."""
    if not errands.done(session, errand):
        return
    told = batch.to_tell(session, errand.subject)
    if told is not None:
        done, standing, chat = told
        said = verdict.to_authors(session, standing)
        if chat is not None:
            said.append(replace(_result(session, done), to=chat))
        write(session, 0, said)


def _begin(turn: Turn) -> Answer:
    """The live card becomes the batch; a second tap finds it there."""
    session, chat = turn.session, turn.event.chat_id
    known = outbox.handle_of(session, chat, turn.event.message_id)
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
    """The live card again, in the batch's place unless there is another by now."""
    session, chat = turn.session, turn.event.chat_id
    batch.close(session, turn.actor, batch_id)
    if turn.account.reviewing is not None:
        return [Say(t.CLOSED, (), handle=(HANDLE, batch_id))]
    outbox.rename(session, chat, (HANDLE, batch_id), LIVE)
    return [reviewing.live(turn, review.first(session, turn.actor))]


def _confirm(turn: Turn, batch_id: int) -> Answer:
    session, chat = turn.session, turn.event.chat_id
    done = batch.confirm(session, turn.actor, batch_id)
    said: list[Any] = [_result(session, done)]
    if not done.fresh:
        return said
    if done.approved:
        errands.ask(session, TELL, batch_id, UNDO_WITHIN)
    for entry in done.approved:
        said += reviewing.told_others(session, entry, chat)
    said.append(Toast(_headline(done)))
    return [*said, _next(turn)]


def _undo(turn: Turn, batch_id: int) -> Answer:
    """撤销: all of them wait again; nobody was told, and now nobody will be."""
    session, chat = turn.session, turn.event.chat_id
    done = batch.undo(session, turn.actor, batch_id)
    said: list[Any] = [_result(session, done)]
    if not done.fresh:
        return said
    errands.cancel(session, TELL, batch_id)
    for entry in done.undone:
        said += reviewing.refresh(session, entry.id, but=chat)
    return [*said, _next(turn)]


def _next(turn: Turn) -> Say:
    """What waits now, below the result."""
    shown = review.first(turn.session, turn.actor)
    return reviewing.live(turn, shown, renew=True, after=True)


def _message(begun: Batch) -> Say:
    lines = [t.HEAD.format(n=len(begun.items)), *(_line(item) for item in begun.items)]
    if begun.sheet is None:
        lines.append(t.DRAWING)
    toggles = [_toggle(begun, item) for item in begun.items]
    rows = [toggles[at : at + 3] for at in range(0, len(toggles), 3)]
    last = [(t.BACK, f"bt:back:{begun.id}")]
    if begun.chosen and begun.sheet is not None:
        last.insert(0, (t.CONFIRM.format(n=begun.chosen), f"bt:yes:{begun.id}"))
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
        day=month_day(entry.day),
        what=short(item.shown.form.called(entry.facts), 14),
        worth=item.preview.outcome if item.preview else "",
    )


def _toggle(begun: Batch, item: Item) -> Button:
    entry = item.shown.entry
    if item.chosen:
        return t.CHOSEN.format(number=entry.number), f"bt:out:{begun.id}:{entry.id}"
    return t.LEFT_OUT.format(number=entry.number), f"bt:in:{begun.id}:{entry.id}"


def _headline(done: Done) -> str:
    if done.is_undone:
        return t.UNDONE.format(n=len(done.undone))
    if not done.approved:
        return t.NONE_DONE
    return t.DONE.format(n=len(done.approved), at=clock(done.at))


def _result(session: Session, done: Done) -> Say:
    """What the batch came to, for good; with 撤销 while there is time."""
    if done.is_undone:
        why = [_because(t.NOT_UNDONE, n, why) for n, why in done.not_undone.items()]
        return Say("\n".join([_headline(done), *why]), (), handle=(HANDLE, done.id))
    names = [
        t.ONE.format(number=entry.number, name=review.case_of(session, entry).author.name.full)
        for entry in done.approved
    ]
    left = [_because(t.LEFT, number, why) for number, why in done.left.items()]
    lines = [_headline(done), *(["、".join(names)] if names else []), *left]
    buttons = [[(t.UNDO, f"bt:undo:{done.id}")]] if done.can_undo else ()
    return Say("\n".join(lines), buttons, handle=(HANDLE, done.id))


def _because(text: str, number: str, why: str) -> str:
    return text.format(number=number, why=why.removeprefix(number).strip())


_OPS: Final[dict[str, Callable[..., Answer]]] = {
    "begin": _begin,
    "in": _into,
    "out": _out,
    "yes": _confirm,
    "back": _back,
    "undo": _undo,
}
