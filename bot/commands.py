"""What the commands of the command line have in common: the settings, one transaction, and
troubles said in a sentence. Heavy imports stay inside, as in the commands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import typer

from bot.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from bot.reports.roster import Roster
    from bot.settings import Settings

T = TypeVar("T")

_BUSY: Final = "数据库正忙，请稍后再试一次，例如：一分钟后"
_NO_ROOM: Final = "不能在 {} 里存放文件（{}），请换一个目录，例如：/srv/xietiao"


@contextmanager
def sentences(code: int = 1) -> Iterator[None]:
    """What is wrong is said in a sentence, never as a traceback."""
    try:
        yield
    except (Refused, Misconfigured) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(code) from None
    except ExceptionGroup as several:  # one of the tasks of `run`
        told: BaseException | None = several.subgroup((Refused, Misconfigured))
        if told is None:
            raise
        while isinstance(told, BaseExceptionGroup):
            told = told.exceptions[0]
        typer.echo(str(told), err=True)
        raise typer.Exit(code) from None


def environment(**overrides: object) -> "Settings":
    """The settings, read once a command."""
    from bot.settings import read_settings

    return read_settings(**overrides)


def write(settings: "Settings", step: Callable[..., T], *args: Any, dry_run: bool = False) -> T:
    """One short transaction, beside a running bot if need be."""
    from sqlalchemy.exc import OperationalError

    from bot import app as bot_app
    from bot.storage import engine
    from bot.storage.crypto import Vault
    from bot.storage.session import Session

    bot_app.prepare(settings)
    county = bot_app.read_county(settings)
    try:
        with engine.writing(settings.database).connect() as db:
            session = Session(db, Vault(settings.key), county, bot_app.utc_now())
            done = step(session, *args)
            if dry_run:
                db.rollback()
            else:
                db.commit()
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        raise Refused(_BUSY) from None
    return done


def read(settings: "Settings", look: Callable[..., T], *args: Any) -> T:
    """A look at the database as it is."""
    from bot import app as bot_app
    from bot.storage import engine
    from bot.storage.crypto import Vault
    from bot.storage.reader import Reader

    bot_app.prepare(settings)
    county = bot_app.read_county(settings)
    reading = engine.reading(settings.database)
    return Reader(reading, Vault(settings.key), county, bot_app.utc_now).now(look, *args)


def read_ledger(file: Path, task_force: str) -> "Roster":
    """The people in a ledger workbook, read in a process of its own with a limit of memory: it
    comes from outside, and may be anything. Raises Refused.
    """
    from bot.evidence import workers
    from bot.reports.roster import read_roster_file
    from bot.texts import workbooks

    try:
        return workers.apart(workers.WORKBOOK, read_roster_file, file, task_force or None)
    except workers.Crashed:
        raise Refused(workbooks.UNREADABLE) from None


def make_room(file: Path) -> None:
    """The folder a file is to be in."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(_NO_ROOM.format(file.parent, error.strerror)) from None
