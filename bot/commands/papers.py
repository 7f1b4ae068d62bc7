"""`xietiao roster forget-papers`: what was read of somebody's papers is dropped, as they asked."""

from typing import TYPE_CHECKING

import typer

from bot.commands.people import Phone, roster_app
from bot.commands.transaction import environment, sentences, write

if TYPE_CHECKING:
    from bot.storage.session import Session

app = typer.Typer()


@roster_app.command("forget-papers")
def roster_forget_papers(name: str, phone: Phone = "") -> None:
    """应本人要求，清除从某人的材料里识读的文字：记录和佐证文件不动，写入审计。"""
    from bot.actions.people import set_up
    from bot.actions.work import forget_papers
    from bot.texts.work import reading as t

    def go(session: "Session") -> str:
        (person,) = set_up.whom(session, name, phone, everyone=False)
        return t.FORGOTTEN.format(name=name, n=forget_papers.forget(session, person))

    with sentences():
        typer.echo(write(environment(), go))
