"""🗂 阶段汇报: asks which stage, then makes a workbook and a document for its meeting."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from bot.actions.meeting import pack
from bot.errors import Refused
from bot.evidence.copies import clean_copy
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import STAGE, Press
from bot.handlers.say import Answer, Say, in_rows, write
from bot.handlers.turn import Turn
from bot.reports.sections import Section, StagePack
from bot.reports.stage_document import stage_document
from bot.reports.stage_workbook import stage_workbook
from bot.rules.permissions import Act, Subject
from bot.rules.roles import Role
from bot.rules.stages import Stage, parse_stage
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts.meeting import pack as t
from bot.texts.times import moment_label

PACK: Final = "pack"
ASK: Final = ("pack", 0)
MAKING: Final = ("packing", 0)
FOCUS: Final = "pack"
GO: Final = Press("pk", "go", STAGE)
STOP: Final = Press("pk", "stop")


def begin(turn: Turn) -> Answer:
    """🗂 阶段汇报: ask for the stage; `/pack 本季` does not ask."""
    pack.authorise(turn.actor)
    today = turn.session.today
    if turn.event.text.startswith("/") and turn.event.rest:
        return _asked(turn, parse_stage(turn.event.rest, today))
    accounts.focus(turn.session, turn.event.chat_id, FOCUS)
    buttons = [GO.button(said, parse_stage(said, today)) for said in t.BUTTONS]
    return [Say(t.ASK, in_rows(buttons), handle=ASK, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take the stage as typed."""
    pack.authorise(turn.actor)
    return _asked(turn, parse_stage(turn.event.text, turn.session.today))


def _asked(turn: Turn, stage: Stage) -> Answer:
    pack.ask(turn.session, turn.actor, stage)
    if turn.account.focus == FOCUS:
        accounts.focus(turn.session, turn.event.chat_id, None)
    errands.ask(turn.session, PACK, turn.event.chat_id, stage=str(stage))
    said = [_making(stage, 0, renew=True)]
    if not turn.event.text.startswith("/"):
        said.insert(0, Say(t.CHOSEN.format(stage=stage.label), (), handle=ASK))
    return said


def _making(stage: Stage, done: int, *, renew: bool = False) -> Say:
    """Return the message that says how far it is."""
    names = [*(name for name, _ in pack.SECTIONS), t.WRITING]
    text = t.PROGRESS.format(
        stage=stage.label, done=done, total=len(names), what=names[min(done, len(names) - 1)]
    )
    return Say(text, [[STOP.button(t.CANCEL)]], handle=MAKING, renew=renew)


def _stop(turn: Turn) -> Answer:
    pack.authorise(turn.actor)
    stopped = errands.cancel(turn.session, PACK, turn.event.chat_id)
    return [Say(t.CANCELLED, (), handle=MAKING)] if stopped else []


async def make(desk: Desk, errand: Due) -> None:
    """Read the sections one after the other, draw workbook and document in a worker, and deliver
    them.
    """
    stage = Stage.read(str(errand.asked["stage"]))
    sections: list[Section] = []
    for done, (_, read) in enumerate(pack.SECTIONS, 1):
        sections.append(await desk.reader.do(read, stage))
        if not await desk.writer.do(_tell, errand, _making(stage, done)):
            return
    whole = await desk.reader.do(pack.pack_of, stage, sections)
    photos = await _photos(desk, sections)
    book = await desk.keep(await desk.run(stage_workbook, whole))
    document = await desk.keep(await desk.run(stage_document, whole, photos))
    await desk.writer.do(_deliver, errand, _made(whole, book, document))


def _made(whole: StagePack, book: str, document: str) -> list[Say]:
    stage = whole.stage
    done = t.DONE.format(stage=stage, at=moment_label(whole.as_of))
    return [
        Say(done, (), handle=MAKING),
        Say("", kind="document", file=book, filename=t.WORKBOOK_NAME.format(stage=stage)),
        Say("", kind="document", file=document, filename=t.DOCUMENT_NAME.format(stage=stage)),
    ]


async def _photos(desk: Desk, sections: Sequence[Section]) -> dict[str, bytes]:
    """Return copies that may be shared, by the file they were made of; what is not there or cannot
    be read is left out.
    """
    copies: dict[str, bytes] = {}
    for photo in (photo for section in sections for photo in section.photos):
        with suppress(FileNotFoundError, Refused):
            async with desk.local(photo.sha256) as path:
                copies[photo.sha256] = await desk.run(clean_copy, path, pack.WIDEST_PHOTO)
    return copies


def _tell(session: Session, errand: Due, said: Say) -> bool:
    """Say how far it is; return whether it is still wanted."""
    if not errands.is_asked(session, PACK, errand.subject):
        return False
    write(session, errand.subject, [said])
    return True


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = may_have(session, errand.subject, Act.PACK, Subject())
    deliver(session, errand, errand.subject, said if is_theirs else [])


CONVERSATION: Final = Conversation(
    entrances=(Entrance("pack", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(21, t.HELP)}, t.SAID),),
    presses={GO: _asked, STOP: _stop},
    questions={FOCUS: Question(typed)},
    errands={PACK: make},
)
