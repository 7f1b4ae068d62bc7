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


def on_one_screen(sight: Sight, name: str, *, lines: int) -> Locator:
    """The newest card of a phone that small, once all of it is in sight; it is wide again after."""
    sight.page.set_viewport_size(PHONE)
    expect(sight.page.locator('[data-role="connection"]')).to_be_hidden()
    sight.page.locator(".tab").nth(TABS[name]).click()
    phone = sight.phone(name)
    card = phone.node.locator("[data-message-id]").last
    expect(phone.node).to_be_in_viewport(ratio=1)
    # As far down as it goes: the tests' own clicks may have scrolled.
    phone.node.locator(".scroller").evaluate("chat => { chat.scrollTop = chat.scrollHeight; }")
    expect(card.locator("[data-button]").last).to_be_in_viewport(ratio=1)
    seen = card.evaluate(BOXES)
    assert seen["room"]["bottom"] <= PHONE["height"]
    assert len(seen["parts"]) > 2
    for part in seen["parts"]:
        assert part["top"] >= seen["room"]["top"], f"{part['what']} has scrolled away"
        assert part["bottom"] <= seen["room"]["bottom"], part["what"]
    told = seen["words"].strip("\n").split("\n")
    assert len(told) <= lines
    assert seen["height"] < (len(told) + 0.9) * LINE, f"a line wraps: {told}"
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
def number(sight: Sight) -> str:
    """The most there is to say of an entry: ten photos of another entry, four papers, long names,
    a long account, two slots explained, one must not done.
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
    return hand_in(mei)


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


def turn_to_appeal(phone: BrowserPhone, number: str) -> None:
    turn_to(phone, number)
    newest(phone, "本人申请复核")
