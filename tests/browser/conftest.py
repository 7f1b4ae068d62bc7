"""The demonstration in a process of its own, and a real Chromium in front of it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from bot.clock import utc_now
from bot.sandbox.sample.snapshot import make
from tests.browser.phone import BrowserPhone

PATIENCE_MS = 30_000
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ABSENT = (
    "no Chromium on this machine: the page is played in a real one, "
    "e.g. apt-get install -y chromium fonts-noto-cjk"
)


@dataclass
class Demo:
    """Where the demonstration listens, and the lines it has printed."""

    url: str
    lines: list[str]


@dataclass
class Sight:
    """The page; how much it asked for, and what it must not do: ask other hosts, log errors."""

    page: Page
    asked: int = 0
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def phone(self, name: str) -> BrowserPhone:
        """The phone of somebody on the page."""
        return BrowserPhone(self.page, name)


@contextmanager
def demonstration(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The process, on a free port; Ctrl+C ends it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdout is not None
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        assert process.wait(timeout=60) == 0


@contextmanager
def with_history() -> Iterator["subprocess.Popen[str]"]:
    """As at the second start of a day: the sample county is there with all that happened in it."""
    make(utc_now())
    with demonstration() as process:
        yield process


@pytest.fixture
def demo() -> Iterator[Demo]:
    """A fresh sample county on a free port; Ctrl+C ends it."""
    with with_history() as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        yield Demo(lines[0].split()[-1], lines)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's own browser; none is downloaded. It goes with its module: while it is there, a
    loop is running in this thread, and no test of asyncio's can.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(ABSENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def sight(chromium: Browser, demo: Demo) -> Iterator[Sight]:
    """The page, wide enough for all phones; it stays on its own host and logs no error."""
    context = chromium.new_context(viewport={"width": 1680, "height": 1000}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    sight = Sight(context.new_page())

    def asked(request: Request) -> None:
        sight.asked += 1
        if not request.url.startswith((demo.url, "blob:", "data:", demo.url.replace("http", "ws"))):
            sight.elsewhere.append(request.url)

    sight.page.on("request", asked)
    sight.page.on("pageerror", lambda error: sight.errors.append(str(error)))
    sight.page.on(
        "console", lambda said: sight.errors.append(said.text) if said.type == "error" else None
    )
    sight.page.goto(demo.url)
    yield sight
    context.close()
    assert not sight.elsewhere
    assert not sight.errors
