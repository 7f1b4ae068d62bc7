"""李梅 drops the papers of a case on her phone: they are read, and her liaison approves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from bot.clock import utc_now
from bot.evidence.reading.reader import is_installed
from bot.rules.calendar import local_day
from tests.browser.conftest import Sight
from tests.browser.opened import an_hour_later, hand_in, opened, turn_to
from tests.handlers.work.papers import UNIT, case_album

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not is_installed(), reason="xietiao[reading] is not installed"),
]
PATIENCE_TO_READ_MS = 300_000


@pytest.fixture(scope="module")
def sight(chromium: Browser) -> Iterator[Sight]:
    """A county whose bot reads papers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READ_PAPERS", "auto")
        with opened(chromium) as sight:
            yield sight


def test_an_album_of_papers_is_read_submitted_and_approved(sight: Sight) -> None:
    mei, wang = sight.phone("李梅"), sight.phone("王强")
    day = local_day(utc_now()) - timedelta(days=1)
    photos = [
        FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=data)
        for n, data in enumerate(case_album(day))
    ]
    mei.send_photos(photos)
    mei.sees("正在读")
    filled = mei.node.locator("[data-message-id]").filter(has_text="五个要做到了哪些").last
    expect(filled).to_be_visible(timeout=PATIENCE_TO_READ_MS)
    card = filled.inner_text()
    assert f"单位：{UNIT}（读自材料）" in card
    assert f"日期：{day.month}月{day.day}日（读自材料）" in card
    for slot in ("调解笔录", "办理结论", "签字证明", "照片视频"):
        assert f"✅ {slot} 1" in card
    assert "正在读" not in card
    mei.press("全部做到")
    number = hand_in(mei)
    shown = turn_to(wang, number)
    expect(shown.locator("[data-photo] img")).to_be_visible()
    assert UNIT in shown.inner_text()
    assert "材料写的是" not in shown.inner_text()
    wang.press("通过")
    wang.sees(f"✅ {number} 李梅 已通过")
    an_hour_later(sight.page)  # until then it could be taken back
    mei.sees(f"✅ {number} 已通过")
