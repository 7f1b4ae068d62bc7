"""One demonstration for a module's tests, and its page: the county goes on from test to test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS, Sight, with_history
from tests.browser.phone import BrowserPhone
from tests.conftest import PDF, photo

PLAN = FilePayload(name="方案.pdf", mimeType="application/pdf", buffer=PDF)
CAPTION = "宣传 今天 ××服装厂 60人 劳动合同法"
NEWEST_ID = """phone => Math.max(0, ...[...phone.querySelectorAll("[data-message-id]")].map(
  message => Number(message.dataset.messageId)))"""


@contextmanager
def opened(chromium: Browser) -> Iterator[Sight]:
    """A fresh sample county and its page, which stays on its own host and logs no error."""
    with with_history() as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        process.stdout.readline()
        yield from looked_at(chromium, url)


def looked_at(chromium: Browser, url: str, width: int = 1680) -> Iterator[Sight]:
    """The page of a demonstration that is running."""
    context = chromium.new_context(viewport={"width": width, "height": 1000}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    sight = Sight(context.new_page())
    own = (url, "blob:", "data:", url.replace("http", "ws"))
    page = sight.page
    page.on("request", lambda asked: own_only(sight, asked.url, own))
    page.on("pageerror", lambda error: sight.errors.append(str(error)))
    page.on(
        "console", lambda said: sight.errors.append(said.text) if said.type == "error" else None
    )
    page.goto(url)
    yield sight
    context.close()
    assert not sight.elsewhere
    assert not sight.errors


def own_only(sight: Sight, asked: str, own: tuple[str, ...]) -> None:
    """Keep what was asked of anybody else."""
    sight.asked += 1
    if not asked.startswith(own):
        sight.elsewhere.append(asked)


def jump(page: Page, label: str) -> None:
    """拨到…, to the moment whose label begins so."""
    page.locator('[data-role="jump"]').click()
    _moves(page, page.locator(f'[data-menu-item^="{label}"]'))


def an_hour_later(page: Page) -> None:
    """前进 1 小时: what could be taken back for a minute no longer can."""
    _moves(page, page.locator('[data-role="advance-hour"]'))


def _moves(page: Page, key: Locator) -> None:
    """Press it, and wait until the page's clock has gone on, for its list then has too."""
    face = page.locator('[data-role="now"]')
    before = face.get_attribute("datetime") or ""
    key.click()
    expect(face).not_to_have_attribute("datetime", before)


def album(*texts: str) -> list[FilePayload]:
    """Photos as a file chooser hands them over."""
    return [
        FilePayload(name=f"{text}.jpg", mimeType="image/jpeg", buffer=photo(text)) for text in texts
    ]


def report_publicity(mei: BrowserPhone, *photos: str, caption: str = CAPTION) -> str:
    """Photos with a caption, the plan, 提交; the entry's number."""
    mei.send_photos(album(*photos), caption)
    mei.press("自发开展")
    mei.sees("请发活动方案")
    mei.send_files([PLAN])
    return hand_in(mei)


def hand_in(mei: BrowserPhone) -> str:
    """提交 on the one card that can be; the entry's number."""
    ready = mei.node.locator('[data-button="提交"]')
    ready.click()
    expect(ready).to_have_count(0)
    return number_in(mei, "已提交")


def turn_to(phone: BrowserPhone, number: str) -> Locator:
    """✅ 待审核, and 下一条 until the entry is there with its buttons; its card."""
    before = phone.node.evaluate(NEWEST_ID)
    phone.menu("✅ 待审核")
    # Only what came since: a card from before may be at the same place.
    since = phone.node.locator(f"xpath=.//*[@data-message-id > {before}]")
    total = 1
    place = 0
    while place < total:
        place += 1
        card = since.filter(has_text=f"第{place}/").last
        expect(card).to_be_visible()
        head = card.inner_text()
        if number in head.split("\n", 1)[0]:
            expect(card.locator('[data-button="通过"]')).to_be_visible()
            return card
        total = int(found(r"第\d+/(\d+)条", head, 1))
        if place < total:
            card.locator('[data-button="下一条"]').click()
    raise AssertionError(f"{number} is not in the queue")


def newest(phone: BrowserPhone, text: str) -> Locator:
    """Wait until the last message of the chat contains the text."""
    last = phone.node.locator("[data-message-id], [data-album]").last
    expect(last).to_contain_text(text)
    return last


def number_in(phone: BrowserPhone, words: str) -> str:
    """The first number of the newest message with these words."""
    return found(r"X\d+", phone.sees(words).inner_text())


def found(pattern: str, text: str, group: int = 0) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[group]
