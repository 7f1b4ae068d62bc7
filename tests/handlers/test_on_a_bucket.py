"""A conversation whose evidence lies in a bucket, which may be away for a while."""

from pathlib import Path

import pytest

from bot.actions import verify
from bot.actions.work import attach, lay_out
from bot.sandbox.phone import Phone
from bot.storage import errands
from bot.storage.blobs import open_blobs
from bot.storage.session import Session
from tests import places
from tests.conftest import PDF, Town, photo
from tests.handlers.playing import answer, attach_plan, begin, hand_in, open_queue, pass_time
from tests.servers.bucket import Door


@pytest.fixture
def evidence_url(tmp_path: Path, door: Door) -> str:
    return places.evidence_url(tmp_path, in_bucket=True)


def waiting(town: Town, *kinds: str) -> int:
    """How many errands of these kinds are still to be done."""
    return sum(len(town.do(errands.subjects, kind)) for kind in kinds)


def wrong(town: Town) -> list[str]:
    def look(session: Session) -> list[str]:
        return list(verify.verify(session, open_blobs(town.settings)))

    found: list[str] = town.do(look)
    return found


async def test_photos_go_into_the_bucket_and_come_out_as_sheet_and_originals(
    town: Town, mei: Phone, wang: Phone, tmp_path: Path
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await attach_plan(mei)
    number = await hand_in(mei)
    card = await open_queue(wang, number)
    assert card.photo()
    await wang.press("原图")
    await wang.until("已去除位置信息")
    await town.settled()
    assert [m.text for m in wang.messages[-5:-2]] == ["1", "2", "3"]
    assert wang.messages[-5].photo()
    assert wang.messages[-2].document() == PDF
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")
    assert wrong(town) == []
    assert not (tmp_path / "evidence").exists()


async def test_a_bucket_that_is_away_delays_the_photos_and_nobody_else(
    town: Town, mei: Phone, wang: Phone, door: Door
) -> None:
    await begin(mei)
    await answer(mei)
    door.shut()
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await town.settled()
    assert waiting(town, attach.FETCH) == 3
    await wang.send("/help")
    await wang.until("待审核")
    await town.stop()
    await town.start()
    await town.settled()
    door.open()
    pass_time(town, 70)
    await town.settled()
    assert waiting(town, attach.FETCH, lay_out.SHEET) == 0
    await attach_plan(mei)
    number = await hand_in(mei)
    assert (await open_queue(wang, number)).photo()
    assert wrong(town) == []


async def test_originals_asked_for_while_it_is_away_come_when_it_is_back(
    town: Town, mei: Phone, wang: Phone, door: Door
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await attach_plan(mei)
    number = await hand_in(mei)
    await open_queue(wang, number)
    before = len(wang.messages)
    door.shut()
    await wang.press("原图")
    await town.settled()
    assert waiting(town, "originals") == 1
    door.open()
    pass_time(town, 70)
    await town.settled()
    assert waiting(town, "originals") == 0
    assert len(wang.messages) >= before + 5
