"""🌟 本月典型: reported before the 20th, late, withdrawn, or 本月无; each in few actions."""

import pytest

from bot.actions.review import review
from bot.rules.exemplars import Fate
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.people import roles
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import (
    DECEMBER,
    STORY,
    ask_to_report,
    ask_to_report_nothing,
    labels,
    move,
    open_month,
    pick,
    report,
    report_from,
    report_nothing,
    reported,
)
from tests.handlers.playing import actor_of, counted, filed, said, tap, twice


@pytest.fixture
def work(town: Town, mei: Phone, wang: Phone) -> Entry:
    """An approved entry of November's."""
    return counted(town, mei, wang, "2026-11-05", place="××服装厂<b>&😀")


@pytest.mark.quick
async def test_three_actions_report_a_candidate(town: Town, work: Entry, wang: Phone) -> None:
    shown = await open_month(wang, "2026年11月典型  未报")
    assert "① 李梅 11月5日 开展宣传 ××服装厂<b>&😀" in shown.text
    await wang.press("选①")
    draft = await wang.until("标题：李梅在××服装厂<b>&😀宣传劳动合同法")
    assert (
        "经过：11月5日，李梅的单位的劳动关系协调员李梅主动走进××服装厂<b>&😀，面对面与大家交流，"
        "宣讲劳动合同法。这次宣传面向本单位职工。经服装制造专班审核，这项工作已记入台账（X1001）。"
    ) in draft.text
    assert "138" not in draft.text, "nothing of a person but name and unit"
    assert labels(draft) == ["报送", "改标题", "改经过", "返回"]
    await wang.press("报送")
    await wang.until("报送《李梅在××服装厂<b>&😀宣传劳动合同法》到县局")
    assert reported(town) == []
    await wang.press("确认")
    await wang.until("已报送县局")
    [one] = reported(town)
    assert (one.entry_id, one.person_id, one.fate) == (work.id, work.person_id, Fate.REPORTED)
    shown_ = [m for m in await said(wang) if "2026年11月典型" in m.text]
    assert len(shown_) == 1, "one card, in one place"


async def test_pressed_twice_it_is_reported_once(town: Town, work: Entry, wang: Phone) -> None:
    await open_month(wang, "选一条")
    await twice(wang, "选①")
    await twice(wang, "报送")
    await wang.until("到县局？")
    await twice(wang, "确认")
    await wang.until("已报 1")
    assert len(reported(town)) == 1


async def test_the_month_says_what_is_left_and_an_empty_one_still_offers_two_ways(
    town: Town, wang: Phone
) -> None:
    move(town, 12, 17)
    shown = await open_month(wang, "2026年12月典型  未报")
    assert "20日截止，还有 3 天" in shown.text
    assert "还没有已通过的记录可选" in shown.text
    assert labels(shown) == ["自己写", "本月无", "补报11月"]
    move(town, 12, 20)
    await open_month(wang, "今天是最后一天")
    move(town, 12, 21)
    await open_month(wang, "20日已过，现在报送会标为迟报")


async def test_nothing_this_month_takes_two_actions_and_is_reported_once(
    town: Town, wang: Phone
) -> None:
    move(town, 12, 17)
    await open_month(wang)
    await wang.press("本月无")
    await wang.until("2026年12月没有典型要报")
    assert reported(town, DECEMBER) == []
    await twice(wang, "确认")
    done = await wang.until("已报县局：2026年12月无典型")
    assert "迟报" not in done.text
    [nothing] = reported(town, DECEMBER)
    assert nothing.fate is Fate.NOTHING


async def test_after_nothing_one_may_still_report_and_the_nothing_is_withdrawn(
    town: Town, work: Entry, wang: Phone
) -> None:
    await wang.send("/exemplar")
    await wang.until("未报")
    await report_nothing(wang)
    await wang.until("无典型")
    await pick(wang)
    await ask_to_report(wang)
    await wang.press("确认")
    await wang.until("已报 1")
    assert [one.fate for one in reported(town)] == [Fate.REPORTED]


async def test_having_reported_nothing_cannot_be_claimed(
    town: Town, work: Entry, wang: Phone
) -> None:
    old = await open_month(wang)
    await report(wang)
    await wang.press("本月无", on=old)
    await wang.until("不能再报本月无")
    tap(wang, "x:nil:2026-11")
    await wang.until("不能再报本月无")
    assert [one.fate for one in reported(town)] == [Fate.REPORTED]


async def test_ones_own_words_are_a_title_and_an_account(town: Town, wang: Phone) -> None:
    await open_month(wang)
    await wang.press("自己写")
    await wang.until("请发标题")
    await wang.send("车间里的<b>&😀普法人")
    await wang.until("请发经过")
    await wang.send(STORY)
    shown = await wang.until("标题：车间里的<b>&😀普法人")
    assert STORY in shown.text
    await ask_to_report(wang)
    await wang.press("确认")
    await wang.until("已报送县局《车间里的<b>&😀普法人》")
    [one] = reported(town)
    assert (one.title, one.story, one.entry_id) == ("车间里的<b>&😀普法人", STORY, None)
    await wang.send("还有一句")
    await wang.until("没有看懂")


async def test_title_and_account_of_a_candidate_can_be_changed(
    town: Town, work: Entry, wang: Phone
) -> None:
    await open_month(wang)
    await pick(wang)
    await wang.press("改标题")
    await wang.until("请发标题")
    await wang.send("好榜样")
    await wang.until("标题：好榜样")
    await wang.press("改经过")
    await wang.until("请发经过")
    await wang.press("返回")
    shown = await wang.until("标题：好榜样")
    assert "宣讲劳动合同法。" in shown.text
    await wang.send(STORY)
    await wang.until("没有看懂")
    await wang.press("改经过")
    await wang.until("请发经过")
    await wang.send(STORY)
    await wang.until(lambda m: STORY in m.text and "标题：好榜样" in m.text)
    assert reported(town) == []


@pytest.mark.parametrize(
    ("ask", "typed", "told"),
    [
        ("改标题", "长" * 41, "标题写了 41 个字"),
        ("改标题", "\u200b", "标题不能为空"),
        ("改经过", "太短", "经过写了 2 个字"),
        ("改经过", "长" * 801, "经过写了 801 个字"),
    ],
)
async def test_what_is_too_long_or_too_short_is_explained_with_an_example(
    town: Town, work: Entry, wang: Phone, ask: str, typed: str, told: str
) -> None:
    await open_month(wang)
    await pick(wang)
    await wang.press(ask)
    await wang.until("请发")
    await wang.send(typed)
    refusal = await wang.until(told)
    assert "例如" in refusal.text
    assert "\n" not in refusal.text
    await wang.send("改好了" * 10)
    await wang.until("改好了改好了")


async def test_several_may_be_reported_each_entry_once(
    town: Town, work: Entry, mei: Phone, wang: Phone
) -> None:
    other = counted(town, mei, wang, "2026-11-06", place="二厂")
    first = await open_month(wang, "② 李梅")
    await report(wang)
    await wang.until("已报 1")
    await wang.press("选①", on=first)
    refusal = await wang.until("不用再报")
    assert "\n" not in refusal.text
    await wang.press("🌟 本月典型")
    shown = await wang.until(lambda m: "已报 1" in m.text and "① 李梅" in m.text)
    assert "② " not in shown.text
    await report(wang)
    shown = await wang.until("已报 2")
    assert [label[:3] for label in labels(shown)] == ["自己写", "撤回《", "撤回《"]
    assert {one.entry_id for one in reported(town)} == {work.id, other.id}


async def test_candidates_are_ranked_by_points_photos_and_day(
    town: Town, mei: Phone, wang: Phone
) -> None:
    for day in (3, 4, 5, 6):
        counted(town, mei, wang, f"2026-11-0{day}", place=f"{day}厂")
    counted(town, mei, wang, "2026-11-20", initiative="organised", place="统一组织")
    counted(town, mei, wang, "2026-10-30", place="上月的")
    filed(town, mei, "2026-11-22", place="还没审")
    shown = await open_month(wang)
    places = [line.split()[-1] for line in shown.text.splitlines() if line[:1] in ("①", "②", "③")]
    # The quarter's cap leaves nothing for the 6th; what was organised counts for nothing.
    assert places == ["5厂", "4厂", "3厂"]


async def test_an_entry_that_is_no_longer_approved_cannot_be_reported(
    town: Town, work: Entry, wang: Phone
) -> None:
    await open_month(wang)
    await pick(wang)
    await ask_to_report(wang)

    def undo(session: Session) -> None:
        review.undo(session, actor_of(session, wang), work.id)

    town.do(undo)
    await wang.press("确认")
    await wang.until("现在不能选作典型")
    assert reported(town) == []


async def test_withdrawn_it_is_owed_again_until_the_bureau_has_picked(
    town: Town, work: Entry, wang: Phone, zhao: Phone
) -> None:
    await open_month(wang)
    await report(wang)
    await twice(wang, "撤回")
    await wang.until("已撤回，2026年11月的典型请重新报送")
    assert reported(town) == []
    await report(wang)
    card = await wang.until("已报 1")
    [one] = reported(town)
    tap(zhao, f"o:promote:{one.id}")
    await zhao.until("择优推广")
    await wang.press("撤回", on=card)
    refusal = await wang.until("县局已于 11月23日 09:00 决定择优推广")
    assert "不能撤回" in refusal.text
    shown = await open_month(wang, "，择优推广")
    assert "撤回" not in labels(shown)

    def acts(session: Session) -> list[str]:
        return [act for _, _, act, _ in audit.history(session, f"exemplar:{one.id}")]

    assert town.do(acts) == ["report exemplar", "promoted"]


async def test_after_the_20th_and_next_month_it_is_reported_late_for_its_own_month(
    town: Town, work: Entry, wang: Phone
) -> None:
    old = await open_month(wang, "2026年11月典型  未报")
    move(town, 12, 2)
    await wang.press("选①", on=old)
    await wang.until("🌟 2026年11月典型\n标题：")
    await wang.press("报送")
    await wang.until("已过 20 日，会标为迟报")
    await wang.press("确认")
    done = await wang.until("标为迟报")
    assert "（迟报）" in done.text
    assert [str(one.month) for one in reported(town)] == ["2026-11"]
    assert reported(town, DECEMBER) == []


async def test_a_former_month_can_be_made_up_for(town: Town, wang: Phone) -> None:
    move(town, 12, 2)
    await open_month(wang, "2026年12月典型")
    await wang.press("补报11月")
    await wang.until("2026年11月典型  未报")
    await wang.press("本月无")
    await wang.until("已过 20 日，会标为迟报")
    await wang.press("确认")
    await wang.until("2026年11月无典型，已过20日，标为迟报")
    await wang.send("/exemplar 上月")
    shown = await wang.until("2026年11月典型  无")
    assert "（迟报）" in shown.text


async def test_reported_on_the_20th_until_midnight_is_on_time(town: Town, wang: Phone) -> None:
    move(town, 12, 20, 23)
    await wang.send("/exemplar")
    await wang.until("今天是最后一天")
    asked = await ask_to_report_nothing(wang)
    assert "迟报" not in asked.text
    await wang.press("确认")
    done = await wang.until("无典型")
    assert "迟报" not in done.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("13月", "看不懂月份“13月”"),
        ("<b>&😀", "看不懂月份"),
        ("2027-01", "还没有开始"),
        ("2001-01", "还没有计分规则"),
    ],
)
async def test_what_is_no_month_is_refused_in_a_sentence(
    wang: Phone, typed: str, told: str
) -> None:
    await wang.send(f"/exemplar {typed}")
    refusal = await wang.until(told)
    assert "例如" in refusal.text
    assert "\n" not in refusal.text


async def test_only_the_liaison_reports_and_only_their_own_task_forces(
    town: Town, work: Entry, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    other = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    for phone in (mei, zhao):
        await phone.send("/exemplar")
        await phone.until("典型由专班联络员报送")
    tap(other, f"x:pick:2026-11:{work.id}")
    await other.until("现在不能选作典型")
    await open_month(wang)
    await pick(wang)
    for draft in range(1, 5):
        tap(other, f"x:yes:2026-11:{draft}")
    await other.until("已经办完或改过")
    assert reported(town) == []
    await report_from(wang)
    [one] = reported(town)
    tap(other, f"x:undo:2026-11:{one.id}")
    await other.until("典型由专班联络员报送")
    tap(other, "x:undo:2026-11:999")
    await other.quiet()
    assert [one.fate for one in reported(town)] == [Fate.REPORTED]


async def test_who_is_no_longer_liaison_can_press_nothing(
    town: Town, work: Entry, wang: Phone
) -> None:
    month = await open_month(wang)
    draft = await pick(wang)
    await wang.press("改标题")
    await wang.until("请发标题")

    def hand_over(session: Session) -> None:
        roles.end(session, actor_of(session, wang).person_id, Role.LIAISON)

    town.do(hand_over)
    await wang.send("好榜样")
    await wang.until("典型由专班联络员报送")
    for label, on in (("本月无", month), ("选①", month), ("报送", draft), ("改标题", draft)):
        await wang.press(label, on=on)
        await wang.until("典型由专班联络员报送")
    assert reported(town) == []


async def test_the_menu_label_in_the_middle_of_writing_ends_the_question(wang: Phone) -> None:
    await open_month(wang)
    await wang.press("自己写")
    await wang.until("请发标题")
    await open_month(wang)
    await wang.send("不是标题")
    await wang.until("没有看懂")


async def test_what_is_not_on_the_keyboard_is_behind_more(wang: Phone) -> None:
    assert [label for row in wang.keyboard for label in row] == [
        "✅ 待审核",
        "📝 上报工作",
        "🧮 基本得分",
        "🌟 本月典型",
        "👥 人员台账",
        "更多",
    ]
    await wang.press("更多")
    shown = await wang.until("更多")
    known = ["➖ 登记失误", "✍️ 代为上报", "📊 我的得分", "📂 我的记录", "📖 服务规范", "❓ 帮助"]
    assert [label for label in labels(shown) if label in known] == known
    await wang.press("❓ 帮助")
    await wang.until("🌟 本月典型：每月20日前")
    await wang.send("/score")
    await wang.until("2026年第四季度")
