"""The page from the moment its process starts: what it says while something is being prepared."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import utc_now
from bot.sandbox.sample.snapshot import make
from tests.browser.conftest import PATIENCE_MS, demonstration
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser

AT_ONCE = 3.0
"""Seconds of processor from the process's start to the answer that is read on the page: what the
start costs. How long that takes by the clock is up to what else the machine does.
"""


@pytest.fixture(params=[(1680, 1000), (390, 844)], ids=["desk", "phone"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """On a desk and on a phone; nothing is wider than the window, nothing logs an error."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert not errors


def test_at_the_second_start_a_menu_button_is_answered_at_once(page: Page) -> None:
    make(utc_now())
    with demonstration() as process:
        assert process.stdout is not None
        page.goto(process.stdout.readline().split()[-1])
        mei = BrowserPhone(page, "李梅")
        mei.menu("📊 我的得分")
        expect(mei.sees("合计")).to_contain_text("X")
        spent = processor_seconds(process.pid)
        expect(page.locator('[data-role="preparation"]')).to_be_hidden()
    assert 0 < spent <= AT_ONCE


def processor_seconds(pid: int) -> float:
    """What a process and all its children, those that live and those that have ended, have used so
    far.
    """
    place = Path(f"/proc/{pid}")
    try:
        after_name = (place / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    own = sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")
    listed = (task.read_text("utf-8").split() for task in place.glob("task/*/children"))
    return own + sum(processor_seconds(int(child)) for each in listed for child in each)


def test_while_the_history_is_prepared_the_page_says_how_far(page: Page, tmp_path: Path) -> None:
    with demonstration("--cache", str(tmp_path)) as process:
        assert process.stdout is not None
        page.goto(process.stdout.readline().split()[-1])
        line = page.locator('[data-role="preparation"]')
        expect(line).to_contain_text("手机现在就能用", timeout=PATIENCE_MS)
        expect(line).to_contain_text(re.compile(r"\d+/\d+"), timeout=PATIENCE_MS)
        mei = BrowserPhone(page, "李梅")
        mei.menu("📊 我的得分")
        mei.sees("季度得分")
        page.reload()
        expect(line).to_contain_text(re.compile(r"\d+/\d+"), timeout=PATIENCE_MS)
