"""The demonstration: a sample county, its bot and the page of phones, in one process."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.clock import Clock
from bot.sandbox.events import Event
from bot.sandbox.people import Participant
from bot.sandbox.server import running
from bot.sandbox.world import World
from bot.storage.lock import only_one

if TYPE_CHECKING:
    from bot.sandbox.sample.opening import Opened

TOKEN: Final = "7000000001:sandbox"  # noqa: S105 - known to nobody but the sandbox
USERNAME: Final = "xietiao_bot"

WHAT: Final = "本机演示：机器人、模拟的 Telegram 和一个虚构的样例县，不联网；按 Ctrl+C 结束。"
NEWCOMER: Final = (
    "新人加入：在页面上点「+ 新手机」，姓名 {name}，邀请链接 https://t.me/{bot}?start={token}，"
    "登记手机号后4位 {last_four}。"
)
TAIL: Final = "{role}，手机尾号 {last_four}"

Tell = Callable[[str], None]


async def demonstrate(port: int, folder: Path, stop: asyncio.Event, tell: Tell) -> None:
    """Until told to stop. The page is served at once; its phones appear when the county is made,
    which goes on in a thread, the heavy imports included.
    """
    clock = Clock()
    world = World(clock)
    account = world.add_bot(TOKEN, USERNAME, "协调通")
    async with AsyncExitStack() as stack:
        stack.enter_context(only_one(folder / "county.db"))
        url = await stack.enter_async_context(running(world, port))
        opened = await asyncio.to_thread(_open, folder, url, clock)
        if stop.is_set():
            return
        if opened.latest > clock.now():
            clock.move_to(opened.latest)
        people_the_world(world, account, opened)
        for line in _greeting(url, opened):
            tell(line)
        await _run_bot(opened, clock, stop)


def people_the_world(world: World, account: Bot, opened: "Opened") -> None:
    """Everyone has an account; those whose phones are shown and who have joined press /start."""
    account.last_message_id = opened.message_id
    links = {invitation.name: invitation for invitation in opened.invitations}
    for somebody in opened.accounts:
        user = world.add_user(somebody.name)
        world.meet(account, user).begun = somebody.has_joined
        if not somebody.role:
            continue
        link = links.get(somebody.name)
        role, start = somebody.role, None
        if link is not None:
            role = TAIL.format(role=role, last_four=link.last_four)
            start = link.token
        world.cast.append(Person(user, role, start))
        if somebody.has_joined:
            Participant(world, user, account).start()
    world.events.emit(Event(None, None, "people", {}))


def _greeting(url: str, opened: "Opened") -> list[str]:
    shown = {somebody.name for somebody in opened.accounts}
    others = [each for each in opened.invitations if each.name not in shown]
    return [
        f"协调通 {url}",
        WHAT,
        *(
            NEWCOMER.format(
                name=each.name, bot=USERNAME, token=each.token, last_four=each.last_four
            )
            for each in others
        ),
    ]


def _open(folder: Path, url: str, clock: Clock) -> "Opened":
    from bot.sandbox.sample.opening import open_county

    return open_county(folder, TOKEN, url, clock.now())


async def _run_bot(opened: "Opened", clock: Clock, stop: asyncio.Event) -> None:
    import structlog

    from bot import app, logs

    logs.set_up("console")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    bot = app.Bot(opened.settings, clock.now)
    clock.moved.append(bot.woken)
    await bot.run(stop)
