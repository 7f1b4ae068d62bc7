"""The clock is moved through a month and the quarter's end: reminders come and are answered."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import Sight
from tests.browser.opened import (
    album,
    an_hour_later,
    found,
    jump,
    opened,
    report_publicity,
    turn_to,
)
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser

OWED = "典型还没有报，20日截止"


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here, which move its clock on."""
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


def test_an_untouched_draft_is_its_authors_in_the_digest(sight: Sight, mei: BrowserPhone) -> None:
    mei.send_photos(album("放着"), "宣传 今天 ××针织厂 劳动法")
    mei.sees("自发开展，还是")
    for _ in range(4):
        jump(sight.page, "次日")
    mei.sees("草稿还没有提交")
    mei.press("✏️ 开展宣传 ××针织厂，劳动法")
    mei.sees("自发开展，还是")


def test_the_liaison_is_reminded_on_the_13th_and_again_the_day_after(
    sight: Sight, wang: BrowserPhone
) -> None:
    jump(sight.page, "到13日")
    wang.sees(OWED)
    wang.press("明天提醒")
    expect(wang.sees("再提醒您")).to_contain_text(re.compile(r"\d+月\d+日 09:00 再提醒您"))
    wang.offers("现在就报")


def test_on_the_17th_the_liaison_reports_an_approved_entry(
    sight: Sight, mei: BrowserPhone, wang: BrowserPhone
) -> None:
    mei.press("取消")
    number = report_publicity(mei, "典型")
    turn_to(wang, number)
    wang.press("通过")
    wang.sees(f"{number} 李梅 已通过")
    jump(sight.page, "到17日")
    wang.sees("① 李梅")
    wang.press("选①")
    expect(wang.sees("标题：")).to_contain_text("李梅在××服装厂宣传劳动合同法")
    wang.press("报送")
    wang.press("确认")
    wang.sees("已报送县局")
    wang.sees("典型已报送《李梅在××服装厂宣传劳动合同法》")


def test_the_bureau_promotes_it_and_reminds_the_others(
    sight: Sight, mei: BrowserPhone, wang: BrowserPhone, zhao: BrowserPhone
) -> None:
    zhao.menu("🌟 典型推广")
    expect(zhao.sees("典型推广\n")).to_contain_text("✅ 服装制造 已报 1")
    zhao.press("🆕 服装制造《李梅在××服装厂宣传劳动合同法》")
    shown = zhao.sees("请决定")
    expect(shown.locator("[data-photo] img")).to_be_visible()
    zhao.press("择优推广")
    zhao.offers("撤销")
    zhao.menu("🌟 典型推广")
    zhao.press("一键催办")
    zhao.sees("已提醒")
    an_hour_later(sight.page)
    for phone in (mei, wang):
        phone.sees("已被县局择优推广")


def test_the_month_after_there_is_nothing_to_report_by_the_19th(
    sight: Sight, wang: BrowserPhone
) -> None:
    jump(sight.page, "到20日")
    jump(sight.page, "到19日")
    wang.sees(OWED)
    wang.press("本月无")
    wang.sees("没有典型要报")
    wang.press("确认")
    wang.sees("已报本月无典型")


def test_at_the_quarters_end_scores_are_missed_and_the_workbook_has_what_was_done(
    sight: Sight, zhao: BrowserPhone, wang: BrowserPhone, tmp_path: Path
) -> None:
    jump(sight.page, "季度末")
    wang.sees("人没有基本得分")
    wang.press("填写基本得分")
    wang.sees("已评 0/")
    wang.send("28")
    wang.press("确认")
    wang.sees("已记录")
    zhao.send("/summary 本季")
    zhao.press("全县")
    name = found(r"季度汇总-\d{4}Q\d-草稿\.xlsx", zhao.sees(".xlsx").inner_text())
    saved = tmp_path / name
    zhao.download(name).save_as(saved)
    head, *rows = CalamineWorkbook.from_path(saved).get_sheet_by_name("人员").to_python()
    mine = next(row for row in rows if row[1] == "李梅")
    assert dict(zip(head, mine, strict=True))["基本得分"] == 28
