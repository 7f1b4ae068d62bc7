"""➖ 失误核准: the list, the card, confirming, sending back, two officers, withdrawing."""

import asyncio

from bot.rules.faults import FaultState
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.versions import Source
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.score import versions
from bot.storage.session import Session
from tests.conftest import Town, photo
from tests.handlers.playing import begun, pass_time, said, tap
from tests.handlers.score.faulting import (
    answer,
    confirm,
    fault_of,
    open_case,
    register,
    wait_over,
)


async def answered(town: Town, mei: Phone, wang: Phone, **how: str) -> str:
    number = await register(wang, **how)
    await answer(mei)
    return number


def acts(town: Town, number: str) -> list[str]:
    history = town.do(audit.history, f"fault:{number.removeprefix('S')}")
    return [act for _, _, act, _ in history]


async def test_the_list_has_the_oldest_first_and_confirming_takes_points(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    first = await answered(town, mei, wang)
    pass_time(town, 60)
    await register(wang, facts="11月20日 未到岗", impact="影响较大")
    await zhao.press("更多") if not zhao.sees("➖ 失误核准") else None
    await zhao.press("➖ 失误核准")
    listed = await zhao.until("待核准 2")
    assert [row[0] for row in listed.buttons] == [
        "S1 李梅 11月22日 −5",
        "S2 李梅 11月20日 −10",
    ]
    await zhao.press("S1 李梅")
    card = await zhao.until("经过：未按时上报欠薪线索")
    assert card.photo()
    assert "佐证 1 份" in card.text
    assert "2026年第四季度减 5 分" in card.text
    await zhao.press("核准")
    await zhao.until("✅ S1 李梅 已核准，2026年第四季度减 5 分")
    told = await mei.until("S1（11月22日，影响较小）县局已核准")
    assert "不能评金牌" in told.text
    await wang.until("✅ S1 李梅 的失误县局已核准")
    assert fault_of(town, first).state is FaultState.CONFIRMED
    await mei.press("📊 我的得分")
    score = await mei.until("减分 −5")
    assert "S1 11月22日 −5（影响较小）" in score.text
    await mei.until(lambda m: "photo" in m.body)
    await mei.press("S1")
    own = await mei.until("➖ S1 已核准")
    assert own.button("核准") is None
    assert own.button("撤销失误") is None
    tap(zhao, "fl:ok:1:1")
    await zhao.until("S1 已由赵*于 11月23日")


async def test_originals_come_without_place_and_device(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await open_case(zhao, await register(wang))
    await zhao.press("原图")
    await zhao.until("S1 的佐证（已去除位置信息）")
    await zhao.until(lambda m: m.text == "1" and "photo" in m.body)


async def test_what_is_sent_back_is_corrected_and_comes_again(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await answered(town, mei, wang)
    old = await open_case(zhao, number)
    await zhao.press("退回")
    await zhao.until("请打字写理由")
    await zhao.send("……")
    await zhao.until("理由不能为空")
    await zhao.send("经过不清楚<b>&😀")
    await zhao.until("↩️ S1 李梅 已退回：经过不清楚<b>&😀")
    await mei.until("县局退回了登记，现在不减分")
    card = await wang.until(lambda m: m.button("重新提交县局") is not None)
    assert card.text.startswith("↩️ S1 县局退回：经过不清楚<b>&😀")
    await wang.press("修改", on=card)
    await wang.until("要改哪一项？")
    await wang.press("经过")
    await wang.until("经过怎样")
    await wang.send("连续两次未按时上报欠薪线索")
    await wang.until(lambda m: m.button("重新提交县局") is not None)
    await wang.press("重新提交县局")
    await wang.until("S1 已提交县局")
    again = await mei.until("经过：连续两次未按时上报欠薪线索")
    assert again.button("说明情况")
    fresh = await open_case(zhao, number)
    assert "上次登记时本人说明：当天在外地调解" in fresh.text
    await zhao.press("核准", on=old)
    await zhao.until("请看更新后的卡片再决定")
    await zhao.press("核准", on=fresh)
    await zhao.until("本人还没有说明")
    assert acts(town, number) == [
        "register fault",
        "answer fault",
        "return fault",
        "register fault",
    ]


async def test_what_is_sent_back_may_be_given_up(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await answered(town, mei, wang)
    await open_case(zhao, number)
    await zhao.press("退回")
    await zhao.until("请打字写理由")
    await zhao.send("查无此事")
    news = await wang.until(lambda m: m.button("放弃登记") is not None)
    await wang.press("放弃登记", on=news)
    await wang.until("S1 已放弃登记")
    await wang.press("放弃登记", on=news)
    await mei.until("已放弃登记，不减分")
    assert fault_of(town, number).state is FaultState.WITHDRAWN
    assert not begun(town, wang)
    tap(mei, "fl:drop:1")
    await mei.until("这份登记已经不在了")


async def test_going_back_from_the_reason_decides_nothing(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await open_case(zhao, await register(wang))
    await zhao.press("退回")
    await zhao.until("请打字写理由")
    await zhao.press("返回")
    await zhao.until("尚未说明")
    await zhao.send("随便写")
    await zhao.until("没有看懂")
    assert fault_of(town, "S1").state is FaultState.REGISTERED


async def test_two_officers_at_once_count_once(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙局", Role.BUREAU)
    number = await answered(town, mei, wang)
    for phone in (zhao, sun):
        await open_case(phone, number)
    cards = [await open_case(phone, number) for phone in (zhao, sun)]
    await asyncio.gather(
        *(p.press("核准", on=card) for p, card in zip((zhao, sun), cards, strict=True))
    )
    for phone in (zhao, sun):
        await phone.quiet()
    assert acts(town, number).count("confirm fault") == 1
    assert fault_of(town, number).state is FaultState.CONFIRMED
    assert len([m for m in await said(mei) if "县局已核准" in m.text]) == 1
    both = [m.text for p in (zhao, sun) for m in await said(p)]
    assert any("S1 已由" in text for text in both)


async def test_a_liaisons_own_needs_a_second_officer(town: Town, wang: Phone, zhao: Phone) -> None:
    sun = await town.joined("孙局", Role.BUREAU)
    number = await register(zhao, "王强")
    assert fault_of(town, number).state is FaultState.SECONDING
    await answer(wang)
    card = await open_case(zhao, number)
    assert "赵*已先行登记，还须另一位县局人员核准" in card.text
    for _ in range(2):
        await zhao.press("核准", on=card)
        await zhao.until("是联络员的失误，您已经登记，须由另一位县局人员核准")
    await confirm(sun, number)
    done = fault_of(town, number)
    assert done.state is FaultState.CONFIRMED
    assert done.decided_by != done.seconded_by
    await wang.until("县局已核准")
    await zhao.until("王强 的失误县局已核准")


async def test_who_becomes_liaison_meanwhile_needs_two_as_well(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    from bot.actions.people import set_up

    sun = await town.joined("孙局", Role.BUREAU)
    number = await answered(town, mei, wang)
    town.do(lambda s: set_up.appoint_liaison(s, "李梅", "服装制造"))
    await open_case(zhao, number)
    await zhao.press("核准")
    await zhao.until("② S1 李梅 已核准，联络员的失误还须另一位县局人员核准")
    assert fault_of(town, number).state is FaultState.SECONDING
    await open_case(zhao, number)
    await zhao.press("核准")
    await zhao.until("您已经核准，须由另一位县局人员核准")
    await confirm(sun, number)
    assert fault_of(town, number).state is FaultState.CONFIRMED


async def test_a_confirmed_fault_is_withdrawn_for_a_reason(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await answered(town, mei, wang)
    await confirm(zhao, number)
    await zhao.send("/faults")
    await zhao.until("最近核准的在下面")
    await zhao.press("✅ S1 李梅")
    await zhao.until(lambda m: m.button("撤销失误") is not None)
    await zhao.press("撤销失误")
    await zhao.until("请打字写理由")
    await zhao.send("查明不是本人责任")
    await zhao.until("S1 李梅 已撤销：查明不是本人责任")
    await mei.until("县局已撤销，不再减分：查明不是本人责任")
    await wang.until("S1 李梅 的失误县局已撤销")
    await mei.press("📊 我的得分")
    score = await mei.until("合计")
    assert "减分" not in score.text
    tap(zhao, "fl:take:1:1")
    await zhao.until("S1 已由赵*于")


async def test_nobody_but_the_bureau_decides_and_nobody_on_their_own(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await answered(town, mei, wang)
    li = await town.joined("李四", Role.COORDINATOR, force="快递行业")
    for phone in (mei, wang):
        tap(phone, "fl:ok:1:1")
        await phone.until("失误由县局核准")
        await phone.send(number)
        card = await phone.until("经过：未按时上报")
        assert card.button("核准") is None
    await li.send(number)
    await li.until("S1 您看不到")
    await zhao.send("S99")
    await zhao.until("没有 S99 这条失误")
    await wang.send("/faults")
    await wang.until("失误由县局核准")


async def test_in_a_locked_quarter_it_counts_with_the_next_restatement(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    def lock(session: Session) -> None:
        made = versions.begin(session, Quarter(2026, 3), Source.LOCK, "", None)
        versions.stand(session, made.id)

    town.do(lock)
    await wang.send("/fault 李梅")
    await wang.until("影响多大？")
    await wang.press("影响较小")
    await wang.until("经过怎样")
    await wang.send_photo(photo("工单"), "9月20日 未到岗")
    card = await wang.until(lambda m: m.button("提交县局") is not None)
    assert "2026年第三季度已锁定，核准后在下次更正时计入" in card.text.replace("\n", "")
    await wang.press("提交县局")
    await wang.until("S1 已提交县局")
    await answer(mei)
    await confirm(zhao, "S1")
    told = await mei.until("县局已核准")
    assert "下次更正时计入" in told.text


async def test_the_bureaus_digest_names_what_can_be_confirmed(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await register(wang)
    wait_over(town)
    reminder = await zhao.until("有 1 条失误可以核准了：S1")
    await zhao.press("去核准", on=reminder)
    await zhao.until("待核准 1")
    await confirm(zhao, "S1")
    await zhao.until("待核准的失误都处理了")
