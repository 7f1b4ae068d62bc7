"""One's own records: every state appears and opens, and points lead to entry, reviewer, photo."""

from datetime import timedelta
from typing import Any

import pytest

from bot.actions.review import review
from bot.actions.review.case import stamp_of
from bot.actions.work import submit
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from tests.conftest import Town, photo
from tests.handlers.playing import (
    actor_of,
    answer,
    attach,
    begin,
    begun,
    counted,
    eventually,
    filed,
    hand_in,
    open_queue,
    report_publicity,
    said,
    tap,
)


def decided(town: Town, author: Phone, reviewer: Phone, how: Any) -> Entry:
    """An entry sent back or rejected."""
    entry = filed(town, author, "2026-11-10")

    def step(session: Session) -> None:
        actor = actor_of(session, reviewer)
        how(session, actor, entry.id, stamp_of(entry), "照片看不清")

    town.do(step)
    return entry


def withdrawn(town: Town, author: Phone) -> Entry:
    entry = filed(town, author, "2026-11-11")
    town.do(lambda session: submit.withdraw(session, actor_of(session, author), entry.draft_id))
    return entry


def appealed(town: Town, author: Phone, reviewer: Phone) -> Entry:
    entry = decided(town, author, reviewer, review.reject)

    def step(session: Session) -> None:
        rejected = entries.get(session, entry.id)
        assert rejected is not None
        assert entries.appeal(session, rejected, "当天确实开展了，有签到表")

    town.do(step)
    return entry


async def open_records(phone: Phone) -> None:
    await phone.press("📂 我的记录")
    await phone.until("最近")


async def test_every_state_is_counted_and_opens_its_card(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.press("取消")
    await mei.until("已放下")
    shown = {
        "待审核 1": (filed(town, mei, "今天"), "已提交"),
        "已退回 1": (decided(town, mei, wang, review.send_back), "退回修改：照片看不清"),
        "已通过 1": (counted(town, mei, wang, "昨天"), "已通过"),
        "未认定 1": (decided(town, mei, wang, review.reject), "未认定：照片看不清"),
        "复核中 1": (appealed(town, mei, wang), ""),
        "已撤回 1": (withdrawn(town, mei), "重新提交"),
    }
    await open_records(mei)
    labels = [label for row in mei.last.buttons for label in row]
    assert labels[:7] == ["草稿 1", *shown], "drafts first, then as an entry goes its way"
    for label, (entry, then) in shown.items():
        await mei.press("📂 我的记录")
        await mei.until("最近")
        await mei.press(label)
        card = await mei.until(lambda m: "地点：××服装厂" in m.text)
        assert entry.number in card.text or card.button("重新提交") is not None
        assert then in f"{card.text}{card.buttons}"
    await open_records(mei)
    await mei.press("草稿 1")
    card = await mei.until("哪天开展")
    assert "地点：××服装厂" in card.text


async def test_who_decided_and_when_stands_on_the_card(town: Town, mei: Phone, wang: Phone) -> None:
    counted(town, mei, wang, "昨天")
    await open_records(mei)
    await mei.press("已通过 1")
    card = await mei.until("已通过：王*")
    assert "11月23日 09:00" in card.text


async def test_of_many_the_newest_eight_are_listed_and_the_older_on_the_next_page(
    town: Town, mei: Phone, wang: Phone
) -> None:
    numbers = [counted(town, mei, wang, f"2026-10-{day:02}").number for day in range(1, 12)]
    waits = filed(town, mei, "今天").number
    await open_records(mei)
    newest = [waits, *reversed(numbers)]
    assert listed(mei) == newest[:8]
    await mei.press("更早")
    await mei.until(lambda m: m.button(numbers[0]) is not None)
    assert listed(mei) == newest[8:]
    assert mei.last.button("更早") is None
    await mei.press("返回")
    await mei.until(lambda m: m.button(waits) is not None)
    await mei.press("已通过 11")
    page = await mei.until("已通过 11 条")
    assert page.button(waits) is None
    assert listed(mei) == newest[1:9]
    await mei.press("更早")
    await mei.until(lambda m: m.button(numbers[0]) is not None)
    assert listed(mei) == newest[9:]
    await mei.press(numbers[0])
    await mei.until(f"{numbers[0]} 已通过")


async def test_a_quarter_can_be_asked_for(town: Town, mei: Phone, wang: Phone) -> None:
    number = counted(town, mei, wang, "2026-10-01").number
    for command in ("/records 2026Q4", "/records 本季"):
        await mei.send(command)
        await mei.until("我的记录 · 2026年第四季度")
        assert listed(mei) == [number]
    await mei.send("/records 上季")
    told = await mei.until("2026年第三季度没有记录")
    assert "/records 2026Q2" in told.text
    await mei.press("返回")
    await mei.until("最近")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2026Q5", "请写成 2026Q4"),
        ("<b>&😀", "看不懂季度“<b>&😀”"),
        ("字" * 4000, "请写成 2026Q4"),
        ("2027Q1", "还没有开始，请选已开始的季度，例如：/records 2026Q4"),
        ("下季", "请写成 2026Q4"),
    ],
)
async def test_what_is_no_quarter_to_look_at_is_refused_in_a_sentence(
    mei: Phone, asked: str, told: str
) -> None:
    await mei.send(f"/records {asked}")
    assert "\n" not in (await mei.until(told)).text


async def test_without_records_one_is_told_how_to_begin(mei: Phone, zhao: Phone) -> None:
    await mei.press("📂 我的记录")
    told = await mei.until("还没有记录")
    assert "📝 上报工作" in told.text
    await mei.send("/records 本季")
    await mei.until("2026年第四季度没有记录")
    await zhao.send("/records")
    await zhao.until("由台账内的协调员办理")


async def test_more_than_one_draft_makes_a_list(town: Town, mei: Phone) -> None:
    for name in ("一", "二"):
        await mei.send_photo(photo(name))
        await mei.until("这是哪一项工作的材料")
        await mei.press("取消")
        await mei.until("已放下")
        town.clock.advance(timedelta(minutes=1))
    assert len(begun(town, mei)) == 2
    await open_records(mei)
    await mei.press("草稿 2")
    page = await mei.until("草稿 2 条")
    assert sum("未选种类" in label for row in page.buttons for label in row) == 2
    await mei.press("未选种类")
    await mei.until("这是哪一项工作的材料")


async def test_a_point_leads_to_its_entry_its_reviewer_and_its_photo(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await open_queue(wang, number)
    await wang.press("通过")
    await wang.until("没有待审核")
    waits = filed(town, mei, "昨天").number
    await mei.press("📊 我的得分")
    text = await mei.until("另有 1 条待审核")
    assert "年第四季度得分" in text.text
    assert f"{number} 11月23日 +5（王*审核）" in text.text
    assert f"另有 1 条待审核，通过后计入：{waits}" in text.text
    assert text.button(f"⏳ {waits}") is not None
    await mei.press(number)
    card = await mei.until(f"{number} 已通过")
    assert "已通过：王*" in card.text
    await mei.press("看材料")
    sheet = await mei.until(f"{number} 开展宣传 11月23日的材料，共 2 份")
    assert sheet.photo()
    await mei.press("看记录")
    await mei.until(f"{number} 已通过")


async def test_the_photos_can_be_looked_at_while_the_entry_waits(town: Town, mei: Phone) -> None:
    number = await report_publicity(mei)

    async def looked() -> bool:
        await mei.press("看材料")
        await mei.quiet()
        return bool(mei.last.body.get("photo"))

    for _ in range(10):
        if await looked():
            break
    assert f"{number} 开展宣传" in mei.last.text
    await mei.press("看材料")
    await mei.quiet()
    sheets = [message for message in await said(mei) if "的材料，共" in message.text]
    assert len(sheets) == 1, "pressed again it comes down the chat and stands there once"


async def test_an_entry_without_material_says_so(town: Town, mei: Phone) -> None:
    entry = filed(town, mei, "今天")
    await mei.send("/records")
    await mei.until("最近")
    await mei.press(entry.number)
    card = await mei.until("已提交")
    assert card.button("看材料") is None
    tap(mei, f"e:photo:{entry.id}")
    await mei.until("没有附材料")


async def test_nobody_sees_somebody_elses_material(town: Town, mei: Phone, wang: Phone) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    await begin(mei)
    await answer(mei)
    await attach(mei)
    number = await hand_in(mei)
    for phone in (li, wang):
        for shape in ("e:photo:{n}", "e:{n}"):
            tap(phone, shape.format(n=number.removeprefix("X")))
            await phone.until("这不是您的记录")
    tap(mei, "e:photo:999999")
    await mei.until("这不是您的记录")
    for shape in ("e:photo:", "rec:nobody:0", "rec:all:-1", "rec:2026Q5:0", f"rec:all:{'9' * 30}"):
        tap(li, shape)
        await li.until("按钮")
    await eventually(lambda: not any("photo" in m.body for m in li.messages))


def listed(phone: Phone) -> list[str]:
    """The numbers on the buttons of the newest message that has them, in order."""
    on = next(m for m in reversed(phone.messages) if any(" X" in b for r in m.buttons for b in r))
    labels = [label for row in on.buttons for label in row]
    return [word for label in labels for word in label.split() if word.startswith("X")]


async def test_a_record_names_its_place_cut_to_fit_a_button(town: Town, mei: Phone) -> None:
    filed(town, mei, "今天", place="锦裳服饰")
    filed(town, mei, "昨天", place="云河镇东街社区居民活动中心")
    await open_records(mei)
    lines = [label for row in mei.last.buttons for label in row if "开展宣传" in label]
    assert lines == [
        "⏳ X1002 待审核 开展宣传 云河镇东街社区… 11月22日",
        "⏳ X1001 待审核 开展宣传 锦裳服饰 11月23日",
    ]
