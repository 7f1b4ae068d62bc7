"""Base scores: one message for a roster, echoed, then confirmed."""

from datetime import UTC, datetime

import pytest

from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.score import base_scores
from tests.conftest import Town
from tests.handlers.playing import said, tap, twice

Q4 = Quarter(2026, 4)


@pytest.fixture
def roster(town: Town) -> dict[str, int]:
    """Three people of the ledger besides the liaison."""
    return {name: town.add(name, Role.COORDINATOR) for name in ("张三", "李四", "王五<b>&😀")}


def given(town: Town, quarter: Quarter = Q4) -> dict[int, int]:
    scores: dict[int, int] = town.do(base_scores.of_quarter, quarter)
    return dict(scores)


async def ask(phone: Phone) -> None:
    await phone.press("🧮 基本得分")
    await phone.until("已评")


@pytest.mark.quick
async def test_three_actions_score_a_whole_roster(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    await wang.press("🧮 基本得分")
    asked = await wang.until("2026年第四季度基本得分  已评 0/3")
    assert "您本人由县局评分" in asked.text
    await wang.send("28")
    echo = await wang.until("共 3 人")
    assert "28 分：张三、李四、王五<b>&😀" in echo.text
    assert given(town) == {}, "nothing counts before it is confirmed"
    await twice(wang, "确认")
    await wang.until("已记录 3 人，已评 3/3")
    assert given(town) == dict.fromkeys(roster.values(), 28)


async def test_exceptions_and_reasons_are_echoed_and_differences_shown(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    await ask(wang)
    await wang.send("28, 张三 25, 李四 20 缺勤两次<b>&😀")
    echo = await wang.until("共 3 人")
    for line in ("28 分：王五<b>&😀", "25 分：张三", "李四 未评→20（缺勤两次<b>&😀）"):
        assert line in echo.text
    await wang.press("确认")
    await wang.until("已评 3/3")
    await ask(wang)
    await wang.send("张三 26")
    await wang.until("张三 25→26")
    await wang.press("确认")
    await wang.until("已记录 1 人")
    scores = given(town)
    assert [scores[roster[n]] for n in ("张三", "李四", "王五<b>&😀")] == [26, 20, 28]


async def test_the_message_can_be_sent_again_before_it_is_confirmed(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    await ask(wang)
    await wang.send("28")
    await wang.until("28 分：")
    await wang.send("27")
    await wang.until("27 分：")
    await wang.press("确认")
    await wang.until("已评 3/3")
    assert set(given(town).values()) == {27}


async def test_cancelling_scores_nobody(town: Town, wang: Phone, roster: dict[str, int]) -> None:
    for how in ("取消", "/cancel"):
        await ask(wang)
        await wang.send("28")
        await wang.until("共 3 人")
        await (wang.press(how) if how == "取消" else wang.send(how))
        await wang.until("没有改动")
        await wang.send("28")
        await wang.until("没有看懂")
    assert given(town) == {}


async def test_an_ambiguous_name_becomes_buttons(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    other = town.add("张三", Role.COORDINATOR, phone="13900005678")
    await ask(wang)
    await wang.send("28, 张三 20")
    asked = await wang.until("有 2 位张三，20 分是给哪一位")
    assert len(asked.keyboard) == 3
    await wang.press("张三", on=asked)
    await wang.until("共 4 人")
    await wang.press("确认")
    await wang.until("已评 4/4")
    assert sorted(given(town).values()) == [20, 28, 28, 28]
    assert 20 in (given(town)[roster["张三"]], given(town)[other])


async def test_one_by_one_takes_only_the_one_who_is_asked_for(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    await ask(wang)
    await wang.press("逐个评")
    asked = await wang.until("张三（1/3）")
    assert [b for row in asked.buttons for b in row] == ["返回", "取消"]
    await wang.send("25, 李四 20")
    await wang.until("例如")
    assert given(town) == {}
    await wang.send("25")
    await wang.until("李四（2/3）")
    await wang.send("20 缺勤")
    await wang.until("王五<b>&😀（3/3）")
    await wang.send("３０")
    await wang.until("已评 3/3")
    scores = given(town)
    assert [scores[roster[n]] for n in ("张三", "李四", "王五<b>&😀")] == [25, 20, 30]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31", "0 到 30 的整数"),
        ("-1", "0 到 30 的整数"),
        ("28.5", "0 到 30 的整数"),
        ("二十八", "请写成 28, 张三 25"),
        ("赵六 28", "名册里没有"),
        ("张三", "后面没有分数"),
        ("张三 28, 张三 25", "写了两次"),
        ("王强 30", "名册里没有"),
        ("<b>&😀", "看不懂“<b>&😀”"),
        ("28 " * 1000, "请写成 28, 张三 25"),
        ("张" * 4096, "请写成 28, 张三 25"),
    ],
)
async def test_what_is_no_score_is_explained_with_an_example(
    town: Town, wang: Phone, roster: dict[str, int], typed: str, told: str
) -> None:
    await ask(wang)
    await wang.send(typed)
    refusal = await wang.until(told)
    assert len([line for line in refusal.text.splitlines() if line]) == 1
    await wang.send("28")
    await wang.until("共 3 人")


async def test_during_the_first_fifteen_days_the_former_quarter_is_offered(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    town.clock.move_to(datetime(2027, 1, 14, 16, 30, tzinfo=UTC))  # 15 January, 00:30
    await wang.press("🧮 基本得分")
    asked = await wang.until("2026年第四季度基本得分")
    assert asked.button("改评2027年第一季度")
    await wang.press("改评2027年第一季度")
    await wang.until("2027年第一季度基本得分")
    town.clock.move_to(datetime(2027, 1, 15, 16, 30, tzinfo=UTC))  # 16 January
    await wang.press("🧮 基本得分")
    await wang.until("2027年第一季度基本得分")


async def test_the_bureau_gives_the_liaisons_theirs(
    town: Town, wang: Phone, zhao: Phone, roster: dict[str, int]
) -> None:
    await zhao.send("/base")
    await zhao.until("已评 0/1")
    await zhao.send("29")
    await zhao.until("29 分：王强")
    await zhao.press("确认")
    await zhao.until("已评 1/1")
    assert list(given(town).values()) == [29]


async def test_scores_given_meanwhile_by_somebody_else_are_not_overwritten_unseen(
    town: Town, wang: Phone, roster: dict[str, int]
) -> None:
    await ask(wang)
    await wang.send("28")
    echo = await wang.until("共 3 人")
    town.do(base_scores.give, roster["张三"], Q4, 10, "", roster["李四"])
    await wang.press("确认", on=echo)
    await wang.until("已有变化")
    assert given(town) == {roster["张三"]: 10}


async def test_buttons_of_somebody_elses_conversation_do_nothing(
    town: Town, mei: Phone, wang: Phone, roster: dict[str, int]
) -> None:
    await ask(wang)
    await wang.send("28")
    await wang.until("人，点 确认")
    for draft in range(1, 6):
        tap(mei, f"b:yes:{draft}")
        tap(mei, f"b:who:{draft}:{roster['张三']}")
    await mei.quiet()
    tap(mei, "b:of:2026Q4")
    await mei.until("由联络员评定")
    assert given(town) == {}
    assert not [m for m in await said(mei) if "28" in m.text]
