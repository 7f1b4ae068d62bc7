"""`xietiao run` and `xietiao init`: the bot itself, and its database before that."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.commands.transaction import env_file_chosen, environment, make_room, sentences, write
from bot.errors import Misconfigured, Refused

app = typer.Typer()

_USUAL: Final = Path(".env")
_OFTEN: Final = 700, 10, 10
"""How often a process that serves looks for garbage, which is Python's own measure."""

_NONE: Final = "没有一个县能运行，原因见上面各县的日志，例如：county not started"
_ONE_OR_ALL: Final = (
    "--env 指一个县，--county-dir 指全部，请只用一个，例如：xietiao run --county-dir counties"
)
_KEY_LOST: Final = (
    "数据库 {} 已有数据，而设置 DATA_KEY 缺失：请填回原来的密钥，否则里面的个人信息解不开，"
    "例如：DATA_KEY=（建库时另存的那一份）"
)


@app.command()
def run(
    county_dir: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="同时运行多个县：目录里每个 *.env 是一个县"),
    ] = None,
) -> None:
    """运行机器人（按 .env 长轮询；设了 WEBHOOK_URL 则用 webhook）。"""
    import asyncio
    import gc
    import signal

    import uvloop

    from bot import app as bot_app
    from bot import counties
    from bot.logs import set_up
    from bot.settings import deployment
    from bot.storage.own_folder import own_folder

    async def main() -> None:
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        if county_dir is None:
            await bot_app.serve(settings, stop)
        elif not await counties.run(county_dir, stop):
            raise Misconfigured(_NONE)

    with sentences():
        if county_dir is not None and env_file_chosen() is not None:
            raise Refused(_ONE_OR_ALL)
        settings = environment() if county_dir is None else deployment()
        set_up(settings.log_format)
        if county_dir is None:
            _ = settings.key, settings.token
        gc.set_threshold(*_OFTEN)
        gc.freeze()  # looking through all that is loaded for garbage held every answer up a tenth
        with nullcontext() if county_dir is None else own_folder(counties.beside(county_dir)):
            uvloop.run(main())


@app.command()
def init(
    county: Annotated[Path | None, typer.Option(help="县规则文件，默认用随附的")] = None,
    *,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="审计链没有接管的记录按现状纳入：查明原因之后才用")
    ] = False,
    new_bot: Annotated[
        bool, typer.Option("--new-bot", help="本县换了机器人：数据库今后归 BOT_TOKEN 的这一个")
    ] = False,
) -> None:
    """建立或升级数据库，载入县规则文件，补全 .env。"""
    from bot import clock, env_file, opening
    from bot.actions.people import set_up
    from bot.storage import databases, schema
    from bot.storage.crypto import Vault
    from bot.texts.people import set_up as t

    with sentences():
        settings = environment(**({"county_file": str(county.resolve())} if county else {}))
        rules = opening.read_county(settings)
        database = databases.at(settings.database_url)
        if not settings.data_key and schema.is_there(database):
            raise Misconfigured(_KEY_LOST.format(database.name))
        file = env_file_chosen()
        added = env_file.complete(file, county, {}) if file else env_file.complete(_USUAL, county)
        settings = environment()
        make_room(database.beside)
        vault = Vault(settings.key)
        whose = opening.claiming(settings, anew=new_bot)
        now = clock.utc_now()
        if older := set_up.upgrade(database, vault, rules, now, anyhow=adopt, whose=whose):
            typer.echo(t.ADOPTED.format(rows=older), err=True)
        forces = write(settings, set_up.load_county)
        if added:
            typer.echo(f"已写入 {file or _USUAL}：{'、'.join(added)}（请另存一份 DATA_KEY）")
        typer.echo(f"就绪：{database.name}，{forces} 个专班")
