"""`python -m benchmarks [--quick] [step|taps|likeness|summary|lock|people|…]`: measures these parts,
or all, and prints.
"""

import argparse
import asyncio
import os
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks import (
    durable_step,
    likeness,
    lock,
    people,
    postgres,
    statements,
    summary,
    taps,
    together,
    verify,
)
from benchmarks.figures import Table, tail
from tests.servers.postgres import MISSING, binaries

PARTS = (
    *("step", "taps", "likeness", "summary", "lock", "people", "ledger", "verify"),
    *("postgres", "together"),
)
ON_POSTGRES = {"postgres", "together"}


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
    if "step" in parts:
        statements.measure(table)
        asyncio.run(durable_step.measure(table, 1 if asked.quick else 3))
    if "taps" in parts:
        asyncio.run(taps.measure(table, 5 if asked.quick else 20))
    if "likeness" in parts:
        likeness.measure(table)
    if "summary" in parts:
        summary.measure(table, 1 if asked.quick else 3)
    if "lock" in parts:
        asyncio.run(lock.measure(table))
    if "people" in parts:
        people.measure_people(table, 1 if asked.quick else 3)
    if "ledger" in parts:
        people.measure_ledger(table, 1 if asked.quick else 3)
    if "verify" in parts:
        verify.measure(table)
    if "postgres" in parts:
        asyncio.run(postgres.measure(table, 1 if asked.quick else 3))
    if "together" in parts:
        asyncio.run(together.measure(table, quick=asked.quick))
    print(f"\n{table}")


if __name__ == "__main__":
    main()
