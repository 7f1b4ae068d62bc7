"""The demonstration: a sample county, its bot and the page of phones, in one process."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import Misconfigured
from bot.sandbox.accounts import Bot, Person
from bot.sandbox.clock import Clock
from bot.sandbox.events import Event
from bot.sandbox.history import History, NotMade
from bot.sandbox.people import Participant
from bot.sandbox.server import running
from bot.sandbox.switchboard import Observer
from bot.sandbox.wire import Json
from bot.sandbox.world import World
from bot.storage import databases

if TYPE_CHECKING:
    from bot.sandbox.sample.opening import Opened

TOKEN: Final = "7000000001:sandbox"  # noqa: S105 - known to nobody but the sandbox
USERNAME: Final = "xietiao_bot"

WHAT: Final = "本机演示：机器人、模拟的 Telegram 和一个虚构的样例县，不联网；按 Ctrl+C 结束。"
NEWCOMER: Final = (
    "新人加入：在页面上点「+ 新手机」，姓名 {name}，邀请链接 https://t.me/{bot}?start={token}，"
    "登记手机号后4位 {last_four}。"
)
OPENING: Final = "正在打开样例县"
TAIL: Final = "{role}，手机尾号 {last_four}"

Tell = Callable[[str], None]
Wake = Callable[[], None]


async def demonstrate(
    port: int, folder: Path, stop: asyncio.Event, tell: Tell, *, kept: Path, lasts: bool = False
) -> None:
    """Run the demonstration until `stop` is set. The page is served at once and says what it is
    waiting for. Its phones appear when the county is open; that goes on in a thread, the heavy
    imports included.

    The sample's history is taken from the snapshots in `kept`. When there is none, it is filled in
    while the phones are used already; only a county that `lasts` (is kept for another time) waits
    for it, so that it never has half of it.
    """
    clock = Clock()
    world = World(clock)
    account = world.add_bot(TOKEN, USERNAME, "协调通")
    history = History(kept, clock.now(), world.preparation)
    world.preparation.tell(OPENING, 0, 3)
    async with AsyncExitStack() as stack:
        stack.enter_context(databases.at(folder / "county.db").alone())
        online = asyncio.Event()
        url = await stack.enter_async_context(running(world, port, observer=_heard(online)))
        tell(f"协调通 {url}")
        tell(WHAT)
        has_history = await asyncio.to_thread(_take_out, folder, history)
        if lasts and not has_history:
            await _unless(stop, _make(history))
            has_history = stop.is_set() or await asyncio.to_thread(_take_out, folder, history)
        if stop.is_set():
            return
        world.preparation.tell(OPENING, 1, 3)
        opened = await asyncio.to_thread(_open, folder, url, history)
        if stop.is_set():
            return
        if opened.latest > clock.now():
            clock.move_to(opened.latest)
        people_the_world(world, account, opened)
        gc.freeze()
        gc.enable()
        world.preparation.tell(OPENING, 2, 3)
        for line in _invitations(opened):
            tell(line)
        fill = partial(_fill, world, None if has_history else history, opened, online, stop)
        await _run_bot(opened, clock, stop, fill)


def people_the_world(world: World, account: Bot, opened: "Opened") -> None:
    """Give everyone an account; those whose phones are shown and who have joined press /start."""
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


def _invitations(opened: "Opened") -> Iterator[str]:
    """Yield a line with the link of each newcomer whose phone is not shown yet."""
    shown = {somebody.name for somebody in opened.accounts}
    for each in opened.invitations:
        if each.name not in shown:
            yield NEWCOMER.format(
                name=each.name, bot=USERNAME, token=each.token, last_four=each.last_four
            )


def _take_out(folder: Path, history: History) -> bool:
    """Return whether the county in the folder has its history: because it was there already, or
    because a snapshot could be copied now.
    """
    from bot.sandbox.sample.snapshot import take_out

    is_there = (folder / "county.db").exists()
    return is_there or take_out(folder, history.now, history.kept)


def _open(folder: Path, url: str, history: History) -> "Opened":
    from bot.sandbox.sample.opening import open_county

    return open_county(folder, TOKEN, url, history.now)


def _heard(online: asyncio.Event) -> Observer:
    """Return an observer that notices when the bot begins to ask for updates."""

    def heard(method: str, _given: Json, _answer: Json) -> None:
        if method.lower() == "getupdates":
            online.set()

    return heard


async def _fill(
    world: World,
    history: History | None,
    opened: "Opened",
    online: asyncio.Event,
    stop: asyncio.Event,
    wake: Wake,
) -> None:
    """Once the phones are answered, fill in the history, if it is missing."""
    await online.wait()
    if history is None:
        world.preparation.end()
    else:
        await history.fill_in(opened.settings, stop, wake)


async def _make(history: History) -> None:
    try:
        await history.make()
    except NotMade as why:
        raise Misconfigured(f"样例县没有备好：{why}，例如：--cache DIR 换一个目录") from None


async def _unless(stop: asyncio.Event, doing: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine, but no longer than until `stop` is set."""
    task, stopped = asyncio.ensure_future(doing), asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not task.done():
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _run_bot(
    opened: "Opened",
    clock: Clock,
    stop: asyncio.Event,
    fill: Callable[[Wake], Coroutine[Any, Any, None]],
) -> None:
    import structlog

    from bot import app, logs

    logs.set_up("console")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    bot = app.Bot(opened.settings, clock.now)
    clock.moved.append(bot.woken)
    filling = asyncio.create_task(fill(bot.woken))
    try:
        await bot.run(stop)
    finally:
        filling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await filling
