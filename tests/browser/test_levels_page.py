"""李梅 asks which qualification level she may apply for, with taps and with typed years."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sight
from tests.browser.opened import newest, opened
from tests.browser.phone import BrowserPhone

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here."""
    with opened(chromium) as sight:
        yield sight


@pytest.fixture
def mei(sight: Sight) -> BrowserPhone:
    return sight.phone("李梅")


def answer(mei: BrowserPhone, label: str, then: str) -> None:
    mei.press(label)
    mei.sees(then)


def test_what_the_ledger_says_is_offered_and_a_card_leads_to_the_level(mei: BrowserPhone) -> None:
    mei.send("/level")
    mei.sees("手上最高的证书")
    answer(mei, "没有", "最高学历是")
    first = mei.sees("最高学历是").locator("[data-button]").first
    expect(first).to_contain_text("（台账）")
    first.click()
    mei.sees("技工院校或职业学校")
    answer(mei, "没有读过", "前后累计多久")
    answer(mei, "4年及以上", "现在可以申报")
    card = mei.sees("现在可以申报").inner_text()
    assert "四级 劳动关系协调员" in card
    assert "§5.1 第1项：累计做满4年" in card
    assert "三级 劳动关系协调员，还差（近的在前）" in card


def test_back_leads_back_and_typed_years_bring_the_card_to_the_end(mei: BrowserPhone) -> None:
    mei.press("重新填")
    mei.sees("手上最高的证书")
    answer(mei, "三级（高级工）", "最高学历是")
    answer(mei, "返回", "手上最高的证书")
    answer(mei, "二级（技师）", "拿到二级证书以后")
    mei.send("三年零十一个月")
    card = newest(mei, "§5.4：拿证后再做1个月")
    assert "现在还不能申报更高一级" in card.inner_text()
    mei.press("返回")
    mei.sees("拿到二级证书以后")
    mei.send("很久")
    newest(mei, "看不懂年数“很久”")
    mei.send("4年")
    newest(mei, "一级 高级劳动关系协调师")
