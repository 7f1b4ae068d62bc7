"""On a phone of 390 by 844: picture, lines and buttons of a card are on one screen, none wraps."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, ViewportSize, expect

from tests.browser.conftest import Sight
from tests.browser.opened import (
    album,
    an_hour_later,
    hand_in,
    newest,
    opened,
    report_publicity,
    turn_to,
)
from tests.browser.phone import BrowserPhone
from tests.conftest import PDF

pytestmark = pytest.mark.browser

WIDE: Final[ViewportSize] = {"width": 1680, "height": 1000}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
TABS = {"李梅": 0, "王强": 1, "赵敏": 2}
LINE = 23.25
"""The height of a line on the page, in pixels."""
LAST_LOOK = 14
"""What a card that can be handed in may have above 提交, its corrections and the way out."""

BOXES = """card => {
  const box = (node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return { top, bottom, what: node.dataset.button ?? node.className };
  };
  const words = card.querySelector(".words");
  return {
    room: box(card.closest(".scroller")),
    parts: [...card.querySelectorAll("[data-photo], .words, [data-button]")].map(box),
    words: words.innerText,
    height: words.getBoundingClientRect().height,
  };
}"""
"""All at one moment, for a card may be edited between two looks at it."""

TO_THE_FOOT = """card => {
  const chat = card.closest(".scroller");
  chat.scrollTop += card.getBoundingClientRect().bottom - chat.getBoundingClientRect().bottom + 10;
}"""

PHOTOS = [f"现场{n}" for n in range(10)]
PAPERS = [
    FilePayload(
        name=f"调解笔录第{n}次会谈记录.pdf", mimeType="application/pdf", buffer=PDF + b"%" * n
    )
    for n in range(1, 5)
]
CASE = "调解 其他单位 本领域 主要作用 昨天 欠薪 上门反映"
UNIT = "汶上县经济开发区锦绣华章高端服装智能制造产业园第二期标准化厂房三号楼联合项目部"
ACCOUNT = "甲某等五人反映被欠两个月工资，核实考勤后双方同意分两次付清。" * 13
WHY_NOT = "材料由街道存档，等归档手续办完就补发。" * 8


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here, in the order they stand."""
    with opened(chromium) as sight:
        story = sight.page.locator('[data-role="story-panel"]')
        expect(sight.phone("李梅").node).to_be_visible()
        sight.page.locator('[data-role="story"]').click()
        expect(story).to_be_hidden()  # on a phone it would lie over everything
        yield sight


def on_one_screen(
    sight: Sight, name: str, *, lines: int, says: str = "", wraps: bool = False
) -> Locator:
    """The newest card of a phone that small (that `says` so), once all of it is in sight; it is
    wide again after. A line that `wraps` counts as often as it is broken.
    """
    sight.page.set_viewport_size(PHONE)
    expect(sight.page.locator('[data-role="connection"]')).to_be_hidden()
    sight.page.locator(".tab").nth(TABS[name]).click()
    phone = sight.phone(name)
    card = phone.node.locator("[data-message-id]").filter(has_text=says).last
    expect(phone.node).to_be_in_viewport(ratio=1)
    # Its end at the foot of the screen: the tests' own clicks may have scrolled.
    card.evaluate(TO_THE_FOOT)
    expect(card.locator("[data-button]").last).to_be_in_viewport(ratio=1)
    seen = card.evaluate(BOXES)
    assert seen["room"]["bottom"] <= PHONE["height"]
    assert len(seen["parts"]) > 2
    for part in seen["parts"]:
        assert part["top"] >= seen["room"]["top"], f"{part['what']} has scrolled away"
        assert part["bottom"] <= seen["room"]["bottom"], part["what"]
    told = seen["words"].strip("\n").split("\n")
    rows = int(seen["height"] / LINE)
    assert rows <= lines
    assert wraps or rows == len(told), f"a line wraps: {told}"
    sight.page.set_viewport_size(WIDE)
    return card


def test_each_sample_entry_is_decided_from_one_screen(sight: Sight) -> None:
    wang = sight.phone("王强")
    wang.menu("✅ 待审核")
    for place in range(1, 7):
        newest(wang, f"第{place}/")
        wang.offers("通过")
        on_one_screen(sight, "王强", lines=9)
        wang.press("下一条")


@pytest.fixture(scope="module")
def full(sight: Sight) -> BrowserPhone:
    """The most there is to say of an entry: ten photos of another entry, four papers, long names,
    a long account, two slots explained, one must not done. It is still to be handed in.
    """
    mei = sight.phone("李梅")
    report_publicity(mei, *PHOTOS)
    mei.send_photos(album(*PHOTOS), CASE)
    mei.sees("发生争议的单位")
    mei.send(UNIT)
    mei.sees("请写几句经过")
    mei.send(ACCOUNT)
    mei.sees("请发调解笔录")
    mei.send_files(PAPERS)
    mei.sees("✅ 调解笔录 4")
    mei.press("下一项")
    for slot in ("办理结论", "签字证明"):
        mei.sees(f"请发{slot}")
        mei.press("暂缺并说明")
        mei.sees(f"“{slot}”暂时缺少")
        mei.send(WHY_NOT)
        mei.sees(f"⚠️ {slot} 暂缺")
    mei.sees("请发现场照片视频")
    mei.press("都放到照片视频")
    mei.press("下一项")
    mei.press("⬜ 要查清事实")
    mei.press("就这些")
    mei.offers("提交")
    return mei


def test_the_fullest_card_is_handed_in_from_one_screen(sight: Sight, full: BrowserPhone) -> None:
    on_one_screen(sight, "李梅", lines=LAST_LOOK, says="都齐了", wraps=True)


@pytest.fixture(scope="module")
def number(full: BrowserPhone) -> str:
    return hand_in(full)


def test_the_fullest_entry_is_decided_from_one_screen(sight: Sight, number: str) -> None:
    wang = sight.phone("王强")
    turn_to(wang, number)
    newest(wang, "相似（相同）24 处")
    card = on_one_screen(sight, "王强", lines=9)
    for part in (number, "李梅", "暂缺", "通过后"):
        expect(card).to_contain_text(part)
    for label in ("通过", "退回", "驳回", "下一条", "详情", "原图"):
        wang.offers(label)
    wang.press("详情")
    wang.sees(ACCOUNT)


def test_a_score_of_many_entries_is_on_one_screen_with_its_buttons(
    sight: Sight, number: str
) -> None:
    mei, wang = sight.phone("李梅"), sight.phone("王强")
    mei.menu("📊 我的得分")
    waiting = newest_with_picture(mei).locator('[data-button^="⏳ "]').all_inner_texts()
    for own in (label.removeprefix("⏳ ") for label in waiting):
        if own != number:
            turn_to(wang, own)
            wang.press("通过")
            wang.sees(f"{own} 李梅 已通过")
    an_hour_later(sight.page)
    mei.menu("📊 我的得分")
    card = newest_with_picture(mei)
    expect(card.locator('[data-button^="X"]').nth(4)).to_be_visible()
    on_one_screen(sight, "李梅", lines=12, says="合计", wraps=True)


def test_an_appeal_is_decided_from_one_screen(sight: Sight, number: str) -> None:
    mei, wang, zhao = (sight.phone(name) for name in TABS)
    turn_to(wang, number)
    wang.press("驳回")
    wang.press("自己写")
    wang.sees("请直接打字写理由")
    wang.send("办理结论和签字证明都没有，看不出双方是不是真的达成了协议，也看不出钱付了没有")
    wang.press("确认")
    wang.sees(f"{number} 李梅 已驳回")
    an_hour_later(sight.page)
    mei.press("申请复核")
    mei.sees("请打字写一段说明")
    mei.send("协议原件在街道存档，第1到4份笔录都有双方的手印，钱已经分两次付清，随时可以核实。" * 2)
    mei.sees("已申请复核")
    turn_to_appeal(zhao, number)
    card = on_one_screen(sight, "赵敏", lines=9)
    for part in ("王*驳回：", "本人申请复核：", "相同", "暂缺", "通过后"):
        expect(card).to_contain_text(part)


def test_an_ordinary_card_is_handed_in_from_one_screen(sight: Sight) -> None:
    """A case with all that is asked, papers for three of its slots, a sentence about the fourth."""
    mei = sight.phone("李梅")
    mei.send_photos(album("笔录", "结论", "照片"), CASE)
    mei.sees("发生争议的单位")
    mei.send("××建材有限公司")
    mei.sees("请写几句经过")
    mei.send(ACCOUNT)
    mei.sees("请发调解笔录")
    mei.press("第1份")
    mei.sees("✅ 调解笔录 1")
    mei.press("下一项")
    mei.sees("请发办理结论")
    mei.press("第2份")
    mei.sees("✅ 办理结论 1")
    mei.press("下一项")
    mei.sees("请发签字证明")
    mei.press("暂缺并说明")
    mei.sees("“签字证明”暂时缺少")
    mei.send("材料在街道，盖章后补发")
    mei.sees("请发现场照片视频")
    mei.press("第3份")
    mei.press("全部做到")
    mei.offers("提交")
    on_one_screen(sight, "李梅", lines=LAST_LOOK, says="都齐了", wraps=True)
    mei.press("详情")
    newest(mei, f"经过：{ACCOUNT}")


def turn_to_appeal(phone: BrowserPhone, number: str) -> None:
    turn_to(phone, number)
    newest(phone, "本人申请复核")


def newest_with_picture(phone: BrowserPhone) -> Locator:
    """The text of 📊 我的得分, once its picture stands below it."""
    expect(newest(phone, "季度得分").locator("[data-photo] img")).to_be_visible()
    return phone.sees("合计")
