"""Runs bots in processes of their own, on a core of their own, and reads what they cost."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
CORES: Final = sorted(os.sched_getaffinity(0))


def keep_to_last_core() -> None:
    """Keep this process, with the stand-in for the Bot API, off the bot's core, where there are
    two.
    """
    os.sched_setaffinity(0, {CORES[-1]})


def use_all_cores() -> None:
    os.sched_setaffinity(0, CORES)


@asynccontextmanager
async def running(
    *module: str, folder: Path, environment: Mapping[str, str] = {}, core: int | None = CORES[0]
) -> AsyncIterator[int]:
    """Run `python -m module …` in a folder while the block runs, on one core unless that is None;
    gives the process id.
    """
    path = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(  # noqa: ASYNC220 - starting takes a millisecond
            [sys.executable, "-m", *module],
            cwd=folder,
            env={**path, **environment},
            stdout=log,
            stderr=log,
        )
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    try:
        yield process.pid
        if process.poll() is not None:
            raise RuntimeError((folder / "log").read_text("utf-8")[-2000:])
    finally:
        process.send_signal(signal.SIGINT)
        try:
            await asyncio.to_thread(process.wait, 20)
        except subprocess.TimeoutExpired:
            process.kill()


def cpu_seconds(pid: int) -> float:
    """Return how many seconds of processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> tuple[float, float]:
    """Return the resident megabytes of a process: now, and the most so far."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    now, most = (int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def children(pid: int) -> list[int]:
    """Return the ids of all processes below this one."""
    direct: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        direct += map(int, (task / "children").read_text().split())
    return [*direct, *(below for child in direct for below in children(child))]
