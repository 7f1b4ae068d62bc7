"""`xietiao verify`, `replay`: whether all is whole, and what failed, once more."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.people import PARTLY
from bot.commands.transaction import Progress, environment, read, sentences, write
from bot.errors import Refused

if TYPE_CHECKING:
    from bot.storage.session import Session

app = typer.Typer()


@app.command()
def verify(
    noted: Annotated[str, typer.Option(help="以前用 --head 记下的一行：此前的记录是否还在")] = "",
    *,
    head: Annotated[
        bool, typer.Option("--head", help="只显示审计链现在的末行，供另行记下")
    ] = False,
) -> None:
    """核对审计链、记录、佐证文件与引用关系：完好退出 0，否则逐条列出并退出 1。"""
    from bot.actions import verify as verifying
    from bot.storage.blobs import open_blobs
    from bot.texts import verify as t

    def look(session: "Session") -> bool:
        whole = True
        with Progress() as progress:
            for sentence in verifying.verify(session, blobs, progress.show, expected):
                progress.say(sentence)
                whole = False
        if whole:
            for line in filter(None, (t.WHOLE, verifying.older(session))):
                typer.echo(line)
        return whole

    with sentences():
        if head and noted:
            raise Refused(t.HEAD_OR_NOTED)
        expected = verifying.read_noted(noted) if noted else None
        settings = environment()
        if head:
            typer.echo(read(settings, verifying.head))
            return
        blobs = open_blobs(settings)
        if not read(settings, look):
            raise typer.Exit(PARTLY)


@app.command()
def replay() -> None:
    """把未能处理的消息放回队列，机器人下次启动时重新处理。"""
    from bot.storage import inbox

    with sentences():
        settings = environment()
        for row, chat, error in read(settings, inbox.failed):
            typer.echo(f"{row}\t{chat}\t{error}")
        typer.echo(f"replayed {write(settings, inbox.replay)}")
