"""What a person says beside papers that are read: it stands, whatever is read before or after."""

from dataclasses import replace

import pytest

from bot.actions.work import fill_in, forget_papers
from bot.actions.work.read_papers import READ as READING
from bot.forms.form import READ, SAID, was_read
from bot.sandbox.phone import Phone
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.work import drafts
from tests.conftest import Town, photo
from tests.handlers.playing import (
    actor_of,
    begun,
    entry_of,
    filed,
    hand_in,
    open_queue,
    pass_time,
    pieces_of,
    tap,
)
from tests.handlers.work import mediating
from tests.handlers.work.papers import AGREED, UNIT, send_agreement, send_record, send_typed
from tests.handlers.work.test_reading import MARK, OTHER_CASE, case_read, finish_case, on_the_desk

PLAN = ("活动时间：2026年11月21日", "活动地点：幸福社区")
LATER = (*AGREED[:3], "2026年11月15日")


@pytest.fixture
def read_papers() -> str:
    return "auto"


async def publicity(phone: Phone) -> None:
    await phone.press("📝 上报工作")
    await phone.until("哪一类")
    await phone.press("开展宣传")
    await phone.until("哪类场所")


async def test_what_was_typed_stays_though_it_is_what_the_last_entry_says_by_now(
    town: Town, mei: Phone
) -> None:
    await publicity(mei)
    await mei.press("企业")
    await mei.until("具体地点")
    await mei.send("××服装厂")
    await mei.quiet()
    draft = begun(town, mei)[0]
    filed(town, mei, "2026-11-20")
    town.do(accounts.focus, draft.chat_id, accounts.DRAFT, draft.id)
    await send_typed(mei, "宣传活动方案", *PLAN)
    card = await mei.until(f"日期：11月21日{MARK}")
    assert "地点：××服装厂\n" in card.text
    facts = begun(town, mei)[0].facts
    assert (facts["place_kind"], facts["place"]) == ("enterprise", "××服装厂")


async def test_a_line_that_was_skipped_is_not_filled_in(town: Town, mei: Phone) -> None:
    await publicity(mei)

    def skip(session: Session) -> None:
        draft = drafts.unfinished(session, actor_of(session, mei).person_id)[0]
        fill_in.skip(session, actor_of(session, mei), draft.id, "turnout")

    town.do(skip)
    await send_typed(mei, "宣传活动方案", *PLAN, "参加人数：60人")
    await mei.until(f"地点：幸福社区{MARK}")
    assert begun(town, mei)[0].facts["turnout"] is None


async def test_a_caption_that_repeats_what_was_read_makes_it_the_persons_word(
    town: Town, mei: Phone
) -> None:
    await send_typed(mei, "宣传活动方案", *PLAN)
    await mei.until(f"地点：幸福社区{MARK}")
    await mei.send_photo(photo("一"), "宣传 幸福社区 60人")
    await mei.until("人数：60")
    await send_typed(mei, "签到情况", "到会六十人")
    await mei.quiet()
    facts = begun(town, mei)[0].facts
    assert (facts["place_kind"], facts["place"]) == ("community", "幸福社区")
    assert not was_read(facts, "place")
    assert was_read(facts, "day")


async def test_what_follows_from_an_answer_is_not_what_papers_told(town: Town, mei: Phone) -> None:
    await case_read(mei)
    assert was_read(begun(town, mei)[0].facts, "scope")
    await mei.press("✎ 案件")
    await mei.until(mediating.QUESTIONS["side"])
    await mei.press("其他单位")
    await mei.quiet()
    await send_typed(mei, "送达回证", "受送达人：张建国")
    await mei.until("✅ 签字证明 1")
    facts = begun(town, mei)[0].facts
    assert (facts["side"], facts["scope"]) == ("other", "field")


async def test_an_answer_tapped_when_papers_had_just_said_it_is_the_persons_own(
    town: Town, mei: Phone
) -> None:
    await mediating.begin(mei)
    asked = await mei.until(mediating.QUESTIONS["side"])
    await case_read(mei)
    draft = begun(town, mei)[0]
    assert was_read(draft.facts, "side")

    def tapped_before_it_was_read(session: Session) -> None:
        fill_in.tap(session, actor_of(session, mei), draft.id, 1, "side", "other")

    town.do(tapped_before_it_was_read)
    assert asked
    facts = begun(town, mei)[0].facts
    assert not was_read(facts, "side")
    assert facts["side"] == "other"
    version = begun(town, mei)[0].version
    town.do(tapped_before_it_was_read)
    assert begun(town, mei)[0].version == version, "pressed twice it does the same"


BRANCH = "云河食品公司二分厂"


async def typing_when_it_is_read(town: Town, phone: Phone) -> None:
    """The card asks for the unit; while the answer is typed, the record is read and tells it."""
    await mediating.begin(phone)
    await mediating.answer(phone, mediating.OTHER, upto="unit")
    with town.held_up(READING):
        await send_record(phone)
        await phone.until("正在读 1 份材料…")
    await phone.until(f"单位：{UNIT}{MARK}")


async def test_a_text_under_way_answers_what_was_asked_when_it_was_begun(
    town: Town, mei: Phone
) -> None:
    await typing_when_it_is_read(town, mei)
    await mei.send(BRANCH)
    card = await mei.until(f"单位：{BRANCH}\n")
    assert f"材料写的是 {UNIT}" in card.text
    assert mediating.QUESTIONS["account"] in card.text
    await mei.send(mediating.ACCOUNT)
    await mei.quiet()
    facts = begun(town, mei)[0].facts
    assert (facts["unit"], facts["account"]) == (BRANCH, mediating.ACCOUNT)


async def test_a_text_under_way_that_cannot_be_that_answer_is_the_next_ones(
    town: Town, mei: Phone
) -> None:
    await typing_when_it_is_read(town, mei)
    await mei.send(mediating.ACCOUNT * 3)
    await mei.quiet()
    facts = begun(town, mei)[0].facts
    assert (facts["unit"], facts["account"]) == (UNIT, mediating.ACCOUNT * 3)


async def test_a_text_written_later_answers_what_the_card_asks_by_then(
    town: Town, mei: Phone
) -> None:
    await typing_when_it_is_read(town, mei)
    pass_time(town, 60)
    await mei.send(BRANCH)
    await mei.quiet()
    facts = begun(town, mei)[0].facts
    assert (facts["unit"], facts["account"]) == (UNIT, BRANCH)


async def test_a_paper_that_disagrees_with_what_was_read_is_told_to_the_reviewer(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await case_read(mei)
    await finish_case(mei)
    number = await hand_in(mei)
    shown = await on_the_desk(wang, number)
    assert "材料写的是" not in shown.text
    await send_agreement(mei, *LATER)
    await mei.until("这是哪一项工作的材料")
    await mei.press(f"补充到{number}")
    await wang.until(lambda m: number in m.text and "材料写的是 11月15日" in m.text)
    assert entry_of(town, number).facts["day"] == "2026-11-12"


async def test_what_was_read_stays_when_its_text_is_gone(town: Town, mei: Phone) -> None:
    await case_read(mei)
    before = begun(town, mei)[0].facts
    forget(town, mei)
    await send_typed(mei, "送达回证", "受送达人：张建国")
    card = await mei.until("✅ 签字证明 1")
    assert f"单位：{UNIT}{MARK}" in card.text
    after = begun(town, mei)[0].facts
    assert {key: after[key] for key in before[READ]} == {key: before[key] for key in before[READ]}
    assert (after[READ], after[SAID]) == (before[READ], before[SAID])
    await send_agreement(mei, *LATER)
    card = await mei.until("材料写的是 11月15日")
    assert f"日期：11月12日{MARK}" in card.text


async def test_what_disagrees_stays_before_the_reviewer_when_its_text_is_gone(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mediating.begin(mei)
    await mediating.answer(mei, mediating.OTHER, unit=UNIT)
    await send_agreement(mei)
    await mei.until("材料写的是 11月12日")
    await finish_case(mei)
    number = await hand_in(mei)
    forget(town, mei)
    await send_typed(mei, "送达回证", "受送达人：张建国")
    await mei.until("这是哪一项工作的材料")
    await mei.press(f"补充到{number}")
    await mei.quiet()
    await wang.until("有 1 条待审核")
    assert "材料写的是 11月12日" in (await open_queue(wang, number)).text


def forget(town: Town, phone: Phone) -> None:
    """What the command `roster forget-papers` does."""

    def step(session: Session) -> int:
        person = persons.get(session, actor_of(session, phone).person_id)
        return forget_papers.forget(session, person)

    assert town.do(step)


async def test_a_kind_that_papers_got_wrong_is_asked_and_no_paper_says_it_again(
    town: Town, mei: Phone
) -> None:
    await mei.send_photo(photo("一"), "昨天拍的")
    await case_read(mei)
    await mei.press("修改")
    await mei.press("不是这项工作", on=await mei.until("要改哪一项"))
    card = await mei.until("这是哪一项工作的材料")
    assert "昨天拍的" in card.text, "what was known before is known again"
    await send_typed(mei, "送达回证", "受送达人：张建国")
    await mei.quiet()
    draft = begun(town, mei)[0]
    assert (draft.form, {piece.slot for piece in pieces_of(town, draft.id)}) == ("", {""})
    await mei.press("预防风险")
    card = await mei.until("📝 上报：预防风险")
    assert begun(town, mei)[0].form == "risk"
    await mei.press("修改")
    card = await mei.until("要改哪一项")
    assert card.button("不是这项工作") is None, "the person has said it"


async def test_a_kind_that_a_person_told_or_that_was_submitted_is_not_undone(
    town: Town, mei: Phone
) -> None:
    await case_read(mei)
    read = begun(town, mei)[0]
    await finish_case(mei)
    await hand_in(mei)
    await mei.press("撤回")
    await mei.until(lambda m: m.button("重新提交") is not None)
    tap(mei, f"d:other:{read.id}:0")
    await mei.until("已归到“成功调解”")
    await mediating.begin(mei)
    tap(mei, f"d:other:{begun(town, mei)[0].id}:0")
    await mei.quiet()
    assert {draft.form for draft in begun(town, mei)} == {"mediation"}


async def test_nothing_is_submitted_while_it_is_asked_how_many_cases_it_is(
    town: Town, mei: Phone
) -> None:
    await case_read(mei)
    await finish_case(mei)
    await mei.until(lambda m: m.button("提交") is not None)
    await send_typed(mei, "调解笔录", *OTHER_CASE, name="笔录二")
    await send_typed(mei, "送达回证", "受送达人：赵长河", name="回证")
    await mei.until("这些材料像是两件案子的")
    draft = begun(town, mei)[0]
    town.do(drafts.save, replace(draft, asking="unit"))
    tap(mei, f"d:submit:{draft.id}:{draft.version}")
    card = await mei.until("点 分成两件 或 是一件，再提交")
    assert "这些材料像是两件案子的" in card.text
    assert begun(town, mei)[0].state == "open"
    await mei.press("是一件")
    await mei.until(lambda m: m.button("分成两件") is None)
