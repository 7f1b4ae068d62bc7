"""代为上报: the liaison records, the bureau decides, the person hears of it when they join."""

import pytest

from bot.actions import verify
from bot.actions.people import set_up
from bot.actions.work import fill_in, report, submit
from bot.errors import Refused
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.versions import Source
from bot.sandbox.phone import Phone
from bot.storage.people import persons, roles
from bot.storage.score import versions
from bot.storage.score.versions import Reported
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from tests.conftest import PDF, Town, photo
from tests.handlers.month.at_the_desk import wake
from tests.handlers.people.test_applying import ALL, applies
from tests.handlers.playing import (
    FACTS,
    QUESTIONS,
    actor_of,
    answer,
    approve,
    attach,
    begun,
    choose_reason,
    decidable,
    entry_of,
    hand_in,
    link,
    open_queue,
    said,
    tap,
    twice,
)


def add_qian(town: Town) -> int:
    """钱进, of the task force of 王强, who has no Telegram."""
    return town.add("钱进", Role.COORDINATOR)


async def begin(phone: Phone, name: str = "钱进", kind: str = "开展宣传") -> None:
    """✍️ 代为上报 up to the card."""
    await phone.send("/behalf")
    await phone.until("替谁上报")
    await phone.press(name)
    await phone.until(f"替 {name} 上报哪一类")
    await phone.press(kind)
    await phone.until(f"📝 代 {name} 上报：{kind}")


async def record(phone: Phone, name: str = "钱进") -> str:
    """One publicity event of somebody else's; the entry's number."""
    await begin(phone, name)
    await answer(phone)
    await attach(phone)
    return await hand_in(phone)


async def join(town: Town, person_id: int, name: str) -> Phone:
    phone = town.phone(name)
    await phone.start(link(town, person_id))
    await phone.until("手机号后4位")
    await phone.send("1234")
    await phone.until("加入前请看一眼")
    await phone.press("同意并加入")
    await phone.until(f"欢迎您，{name}")
    return phone


@pytest.mark.quick
async def test_the_liaison_records_the_bureau_decides_and_it_counts_for_the_person(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    qian = add_qian(town)
    before = wang.actions
    number = await record(wang)
    assert wang.actions - before <= 13  # the person's name is one more than a report takes
    entry = entry_of(town, number)
    assert (entry.person_id, entry.reviewer) == (qian, "bureau")
    assert entry.recorded_by is not None
    assert entry.recorded_by != qian
    shown = await wang.until(f"{number} 已提交")
    assert "代钱进" in shown.text
    assert "由县局审核" in shown.text
    card = await open_queue(zhao, number)
    assert "钱进 · 由王强代为上报" in card.text
    await zhao.press("详情")
    await zhao.until("由王强代为上报\n")
    await zhao.press("通过", on=await decidable(zhao, number))
    await zhao.until(f"{number} 钱进 已通过")
    assert town.do(points, qian) == 5
    town.clock.advance(90)
    assert town.bot is not None
    town.bot.woken()
    news = await wang.until(f"✅ {number} 开展宣传 代钱进（")
    assert "本季 5/20" in news.text
    await wang.send("/score")
    assert "开展宣传 0/20" in (await wang.until("合计")).text


def points(session: Session, person_id: int) -> int:
    from bot.actions.work.card import line_of

    return line_of(session, person_id, "publicity").points


async def test_the_card_knows_the_persons_employer_and_not_the_liaisons(
    town: Town, wang: Phone
) -> None:
    add_qian(town)
    await begin(wang, kind="成功调解")
    await wang.press("本单位")
    assert "钱进的单位" in (await wang.until("重要案件，还是一般")).text


async def test_a_name_is_typed_and_namesakes_are_told_apart(town: Town, wang: Phone) -> None:
    for _ in range(2):
        add_qian(town)
    await wang.send("✍️ 代为上报")
    await wang.until("替谁上报")
    await wang.send("钱 进")
    asked = await wang.until("有 2 位叫“钱进”")
    await wang.press("钱进（钱进的单位）", on=asked)
    await wang.until("替 钱进 上报哪一类")
    await wang.press("返回")
    await wang.until("替谁上报")
    await wang.press("取消")
    await wang.until("已取消")
    await wang.send("钱进")
    await wang.quiet()
    assert begun(town, wang) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("李梅", "李梅 已经加入，请其本人上报"),
        ("王强", "您自己的工作请点 📝 上报工作"),
        ("钱近", "您要找的是不是：钱进"),
        ("周瑜", "台账里没有叫“周瑜”的人"),
        ("🙂", "台账里没有叫"),
        ("11010519491231002X", "不收身份证号码"),
        ("高远", "台账里没有叫“高远”的人"),
    ],
)
async def test_a_name_that_does_not_do_gets_one_sentence(
    town: Town, mei: Phone, wang: Phone, typed: str, told: str
) -> None:
    add_qian(town)
    town.add("高远", Role.COORDINATOR, force="法治建设")
    await wang.send("/behalf")
    await wang.until("替谁上报")
    await wang.send(typed)
    await wang.until(told)


async def test_nobody_but_a_liaison_records_for_others(town: Town, mei: Phone, zhao: Phone) -> None:
    add_qian(town)
    for phone in (mei, zhao):
        await phone.send("/behalf")
        await phone.until("代为上报由本专班联络员办理")


async def test_where_all_have_joined_there_is_nobody_to_record_for(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.send("/behalf")
    await wang.until("专班里没有需要代报的人")


async def test_a_button_pressed_after_they_joined_says_so(town: Town, wang: Phone) -> None:
    qian = add_qian(town)
    await wang.send("/behalf")
    asked = await wang.until("替谁上报")
    await join(town, qian, "钱进")
    await wang.press("钱进", on=asked)
    await wang.until("钱进 已经加入，请其本人上报")


async def test_a_draft_begun_before_they_joined_is_finished_and_they_are_told(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    qian = add_qian(town)
    await begin(wang)
    await answer(wang)
    phone = await join(town, qian, "钱进")
    await attach(wang)
    number = await hand_in(wang)
    news = await phone.until(f"替您上报了 {number} 开展宣传")
    assert "王*" in news.text


async def test_whoever_joins_is_told_once_what_was_recorded_and_may_look_at_it(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    qian = add_qian(town)
    first, second = await record(wang), await record_again(wang)
    await open_queue(zhao, first)
    await choose_reason(zhao, "退回", "照片看不清")
    await decidable(zhao, second)
    phone = await join(town, qian, "钱进")
    told = await phone.until("您加入前，联络员替您上报了 2 条")
    assert f"{first} 开展宣传（11月23日）已退回，由王*代报" in told.text
    assert f"{second} 开展宣传（11月23日）待审核，由王*代报" in told.text
    await phone.press("📂 我的记录")
    await phone.until("我的记录")
    await phone.press(second)
    card = await phone.until(f"{second} 已提交")
    assert "由王强代为上报" in card.text
    assert card.buttons == [["看材料"]]
    await phone.press("看材料")
    await phone.until(f"{second} 开展宣传 11月23日的材料")
    await phone.send(first)
    card = await phone.until(f"{first} 退回修改：照片看不清")
    assert card.button("重新提交") is None
    again = await join(town, qian, "钱进")  # a new phone
    assert not [m for m in await said(again) if "您加入前" in m.text]


async def test_whoever_applies_is_told_as_one_with_a_link_is_and_once(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    qian = add_qian(town)
    number = await record(wang)
    words = ALL.replace("张三", "钱进").replace("13900004321", "13800001234")
    phone = await applies(town, words=words)
    await wang.until("台账里已有同名同号的 钱进")
    await wang.press("通过")
    told = await phone.until("您加入前，联络员替您上报了 1 条")
    assert f"{number} 开展宣传" in told.text
    again = await join(town, qian, "钱进")
    assert not [m for m in await said(again) if "您加入前" in m.text]


async def record_again(phone: Phone) -> str:
    """The second event: place, way and reach are taken over from the person's last."""
    await begin(phone)
    for key, how, what in (
        ("day", "press", "今天"),
        ("theme", "send", "工资支付"),
        ("initiative", "press", "自发开展"),
    ):
        await phone.until(QUESTIONS[key])
        await (phone.press(what) if how == "press" else phone.send(what))
    await phone.until(QUESTIONS["photos"])
    await phone.send_photo(photo("二"))
    await phone.until(QUESTIONS["plan"])
    await phone.send_file(PDF + b"2", "方案.pdf", mime="application/pdf")
    await phone.until(lambda m: m.button("提交") is not None)
    return await hand_in(phone)


async def test_the_recorder_sees_it_among_their_records_goes_on_with_it_and_appeals(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    add_qian(town)
    number = await record(wang)
    await wang.send("/records")
    await wang.until("我的记录")
    assert any("代钱进 开展宣传" in b for row in wang.last.buttons for b in row)
    await open_queue(zhao, number)
    await choose_reason(zhao, "退回", "照片看不清")
    await wang.until(f"↩️ {number} 开展宣传 代钱进（")
    await wang.send_photo(photo("补拍"))
    await wang.until("照片视频 2")
    await wang.press("重新提交")
    await wang.until(f"{number} 已提交")
    await open_queue(zhao, number)
    await choose_reason(zhao, "驳回", "看不出宣传成效")
    await zhao.until("依据：")
    await zhao.press("确认")
    await wang.press("申请复核", on=await wang.until(lambda m: m.button("申请复核") is not None))
    await wang.until("请打字写一段说明")
    await wang.send("现场有签到表")
    await wang.until("已申请复核")
    assert entry_of(town, number).appeal == "现场有签到表"


async def test_a_withdrawn_one_is_the_recorders_draft_again_and_counts_once(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    qian = add_qian(town)
    number = await record(wang)
    await wang.press("撤回")
    await wang.until(lambda m: m.button("重新提交") is not None)
    await twice(wang, "重新提交")
    await wang.until(f"{number} 已提交")
    entry = entry_of(town, number)
    assert (entry.person_id, entry.reviewer, entry.state) == (qian, "bureau", "pending")


async def test_own_work_of_the_same_kind_is_another_draft(town: Town, wang: Phone) -> None:
    add_qian(town)
    await begin(wang)
    await answer(wang, upto="way")
    await wang.press("📝 上报工作")
    await wang.until("哪一类")
    await wang.press("开展宣传")
    await wang.until(QUESTIONS["place_kind"])
    await wang.send("/behalf")
    await wang.until("替谁上报")
    await wang.press("钱进")
    await wang.until("替 钱进 上报哪一类")
    await wang.press("开展宣传")
    await wang.until("替 钱进 的一份开展宣传还没有报完")
    await wang.press("继续")
    assert "××服装厂" in (await wang.until("📝 代 钱进 上报：开展宣传")).text
    assert sorted(d.about_id is None for d in begun(town, wang)) == [False, True]


async def test_a_liaison_who_was_replaced_keeps_what_they_recorded_and_records_no_more(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    add_qian(town)
    number = await record(wang)
    await begin(wang)
    await wang.until(QUESTIONS["day"])
    town.do(set_up.appoint_liaison, "李梅", "服装制造")
    await wang.press("今天")
    await wang.until(QUESTIONS["theme"])
    await wang.press("劳动合同法")
    await wang.until(QUESTIONS["initiative"])
    await wang.press("自发开展")
    await attach(wang, [photo("又一张")])
    await wang.press("提交")
    await wang.until("代为上报由本专班联络员办理")
    await mei.send("/review")
    await mei.until("没有待审核")
    await open_queue(zhao, number)
    await zhao.press("通过")
    await zhao.until("已通过")
    town.clock.advance(90)
    assert town.bot is not None
    town.bot.woken()
    await wang.until(f"✅ {number} 开展宣传 代钱进")


async def leaves(town: Town, wang: Phone, zhao: Phone) -> None:
    """李梅 is the liaison by now, and 王强, who was it, goes."""
    town.do(set_up.appoint_liaison, "李梅", "服装制造")
    tap(zhao, f"ro:left:{town.do(actor_of, wang).person_id}")
    await zhao.until("王强 已离开服装制造专班")


async def test_what_a_recorder_who_leaves_has_recorded_goes_on_with_the_liaison(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian, recorder = add_qian(town), town.do(actor_of, wang).person_id
    number = await record(wang)
    await leaves(town, wang, zhao)
    await mei.until("王强 已离开，原由其代报的 1 条记录转由您接着办")
    card = await open_queue(zhao, number)
    assert "钱进 · 由王强代为上报" in card.text
    await choose_reason(zhao, "退回", "照片看不清")
    await mei.until(f"↩️ {number} 开展宣传 代钱进（")
    assert entry_of(town, number).recorded_by == recorder
    assert town.do(lambda session: list(verify._drafts(session))) == []
    await mei.send_photo(photo("补拍"))
    await mei.until("照片视频 2")
    await mei.press("重新提交")
    await mei.until(f"{number} 已提交")
    entry = entry_of(town, number)
    assert (entry.person_id, entry.reviewer) == (qian, "bureau")
    assert entry.recorded_by == town.do(actor_of, mei).person_id
    assert town.do(lambda session: list(verify._drafts(session))) == []


async def test_or_with_the_person_who_has_joined_and_who_may_appeal(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = add_qian(town)
    number = await record(wang)
    phone = await join(town, qian, "钱进")
    await leaves(town, wang, zhao)
    await phone.until("王强 已离开，原由其代报的 1 条记录转由您接着办")
    await open_queue(zhao, number)
    await choose_reason(zhao, "驳回", "看不出宣传成效")
    await zhao.until("依据：")
    await zhao.press("确认")
    offered = await phone.until(lambda m: m.button("申请复核") is not None)
    await phone.press("申请复核", on=offered)
    await phone.until("请打字写一段说明")
    await phone.send("现场有签到表")
    await phone.until("已申请复核")
    assert not [m for m in await said(mei) if number in m.text]
    assert town.do(lambda session: list(verify._drafts(session))) == []


async def test_what_nobody_could_go_on_with_is_the_next_liaisons(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    add_qian(town)
    number = await record(wang)
    recorder = town.do(actor_of, wang).person_id
    town.do(lambda session: roles.end(session, recorder, Role.LIAISON))
    tap(zhao, f"ro:left:{recorder}")
    await zhao.until("王强 已离开服装制造专班")
    assert entry_of(town, number).author_id == recorder
    mei = await town.joined("李梅", Role.COORDINATOR)
    town.do(set_up.appoint_liaison, "李梅", "服装制造")
    await mei.send("/records")
    await mei.until("我的记录")
    await mei.press(number)
    await mei.until(f"{number} 已提交")
    await mei.press("撤回")
    await mei.until(lambda m: m.button("重新提交") is not None)


async def test_an_officer_who_was_the_recorder_does_not_decide_it(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    add_qian(town)
    number = await record(wang)
    (recorder,) = {entry_of(town, number).recorded_by}

    def promote(session: Session) -> None:
        assert recorder is not None
        roles.give(session, recorder, Role.BUREAU, None)

    town.do(promote)
    await wang.press("✅ 待审核")
    await wang.until("没有待审核")
    await open_queue(zhao, number)


def recorded(session: Session, by: Phone, person_id: int, day: str) -> Entry:
    """The same as taps would leave it, without the taps."""
    actor = actor_of(session, by)
    draft = report.begin_anew(session, actor, "publicity", person_id).draft
    for key, given in {**FACTS, "day": day}.items():
        fill_in.answer(session, actor, draft.id, given, key)
    return submit.submit(session, actor, draft.id).entry


def close_on_paper(session: Session, person_id: int) -> None:
    figures = dict.fromkeys(versions.FIGURES, 0)
    ledger = versions.begin(session, Quarter(2026, 4), Source.LEDGER, "", None)
    who = {"name": "某人", "kind": "", "employer": "", "remark": ""}
    versions.add(session, ledger.id, [Reported(person_id, 1, 1, who, figures)])
    versions.stand(session, ledger.id)


async def test_whether_a_quarter_takes_it_is_asked_of_whose_work_it_is(
    town: Town, wang: Phone
) -> None:
    qian, zhou = add_qian(town), town.add("周瑜", Role.COORDINATOR)
    wake(town, 1, 5)
    for closed in (qian, town.do(actor_of, wang).person_id):
        town.do(close_on_paper, closed)
    assert town.do(recorded, wang, zhou, "2026-12-20").person_id == zhou
    with pytest.raises(Refused, match="已按台账结清"):
        town.do(recorded, wang, qian, "2026-12-20")


async def test_somebody_who_left_is_recorded_for_no_more(town: Town, wang: Phone) -> None:
    qian = add_qian(town)
    await wang.send("/behalf")
    asked = await wang.until("替谁上报")
    town.do(persons.leave, qian)
    await wang.press("钱进", on=asked)
    await wang.until("代为上报由本专班联络员办理")


async def test_a_gap_is_explained_and_the_bureau_gives_its_reason(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    add_qian(town)
    await begin(wang)
    await answer(wang)
    await wang.send_photo(photo("一"))
    await wang.until(QUESTIONS["plan"])
    await wang.press("暂缺并说明")
    await wang.until("暂时缺少")
    await wang.send("没有书面方案")
    await wang.until(lambda m: m.button("提交") is not None)
    number = await hand_in(wang)
    await open_queue(zhao, number)
    await approve(zhao)
    assert entry_of(town, number).state == "approved"
