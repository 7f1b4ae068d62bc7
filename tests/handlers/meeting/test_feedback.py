"""📮 意见反馈: a problem or advice, answered in the bot, ended by whoever asked."""

from datetime import datetime, timedelta

import pytest

from bot.actions.people import leave
from bot.rules.calendar import TIMEZONE
from bot.rules.feedback import FeedbackState
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.meeting import feedback
from bot.storage.meeting.feedback import Feedback
from bot.storage.people import persons
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import pass_time, said, tap, twice

ASKED = "工资专户怎么开"


async def ask(
    phone: Phone, way: str = "给联络员：问题", words: str = ASKED, number: str = ""
) -> str:
    """From the menu, three actions; the thread's number."""
    await phone.send("📮 意见反馈")
    await phone.press(way, on=await phone.until("📮 意见反馈"))
    await phone.until("请打字写说明")
    await phone.send(words)
    sent = await phone.until(lambda m: " 已发给" in m.text and words[:9] in m.text)
    return sent.text.split()[1]


async def answer(phone: Phone, number: str, words: str = "带执照到开户行办") -> None:
    await phone.send(number)
    await phone.press("答复", on=await phone.until(lambda m: f"📮 {number} " in m.text))
    await phone.until("请打字写答复说明")
    await phone.send(words)
    await phone.until(f"✅ {number} 已答复")


def thread_of(town: Town, number: str) -> Feedback:
    found = town.do(feedback.get, int(number.removeprefix("F")))
    assert isinstance(found, Feedback)
    return found


def until(town: Town, month: int, day: int, hour: int, minute: int = 0) -> None:
    """Until a moment of 2026, in the county's time."""
    later = datetime(2026, month, day, hour, minute, tzinfo=TIMEZONE)
    pass_time(town, later - town.clock.now())


async def test_a_problem_goes_to_the_liaison_is_answered_and_ended_by_whoever_asked(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    before = mei.actions
    number = await ask(mei)
    assert number == "F1"
    assert mei.actions - before == 3
    own = mei.last
    assert "已发给联络员王*" in own.text
    assert own.button("撤回")
    await wang.until("有 1 条意见反馈待答复")
    before = wang.actions
    await wang.press("去答复")
    await wang.press("F1 问题 李梅", on=await wang.until("待答复 1"))
    shown = await wang.until("📮 F1 问题 · 待答复")
    assert "李梅（李梅的单位）" in shown.text
    assert ASKED in shown.text
    await wang.press("答复", on=shown)
    await wang.until("请打字写答复说明")
    await wang.send("带执照到开户行办")
    await wang.until("✅ F1 已答复李梅")
    assert wang.actions - before == 4
    news = await mei.until("F1 有答复了")
    assert "联络员王*" in news.text
    assert "带执照到开户行办" in news.text
    await mei.press("已解决", on=news)
    await mei.until("✅ F1 已解决")
    assert thread_of(town, "F1").state is FeedbackState.CLOSED
    await wang.until("📮 F1 问题 · 已解决")
    assert not any("意见反馈" in m.text and "待答复 1" in m.text for m in await said(zhao))


async def test_text_with_the_command_needs_one_more_tap(
    town: Town, mei: Phone, wang: Phone
) -> None:
    before = mei.actions
    await mei.send(f"/feedback {ASKED}")
    asked = await mei.until("给谁，是哪一类？")
    assert ASKED in asked.text
    await twice(mei, "给联络员：建议")
    await mei.until("✅ F1 已发给联络员")
    assert mei.actions - before == 3  # one of them is the second tap of a double tap
    assert len(town.do(feedback.of_person, thread_of(town, "F1").person_id, 9)) == 1
    await wang.until("有 1 条意见反馈待答复")


async def test_still_a_problem_goes_on_and_may_be_said_once_more_after_the_end(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await ask(mei)
    await answer(wang, number)
    await mei.press("还有问题", on=await mei.until("有答复了"))
    await mei.until("请打字补充说明")
    await mei.send("银行说还缺一份证明")
    await mei.until("✅ F1 已转达联络员王*")
    await wang.until("有 1 条意见反馈待答复")
    await wang.until(lambda m: "F1 问题 · 待答复" in m.text and "还缺一份证明" in m.text)
    await answer(wang, number, "证明由主管部门开")
    await mei.press("已解决", on=await mei.until("证明由主管部门开"))
    closed = await mei.until("✅ F1 已解决")
    await mei.press("还有问题", on=closed)
    await mei.until("请打字补充说明")
    await mei.send("主管部门不受理")
    await mei.until("✅ F1 已转达")
    assert thread_of(town, number).state is FeedbackState.WAITING


async def test_what_is_told_to_the_bureau_no_liaison_ever_sees(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await ask(mei, "给县局：问题", "联络员从不回电话")
    await zhao.until("有 1 条意见反馈待答复")
    await zhao.send("/inbox")
    await zhao.press("F1 问题 李梅", on=await zhao.until("待答复 1"))
    shown = await zhao.until("📮 F1 问题 · 待答复")
    assert "服装制造" in shown.text
    await wang.send("F1")
    refused = await wang.until("F1 您看不到")
    for button in ("open:1", "reply:1", "close:1", "back:1", "pass:1", "passed:1", "add:1"):
        tap(wang, f"fb:{button}")
        await wang.until("F1 您看不到")
    await wang.send("F2")  # there is none: the same words
    assert (await wang.until("F2 您看不到")).text == refused.text.replace("F1", "F2")
    await wang.send("📮 意见反馈")
    assert (await wang.until("由县局答复")).button("收到的 0")
    await answer(zhao, number, "我们来问")
    news = await mei.until("F1 有答复了")
    assert "县局赵*" in news.text
    assert not any("回电话" in m.text or "待答复 1" in m.text for m in await said(wang))


async def test_the_liaison_hands_on_to_the_bureau_and_sees_no_more(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await ask(mei)
    await wang.send(number)
    await wang.press("转县局", on=await wang.until("📮 F1 问题"))
    await wang.until("由县局答复，您这里不再显示")
    await twice(wang, "确认")
    gone = await wang.until("➡️ F1 已转县局")
    assert ASKED not in gone.text
    await mei.until("F1 联络员已转县局")
    await zhao.until("有 1 条意见反馈待答复")
    await answer(zhao, number)
    await mei.until("县局赵*")
    await wang.send(number)
    await wang.until("F1 您看不到")


async def test_whoever_asked_may_turn_to_the_bureau_and_take_back_what_nobody_answered(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await ask(mei)
    await mei.press("转县局")
    await mei.until("联络员那里不再显示")
    await mei.press("确认")
    await mei.until("➡️ F1 已转县局")
    await zhao.until("有 1 条意见反馈待答复")
    await wang.until("现在没有待答复的")
    await mei.press("撤回")
    await mei.until("↩️ F1 已撤回")
    await zhao.until("现在没有待答复的")
    tap(zhao, "fb:reply:1")
    await zhao.until("F1 已撤回")
    await ask(mei)
    await answer(wang, "F2")
    await mei.until("F2 有答复了")
    tap(mei, "fb:undo:2")
    await mei.until("F2 已经有答复，不能撤回")


async def test_a_liaisons_own_goes_to_the_bureau_without_being_asked(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    await wang.send("/feedback 台账能不能按街道排")
    asked = await wang.until("由县局答复，是哪一类？")
    assert asked.button("给联络员：问题") is None
    await wang.press("给县局：建议", on=asked)
    await wang.until("✅ F1 已发给县局")
    await zhao.until("有 1 条意见反馈待答复")
    await answer(zhao, "F1", "下月可以")
    await wang.press("已解决", on=await wang.until("F1 有答复了"))
    await wang.until("✅ F1 已解决")
    await wang.send("📮 意见反馈")
    assert (await wang.until("由县局答复")).button("我提的 0")


async def test_a_second_officer_does_not_answer_what_they_have_not_read(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    other = await town.joined("钱局", Role.BUREAU)
    number = await ask(mei, "给县局：建议")
    for phone in (zhao, other):
        await phone.send(number)
        await phone.press("答复", on=await phone.until("📮 F1 建议"))
        await phone.until("请打字写答复说明")
    await zhao.send("可以")
    await zhao.until("✅ F1 已答复李梅")
    await other.send("不可以")
    await other.until("F1 刚才有新的内容")
    assert thread_of(town, number).words == 2
    await other.press("补充答复", on=await other.until("可以"))
    await other.until("请打字写答复说明")
    await other.send("下月起")
    await other.until("✅ F1 已答复李梅")
    assert thread_of(town, number).words == 3


async def test_by_night_the_addressee_hears_in_the_morning_and_the_answer_comes_without_a_sound(
    town: Town, mei: Phone, wang: Phone
) -> None:
    until(town, 11, 23, 21)
    number = await ask(mei)
    assert "明早 8 点收到通知" in mei.last.text
    assert not any("待答复" in m.text for m in await said(wang))
    rung = mei.bell
    await answer(wang, number)
    await mei.until("F1 有答复了")
    assert mei.bell == rung
    await ask(mei, words="第二件事")
    await mei.quiet()
    until(town, 11, 24, 8)
    await wang.until("有 1 条意见反馈待答复")


async def test_after_three_working_days_the_digest_says_so_every_day(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await ask(mei)
    until(town, 11, 25, 9, 1)
    assert not any("3 个工作日" in m.text for m in await said(wang))
    until(town, 11, 26, 9, 1)
    first = await wang.until("1 条意见反馈 3 个工作日没有答复：F1")
    until(town, 11, 27, 9, 1)
    await wang.until(lambda m: "3 个工作日没有答复" in m.text and m.message_id != first.message_id)
    await answer(wang, "F1")
    await wang.until("✅ 待答复的意见反馈都处理了")


async def test_two_weeks_after_the_answer_whoever_asked_is_asked_once(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await ask(mei)
    await answer(wang, number)
    await mei.quiet()
    until(town, 12, 7, 8, 30)
    assert not any("已答复两周" in m.text for m in await said(mei))
    until(town, 12, 8, 9, 1)
    asked = await mei.until("F1 已答复两周")
    until(town, 12, 9, 9, 1)
    assert sum("已答复两周" in m.text for m in await said(mei)) == 1
    assert thread_of(town, number).state is FeedbackState.ANSWERED
    await mei.press("看 F1", on=asked)
    await mei.press("已解决", on=await mei.until("📮 F1 问题"))
    await mei.until("✅ 意见反馈已办结")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("…", "说明不能为空"),
        ("？？", "说明不能为空"),
        ("字" * 1001, "写了 1001 个字"),
    ],
)
async def test_no_words_and_too_many_get_one_sentence(
    town: Town, mei: Phone, wang: Phone, typed: str, sentence: str
) -> None:
    await mei.send("/feedback")
    await mei.press("给县局：问题")
    await mei.until("请打字写说明")
    await mei.send(typed)
    await mei.until(sentence)
    await mei.send(ASKED)  # the question is still open
    await mei.until("✅ F1 已发给县局")


async def test_who_is_in_no_ledger_asks_nothing_and_coordinators_answer_nothing(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    await zhao.send("/feedback 问一下")
    await zhao.until("没有待答复的")
    tap(zhao, "fb:to:bureau:problem:0")
    await zhao.until("意见反馈由台账里的协调员和联络员提")
    await mei.send("/inbox")
    await mei.until("您这里没有要答复的")
    tap(mei, "fb:to:liaison:problem:0")  # there is no liaison
    await mei.until("联络员现在收不到消息")
    await mei.send("F9999")
    await mei.until("F9999 您看不到")
    tap(mei, "fb:to:bureau:problem:77")
    await mei.until("这次填写已经结束")
    tap(mei, "fb:to:king:problem:0")
    await mei.until("按钮已经失效")


async def test_back_and_cancel_lose_nothing_and_a_reply_to_the_card_is_taken(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.send("📮 意见反馈")
    await mei.press("给联络员：问题")
    await mei.press("返回", on=await mei.until("请打字写说明"))
    await mei.until("请先选给谁")
    await mei.press("取消")
    await mei.until("没有提交")
    number = await ask(mei)
    own = mei.last
    await mei.send("补充一句", reply_to=own)
    await mei.until("✅ F1 已转达")
    await wang.send(number)
    shown = await wang.until("补充一句")
    await wang.send("收到，明天办", reply_to=shown)
    await mei.until("收到，明天办")
    await mei.send("📮 意见反馈")
    await mei.press("我提的 1")
    await mei.press("F1", on=await mei.until("还没解决 1"))
    await mei.until("📮 F1 问题 · 给联络员 · 已答复")
    await mei.press("还有问题")
    await mei.press("返回", on=await mei.until("请打字补充说明"))
    assert (await mei.until("📮 F1 问题 · 给联络员 · 已答复")).button("已解决")


async def test_a_new_liaison_hears_what_waits_and_their_own_goes_to_the_bureau(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱进", Role.COORDINATOR)
    await ask(mei, words="李梅的事")
    await ask(qian, words="钱进的事")
    await wang.until("有 2 条意见反馈待答复")
    await wang.send("👥 人员台账")
    await wang.press("交接联络员", on=await wang.until("服装制造"))
    await wang.press("钱进", on=await wang.until("交接"))
    warned = await wang.until("待答复的意见反馈 2 条")
    await wang.press("确认", on=warned)
    await qian.until("F2 您现在是联络员，这条改由县局答复")
    await qian.until("有 1 条意见反馈待答复")
    await zhao.until("有 1 条意见反馈待答复")
    await wang.until("现在没有待答复的")
    await answer(qian, "F1")
    await answer(zhao, "F2")
    tap(wang, "fb:open:1")
    await wang.until("F1 您看不到")


async def test_whoever_left_hears_no_answer_and_the_addressee_may_end_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await ask(mei)
    person_id = thread_of(town, number).person_id
    tap(wang, "fb:close:1")
    await wang.until("F1 由提出的人办结")

    def go(session: Session) -> None:
        leave.leave(session, persons.get(session, person_id))

    town.do(go)
    await wang.send(number)
    shown = await wang.until("已离开台账，看不到答复")
    await wang.press("办结", on=shown)
    await wang.until("✅ F1 已解决")
    await mei.send("F1")
    await mei.until("您还没有加入")


async def test_two_weeks_of_silence_end_nothing(town: Town, mei: Phone, wang: Phone) -> None:
    number = await ask(mei)
    pass_time(town, timedelta(days=40))
    await wang.quiet()
    assert thread_of(town, number).state is FeedbackState.WAITING


async def test_who_stands_in_hears_what_waits_and_answers_all_but_their_own(
    town: Town, mei: Phone, wang: Phone
) -> None:
    qian = await town.joined("钱进", Role.COORDINATOR)
    await ask(mei, words="李梅的事")
    await ask(qian, words="钱进的事")
    await wang.until("有 2 条意见反馈待答复")
    await wang.send("👥 人员台账")
    await wang.press("请假代理", on=await wang.until("服装制造"))
    await wang.press("钱进", on=await wang.until("由谁代理"))
    await wang.until("起止日期")
    await wang.press("一周")
    await wang.press("确认", on=await wang.until("共 7 天"))
    await qian.until("有 1 条意见反馈待答复")
    await answer(qian, "F1")
    assert "联络员钱*" in (await mei.until("F1 有答复了")).text
    tap(qian, "fb:reply:2")
    await qian.until("F2 不由您答复")


async def test_whoever_blocked_the_bot_gets_nothing_and_nothing_breaks(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await ask(mei)
    await mei.block()
    await answer(wang, number)
    assert thread_of(town, number).state is FeedbackState.ANSWERED
