"""📄 下载汇编: a month's exemplars as a Word document, made after the commit."""

from typing import Final

from bot.actions.month import compilation
from bot.errors import Refused
from bot.evidence.copies import clean_copy
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import MONTH, Press
from bot.handlers.say import Answer, Say
from bot.handlers.turn import Turn
from bot.reports.exemplars import exemplars_document
from bot.rules.months import Month
from bot.rules.permissions import Act, Subject
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.month import board as t

COMPILE: Final = Press("comp", "go", MONTH)
STOP: Final = Press("comp", "stop")
ERRAND: Final = "compile"
MAKING: Final = ("compiling", 0)


def _go(turn: Turn, month: Month) -> Answer:
    compilation.ask(turn.session, turn.actor, month)
    errands.ask(turn.session, ERRAND, turn.event.chat_id, month=str(month))
    text = t.COMPILING.format(month=month.label)
    return [Say(text, [[STOP.button(t.CANCEL)]], handle=MAKING, renew=True)]


def _stop(turn: Turn) -> Answer:
    _ = turn.actor
    stopped = errands.cancel(turn.session, ERRAND, turn.event.chat_id)
    return [Say(t.CANCELLED, (), handle=MAKING)] if stopped else []


async def make(desk: Desk, errand: Due) -> None:
    """Make the document, with photos as clean copies, and deliver it."""
    month = Month.read(str(errand.asked["month"]))
    rows = await desk.reader.do(compilation.compilation, month)
    pictures = [
        [copy for sha256 in shown.photos if (copy := await _copy(desk, sha256))]
        for shown in rows.exemplars
    ]
    document = await desk.keep(await desk.run(exemplars_document, rows, pictures))
    done = t.COMPILED.format(month=month.label, n=len(rows.exemplars), promoted=rows.promoted)
    said = [
        Say(done, (), handle=MAKING),
        Say("", kind="document", file=document, filename=t.FILE_NAME.format(month=month)),
    ]
    await desk.writer.do(_say, errand, said)


async def _copy(desk: Desk, sha256: str) -> bytes:
    """Return a copy that may be shared, b"" of what is not there or cannot be read."""
    try:
        async with desk.local(sha256) as path:
            copy: bytes = await desk.run(clean_copy, path, compilation.WIDEST_PHOTO)
    except (FileNotFoundError, Refused):
        return b""
    return copy


def _say(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = may_have(session, errand.subject, Act.PICK, Subject())
    deliver(session, errand, errand.subject, said if is_theirs else [])


CONVERSATION: Final = Conversation(
    name=conversations.COMPILING, presses={COMPILE: _go, STOP: _stop}, errands={ERRAND: make}
)
"""Its button stands on the board."""
