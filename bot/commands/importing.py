"""`xietiao roster import`: a ledger comes in, its people and the figures of past quarters."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.people import NOTHING, PARTLY, Force, roster_app
from bot.commands.transaction import Progress, environment, read, sentences, write_pieces
from bot.errors import Refused

if TYPE_CHECKING:
    from bot.actions.people.set_up import Imported
    from bot.reports.roster import Roster, RosterRow
    from bot.settings import Settings
    from bot.storage.session import Session

_PIECE: Final = 40
"""People in one transaction: a bot that works beside it waits for no more than these."""

app = typer.Typer()


@roster_app.command("import")
def roster_import(
    file: Annotated[Path, typer.Argument(help="附件2样式的工作簿")],
    task_force: Force = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    restate: Annotated[
        str | None,
        typer.Option("--restate", metavar="理由", help="更正以前导入的季度得分，写明理由"),
    ] = None,
) -> None:
    """导入台账，连同以往季度的得分；错误逐格列在标准错误里。"""
    from bot.texts.people import set_up as t

    with sentences(NOTHING):
        if restate is not None and not restate.strip():
            raise Refused(t.NO_REASON)
        settings = environment()
        roster = _read_ledger(file, task_force)
        if not roster.rows and not roster.problems:
            raise Refused(t.EMPTY.format(file=file))
        done = _take_in(settings, roster, (restate or "").strip(), dry_run=dry_run)
        for row in roster.rows:
            if row.written_kind:
                where = f"{row.sheet}!{row.kind_cell}"
                said = t.KIND_READ.format(written=row.written_kind, kind=row.kind.label)
                typer.echo(f"{where}: {said}", err=True)
        for problem in done.problems:
            typer.echo(problem, err=True)
        typer.echo(
            t.IMPORTED.format(
                imported=done.imported, unchanged=done.unchanged, refused=done.refused
            )
        )
        if done.refused:
            taken = done.imported + done.unchanged
            raise typer.Exit(PARTLY if taken else NOTHING)


def _take_in(settings: "Settings", roster: "Roster", reason: str, *, dry_run: bool) -> "Imported":
    """Take a roster in piece by piece, each in a transaction of its own. Whoever is killed on the
    way begins anew: what is in already is unchanged then.
    """
    from bot.actions.people.set_up import Imported
    from bot.actions.score import on_paper
    from bot.actions.score.on_paper import TakenIn, Taking
    from bot.handlers.people import appointing
    from bot.reports.roster import Roster
    from bot.texts.people import set_up as t

    taking = Taking(read(settings, on_paper.known, roster.rows), reason)

    def take(session: "Session", rows: "tuple[RosterRow, ...]") -> Imported:
        part = appointing.import_roster(session, Roster(rows, (), 0))
        figured, problems = on_paper.take(session, taking, [TakenIn(*one) for one in part.people])
        part.changed |= figured
        part.problems += problems
        part.refused += len(problems)
        return part

    done = Imported(problems=[str(problem) for problem in roster.problems], refused=roster.refused)
    total = len(roster.rows)
    with Progress(t.IMPORTING) as progress:
        progress.show(t.PEOPLE, 0, total)
        for part in write_pieces(settings, take, _pieces(roster), dry_run=dry_run):
            done.add(part)
            progress.show(t.PEOPLE, done.imported + done.unchanged, total)
    return done


def _pieces(roster: "Roster") -> "Iterator[tuple[RosterRow, ...]]":
    for first in range(0, len(roster.rows), _PIECE):
        yield roster.rows[first : first + _PIECE]


def _read_ledger(file: Path, task_force: str) -> "Roster":
    """Return the people in a ledger workbook, read in a process of its own with a limit of memory:
    it comes from outside, and may be anything. Raises Refused.
    """
    from bot.evidence import workers
    from bot.reports.roster import read_roster_file
    from bot.texts import workbooks

    try:
        return workers.apart(workers.WORKBOOK, read_roster_file, file, task_force or None)
    except workers.Crashed:
        raise Refused(workbooks.UNREADABLE) from None
