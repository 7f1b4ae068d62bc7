"""📉 使用负担: what is counted is what people did and were sent, exactly, and names nobody."""

from datetime import UTC, datetime

from bot.rules.months import Month
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.meeting import burden
from bot.storage.people import accounts
from tests.conftest import MONDAY, Town, photo
from tests.handlers.playing import begin, open_queue, pass_time, report_publicity, said, twice

MONTH = Month(2026, 11)


def counted(town: Town, phone: Phone, month: Month = MONTH) -> dict[str, tuple[int, int]]:
    """Conversation → actions and messages of a person, once the bot has stopped."""
    actor = town.do(accounts.load, phone.user.id).actor
    return {
        row.conversation: (row.taps, row.messages)
        for row in town.do(burden.of_month, month)
        if row.person_id == actor.person_id
    }


def sent_to(town: Town, phone: Phone) -> int:
    """How many new messages went to somebody, as the platform saw it."""
    return sum(
        method in {"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup"}
        and int(params["chat_id"]) == phone.user.id
        for method, params in town.calls
    )


async def test_a_conversation_that_is_played_reads_exactly_as_it_was(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.send("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("📝 上报：开展宣传\n")
    await mei.send("📂 我的记录")
    await mei.quiet()
    await mei.send("/feedback 台账怎么看")
    await twice(mei, "给联络员：问题")
    await mei.until("✅ F1")
    await wang.until("有 1 条意见反馈待答复")
    await wang.send("随便说一句")
    await wang.quiet()
    await town.stop()
    assert {name: taps for name, (taps, _) in counted(town, mei).items()} == {
        "加入": 1,
        "上报工作": 2,
        "我的记录": 1,
        "意见反馈": 3,
    }
    assert counted(town, mei)["上报工作"] == (2, 1)  # one card, edited; the question became it
    assert counted(town, wang) == {"加入": (1, 1), "意见反馈": (0, 1), "": (1, 1)}
    assert sum(n for _, n in counted(town, mei).values()) == sent_to(town, mei)
    assert sum(n for n, _ in counted(town, mei).values()) == mei.actions


async def test_a_whole_report_and_its_review_are_counted_to_the_last_message(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await open_queue(wang, number)
    await wang.press("通过")
    await wang.quiet()
    await town.stop()
    for phone in (mei, wang):
        costs = counted(town, phone)
        assert "" not in costs
        assert sum(taps for taps, _ in costs.values()) == phone.actions
        assert sum(n for _, n in costs.values()) == sent_to(town, phone)
    assert counted(town, wang)["待审核"][0] == 2


async def test_an_album_is_one_action_and_what_was_counted_outlives_the_process(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    before = mei.actions
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await mei.quiet()
    assert mei.actions == before + 1
    await town.stop()
    first = counted(town, mei)
    assert sum(taps for taps, _ in first.values()) == mei.actions
    await town.start()  # another process adds to what stands there
    await mei.send("📊 我的得分")
    await mei.until(lambda m: "得分" in m.text, seconds=30)
    await town.stop()
    assert sum(taps for taps, _ in counted(town, mei).values()) == mei.actions
    assert counted(town, mei)["上报工作"] == first["上报工作"]


async def test_the_bureau_sees_it_at_once_and_nobody_is_named(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    for name in ("钱进", "孙立"):
        await town.joined(name, Role.COORDINATOR)
    await mei.send("📂 我的记录")
    await mei.quiet()
    await zhao.send("/burden")
    shown = await zhao.until("📉 使用负担 2026年11月（截至11月23日）")
    assert "• 县局工作人员、联络员、协调员（5 人）" in shown.text
    assert "操作 1.4（1）" in shown.text  # five joined, one looked, one asked
    assert not any(name in shown.text for name in ("李梅", "王强", "赵敏", "钱进", "孙立"))
    assert "1. 加入：1 次，5 人共 5 次" in shown.text
    await zhao.press("◀ 2026年10月", on=shown)
    await zhao.until("2026年10月 用过的人不足 3 人")
    await zhao.press("2026年11月 ▶")
    await zhao.until("截至11月23日")


async def test_months_are_typed_as_people_say_them_and_others_see_nothing(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await zhao.send("/burden 上月")
    await zhao.until("📉 使用负担 2026年10月")
    for typed, sentence in (("/burden 十三月", "例如"), ("/burden 2027-01", "还没有到")):
        await zhao.send(typed)
        await zhao.until(sentence)
    for phone in (mei, wang):
        await phone.send("/burden")
        await phone.until("使用负担由县局查看")
    assert not any("📉 使用负担 2" in m.text for m in await said(mei))


async def test_each_month_has_its_own_and_the_oldest_go(town: Town, mei: Phone) -> None:
    pass_time(town, datetime(2026, 12, 1, 2, tzinfo=UTC) - MONDAY)
    await mei.send("📂 我的记录")
    await mei.quiet()
    await town.stop()
    assert set(counted(town, mei)) >= {"加入"}
    assert counted(town, mei, Month(2026, 12))["我的记录"][0] == 1
    await town.start()
    pass_time(town, datetime(2028, 1, 5, 2, tzinfo=UTC) - town.clock.now())
    await mei.quiet()
    await town.stop()
    assert counted(town, mei) == {}


async def test_what_a_stranger_does_is_nobodys(town: Town, mei: Phone) -> None:
    stranger = town.phone("路人")
    await stranger.send("你好")
    await stranger.until("您还没有加入")
    await town.stop()
    assert [row.conversation for row in town.do(burden.of_month, MONTH)] == ["加入"]
