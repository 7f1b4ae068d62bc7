"""交接联络员 in the chat: who may, what follows in words, and forty entries that wait."""

import pytest

from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage.people import roles, task_forces
from bot.storage.session import Session
from tests.conftest import FORCE, Town
from tests.handlers.people.test_roster import card_of, force_id, opened
from tests.handlers.playing import actor_of, approve, decidable, entry_of, filed, said, tap, twice


def liaison(town: Town) -> int | None:
    def step(session: Session) -> int | None:
        force = next(f for f in task_forces.every(session) if f.name == FORCE)
        return roles.liaison(session, force.id)

    found = town.do(step)
    return None if found is None else int(found)


async def test_the_liaison_hands_over_in_four_actions_and_forty_entries_go_along(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    waiting = [filed(town, mei, f"2026-11-{1 + n % 20:02}") for n in range(40)]
    own = filed(town, sun, "2026-11-20")
    await wang.press("✅ 待审核")
    first = await decidable(wang, waiting[0].number)
    before = wang.actions
    await wang.press("👥 人员台账")
    await wang.until("人员台账：3人")
    await wang.press("交接联络员")
    await wang.until("交给谁")
    await wang.press("孙丽")
    told = (await wang.until("把服装制造专班的联络员交给 孙丽")).text
    for line in (
        "待审核 41 条，转给孙丽，一条不少",
        "2026年第四季度基本得分还有 2 人未评",
        "11月典型还没有报",
        "孙丽 本人待审核 1 条，转由县局审核",
        "王强 不再有审核、评分的权限",
    ):
        assert line in told, line
    await wang.press("确认")
    await wang.until("服装制造专班的联络员已交给 孙丽")
    assert wang.actions - before == 4
    await wang.until("您不再担任")
    await sun.until("您现在是 服装制造 专班的联络员")
    await sun.until("有 40 条待审核")
    await zhao.until("有 1 条待审核")
    assert not [m for m in await said(wang) if m.button("通过")], "the live card is closed"
    await wang.press("通过", on=first)
    await wang.until("不由您审核")
    await sun.press("去审核")
    for n, entry in enumerate(waiting, 1):
        shown = await decidable(sun, entry.number)
        assert f"/{41 - n}条" in shown.text
        await approve(sun)
    await sun.until("都审完了")
    decided = [entry_of(town, entry.number) for entry in waiting]
    by = town.do(actor_of, sun).person_id
    assert {(entry.state, entry.decided_by) for entry in decided} == {(State.APPROVED, by)}
    assert entry_of(town, own.number).state is State.PENDING


async def test_the_bureau_hands_over_in_four_actions_by_name(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    before = zhao.actions
    await zhao.send("/roster")
    await zhao.until("点一个专班")
    await zhao.press("交接联络员")
    await zhao.until("请发接任人的姓名")
    await zhao.send("李梅")
    await zhao.until("交给 李梅")
    await zhao.press("确认")
    await zhao.until("已交给 李梅")
    assert zhao.actions - before <= 4
    await mei.until("您现在是")
    await wang.until("您不再担任")


async def test_of_two_who_hand_over_at_once_one_does(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    asked = {}
    for phone, name in ((wang, "孙丽"), (zhao, "李梅")):
        await opened(phone)
        await phone.send(name)
        await phone.until(f"{name}\n专班：")
        await phone.press("交接联络员")
        asked[phone] = await phone.until(f"交给 {name}")
    await twice(wang, "确认")
    await sun.until("您现在是")
    await zhao.press("确认", on=asked[zhao])
    await zhao.until("服装制造专班的联络员已经是 孙丽")
    assert liaison(town) == town.do(actor_of, sun).person_id
    await wang.press("确认", on=asked[wang])
    await wang.quiet()
    assert liaison(town) == town.do(actor_of, sun).person_id


async def test_who_has_not_joined_is_pointed_out_and_may_be_liaison_all_the_same(
    town: Town, wang: Phone
) -> None:
    person = town.add("孙丽", Role.COORDINATOR)
    await card_of(wang, "孙丽")
    await wang.press("交接联络员")
    await wang.until("孙丽 还没有加入")
    await wang.press("返回")
    await wang.until("孙丽\n专班：")
    await wang.press("交接联络员")
    await wang.until("孙丽 还没有加入")
    await wang.press("确认")
    await wang.until("已交给 孙丽")
    assert liaison(town) == person


async def test_only_the_liaison_and_the_bureau_may(town: Town, mei: Phone, wang: Phone) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    person = town.do(actor_of, mei).person_id
    before = liaison(town)
    for data in (f"ho:next:{person}", f"ho:yes:{person}:{before}"):
        tap(he, data)
        await he.until("这里只能看本专班的台账")
        tap(mei, data)
        await mei.until("由联络员和县局管理")
    for data in ("ho:ask:0", f"ho:ask:{force_id(town, FORCE)}"):
        tap(he, data)
        await he.until("只有本专班联络员本人或县局可以交接")
    assert liaison(town) == before
    await opened(wang)
    await wang.press("交接联络员")
    await wang.until("交给谁")
    await wang.send("王强")
    await wang.until("王强 已经是服装制造专班的联络员")


@pytest.mark.parametrize("typed", ["何芳", "……", "=cmd", "李" * 500, "1042"])
async def test_a_name_that_is_nobodys_gets_a_sentence_and_the_question_stands(
    town: Town, mei: Phone, wang: Phone, typed: str
) -> None:
    town.add("何芳", Role.COORDINATOR, force="快递行业")
    await opened(wang)
    await wang.press("交接联络员")
    await wang.until("交给谁")
    await wang.send(typed)
    await wang.until("台账里没有叫")
    await wang.send("李梅")
    await wang.until("交给 李梅")
