"""`xietiao backup` and `restore`: a county in one sealed file, and back from it."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.moving import prove, troubles
from bot.commands.people import PARTLY
from bot.commands.transaction import Progress, environment, make_room, sentences

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="备份文件，例如 county-20261126.xtb")],
    since: Annotated[
        Path | None, typer.Option(help="以前的一份备份：其中已有的佐证文件不再备份")
    ] = None,
) -> None:
    """备份全部数据和佐证文件，加密；机器人可以照常运行。"""
    from bot import clock
    from bot.opening import prepare
    from bot.storage import databases
    from bot.storage.blobs import open_blobs
    from bot.storage.moving.backup import Backup
    from bot.texts import moving as t

    with sentences():
        settings = environment()
        prepare(settings)
        database = databases.at(settings.database_url)
        with troubles(settings, database), Progress(t.SAVING) as progress:
            making = Backup(database, open_blobs(settings), settings.key, progress.show)
            made = making.save(file, clock.utc_now(), since)
        typer.echo(t.SAVED.format(path=file, rows=made.rows, files=made.files))
        if made.earlier:
            typer.echo(t.SINCE.format(files=made.earlier, base=since))
        for sha256 in made.lacking:
            typer.echo(t.LACKING.format(sha256=sha256), err=True)
        if made.lacking:
            raise typer.Exit(PARTLY)


@app.command()
def restore(
    files: Annotated[
        list[Path], typer.Argument(help="备份文件；用 --since 做的要连同它之前的那份")
    ],
) -> None:
    """把备份恢复到空的数据库和存放处（按 .env，要有原来的 DATA_KEY）。"""
    from bot.storage import databases
    from bot.storage.blobs import open_blobs
    from bot.storage.moving import files as places
    from bot.storage.moving import restoring
    from bot.texts import moving as t

    with sentences():
        settings = environment()
        chained = restoring.chain(files, settings.key)
        database = databases.at(settings.database_url)
        make_room(database.beside)
        with database.alone(), troubles(settings, database):
            blobs = open_blobs(settings)
            places.prove(blobs, settings.evidence)
            with Progress(t.RESTORING) as progress:
                making = restoring.Restoring(database, blobs, settings.key, progress.show)
                done = making.restore(chained)
        at = done.head.made
        typer.echo(t.RESTORED.format(name=database.name, rows=done.rows, files=done.files, at=at))
        if not prove({"{said}": settings}):
            raise typer.Exit(PARTLY)
