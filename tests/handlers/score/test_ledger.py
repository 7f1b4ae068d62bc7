"""📒 台账导出: the bureau has every ledger, a liaison their own, nobody else any."""

import pytest

from bot.handlers.people import appointing
from bot.handlers.score.ledger import LEDGER
from bot.reports import ledger_files
from bot.reports.roster import read_roster
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.versions import Source
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.people import persons
from bot.storage.score import base_scores, versions
from bot.storage.score.versions import Reported
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import counted, said, tap, twice
from tests.reports.cast import sheet_cells

NUMBER = "11010519491231002X"


async def document(phone: Phone) -> Message:
    return await phone.until(lambda m: bool(m.document_name))


async def asked_for(zhao: Phone, period: str = "2026Q4", whose: str = "全县") -> Message:
    await zhao.send(f"/ledger {period}")
    await zhao.until("全县，还是一个专班")
    await zhao.press(whose)
    return await document(zhao)


async def test_the_bureau_has_the_countys_ledger_in_three_actions(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    def number(session: Session) -> None:
        (person,) = persons.named(session, "李梅")
        persons.set_personal(session, person.id, "李梅", NUMBER, "13800001234")
        base_scores.give(session, person.id, Quarter(2026, 4), 28, "", person.id)

    town.do(number)
    counted(town, mei, wang, "2026-11-01")
    before = zhao.actions
    await zhao.send("/ledger")
    await zhao.until("哪个季度，还是全年")
    await zhao.press("今年（2026）")
    await zhao.until("2026年台账：全县，还是一个专班")
    await zhao.press("全县")
    sent = await document(zhao)

    assert zhao.actions - before == 3
    assert sent.document_name == "台账-2026-草稿.xlsx"
    assert "证件号已遮盖" in sent.text
    rows = sheet_cells(sent.document(), "服装制造")
    top = next(n for n, row in enumerate(rows) if row[1] == "李梅")
    assert rows[top][2] == "1101**********002X"
    assert [row[12] for row in rows[top : top + 8]] == [28, 5, 0, 0, 0, 0, 0, 33]
    assert NUMBER.encode() not in sent.document()
    assert "台账已生成" in (await zhao.until("台账已生成")).text


async def test_one_task_force_and_an_earlier_quarter(town: Town, mei: Phone, zhao: Phone) -> None:
    await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    sent = await asked_for(zhao, "上季", "快递行业")

    assert sent.document_name == "台账-快递行业-2026Q3.xlsx", "nobody was in it then: nothing open"
    rows = sheet_cells(sent.document(), "快递行业")
    assert rows[2][0] == "2026年9月30日"
    assert [row.name for row in read_roster(sent.document()).rows] == ["孙丽"]


async def test_a_liaison_has_the_ledger_of_their_own_task_force_in_one_action(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    before = wang.actions
    await wang.send("/ledger 本季")
    sent = await document(wang)

    assert wang.actions - before == 1
    assert sent.document_name == "台账-服装制造-2026Q4-草稿.xlsx"
    assert {row.name for row in read_roster(sent.document()).rows} == {"李梅", "王强"}


async def test_a_liaison_is_given_no_other_ledger_whatever_their_app_sends(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await zhao.send("/ledger 本季")
    asked = await zhao.until("全县，还是一个专班")
    others = asked.button("快递行业")
    assert others is not None
    for data in ("led:go:2026Q4:0", str(others.data)):
        tap(wang, data)
        await wang.until("这个按钮已经失效")
    tap(mei, "led:go:2026Q4:0")
    await mei.until("台账由县局和本专班联络员导出")
    await mei.send("/ledger")
    await mei.until("台账由县局和本专班联络员导出")
    assert not [m for phone in (wang, mei) for m in await said(phone) if m.document_name]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026Q5", "请写季度或年度，例如 2026Q4、上季、2026年"),
        ("明年", "请写季度或年度"),
        ("=1+1", "看不懂“=1+1”"),
        ("字" * 4000, "请写季度或年度"),
        ("2027", "2027年还没有开始"),
        ("2027Q1", "还没有开始"),
        ("2020", "还没有计分规则"),
    ],
)
async def test_what_is_no_period_is_refused_in_a_sentence(
    zhao: Phone, typed: str, told: str
) -> None:
    await zhao.send(f"/ledger {typed}")
    refusal = await zhao.until(told)
    assert "\n" not in refusal.text
    assert "例如" in refusal.text


async def test_a_double_tap_makes_one_ledger(town: Town, mei: Phone, zhao: Phone) -> None:
    await zhao.send("/ledger 本季")
    await zhao.until("全县，还是一个专班")
    await twice(zhao, "全县")
    await document(zhao)
    await zhao.quiet()
    assert sum(bool(m.document_name) for m in await said(zhao)) == 1


async def test_a_ledger_that_is_being_made_can_be_called_off(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    await zhao.send("/ledger 本季")
    await zhao.until("全县，还是一个专班")
    with town.held_up(LEDGER):
        await zhao.press("全县")
        await zhao.until("正在整理")
        await zhao.press("取消")
        await zhao.until("已取消导出台账")
    await zhao.quiet()
    assert not [m for m in await said(zhao) if m.document_name]


async def test_a_coordinator_is_told_which_points_a_ledger_brought(town: Town, mei: Phone) -> None:
    def on_paper(session: Session) -> None:
        (person,) = persons.named(session, "李梅")
        figures = dict.fromkeys(versions.FIGURES, 0) | {"base": 20, "publicity": 5, "total": 25}
        who = {"name": "李梅", "kind": "", "employer": "", "remark": ""}
        for quarter in (Quarter(2026, 3), Quarter(2026, 4)):
            made = versions.begin(session, quarter, Source.LEDGER, "", None)
            force = person.task_force_id or 0
            versions.add(session, made.id, [Reported(person.id, force, 1, who, figures)])
            versions.stand(session, made.id)

    town.do(on_paper)
    for quarter in ("上季", "本季"):
        await mei.send(f"/score {quarter}")
        text = await mei.until("其中有据台账的得分")
        assert "合计 25" in text.text
        assert (await mei.until(lambda m: "photo" in m.body)).photo()


async def test_who_is_liaison_no_more_by_then_is_given_nothing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    with town.held_up(LEDGER):
        await wang.send("/ledger 本季")
        await wang.until("正在整理")
        town.do(appointing.liaison, "李梅", "服装制造")
    await wang.quiet()
    assert not [m for m in await said(wang) if m.document_name]


async def test_beyond_some_number_of_people_it_is_an_archive(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    monkeypatch.setattr(ledger_files, "MOST_IN_ONE", 2)
    await zhao.send("/ledger 本季")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    sent = await document(zhao)
    assert sent.document_name == "台账-2026Q4-草稿.zip"
    assert "同一个压缩包" in sent.text
