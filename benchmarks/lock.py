"""A quarter of five thousand people is locked while fifty people tap: how long does it take, and
how long do they wait?
"""

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks import updates
from benchmarks.bot_api import BotApi, serving
from benchmarks.county import settings_of, writing
from benchmarks.figures import Table, percentile, tail
from benchmarks.processes import memory, running
from benchmarks.summary import fill
from benchmarks.taps import Crowd, county, waits
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage.people import accounts, persons, roles

PEOPLE: Final = 5_000
ENTRIES: Final = 50_000
MOST_SECONDS: Final = 10
_OFFICER: Final = 6_000_002


async def measure(table: Table) -> None:
    """Measure taps alone, then beside the lock of the quarter before this one."""
    with tempfile.TemporaryDirectory() as name:
        made = county(Path(name) / "county")
        with writing(settings_of(made.folder)) as session:
            quarter = Quarter.of(session.today).previous()
            officer = persons.add(session, None, "赵敏")
            roles.give(session, officer, Role.BUREAU, None)
            accounts.invited(session, _OFFICER, None)
            accounts.join(session, _OFFICER, officer)
        fill(made.folder, PEOPLE, ENTRIES, quarter)
        async with serving(BotApi()) as (api, url):
            environment = made.environment(url)
            async with running(
                "bot", "run", folder=Path(name), environment=environment, core=None
            ) as pid:
                await asyncio.wait_for(api.polled.wait(), 30)
                crowd, is_locked = Crowd(api), asyncio.Event()

                def hear(method: str, call: dict[str, Any]) -> None:
                    crowd.hear(method, call)
                    if int(call.get("chat_id") or 0) == _OFFICER and "已定案" in call.get(
                        "text", ""
                    ):
                        is_locked.set()

                api.on_call = hear
                acting = asyncio.create_task(crowd.act())
                await asyncio.sleep(2)
                quiet = await waits(crowd, asyncio.sleep(5))
                began = perf_counter()
                api.send(updates.tapped(_OFFICER, 1, f"lk:yes:{quarter}"))
                busy = await waits(crowd, asyncio.wait_for(is_locked.wait(), 120))
                seconds = perf_counter() - began
                acting.cancel()
                what = f"lock of {PEOPLE:,} people, {ENTRIES:,} entries"
                met = seconds < MOST_SECONDS
                table.add(what, f"{seconds:.1f} s", f"< {MOST_SECONDS} s", met=met)
                for beside, taps in (("", quiet), (", beside the lock", busy)):
                    met = percentile(taps.answered, 0.99) < 0.1
                    said = tail(taps.answered)
                    table.add(f"tap → answered{beside}", said, "p99 < 100 ms", met=met)
                table.add("memory of the bot, at most", f"{memory(pid)[1]:.0f} MB")
