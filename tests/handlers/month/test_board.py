"""🌟 典型推广: the bureau's month, its decisions, and 一键催办."""

from datetime import timedelta

import pytest

from bot.actions.people import leave
from bot.handlers.people import appointing
from bot.rules.exemplars import Fate
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.month import exemplars
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from tests.conftest import FORCE, Town, photo
from tests.handlers.month.at_the_desk import (
    NOVEMBER,
    labels,
    move,
    open_board,
    open_month,
    report,
    report_from,
    report_nothing,
    reported,
    wake,
)
from tests.handlers.playing import (
    actor_of,
    answer,
    attach,
    begin,
    counted,
    decidable,
    hand_in,
    pass_time,
    said,
    tap,
    twice,
)


@pytest.fixture
async def told(town: Town, mei: Phone, wang: Phone) -> Entry:
    """王强 has reported what 李梅 did."""
    entry = counted(town, mei, wang, "2026-11-05")
    await open_month(wang)
    await report(wang)
    return entry


async def open_one(phone: Phone) -> None:
    await open_board(phone)
    await phone.press("🆕")
    await phone.until("请决定")


async def test_the_board_shows_who_has_reported_by_task_force(
    town: Town, told: Entry, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    await open_month(he)
    await report_nothing(he)
    await he.until("标为迟报")
    board = await open_board(zhao, "2026年11月典型推广")
    assert "已报 1 个专班，无 1，未报 5" in board.text
    for line in ("✅ 服装制造  已报 1（迟报）", "➖ 服务行业  无（迟报）",
                 "⬜ 快递行业  未报（已过20日）"):  # fmt: skip
        assert line in board.text
    assert labels(board) == [
        "🆕 服装制造《李梅在××服装厂宣传劳动合同法》",
        "一键催办",
        "📄 下载汇编",
        "‹ 10月",
    ]


async def test_months_are_one_tap_apart_and_those_ahead_are_not_offered(
    town: Town, zhao: Phone
) -> None:
    await open_board(zhao, "2026年11月典型推广")
    await zhao.press("‹ 10月")
    former = await zhao.until("2026年10月典型推广")
    assert "11月 ›" in labels(former)
    await zhao.press("11月 ›")
    shown = await zhao.until("2026年11月典型推广")
    assert "12月 ›" not in labels(shown)
    assert len([m for m in await said(zhao) if "典型推广\n" in m.text]) == 1


@pytest.mark.parametrize("typed", ["2026-10", "2026年10月", "10月", "上月", "２０２６-１０"])
async def test_a_month_named_in_the_command_is_shown(zhao: Phone, typed: str) -> None:
    await zhao.send(f"/exemplars {typed}")
    await zhao.until("2026年10月典型推广")


@pytest.mark.parametrize(
    ("typed", "told_"),
    [
        ("13月", "看不懂月份“13月”"),
        ("<b>&😀", "看不懂月份“<b>&😀”"),
        ("字" * 4000, "看不懂月份"),
        ("2026-12", "2026年12月还没有开始"),
        ("明年1月", "看不懂月份"),
    ],
)
async def test_what_is_no_month_is_refused_in_a_sentence(
    zhao: Phone, typed: str, told_: str
) -> None:
    await zhao.send(f"/exemplars {typed}")
    refusal = await zhao.until(told_)
    assert "例如" in refusal.text
    assert "\n" not in refusal.text


async def test_an_exemplar_opens_and_is_promoted_and_both_hear_after_the_time_for_undoing(
    town: Town, told: Entry, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await open_one(zhao)
    one = next(m for m in zhao.messages if "请决定" in m.text)
    for part in ("《李梅在××服装厂宣传劳动合同法》", "服装制造 · 2026年11月（迟报）",
                 "人物：李梅（李梅的单位），由王强于 11月23日 09:00 报送"):  # fmt: skip
        assert part in one.text
    assert labels(one) == ["择优推广", "存档"]
    await twice(zhao, "择优推广")
    done = await zhao.until("已由赵*于 11月23日 09:00 择优推广")
    assert labels(done) == ["撤销", "县局公众号", "县融媒体中心", "市局简报", "自己写"]
    assert [each.fate for each in reported(town)] == [Fate.PROMOTED]
    assert not [m for m in await said(wang) if "择优推广" in m.text]
    pass_time(town, 61)
    for phone in (mei, wang):
        await phone.until("🌟《李梅在××服装厂宣传劳动合同法》（2026年11月）已被县局择优推广")
        assert len([m for m in await said(phone) if "已被县局" in m.text]) == 1
    await zhao.press("撤销", on=done)
    await zhao.until("已超过 60 秒")


async def test_a_decision_is_taken_back_within_a_minute_and_nobody_hears(
    town: Town, told: Entry, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await open_one(zhao)
    await zhao.press("存档")
    await zhao.until("已由赵*于")
    await zhao.press("撤销")
    await zhao.until("请决定")
    pass_time(town, 61)
    for phone in (mei, wang):
        assert not [m for m in await said(phone) if "存档" in m.text]
    await zhao.press("择优推广")
    await zhao.until("已由赵*于")
    pass_time(town, 61)
    await mei.until("已被县局择优推广")


async def test_of_two_officers_the_first_counts_and_the_second_reads_who_did_what_when(
    town: Town, told: Entry, zhao: Phone
) -> None:
    sun = await town.joined("孙伟", Role.BUREAU)
    await open_one(zhao)
    await open_one(sun)
    old = next(m for m in sun.messages if "请决定" in m.text)
    await zhao.press("择优推广")
    await zhao.until("已由赵*于")
    gone = await sun.until("已由赵*于 11月23日 09:00 择优推广")
    assert labels(gone) == [], "the buttons are gone on every officer's phone"
    await sun.press("存档", on=old)
    second = await sun.until("《李梅在××服装厂宣传劳动合同法》已由赵*于 11月23日 09:00 择优推广")
    assert "\n" not in second.text
    tap(sun, f"o:undo:{reported(town)[0].id}")
    await sun.until("不是您刚才决定的")
    assert [each.fate for each in reported(town)] == [Fate.PROMOTED]


async def test_two_officers_deciding_at_once_decide_once(
    town: Town, told: Entry, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙伟", Role.BUREAU)
    [one] = reported(town)
    tap(zhao, f"o:promote:{one.id}")
    tap(sun, f"o:archive:{one.id}")
    await zhao.quiet()
    await sun.quiet()
    fate = reported(town)[0].fate
    assert fate in (Fate.PROMOTED, Fate.ARCHIVED)
    pass_time(town, 61)
    await wang.until("县局")
    assert len([m for m in await said(wang) if "（2026年11月）" in m.text]) == 1


async def test_the_entrys_contact_sheet_is_shown_with_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei, [photo("一")])
    number = await hand_in(mei)
    await wang.press("✅ 待审核")
    await decidable(wang, number)
    await wang.press("通过")
    await wang.until("都审完了")
    await open_month(wang, "① 李梅")
    await report(wang)
    await open_board(zhao, "2026年11月典型推广")
    await zhao.press("🆕")
    shown = await zhao.until("请决定")
    assert shown.photo()
    await zhao.press("存档")
    await zhao.until("存档")


async def test_a_withdrawn_exemplar_can_no_longer_be_decided(
    town: Town, told: Entry, wang: Phone, zhao: Phone
) -> None:
    await open_one(zhao)
    await wang.press("撤回")
    await wang.until("已撤回")
    await zhao.press("择优推广")
    refusal = await zhao.until("已由专班撤回")
    assert "\n" not in refusal.text
    assert reported(town) == []


async def test_reminding_goes_to_those_who_owe_once_a_day_and_names_the_others(
    town: Town, told: Entry, wang: Phone, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    town.add("唐军", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    await open_board(zhao, "2026年11月典型推广")
    await zhao.press("一键催办")
    done = await zhao.until("2026年11月：已提醒 1 位联络员")
    assert "联络员还没有加入或联系不上：快递行业" in done.text
    assert "没有联络员：工程建设领域" in done.text
    nudge = await he.until("县局提醒")
    assert "2026年11月典型还没有报，20日已过，现在报送会标为迟报" in nudge.text
    assert labels(nudge) == ["自己写", "本月无"]
    assert not [m for m in await said(wang) if "县局提醒" in m.text], "has reported"
    await zhao.press("一键催办")
    again = await zhao.until("这次没有新提醒的联络员")
    assert "今天已催办过：服务行业" in again.text
    assert len([m for m in await said(he) if "县局提醒" in m.text]) == 1
    pass_time(town, timedelta(days=1))
    await zhao.press("一键催办")
    await zhao.until("已提醒 1 位")
    await he.until("县局提醒")
    assert len([m for m in await said(he) if "县局提醒" in m.text]) == 1, "in the former's place"
    await report_nothing(he)
    settled = await he.until(lambda m: "✅ 2026年11月已报本月无典型" in m.text)
    assert labels(settled) == []


async def test_at_night_a_reminder_waits_for_eight_and_is_taken_back_once_settled(
    town: Town, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    tang = await town.joined("唐军", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    move(town, 12, 16, 21)
    await zhao.send("/exemplars")
    await zhao.until("2026年12月典型推广")
    await zhao.press("一键催办")
    await zhao.until("已安排提醒 2 位联络员，现在是休息时间，8:00 送达")
    await open_month(tang)
    await report_nothing(tang)
    await tang.until("已报县局")
    for phone in (he, tang):
        assert not [m for m in await said(phone) if "县局提醒" in m.text]
    wake(town, 12, 17, 7, 59)
    assert not [m for m in await said(he) if "县局提醒" in m.text]
    wake(town, 12, 17, 8, 0)
    nudge = await he.until("县局提醒")
    assert "还有 3 天" in nudge.text, "counted on the day it is read"
    assert not [m for m in await said(tang) if "县局提醒" in m.text]


async def test_where_nobody_owes_there_is_nobody_to_remind(town: Town, zhao: Phone) -> None:
    def all_nothing(session: Session) -> None:
        officer = actor_of(session, zhao).person_id
        for force in task_forces.every(session):
            exemplars.add(session, force.id, NOVEMBER, officer)

    town.do(all_nothing)
    board = await open_board(zhao, "已报 0 个专班，无 7，未报 0")
    assert "一键催办" not in labels(board)
    tap(zhao, "o:remind:2026-11")
    await zhao.until("各专班都已报送，不用催办")


async def test_only_the_bureau_sees_the_board(
    town: Town, told: Entry, mei: Phone, wang: Phone
) -> None:
    [one] = reported(town)
    for phone in (mei, wang):
        await phone.send("/exemplars")
        await phone.until("典型推广由县局办理")
        for data in (f"o:see:{one.id}", f"o:promote:{one.id}", "o:remind:2026-11"):
            tap(phone, data)
            await phone.until("典型推广由县局办理")
    assert [each.fate for each in reported(town)] == [Fate.REPORTED]


async def test_ones_own_words_open_without_a_person(town: Town, wang: Phone, zhao: Phone) -> None:
    await open_month(wang)
    await wang.press("自己写")
    await wang.until("请发标题")
    await wang.send("好榜样")
    await wang.until("请发经过")
    await wang.send("经过" * 400)
    await wang.until("标题：好榜样")
    await report_from(wang)
    await open_board(zhao, "2026年11月典型推广")
    await zhao.press("🆕")
    shown = await zhao.until("请决定")
    assert "人物" not in shown.text
    assert "经过" * 400 in shown.text
    tap(zhao, "o:see:999")
    await zhao.until("已由专班撤回")


@pytest.mark.parametrize("how", ["left", "no officer any more", "another phone"])
async def test_a_decision_is_shown_to_those_only_who_still_are_officers(
    town: Town, told: Entry, zhao: Phone, how: str
) -> None:
    sun = await town.joined("孙伟", Role.BUREAU)
    await open_one(sun)
    await open_one(zhao)

    def go(session: Session) -> None:
        person = actor_of(session, sun).person_id
        if how == "left":
            leave.leave(session, persons.get(session, person))
        elif how == "another phone":
            accounts.invited(session, 990, None)
            accounts.join(session, 990, person)
        else:
            roles.end(session, person, Role.BUREAU)

    town.do(go)
    await zhao.press("择优推广")
    await zhao.until("已由赵*于")
    assert not [m for m in await said(sun) if "已由赵*于" in m.text]


async def test_the_liaison_of_today_hears_of_a_decision_and_not_the_former(
    town: Town, told: Entry, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    chen = await town.joined("陈静", Role.COORDINATOR)
    await open_one(zhao)
    town.do(appointing.liaison, "陈静", FORCE)
    await zhao.press("择优推广")
    await zhao.until("已由赵*于")
    pass_time(town, 61)
    for phone in (mei, chen):
        await phone.until("已被县局择优推广")
    assert not [m for m in await said(wang) if "已被县局" in m.text]


async def test_a_decision_taken_back_after_a_handover_is_told_nobody(
    town: Town, told: Entry, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await town.joined("陈静", Role.COORDINATOR)
    await open_one(zhao)
    await zhao.press("存档")
    await zhao.until("已由赵*于")
    town.do(appointing.liaison, "陈静", FORCE)
    await zhao.press("撤销")
    await zhao.until("请决定")
    pass_time(town, 61)
    for phone in (mei, wang):
        assert not [m for m in await said(phone) if "存档" in m.text]
