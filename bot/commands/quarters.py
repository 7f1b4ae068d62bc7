"""`xietiao quarter`: a quarter is locked or restated on the server, beside a running bot if need
be.
"""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.transaction import Progress, environment, read, sentences, write

if TYPE_CHECKING:
    from bot.actions.score.lock import Screen
    from bot.settings import Settings
    from bot.storage.score.versions import Version
    from bot.storage.session import Session

app = typer.Typer()
quarter_app = typer.Typer(help="季度", no_args_is_help=True)
app.add_typer(quarter_app, name="quarter")

NOT_CONFIRMED: Final = 2
Period = Annotated[str, typer.Argument(help="2026Q4、2026-4、2026年第四季度、上季")]
Yes = Annotated[bool, typer.Option("--yes", help="确认，不只是看")]


@quarter_app.command("lock")
def quarter_lock(period: Period, *, yes: Yes = False) -> None:
    """锁定季度：先列出未办的事；加 --yes 才锁定（没有加时退出码为 2）。"""
    from bot.actions.score import lock
    from bot.rules.quarters import parse_quarter
    from bot.texts.score import lock as t
    from bot.texts.times import day_label

    def look(session: "Session") -> "tuple[Screen, str]":
        screen = lock.look(session, parse_quarter(period, session.today))
        return screen, day_label(screen.filing_ends, session.today)

    with sentences():
        settings = environment()
        screen, day = read(settings, look)
        quarter = screen.quarter
        if screen.version is None:
            for owed in screen.owed:
                typer.echo(t.OUTSTANDING.format(phrase=owed.phrase))
            if screen.is_filing:
                typer.echo(t.FILING_NOTE.format(quarter=quarter.label, day=day))
            if not yes:
                typer.echo(t.ADD_YES.format(quarter=quarter.label), err=True)
                raise typer.Exit(NOT_CONFIRMED)
        version = write(settings, lock.begin, None, quarter)
        n = _make(settings, version)
        typer.echo(t.DONE.format(quarter=quarter.label, n=n, number=version.number))


@quarter_app.command("restate")
def quarter_restate(
    period: Period,
    reason: Annotated[str, typer.Option(help="更正理由")],
    *,
    yes: Yes = False,
) -> None:
    """更正已锁定的季度：先列出差异；加 --yes 才更正（没有加时退出码为 2）。"""
    from bot.actions.score import lock, restate
    from bot.errors import Stale
    from bot.rules.quarters import parse_quarter
    from bot.rules.words import read_words
    from bot.texts.score import lock as t

    def look(session: "Session") -> restate.Compared:
        return restate.compare(session, parse_quarter(period, session.today))

    with sentences():
        settings = environment()
        words = read_words(reason, t.REASON_EMPTY, t.REASON_LONG)
        found = read(settings, look)
        quarter, people = found.version.quarter, found.differences.people
        if not people:
            typer.echo(t.NO_DIFFERENCE.format(quarter=quarter.label))
            return
        for changed in people:
            for line, before, after in changed.lines:
                typer.echo(f"{changed.task_force}\t{changed.name}\t{line}\t{before}\t{after}")
        if not yes:
            typer.echo(t.ADD_YES_RESTATE.format(quarter=quarter.label), err=True)
            raise typer.Exit(NOT_CONFIRMED)
        begun = write(settings, lock.begin_restatement, None, quarter, words, found.version)
        if read(settings, restate.compare_with, begun).stamp != found.stamp:
            write(settings, lock.throw_away, begun)
            raise Stale(t.CHANGED_MEANWHILE)
        _make(settings, begun)
        done = {"quarter": quarter.label, "number": begun.number, "n": len(people)}
        typer.echo(t.RESTATED.format(**done, reason=words))


def _make(settings: "Settings", version: "Version") -> int:
    """Make the version, a few people in each transaction; return of how many people it tells."""
    from bot.actions.score import lock
    from bot.storage.score import versions
    from bot.texts.score import lock as t

    known = read(settings, lock.basis, version.id)
    if known is None:  # an officer has gone on with it in the chat
        return read(settings, versions.size, version.id)
    for waiting in lock.in_parts(known.waiting, lock.WRITTEN_AT_ONCE):
        write(settings, lock.hand_over, version, waiting)
    done, total = len(known.members) - len(known.left), len(known.members)
    with Progress(t.DOING) as progress:
        for some in lock.in_parts(known.left, lock.READ_AT_ONCE):
            people = read(settings, lock.work_out, known, some)
            for few in lock.in_parts(people, lock.WRITTEN_AT_ONCE):
                progress.show(version.quarter.label, done, total)
                write(settings, lock.write, version, few)
                done += len(few)
    write(settings, _stand, version)
    return total


def _stand(session: "Session", version: "Version") -> None:
    """Let the version stand, and have the bot tell whom it concerns."""
    from bot.actions.score import lock
    from bot.handlers.score.lock import stood

    if lock.stand(session, version):
        stood(session, version)
