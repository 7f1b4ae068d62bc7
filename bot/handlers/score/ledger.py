"""📒 台账导出: asks of what and of whom, then delivers the ledger in the form of Annex 2, with ID
numbers masked.
"""

from typing import Final

from bot.actions.score import ledger
from bot.errors import Stale
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import NUMBER, PERIOD, Press
from bot.handlers.say import Answer, Button, Say, in_rows
from bot.handlers.turn import Turn
from bot.reports.ledger_files import is_archive, ledger_file, ledger_filename
from bot.rules.periods import Period, parse_period
from bot.rules.permissions import Act, Subject
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.texts import common
from bot.texts.score import ledger as t

ASK: Final = ("ledger", 0)
MAKING: Final = ("ledger made", 0)
LEDGER: Final = "ledger"
WHICH: Final = Press("led", "which")
OF: Final = Press("led", "of", PERIOD)
GO: Final = Press("led", "go", PERIOD, NUMBER)
STOP: Final = Press("led", "stop")


def begin(turn: Turn) -> Answer:
    """📒 台账导出: ask for the quarter or year; /ledger with one does not ask."""
    theirs = ledger.ask(turn.session, turn.actor)
    today = turn.session.today
    if turn.event.text.startswith("/") and turn.event.rest:
        return _whose(turn, parse_period(turn.event.rest, today), theirs, renew=True)
    current = Quarter.of(today)
    this, last = Period.of(current), Period.of(current.previous())
    year, before = Period(today.year), Period(today.year - 1)
    rows = [
        [
            OF.button(t.THIS.format(period=this), this),
            OF.button(t.LAST.format(period=last), last),
        ],
        [
            OF.button(t.THIS_YEAR.format(period=year), year),
            OF.button(t.LAST_YEAR.format(period=before), before),
        ],
    ]
    return [Say(t.WHICH, rows, handle=ASK, renew=True)]


def _of(turn: Turn, period: Period) -> Answer:
    return _whose(turn, period, ledger.ask(turn.session, turn.actor))


def _go(turn: Turn, period: Period, force_id: int) -> Answer:
    theirs = ledger.ask(turn.session, turn.actor)
    force = next((f for f in theirs if f.id == force_id), None)
    if force is None and (force_id or not _may_have_all(turn)):
        raise Stale(common.UNKNOWN_BUTTON)
    ledger.check(turn.session, period)
    return _make(turn, period, force)


def _stop(turn: Turn) -> Answer:
    ledger.ask(turn.session, turn.actor)
    stopped = errands.cancel(turn.session, LEDGER, turn.event.chat_id)
    return [Say(t.CANCELLED, (), handle=MAKING)] if stopped else []


def _may_have_all(turn: Turn) -> bool:
    return may_have(turn.session, turn.event.chat_id, Act.LEDGER, Subject())


def _whose(turn: Turn, period: Period, theirs: list[TaskForce], *, renew: bool = False) -> Answer:
    """Ask for the task force; whoever has only one is not asked."""
    ledger.check(turn.session, period)
    if not _may_have_all(turn):
        return _make(turn, period, theirs[0])
    buttons: list[Button] = [GO.button(t.COUNTY, period, 0)]
    buttons += [GO.button(short(force.name, 16), period, force.id) for force in theirs]
    rows = [*in_rows(buttons), [WHICH.button(t.BACK)]]
    return [Say(t.WHOSE.format(period=period.label), rows, handle=ASK, renew=renew)]


def _make(turn: Turn, period: Period, force: TaskForce | None) -> Answer:
    """Ask for the ledger as an errand. There is one a chat: asked again before it is done, only the
    last is made.
    """
    errands.ask(
        turn.session,
        LEDGER,
        turn.event.chat_id,
        period=str(period),
        force=force.id if force else None,
    )
    scope = force.name if force else t.COUNTY
    return [
        Say(t.WHOSE.format(period=period.label), (), handle=ASK),
        Say(
            t.MAKING.format(period=period.label, scope=scope),
            [[STOP.button(t.CANCEL)]],
            handle=MAKING,
            renew=True,
        ),
    ]


async def make(desk: Desk, errand: Due) -> None:
    """Make the ledger and deliver it."""
    period, force = Period.read(str(errand.asked["period"])), errand.asked.get("force")
    found = await desk.reader.do(ledger.ledgers, period, force)
    file = await desk.keep(await desk.run(ledger_file, found))
    told = {
        "period": period.label,
        "scope": found.scope or t.COUNTY,
        "mark": t.DRAFT if found.draft else "",
    }
    caption = t.CAPTION.format(**told, people=found.people)
    said = [
        Say(t.DONE.format(**told), (), handle=MAKING),
        Say(
            caption + (t.ARCHIVE if is_archive(found) else ""),
            kind="document",
            file=file,
            filename=ledger_filename(found),
        ),
    ]
    await desk.writer.do(_deliver, errand, said)


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    subject = Subject(task_force_id=errand.asked.get("force"))
    is_theirs = may_have(session, errand.subject, Act.LEDGER, subject)
    deliver(session, errand, errand.subject, said if is_theirs else [])


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "ledger",
            begin,
            t.ABOUT,
            t.LABEL,
            {
                Role.BUREAU: At(3, t.HELP),
                Role.LIAISON: At(19, t.HELP_OWN, on_menu=False),
            },
            t.WORDS,
        ),
    ),
    presses={WHICH: begin, OF: _of, GO: _go, STOP: _stop},
    errands={LEDGER: make},
)
