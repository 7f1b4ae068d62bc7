"""`xietiao roster leave`, `appoint`, `invite`: who there is, and how they come in."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.transaction import environment, make_room, sentences, write
from bot.errors import Misconfigured, Refused
from bot.rules.roles import OFFICERS, Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.session import Session

app = typer.Typer()
roster_app = typer.Typer(help="台账", no_args_is_help=True)
appoint_app = typer.Typer(help="任命", no_args_is_help=True)
app.add_typer(roster_app, name="roster")
app.add_typer(appoint_app, name="appoint")

Phone = Annotated[str, typer.Option(help="手机号，同名时用来区分")]
Force = Annotated[str, typer.Option("--task-force", help="专班名称")]

PARTLY: Final = 1
NOTHING: Final = 2


@roster_app.command("leave")
def roster_leave(name: str, phone: Phone = "") -> None:
    """某人离开：链接和账号停用，已报的记录保留。"""
    from bot.actions.people import leave, set_up
    from bot.handlers import menu
    from bot.handlers.people import appointing
    from bot.handlers.say import write as say
    from bot.storage import errands

    def go(session: "Session") -> str:
        (person,) = set_up.whom(session, name, phone, everyone=False)
        left = leave.leave(session, person)
        for chat in left.chats:
            errands.ask(session, menu.MENU, chat)
        say(session, 0, appointing.left_behind(session, left))
        return left.sentence

    with sentences():
        typer.echo(write(environment(), go))


@roster_app.command("move")
def roster_move(
    name: str,
    to_task_force: Annotated[str, typer.Option("--to-task-force", help="调到哪个专班")],
    phone: Phone = "",
) -> None:
    """调整专班：已报的记录不变，以后由新专班审核和评分。"""
    from bot.actions.people import roster as actions
    from bot.actions.people import set_up
    from bot.handlers.people import roster
    from bot.handlers.say import write as say
    from bot.texts.people import roster as t

    def go(session: "Session") -> str:
        (person,) = set_up.whom(session, name, phone, everyone=False)
        moved = actions.go(session, person, set_up.force_named(session, to_task_force))
        say(session, 0, roster.tell_moved(session, moved))
        return t.MOVED.format(name=name, before=moved.before.name, after=moved.after.name)

    with sentences():
        typer.echo(write(environment(), go))


@appoint_app.command("liaison")
def appoint_liaison(name: str, task_force: Force, phone: Phone = "") -> None:
    """任命专班的联络员：台账中的人，或新增一人；每个专班只有一名。"""
    from bot.handlers.people import appointing

    with sentences():
        write(environment(), appointing.liaison, name, task_force, phone)
        typer.echo(f"{task_force} 联络员：{name}")


def _officer(role: Role) -> None:
    """Add the command that appoints to one of the roles of people who are in no ledger."""

    @appoint_app.command(role.value, help=f"任命{role.label}（不在任何台账里）。")
    def appoint(name: str, phone: Phone = "") -> None:
        from bot.actions.people import set_up

        with sentences():
            write(environment(), set_up.appoint_officer, name, role, phone)
            typer.echo(f"{role.label}：{name}")


for officer in OFFICERS:
    _officer(officer)


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
    """Save a link's QR code as `李梅.svg`, or `李梅-2.svg` for the second person of that name."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    safe = "".join("_" if char in '\\/:*?"<>|' else char for char in name)
    file = folder / (f"{safe}-{number}.svg" if number > 1 else f"{safe}.svg")
    qrcode.make(address, image_factory=SvgPathImage).save(file)
