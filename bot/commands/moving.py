"""`xietiao migrate`: a county goes to another database, or its evidence to another place."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.people import PARTLY
from bot.commands.transaction import Progress, environment, make_room, read, sentences
from bot.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.settings import Settings
    from bot.storage.databases import Database
    from bot.storage.moving.copying import Found
    from bot.storage.session import Session

app = typer.Typer()


@app.command()
def migrate(
    to_database: Annotated[str, typer.Option(help="新数据库，写法同 DATABASE_URL")] = "",
    to_evidence: Annotated[str, typer.Option(help="佐证材料的新位置，写法同 EVIDENCE_URL")] = "",
) -> None:
    """停掉机器人后，把全部数据原样搬到另一个数据库或存放处；中断了就再运行一次。"""
    from bot.opening import prepare
    from bot.storage import databases
    from bot.texts import moving as t

    with sentences():
        settings = environment()
        if not (to_database or to_evidence):
            raise Refused(t.NOWHERE)
        there = environment(
            database_url=to_database or settings.database_url,
            evidence_url=to_evidence or settings.evidence,
        )
        source, target = (databases.at(each.database_url) for each in (settings, there))
        if target.url.password == t.HIDDEN:
            raise Refused(t.IS_HIDDEN.format(name=target.name))
        prepare(settings)
        if to_database and _same(source, target):
            raise Refused(t.SAME_DATABASE.format(name=source.name))
        if to_evidence and there.evidence == settings.evidence:
            raise Refused(t.SAME_PLACE.format(url=there.evidence))
        with troubles(there, source, target), source.alone():
            _refuse_a_bot(source)
            said = _move(settings, there) if to_database else _carried(settings, there)
        typer.echo(said)
        well = prove({t.OLD: settings, t.NEW: there})
        typer.echo(t.SET)
        if to_database:
            typer.echo(f"DATABASE_URL={target.url.render_as_string(hide_password=True)}")
        typer.echo(f"EVIDENCE_URL={there.evidence}")
        if not well:
            raise typer.Exit(PARTLY)


def _move(settings: "Settings", there: "Settings") -> str:
    """Copy database and files, whatever of them is not there yet; return what to say of it. Nobody
    can use what was copied before all of it is there and the same.
    """
    from bot.storage import databases, schema
    from bot.storage.crypto import Vault
    from bot.storage.moving import copying
    from bot.texts import moving as t

    source, target = (databases.at(each.database_url) for each in (settings, there))
    vault = Vault(settings.key)
    make_room(target.beside)
    with target.alone(), ExitStack() as stack:
        with _snapshot(source) as db:
            county = copying.whose(db, vault)
        with schema.reachable(target):
            into = stack.enter_context(target.filling().connect())
            found = copying.begin(into, vault, county, target.name)
        rows, files = _fill(settings, there, into, found)
        _refuse_a_bot(source)
        copying.finish(into)
    return t.MOVED.format(rows=rows, files=files)


def _fill(
    settings: "Settings", there: "Settings", into: "Connection", found: "Found"
) -> tuple[int, int]:
    """Copy what is missing and compare all; return how many rows and files there are. Where a part
    was there and does not fit, for the source was used since, all is copied anew.
    """
    from bot.storage import databases
    from bot.storage.moving import copying
    from bot.storage.moving.copying import Changed, Found
    from bot.texts import moving as t

    source, target = (databases.at(each.database_url) for each in (settings, there))
    if found is not Found.NOTHING:
        typer.echo(t.THERE if found is Found.ALL else t.GOING_ON)
    try:
        if found is not Found.ALL:
            _copy(source, into)
        files = _carry(settings, there)
        return _compare(source, into), files
    except (Changed, Refused):
        if found is Found.ALL:
            raise Refused(t.OCCUPIED.format(name=target.name)) from None
        if found is Found.NOTHING:
            raise
    typer.echo(t.ANEW)
    copying.again(into)
    _copy(source, into)
    files = _carry(settings, there)
    return _compare(source, into), files


def _copy(source: "Database", target: "Connection") -> None:
    from bot.storage.moving import copying
    from bot.texts import moving as t

    with _snapshot(source) as db, Progress(t.COPYING) as progress:
        copying.copy(db, target, progress.show)


def _compare(source: "Database", target: "Connection") -> int:
    """Compare with the source as it is by now; return how many rows there are. Raises Changed."""
    from bot.storage.moving import copying
    from bot.texts import moving as t

    with _snapshot(source) as db, Progress(t.COMPARING) as progress:
        return copying.compare(db, target, progress.show)


def _carry(settings: "Settings", there: "Settings") -> int:
    """Copy the files to where they are to be; return how many there are."""
    from bot.storage.blobs import open_blobs
    from bot.storage.moving import files
    from bot.texts import moving as t

    if settings.evidence == there.evidence:
        return sum(1 for _ in open_blobs(settings).all())
    place = open_blobs(there)
    files.prove(place, there.evidence)
    with Progress(t.COPYING) as progress:
        return files.carry(open_blobs(settings), place, progress.show)


def prove(places: dict[str, "Settings"]) -> bool:
    """Verify each place and say what came of it; return whether all is well."""
    from bot.actions import verify as verifying
    from bot.storage.blobs import open_blobs
    from bot.texts import verify as t

    def look(session: "Session") -> bool:
        whole = True
        with Progress() as progress:
            for sentence in verifying.verify(session, blobs, progress.show):
                progress.say(called.format(said=sentence))
                whole = False
        return whole

    well = True
    for called, settings in places.items():
        blobs = open_blobs(settings)
        if read(settings, look):
            typer.echo(called.format(said=t.WHOLE))
        else:
            well = False
    return well


def _same(one: "Database", other: "Database") -> bool:
    """Whether two are one database, however their addresses are written."""
    if one.beside.exists() and other.beside.exists():
        return one.beside.samefile(other.beside)
    return one.url.set(username=None, password=None, query={}) == other.url.set(
        username=None, password=None, query={}
    )


def _carried(settings: "Settings", there: "Settings") -> str:
    from bot.texts import moving as t

    return t.MOVED_FILES.format(files=_carry(settings, there))


@contextmanager
def _snapshot(source: "Database") -> Iterator["Connection"]:
    """Read a database as it is now, and only read."""
    engine = source.reading()
    with engine.connect() as db, db.begin(), source.as_it_lies(db):
        yield db
    engine.dispose()


def _refuse_a_bot(source: "Database") -> None:
    """Raise Refused where a bot runs that `alone` does not know of."""
    from bot.texts import moving as t

    with _snapshot(source) as db:
        if source.is_worked_on(db):
            raise Refused(t.IN_USE.format(name=source.name))


@contextmanager
def troubles(settings: "Settings", *among: "Database") -> Iterator[None]:
    """Say in a sentence what a database or a disk did not do."""
    from sqlalchemy.exc import DBAPIError

    from bot.storage import databases, schema
    from bot.storage.moving.copying import Changed
    from bot.texts import moving as t

    try:
        yield
    except Changed as changed:
        raise Refused(str(changed)) from None
    except databases.TROUBLE as error:
        for each in among:
            schema.is_there(each)  # what cannot be reached has a sentence of its own
        orig = error.orig if isinstance(error, DBAPIError) else error
        is_terse = isinstance(orig, databases.SQLITE_TROUBLE)  # names no value of anybody's
        why = str(orig) if is_terse else type(orig).__name__
        name = " 或 ".join(dict.fromkeys(each.name for each in among))
        raise Refused(t.TROUBLE.format(name=name, why=why)) from None
    except OSError as error:
        raise Refused(
            t.FILE_TROUBLE.format(name=error.filename or settings.evidence, why=error.strerror)
        ) from None
