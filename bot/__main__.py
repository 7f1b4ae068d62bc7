"""The command line: `xietiao`. Heavy imports stay inside the commands, for worker processes
import this module too.
"""

import gc
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.commands import (
    backups,
    care,
    doctor,
    evidence,
    importing,
    moving,
    papers,
    people,
    quarters,
    reports,
    running,
    transaction,
)

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def main_options(
    env: Annotated[
        Path | None,
        typer.Option(
            "--env", metavar="FILE", help="对哪个县操作：它的设置文件，如 counties/云山县.env"
        ),
    ] = None,
) -> None:
    """协调通：劳动关系协调员的工作记录与季度赋分"""
    transaction.act_on(env)


_SELDOM: Final = 50_000
"""New objects between two looks for garbage; Python's own 700 is for what goes on for long."""
_SUBJECTS = (
    *(running, people, importing, papers, quarters, reports, evidence),
    *(care, doctor, moving, backups),
)
for subject in _SUBJECTS:
    app.add_typer(subject.app)


def main() -> None:
    """The console script."""
    # What a command loads is no garbage; looking for some took a fifth of the time to load it.
    gc.set_threshold(_SELDOM)
    app()


if __name__ == "__main__":
    main()
