"""Material: photos, albums and papers, before the menu, after it, and after 提交."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from bot.actions.work.attach import FETCH
from bot.rules.states import State
from bot.sandbox.phone import Phone
from tests.conftest import PDF, Town, photo
from tests.handlers.playing import (
    QUESTIONS,
    answer,
    attach,
    begin,
    begun,
    decidable,
    entries_of,
    eventually,
    filed,
    hand_in,
    open_queue,
    pass_time,
    pieces_of,
    report_publicity,
    said,
)


def taken(moment: str, text: str = "现场") -> bytes:
    """A photo that knows when and where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = moment
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 43.0, 0.0), 3: "E", 4: (116.0, 29.0, 0.0)})
    return photo(text, exif=exif)


async def kind_is_asked(phone: Phone) -> None:
    await phone.until("这是哪一项工作的材料")


async def test_material_first_takes_what_is_missing_and_the_day_from_the_photo(
    town: Town, mei: Phone
) -> None:
    filed(town, mei, "2026-11-02")
    await mei.send_file(taken("2026:11:20 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
    await kind_is_asked(mei)
    await fetched(town, mei)
    await mei.press("开展宣传")
    card = await mei.until(QUESTIONS["theme"])
    assert "日期：11月20日" in card.text
    assert "✅ 照片视频 1" in card.text
    await mei.press("工资支付")
    await mei.until(QUESTIONS["initiative"])
    await mei.press("自发开展")
    await mei.until(QUESTIONS["plan"])
    await mei.send_file(PDF, "方案.pdf", mime="application/pdf")
    await mei.until(QUESTIONS["turnout"])
    await mei.press("提交")
    await mei.until("X1002 已提交")


async def fetched(town: Town, phone: Phone) -> None:
    """Until nothing of the newest draft waits to be fetched."""

    def there() -> bool:
        pieces = pieces_of(town, begun(town, phone)[0].id)
        return bool(pieces) and all(piece.state == "ready" for piece in pieces)

    await eventually(there)


async def test_a_photo_that_is_fetched_later_tells_the_day_as_well(town: Town, mei: Phone) -> None:
    await begin(mei)
    await mei.send_file(taken("2026:11:20 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
    await mei.until("日期：11月20日")


async def test_a_day_that_was_given_is_not_overruled_by_a_photo(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="way")
    await mei.send_file(taken("2026:11:20 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
    await mei.until("✅ 照片视频 1")
    await fetched(town, mei)
    assert begun(town, mei)[0].facts["day"] == "2026-11-23"


async def test_a_photo_of_a_day_to_come_tells_no_day(town: Town, mei: Phone) -> None:
    await begin(mei)
    await mei.send_file(taken("2027:01:02 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
    await mei.until("✅ 照片视频 1")
    await fetched(town, mei)
    assert "day" not in begun(town, mei)[0].facts


async def test_an_album_of_ten_changes_the_card_at_once_and_then_settles(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    start = len(town.calls)
    await mei.send_album([photo(f"第{n}张") for n in range(10)])
    first = await mei.until("✅ 照片视频 ")
    assert QUESTIONS["plan"] in first.text
    await mei.until("✅ 照片视频 10")
    pass_time(town, 20)
    await mei.quiet()
    sent = ("editMessageText", "sendMessage")
    edits = [p for method, p in town.calls[start:] if method in sent]
    assert len(edits) <= 3, "never a reply per photo"
    assert len(pieces_of(town, begun(town, mei)[0].id)) == 10


async def test_an_album_first_asks_once_what_it_is_for(town: Town, mei: Phone) -> None:
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await mei.until("收到 3 份照片")
    await mei.quiet()
    assert sum("这是哪一项工作的材料" in m.text for m in mei.messages) == 1
    await mei.press("取消")
    await mei.until("已放下")
    assert len(pieces_of(town, begun(town, mei)[0].id)) == 3


async def test_what_was_laid_aside_before_its_kind_was_known_is_found_again(
    town: Town, mei: Phone
) -> None:
    await mei.send_photo(photo())
    await kind_is_asked(mei)
    await mei.press("取消")
    await mei.until("已放下")
    await mei.press("📂 我的记录")
    await mei.until("最近")
    await mei.press("未选种类")
    await mei.until(lambda m: m.button("开展宣传") is not None and "材料" in m.text)
    await mei.press("开展宣传")
    card = await mei.until(QUESTIONS["place_kind"])
    assert "✅ 照片视频 1" in card.text


async def test_a_photo_in_answer_to_a_card_belongs_to_that_card(town: Town, mei: Phone) -> None:
    first = await begin(mei)
    await answer(mei, upto="day")
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("接着填，还是另起一份")
    await mei.press("新建")
    await mei.until(QUESTIONS["place_kind"])
    await mei.send_photo(photo(), reply_to=first)
    await mei.until(lambda m: "××服装厂" in m.text and "✅ 照片视频 1" in m.text)
    files = {d.facts.get("place", ""): len(pieces_of(town, d.id)) for d in begun(town, mei)}
    assert files == {"××服装厂": 1, "": 0}


async def test_files_can_be_moved_and_removed(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_photo(photo("现场"))
    await mei.until(QUESTIONS["plan"])
    await mei.send_photo(photo("拍下的方案"))
    await mei.until("✅ 照片视频 2")
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("管理材料")
    await mei.until("点按钮可移动或删除材料")
    await mei.press("2 移到活动方案")
    await mei.until("✅ 活动方案 1")
    if not mei.sees("1 删除"):
        await mei.press("修改")
        await mei.until("要改哪一项")
        await mei.press("管理材料")
        await mei.until("点按钮可移动或删除材料")
    await mei.press("1 删除")
    await mei.until("⬜ 照片视频")
    slots = [piece.slot for piece in pieces_of(town, begun(town, mei)[0].id)]
    assert slots == ["plan"]


async def test_late_photos_join_the_entry_until_it_is_decided(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    card = await mei.until(number)
    await wang.until("有 1 条待审核")
    await open_queue(wang, number)
    await mei.send_photo(photo("补一张"), reply_to=card)
    await mei.until(lambda m: number in m.text and "照片视频 2" in m.text)
    shown = await wang.until(lambda m: "照片视频 2" in m.text)
    assert number in shown.text
    shown = await decidable(wang, number)
    await wang.press("通过")
    await wang.until("已通过")
    assert entries_of(town, mei)[0].state is State.APPROVED


async def test_the_same_photo_sent_twice_stands_once(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    for _ in range(2):
        await mei.send_photo(photo("同一张"))
    await mei.until(QUESTIONS["plan"])
    await mei.quiet()
    assert len(pieces_of(town, begun(town, mei)[0].id)) == 1


def bomb() -> bytes:
    """A PNG that claims 100 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100))


BAD_FILES = [
    ("半张.jpg", "image/jpeg", photo("半张")[:3000], "已损坏"),
    ("炸弹.png", "image/png", bomb(), "万像素"),
    ("照片.jpg", "image/jpeg", b"MZ" + bytes(600), "可执行程序"),
    ("大.mp4", "video/mp4", b"\0" * (20 * 1024 * 1024 + 1), "超过 20MB"),
    ("<b>&😀.zip", "application/zip", b"PK\x03\x04" + bytes(100), "例如"),
]


@pytest.mark.parametrize(("name", "mime", "data", "told"), BAD_FILES)
async def test_a_file_that_cannot_be_taken_is_refused_in_one_sentence_and_the_rest_stays(
    town: Town, mei: Phone, name: str, mime: str, data: bytes, told: str
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_photo(photo("好的"))
    await mei.until(QUESTIONS["plan"])
    await mei.send_file(data, name, mime)
    refusal = await mei.until(told)
    assert "例如" in refusal.text
    assert "\n" not in refusal.text
    await eventually(lambda: any("✅ 照片视频 1\n⬜ 活动方案" in m.text for m in mei.messages))
    standing = pieces_of(town, begun(town, mei)[0].id)
    assert [piece.name for piece in standing] == [""]


async def test_an_empty_file_is_refused_in_one_sentence(
    town: Town, mei: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No phone sends one, but Telegram has been seen to hand one out."""
    await begin(mei)
    await answer(mei)
    files: Any = town.world.files
    await mei.send_file(b"%PDF-1.4 x", "空.pdf", "application/pdf")
    for known in list(files._by_path.values()):
        if known.name == "空.pdf":
            files._by_path[known.path] = type(known)(
                known.kind, known.unique_id, b"", known.path, known.name, known.mime
            )
    await mei.until("0 字节")


async def test_a_file_that_is_refused_after_submitting_is_told_to_both(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei)
    with town.held_up(FETCH):
        await mei.send_file(b"\xff\xd8\xff" + bytes(100), "坏.jpg", "image/jpeg")
        await mei.until("照片视频 2")
        number = await hand_in(mei)
        await wang.until("有 1 条待审核")
        await wang.press("✅ 待审核")
        waiting = await wang.until("材料还在收取")
        assert waiting.button("通过") is None
    await mei.until("没收下")
    shown = await decidable(wang, number)
    assert "照片视频 1" in shown.text


async def test_a_file_telegram_no_longer_has_is_asked_for_again(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    town.world.files.find = lambda *_: None  # type: ignore[method-assign]
    await mei.send_photo(photo())
    await mei.until("请重新发送一次")
    await mei.until("⬜ 照片视频")


async def test_an_album_over_a_restart_is_whole(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await town.stop()
    await mei.send_album([photo(f"第{n}张") for n in range(4)])
    await town.start()
    await mei.until("✅ 照片视频 4")
    assert len([m for m in await said(mei) if "📝 上报：开展宣传\n" in m.text]) == 1


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


async def test_originals_leave_the_bot_upright_and_without_place_or_device(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei, [photo("一")])
    await mei.send_file(taken("2026:11:20 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
    await mei.until("照片视频 2")
    number = await hand_in(mei)
    await wang.until("有 1 条待审核")
    await open_queue(wang, number)
    await wang.press("原图")
    await wang.until(lambda m: m.document_name == "方案.pdf")
    await wang.until("已去除位置信息")
    photos = [m for m in wang.messages if "photo" in m.body and m.text.isdigit()]
    assert len({m.body["media_group_id"] for m in photos}) == 1, "one album, not two messages"
    copies = [opened(m.photo()) for m in wang.messages if "photo" in m.body and m.text.isdigit()]
    assert sorted(copy.size for copy in copies) == [(960, 1280), (1280, 960)]
    uploads = [
        file.data for file in town.world.files._by_unique.values() if file.name.endswith("-2.jpg")
    ]
    for data in [*uploads, *(m.photo() for m in wang.messages if "photo" in m.body)]:
        assert b"GPS" not in data
        assert not opened(data).getexif()
