"""李梅 raises an alert on the page; 王强 says that he knows, and she sees it at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Sight
from tests.browser.opened import album, an_hour_later, newest, opened

pytestmark = pytest.mark.browser

WORDS = "锦裳服饰东门约30人聚集讨薪"


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """One county for all the tests here, in the order they stand."""
    with opened(chromium) as sight:
        yield sight


def test_one_message_reaches_the_liaison_and_the_bureau_and_comes_back_with_a_name(
    sight: Sight,
) -> None:
    mei, wang, zhao = (sight.phone(name) for name in ("李梅", "王强", "赵敏"))
    mei.menu("🚨 紧急上报")
    mei.sees("请写经过")
    mei.send_photos(album("东门"), WORDS)
    mei.sees("已送给 王强、赵敏")
    for phone in (wang, zhao):
        card = phone.sees("🚨 A1 紧急上报")
        assert WORDS in card.inner_text()
        assert "城关派出所值班" in card.inner_text()
        phone.offers("已知悉")
    wang.press("已知悉")
    mei.sees("✅ 已由 王强 于")
    zhao.sees("✅ 已由 王强 于")


def test_nobody_for_an_hour_asks_everybody_again(sight: Sight) -> None:
    mei, wang = sight.phone("李梅"), sight.phone("王强")
    mei.send("/alert 云锦制衣厂停工")
    mei.sees("A2 紧急上报")
    an_hour_later(sight.page)
    wang.sees("第5次提醒")
    mei.sees("60分钟还没有人知悉")
    wang.press("已知悉")
    newest(mei, "✅ 已由 王强 于")
