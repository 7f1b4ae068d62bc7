"""王强 decides on his phone, one by one and many at once; what becomes of it with 李梅 and 赵敏."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sight
from tests.browser.opened import (
    album,
    an_hour_later,
    found,
    number_in,
    opened,
    report_publicity,
    turn_to,
)
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser

CASE = "调解 本单位 重要案件 主要作用 昨天 欠薪 上门反映"
LONG = "甲某等五人反映被欠两个月工资，核实考勤后双方同意分两次付清。" * 12


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here."""
    with opened(chromium) as sight:
        yield sight


@pytest.fixture
def mei(sight: Sight) -> BrowserPhone:
    return sight.phone("李梅")


@pytest.fixture
def wang(sight: Sight) -> BrowserPhone:
    return sight.phone("王强")


@pytest.fixture
def zhao(sight: Sight) -> BrowserPhone:
    return sight.phone("赵敏")


def test_a_photo_like_another_is_flagged_and_the_other_entry_is_one_tap_away(
    wang: BrowserPhone,
) -> None:
    wang.menu("✅ 待审核")
    flagged = wang.sees("相似")
    expect(flagged.locator("[data-photo] img")).to_be_visible()
    number = found(r"X\d+", flagged.inner_text())
    other = found(r"与 (X\d+) 相似", flagged.inner_text(), 1)
    wang.press(other)
    beside = wang.sees(f"与 {number} 相似")
    assert beside.inner_text().startswith(other)
    wang.sees(f"第1/7条")
    wang.press("原图")
    wang.sees(f"{number} 的材料（已去除位置信息）")
    wang.sees("第1/7条")
    wang.offers("通过")


def test_a_batch_leaves_out_what_is_deselected(wang: BrowserPhone) -> None:
    wang.menu("✅ 待审核")
    wang.press("批量通过")
    offered = wang.sees("☑")
    expect(offered.locator("[data-photo] img")).to_be_visible()
    number = found(r"☑ (X\d+)", offered.inner_text(), 1)
    chosen = offered.inner_text().count("☑")
    wang.press(f"☑ {number}")
    wang.sees(f"{number} 李梅 不在这一批")
    wang.press(f"确认通过 {chosen - 1} 条")
    wang.sees(f"已批量通过 {chosen - 1} 条")
    turn_to(wang, number)
