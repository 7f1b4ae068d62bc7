"""王强 decides on his phone, one by one and many at once; what becomes of it with 李梅 and 赵敏."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sight
from tests.browser.opened import (
    album,
    an_hour_later,
    found,
    hand_in,
    opened,
    report_publicity,
    turn_to,
)
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser

CASE = "调解 本单位 重要案件 主要作用 昨天 欠薪 上门反映"
LONG = "甲某等五人反映被欠两个月工资，核实考勤后双方同意分两次付清。" * 13
WHY_NOT = "材料由街道存档，等归档手续办完就补发。" * 10


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
    expect(beside).to_have_text(re.compile(f"^{other}"))
    wang.sees("第1/7条")
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
    expect(wang.sees("不在这一批")).to_contain_text(number)
    wang.press(f"确认通过 {chosen - 1} 条")
    wang.sees(f"已批量通过 {chosen - 1} 条")
    turn_to(wang, number)


def test_what_is_sent_back_is_mended_and_handed_in_again(
    sight: Sight, mei: BrowserPhone, wang: BrowserPhone
) -> None:
    number = report_publicity(mei, "模糊")
    turn_to(wang, number)
    wang.press("退回")
    wang.sees("选一个理由")
    wang.press("照片看不清")
    wang.sees(f"{number} 李梅 已退回")
    an_hour_later(sight.page)
    mei.sees(f"{number} 开展宣传")
    mei.offers("重新提交")
    mei.send_photos(album("清楚"))
    expect(mei.sees(f"{number} 退回修改")).to_contain_text("✅ 照片视频 2")
    mei.press("重新提交")
    mei.sees(f"{number} 已提交")
    expect(turn_to(wang, number)).to_contain_text("✅ 照片视频 2")
    wang.press("原图")
    wang.sees(f"{number} 的材料（已去除位置信息）")
    originals = wang.node.locator("[data-album]").last
    expect(originals.locator(".album img")).to_have_count(2)
    expect(originals.locator(".words")).to_have_count(0)
    wang.offers("通过")


def test_a_rejection_is_appealed_granted_and_at_last_overturned(
    sight: Sight, mei: BrowserPhone, wang: BrowserPhone, zhao: BrowserPhone
) -> None:
    number = report_publicity(mei, "复核")
    turn_to(wang, number)
    wang.press("驳回")
    wang.press("看不出宣传成效")
    expect(wang.sees("依据：")).to_contain_text(f"驳回 {number}")
    wang.press("确认")
    wang.sees(f"{number} 李梅 已驳回")
    an_hour_later(sight.page)
    mei.press("申请复核")
    mei.sees("请打字写一段说明")
    mei.send("当天有签到表，第1张可以看到现场")
    mei.sees("已申请复核，由县局办理")
    card = turn_to(zhao, number)
    expect(card).to_contain_text("本人申请复核")
    expect(card).to_contain_text(re.compile(r"\s*".join("第1张可以看到现场")))  # over two lines
    zhao.press("通过")
    zhao.sees("请写理由")
    zhao.send("补充说明属实")
    mei.sees("复核通过：补充说明属实")
    wang.sees("认定为通过")
    zhao.send(number)
    zhao.press("改判")
    zhao.sees("请打字写理由")
    zhao.send("签到表是另一次活动的")
    zhao.sees("已通过 → 未认定")
    zhao.press("确认")
    zhao.sees(f"{number} 李梅 已改判为未认定")
    mei.sees("县局改判为未认定：签到表是另一次活动的")


def test_facts_too_long_for_a_caption_are_behind_a_button(
    mei: BrowserPhone, wang: BrowserPhone
) -> None:
    mei.send_photos(album("笔录一", "笔录二"), CASE)
    mei.sees("请写几句经过")
    mei.send(LONG)
    mei.press("都放到调解笔录")
    mei.press("下一项")
    for slot, asked in (
        ("办理结论", "请发办理结论"),
        ("签字证明", "请发签字证明"),
        ("照片视频", "请发现场照片视频"),
    ):
        mei.sees(asked)
        mei.press("暂缺并说明")
        mei.sees(f"“{slot}”暂时缺少")
        mei.send(WHY_NOT)
        mei.sees(f"⚠️ {slot} 暂缺")
    mei.press("全部做到")
    number = hand_in(mei)
    card = turn_to(wang, number)
    expect(card).to_contain_text("⚠️ 暂缺：办理结论")
    whole = wang.node.locator("[data-message-id]").filter(has_text=LONG)
    expect(whole).to_have_count(0)
    card.locator('[data-button="详情"]').click()
    expect(whole).to_have_count(1)
