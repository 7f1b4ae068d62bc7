"""📄 下载汇编: the month's exemplars as a Word document, and where they were promoted."""

import io
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.handlers.month.compiling import ERRAND
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import audit
from bot.storage.people import roles
from bot.storage.session import Session
from tests.conftest import KEY, TOKEN, Town
from tests.handlers.month.at_the_desk import (
    labels,
    open_board,
    open_month,
    report,
    report_nothing,
    reported,
)
from tests.handlers.playing import (
    actor_of,
    filed_with_photo,
    open_queue,
    pass_time,
    said,
    tap,
    twice,
)


@pytest.fixture
async def told(town: Town, mei: Phone, wang: Phone) -> None:
    """王强 has reported what 李梅 did, with its photo."""
    entry = filed_with_photo(town, mei, "2026-11-05")
    await open_queue(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")
    await open_month(wang)
    await report(wang)


async def promote(phone: Phone) -> Message:
    await open_board(phone)
    await phone.press("🆕")
    await phone.until("请决定")
    await phone.press("择优推广")
    return await phone.until("推广到哪里")


def read(message: Message) -> "docx.document.Document":
    return docx.Document(io.BytesIO(message.document()))


def words(document: "docx.document.Document") -> str:
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


async def test_the_month_is_a_document_with_pictures_and_who_has_reported(
    town: Town, told: None, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    await open_month(he)
    await report_nothing(he)
    await promote(zhao)
    await zhao.press("县融媒体中心")
    await zhao.until("推广到：县融媒体中心")
    await zhao.press("📄 下载汇编", on=await open_board(zhao))
    await zhao.until("✅ 2026年11月典型汇编：1 份典型，1 份择优推广", seconds=30)
    made = await zhao.until(lambda m: m.document_name == "典型汇编-2026-11.docx")
    document = read(made)
    text = words(document)
    for said_ in (
        *("汶上县劳动关系协调员典型汇编", "2026年11月", "1.《李梅在××服装厂宣传劳动合同法》"),
        *("服装制造　李梅", "推广到：县融媒体中心", "已报 1 份", "本月无", "未报"),
    ):
        assert said_ in text
    assert len(document.inline_shapes) == 1


async def test_where_it_was_promoted_reaches_the_task_force_and_the_person(
    told: None, mei: Phone, wang: Phone, zhao: Phone, town: Town
) -> None:
    await promote(zhao)
    await zhao.press("县局公众号")
    await zhao.until("推广到：县局公众号")
    pass_time(town, 61)
    for phone in (mei, wang):
        assert "推广到：县局公众号" in (await phone.until("已被县局择优推广")).text
    await zhao.press("改推广去向")
    await zhao.until("推广到哪里")
    await zhao.press("自己写")
    await zhao.until("请发一句")
    await zhao.send("济宁日报 11月25日第3版")
    await zhao.until("已记下，《李梅在××服装厂宣传劳动合同法》推广到：济宁日报 11月25日第3版")
    for phone in (mei, wang):
        await phone.until("推广到：济宁日报")
        assert len([m for m in await said(phone) if "已被县局择优推广" in m.text]) == 1


async def test_who_does_not_care_where_says_nothing(
    told: None, mei: Phone, zhao: Phone, town: Town
) -> None:
    await promote(zhao)
    pass_time(town, 61)
    assert "推广到" not in (await mei.until("已被县局择优推广")).text
    assert reported(town)[0].promoted_where == ""


async def test_what_was_taken_back_is_promoted_nowhere(told: None, zhao: Phone, town: Town) -> None:
    await promote(zhao)
    await zhao.press("县局公众号")
    await zhao.until("推广到：县局公众号")
    await zhao.press("撤销")
    card = await zhao.until("请决定")
    assert reported(town)[0].promoted_where == ""
    tap(zhao, f"o:where:{reported(town)[0].id}:0")
    await zhao.until("现在没有择优推广")
    assert "推广到" not in card.text


async def test_the_same_channel_pressed_twice_is_one_news(
    told: None, zhao: Phone, town: Town
) -> None:
    await promote(zhao)
    await twice(zhao, "县局公众号")
    await zhao.until("推广到：县局公众号")
    number = reported(town)[0].id
    lines = [act for _, _, act, _ in town.do(audit.history, f"exemplar:{number}")]
    assert lines.count("promoted where") == 1


@pytest.mark.parametrize("typed", ["字" * 61, "字" * 4000])
async def test_a_place_that_is_too_long_gets_a_sentence_and_is_asked_again(
    told: None, zhao: Phone, typed: str, town: Town
) -> None:
    await promote(zhao)
    await zhao.press("自己写")
    await zhao.until("请发一句")
    await zhao.send(typed)
    assert "例如" in (await zhao.until("推广去向请写 1 到 60 个字")).text
    await zhao.send("<b>&😀")
    await zhao.until("推广到：<b>&😀")
    assert reported(town)[0].promoted_where == "<b>&😀"


async def test_a_month_without_exemplars_has_no_button_for_it(zhao: Phone) -> None:
    assert "📄 下载汇编" not in labels(await open_board(zhao))


async def test_nobody_but_officers_has_it(told: None, wang: Phone, zhao: Phone) -> None:
    tap(wang, "comp:go:2026-11")
    await wang.until("典型推广由县局办理")
    tap(zhao, "comp:go:2026-12")
    await zhao.until("2026年12月还没有开始")


async def test_who_is_no_officer_any_more_when_it_is_made_does_not_get_it(
    town: Town, told: None, zhao: Phone
) -> None:
    with town.held_up(ERRAND):
        await zhao.press("📄 下载汇编", on=await open_board(zhao))
        await zhao.until("正在编")
        town.do(_dismissed, zhao)
    await zhao.quiet()
    assert not [m for m in await said(zhao) if m.document_name]


def _dismissed(session: Session, officer: Phone) -> None:
    person_id = actor_of(session, officer).person_id
    roles.end(session, person_id, Role.BUREAU)
    audit.record(session, None, "dismiss", f"person:{person_id}")


async def test_it_can_be_called_off(told: None, town: Town, zhao: Phone) -> None:
    with town.held_up(ERRAND):
        await zhao.press("📄 下载汇编", on=await open_board(zhao))
        making = await zhao.until("正在编")
        await zhao.press("取消", on=making)
        await zhao.until("已取消典型汇编")
    await zhao.quiet()
    assert not [m for m in await said(zhao) if m.document_name]


async def test_on_the_command_line_it_goes_to_a_file_or_into_a_folder(
    town: Town, told: None, tmp_path: Path
) -> None:
    told_ = {
        "BOT_TOKEN": TOKEN,
        "DATA_KEY": KEY,
        "DATABASE_URL": town.settings.database_url,
        "EVIDENCE_URL": town.settings.evidence,
    }

    def made(*args: str) -> str:
        done = CliRunner().invoke(app, ["report", "exemplars", *args], env=told_)
        assert done.exit_code == 0, done.output
        return done.stdout.strip()

    assert made("2026-11", "--out", f"{tmp_path}/汇编.docx") == f"{tmp_path}/汇编.docx"
    assert made("本月", "--out", f"{tmp_path}/a") == f"{tmp_path}/a/典型汇编-2026-11.docx"
    document = docx.Document(f"{tmp_path}/汇编.docx")
    assert len(document.inline_shapes) == 1
    wrong = CliRunner().invoke(app, ["report", "exemplars", "13月", "--out", "x"], env=told_)
    assert (wrong.exit_code, "看不懂月份“13月”" in wrong.stderr) == (1, True)
