"""What the commands of the command line have in common: the settings, one transaction, progress,
and troubles said in a sentence. Heavy imports stay inside the functions, as in the commands.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

import typer

from bot.errors import Away, Misconfigured, Refused, told
from bot.texts import verify as t

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.session import Session

P = TypeVar("P")
T = TypeVar("T")

_CHOSEN: Final[ContextVar[Path | None]] = ContextVar("env", default=None)
_TOLD: Final = (Refused, Misconfigured, Away)
_BUSY: Final = "数据库正忙，请稍后再试一次，例如：一分钟后"
_EVERY: Final = 0.2  # seconds between two looks at how far a command is
_BREATH: Final = 0.03  # seconds, in which SQLite's own waiting asks for the database once
_NO_ROOM: Final = "不能在 {} 里存放文件（{}），请换一个目录，例如：/srv/xietiao"


@contextmanager
def sentences(code: int = 1) -> Iterator[None]:
    """Turn a refusal, wrong settings or what is away into one sentence on standard error and the
    exit code, instead of a traceback.
    """
    try:
        yield
    except (*_TOLD, ExceptionGroup) as error:  # a group is of the tasks of `run`
        said = told(error)
        if said is None:
            raise
        typer.echo(str(said), err=True)
        raise typer.Exit(code) from None


def act_on(file: Path | None) -> None:
    """Let the command act on the county of that file, None for the one of `.env`."""
    _CHOSEN.set(file)


def env_file_chosen() -> Path | None:
    """Return the file of the county that the command acts on, None for the usual `.env`."""
    return _CHOSEN.get()


def environment(**overrides: object) -> "Settings":
    """Return the settings, read anew once for each command."""
    from bot.settings import read_settings, settings_of

    file = env_file_chosen()
    return settings_of(file, **overrides) if file else read_settings(**overrides)


def write(settings: "Settings", step: Callable[..., T], *args: Any, dry_run: bool = False) -> T:
    """Run a step in one short transaction, beside a running bot if need be; with `dry_run` it is
    rolled back. Returns what the step returned. Raises Refused when the database stays busy.
    """

    def once(session: "Session", _: None) -> T:
        return step(session, *args)

    (done,) = write_pieces(settings, once, [None], dry_run=dry_run)
    return done


def write_pieces(
    settings: "Settings",
    step: "Callable[[Session, P], T]",
    pieces: Iterable[P],
    *,
    dry_run: bool = False,
) -> Iterator[T]:
    """Run a step for each piece of a long work, each in a short transaction; yield what the step
    returned. Between two of them whoever waits for the database has it. Otherwise as `write`.
    """
    from sqlalchemy.exc import OperationalError

    import bot.handlers.wings  # noqa: F401 - so that whoever has to hear of a step is there
    from bot import clock, opening
    from bot.storage import audit, databases
    from bot.storage.crypto import Vault
    from bot.storage.session import Session

    opening.prepare(settings)
    county = opening.read_county(settings)
    engine, vault = databases.writing(settings.database_url), Vault(settings.key)
    for n, piece in enumerate(pieces):
        if n:
            sleep(_BREATH)
        try:
            with engine.connect() as db:
                session = Session(db, vault, county, clock.utc_now())
                done = step(session, piece)
                audit.settle(session)
                if dry_run:
                    db.rollback()
                else:
                    db.commit()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            raise Refused(_BUSY) from None
        yield done


def read(settings: "Settings", look: Callable[..., T], *args: Any) -> T:
    """Run a look-up on the database as it is, and return what it returned."""
    from bot import clock, opening
    from bot.storage import databases
    from bot.storage.crypto import Vault
    from bot.storage.reader import Reader

    opening.prepare(settings)
    county = opening.read_county(settings)
    reading = databases.reading(settings.database_url)
    return Reader(reading, Vault(settings.key), county, clock.utc_now).now(look, *args)


class Progress:
    """How far a long command is, on one line of the terminal that is overwritten and in the end
    removed. Nothing is shown when standard error is no terminal.
    """

    def __init__(self, doing: str = t.VERIFYING) -> None:
        self._doing = doing
        self._shown = sys.stderr.isatty()
        self._next = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def show(self, what: str, done: int, total: int) -> None:
        """Show what is being gone through and how much of it is done; `total` is 0 where it is not
        known.
        """
        if self._shown and (monotonic() >= self._next or done == 0):
            self._next = monotonic() + _EVERY
            said = t.PROGRESS_OF if total else t.PROGRESS
            self._write(said.format(doing=self._doing, what=what, done=done, total=total))

    def say(self, sentence: str) -> None:
        """Print a line that stays, on standard output."""
        self._write("")
        typer.echo(sentence)

    def _write(self, line: str) -> None:
        if self._shown:
            typer.echo(f"\r\x1b[K{line}", nl=False, err=True)


def make_room(file: Path) -> None:
    """Make the folder that a file is to be in. Raises Misconfigured where that is not possible."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(_NO_ROOM.format(file.parent, error.strerror)) from None
