"""The quarter: the bureau's summary and workbook, and one's own score."""

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.handlers.score.quarter import SUMMARY
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.score import base_scores
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import actor_of, counted, filed, said, tap, twice

FORMS = ["2026Q4", "2026-4", "2026年第四季度", "本季", "２０２６Ｑ４", "第四季度"]


async def workbook(phone: Phone) -> Message:
    return await phone.until(lambda m: bool(m.document_name))


def sheet(message: Message, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(message.document()))
    head, *rows = book.get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", FORMS)
async def test_a_quarter_named_in_the_command_is_not_asked_for(zhao: Phone, form: str) -> None:
    await zhao.send(f"/summary {form}")
    asked = await zhao.until("全县，还是一个专班")
    assert "2026年第四季度" in asked.text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("2026Q5", "请写成 2026Q4"),
        ("去年", "请写成 2026Q4"),
        ("<b>&😀", "看不懂季度“<b>&😀”"),
        ("字" * 4000, "请写成 2026Q4"),
        ("2020Q1", "还没有计分规则"),
        ("2027Q1", "还没有开始"),
    ],
)
@pytest.mark.parametrize("command", ["/summary", "/score"])
async def test_what_is_no_quarter_to_look_at_is_refused_in_a_sentence(
    town: Town, command: str, form: str, told: str
) -> None:
    role = Role.BUREAU if command == "/summary" else Role.COORDINATOR
    phone = await town.joined("某人", role)
    await phone.send(f"{command} {form}")
    refusal = await phone.until(told)
    assert "\n" not in refusal.text
    assert "例如" in refusal.text or "请写成" in refusal.text


async def test_the_menu_asks_quarter_then_scope_and_can_go_back(zhao: Phone) -> None:
    await zhao.press("📈 季度汇总")
    await zhao.until("哪个季度")
    await zhao.press("上季")
    await zhao.until("2026年第三季度：全县，还是一个专班")
    await zhao.press("返回")
    await zhao.until("哪个季度")
    await zhao.press("本季")
    await zhao.until("2026年第四季度：全县，还是一个专班")


async def test_the_workbooks_figures_are_those_computed_by_hand(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    for day in range(1, 6):
        counted(town, mei, wang, f"2026-10-0{day}")  # five: 25, capped at 20
    counted(town, mei, wang, "2026-11-01", initiative="organised")  # 0
    counted(town, wang, zhao, "2026-11-02")  # 5
    filed(town, mei, "2026-11-03")  # waits: 0
    filed(town, sun, "2026-11-04")

    def base(session: Session) -> None:
        q4 = Quarter(2026, 4)
        mei_, wang_ = actor_of(session, mei), actor_of(session, wang)
        base_scores.give(session, mei_.person_id, q4, 28, "", wang_.person_id)
        base_scores.give(session, mei_.person_id, q4.previous(), 11, "", wang_.person_id)

    town.do(base)
    await zhao.send("/summary 2026Q4")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    sent = await workbook(zhao)
    assert sent.document_name == "季度汇总-2026Q4-草稿.xlsx"
    people = {row["姓名"]: row for row in sheet(sent, "人员")}
    figures = ("基本得分", "开展宣传", "成功调解", "减分", "得分合计", "备注")
    assert [people["李梅"][f] for f in figures] == [28, 20, 0, 0, 48, ""]
    assert [people["王强"][f] for f in figures] == ["", 5, 0, 0, 5, "基本得分未评"]
    assert [people["孙丽"][f] for f in figures] == ["", 0, 0, 0, 0, "基本得分未评"]
    assert len(sheet(sent, "专班")) >= 7
    picture = await zhao.until(lambda m: "photo" in m.body)
    assert "协调员 3 人，基本得分已评 1 人" in picture.text
    assert "未审 2 条" in picture.text
    assert picture.photo()


async def test_one_task_force_holds_only_its_people(town: Town, mei: Phone, zhao: Phone) -> None:
    await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    await zhao.send("/summary 本季")
    await zhao.until("全县，还是一个专班")
    await zhao.press("快递行业")
    sent = await workbook(zhao)
    assert [row["姓名"] for row in sheet(sent, "人员")] == ["孙丽"]


async def test_a_double_tap_makes_one_report(town: Town, mei: Phone, zhao: Phone) -> None:
    await zhao.send("/summary 本季")
    await zhao.until("全县，还是一个专班")
    await twice(zhao, "全县")
    await workbook(zhao)
    await zhao.quiet()
    assert sum(bool(m.document_name) for m in await said(zhao)) == 1


async def test_a_report_that_is_being_made_can_be_called_off(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    await zhao.send("/summary 本季")
    await zhao.until("全县，还是一个专班")
    with town.held_up(SUMMARY):
        await zhao.press("全县")
        await zhao.until("正在汇总")
        await zhao.press("取消")
        await zhao.until("已取消汇总")
    await zhao.quiet()
    assert not [m for m in await said(zhao) if m.document_name]
    await zhao.send("/summary 本季")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    await workbook(zhao)


async def test_nobody_calls_off_somebody_elses_report(town: Town, mei: Phone, zhao: Phone) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    await zhao.send("/summary 本季")
    await zhao.until("全县，还是一个专班")
    with town.held_up(SUMMARY):
        await zhao.press("全县")
        await zhao.until("正在汇总")
        tap(qian, "q:stop")
        tap(mei, "q:go:2026Q4:0")
        await mei.until("由县局查看")
    await workbook(zhao)


async def test_ones_own_score_names_every_entry_and_what_still_waits(
    town: Town, mei: Phone, wang: Phone
) -> None:
    approved = [counted(town, mei, wang, f"2026-10-0{day}") for day in range(1, 6)]
    filed(town, mei, "2026-11-03")
    await mei.send("/score 本季")
    text = await mei.until("基本得分 未评")
    assert text.text.startswith("📊 2026年第四季度得分")
    assert "开展宣传 20/20" in text.text
    assert f"{approved[4].number} +0：开展宣传本季已满" in text.text, "what did not count, and why"
    assert text.text.count("+5") == 0, "what counted is in the picture"
    assert len(text.text.splitlines()) <= 10
    for entry in approved:
        assert text.button(entry.number), "every point leads to its entry"
    assert "合计 20" in text.text
    assert "另有 1 条待审核" in text.text
    picture = await mei.until(lambda m: "photo" in m.body)
    assert picture.photo()
    await mei.send("/score 上季")
    text = await mei.until("合计 0")
    assert "2026年第三季度得分" in text.text
