"""The sender while the bucket is away: a message with a file waits, and nobody else's does."""

import hashlib
from pathlib import Path

import pytest

from bot.storage import outbox
from tests import places
from tests.conftest import photo
from tests.servers.bucket import Door
from tests.transport.conftest import Line, heard


@pytest.fixture
def evidence_url(tmp_path: Path, door: Door) -> str:
    return places.evidence_url(tmp_path, in_bucket=True)


async def test_a_picture_waits_for_its_bucket_and_keeps_no_other_chat_waiting(
    line: Line, door: Door
) -> None:
    mei, wang = await line.phone("李梅"), await line.phone("王强")
    sheet = line.blobs.keep(photo())
    door.shut()
    await line.say(mei, "看图", kind="photo", file=sheet)
    await line.say(mei, "看完了")
    await line.until(lambda: line.is_held(mei))
    await line.say(wang, "好")
    await wang.until("好")
    assert heard(mei) == []
    door.open()
    await line.delivered()
    assert heard(mei) == ["看图", "看完了"]
    assert mei.messages[-2].photo()
    assert line.store.do(outbox.count, "failed") == 0


async def test_a_picture_that_is_not_in_the_bucket_is_given_up(line: Line) -> None:
    mei = await line.phone()
    await line.say(mei, "看图", kind="photo", file=hashlib.sha256(b"nothing").hexdigest())
    await line.say(mei, "别的")
    await line.delivered()
    assert heard(mei) == ["别的"]
    assert line.store.do(outbox.count, "failed") == 1
