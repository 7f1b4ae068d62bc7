"""`xietiao run` and `xietiao init`: the bot itself, and its database before that."""

from pathlib import Path
from typing import Annotated, Final

import typer

from bot.commands.transaction import environment, make_room, sentences, write
from bot.errors import Misconfigured

app = typer.Typer()

_KEY_LOST: Final = (
    "数据库 {} 已有数据，而设置 DATA_KEY 缺失：请填回原来的密钥，否则里面的个人信息解不开，"
    "例如：DATA_KEY=（建库时另存的那一份）"
)


@app.command()
def run() -> None:
    """运行机器人（按 .env 长轮询；设了 WEBHOOK_URL 则用 webhook）。"""
    import asyncio
    import gc
    import signal

    import uvloop

    from bot import app as bot_app
    from bot.logs import set_up

    async def main() -> None:
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await bot_app.serve(settings, stop)

    with sentences():
        settings = environment()
        set_up(settings.log_format)
        _ = settings.key, settings.token
        gc.freeze()  # looking through all that is loaded for garbage held every answer up a tenth
        uvloop.run(main())


@app.command()
def init(
    county: Annotated[Path | None, typer.Option(help="县规则文件，默认用随附的")] = None,
    *,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="审计链没有接管的记录按现状纳入：查明原因之后才用")
    ] = False,
) -> None:
    """建立或升级数据库，载入县规则文件，补全 .env。"""
    from bot import app as bot_app
    from bot import env_file
    from bot.actions.people import set_up
    from bot.storage import databases, schema
    from bot.storage.crypto import Vault
    from bot.texts.people import set_up as t

    with sentences():
        settings = environment(**({"county_file": str(county.resolve())} if county else {}))
        rules = bot_app.read_county(settings)
        database = databases.at(settings.database_url)
        if not settings.data_key and schema.is_there(database):
            raise Misconfigured(_KEY_LOST.format(database.name))
        added = env_file.complete(Path(".env"), county)
        settings = environment()
        make_room(database.beside)
        vault = Vault(settings.key)
        if older := set_up.upgrade(database, vault, rules, bot_app.utc_now(), anyhow=adopt):
            typer.echo(t.ADOPTED.format(rows=older), err=True)
        forces = write(settings, set_up.load_county)
        if added:
            typer.echo(f"已写入 .env：{'、'.join(added)}（请另存一份 DATA_KEY）")
        typer.echo(f"就绪：{database.name}，{forces} 个专班")
