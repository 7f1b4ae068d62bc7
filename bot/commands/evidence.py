"""`xietiao evidence`: originals, on the server; who took what is in the audit trail."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.people import PARTLY
from bot.commands.transaction import Progress, environment, make_room, read, sentences, write
from bot.errors import Refused

if TYPE_CHECKING:
    from bot.reports.archive import Archive, Put
    from bot.storage.blobs import Blobs
    from bot.storage.session import Session

app = typer.Typer()


@app.command()
def evidence(
    what: Annotated[list[str], typer.Argument(help="X1042，或姓名、专班、季度：上季 服装制造")],
    out: Annotated[Path, typer.Option(help="空目录，没有则新建")],
) -> None:
    """取出佐证原件、索引和校验，记入审计。"""
    from bot.actions.score import archive as wanting
    from bot.reports.archive import index_workbook, sum_line
    from bot.storage import audit
    from bot.storage.blobs import open_blobs
    from bot.texts.score import archive as t

    def look(session: "Session") -> Any:
        wanted = wanting.read(session, None, " ".join(what))
        return wanted, wanting.archive(session, wanted)

    def tell(session: "Session", wanted: wanting.Wanted, files: int) -> None:
        asked = {key: value for key, value in wanted.asked.items() if value}
        audit.record(session, None, "take evidence", "evidence", files=files, **asked)

    with sentences():
        settings = environment()
        wanted, archive = read(settings, look)
        if not archive.files:
            raise Refused(t.NOTHING.format(title=archive.title))
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise Refused(t.NOT_EMPTY.format(folder=out))
        make_room(out / t.SUMS)
        # Before the first file is there: what was begun and broken off is on record too.
        write(settings, tell, wanted, len(archive.files))
        with Progress(t.WRITING) as progress:
            puts = _copied(archive, open_blobs(settings), out, progress)
        written = [put for put in puts if put.path]
        (out / t.SUMS).write_text("".join(map(sum_line, written)), encoding="utf-8")
        (out / f"{t.INDEX}.xlsx").write_bytes(index_workbook(archive, puts))
        typer.echo(t.WRITTEN.format(files=len(written), folder=out, sums=t.SUMS))
        if lost := len(archive.files) - len(written):
            typer.echo(t.MISSING.format(n=lost), err=True)
            raise typer.Exit(PARTLY)


def _copied(archive: "Archive", blobs: "Blobs", out: Path, progress: Progress) -> "list[Put]":
    """Copy every original; what is not there is left out, and its row says so."""
    from bot.reports.archive import Put, copy_out
    from bot.texts.score import archive as t

    puts = []
    for n, item in enumerate(archive.items):
        progress.show(t.FILES, n, len(archive.items))
        if not item.sha256:
            puts.append(Put(item))
            continue
        try:
            with blobs.local(item.sha256) as path:
                puts.append(copy_out(item, path, out))
        except FileNotFoundError:
            puts.append(Put(replace(item, note=t.LOST)))
    return puts
