"""📈 季度汇总: asks which quarter and which task force, then delivers the picture and the
workbook.
"""

from typing import Final

from bot.actions.score import summarise
from bot.errors import Stale
from bot.forms.fields import short
from bot.handlers import menu
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import NUMBER, QUARTER, Press
from bot.handlers.say import Answer, Button, Say, in_rows
from bot.handlers.score import archiving, lock
from bot.handlers.turn import Turn
from bot.reports.summary_files import summary_filename, summary_files
from bot.rules.permissions import Act, Subject
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.texts import common
from bot.texts.score import archive
from bot.texts.score import lock as lock_texts
from bot.texts.score import quarter as t

ASK: Final = ("summary", 0)
MAKING: Final = ("making", 0)
SUMMARY: Final = "summary"
WHICH: Final = Press("q", "which")
OF: Final = Press("q", "of", QUARTER)
GO: Final = Press("q", "go", QUARTER, NUMBER)
STOP: Final = Press("q", "stop")


def begin(turn: Turn) -> Answer:
    """📈 季度汇总: ask for the quarter; /summary with a quarter does not ask."""
    forces = summarise.ask(turn.session, turn.actor)
    today = turn.session.today
    if turn.event.text.startswith("/") and turn.event.rest:
        return [_whose(turn, parse_quarter(turn.event.rest, today), forces, renew=True)]
    current = Quarter.of(today)
    before = current.previous()
    rows = [
        [
            OF.button(t.THIS.format(q=current), current),
            OF.button(t.LAST.format(q=before), before),
        ],
        [OF.button(str(q), q) for q in (before.previous(), before.moved(-2))],
    ]
    return [Say(t.WHICH, rows, handle=ASK, renew=True)]


def _of(turn: Turn, quarter: Quarter) -> Answer:
    return [_whose(turn, quarter, summarise.ask(turn.session, turn.actor))]


def _go(turn: Turn, quarter: Quarter, force_id: int) -> Answer:
    forces = summarise.ask(turn.session, turn.actor)
    force = next((f for f in forces if f.id == force_id), None)
    if force is None and force_id:
        raise Stale(common.UNKNOWN_BUTTON)
    summarise.check(turn.session, quarter)
    return _make(turn, quarter, force)


def _stop(turn: Turn) -> Answer:
    summarise.ask(turn.session, turn.actor)
    stopped = errands.cancel(turn.session, SUMMARY, turn.event.chat_id)
    return [Say(t.CANCELLED, (), handle=MAKING)] if stopped else []


def scope_of(force: TaskForce | None) -> str:
    return force.name if force else t.COUNTY


def _make(turn: Turn, quarter: Quarter, force: TaskForce | None) -> Answer:
    """Ask for the report as an errand. There is one a chat: asked again before it is done, only the
    last is made.
    """
    errands.ask(
        turn.session,
        SUMMARY,
        turn.event.chat_id,
        quarter=str(quarter),
        force=force.id if force else None,
    )
    text = t.MAKING.format(quarter=quarter.label, scope=scope_of(force))
    return [
        Say(t.WHOSE.format(quarter=quarter.label), (), handle=ASK),
        Say(text, [[STOP.button(t.CANCEL)]], handle=MAKING, renew=True),
    ]


def _whose(turn: Turn, quarter: Quarter, forces: list[TaskForce], *, renew: bool = False) -> Say:
    summarise.check(turn.session, quarter)
    buttons: list[Button] = [GO.button(t.COUNTY, quarter, 0)]
    buttons += [GO.button(short(force.name, 16), quarter, force.id) for force in forces]
    rows = [*in_rows(buttons), [WHICH.button(t.BACK)]]
    return Say(t.WHOSE.format(quarter=quarter.label), rows, handle=ASK, renew=renew)


async def make(desk: Desk, errand: Due) -> None:
    """Make the picture and the workbook of a quarter and deliver them."""
    quarter, force = Quarter.read(str(errand.asked["quarter"])), errand.asked.get("force")
    rows = await desk.reader.do(summarise.summary, quarter, force)
    drawn, written = await desk.run(summary_files, rows)
    picture, workbook = await desk.keep(drawn), await desk.keep(written)
    scope = await desk.reader.do(_scope, force)
    mark = t.DRAFT if rows.draft else t.LOCKED
    caption = t.CAPTION.format(
        quarter=quarter.label,
        scope=scope,
        mark=mark,
        people=len(rows.people),
        scored=rows.scored,
        outstanding=rows.outstanding or t.NOTHING_OWED,
    )
    done = t.DONE.format(quarter=quarter.label, scope=scope, mark=mark)
    name = summary_filename(quarter, draft=rows.draft)
    leads_on = (
        lock.ASK.button(lock_texts.LOCK_THIS, quarter)
        if rows.draft
        else lock.VERSIONS.button(lock_texts.VERSIONS, quarter)
    )
    owes = rows.draft and rows.outstanding
    urge = [menu.PRESS.button(t.URGE, t.URGE_LABEL)] if owes else []
    said = [
        Say(done, [[archiving.GO.button(archive.BUTTON, quarter, force or 0)]], handle=MAKING),
        Say(caption, [urge, [leads_on]], kind="photo", file=picture, filename="summary.png"),
        Say("", kind="document", file=workbook, filename=name),
    ]
    await desk.writer.do(_deliver, errand, said)


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    subject = Subject(task_force_id=errand.asked.get("force"))
    is_theirs = may_have(session, errand.subject, Act.SUMMARY, subject)
    deliver(session, errand, errand.subject, said if is_theirs else [])


def _scope(session: Session, force: int | None) -> str:
    known = (f for f in task_forces.every(session) if f.id == force)
    return scope_of(next(known, None))


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance("summary", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(1, t.HELP)}, t.WORDS),
    ),
    presses={WHICH: begin, OF: _of, GO: _go, STOP: _stop},
    errands={SUMMARY: make},
)
