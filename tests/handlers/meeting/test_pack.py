"""🗂 阶段汇报: one workbook and one Word document for a meeting, from what is alive."""

import io
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from bot.handlers.meeting.pack import PACK
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.people import persons
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.meeting.test_feedback import ASKED, ask
from tests.handlers.playing import actor_of, filed_with_photo, open_queue, said
from tests.handlers.training import stationing, training_days


@pytest.fixture
async def worked(town: Town, mei: Phone, wang: Phone) -> None:
    """王强 has approved one piece of 李梅's work of November, another waits."""
    entry = filed_with_photo(town, mei, "2026-11-05")
    filed_with_photo(town, mei, "2026-11-06")
    await open_queue(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")


async def delivered(phone: Phone, stage: str) -> tuple[Message, Message]:
    """The workbook and the document that have come."""
    book = await phone.until(lambda m: m.document_name == f"阶段汇报-{stage}.xlsx", seconds=30)
    word = await phone.until(lambda m: m.document_name == f"阶段汇报-{stage}.docx", seconds=30)
    return book, word


def sheets(message: Message) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(message.document()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def paragraphs(message: Message) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(message.document())).paragraphs]


async def test_three_actions_lead_to_workbook_and_document(
    town: Town, zhao: Phone, worked: None
) -> None:
    await zhao.press("更多")
    await zhao.press("🗂 阶段汇报", on=await zhao.until("更多："))
    await zhao.press("本季", on=await zhao.until("汇总哪个阶段"))
    book, word = await delivered(zhao, "2026年第四季度")
    await zhao.until("✅ 2026年第四季度阶段汇报")
    read = sheets(book)
    assert read["总体情况"][2][1] == "各专班共上报工作 2 条，已通过 1 条，待审核 1 条。"
    forces = {row[0]: row[1:4] for row in read["各专班工作"]}
    assert forces["服装制造"] == [2.0, 1.0, 1.0]
    assert [row[2] for row in read["各月工作"][1:]] == [0.0, 1.0]
    lines = paragraphs(word)
    assert "各专班共上报工作 2 条，已通过 1 条，待审核 1 条。" in lines
    assert any(line.startswith("图1") for line in lines)
    assert not [line for line in lines if "李梅" in line]


async def test_any_stretch_of_days_can_be_typed_and_counts_its_days_alone(
    town: Town, zhao: Phone, worked: None
) -> None:
    await zhao.send("/pack 11月6日到11月8日")
    book, _ = await delivered(zhao, "2026年11月6日至2026年11月8日")
    assert {row[0]: row[1:4] for row in sheets(book)["各专班工作"]}["服装制造"] == [1.0, 0.0, 1.0]


async def test_what_is_no_stage_gets_its_sentence_and_may_be_typed_again(zhao: Phone) -> None:
    await zhao.send("/pack")
    await zhao.until("汇总哪个阶段")
    await zhao.send("随便什么时候")
    await zhao.until("没有看懂“随便什么时候”是哪个阶段，例如：本季")
    await zhao.send("明年")
    await zhao.until("哪个阶段，例如")
    await zhao.send("2027Q2")
    await zhao.until("还没有开始")
    await zhao.send("上月")
    await delivered(zhao, "2026年10月")


async def test_only_the_bureau_has_it(wang: Phone, mei: Phone) -> None:
    for phone in (wang, mei):
        await phone.send("/pack 本季")
        await phone.until("阶段汇报由县局汇总")


async def test_a_county_where_nothing_has_happened_says_so(zhao: Phone) -> None:
    await zhao.send("/pack 本月")
    book, word = await delivered(zhao, "2026年11月")
    assert sheets(book)["总体情况"][2][1] == "各专班共上报工作 0 条，已通过 0 条，待审核 0 条。"
    assert "本阶段还没有上报的工作。" in paragraphs(word)


async def test_a_subject_with_nothing_to_show_has_its_sentence_below_its_heading(
    zhao: Phone,
) -> None:
    await zhao.send("/pack 本季")
    _, word = await delivered(zhao, "2026年第四季度")
    said = [text for text in paragraphs(word) if text.strip()]
    heading = next(n for n, text in enumerate(said) if text.endswith("、服务站点"))
    assert said[heading + 1].startswith("现有公共服务站")


async def test_called_off_it_does_not_come(town: Town, zhao: Phone) -> None:
    with town.held_up(PACK):
        await zhao.send("/pack 本月")
        making = await zhao.until("🗂 正在汇总2026年11月：0/")
        await zhao.press("取消", on=making)
        await zhao.until("已取消阶段汇报")
    await zhao.quiet()
    assert not [m for m in await said(zhao) if m.document_name]


async def test_it_tells_of_trainings_stations_alerts_and_open_problems(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    card = await training_days.set_down(wang)
    await wang.press("确认", on=await training_days.take(wang, "李梅、王强", card))
    await wang.until("共 2 人")
    await training_days.place(wang, told="县人社局 县级 第一阶段 11.5-11.12")
    await stationing.register(wang)
    await mei.send("/alert ××服装厂门口约30人聚集讨薪")
    await wang.press("已知悉", on=await wang.until(lambda m: m.button("已知悉") is not None))
    await wang.until("知悉")
    await ask(mei)
    await zhao.send("/pack 今年")
    book, word = await delivered(zhao, "2026年")
    read = sheets(book)
    assert read["培训"][1] == ["劳动合同法", "2026年11月23日", "服装制造", 2.0]
    assert read["以干代训"][1][4:] == ["2026年11月5日至2026年11月12日", "不足14天", "未评价"]
    assert {row[0]: row[1:] for row in read["2026年培训覆盖"]}["服装制造"] == [2.0, 2.0, 0.0]
    assert read["服务站点"][1][0] == "服装制造"
    assert read["紧急上报"][1][2:4] == ["服装制造", "实情"]
    assert read["还没有解决的问题"][1][1:] == ["问题", "服装制造", 0.0, "待答复"]
    lines = paragraphs(word)
    assert "举办培训 1 场、2 人次，以干代训 1 人次。" in lines
    assert "紧急上报 1 起，演练 0 次。" in lines
    assert not [line for line in lines if ASKED in line or "聚集" in line]


def leave(town: Town, phone: Phone) -> None:
    """Somebody leaves the ledger."""

    def step(session: Session) -> None:
        persons.leave(session, actor_of(session, phone).person_id)

    town.do(step)


async def test_a_placement_is_counted_in_the_quarter_in_which_it_began(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    for told in ("9.10-10.20", "11.16-11.29", "12.10-12.31"):
        await training_days.place(wang, told=f"县人社局 县级 第一阶段 {told}")
    await zhao.send("/pack 上季")
    _, word = await delivered(zhao, "2026年第三季度")
    assert "举办培训 0 场、0 人次，以干代训 1 人次。" in paragraphs(word)
    await zhao.send("/pack 本季")
    book, word = await delivered(zhao, "2026年第四季度")
    lines = paragraphs(word)
    assert "举办培训 0 场、0 人次，以干代训 1 人次。" in lines
    assert "另有阶段开始以前已在进行的以干代训 1 人次，一并列在表中。" in lines
    assert [row[4:] for row in sheets(book)["以干代训"][1:]] == [
        ["2026年9月10日至2026年10月20日", "", "未评价"],
        ["2026年11月16日至2026年11月29日", "", "进行中"],
    ]


async def test_of_who_has_left_no_evaluation_is_lacking(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await training_days.place(wang)
    await zhao.send("/pack 本月")
    _, word = await delivered(zhao, "2026年11月")
    assert "以干代训已结束还没有评价的 1 人次。" in paragraphs(word)
    leave(town, mei)
    await zhao.send("/pack 今年")
    book, word = await delivered(zhao, "2026年")
    assert not any("还没有评价" in line for line in paragraphs(word))
    assert sheets(book)["以干代训"][1][6] == "已离开"


async def test_a_stage_that_is_over_says_of_when_its_ledger_is(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    await zhao.send("/pack 上季")
    book, word = await delivered(zhao, "2026年第三季度")
    said_of_people = sheets(book)["总体情况"][1][1]
    assert said_of_people.startswith("截至2026年11月23日，在册劳动关系协调员 ")
    assert "2026年培训覆盖按2026年11月23日的台账统计。" in paragraphs(word)


async def test_it_shows_the_photos_of_stations_that_stand(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await stationing.register(wang, shot="门头")
    west = "城西服务站，社区，城西路3号，负责人李梅，昨天"
    await stationing.register(wang, west, shot="新门头")
    await zhao.send("/pack 本月")
    _, word = await delivered(zhao, "2026年11月")
    captions = [line for line in paragraphs(word) if "服务站（服装制造）" in line]
    assert [line.partition("　")[2] for line in captions] == [
        "城西服务站（服装制造）",  # newly opened
        "城东服务站（服装制造）",
    ]
    await wang.press("关闭", on=await stationing.card(wang, "城西"))
    await wang.until("请写日期和原因")
    await wang.send("今天 场地到期")
    await stationing.card(wang, "⛔ 已关闭")
    await zhao.send("/pack 今年")
    _, word = await delivered(zhao, "2026年")
    assert not any("城西服务站（服装制造）" in line for line in paragraphs(word))
