"""更正: what a restatement would change, what versions say, who is told of their own figures."""

from collections.abc import Sequence
from typing import Final

from bot.actions.score import lock, restate
from bot.actions.score.lock import LOCK
from bot.errors import Stale
from bot.handlers.desk import Desk, deliver, drop, may_have
from bot.handlers.press import NUMBER, QUARTER, Press
from bot.handlers.say import Rows, Say, write
from bot.reports.differences import Changed, Differences, differences_workbook
from bot.reports.summary_workbook import summary_workbook
from bot.rules.permissions import Act, Subject
from bot.rules.quarters import Quarter
from bot.rules.quiet import is_quiet
from bot.storage.errands import Due
from bot.storage.outbox import Priority
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import reports as reports_texts
from bot.texts.score import lock as t

COMPARE: Final = "compare"
SHOW_VERSION: Final = "show version"
TELL: Final = "tell restated"
BOOK, DIFFERENCE = "book", "difference"
LOOK: Final = Press("lk", "look", QUARTER)
BACK: Final = Press("lk", "back", NUMBER)
_MOST_SHOWN: Final = 3000
"""How many characters of differences a message holds; the rest is in the workbook."""
_TOLD_AT_ONCE: Final = 20


def say(quarter: Quarter, text: str, rows: Rows, *, renew: bool = False) -> Say:
    return Say(text, rows, handle=(LOCK, lock.key(quarter)), renew=renew)


async def compare(desk: Desk, errand: Due) -> None:
    """Compare what stands with what is alive, and show the officer who asked."""
    quarter = Quarter.read(str(errand.asked["quarter"]))
    try:
        found = await desk.reader.do(restate.compare, quarter)
    except Stale as stale:  # somebody is restating it
        said = [say(quarter, stale.sentence, [[LOOK.button(t.BACK, quarter)]])]
        await desk.writer.do(_deliver, errand, said)
        return
    file = ""
    text, is_whole = _differences(
        found.differences,
        t.DIFFERENCES.format(quarter=quarter.label, n=len(found.differences.people)),
    )
    if not is_whole:
        file = await desk.keep(await desk.run(differences_workbook, found.differences))
    await desk.writer.do(_compared, errand, found, text, file)


def _compared(session: Session, errand: Due, found: restate.Compared, text: str, file: str) -> None:
    quarter = found.version.quarter
    asked = restate.compared(session, errand.asked["draft"], found)
    if asked is None:  # 返回 was pressed meanwhile
        return drop(session, errand)
    if not found.differences.people:
        text = t.NO_DIFFERENCE.format(quarter=quarter.label)
        return _deliver(session, errand, [say(quarter, text, [[LOOK.button(t.BACK, quarter)]])])
    name = reports_texts.differences_name(str(quarter), found.version.number + 1) + ".xlsx"
    book = [Say("", kind="document", file=file, filename=name)] if file else []
    text = f"{text}\n\n{t.ASK_REASON}"
    row = [BACK.button(t.BACK, asked.id)]
    return _deliver(session, errand, [*book, say(quarter, text, [row], renew=True)])


def _differences(found: Differences, head: str) -> tuple[str, bool]:
    """Return the differences in words, by task force, and whether these are all of them."""
    lines, force, used = [head], "", len(head)
    for nth, changed in enumerate(found.people):
        new = [t.FORCE.format(name=changed.task_force)] if changed.task_force != force else []
        new.append(t.PERSON.format(name=changed.name, lines=_lines(changed)))
        used += sum(len(line) + 1 for line in new)
        if used > _MOST_SHOWN:
            return "\n".join([*lines, t.MORE.format(n=len(found.people) - nth)]), False
        lines, force = [*lines, *new], changed.task_force
    return "\n".join(lines), True


def _lines(changed: Changed) -> str:
    shown = (
        t.LINE.format(
            line=line,
            before=t.UNKNOWN if before is None else before,
            after=t.UNKNOWN if after is None else after,
        )
        for line, before, after in changed.lines
    )
    return "，".join(shown)


async def show_version(desk: Desk, errand: Due) -> None:
    """Make the workbook of a version, or tell what it changed."""
    version_id, is_book = errand.asked["version"], errand.asked["what"] == BOOK
    said: list[Say] = [Say(t.NO_VERSION, (), handle=(SHOW_VERSION, 0))]
    told = await desk.reader.do(restate.summary, version_id)
    found = None if is_book else await desk.reader.do(restate.differences, version_id)
    if told is not None and found is None:
        version, rows = told
        file = await desk.keep(await desk.run(summary_workbook, rows))
        name = reports_texts.version_name(str(version.quarter), version.number)
        text = t.BOOK_TOLD.format(
            quarter=version.quarter.label, number=version.number, how=version.source.label
        )
        said = _files(text, file, name)
    elif told is not None and found is not None:
        version, _ = told
        head = t.DIFFERENCE_TOLD.format(
            quarter=version.quarter.label, number=version.number, n=len(found.people)
        )
        text, _ = _differences(found, head)
        file = await desk.keep(await desk.run(differences_workbook, found))
        name = reports_texts.differences_name(str(version.quarter), version.number)
        said = _files(text, file, name)
    await desk.writer.do(_deliver, errand, said)


def _files(text: str, file: str, name: str) -> list[Say]:
    return [
        Say(text, (), handle=(SHOW_VERSION, 0)),
        Say("", kind="document", file=file, filename=f"{name}.xlsx"),
    ]


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = may_have(session, errand.subject, Act.LOCK, Subject())
    deliver(session, errand, errand.subject, said if is_theirs else [])


async def tell(desk: Desk, errand: Due) -> None:
    """Tell everybody whose figures a restatement has changed of their own. Interrupted, it begins
    anew: each message takes the place of the same one.
    """
    found = await desk.reader.do(restate.differences, errand.subject)
    if found is not None:
        for few in lock.in_parts(found.people, _TOLD_AT_ONCE):
            await desk.writer.do(_tell, errand.subject, found.quarter, few)
    await desk.writer.do(drop, errand)


def _tell(session: Session, version_id: int, quarter: Quarter, few: Sequence[Changed]) -> None:
    for changed in few:
        chat = accounts.chat_of(session, changed.person_id)
        if chat is not None:
            text = t.YOUR_FIGURES.format(quarter=quarter.label, lines=_lines(changed))
            said = Say(
                text,
                handle=(TELL, version_id),
                priority=Priority.NEWS,
                silent=is_quiet(session.now),
            )
            write(session, chat, [said])
