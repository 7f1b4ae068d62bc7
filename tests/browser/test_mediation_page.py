"""李梅 reports on her phone: a case with its papers, captions, files of each sort, drafts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sight
from tests.browser.opened import PLAN, album, hand_in, opened, turn_to
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser

PHOTOS = Path(__file__).parents[3] / "shared" / "photos"
CASE = "调解 本单位 重要案件 主要作用 昨天 欠薪 上门反映"
ACCOUNT = "甲某等五人反映被欠两个月工资，核实考勤后双方同意分两次付清"


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here."""
    with opened(chromium) as sight:
        yield sight


@pytest.fixture
def mei(sight: Sight) -> BrowserPhone:
    return sight.phone("李梅")


def test_an_album_of_papers_goes_to_its_slots_in_order_and_to_the_reviewer(
    sight: Sight, mei: BrowserPhone
) -> None:
    mei.send_photos(album("笔录", "结论", "签字", "现场"), CASE)
    card = mei.sees("请写几句经过").inner_text()
    assert "案件：本单位 · 重要案件 · 主要作用 · 当事人反映" in card
    mei.send(ACCOUNT)
    mei.press("依次分到各项")
    card = mei.sees("五个要做到了哪些").inner_text()
    for slot in ("调解笔录", "办理结论", "签字证明", "照片视频"):
        assert f"✅ {slot} 1" in card
    mei.press("全部做到")
    number = hand_in(mei)
    wang = sight.phone("王强")
    turn_to(wang, number)
    shown = wang.sees(number)
    assert ACCOUNT in shown.inner_text().replace("\n", "")
    expect(shown.locator("[data-photo] img")).to_be_visible()


def test_a_real_photo_as_a_file_a_link_and_a_pdf_are_taken(sight: Sight, mei: BrowserPhone) -> None:
    heic = PHOTOS / "iphone_13_pro_max.HEIC"
    if not heic.exists():
        pytest.skip("the real photos do not stand beside this checkout (../shared/photos)")
    begin(mei, "开展宣传")
    mei.sees("哪天开展")
    mei.press("今天")
    mei.sees("主题？")
    mei.send("女职工权益")
    mei.press("自发开展")
    mei.sees("请发活动的照片视频")
    mei.send("https://www.wenshang.gov.cn/a.html")
    mei.sees("✅ 照片视频 1")
    mei.send_files([heic])
    mei.sees("✅ 照片视频 2")
    mei.send_photos([PHOTOS / "jolla.jpg"])
    mei.sees("✅ 照片视频 3")
    mei.send_files([PLAN])
    number = hand_in(mei)
    wang = sight.phone("王强")
    turn_to(wang, number)
    expect(wang.sees(number).locator("[data-photo] img")).to_be_visible()
    mei.press("看材料")
    sheet = mei.sees(f"{number} 开展宣传")
    expect(sheet.locator("[data-photo] img")).to_be_visible()


def test_a_caption_is_corrected_in_one_tap(mei: BrowserPhone) -> None:
    mei.send_photos(album("甲", "乙"), "宣传 昨天 ××服装厂 60人 劳动合同法")
    mei.sees("地点：××服装厂")
    mei.press("✎ 地点")
    mei.sees("具体地点？")
    mei.send("××制衣厂")
    card = mei.sees("地点：××制衣厂").inner_text()
    assert "人数：60人" in card
    assert "✅ 照片视频 2" in card


def test_what_was_put_down_in_mid_question_is_taken_up_from_the_records(
    mei: BrowserPhone,
) -> None:
    begin(mei, "成功调解")
    mei.press("其他单位")
    mei.sees("主要作用，还是参与")
    mei.send("/cancel")
    mei.sees("已放下")
    mei.menu("📂 我的记录")
    mei.sees("最近的在前")
    mei.press("✏️ 成功调解")
    card = mei.sees("主要作用，还是参与").inner_text()
    assert "案件：其他单位" in card
    mei.press("参与调处")
    mei.sees("案件是怎么来的")


def begin(phone: BrowserPhone, kind: str) -> None:
    """📝 上报工作, and the kind, whose button also says how far its cap is."""
    phone.menu("📝 上报工作")
    phone.sees("哪一类")
    phone.node.locator(f'[data-button^="{kind}"]').last.click()
