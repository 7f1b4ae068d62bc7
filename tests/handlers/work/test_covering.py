"""Numbers of people in what people send: legible in nothing that the bot sends. Every picture it
sent is read back with the recogniser itself.
"""

import asyncio
import io
import os
import signal
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.__main__ import app
from bot.actions.work.read_papers import READ
from bot.errors import Away
from bot.handlers.desk import Desk
from bot.sandbox.phone import Phone
from bot.sandbox.sample import word
from bot.sandbox.sample.papers import Paper, photographed, scanned
from bot.sandbox.screen import Message
from bot.storage.work import readings, sheets
from bot.storage.work.entries import Entry
from tests.conftest import KEY, TOKEN, Town
from tests.evidence.legible import ID, NUMBERED, NUMBERS, PHONE, legible, legible_text
from tests.evidence.papers import video
from tests.evidence.pdfs import written_pdf
from tests.handlers.alert.alarming import raise_it, told
from tests.handlers.month.at_the_desk import open_board, open_month, report
from tests.handlers.playing import (
    answer,
    attach_plan,
    begin,
    decidable,
    eventually,
    filed_with,
    hand_in,
    open_queue,
    pass_time,
    pieces_of,
    said,
)

PAPER = "plan"
NOON = datetime(2026, 11, 5, 4, tzinfo=UTC)


@pytest.fixture
def read_papers() -> str:
    return "auto"


OTHER_CASE = replace(
    NUMBERED,
    heads=(*NUMBERED.heads[1:3], ("用人单位", "柳湾建材厂"), ("案由", "工伤医疗费")),
    lines=("卸货砸伤脚趾，医药费三千一百元汇入", *NUMBERED.lines[1:2], "2026年11月6日"),
)
"""Another one: two of the same would be flagged, and not be offered in a batch."""


_PLANS = {"b": "what was agreed upon orally in another place"}


def paper(seed: str) -> Paper:
    return OTHER_CASE if seed == "b" else NUMBERED


def snapped(seed: str, turn: int, longest: int = 1600) -> bytes:
    """A numbered paper, photographed from any side, by any camera."""
    with Image.open(io.BytesIO(photographed(paper(seed[0]), seed, NOON))) as taken:
        turned = taken.rotate(turn, expand=True)
    scale = longest / max(turned.size)
    size = round(turned.width * scale), round(turned.height * scale)
    out = io.BytesIO()
    turned.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return out.getvalue()


def files(seed: str, *turns: int) -> Sequence[tuple[str, bytes]]:
    """Photos with numbers on them, a scan and a document with such, and a paper without."""
    return [
        *(("photos", snapped(f"{seed}{turn}", turn, 1280 + 4 * turn)) for turn in turns),
        (PAPER, scanned(paper(seed), seed)),
        (PAPER, word.document("活动方案", [f"联系人：张某，{PHONE}", f"身份证号：{ID}", seed])),
        (PAPER, written_pdf([(_PLANS.get(seed, "a plan without anybody's number in it"),)])),
    ]


async def leaks(*phones: Phone) -> list[str]:
    """What can be read of numbers in all that stands in these chats."""
    found: list[str] = []
    seen: set[bytes] = set()
    for phone in phones:
        for message in await said(phone):
            found += [number for number in NUMBERS if number in message.text]
            data = content(message)
            if data and data not in seen:
                seen.add(data)
                found += [f"{number} in {message}" for number in legible(data)]
    return found


def content(message: Message) -> bytes:
    """The picture or document of a message; b"" of one without."""
    if "photo" in message.body:
        return message.photo()
    return message.document() if "document" in message.body else b""


def is_drawn(town: Town, entry: Entry) -> bool:
    sheet = town.do(sheets.sheet, entry.draft_id)
    return bool(sheet and sheet[1] == sheets.signature(pieces_of(town, entry.draft_id)))


async def test_nothing_is_legible_to_who_reviews(town: Town, mei: Phone, wang: Phone) -> None:
    first = filed_with(town, mei, "2026-11-05", files("a", 0, 90))
    second = filed_with(town, mei, "2026-11-06", files("b", 180))
    await eventually(lambda: is_drawn(town, first) and is_drawn(town, second), 200)
    await wang.press("✅ 待审核")
    card = await decidable(wang, first.number)
    assert "已遮盖 11 处证件号" in card.text, "three on each photo and the scan, two in the text"
    await wang.press("原图")
    await wang.until("没有发来；确需原件，请管理员在服务器上导出")
    pages = await wang.until(lambda m: m.document_name.endswith(".pdf") and "按页图" in m.text)
    assert pages.document()[:4] == b"%PDF"
    plain = await wang.until(lambda m: bool(m.document_name) and m.text == "5")
    assert plain.document() == files("a")[2][1], "one without numbers came as it was"
    await wang.press("批量通过")
    await wang.until(lambda m: m.button("确认") is not None and "排版" not in m.text)
    assert sum("photo" in m.body for m in await said(wang)) >= 3, "two photos and the batch"
    assert await leaks(wang, mei) == []


async def test_nothing_is_legible_in_what_is_taken_away(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed_with(town, mei, "2026-11-05", files("d", 270))
    await eventually(lambda: is_drawn(town, entry), 200)
    await open_queue(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")
    await zhao.send(f"/archive {entry.number}")
    packed = await zhao.until(lambda m: m.document_name == f"佐证包-{entry.number}.zip", seconds=60)
    with zipfile.ZipFile(io.BytesIO(packed.document())) as archive:
        names = archive.namelist()
    assert [name.rpartition(".")[2] for name in names] == ["jpg", "pdf", "pdf", "sha256"]
    await zhao.until("没有放入 1 份：可能有证件号、电话或银行卡号，见索引")
    await open_month(wang)
    await report(wang)
    await zhao.press("📄 下载汇编", on=await open_board(zhao))
    compiled = await zhao.until(lambda m: m.document_name.startswith("典型汇编"), seconds=60)
    assert len(docx.Document(io.BytesIO(compiled.document())).inline_shapes) == 1
    await zhao.send("/pack 11月")
    await zhao.until(lambda m: m.document_name == "阶段汇报-2026年11月.docx", seconds=60)
    assert await leaks(wang, mei, zhao) == []


async def test_what_is_from_before_papers_were_read_is_read_before_it_leaves(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.stop()
    town.settings = town.settings.model_copy(update={"read_papers": "off"})
    await town.start()
    entry = filed_with(town, mei, "2026-11-05", files("e", 0))
    await open_queue(wang, entry.number)
    card = await decidable(wang, entry.number)
    assert "已遮盖" not in card.text
    assert "没有发来" not in "".join(m.text for m in await said(wang))
    await town.stop()
    town.settings = town.settings.model_copy(update={"read_papers": "auto"})
    await town.start()
    await eventually(lambda: is_drawn(town, entry), 200)
    shown = await wang.until("已遮盖")
    assert shown.photo() != card.photo()
    await wang.press("原图")
    await wang.until("没有发来；确需原件，请管理员在服务器上导出")
    assert await leaks(wang) == []


async def test_nothing_is_drawn_before_everything_was_read(
    town: Town, mei: Phone, wang: Phone
) -> None:
    with town.held_up(READ):
        entry = filed_with(town, mei, "2026-11-05", [*files("f", 0)[:1], *files("f")[-1:]])
        await wang.press("✅ 待审核")
        card = await wang.until("材料还在收取")
        assert "photo" not in card.body
        assert card.button("通过") is None
        assert not is_drawn(town, entry)
    shown = await decidable(wang, entry.number)
    assert "已遮盖 3 处证件号" in shown.text
    assert await leaks(wang) == []


async def test_an_alert_s_photo_is_covered_as_it_is_passed_on(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await raise_it(mei)
    await told(wang)
    await mei.send_photo(snapped("g", 0))
    await wang.until(lambda m: "photo" in m.body, seconds=60)
    assert await leaks(wang) == []


async def test_reports_of_the_command_line_are_covered_where_papers_are_read(
    town: Town, mei: Phone, wang: Phone, tmp_path: Path
) -> None:
    await town.stop()
    town.settings = town.settings.model_copy(update={"read_papers": "off"})
    await town.start()
    entry = filed_with(town, mei, "2026-11-05", [*files("h", 90)[:1], *files("h")[-1:]])
    await open_queue(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")
    await open_month(wang)
    await report(wang)

    def made(read_papers: str) -> bytes:
        env = {
            "BOT_TOKEN": TOKEN,
            "DATA_KEY": KEY,
            "DATABASE_URL": town.settings.database_url,
            "EVIDENCE_URL": town.settings.evidence,
            "READ_PAPERS": read_papers,
        }
        out = tmp_path / f"{read_papers}.docx"
        done = CliRunner().invoke(app, ["report", "exemplars", "本月", "--out", str(out)], env=env)
        assert done.exit_code == 0, done.output
        return out.read_bytes()

    assert set(legible(made("off"))) == set(NUMBERS), "as before"
    covered = made("auto")
    assert len(docx.Document(io.BytesIO(covered)).inline_shapes) == 1
    assert not legible(covered)


async def test_a_file_that_cannot_be_had_for_a_moment_is_read_afterwards(
    town: Town, mei: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = [Away("存储桶没有应答")] * 2

    @asynccontextmanager
    async def local(desk: Desk, sha256: str) -> AsyncIterator[Path]:
        if away:
            raise away.pop()
        async with lent(desk, sha256) as path:
            yield path

    lent = Desk.local
    monkeypatch.setattr(Desk, "local", local)
    entry = filed_with(town, mei, "2026-11-05", [*files("i", 0)[:1], *files("i")[-1:]])
    await eventually(lambda: not away or _later(town), 60)
    await eventually(lambda: is_drawn(town, entry) or _later(town), 200)
    shown = await _reviewed(wang, entry)
    assert "已遮盖 3 处证件号" in shown.text
    assert "没能识读" not in shown.text
    assert await leaks(wang) == []


def _later(town: Town) -> bool:
    pass_time(town, 5)
    return False


async def _reviewed(wang: Phone, entry: Entry) -> Message:
    """The card of an entry whose originals were asked for."""
    await wang.press("✅ 待审核")
    card = await decidable(wang, entry.number)
    await wang.press("原图")
    await wang.until(lambda m: "photo" in m.body and m.text == "1", seconds=60)
    return card


async def test_a_photo_at_which_the_reader_ends_leaves_coarsely_until_it_can_be_read(
    town: Town, mei: Phone, wang: Phone
) -> None:
    with _ending_readers(town):
        entry = filed_with(town, mei, "2026-11-05", [*files("j", 0)[:1], *files("j")[-1:]])
        await eventually(lambda: is_drawn(town, entry), 200)
        card = await _reviewed(wang, entry)
    assert "有 1 份没能识读，只给模糊图" in card.text
    assert await leaks(wang) == []
    await wang.press("原图")
    await eventually(lambda: _numbers(town, entry) == 3, 200)
    await wang.quiet()
    *_, clear = [m for m in await said(wang) if "photo" in m.body and m.text == "1"]
    assert "申请人" in "".join(legible_text(clear.photo()))
    assert await leaks(wang) == []


def _numbers(town: Town, entry: Entry) -> int:
    numbers: int = town.do(readings.covered, entry.draft_id)[0]
    return numbers


@contextmanager
def _ending_readers(town: Town) -> Iterator[None]:
    """Every process that reads papers is killed."""

    async def end() -> None:
        while True:
            assert town.bot is not None
            for pid in town.bot.papers.pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.05)

    ending = asyncio.create_task(end())
    try:
        yield
    finally:
        ending.cancel()


async def test_a_video_s_name_leaves_without_numbers(mei: Phone, wang: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_file(video(), f"张某{PHONE}.mp4", mime="video/mp4")
    await attach_plan(mei)
    number = await hand_in(mei)
    await wang.press("✅ 待审核")
    await decidable(wang, number)
    await wang.press("原图")
    await wang.until(lambda m: m.document_name == f"张某{'*' * 11}.mp4", seconds=60)
