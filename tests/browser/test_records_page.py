"""李梅 looks at what she has done: her records by state, their material, every point's way back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Sight
from tests.browser.opened import album, found, newest, opened
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser

STATES = {"草稿": "还差 2 项", "待审核": "已提交", "已退回": "退回修改", "已通过": "已通过："}


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here, in the order they stand."""
    with opened(chromium) as sight:
        yield sight


@pytest.fixture
def mei(sight: Sight) -> BrowserPhone:
    return sight.phone("李梅")


def test_what_she_began_lies_among_her_records(mei: BrowserPhone) -> None:
    mei.send_photos(album("草稿"), "宣传 今天 ××针织厂 劳动法")
    mei.press("取消")
    mei.sees("已放下")


@pytest.mark.parametrize(("state", "says"), STATES.items(), ids=range(len(STATES)))
def test_her_records_are_counted_by_state_and_open(
    mei: BrowserPhone, state: str, says: str
) -> None:
    records = open_records(mei)
    key = records.locator(f'[data-button^="{state} "]')
    count = found(r"\d+", key.inner_text())
    key.click()
    if count != "1":
        listed = mei.sees(f"{state} {count} 条")
        listed.locator("[data-button]").first.click()
    newest(mei, says)


def test_from_an_entry_to_its_material_and_back(mei: BrowserPhone) -> None:
    records = open_records(mei)
    entry = records.locator('[data-button*="已通过 开展宣传"]').first
    number = found(r"X\d+", entry.inner_text())
    entry.click()
    expect(newest(mei, "已通过：王*")).to_contain_text(number)
    mei.press("看材料")
    sheet = newest(mei, f"{number} 开展宣传")
    expect(sheet.locator("[data-photo] img")).to_be_visible()
    mei.press("看记录")
    newest(mei, f"{number} 已通过")


def test_every_point_leads_to_its_entry_its_reviewer_and_its_photo(
    sight: Sight, mei: BrowserPhone
) -> None:
    mei.menu("📊 我的得分")
    score = mei.sees("得分")
    picture = score.locator("[data-photo]")
    expect(picture.locator("img")).to_be_visible()
    picture.click()
    viewer = sight.page.locator('[data-role="viewer"]')
    expect(viewer.locator("img")).to_be_visible()
    viewer.locator('[data-role="close-viewer"]').click()
    point = r"(X\d+) \S+ \+5（王\*审核）"
    number = found(point, mei.sees("审核）").inner_text(), 1)
    mei.press(number)
    newest(mei, f"{number} 已通过")
    mei.press("看材料")
    sheet = newest(mei, f"{number} 开展宣传")
    expect(sheet.locator("[data-photo] img")).to_be_visible()


def open_records(mei: BrowserPhone) -> Locator:
    mei.menu("📂 我的记录")
    return newest(mei, "最近的在前")
