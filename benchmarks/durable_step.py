"""How many durable steps a second the bot does, beside bare echoes by bots that keep nothing.

The bot under test is the whole of it in its own process: inbox written and committed, actor and
draft loaded, the answer read, draft, audit and outbox written, the reply sent and marked sent.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks import updates
from benchmarks.bot_api import TOKEN, BotApi, serving
from benchmarks.county import FIRST_CHAT, JUST_BEGUN, NEARLY_DONE, County, make, message_of
from benchmarks.figures import Table, median, percentile, tail
from benchmarks.processes import cpu_seconds, keep_to_last_core, memory, running, use_all_cores
from bot.texts.work import publicity
from tests.servers.postgres import Server

PEOPLE: Final = 1000
UPDATES: Final = 5000
STEADY: Final = 500
ECHO: Final = ("一", "二", "三", "四", "五")
# Five typed answers: each writes draft, outbox, inbox.
ANSWERS: Final = ("××服装厂一车间", "昨天", "实地走访", "劳动合同法", "本单位")
# Four typed answers and the tap that submits: entry, audit row, the liaison's news besides.
REPORT: Final = ("劳动合同法", "本单位", "自发开展", "30", "提交")
_SUBMIT: Final = "提交"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot to be measured, what everybody says to it, and the words by which its last reply is
    known.
    """

    name: str
    says: Sequence[str]
    ends: str
    county: County | None = None
    module: tuple[str, ...] = ()


@dataclass(slots=True)
class Round:
    """What one contestant did in one round."""

    per_second: float = 0
    cpu_ms: float = 0
    memory: float = 0
    waits: list[float] = field(default_factory=list)


class Crowd:
    """People who each say their lines to the bot, and note when they are answered."""

    def __init__(self, api: BotApi, contestant: Contestant) -> None:
        self._api, self._contestant = api, contestant
        self._since: dict[int, float] = {}
        self._line = dict.fromkeys(range(FIRST_CHAT, FIRST_CHAT + PEOPLE), 0)
        self._unfinished = set(self._line)
        self._eager = False
        self.waits: list[float] = []
        self.done = asyncio.Event()
        api.on_call = self._hear

    def send(self, *chats: int) -> float:
        """Have each of these people say the next line; return the time since when it waits for the
        bot.
        """
        sent = self._api.send(*map(self._next, chats))
        self._since.update(dict.fromkeys(chats, sent))
        return sent

    def flood(self) -> None:
        """Have everybody say their first line at once, and each further one as soon as they are
        answered.
        """
        self._eager = True
        self.send(*self._line)

    def _next(self, chat: int) -> dict[str, Any]:
        said = self._contestant.says[self._line[chat]]
        self._line[chat] += 1
        if said == _SUBMIT:
            person = chat - FIRST_CHAT
            return updates.tapped(chat, message_of(person), f"d:submit:{person + 1}:0")
        return updates.typed(chat, said)

    def _hear(self, method: str, call: dict[str, Any]) -> None:
        chat = int(call["chat_id"]) if method in {"sendMessage", "editMessageText"} else 0
        if chat not in self._line:  # the liaison's news
            return
        since = self._since.pop(chat, None)
        if since is not None:
            self.waits.append(perf_counter() - since)
            if self._eager and self._line[chat] < len(self._contestant.says):
                self.send(chat)
        if self._contestant.ends in call["text"]:
            self._unfinished.discard(chat)
            if not self._unfinished:
                self.done.set()


@asynccontextmanager
async def playing(contestant: Contestant, lag: float = 0.0) -> AsyncIterator[tuple[BotApi, int]]:
    """Run a contestant while the block runs, entered once it waits for updates; gives the Bot API
    and the contestant's process id.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, environment = Path(name), dict[str, str]()
        async with serving(BotApi(lag)) as (api, url):
            module = contestant.module
            if contestant.county is None:
                module = (module[0], url, TOKEN, *module[1:])
            else:
                environment = contestant.county.copy(folder / "county").environment(url)
            async with running(*module, folder=folder, environment=environment) as pid:
                await asyncio.wait_for(api.polled.wait(), 30)
                await asyncio.sleep(0.5)
                yield api, pid


async def flood(contestant: Contestant, lag: float = 0.0) -> Round:
    """Measure as much as a contestant can take, with a reply to each: a thousand people who never
    wait.
    """
    async with playing(contestant, lag) as (api, pid):
        crowd, cpu = Crowd(api, contestant), cpu_seconds(pid)
        began = perf_counter()
        crowd.flood()
        await asyncio.wait_for(crowd.done.wait(), 180)
        took = perf_counter() - began
        cpu = cpu_seconds(pid) - cpu
        assert len(crowd.waits) == UPDATES
        return Round(UPDATES / took, cpu / UPDATES * 1e3, memory(pid)[1])


async def steady(contestant: Contestant) -> Round:
    """Measure the waits at 500 updates a second for ten seconds. A wait counts from when the update
    is there to be fetched to when its reply arrives; the first second is for warming up.
    """
    async with playing(contestant) as (api, pid):
        crowd = Crowd(api, contestant)
        began = perf_counter()
        for n in range(UPDATES):
            ahead = began + n / STEADY - perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            crowd.send(FIRST_CHAT + n % PEOPLE)
        await asyncio.wait_for(crowd.done.wait(), 60)
        return Round(waits=crowd.waits[STEADY:], memory=memory(pid)[1])


def on(folder: Path, server: Server | None = None) -> list[Contestant]:
    """Return the bot answering and taking submissions, on SQLite or on a server."""
    bot, where = ("bot", "run"), " on PostgreSQL" if server else ""
    answers = make(folder / "answers", PEOPLE, JUST_BEGUN, server)
    report = make(folder / "report", PEOPLE, NEARLY_DONE, server)
    asked = publicity.ASK_INITIATIVE
    return [
        Contestant(f"durable step{where}: answer", ANSWERS, asked, answers, bot),
        Contestant(f"durable step{where}: answers, submission", REPORT, "已提交", report, bot),
    ]


def contestants(folder: Path) -> list[Contestant]:
    echoes = [
        Contestant("stock python-telegram-bot", ECHO, ECHO[-1], None, ("benchmarks.stock_ptb",)),
        Contestant("aiogram", ECHO, ECHO[-1], None, ("benchmarks.stock_aiogram",)),
    ]
    return [*echoes, *on(folder)]


async def measure(table: Table, rounds: int) -> None:
    """Run the rounds, the contestants taking turns, and add medians and the ratio to each rival to
    the table.
    """
    keep_to_last_core()
    with tempfile.TemporaryDirectory() as name:
        players = contestants(Path(name))
        played: dict[str, list[Round]] = {player.name: [] for player in players}
        for _ in range(rounds):
            for player in players:
                played[player.name].append(await flood(player))
        at_once = Contestant("", ECHO, ECHO[-1], None, ("benchmarks.stock_ptb", "256"))
        many = await flood(at_once)
        _rates(table, players, played)
        table.add("stock python-telegram-bot, concurrent_updates(256)", f"{many.per_second:,.0f}/s")
        for player in players:
            waits = (await steady(player)).waits
            table.add(f"{player.name}, steady {STEADY}/s", tail(waits), **_goal(player, waits))
    use_all_cores()


def _rates(table: Table, players: list[Contestant], played: dict[str, list[Round]]) -> None:
    rate = {name: median([r.per_second for r in rounds]) for name, rounds in played.items()}
    rivals = [player.name for player in players if player.county is None]
    for player in players:
        cpu = median([r.cpu_ms for r in played[player.name]])
        table.add(player.name, f"{rate[player.name]:,.0f}/s  {cpu:.2f} ms CPU")
    for player in players:
        for rival in rivals:
            if player.county is not None:
                times = rate[player.name] / rate[rival]
                what = f"{player.name} ÷ {rival}"
                table.add(what, f"{times:.2f}", "≥ 1.5", met=times >= 1.5)
    for player in players:
        most = max(r.memory for r in played[player.name])
        if player.county is not None:
            table.add(f"{player.name}: memory", f"{most:.0f} MB", "< 150 MB", met=most < 150)


def _goal(player: Contestant, waits: list[float]) -> dict[str, Any]:
    if player.county is None:
        return {}
    return {"goal": "p99 < 15 ms", "met": percentile(waits, 0.99) < 0.015}
