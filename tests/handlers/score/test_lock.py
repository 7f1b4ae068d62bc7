"""🔒 锁定季度 and 更正: a quarter is closed by the bureau, and corrected with a reason."""

from typing import Any

import pytest

from bot.actions.review import overturn, review
from bot.actions.review.case import stamp_of
from bot.actions.score import base_scores as scoring
from bot.actions.score import figures, lock
from bot.actions.work import fill_in, report, submit
from bot.errors import Refused
from bot.handlers.score.restating import COMPARE
from bot.rules.base_scores import Assignment
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.versions import Source
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import errands
from bot.storage.people import persons
from bot.storage.score import base_scores, versions
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import move, wake
from tests.handlers.playing import (
    FACTS,
    actor_of,
    counted,
    entry_of,
    filed,
    open_queue,
    said,
    tap,
    twice,
)
from tests.handlers.score.test_quarter import sheet, workbook

Q4 = Quarter(2026, 4)


@pytest.fixture
def quarter(town: Town, mei: Phone, wang: Phone, zhao: Phone) -> list[Entry]:
    """The fourth quarter, over: 李梅 has 28 and one entry that counts, another waits."""
    worked = _worked(town, mei, wang)
    move(town, 1, 20)
    return worked


def _worked(town: Town, mei: Phone, wang: Phone) -> list[Entry]:
    worked = [counted(town, mei, wang, "2026-11-02"), filed(town, mei, "2026-11-03")]

    def base(session: Session) -> None:
        mei_, wang_ = actor_of(session, mei), actor_of(session, wang)
        base_scores.give(session, mei_.person_id, Q4, 28, "", wang_.person_id)

    town.do(base)
    return worked


async def lock_it(phone: Phone) -> Message:
    await phone.send("/lock")
    await phone.until("草稿（未锁定）")
    await phone.press("锁定")
    await phone.until("锁定2026年第四季度？")
    await phone.press("确认锁定")
    return await phone.until("的得分已定案")


def standing(town: Town) -> list[Any]:
    """What stands, byte for byte: rows of the versions and of what they tell."""

    def step(session: Session) -> list[Any]:
        found = versions.standing(session, Q4)
        return sorted(repr(each) for each in found.values())

    rows: list[Any] = town.do(step)
    return rows


def total(town: Town, phone: Phone) -> int:
    def step(session: Session) -> int:
        return figures.of_person(session, actor_of(session, phone).person_id, Q4).score.total

    return int(town.do(step))


async def test_it_stands_behind_more(zhao: Phone, town: Town) -> None:
    move(town, 1, 20)
    await zhao.press("更多")
    await zhao.press("🔒 锁定季度", on=await zhao.until("更多："))
    await zhao.until("草稿（未锁定）")


async def test_a_quarter_is_locked_in_three_actions_once_it_is_said_what_is_outstanding(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    before = zhao.actions
    await zhao.send("/lock")
    screen = await zhao.until("草稿（未锁定）")
    assert screen.text.startswith("🔒 2026年第四季度")
    assert "报送已于1月15日" in screen.text
    assert "服装制造：待审核 1，基本得分未评 1" in screen.text
    await zhao.press("锁定")
    asked = await zhao.until("锁定2026年第四季度？")
    assert "还有 1 个专班没有办完：待审核 1，基本得分未评 1" in asked.text
    await zhao.press("确认锁定")
    await zhao.until("2026年第四季度已锁定：2 人的得分已定案（第1版）")
    assert zhao.actions - before == 3

    def told(session: Session) -> Any:
        person = actor_of(session, mei).person_id
        return versions.of_person(session, person, Q4)

    mine = town.do(told)
    assert (mine.figures["base"], mine.figures["publicity"], mine.figures["total"]) == (28, 5, 33)
    assert mine.who["name"] == "李梅"
    assert mine.who["employer"] == "李梅的单位"
    assert mine.counted == [[quarter[0].id, "publicity", 5, "", "2026-11-02"]]
    assert town.do(entries.get, quarter[1].id).reviewer == "bureau"


async def test_everything_that_shows_a_locked_quarter_says_so(
    town: Town, mei: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    await mei.send("/score 2026Q4")
    assert "得分（草稿）" in (await mei.until("合计 33")).text
    await lock_it(zhao)
    await zhao.send("/summary 2026Q4")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    sent = await workbook(zhao)
    assert sent.document_name == "季度汇总-2026Q4.xlsx"
    assert {row["姓名"]: row["得分合计"] for row in sheet(sent, "人员")} == {"李梅": 33, "王强": 0}
    picture = await zhao.until(lambda m: "photo" in m.body)
    assert "（已锁定）" in picture.text
    assert picture.button("历次版本")
    await mei.send("/score 2026Q4")
    assert "得分（已锁定）" in (await mei.until("另有 1 条由县局办理")).text
    drawn = await mei.until(lambda m: "photo" in m.body and "已锁定" in m.text)
    assert drawn.photo()


async def test_the_summary_leads_to_the_lock(
    town: Town, zhao: Phone, mei: Phone, quarter: list[Entry]
) -> None:
    await zhao.send("/summary 2026Q4")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    await workbook(zhao)
    await zhao.press("锁定本季")
    await zhao.until("锁定2026年第四季度？")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/lock 2027Q1", "还没有结束，不能锁定"),
        ("/lock 本季", "还没有结束，不能锁定"),
        ("/lock 2027Q9", "请写成 2027Q1"),
        ("/lock <b>&😀", "看不懂季度“<b>&😀”"),
        ("/lock " + "字" * 3000, "请写成 2027Q1"),
        ("/lock 2020Q1", "还没有计分规则"),
        ("/lock -1", "请写成 2027Q1"),
    ],
)
async def test_what_cannot_be_locked_is_refused_in_a_sentence(
    zhao: Phone, quarter: list[Entry], typed: str, told: str
) -> None:
    await zhao.send(typed)
    refusal = await zhao.until(told)
    assert "\n" not in refusal.text


async def test_nobody_but_the_bureau_locks(
    town: Town, wang: Phone, mei: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    for phone in (wang, mei):
        await phone.send("/lock 2026Q4")
        await phone.until("由县局办理")
        for data in ("lk:yes:2026Q4", "lk:sure:2026Q4", "lk:again:2026Q4", "lk:all:2026Q4"):
            tap(phone, data)
            await phone.quiet()
    assert town.do(versions.of_quarter, Q4) == []


async def test_while_work_may_be_filed_it_is_asked_once_more(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    _worked(town, mei, wang)
    move(town, 1, 10)
    await zhao.send("/lock")
    await zhao.until("报送到1月15日截止，还没有到")
    await zhao.press("锁定")
    await zhao.until("锁定2026年第四季度？")
    await zhao.press("确认锁定")
    await zhao.until("报送期到1月15日才截止")
    await zhao.press("返回")
    await zhao.until("草稿（未锁定）")
    assert not town.do(versions.is_locked, Q4)
    await zhao.press("锁定")
    await zhao.until("锁定2026年第四季度？")
    await zhao.press("确认锁定")
    await zhao.until("仍然锁定吗")
    await twice(zhao, "仍然锁定")
    await zhao.until("的得分已定案")


async def test_two_officers_at_once_make_one_lock(
    town: Town, mei: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    for phone in (zhao, qian):
        await phone.send("/lock")
        await phone.until("草稿（未锁定）")
        await phone.press("锁定")
        await phone.until("锁定2026年第四季度？")
    with town.held_up(lock.LOCK):
        await zhao.press("确认锁定")
        await zhao.until("正在锁定")
        await qian.press("确认锁定")
        await qian.until("赵敏正在锁定2026年第四季度")
    await zhao.until("的得分已定案")
    await qian.until("2026年第四季度已由赵敏锁定（第1版）")
    tap(qian, "lk:yes:2026Q4")
    await qian.until("2026年第四季度已由赵敏于")
    assert len(town.do(versions.of_quarter, Q4)) == 1


async def test_in_a_locked_quarter_nothing_is_filed_and_only_the_bureau_decides(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    waiting = quarter[1]
    late = filed_ahead(town, mei)
    await lock_it(zhao)
    before = standing(town)
    for step in (
        lambda session: submit.submit(session, actor_of(session, mei), late),
        lambda session: submit.withdraw(session, actor_of(session, mei), waiting.draft_id),
    ):
        with pytest.raises(Refused, match="2026年第四季度已锁定"):
            town.do(step)

    def by_the_liaison(session: Session) -> None:
        review.approve(session, actor_of(session, wang), waiting.id, stamp_of(waiting), "属实")

    with pytest.raises(Refused, match="只有县局还能改动"):
        town.do(by_the_liaison)

    def base(session: Session, phone: Phone) -> int:
        person = actor_of(session, mei).person_id
        return scoring.give(session, actor_of(session, phone), Q4, [Assignment(person, 5, "x")])

    with pytest.raises(Refused, match="只有县局还能改动"):
        town.do(base, wang)
    await open_queue(zhao, waiting.number)
    assert "本季已锁定 5/20，计入下一次更正" in zhao.last.text
    await zhao.press("退回")
    await zhao.until(lambda m: "返回" in str(m.buttons) or "不能再补交" in m.text)
    await zhao.until("退回后也不能再补交")
    await zhao.press("通过")
    await zhao.until("请写通过的理由")
    await zhao.send("说明属实")
    await zhao.until("这次改动计入下一次更正")
    assert entry_of(town, waiting.number).state.value == "approved"
    town.do(base, zhao)
    assert standing(town) == before
    assert total(town, mei) == 33


def filed_ahead(town: Town, phone: Phone) -> int:
    """A draft of the quarter that is complete and not submitted."""

    def step(session: Session) -> int:
        actor = actor_of(session, phone)
        draft = report.begin_anew(session, actor, "publicity").draft
        for key, given in {**FACTS, "day": "2026-12-30"}.items():
            fill_in.answer(session, actor, draft.id, given, key)
        return draft.id

    return int(town.do(step))


async def test_an_approval_is_not_taken_back_across_the_lock(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    waiting = quarter[1]
    granted(town, zhao, waiting)
    await lock_it(zhao)
    with pytest.raises(Refused, match="通过之后已锁定，不能撤销"):
        town.do(lambda session: review.undo(session, actor_of(session, zhao), waiting.id))
    assert total(town, mei) == 38


def granted(town: Town, officer: Phone, entry: Entry) -> None:
    def step(session: Session) -> None:
        actor = actor_of(session, officer)
        review.approve(session, actor, entry.id, stamp_of(entry), "说明属实")

    town.do(step)


async def restated(phone: Phone, reason: str = "X1002 复核属实<b>&😀") -> Message:
    await phone.send("/lock")
    await phone.until("已锁定（第")
    await phone.press("更正")
    await phone.until("请直接打字写更正理由")
    await phone.send(reason)
    await phone.until("确认后生成新的一版")
    await phone.press("确认")
    return await phone.until("已更正（第")


async def test_a_restatement_shows_what_changes_asks_why_and_leaves_both_readable(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    await lock_it(zhao)
    granted(town, zhao, quarter[1])
    await wang.quiet()
    heard = len(await said(wang))
    before = zhao.actions
    await zhao.send("/lock")
    await zhao.until("已锁定（第1版）")
    await zhao.press("更正")
    shown = await zhao.until("请直接打字写更正理由")
    assert "【服装制造】\n李梅：开展宣传 5→10，得分合计 33→38" in shown.text
    assert "王强" not in shown.text
    await zhao.send("X1002 复核属实<b>&😀")
    await zhao.until("1 人的得分有变化")
    await twice(zhao, "确认")
    await zhao.until("已更正（第2版）：1 人的得分有变化\n理由：X1002 复核属实<b>&😀")
    assert zhao.actions - before <= 5  # one of them pressed twice
    await mei.until("2026年第四季度得分有更正：开展宣传 5→10，得分合计 33→38")
    assert len(await said(wang)) == heard, "nobody hears of others' figures"
    assert total(town, mei) == 38
    kept = town.do(versions.of_quarter, Q4)
    assert [(v.number, v.source) for v in kept] == [(2, Source.RESTATEMENT), (1, Source.LOCK)]

    await zhao.press("历次版本")
    listed = await zhao.until("历次版本：")
    assert "第2版 更正" in listed.text
    assert "X1002 复核属实<b>&😀" in listed.text
    await zhao.press("第1版 表")
    first = await zhao.until(lambda m: m.document_name == "季度汇总-2026Q4-第1版.xlsx")
    assert {row["姓名"]: row["得分合计"] for row in sheet(first, "人员")} == {"李梅": 33, "王强": 0}
    await zhao.press("第2版 差异")
    told = await zhao.until(lambda m: m.document_name == "更正-2026Q4-第2版.xlsx")
    assert [tuple(row.values()) for row in sheet(told, "更正")] == [
        ("服装制造", "李梅", "开展宣传", 5, 10),
        ("服装制造", "李梅", "得分合计", 33, 38),
    ]


async def test_without_a_difference_there_is_no_restatement(
    town: Town, mei: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    await lock_it(zhao)
    await zhao.press("更正")
    await zhao.until("定案与现在的记录一致，不需要更正")
    await zhao.send("理由")
    await zhao.quiet()
    assert len(town.do(versions.of_quarter, Q4)) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [("😀", "更正理由不能为空"), ("字" * 201, "请控制在 200 字以内"), ("…", "更正理由不能为空")],
)
async def test_a_reason_that_is_none_is_asked_for_again(
    town: Town, mei: Phone, zhao: Phone, quarter: list[Entry], typed: str, told: str
) -> None:
    await lock_it(zhao)
    revoke(town, zhao, quarter[0])
    await zhao.press("更正")
    await zhao.until("请直接打字写更正理由")
    await zhao.send(typed)
    await zhao.until(told)
    await zhao.send("不实")
    await zhao.until("确认后生成新的一版")
    await zhao.press("返回")
    await zhao.until("已锁定（第1版）")
    assert len(town.do(versions.of_quarter, Q4)) == 1


def revoke(town: Town, officer: Phone, entry: Entry) -> None:
    def step(session: Session) -> None:
        actor = actor_of(session, officer)
        change = overturn.ask(session, actor, entry.id)
        overturn.give_reason(session, actor, change.draft_id, "经核实不属实")
        overturn.overturn(session, actor, change.draft_id)

    town.do(step)


async def test_a_reason_before_the_differences_are_shown_waits_for_them(
    town: Town, mei: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    await lock_it(zhao)
    revoke(town, zhao, quarter[0])
    with town.held_up(COMPARE):
        await zhao.press("更正")
        await zhao.until("正在比对")
        await zhao.send("不实")
        await zhao.until("还在比对")
    await zhao.until("李梅：开展宣传 5→0")


async def test_what_changes_after_it_was_shown_is_not_restated_unseen(
    town: Town, mei: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    await lock_it(zhao)
    revoke(town, zhao, quarter[0])
    await zhao.press("更正")
    await zhao.until("请直接打字写更正理由")
    await zhao.send("不实")
    await zhao.until("确认后生成新的一版")

    def base(session: Session) -> int:
        person = actor_of(session, mei).person_id
        return scoring.give(session, actor_of(session, zhao), Q4, [Assignment(person, 5, "x")])

    town.do(base)
    await zhao.press("确认")
    await zhao.until("比对之后记录又有变化")
    assert [v.number for v in town.do(versions.of_quarter, Q4)] == [1]
    assert total(town, mei) == 33
    await restated(zhao)
    assert total(town, mei) == 5


async def test_a_lock_that_was_interrupted_is_gone_on_with(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    """The bot dies between two pieces."""
    await town.stop()

    def half(session: Session) -> None:
        version = lock.begin(session, actor_of(session, zhao).person_id, Q4)
        chat = zhao.user.id
        errands.ask(session, lock.LOCK, lock.key(Q4), version=version.id, chat=chat)
        known = lock.basis(session, version.id)
        assert known is not None
        lock.write(session, version, lock.work_out(session, known, known.left[:1]))

    town.do(half)
    assert town.do(versions.locked, Q4) is None, "nobody reads what is being made"
    with pytest.raises(Refused, match="正在锁定"):
        granted(town, zhao, quarter[1])
    await town.start()
    await zhao.until("2026年第四季度已锁定：2 人的得分已定案")
    assert total(town, mei) == 33
    assert len(standing(town)) == 2


async def test_who_left_moved_or_came_since_is_as_the_quarter_ended(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    town.add("新来", Role.COORDINATOR)
    town.do(lambda s: persons.leave(s, actor_of(s, mei).person_id))
    await lock_it(zhao)

    def names(session: Session) -> list[str]:
        return [each.name for each in figures.of_quarter(session, Q4).people]

    assert town.do(names) == ["李梅", "王强"]


async def test_the_bureau_is_reminded_once_nothing_can_be_filed_any_more(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, quarter: list[Entry]
) -> None:
    wake(town, 1, 21)
    await zhao.until("2026年第四季度报送期已过，还没有锁定")
    await zhao.press("去锁定")
    await zhao.until("草稿（未锁定）")
    await zhao.press("锁定")
    await zhao.until("锁定2026年第四季度？")
    await zhao.press("确认锁定")
    await zhao.until("的得分已定案")
    await zhao.until("✅ 上季度已锁定")
