"""评选结果: a title ends for a fault or by hand, and comes back when the fault is withdrawn."""

from datetime import date

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import persons
from bot.storage.score import awards, faults
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import said, twice
from tests.handlers.score.golden import (
    at_fault,
    award,
    given,
    holders,
    rank,
    registered,
    year_over,
)


@pytest.fixture
async def gold(town: Town, mei: Phone, wang: Phone, zhao: Phone) -> int:
    """李梅 has the title of 2026, and knows; her id."""
    mei_, wang_ = town.do(_ids)
    year_over(town, {mei_: (90, 90, 90, 90), wang_: (50, 50, 50, 50)})
    await rank(zhao, "1")
    await award(zhao)
    await mei.until("您被评为2026年度")
    await wang.until("贵专班的李梅被评为")
    return int(mei_)


def _ids(session: Session) -> list[int]:
    return [person.id for person in persons.everyone(session) if person.task_force_id]


async def confirm(phone: Phone, number: str) -> None:
    """A fault's card, and 核准."""
    await phone.send(number)
    await phone.until(lambda m: number in m.text and m.button("核准") is not None)
    await phone.press("核准")


async def withdraw(phone: Phone, number: str) -> None:
    await phone.send(number)
    await phone.until(lambda m: number in m.text and m.button("撤销") is not None)
    await phone.press("撤销")
    await phone.until("理由")
    await phone.send("查明不是本人责任")


async def test_a_fault_of_the_year_takes_the_title_away_with_one_tap(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, gold: int
) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    fault = town.do(registered, gold)
    await confirm(zhao, fault.number)
    asked = await qian.until("按三(五)应当取消")
    assert (
        f"理由：2026年有已核准的工作失误：{fault.number}（2026年11月3日，影响较小）" in asked.text
    )
    before = zhao.actions
    await zhao.press("取消金牌")
    await zhao.until("李梅的2026年金牌已由赵*于")
    assert zhao.actions - before == 1
    await mei.until("您的2026年度金牌劳动关系协调员称号已取消\n理由：2026年有已核准的工作失误")
    await wang.until("贵专班李梅的2026年度金牌劳动关系协调员称号已取消")
    now = await qian.until("李梅的2026年金牌已由赵*于")
    assert now.message_id == asked.message_id
    assert not now.buttons
    assert holders(town) == []


async def test_pressed_twice_and_by_two_it_ends_once(
    town: Town, mei: Phone, zhao: Phone, gold: int
) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    fault = town.do(registered, gold)
    await confirm(zhao, fault.number)
    asked = await qian.until("按三(五)应当取消")
    await twice(zhao, "取消金牌")
    await qian.press("取消金牌", on=asked)
    await qian.until("李梅的2026年金牌已由赵*于")
    assert sum("称号已取消" in m.text for m in await said(mei)) == 1
    assert len(given(town)) == 1


async def test_a_fault_that_is_withdrawn_gives_the_title_back(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, gold: int
) -> None:
    fault = town.do(registered, gold)
    await confirm(zhao, fault.number)
    await zhao.until("按三(五)应当取消")
    await zhao.press("取消金牌")
    await zhao.until("李梅的2026年金牌已由赵*于")
    await withdraw(zhao, fault.number)
    await zhao.until("李梅2026年没有别的失误，可以恢复金牌")
    await twice(zhao, "恢复金牌")
    await zhao.until("已由赵*恢复李梅的2026年金牌")
    await mei.until("您的2026年度金牌劳动关系协调员称号已恢复")
    await wang.until("贵专班李梅的2026年度金牌劳动关系协调员称号已恢复")
    assert holders(town) == [gold]
    ended, back = given(town)
    assert (back.rank, back.total) == (ended.rank, ended.total) == (1, 360)
    assert back.reason == f"{fault.number} 撤销，恢复称号"


async def test_withdrawn_before_anybody_took_the_title_away_it_stays(
    town: Town, zhao: Phone, gold: int
) -> None:
    fault = town.do(registered, gold)
    await confirm(zhao, fault.number)
    asked = await zhao.until("按三(五)应当取消")
    await withdraw(zhao, fault.number)
    await zhao.until(f"{fault.number} 已撤销，李梅的2026年金牌不受影响")
    await zhao.press("取消金牌", on=asked)
    await zhao.until("李梅2026年没有已核准的失误")
    assert holders(town) == [gold]


async def test_while_another_fault_bars_the_title_it_does_not_come_back(
    town: Town, zhao: Phone, gold: int
) -> None:
    first = town.do(registered, gold)
    await confirm(zhao, first.number)
    await zhao.until("按三(五)应当取消")
    await zhao.press("取消金牌")
    await zhao.until("李梅的2026年金牌已由赵*于")
    town.do(at_fault, gold, date(2026, 5, 4))
    await withdraw(zhao, first.number)
    await zhao.until("李梅 已撤销")
    assert not any("恢复金牌" in m.text for m in await said(zhao))


async def test_a_fault_of_another_year_touches_no_title(town: Town, zhao: Phone, gold: int) -> None:
    fault = town.do(registered, gold, date(2027, 1, 5))
    await confirm(zhao, fault.number)
    await zhao.until("已核准")
    assert not any("应当取消" in m.text for m in await said(zhao))
    assert holders(town) == [gold]


async def test_by_hand_a_title_ends_for_a_written_reason(
    town: Town, mei: Phone, zhao: Phone, gold: int
) -> None:
    await zhao.send("/gold 2026")
    await zhao.until("评选结果：1 人")
    await zhao.press("取消金牌")
    await zhao.until("要取消李梅的2026年金牌，请打字写理由")
    await zhao.press("返回")
    await zhao.until("评选结果：1 人")
    assert holders(town) == [gold]
    await zhao.press("取消金牌")
    await zhao.until("请打字写理由")
    await zhao.send("…")
    await zhao.until("理由不能为空")
    await zhao.send("=本人放弃 <&>")
    shown = await zhao.until("已取消的：")
    assert "：=本人放弃 <&>" in shown.text
    await mei.until("称号已取消\n理由：=本人放弃 <&>")
    assert holders(town) == []


async def test_the_result_offers_what_a_fault_demands(
    town: Town, mei: Phone, zhao: Phone, gold: int
) -> None:
    """Whoever missed the proposal finds it there, and one tap does it."""
    town.do(at_fault, gold)
    await zhao.send("/gold 2026")
    shown = await zhao.until("评选结果：1 人")
    assert "⚠️ 2026年有已核准的工作失误" in shown.text
    await zhao.press("取消金牌")
    await mei.until("称号已取消\n理由：2026年有已核准的工作失误")


async def test_somebody_who_has_left_gets_nothing_back(town: Town, zhao: Phone, gold: int) -> None:
    fault = town.do(registered, gold)
    await confirm(zhao, fault.number)
    await zhao.until("按三(五)应当取消")
    await zhao.press("取消金牌")
    await zhao.until("李梅的2026年金牌已由赵*于")
    town.do(persons.leave, gold)
    await withdraw(zhao, fault.number)
    await zhao.until("李梅 已撤销")
    assert not any("恢复金牌" in m.text for m in await said(zhao))
    assert town.do(faults.of_year, gold, 2026) == []


async def test_a_fault_that_is_not_decided_yet_is_pointed_out_before_anybody_picks(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    (person,) = town.do(_ids)
    year_over(town, {person: (90, 90, 90, 90)})
    town.do(registered, person)
    shown = await rank(zhao, "1")
    assert "✅ 1 李梅（服装制造）360 分，均 90.0；有失误待核准" in shown.text


async def test_many_titles_have_pages_whatever_was_written(town: Town, zhao: Phone) -> None:
    many = {town.add(f"协调员{n:02}", Role.COORDINATOR): (90 - n,) * 4 for n in range(25)}
    year_over(town, many)

    def given_all(session: Session) -> None:
        for n, (person, points) in enumerate(many.items(), 1):
            awards.give(session, 2026, person, n, sum(points), "理" * 200, 1)
            if n > 15:
                title = awards.of_person(session, person, 2026)
                assert title is not None
                awards.end(session, title.id, 1, "由" * 200)

    town.do(given_all)
    await zhao.send("/gold 2026")
    shown = await zhao.until("第 1/3 页")
    assert "评选结果：15 人" in shown.text
    assert not shown.text.endswith("…")
    await zhao.press("下一页")
    await zhao.until("第 2/3 页")
    await zhao.press("下一页")
    shown = await zhao.until("第 3/3 页")
    assert shown.text.count("已由") == 5
    assert shown.button("取消金牌") is None
