"""Approving many at once: what is offered, what is left out, taking it back."""

import pytest

from bot.actions.review import batch as batches
from bot.actions.review import together
from bot.actions.review.case import stamp_of
from bot.errors import Refused
from bot.handlers.review import batch
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import errands, inbox
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.session import Session
from bot.storage.work import sheets
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.playing import (
    actor_of,
    counted,
    decidable,
    entry_of,
    eventually,
    filed,
    filed_with_photo,
    pass_time,
    pieces_of,
    said,
    tap,
    twice,
    unlike,
)

WHAT = "××服装厂，劳动合同法"


@pytest.fixture
async def three(town: Town, mei: Phone, wang: Phone) -> list[Entry]:
    """Three entries of 李梅 that lack nothing, with their sheets drawn."""
    filed_ = [filed_with_photo(town, mei, f"2026-11-0{n}") for n in "123"]
    for entry in filed_:
        await drawn(town, entry)
    return filed_


async def drawn(town: Town, entry: Entry) -> None:
    def is_drawn() -> bool:
        sheet = town.do(sheets.sheet, entry.draft_id)
        return bool(sheet and sheet[1] == sheets.signature(pieces_of(town, entry.draft_id)))

    await eventually(is_drawn, 10)


async def begin(phone: Phone) -> Message:
    """批量通过, up to the picture."""
    await phone.press("✅ 待审核")
    await phone.until(lambda m: m.button("批量通过") is not None)
    await phone.press("批量通过")
    return await phone.until(lambda m: m.button("确认") is not None and "排版" not in m.text)


def move(town: Town, phone: Phone, force: str) -> None:
    """Somebody becomes the liaison of another task force."""

    def step(session: Session) -> None:
        forces = {each.name: each.id for each in task_forces.every(session)}
        person_id = actor_of(session, phone).person_id
        roles.end(session, person_id, Role.LIAISON)
        persons.change(session, person_id, forces[force], kind="劳动监察网格员", employer="某单位")
        roles.give(session, person_id, Role.LIAISON, forces[force])

    town.do(step)


def states(town: Town, entries: list[Entry]) -> list[str]:
    return [entry_of(town, entry.number).state.value for entry in entries]


async def test_three_taps_approve_all_and_each_author_hears_once(
    town: Town, mei: Phone, wang: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    for n, entry in enumerate(three, 1):
        assert f"{entry.number} 李梅 开展宣传 11月{n}日 {WHAT} 通过后 {n * 5}/20" in asked.text
    assert [b for row in asked.buttons for b in row] == [
        *(f"☑ {entry.number}" for entry in three),
        "确认通过 3 条",
        "返回",
    ]
    await wang.press("确认")
    done = await wang.until("已批量通过 3 条 09:00")
    assert done.button("撤销")
    await wang.until("都审完了")
    assert states(town, three) == ["approved"] * 3
    assert not [m for m in await said(mei) if "已通过" in m.text]
    pass_time(town, 61)
    told = await mei.until("本季 15/20")
    assert all(entry.number in told.text for entry in three), "one message for all of hers"
    await wang.until(lambda m: "已批量通过 3 条" in m.text and not m.buttons)


async def test_what_is_left_out_keeps_waiting(town: Town, wang: Phone, three: list[Entry]) -> None:
    asked = await begin(wang)
    picture = asked.photo()
    await wang.press(f"☑ {three[1].number}")
    changed = await wang.until(f"{three[1].number} 李梅 不在这一批")
    assert changed.photo() == picture, "deselecting redraws nothing"
    assert f"{three[2].number} 李梅 开展宣传 11月3日 {WHAT} 通过后 10/20" in changed.text
    await wang.press("确认通过 2 条")
    await wang.until("已批量通过 2 条")
    await decidable(wang, three[1].number)
    assert states(town, three) == ["approved", "pending", "approved"]


async def test_only_what_nobody_would_stop_at_is_offered(
    town: Town, mei: Phone, wang: Phone
) -> None:
    with_gap = filed(town, mei, "2026-11-01")
    organised = filed_with_photo(town, mei, "2026-11-02", initiative="organised")
    only = filed_with_photo(town, mei, "2026-11-03")
    await wang.press("✅ 待审核")
    for entry in (organised, only):
        await drawn(town, entry)
    for number in (with_gap.number, organised.number, only.number):
        card = await decidable(wang, number)
        assert not card.button("批量通过")
        await wang.press("下一条")
    tap(wang, "bt:begin")
    alone = await wang.until(lambda m: m.button("确认") is not None)
    assert alone.button("确认通过 1 条")
    assert only.number in alone.text


async def test_the_cap_is_counted_through_the_batch(town: Town, mei: Phone, wang: Phone) -> None:
    for day in ("2026-11-01", "2026-11-02"):
        counted(town, mei, wang, day)
    li = await town.joined("李四", Role.COORDINATOR)
    mine = [filed_with_photo(town, mei, f"2026-11-0{n}") for n in "345"]
    theirs = filed_with_photo(town, li, "2026-11-06")
    for entry in (*mine, theirs):
        await drawn(town, entry)
    asked = await begin(wang)
    assert asked.button("确认通过 3 条")
    assert "通过后 20/20" in asked.text
    assert mine[2].number not in asked.text, "it would bring less than the full points"
    assert theirs.number in asked.text
    await wang.press(f"☑ {mine[0].number}")
    await wang.press("确认通过 2 条")
    await wang.until("已批量通过 2 条")


async def test_no_more_than_four_at_once_the_oldest_first(town: Town, wang: Phone) -> None:
    filed_: list[Entry] = []
    for name in ("甲一", "乙二"):
        phone = await town.joined(name, Role.COORDINATOR)
        filed_ += [filed_with_photo(town, phone, f"2026-11-0{n}") for n in "123"]
    for entry in filed_:
        await drawn(town, entry)
    asked = await begin(wang)
    assert asked.button("确认通过 4 条")
    assert filed_[3].number in asked.text
    assert filed_[4].number not in asked.text
    await wang.press("确认")
    await wang.until("已批量通过 4 条")
    await decidable(wang, filed_[4].number)


async def test_confirming_twice_is_the_same_as_once(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    await begin(wang)
    await twice(wang, "确认")
    await wang.until("都审完了")
    assert states(town, three) == ["approved"] * 3
    assert sum("已批量通过 3 条" in m.text for m in await said(wang)) == 1


async def test_a_batch_can_be_taken_back_for_a_minute(
    town: Town, mei: Phone, wang: Phone, three: list[Entry]
) -> None:
    await begin(wang)
    await wang.press("确认")
    await wang.until(lambda m: m.button("撤销") is not None)
    pass_time(town, 50)
    await twice(wang, "撤销")
    await wang.until("已撤销 3 条，回到待审核")
    await decidable(wang, three[0].number)
    pass_time(town, 120)
    assert states(town, three) == ["pending"] * 3
    assert not [m for m in await said(mei) if "已通过" in m.text]
    await begin(wang)
    await wang.press("确认")
    await wang.until("已批量通过 3 条")


async def test_after_a_minute_a_batch_stands(
    town: Town, mei: Phone, wang: Phone, three: list[Entry]
) -> None:
    await begin(wang)
    await wang.press("确认")
    done = await wang.until(lambda m: m.button("撤销") is not None)
    pass_time(town, 61)
    await mei.until("已通过")
    await wang.press("撤销", on=done)
    await wang.until("已超过 60 秒")
    assert states(town, three) == ["approved"] * 3


async def test_what_changed_meanwhile_is_named_and_left_out(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    tap(mei, f"d:withdraw:{three[0].draft_id}:1")
    await mei.until(lambda m: m.button("重新提交") is not None)
    tap(zhao, f"r:ok:{three[1].id}:{stamp(town, three[1])}")
    await zhao.until("已通过")
    await wang.press("确认", on=asked)
    done = await wang.until("已批量通过 1 条")
    assert f"没有通过 {three[0].number}：作者已撤回修改" in done.text
    assert f"没有通过 {three[1].number}：已由赵*于 09:00 处理" in done.text
    assert states(town, three) == ["withdrawn", "approved", "approved"]
    await wang.press("撤销")
    await wang.until("已撤销 1 条")
    assert states(town, three) == ["withdrawn", "approved", "pending"], "only what was its own"


async def test_a_batch_of_which_everything_changed_approves_nothing(
    town: Town, mei: Phone, wang: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    for entry in three:
        tap(mei, f"d:withdraw:{entry.draft_id}:1")
        await mei.until(lambda m: m.button("重新提交") is not None)
    await wang.press("确认", on=asked)
    done = await wang.until("一条也没有通过")
    assert not done.buttons
    assert all(f"没有通过 {entry.number}：作者已撤回" in done.text for entry in three)
    await wang.until("没有待审核")
    tap(wang, "bt:begin")
    await wang.until("现在没有可以批量通过的")


async def test_going_back_decides_nothing_and_shows_the_card_again(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    await wang.press("返回")
    await decidable(wang, three[0].number)
    await wang.press("确认", on=asked)
    await wang.until("这一批已经结束")
    assert states(town, three) == ["pending"] * 3


async def test_with_none_chosen_there_is_nothing_to_confirm(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    for entry in three:
        await wang.press(f"☑ {entry.number}")
        await wang.until(f"{entry.number} 李梅 不在这一批")
    assert not wang.sees("确认")
    await wang.press("确认", on=asked)
    await wang.until("一条也没有选")
    assert states(town, three) == ["pending"] * 3


async def test_a_liaison_who_is_one_no_longer_cannot_confirm(
    town: Town, wang: Phone, mei: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    await wang.press("确认", on=asked)
    await wang.until("审核由联络员和县局办理")
    tap(mei, f"bt:yes:{asked.button('确认').data.split(':')[2]}")  # type: ignore[union-attr]
    await mei.until("这一批已经结束")
    assert states(town, three) == ["pending"] * 3


@pytest.mark.parametrize("label", ["☑", "返回"])
async def test_who_reviews_no_longer_sees_no_names_and_changes_nothing(
    town: Town, wang: Phone, three: list[Entry], label: str
) -> None:
    asked = await begin(wang)
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    before = len(await said(wang))
    await wang.press(label, on=asked)
    await wang.until("审核由联络员和县局办理")
    assert not [m for m in (await said(wang))[before:] if "李梅" in m.text]
    assert town.do(inbox.failed) == []
    assert states(town, three) == ["pending"] * 3


async def test_who_reviews_another_task_force_by_now_cannot_decide_on_this_one(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    move(town, wang, "高端装备")
    for label in (f"☑ {three[0].number}", "确认", "返回"):
        before = len(await said(wang))
        await wang.press(label, on=asked)
        await wang.until("这一批里有不由您审核的")
        assert not [m for m in (await said(wang))[before:] if "李梅" in m.text]
    assert states(town, three) == ["pending"] * 3


async def test_who_reviews_no_longer_takes_nothing_back_and_hears_no_names(
    town: Town, mei: Phone, wang: Phone, three: list[Entry]
) -> None:
    await begin(wang)
    await wang.press("确认")
    done = await wang.until(lambda m: m.button("撤销") is not None)
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    await wang.press("撤销", on=done)
    await wang.until("审核由联络员和县局办理")
    assert town.do(inbox.failed) == []
    before = [m.text for m in await said(wang)]
    pass_time(town, 61)
    await mei.until("已通过")
    assert [m.text for m in await said(wang)] == before
    assert states(town, three) == ["approved"] * 3


async def test_a_batch_is_confirmed_only_once_its_picture_is_there(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    await wang.quiet()
    await town.stop()
    begun = town.do(lambda s: batches.begin(s, actor_of(s, wang)))
    assert "排版" in batch._message(begun).text
    assert not [b for row in batch._message(begun).buttons or () for b in row if "确认" in b[0]]
    with pytest.raises(Refused, match="缩略图还没排好，请等几秒，看到图片再点，例如："):
        town.do(lambda s: together.confirm(s, actor_of(s, wang), begun.id))
    assert states(town, three) == ["pending"] * 3
    await town.start()
    await wang.until(lambda m: m.button("确认通过 3 条") is not None and bool(m.photo()))
    await wang.press("确认")
    await wang.until("已批量通过 3 条")


async def test_the_picture_goes_to_no_phone_that_is_not_the_reviewers_any_more(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    await wang.quiet()
    await town.stop()
    new = town.phone("王强的新手机")

    def step(session: Session) -> None:
        actor = actor_of(session, wang)
        batches.begin(session, actor)
        accounts.invited(session, new.user.id, None)
        accounts.join(session, new.user.id, actor.person_id)

    town.do(step)
    before = await said(wang)
    await town.start()
    await eventually(lambda: not town.do(errands.subjects, batches.BATCH), 10)
    assert await said(wang) == before


async def test_what_joined_after_the_picture_is_to_be_looked_at_singly(
    town: Town, mei: Phone, wang: Phone, three: list[Entry]
) -> None:
    asked = await begin(wang)
    tap(mei, f"e:{three[0].id}")
    card = await mei.until(lambda m: m.button("撤回") is not None)
    await mei.send_photo(unlike(4321), reply_to=card)
    await eventually(lambda: len(pieces_of(town, three[0].draft_id)) == 3)
    await drawn(town, three[0])
    await wang.press(f"☑ {three[1].number}", on=asked)
    await wang.until(f"{three[0].number} 李梅 刚有变化：内容或材料有变化，请单独看")
    await wang.press("确认通过 1 条")
    await wang.until("已批量通过 1 条")
    assert states(town, three) == ["pending", "pending", "approved"]


async def test_an_old_card_takes_nothing_out_of_a_batch(
    town: Town, wang: Phone, three: list[Entry]
) -> None:
    await wang.press("✅ 待审核")
    await decidable(wang, three[0].number)
    await wang.press("通过")
    single = await wang.until(lambda m: m.button("撤销") is not None)
    await wang.press("撤销", on=single)
    await decidable(wang, three[0].number)
    town.clock.advance(5)
    await begin(wang)
    await wang.press("确认")
    await wang.until("已批量通过 3 条")
    tap(wang, f"r:undo:{three[0].id}:{stamp(town, three[0])}")
    await wang.until(
        f"{three[0].number} 是 09:00 批量通过的 3 条之一，请在“已批量通过”那条消息下点"
    )
    assert states(town, three) == ["approved"] * 3
    await wang.press("撤销", on=next(m for m in wang.messages if "已批量通过 3 条" in m.text))
    await wang.until("已撤销 3 条")


def stamp(town: Town, entry: Entry) -> int:
    return stamp_of(entry, pieces_of(town, entry.draft_id))
