"""The command line: `xietiao`. Heavy imports stay inside the commands, for worker processes
import this module too.
"""

import typer

from bot.commands import backups, care, moving, people, reports, running

app = typer.Typer(
    help="协调通：劳动关系协调员的工作记录与季度赋分",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for subject in (running, people, reports, care, moving, backups):
    app.add_typer(subject.app)


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
