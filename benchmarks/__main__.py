"""`python -m benchmarks [--quick] [step|taps|likeness|summary|…]`: measures parts, or all."""

import argparse
import asyncio
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks import (
    album,
    durable_step,
    guide,
    likeness,
    lock,
    pack,
    papers,
    people,
    postgres,
    statements,
    summary,
    taps,
    textlike,
    together,
    verify,
)
from benchmarks.figures import Table, tail
from tests.servers.postgres import MISSING, binaries

ON_POSTGRES = {"postgres", "together"}


def step(table: Table, rounds: int) -> None:
    statements.measure(table)
    asyncio.run(durable_step.measure(table, rounds))


PARTS: Mapping[str, Callable[[Table, int], None]] = {
    "step": step,
    "taps": lambda table, rounds: asyncio.run(taps.measure(table, 5 if rounds == 1 else 20)),
    "album": lambda table, rounds: asyncio.run(album.measure(table, 5 if rounds == 1 else 20)),
    "likeness": lambda table, _: likeness.measure(table),
    "textlike": lambda table, _: textlike.measure(table),
    "guide": lambda table, _: guide.measure(table),
    "summary": summary.measure,
    "lock": lambda table, _: asyncio.run(lock.measure(table)),
    "people": people.measure_people,
    "ledger": people.measure_ledger,
    "pack": pack.measure,
    "papers": lambda table, rounds: papers.measure(table, quick=rounds == 1),
    "verify": lambda table, _: verify.measure(table),
    "postgres": lambda table, rounds: asyncio.run(postgres.measure(table, rounds)),
    "together": lambda table, rounds: asyncio.run(together.measure(table, quick=rounds == 1)),
}
"""What is measured, in how many rounds."""


def disk(table: Table) -> None:
    """Measure what an fsync costs here, since every commit waits for one."""
    seconds = []
    with NamedTemporaryFile() as file:
        for _ in range(200):
            file.write(bytes(8192))
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            seconds.append(time.perf_counter() - began)
    table.add("an fsync of this disk", tail(seconds))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="one round of each instead of three")
    asked = parser.parse_args()
    parts = set(asked.parts or PARTS)
    table = Table()
    load = Path("/proc/loadavg").read_text().split()[0]
    table.add("this machine", f"{os.cpu_count()} cores, load {load}")
    disk(table)
    if parts & ON_POSTGRES and binaries() is None:
        parts -= ON_POSTGRES
        table.add("postgres, together: left out", MISSING)
    for name, measure in PARTS.items():
        if name in parts:
            measure(table, 1 if asked.quick else 3)
    print(f"\n{table}")


if __name__ == "__main__":
    main()
