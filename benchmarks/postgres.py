"""What a durable step costs on PostgreSQL, beside SQLite in the same run."""

import tempfile
from pathlib import Path
from typing import Final

from benchmarks.durable_step import Round, flood, on
from benchmarks.figures import Table, median
from benchmarks.processes import keep_to_last_core, use_all_cores
from tests.servers.postgres import Server

GOAL: Final = 0.6


async def measure(table: Table, rounds: int) -> None:
    """Run the rounds on both in turn, and add what PostgreSQL does of what SQLite does."""
    keep_to_last_core()
    server = Server(keeps=True)  # which leaves the first core to the bot, as the stand-in does
    try:
        with tempfile.TemporaryDirectory() as name:
            players = [*on(Path(name) / "sqlite"), *on(Path(name) / "postgres", server)]
            played: dict[str, list[Round]] = {player.name: [] for player in players}
            for _ in range(rounds):
                for player in players:
                    played[player.name].append(await flood(player))
            rates = [median([r.per_second for r in played[player.name]]) for player in players]
            for player, rate in zip(players, rates, strict=True):
                cpu = median([r.cpu_ms for r in played[player.name]])
                table.add(player.name, f"{rate:,.0f}/s  {cpu:.2f} ms CPU")
            for what, plain, other in zip(("answer", "submission"), rates, rates[2:], strict=False):
                times = other / plain
                table.add(
                    f"PostgreSQL ÷ SQLite, {what}", f"{times:.2f}", f"≥ {GOAL}", met=times >= GOAL
                )
    finally:
        server.close()
        use_all_cores()
