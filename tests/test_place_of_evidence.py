"""The commands on a county whose evidence is in a bucket: what is wrong is one sentence."""

import pytest

from bot.app import _prove
from bot.commands.transaction import environment, write
from bot.storage.blobs import open_blobs
from tests.servers.bucket import Door
from tests.storage.kept_rows import a_county
from tests.test_command_line import Desk, bare, desk, made

__all__ = ["bare", "desk", "made"]


@pytest.fixture
def county(desk: Desk, door: Door, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("EVIDENCE_URL", "s3://county/commands")
    return desk


def test_verify_reads_what_is_in_the_bucket_and_says_nothing_of_one_that_is_away(
    county: Desk, door: Door
) -> None:
    write(environment(), a_county, open_blobs(environment()).keep)
    assert county.ok("verify").startswith("完好")
    door.shut()
    said = county.refused("verify")
    assert said.startswith("现在用不了存储桶 s3://county/commands（没有应答）")
    assert "缺失" not in said


async def test_a_bucket_that_is_away_at_the_start_is_waited_for(county: Desk, door: Door) -> None:
    door.shut()
    await _prove(open_blobs(environment()))


def test_a_bucket_that_does_not_exist_is_told_at_the_start(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVIDENCE_URL", "s3://nowhere")
    assert "s3://nowhere 的存储桶不存在" in county.refused("run")


def test_keys_may_stand_in_the_file_of_settings(
    county: Desk, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (county.folder / ".env").open("a", encoding="utf-8") as file:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            file.write(f"{name}=of-the-file\n")
            monkeypatch.delenv(name)
    assert environment().aws["access_key_id"] == "of-the-file"
    open_blobs(environment()).prove()
