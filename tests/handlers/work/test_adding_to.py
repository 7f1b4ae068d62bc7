"""Material that came first is added to what it belongs to."""

from bot.sandbox.phone import Phone
from bot.storage.work import evidence
from tests.conftest import Town, photo
from tests.handlers.playing import begun, decidable, entry_of, pieces_of, report_publicity


async def test_a_later_photo_can_be_added_to_an_entry_that_waits(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await mei.send_photo(photo("补拍"))
    card = await mei.until("这是哪一项工作的材料")
    assert card.buttons[0][0] == "新建 · 开展宣传"
    assert card.buttons[1][0] == "新建 · 成功调解"
    assert card.buttons[5][0].startswith(f"补充到{number} ××服装厂")
    await mei.press(f"补充到{number}")
    await mei.until(f"已补充到 {number}")
    shown = await mei.until("照片视频 2")
    assert shown.button("撤回")
    entry = entry_of(town, number)
    assert [piece.kind for piece in pieces_of(town, entry.draft_id)] == ["photo", "paper", "photo"]
    await wang.press("✅ 待审核")
    case = await decidable(wang, number)
    assert "照片视频 2" in case.text
    assert begun(town, mei) == []


async def test_a_second_tap_adds_nothing_twice(town: Town, mei: Phone) -> None:
    number = await report_publicity(mei)
    await mei.send_photo(photo("补拍"))
    card = await mei.until("这是哪一项工作的材料")
    await mei.press(f"补充到{number}", on=card)
    await mei.press(f"补充到{number}", on=card)
    await mei.until("照片视频 2")
    await mei.quiet()
    counts = town.do(evidence.counts, entry_of(town, number).draft_id)
    assert counts == {"photos": 2, "plan": 1}


async def test_without_anything_begun_only_the_kinds_are_offered(mei: Phone) -> None:
    await mei.send_photo(photo("第一张"))
    card = await mei.until("这是哪一项工作的材料")
    assert card.buttons == [
        ["开展宣传", "成功调解"],
        ["预防风险", "刊发经验"],
        ["劳动管理"],
        ["取消"],
    ]
