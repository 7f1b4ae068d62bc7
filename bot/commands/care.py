"""`xietiao verify`, `replay`, `doctor`: whether all is well, and what to do when not."""

import typer

from bot.commands.people import PARTLY
from bot.commands.transaction import environment, read, sentences, write

app = typer.Typer()


@app.command()
def verify() -> None:
    """核对审计链、佐证文件与引用关系：完好退出 0，否则逐条列出并退出 1。"""
    from bot.actions.verify import verify as find
    from bot.storage.blobs import Blobs
    from bot.texts import verify as t

    with sentences():
        settings = environment()
        blobs = Blobs(settings.evidence)
        wrong = read(settings, lambda session: list(find(session, blobs)))
        for sentence in wrong:
            typer.echo(sentence)
        if wrong:
            raise typer.Exit(PARTLY)
        typer.echo(t.WHOLE)


@app.command()
def replay() -> None:
    """把未能处理的消息放回队列，机器人下次启动时重新处理。"""
    from bot.storage import inbox

    with sentences():
        settings = environment()
        for row, chat, error in read(settings, inbox.failed):
            typer.echo(f"{row}\t{chat}\t{error}")
        typer.echo(f"replayed {write(settings, inbox.replay)}")


@app.command()
def doctor() -> None:
    """看一眼运行状况：版本、数据库、积压。"""
    from bot.storage import engine, inbox, outbox, schema

    with sentences():
        settings = environment()
        current = settings.database.is_file() and schema.is_current(
            engine.reading(settings.database)
        )
        typer.echo(f"sqlite\t{engine.SQLITE_VERSION}")
        typer.echo(f"database\t{settings.database}\t{'当前' if current else '需要 xietiao init'}")
        if not current:
            raise typer.Exit(PARTLY)
        for what, of in (("inbox", inbox), ("outbox", outbox)):
            counts = {s: read(settings, of.count, s) for s in ("new", "failed")}
            typer.echo(f"{what}\t待处理 {counts['new']}\t失败 {counts['failed']}")
