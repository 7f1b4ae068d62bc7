"""Several counties in one process: each has a token, a database and a county file of its own, and
what goes wrong with one is no other's trouble.
"""

import asyncio
import hashlib
import os
import resource
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Final

import structlog

from bot.app import House, serve
from bot.clock import Clock, utc_now
from bot.errors import Misconfigured, NotYet, told
from bot.evidence.reading.reader import PaperReader
from bot.evidence.workers import Workers
from bot.rules.tries import growing
from bot.settings import EXAMPLES, Settings, deployment, settings_of
from bot.storage import databases
from bot.transport.http import patiently
from bot.transport.reception import Reception, path_of
from bot.watched import Watch

# Seconds until a county that could not start is tried again, at first and at most.
_FIRST: Final = 5.0
_MOST: Final = 300.0
_FILES: Final = 1 << 16
_SAME: Final = (
    "{counties} 的 {name} 是同一个：两个县的数据会混在一起，所以都没有启动。"
    "请在各自的文件里写各自的，例如：{example}"
)
_NO_COUNTY: Final = (
    "{folder} 里没有县的设置文件，每个县一个，以 .env 结尾，例如：{folder}/云山县.env"
)
_ELSEWHERE: Final = (
    "{file} 里的 LISTEN 与整个部署的不同：各县共用一个接收地址，请删去这一行，"
    "或改在环境变量里，例如：{example}"
)

log = structlog.get_logger()


def found(folder: Path) -> dict[str, Path]:
    """Return the files of a folder's counties by the counties' names. Raises Misconfigured where
    there are none.
    """
    files = sorted(file for file in folder.glob("*.env") if not file.name.startswith("."))
    if not files:
        raise Misconfigured(_NO_COUNTY.format(folder=folder))
    return {file.name.removesuffix(".env"): file for file in files}


def beside(folder: Path) -> Path:
    """Return a file, which is not there, beside which a process that runs these counties keeps its
    temporary files.
    """
    own = hashlib.sha256(bytes(folder.resolve())).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"xietiao-{own}-{os.getpid()}"


def apart(counties: Mapping[str, Settings]) -> dict[str, str]:
    """Return a sentence for each county that has what can only be one county's, and which county
    has it too.
    """
    whose: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, settings in counties.items():
        for own in _belongings(settings):
            whose[own].append(name)
    sentences: dict[str, str] = {}
    for (what, _), names in whose.items():
        for name in names if len(names) > 1 else ():
            said = _SAME.format(counties="、".join(names), name=what, example=EXAMPLES[what])
            sentences.setdefault(name, said)
    return sentences


def _belongings(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.bot_id is not None:
        yield "BOT_TOKEN", str(settings.bot_id)
    yield "DATABASE_URL", databases.at(settings.database_url).place
    if settings.evidence.startswith("file://"):
        yield "EVIDENCE_URL", str(Path(settings.evidence.removeprefix("file://")).resolve())
    else:
        yield "EVIDENCE_URL", f"{settings.aws_endpoint_url} {settings.evidence.rstrip('/')}"
    if settings.webhook_url:
        yield "WEBHOOK_URL", path_of(settings.webhook_url)
        yield "WEBHOOK_SECRET", settings.webhook_secret


async def run(folder: Path, stop: asyncio.Event, clock: Clock = utc_now) -> bool:
    """Run all counties of a folder until told to stop. A county that cannot start is told of in the
    log and tried again where waiting may help; the others run. Returns False when none is left that
    runs or waits. Raises Misconfigured when the deployment itself is.
    """
    return await Counties(found(folder), deployment(), clock).run(stop)


class Counties:
    """The counties of one deployment, by name."""

    def __init__(self, files: Mapping[str, Path], common: Settings, clock: Clock) -> None:
        self._files, self._common, self._clock = files, common, clock
        self._house = House(Workers(), PaperReader(), Reception(), Watch(common.metrics_listen))

    async def run(self, stop: asyncio.Event) -> bool:
        """Run them until told to stop, or until none is left that runs or waits: then False."""
        _room_for_files()
        # A database that does not answer holds a thread; there is one for each county.
        threads = ThreadPoolExecutor(len(self._files) + 8, "counties")
        asyncio.get_running_loop().set_default_executor(threads)
        counties = self._read()
        over = asyncio.Event()
        try:
            async with self._house.watch.listening(), asyncio.TaskGroup() as tasks:
                if any(settings.webhook_url for settings in counties.values()):
                    tasks.create_task(self._house.reception.run(self._common.listen, over))
                keeping = [self._keep(name, each, stop) for name, each in counties.items()]
                await asyncio.gather(*keeping)
                over.set()
        finally:
            self._house.workers.close()
            self._house.papers.close()
        return stop.is_set()

    def _read(self) -> dict[str, Settings]:
        """Return the settings of every county that may be started."""
        counties: dict[str, Settings] = {}
        for name, file in self._files.items():
            try:
                counties[name] = self._settings(file)
            except Misconfigured as wrong:
                _left_alone(name, wrong)
        mixed = apart(counties)
        for name, sentence in mixed.items():
            _left_alone(name, sentence)
        return {name: each for name, each in counties.items() if name not in mixed}

    def _settings(self, file: Path) -> Settings:
        settings = settings_of(file)
        _ = settings.token, settings.key
        if settings.webhook_url and settings.listen != self._common.listen:
            raise Misconfigured(_ELSEWHERE.format(file=file, example=EXAMPLES["LISTEN"]))
        return settings

    async def _keep(self, name: str, settings: Settings, stop: asyncio.Event) -> None:
        """Run a county until told to stop, or until nothing but a person can help it. One that ran
        for longer than it is ever waited for had begun well: what fails it then is new.
        """
        tries = 0
        while True:
            began = monotonic()
            try:
                await self._serve(name, settings, stop)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
                if not _may_pass(name, error):
                    return
            if stop.is_set():
                return
            tries = 0 if monotonic() - began > _MOST else tries
            await patiently(growing(tries, _FIRST, _MOST), stop)
            tries += 1

    async def _serve(self, name: str, settings: Settings, stop: asyncio.Event) -> None:
        """Serve a county in a task of its own, since what is logged there says whose it is."""

        async def serving() -> None:
            with _following(stop) as own:
                await serve(settings, own, self._clock, self._house)

        await asyncio.create_task(serving(), name=f"county {name}")


def _room_for_files() -> None:
    """Let the process have as many files open as it may: sixty counties have some 500 without doing
    anything, and the usual limit is 1024.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


@contextmanager
def _following(stop: asyncio.Event) -> Iterator[asyncio.Event]:
    """Lend an event that is set when `stop` is; a bot that fails sets its own, and no other's."""
    own = asyncio.Event()

    async def follow() -> None:
        await stop.wait()
        own.set()

    task = asyncio.get_running_loop().create_task(follow())
    try:
        yield own
    finally:
        task.cancel()


def _may_pass(name: str, error: Exception) -> bool:
    """Tell the log why a county does not run; return whether it is to be tried again."""
    said = told(error)
    if said is None:
        log.error("county failed, tried again later", county=name, exc_info=error)
        return True
    if isinstance(said, Misconfigured) and not isinstance(said, NotYet):
        _left_alone(name, said)
        return False
    log.warning("county waits, tried again later", county=name, why=str(said))
    return True


def _left_alone(name: str, why: object) -> None:
    log.error("county not started", county=name, why=str(why))
