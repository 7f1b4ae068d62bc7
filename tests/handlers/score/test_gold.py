"""🏅 金牌评选, as an officer goes about it: the ranking, who is picked and why, and the notices."""

import io
import zipfile

import docx
import pytest

from bot.handlers.score.gold import PICK, SHOW
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.people import persons, roles
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import actor_of, said, tap, twice
from tests.handlers.score.golden import (
    after_the_year,
    at_fault,
    award,
    board,
    given,
    holders,
    lock_quarter,
    rank,
    year_over,
)

NAMES = ("李梅", "王强", "孙丽", "周杰", "吴敏")


@pytest.fixture
def people(town: Town) -> dict[str, int]:
    """Five of a ledger, none of whom has joined."""
    return {name: town.add(name, Role.COORDINATOR) for name in NAMES}


@pytest.fixture
def year(town: Town, zhao: Phone, people: dict[str, int]) -> dict[str, int]:
    """2026 is locked: 360, 340, 320, 300 and 280 points."""
    year_over(town, {who: (90 - 5 * n,) * 4 for n, who in enumerate(people.values())})
    return people


def pick(phone: Phone, on: Message, person_id: int) -> None:
    """Press somebody for whom this ranking has no button (any more)."""
    button = on.button("1 ")
    assert button is not None
    told = PICK.told(button.data or "")
    assert told is not None
    tap(phone, PICK.data(told[0], person_id))


async def papers(phone: Phone) -> Message:
    return await phone.until(lambda m: bool(m.document_name))


async def test_four_actions_lead_from_the_menu_to_the_notices(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    before = zhao.actions
    await zhao.press("🏅 金牌评选")
    await zhao.until("哪个年度")
    await zhao.press("2026年")
    await zhao.until("评几名")
    await zhao.press("3 名")
    shown = await board(zhao)
    await zhao.press("生成通报")
    await papers(zhao)
    assert zhao.actions - before == 4
    assert "✅ 1 李梅（服装制造）360 分，均 90.0" in shown.text
    assert "4 周杰" in shown.text
    assert "草稿" not in shown.text
    assert holders(town) == [year["李梅"], year["王强"], year["孙丽"]]
    assert [(a.rank, a.total, a.reason) for a in given(town)] == [
        (1, 360, ""),
        (2, 340, ""),
        (3, 320, ""),
    ]


async def test_the_notices_name_people_and_units_and_nobodys_points(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "3")
    await award(zhao)
    sent = await papers(zhao)
    assert sent.document_name == "金牌通报-2026.zip"
    with zipfile.ZipFile(io.BytesIO(sent.document())) as archive:
        texts = {name: text_of(archive.read(name)) for name in archive.namelist()}
    assert [name.split("-")[1] for name in texts] == ["通报表扬", "致单位", "致单位", "致单位"]
    for text in texts.values():
        assert "李梅" in text or "王强" in text or "孙丽" in text
        assert not any(points in text for points in ("360", "340", "320", "第1名"))


async def test_few_notices_come_as_they_are(town: Town, zhao: Phone, year: dict[str, int]) -> None:
    await rank(zhao, "1")
    await award(zhao)
    await papers(zhao)
    names = [m.document_name for m in await said(zhao) if m.document_name]
    assert names == ["1-通报表扬-2026.docx", "2-致单位-李梅的单位-2026.docx"]


async def test_the_person_and_the_liaison_are_told_and_nobody_sees_a_rank(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    people = dict(zip(("李梅", "王强", "何芳"), town.do(ids), strict=True))
    year_over(town, {people["李梅"]: (90, 90, 90, 90), people["何芳"]: (80, 80, 80, 80)})
    await rank(zhao, "5")
    await award(zhao)
    await mei.until("您被评为2026年度金牌劳动关系协调员")
    await wang.until("贵专班的李梅被评为2026年度")
    await he.until("您被评为2026年度")
    for phone in (mei, wang, he):
        heard = [m.text for m in await said(phone)]
        assert not any("360" in text or "名次" in text for text in heard)
    assert not any("贵专班" in m.text for m in await said(he))
    await mei.send("/gold 2026")
    await mei.until("由县局办理")
    await wang.send("/gold")
    await wang.until("由县局办理")


def ids(session: Session) -> list[int]:
    return [p.id for p in persons.everyone(session) if p.task_force_id]


async def test_equals_at_the_border_are_picked_by_the_bureau(
    town: Town, zhao: Phone, people: dict[str, int]
) -> None:
    mei, wang, sun, zhou, _ = people.values()
    year_over(
        town, {mei: (90, 90, 90, 90), wang: (80,) * 4, sun: (80,) * 4, zhou: (70, 70, 70, 70)}
    )
    shown = await rank(zhao, "2")
    assert "名额 2，已选 1" in shown.text
    assert "2（同分） 王强" in shown.text
    assert "王强、孙丽同为 320 分，还剩 1 个名额，请点选" in shown.text
    assert shown.button("生成通报") is None
    await zhao.press("2 孙丽")
    shown = await board(zhao, "已选 2")
    assert "理由" not in shown.text
    await zhao.press("2 王强")
    await zhao.until("名额 2 个已选满")
    await award(zhao)
    assert holders(town) == [mei, sun]


async def test_a_pick_against_the_ranking_wants_a_written_reason(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "2")
    await zhao.press("✅2 王强")
    await board(zhao, "已选 1")
    await zhao.press("3 孙丽")
    shown = await board(zhao, "与排名不一致：选了3 孙丽，没有选2 王强")
    assert shown.text.splitlines()[-1].startswith("请打字写理由")
    assert shown.button("生成通报") is None
    await zhao.send("！！")
    await zhao.until("理由不能为空")
    await zhao.send("字" * 300)
    await zhao.until("理由写了 300 个字")
    await zhao.send("王强已调往外县 <b>&𠮷")
    await board(zhao, "理由：王强已调往外县 <b>&𠮷")
    await award(zhao)
    first, second = given(town)
    assert (first.person_id, first.reason) == (year["李梅"], "")
    assert (second.person_id, second.rank, second.reason) == (
        year["孙丽"],
        3,
        "王强已调往外县 <b>&𠮷",
    )


async def test_a_reason_is_for_one_choice_and_not_for_the_next(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "1")
    await zhao.press("✅1 李梅")
    await board(zhao, "已选 0")
    await zhao.press("2 王强")
    await board(zhao, "请打字写理由")
    await zhao.send("李梅本人放弃")
    await board(zhao, "理由：李梅本人放弃")
    await zhao.press("✅2 王强")
    await board(zhao, "已选 0")
    await zhao.press("4 周杰")
    shown = await board(zhao, "选了4 周杰")
    assert "请打字写理由" in shown.text
    assert shown.button("生成通报") is None


async def test_who_is_barred_stands_apart_with_the_reason(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    fault = town.do(at_fault, year["李梅"])
    shown = await rank(zhao, "2")
    assert "不具资格 1 人" in shown.text
    assert f"• 李梅（服装制造）360 分：2026年有已核准的工作失误：{fault.number}" in shown.text
    assert "✅ 1 王强" in shown.text
    pick(zhao, shown, year["李梅"])
    await zhao.until("李梅不具资格：2026年有已核准的工作失误")
    await award(zhao)
    assert holders(town) == [year["王强"], year["孙丽"]]


async def test_all_barred_leaves_nobody_to_pick(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    for person in year.values():
        town.do(at_fault, person)
    shown = await rank(zhao)
    assert "没有可以评选的人" in shown.text
    assert "不具资格 5 人" in shown.text
    assert shown.button("生成通报") is None


async def test_nobody_at_all(town: Town, zhao: Phone) -> None:
    after_the_year(town)
    shown = await rank(zhao)
    assert "没有可以评选的人" in shown.text
    assert shown.button("生成通报") is None


async def test_before_all_quarters_are_locked_it_is_a_draft_and_makes_samples(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    (person,) = town.do(ids)
    for number in (1, 2):
        town.do(lock_quarter, Quarter(2026, number), {person: (90, 90, 90, 90)})
    shown = await rank(zhao, "1")
    assert "草稿：第三、四季度还没有锁定" not in shown.text  # nobody was there in the third
    assert "草稿：第四季度还没有锁定" in shown.text
    assert "缺第三季度" in shown.text
    assert "第四季度基本得分未评" in shown.text
    await zhao.press("生成通报")
    await zhao.until("2026年通报已生成：2 份（样稿）")
    names = [m.document_name for m in await said(zhao) if m.document_name]
    assert names == ["1-通报表扬-2026-草稿.docx", "2-致单位-李梅的单位-2026-草稿.docx"]
    assert given(town) == []
    assert not any("金牌" in m.text for m in await said(mei))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2027", "2027年还没有开始"),
        ("2099年", "还没有开始"),
        ("2019", "还没有计分规则"),
        ("明年", "看不懂年度“明年”"),
        ("<b>&😀", "看不懂年度“<b>&😀”"),
        ("0", "看不懂年度"),
    ],
)
async def test_what_is_no_year_to_rank_is_refused_in_a_sentence(
    zhao: Phone, typed: str, told: str
) -> None:
    await zhao.send(f"/gold {typed}")
    refusal = await zhao.until(told)
    assert "\n" not in refusal.text
    await zhao.press("🏅 金牌评选")
    await zhao.until("哪个年度")
    await zhao.send(typed)
    await zhao.until(told)
    await zhao.send("２０２６年")
    await zhao.until("2026年金牌评选：评几名")


@pytest.mark.parametrize("typed", ["0", "10,000", "10000", "-3", "三个", "1.5", "字" * 4000])
async def test_what_is_no_number_of_places_is_refused_in_a_sentence(
    town: Town, zhao: Phone, year: dict[str, int], typed: str
) -> None:
    await zhao.send("/gold 2026")
    await zhao.until("评几名")
    await zhao.send(typed)
    refusal = await zhao.until("名额是 1 到 500 的整数")
    assert "\n" not in refusal.text
    await zhao.send("前２名")
    await board(zhao, "名额 2，已选 2")


async def test_more_places_than_people_picks_everybody(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "500")
    await award(zhao)
    assert len(holders(town)) == 5


async def test_pressed_twice_the_titles_are_given_once(town: Town, mei: Phone, zhao: Phone) -> None:
    (person,) = town.do(ids)
    year_over(town, {person: (90, 90, 90, 90)})
    await rank(zhao, "1")
    await twice(zhao, "生成通报")
    await papers(zhao)
    assert len(given(town)) == 1
    assert sum("您被评为" in m.text for m in await said(mei)) == 1


async def test_two_officers_at_once_count_once(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    await rank(zhao, "1")
    await rank(qian, "2")
    await award(zhao)
    await qian.press("生成通报")
    await qian.until("2026年金牌已由赵*于")
    assert holders(town) == [year["李梅"]]
    await qian.send("/gold 2026")
    shown = await qian.until("2026年评选结果：1 人")
    assert "李梅（服装制造）360 分，第 1 名；赵*于1月20日" in shown.text


async def test_who_has_left_meanwhile_is_taken_off_and_said(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "2")
    town.do(leave_now, year["王强"])
    await zhao.press("生成通报")
    shown = await board(zhao, "刚有变化")
    assert "已选 1" in shown.text
    assert "有 1 人已不能评" in shown.text
    assert "已离开台账 1 人" in shown.text
    assert given(town) == []
    pick(zhao, shown, year["王强"])
    await zhao.until("王强已离开台账，不能评为金牌")
    await award(zhao)
    assert holders(town) == [year["李梅"]]


def leave_now(session: Session, person_id: int) -> None:
    persons.leave(session, person_id)


async def test_a_fault_confirmed_meanwhile_is_seen_before_titles_are_given(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "2")
    town.do(at_fault, year["李梅"])
    await zhao.press("生成通报")
    await board(zhao, "刚有变化")
    assert given(town) == []
    await award(zhao)
    assert holders(town) == [year["王强"]]


async def test_a_restatement_meanwhile_is_seen_before_titles_are_given(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "1")
    anew = {who: (10 * n, 0, 0, 0) for n, who in enumerate(year.values())}
    town.do(lock_quarter, Quarter(2026, 1), anew)
    await zhao.press("生成通报")
    await board(zhao, "刚有变化")
    assert given(town) == []


async def test_a_long_ranking_has_pages(town: Town, zhao: Phone) -> None:
    many = [town.add(f"协调员{n:02}", Role.COORDINATOR) for n in range(23)]
    year_over(town, {who: (90 - n, 90, 90, 90) for n, who in enumerate(many)})
    for who in many[15:]:
        town.do(at_fault, who)
    shown = await rank(zhao)
    assert "第 1/2 页" in shown.text
    assert "协调员09" in shown.text
    assert "协调员10" not in shown.text
    await zhao.press("下一页")
    await board(zhao, "第 2/2 页")
    await zhao.press("15 协调员14")
    await zhao.until("名额 3 个已选满")
    await zhao.press("不具资格（8）")
    shown = await zhao.until("不具资格的和已离开台账的")
    assert shown.text.count("已核准的工作失误") == 8
    await zhao.press("返回排名")
    await board(zhao, "第 1/2 页")


async def test_the_number_of_places_can_be_changed_and_the_choice_left(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "3")
    await zhao.press("改名额")
    await zhao.until("评几名")
    await zhao.press("5 名")
    await board(zhao, "名额 5，已选 5")
    await zhao.press("取消")
    await zhao.until("没有评选，没有改动")
    assert given(town) == []


async def test_titles_of_a_year_can_be_given_again_with_a_reason(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    (person,) = town.do(ids)
    sun = town.add("孙丽", Role.COORDINATOR)
    year_over(town, {person: (90, 90, 90, 90), sun: (95, 95, 95, 95)})
    await rank(zhao, "2")
    await award(zhao)
    await mei.until("您被评为2026年度")
    await zhao.press("重新评选")
    await zhao.until("评几名")
    await zhao.press("3 名")
    await board(zhao, "原来的评选结果作废")
    await zhao.press("2 李梅")
    shown = await board(zhao, "已选 1")
    assert shown.button("生成通报") is None
    assert shown.text.splitlines()[-1].startswith("请打字写理由")
    await zhao.send("名额减为一名")
    await board(zhao, "理由：名额减为一名")
    await award(zhao)
    assert holders(town) == [sun]
    await mei.until("您的2026年度金牌劳动关系协调员称号已取消\n理由：重新评选：名额减为一名")
    ended = [each for each in given(town) if not each.stands]
    assert {each.why_ended for each in ended} == {"重新评选：名额减为一名"}
    shown = await zhao.until("已取消的：")
    assert "李梅的2026年金牌已由赵*于" in shown.text


async def test_the_notices_are_sent_again_when_asked(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await rank(zhao, "1")
    await award(zhao)
    await papers(zhao)
    await zhao.press("再发一次通报")
    await zhao.until("2026年通报已生成")
    assert sum(bool(m.document_name) for m in await said(zhao)) == 4


async def test_a_choice_survives_a_restart(town: Town, zhao: Phone, year: dict[str, int]) -> None:
    await rank(zhao, "2")
    await zhao.press("✅2 王强")
    await board(zhao, "已选 1")
    await town.stop()
    await town.start()
    await zhao.press("3 孙丽")
    await board(zhao, "请打字写理由")


async def test_two_faults_bring_the_advice_to_move_somebody(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    town.do(at_fault, year["周杰"], large=True)
    await rank(zhao, "1")
    await award(zhao)
    await papers(zhao)
    (advice,) = [m for m in await said(zhao) if m.document_name.startswith("3-调整岗位建议")]
    text = text_of(advice.document())
    assert "关于建议调整周杰同志岗位的函" in text
    assert "周杰的单位：" in text
    assert "2026年11月3日，影响较大" in text


def text_of(document: bytes) -> str:
    seen = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in seen.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in seen.paragraphs), *cells])


async def test_what_is_typed_while_nothing_is_asked_changes_nothing(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    await zhao.press("🏅 金牌评选")
    await zhao.until("哪个年度")
    await zhao.send("/cancel")
    await zhao.until("已取消")
    await zhao.send("2026")
    await zhao.until("没有看懂")
    await rank(zhao, "1")
    await zhao.send("李梅")
    await zhao.until("没有看懂")
    await zhao.press("📈 季度汇总")
    await zhao.until("哪个季度")
    await award(zhao)
    assert holders(town) == [year["李梅"]]


async def test_an_officer_no_longer_gets_neither_ranking_nor_papers(
    town: Town, zhao: Phone, year: dict[str, int]
) -> None:
    with town.held_up(SHOW):
        await zhao.send("/gold 2026")
        await zhao.until("评几名")
        await zhao.send("3")
        await zhao.until("正在排2026年的名次", passing=True)
        town.do(_no_officer, zhao)
    heard = [m.text for m in await said(zhao)]
    assert not any("360 分" in text for text in heard)


def _no_officer(session: Session, phone: Phone) -> None:
    roles.end(session, actor_of(session, phone).person_id, Role.BUREAU)
