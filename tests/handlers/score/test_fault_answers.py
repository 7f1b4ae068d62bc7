"""说明情况: in two actions, in time, once; and what is said to who comes too late."""

from datetime import datetime, timedelta

import pytest

from bot.actions.people.leave import leave
from bot.rules.calendar import TIMEZONE
from bot.rules.faults import FaultState
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import persons
from bot.storage.session import Session
from tests.conftest import Town, photo
from tests.handlers.playing import actor_of, pass_time, said, tap, twice
from tests.handlers.score.faulting import (
    answer,
    begin,
    confirm,
    fault_of,
    open_case,
    register,
    wait_over,
)


def wake(town: Town, day: int) -> None:
    """09:00 of that day of November, when the digests go out."""
    at = datetime(2026, 11, day, 9, 1, tzinfo=TIMEZONE)
    pass_time(town, at - town.clock.now())


async def test_an_answer_takes_two_actions_and_the_bureau_sees_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await register(wang)
    before = mei.actions
    told = await answer(mei, "当天在外地<b>&😀调解")
    assert mei.actions - before == 2
    assert "您的说明：当天在外地<b>&😀调解" in told.text
    card = await open_case(zhao, number)
    assert "本人说明（11月23日 09:00）：当天在外地<b>&😀调解" in card.text
    tap(mei, "fl:answer:1")
    await mei.until("您已经说明过")


async def test_without_an_answer_the_card_says_until_when(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await register(wang)
    card = await open_case(zhao, number)
    assert "尚未说明，期限到11月30日" in card.text
    assert card.photo()
    await zhao.press("核准")
    await zhao.until("本人还没有说明，期限到11月30日")
    assert fault_of(town, number).state is FaultState.REGISTERED


async def test_after_the_deadline_one_sentence_says_so(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await register(wang)
    news = await mei.until(lambda m: m.button("说明情况") is not None)
    await mei.press("说明情况")
    await mei.until("请打字写说明")
    wait_over(town)
    await mei.send("当天在外地调解")
    await mei.until("说明的期限 11月30日 已过")
    await mei.send("你好")
    await mei.until("没有看懂")
    await mei.press("说明情况", on=news)
    await mei.until("说明的期限 11月30日 已过")
    assert fault_of(town, "S1").answered_at is None


async def test_on_the_last_day_it_may_still_be_answered(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang)
    pass_time(town, datetime(2026, 11, 30, 23, 30, tzinfo=TIMEZONE) - town.clock.now())
    await answer(mei)
    assert fault_of(town, "S1").answer == "当天在外地调解"


async def test_once_decided_there_is_nothing_to_be_answered(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await register(wang)
    news = await mei.until(lambda m: m.button("说明情况") is not None)
    wait_over(town)
    await confirm(zhao, number)
    await mei.press("说明情况", on=news)
    await mei.until("现在是“已核准”，不用再说明")


@pytest.mark.parametrize(
    ("typed", "refused"), [("字" * 201, "请控制在 200 字以内"), ("……", "说明不能为空")]
)
async def test_words_that_cannot_be_taken_are_explained(
    town: Town, mei: Phone, wang: Phone, typed: str, refused: str
) -> None:
    await register(wang)
    await mei.until(lambda m: m.button("说明情况") is not None)
    await mei.press("说明情况")
    await mei.until("请打字写说明")
    await mei.send(typed)
    await mei.until(refused)
    await mei.send("当天请假")
    await mei.until("已收到您的说明")


async def test_going_back_leaves_it_to_be_answered(town: Town, mei: Phone, wang: Phone) -> None:
    await register(wang)
    await mei.until(lambda m: m.button("说明情况") is not None)
    await twice(mei, "说明情况")
    await mei.press("返回")
    await mei.until("还没有说明")
    await mei.send("这不是说明")
    await mei.until("没有看懂")
    await mei.press("说明情况")
    await mei.until("请打字写说明")
    await mei.send("当天请假")
    await mei.until("已收到您的说明")


async def test_only_the_person_may_answer(town: Town, mei: Phone, wang: Phone) -> None:
    await register(wang)
    li = await town.joined("李四", Role.COORDINATOR)
    for phone in (li, wang):
        tap(phone, "fl:answer:1")
        await phone.until("只有本人可以说明情况")
    tap(mei, "fl:answer:77")
    await mei.until("只有本人可以说明情况")


async def test_the_person_is_reminded_a_working_day_before_it_is_too_late(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang)
    wake(town, 26)
    await mei.quiet()
    assert not [m for m in await said(mei) if "说明情况的期限" in m.text]
    wake(town, 27)
    reminder = await mei.until("S1（11月22日，影响较小）说明情况的期限是 11月30日")
    await mei.press("说明情况 S1", on=reminder)
    await mei.until("请打字写说明")
    await mei.send("当天请假")
    await mei.until("已收到您的说明")
    await mei.until("失误的说明已办结")


async def test_who_has_left_is_not_told_and_it_is_registered_all_the_same(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await begin(wang)

    def left(session: Session) -> None:
        leave(session, persons.get(session, actor_of(session, mei).person_id))

    town.do(left)
    before = len(await said(mei))
    await wang.send_photo(photo("工单"), "昨天 未到岗")
    card = await wang.until(lambda m: m.button("提交县局") is not None)
    assert "本人已离开台账，系统不再通知" in card.text
    await wang.press("提交县局")
    await wang.until("S1 已提交县局")
    wait_over(town)
    await confirm(zhao, "S1")
    await wang.until("县局已核准")
    assert len(await said(mei)) == before


async def test_who_has_not_joined_is_not_told_and_the_card_says_so(town: Town, wang: Phone) -> None:
    town.add("张三", Role.COORDINATOR, phone="13800005555")
    await begin(wang, "张三")
    await wang.send_photo(photo("工单"), "昨天 未到岗")
    card = await wang.until(lambda m: m.button("提交县局") is not None)
    assert "本人没有加入协调通，收不到通知，请当面告知" in card.text.replace("\n", "")


async def test_a_day_passes_between_the_question_and_the_digest(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang)
    pass_time(town, timedelta(minutes=5))
    await answer(mei)
    wake(town, 27)
    await mei.quiet()
    assert not [m for m in await said(mei) if "说明情况的期限" in m.text]
