"""The command line: `xietiao`. Heavy imports stay inside the commands, for worker processes
import this module too.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.commands import environment, make_room, read, read_ledger, sentences, write
from bot.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.session import Session

app = typer.Typer(
    help="协调通：劳动关系协调员的工作记录与季度赋分",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
roster_app = typer.Typer(help="台账", no_args_is_help=True)
appoint_app = typer.Typer(help="任命", no_args_is_help=True)
report_app = typer.Typer(help="报表", no_args_is_help=True)
app.add_typer(roster_app, name="roster")
app.add_typer(appoint_app, name="appoint")
app.add_typer(report_app, name="report")

Phone = Annotated[str, typer.Option(help="手机号，同名时用来区分")]
Force = Annotated[str, typer.Option("--task-force", help="专班名称")]

PARTLY: Final = 1
NOTHING: Final = 2

_KEY_LOST: Final = (
    "数据库 {} 已有数据，而设置 DATA_KEY 缺失：请填回原来的密钥，否则里面的个人信息解不开，"
    "例如：DATA_KEY=（建库时另存的那一份）"
)


@app.command()
def run() -> None:
    """运行机器人（按 .env 长轮询；设了 WEBHOOK_URL 则用 webhook）。"""
    import asyncio
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
        uvloop.run(main())


@app.command()
def init(
    county: Annotated[Path | None, typer.Option(help="县规则文件，默认用随附的")] = None,
) -> None:
    """建立或升级数据库，载入县规则文件，补全 .env。"""
    from bot import app as bot_app
    from bot import env_file
    from bot.actions.people import set_up
    from bot.storage import engine, schema

    with sentences():
        settings = environment(**({"county_file": str(county.resolve())} if county else {}))
        bot_app.read_county(settings)
        if settings.database.is_file() and not settings.data_key:
            raise Misconfigured(_KEY_LOST.format(settings.database))
        added = env_file.complete(Path(".env"), county)
        settings = environment()
        make_room(settings.database)
        schema.upgrade(engine.writing(settings.database))
        forces = write(settings, set_up.load_county)
        if added:
            typer.echo(f"已写入 .env：{'、'.join(added)}（请另存一份 DATA_KEY）")
        typer.echo(f"就绪：{settings.database}，{forces} 个专班")


@roster_app.command("import")
def roster_import(
    file: Annotated[Path, typer.Argument(help="附件2样式的工作簿")],
    task_force: Force = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
) -> None:
    """导入台账；错误逐格列在标准错误里。"""
    from bot.actions.people import set_up
    from bot.texts.people import set_up as t

    with sentences(NOTHING):
        roster = read_ledger(file, task_force)
        if not roster.rows and not roster.problems:
            raise Refused(t.EMPTY.format(file=file))
        done = write(environment(), set_up.import_roster, roster, dry_run=dry_run)
        for problem in done.problems:
            typer.echo(problem, err=True)
        typer.echo(
            t.IMPORTED.format(
                imported=done.imported, unchanged=done.unchanged, refused=done.refused
            )
        )
        if done.refused:
            taken = done.imported + done.unchanged
            raise typer.Exit(PARTLY if taken else NOTHING)


@roster_app.command("leave")
def roster_leave(name: str, phone: Phone = "") -> None:
    """某人离开：链接和账号停用，已报的记录保留。"""
    from bot.actions.people import leave, set_up
    from bot.handlers import menu
    from bot.storage import errands

    def go(session: "Session") -> str:
        (person,) = set_up.whom(session, name, phone, everyone=False)
        left = leave.leave(session, person)
        for chat in left.chats:
            errands.ask(session, menu.MENU, chat)
        return left.sentence

    with sentences():
        typer.echo(write(environment(), go))


@appoint_app.command("bureau")
def appoint_bureau(name: str, phone: Phone = "") -> None:
    """任命县局工作人员（不在任何台账里）。"""
    from bot.rules.roles import Role

    _appoint_officer(name, Role.BUREAU, phone)


@appoint_app.command("admin")
def appoint_admin(name: str, phone: Phone = "") -> None:
    """任命管理员（接收告警）。"""
    from bot.rules.roles import Role

    _appoint_officer(name, Role.ADMIN, phone)


@appoint_app.command("liaison")
def appoint_liaison(name: str, task_force: Force, phone: Phone = "") -> None:
    """任命专班的联络员：台账中的人，或新增一人；每个专班只有一名。"""
    from bot.handlers.people import appointing

    with sentences():
        write(environment(), appointing.liaison, name, task_force, phone)
        typer.echo(f"{task_force} 联络员：{name}")


@app.command()
def invite(
    name: Annotated[str, typer.Argument(help="姓名")] = "",
    phone: Phone = "",
    task_force: Force = "",
    *,
    everyone: Annotated[bool, typer.Option("--all", help="所有未加入的人")] = False,
    out: Annotated[Path | None, typer.Option(help="二维码存放的目录")] = None,
) -> None:
    """发加入链接：每行 身份、姓名、链接，制表符分隔。"""
    import asyncio

    from bot.actions.people import set_up
    from bot.texts.people import set_up as t

    with sentences():
        settings = environment()
        if not (name or task_force or everyone):
            raise Refused("请说明邀请谁，例如：xietiao invite 李梅、--task-force 服装制造 或 --all")
        user_name = asyncio.run(_bot_name(settings))

        def issue(session: "Session") -> list[set_up.Link]:
            people = set_up.whom(session, name, phone, task_force, everyone=everyone)
            return set_up.invite(session, people)

        if out is not None:
            make_room(out / "code.svg")
        links = write(settings, issue)
        if not links:
            typer.echo(t.EVERYBODY_IN, err=True)
        namesakes = Counter[str]()
        for link in links:
            address = f"https://t.me/{user_name}?start={link.token}"
            typer.echo(f"{link.roles}\t{link.name.full}\t{address}")
            namesakes[link.name.full] += 1
            if out is not None:
                _save_code(out, link.name.full, namesakes[link.name.full], address)


@report_app.command("summary")
def report_summary(
    period: Annotated[str, typer.Argument(help="2026Q4、2026-4、2026年第四季度、本季、上季")],
    out: Annotated[Path, typer.Option(help="工作簿文件；给目录则同时存图片")],
    task_force: Force = "",
) -> None:
    """季度汇总：工作簿（给目录时连同图片）。"""
    from bot.actions.score import summarise
    from bot.reports.summary_picture import summary_picture
    from bot.reports.summary_workbook import summary_filename, summary_workbook
    from bot.rules.quarters import parse_quarter

    with sentences():

        def look(session: "Session") -> Any:
            quarter = parse_quarter(period, session.today)
            force = None
            if task_force:
                force = summarise.task_force_named(session, task_force).id
            return summarise.summary(session, quarter, force)

        rows = read(environment(), look)
        make_room(out)
        if out.is_dir() or not out.suffix:
            out.mkdir(exist_ok=True)
            (out / f"季度汇总-{rows.quarter}.png").write_bytes(summary_picture(rows))
            out /= summary_filename(rows.quarter, draft=rows.draft)
        out.write_bytes(summary_workbook(rows))
        typer.echo(f"{out}\t{rows.outstanding}".rstrip())


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


def _appoint_officer(name: str, role: Any, phone: str) -> None:
    from bot.actions.people import set_up

    with sentences():
        write(environment(), set_up.appoint_officer, name, role, phone)
        typer.echo(f"{role.label}：{name}")


async def _bot_name(settings: "Settings") -> str:
    from bot.transport.http import Declined, Post, Unreachable, reaching

    post = Post(settings.bot_api_url, settings.token, settings.proxy_url)
    try:
        async with reaching(post):
            return str((await post.call("getMe", {}))["username"])
    except (Declined, Unreachable) as error:
        raise Misconfigured(
            f"问不到机器人的用户名（{error}），请检查 BOT_TOKEN、BOT_API_URL 与网络，"
            "例如：BOT_API_URL=https://api.telegram.org"
        ) from None


def _save_code(folder: Path, name: str, number: int, address: str) -> None:
    """As `李梅.svg`, or `李梅-2.svg` for the second of that name."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    safe = "".join("_" if char in '\\/:*?"<>|' else char for char in name)
    file = folder / (f"{safe}-{number}.svg" if number > 1 else f"{safe}.svg")
    qrcode.make(address, image_factory=SvgPathImage).save(file)


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
