"""The page in a real browser: three people take one album from the phone to the workbook."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import PATIENCE_MS, Demo, Sight
from tests.browser.phone import BrowserPhone
from tests.conftest import PDF, photo

pytestmark = pytest.mark.browser


def album(*texts: str) -> list[FilePayload]:
    """Photos as a file chooser hands them over."""
    return [
        FilePayload(name=f"{text}.jpg", mimeType="image/jpeg", buffer=photo(text)) for text in texts
    ]


def report(mei: BrowserPhone) -> str:
    """Material first, with a caption; the entry's number."""
    mei.send_photos(album("一", "二", "三"), "宣传 今天 ××服装厂 60人 劳动合同法")
    mei.press("自发开展")
    mei.sees("请发活动方案")
    mei.send_files([FilePayload(name="方案.pdf", mimeType="application/pdf", buffer=PDF)])
    mei.press("提交")
    return found(r"X\d+", mei.sees("已提交").inner_text())


def approve(wang: BrowserPhone, number: str) -> None:
    """From the queue, where older entries come first."""
    wang.menu("✅ 待审核")
    for place in range(1, 9):
        card = wang.sees(f"第{place}/8条")
        if number in card.inner_text():
            break
        wang.press("下一条")
    expect(wang.sees(number).locator("[data-photo]")).to_be_visible()
    wang.press("通过")
    wang.sees(f"{number} 李梅 已通过")


def figures(saved: Path) -> dict[str, dict[str, object]]:
    """The sheet 人员 by name."""
    head, *rows = CalamineWorkbook.from_path(saved).get_sheet_by_name("人员").to_python()
    titles = [str(title) for title in head]
    return {str(row[1]): dict(zip(titles, row, strict=True)) for row in rows}


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[0]


def test_one_album_goes_from_the_phone_to_the_quarters_workbook(
    sight: Sight, tmp_path: Path
) -> None:
    mei, wang, zhao = sight.phone("李梅"), sight.phone("王强"), sight.phone("赵敏")
    mei.offers_menu("📝 上报工作")
    number = report(mei)
    expect(mei.sees(number)).to_contain_text("本季 10/20，通过后 15/20")
    wang.sees("有 8 条待审核")
    approve(wang, number)
    zhao.send("/summary 本季")
    zhao.press("全县")
    name = found(r"季度汇总-\d{4}Q\d-草稿\.xlsx", zhao.sees(".xlsx").inner_text())
    saved = tmp_path / name
    zhao.download(name).save_as(saved)
    mine = figures(saved)["李梅"]
    assert mine["专班"] == "服装制造"
    assert mine["开展宣传"] == 15
    assert mine["成功调解"] == 5
    assert mine["得分合计"] == 20
    assert mine["备注"] == "基本得分未评"
    assert mine["基本得分"] == ""


def test_a_newcomer_joins_on_the_phone_that_waits_for_them(sight: Sight) -> None:
    zhou = sight.phone("周新")
    zhou.start()
    zhou.sees("手机号后4位")
    zhou.send("1234")
    zhou.press("同意并加入")
    zhou.sees("欢迎您，周新")
    zhou.offers_menu("📝 上报工作")


def test_a_newcomer_joins_by_link_on_an_added_phone(sight: Sight, demo: Demo) -> None:
    link = found(r"https://t\.me/\S+?start=[\w-]+", demo.lines[2])
    page = sight.page
    page.locator('[data-role="newcomer"]').click()
    page.locator('[data-role="newcomer-name"]').fill("钱进")
    page.locator('[data-role="newcomer-link"]').fill(link)
    page.locator('[data-role="newcomer-add"]').click()
    qian = sight.phone("钱进")
    qian.start()
    qian.sees("手机号后4位")
    qian.send("0000")
    qian.sees("还可以再试 2 次")
    qian.send("5678")
    qian.press("同意并加入")
    qian.offers_menu("📊 我的得分")


def test_the_page_asks_no_other_host_and_logs_no_error(sight: Sight) -> None:
    mei = sight.phone("李梅")
    mei.menu("📊 我的得分")
    expect(mei.sees("季度得分").locator("[data-photo]")).to_be_visible()
    sight.page.locator('[data-role="advance-hour"]').click()
    sight.page.reload()
    expect(sight.phone("赵敏").node).to_be_visible()
    sight.page.wait_for_load_state("networkidle")
    assert sight.asked
    assert not sight.elsewhere
    assert not sight.errors


@pytest.mark.parametrize("width", [1680, 390])
def test_a_jump_of_the_clock_shows_what_the_bot_did(sight: Sight, width: int) -> None:
    page = sight.page
    page.set_viewport_size({"width": width, "height": 900})
    page.reload()
    sight.phone("李梅").offers_menu("📝 上报工作")
    page.locator('[data-role="jump"]').click()
    page.locator('[data-menu-item^="到13日"]').click()
    line = page.locator('[data-role="connection"]')
    expect(line).to_contain_text(re.compile(r"王强 \d 条新消息"), timeout=PATIENCE_MS)
    expect(sight.phone("王强").node.locator(".ringing")).to_be_attached()
    expect(page.locator(".clock-day")).to_have_text("工作日")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unread = page.locator(".tab .badge" if width < 760 else '[data-role="unread"]')
    expect(unread.nth(1)).to_have_text(re.compile(r"^\d$"))
