"""The archive of evidence: asked for in the chat, packed in parts, with an index and checksums."""

import hashlib
import io
import zipfile
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.handlers.score import archiving
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import audit, errands
from bot.storage.errands import Due
from bot.storage.people import persons, roles, task_forces
from bot.storage.session import Session
from tests.conftest import KEY, PDF, TOKEN, Town, photo
from tests.evidence.legible import PHONE
from tests.handlers.playing import (
    actor_of,
    answer,
    attach_plan,
    begin,
    filed_with_photo,
    hand_in,
    report_publicity,
    reported,
    said,
)

INDEX = "佐证索引-{}.xlsx"


async def named(phone: Phone, name: str) -> Message:
    return await phone.until(lambda m: m.document_name == name, seconds=30)


def unpacked(message: Message) -> dict[str, bytes]:
    """The files of an archive by their paths; their checksums are proven."""
    with zipfile.ZipFile(io.BytesIO(message.document())) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    sums = files.pop("校验.sha256").decode().splitlines()
    assert sums == [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in files.items()]
    return files


def index(message: Message) -> list[dict[str, object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(message.document()))
    head, *rows = book.get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


async def test_the_bureau_takes_the_quarter_from_under_its_summary(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await reported(mei, wang)
    await zhao.send("/summary 本季")
    await zhao.press("全县", on=await zhao.until("全县，还是一个专班"))
    done = await zhao.until("汇总已生成", seconds=30)
    await zhao.press("📦 下载佐证包", on=done)
    await zhao.until("✅ 2026Q4-全县的佐证包：2 份材料，1 个压缩包", seconds=30)
    files = unpacked(await named(zhao, "佐证包-2026Q4-全县.zip"))
    folders = {path.rpartition("/")[0] for path in files}
    (folder,) = folders
    assert folder.startswith(f"服装制造/李梅/{number} 开展宣传 2026-11-")
    assert sorted(path.rpartition("/")[2] for path in files) == [
        "01 照片视频.jpg",
        "02 活动方案.pdf",
    ]
    rows = index(await named(zhao, INDEX.format("2026Q4-全县")))
    assert [(r["编号"], r["姓名"], r["状态"], r["文件"] in files) for r in rows] == [
        (number, "李梅", "待审核", True),
        (number, "李梅", "待审核", True),
    ]
    assert {r["SHA-256"] for r in rows} == {hashlib.sha256(d).hexdigest() for d in files.values()}


async def test_photos_leave_without_place_and_device_and_papers_as_they_came(
    mei: Phone, wang: Phone
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    await begin(mei)
    await answer(mei)
    await mei.send_file(photo("现场", exif=exif), f"=现场{PHONE}.jpg", mime="image/jpeg")
    await attach_plan(mei)
    number = await hand_in(mei)
    await wang.send(f"/archive {number}")
    await wang.until(f"{number}的佐证包：2 份材料", seconds=30)
    copy, plan = unpacked(await named(wang, f"佐证包-{number}.zip")).values()
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert plan == PDF
    rows = index(await named(wang, INDEX.format(number)))
    assert [r["原文件名或链接"] for r in rows] == [f"=现场{'*' * 11}.jpg", "方案.pdf"]
    assert "已去掉定位" in str(rows[0]["说明"])


async def test_what_does_not_fit_one_message_comes_in_parts(
    town: Town, mei: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "LARGEST_PART", 100)
    monkeypatch.setattr(archiving, "MOST_PARTS", 10_000)
    number = await report_publicity(mei)
    await wang.send("/archive 李梅")
    await wang.until("2026年-李梅的佐证包：2 份材料，2 个压缩包", seconds=30)
    parts = [unpacked(await named(wang, f"佐证包-2026年-李梅-{n}.zip")) for n in (1, 2)]
    assert [len(part) for part in parts] == [1, 1]
    assert parts[0].keys().isdisjoint(parts[1])
    assert (await wang.until("第 2/2 包")).document_name.endswith("-2.zip")
    assert all(number in path for part in parts for path in part)


async def test_what_is_too_large_for_a_chat_is_told_how_to_have_it(
    town: Town, mei: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await report_publicity(mei)
    monkeypatch.setattr(archiving, "MOST_PARTS", 0)
    await wang.send("/archive 本季")
    told = await wang.until("超过聊天里能发的", seconds=30)
    assert "xietiao evidence 2026Q4 服装制造 --out" in told.text


async def test_it_can_be_called_off(town: Town, mei: Phone, wang: Phone) -> None:
    await report_publicity(mei)
    with town.held_up(archiving.ARCHIVE):
        await wang.send("/archive 本季")
        making = await wang.until("正在整理")
        await wang.press("取消", on=making)
        await wang.until("已取消整理佐证包")
    await wang.quiet()
    assert not [m for m in await said(wang) if m.document_name]


async def test_progress_is_told_and_work_that_was_called_off_meanwhile_stops(
    town: Town, mei: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "_EVERY", 0.0)
    monkeypatch.setattr(archiving, "LARGEST_PART", 1)  # the first is packed when the second is
    monkeypatch.setattr(archiving, "MOST_PARTS", 10_000_000)
    filed_with_photo(town, mei, "今天")
    filed_with_photo(town, mei, "昨天")
    texts: list[str] = []
    tell = archiving._tell

    def heard(session: Session, errand: Due, text: str) -> bool:
        texts.append(text)
        if len(texts) == 2:
            errands.cancel(session, archiving.ARCHIVE, errand.subject)
        return tell(session, errand, text)

    monkeypatch.setattr(archiving, "_tell", heard)
    await wang.send("/archive 本季")
    await wang.until("1/")
    await wang.quiet()
    assert len(texts) == 2
    assert not [m for m in await said(wang) if m.document_name]
    assert town.bot is not None
    blobs = town.bot.blobs
    assert not [*blobs.incoming.iterdir()]
    assert not [sha256 for sha256 in blobs.all() if blobs.read(sha256).startswith(b"PK")]


async def test_a_file_that_is_gone_is_told_and_the_rest_comes(
    town: Town, mei: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = filed_with_photo(town, mei, "今天")
    await wang.send(f"/archive {entry.number}")
    await wang.until("的佐证包", seconds=30)
    rows = index(await named(wang, INDEX.format(entry.number)))
    whole = len(rows)
    assert town.bot is not None
    blobs, local = town.bot.blobs, town.bot.blobs.local
    gone = next(sha256 for sha256 in blobs.all() if blobs.read(sha256).startswith(b"%PDF"))

    def lent(sha256: str) -> AbstractContextManager[Path]:
        if sha256 == gone:
            raise FileNotFoundError(sha256)
        return local(sha256)

    monkeypatch.setattr(blobs, "local", lent)
    await wang.send("/archive 李梅 本季")
    told = await wang.until("缺 1 份", seconds=30)
    assert f"：{whole - 1} 份材料" in told.text
    rows = index(await named(wang, INDEX.format("2026Q4-李梅")))
    assert [r["说明"] for r in rows if not r["文件"]] == ["缺失"]


async def test_a_draft_is_its_authors_own(mei: Phone, wang: Phone) -> None:
    await attach_after(mei)
    await wang.send("/archive 李梅")
    await wang.until("没有佐证材料")


async def attach_after(author: Phone) -> None:
    await begin(author)
    await answer(author)
    await author.send_photo(photo())
    await author.quiet()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("X9999", "没有 X9999 这条记录"),
        ("没有这人", "没有找到“没有这人”"),
        ("李梅 2026Q9", "没有找到“2026Q9”"),
        ("<b>&😀", "没有找到“<b>&😀”"),
        ("字" * 3000, "没有找到"),
        ("上季", "没有佐证材料"),
    ],
)
async def test_what_cannot_be_meant_gets_a_sentence(
    mei: Phone, wang: Phone, typed: str, told: str
) -> None:
    await wang.send(f"/archive {typed}")
    assert "\n" not in (await wang.until(told, seconds=30)).text


async def test_nobody_takes_what_is_not_theirs(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed_with_photo(town, mei, "今天")
    other = await town.joined("外人", Role.LIAISON, force="快递行业")
    await other.send(f"/archive {entry.number}")
    await other.until("没有 X1001 这条记录")
    await other.send("/archive 李梅")
    await other.until("没有找到“李梅”")
    await other.send("/archive 本季 服装制造")
    await other.until("由本专班联络员和县局下载")
    await mei.send(f"/archive {entry.number}")
    await mei.until("没有 X1001 这条记录")


async def test_of_who_was_moved_a_liaison_has_what_is_the_own_task_forces(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    town.do(_moved, mei)
    await wang.send(f"/archive {number}")
    await wang.until(f"{number}的佐证包：2 份材料", seconds=30)
    town.do(_liaison_of_the_other, wang)
    await wang.send("/archive 李梅")
    await wang.until("没有佐证材料")


def _moved(session: Session, author: Phone) -> None:
    person = persons.get(session, actor_of(session, author).person_id)
    persons.change(session, person.id, task_force_id=_other(session, person.task_force_id))


def _liaison_of_the_other(session: Session, liaison: Phone) -> None:
    person = persons.get(session, actor_of(session, liaison).person_id)
    other = _other(session, person.task_force_id)
    roles.end(session, person.id, Role.LIAISON)
    persons.change(session, person.id, task_force_id=other)
    roles.give(session, person.id, Role.LIAISON, other)


def _other(session: Session, force_id: int | None) -> int:
    return next(f.id for f in task_forces.every(session) if f.id != force_id)


async def test_who_has_lost_the_role_meanwhile_does_not_get_it(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    filed_with_photo(town, mei, "今天")
    with town.held_up(archiving.ARCHIVE):
        await zhao.send("/archive 本季")
        await zhao.until("正在整理")
        town.do(_dismissed, zhao)
    await zhao.quiet()
    assert not [m for m in await said(zhao) if m.document_name]


def _dismissed(session: Session, officer: Phone) -> None:
    person_id = actor_of(session, officer).person_id
    roles.end(session, person_id, Role.BUREAU)
    audit.record(session, None, "dismiss", f"person:{person_id}")


def taken(town: Town, *args: str) -> Result:
    told = {
        "BOT_TOKEN": TOKEN,
        "DATA_KEY": KEY,
        "DATABASE_URL": town.settings.database_url,
        "EVIDENCE_URL": town.settings.evidence,
    }
    return CliRunner().invoke(app, ["evidence", *args], env=told)


async def test_on_the_server_the_originals_come_with_everything_in_them(
    town: Town, mei: Phone, wang: Phone, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    await begin(mei)
    await answer(mei)
    original = photo("现场", exif=exif)
    await mei.send_file(original, "现场.jpg", mime="image/jpeg")
    await attach_plan(mei)
    number = await hand_in(mei)
    out = tmp_path / "佐证"
    done = taken(town, number, "--out", str(out))
    assert done.exit_code == 0, done.output
    assert f"2 份材料在 {out}" in done.stdout
    lines = (out / "校验.sha256").read_text().splitlines()
    for line in lines:
        sha256, _, path = line.partition("  ")
        assert hashlib.sha256((out / path).read_bytes()).hexdigest() == sha256
    copied = {path.read_bytes() for path in out.rglob("0*") if path.is_file()}
    assert copied == {original, PDF}
    assert town.do(audit.history, "evidence")[0][2] == "take evidence"
    assert "李梅" not in town.do(audit.history, "evidence")[0][3]
    again = taken(town, number, "--out", str(out))
    assert (again.exit_code, "不是空目录" in again.stderr) == (1, True)
    sources = CalamineWorkbook.from_path(str(out / "佐证索引.xlsx")).get_sheet_by_index(0)
    assert len(sources.to_python()) == 1 + len(lines)


@pytest.mark.parametrize(
    ("what", "told"),
    [("X9999", "没有 X9999"), ("上季", "没有佐证材料"), ("某人", "没有找到“某人”")],
)
async def test_on_the_server_what_cannot_be_meant_gets_a_sentence(
    town: Town, mei: Phone, tmp_path: Path, what: str, told: str
) -> None:
    refused = taken(town, what, "--out", str(tmp_path / "out"))
    assert (refused.exit_code, told in refused.stderr) == (1, True)
    assert not (tmp_path / "out").exists()
