"""Nobody within 15 minutes: asked again, then every officer."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers.people import appointing
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import outbox, outgoing
from bot.storage.outbox import Priority
from tests.conftest import FORCE, Town, photo
from tests.handlers.alert.alarming import WORDS, alert_of, minutes, raise_it, told
from tests.handlers.month.at_the_desk import wake
from tests.handlers.people.test_standing_in import asked as ask_for_deputy
from tests.handlers.playing import said, twice, with_county


def cards(phone: Phone) -> int:
    return sum("🚨 A1 紧急上报" in m.text for m in phone.messages)


async def test_after_a_quarter_of_an_hour_they_are_asked_again_then_every_officer(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    admin = await town.joined("管理", Role.ADMIN)
    await raise_it(mei)
    first = await told(wang)
    await told(zhao)
    await qian.quiet()
    assert cards(qian) == 0
    minutes(town, 14)
    await wang.quiet()
    assert alert_of(town).round == 1
    bells = (wang.bell, zhao.bell, mei.bell)
    minutes(town, 1.1)
    again = await wang.until("第2次提醒")
    assert again.message_id != first.message_id
    assert "11月23日 09:00 上报" in again.text
    await zhao.until("第2次提醒")
    await mei.until("15分钟还没有人知悉，已催 王强、赵敏")
    await qian.quiet()
    assert (wang.bell, zhao.bell, mei.bell) == tuple(n + 1 for n in bells)
    assert cards(qian) == 0
    minutes(town, 15)
    await qian.until("第3次提醒")
    await admin.until("第3次提醒")
    assert [cards(phone) for phone in (wang, zhao, qian, admin)] == [1, 1, 1, 1]
    await admin.press("已知悉")
    await mei.until("✅ 已由 管理 于 09:30 知悉")
    minutes(town, 60)
    await wang.quiet()
    assert alert_of(town).round == 3


async def test_the_officer_who_knew_last_is_asked_first(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    await raise_it(mei)
    minutes(town, 31)
    await qian.until("第3次提醒")
    await qian.press("已知悉")
    await mei.until("✅ 已由 钱局")
    await mei.send("/alert ××服装厂又有人聚集")
    await mei.until("A2 紧急上报")
    await told(qian, "A2")
    await zhao.quiet()
    assert not any("A2" in m.text for m in zhao.messages)


async def test_it_is_asked_eight_times_and_then_the_telephone_is_left(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await raise_it(mei)
    for _ in range(7):
        minutes(town, 15.1)
        await wang.quiet()
    await mei.until("105分钟还没有人知悉，不再催了")
    await wang.until("第8次提醒")
    minutes(town, 60)
    await wang.quiet()
    assert alert_of(town).round == 8
    assert (await told(wang)).button("已知悉"), "somebody may still know"


async def test_a_restart_asks_in_the_round_that_is_due_by_then(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    await raise_it(mei)
    await told(wang)
    await town.stop()
    town.clock.advance(timedelta(minutes=40))
    await town.start()
    await qian.until("第3次提醒")
    await wang.until("第3次提醒")
    minutes(town, 4)
    await wang.quiet()
    assert alert_of(town).round == 3
    minutes(town, 1.1)
    await wang.until("第4次提醒")


async def test_a_clock_that_jumps_a_day_asks_everybody_once(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await raise_it(mei)
    bell = (await told(wang), wang.bell)[1]
    minutes(town, 24 * 60)
    await wang.until("第8次提醒")
    await wang.quiet()
    assert cards(wang) == 1
    assert wang.bell - bell <= 2, "the card, and the day's digest at most"


async def test_while_telegram_is_away_the_time_runs_and_the_alert_goes_first(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.world.faults.error(502, "sendMessage", times=None)
    await mei.send("/alert ××服装厂门口约30人聚集讨薪")
    await asyncio.sleep(0.3)
    assert cards(wang) == 0
    town.world.faults.due.clear()
    minutes(town, 16)
    card = await wang.until("第2次提醒")
    assert "11月23日 09:00 上报" in card.text
    assert cards(wang) == 1
    await mei.until("15分钟还没有人知悉")


async def test_an_alert_goes_before_all_that_waited_longer(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.stop()
    for chat in (1, 2, 3):
        town.do(outbox.put, chat, {"text": "答"})
    payload = {"text": "急", "kind": "text"}
    town.do(outbox.put, wang.user.id, payload, priority=Priority.ALERT)
    due = town.do(outgoing.due)
    assert [row.chat_id for row in due] == [wang.user.id, 1, 2, 3]
    town.do(outbox.drop_chat, 1)
    town.do(outbox.drop_chat, 2)
    town.do(outbox.drop_chat, 3)


async def test_the_minutes_are_the_countys_own(
    town: Town, mei: Phone, wang: Phone, tmp_path: Path
) -> None:
    await with_county(town, tmp_path, "alert_minutes = 15", "alert_minutes = 5")
    await mei.send(f"/alert {WORDS}")
    await mei.until("5分钟没有人知悉会再催")
    minutes(town, 5.1)
    await wang.until("第2次提醒")
    await mei.until("⏳ 5分钟还没有人知悉")
    minutes(town, 5)
    await wang.until("第3次提醒")
    await mei.until("⏳ 10分钟还没有人知悉")


async def test_what_was_written_while_the_bot_was_away_says_when(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.stop()
    await mei.send(f"/alert {WORDS}")
    town.clock.advance(timedelta(hours=3))
    await town.start()
    card = await told(wang)
    assert "11月23日 12:00（写于 09:00） 上报" in card.text
    await mei.until("12:00（写于 09:00） 已送给")
    assert alert_of(town).round == 1
    minutes(town, 15.1)
    await wang.until("（写于 09:00） 上报，第2次提醒")


@pytest.mark.parametrize("is_told", [True, False])
async def test_where_somebody_cannot_be_reached_others_are_asked_at_once(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, *, is_told: bool
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    if is_told:
        await raise_it(mei)
        await told(zhao)
        await wang.block()
    else:
        wang._person.chat.shut = True
        await raise_it(mei)
        await told(zhao)
    card = await told(qian)
    assert WORDS in card.text
    own = await mei.until("已送给 赵敏、钱局")
    assert "王强、" not in own.text
    assert alert_of(town).round == 1
    await qian.press("已知悉")
    await mei.until("✅ 已由 钱局")


async def test_with_the_last_one_gone_whoever_raised_it_reads_whom_to_call(
    town: Town, mei: Phone, wang: Phone
) -> None:
    wang._person.chat.shut = True
    bell = mei.bell
    await mei.send("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("门口"), WORDS)
    own = await mei.until("现在没有能收到的人，请马上打电话")
    assert "王强 13800001234" in own.text
    await mei.quiet()
    assert mei.bell >= bell + 2, "it rings"


async def test_the_photos_reach_who_is_asked_instead(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    await mei.send("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("门口"), WORDS)
    await zhao.until(lambda m: "photo" in m.body)
    await wang.block()
    await told(qian)
    await qian.until(lambda m: "photo" in m.body)
    assert sum("photo" in m.body for m in await said(zhao)) == 1


async def test_two_who_press_at_once_are_told_who_was_first(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await raise_it(mei)
    mine, theirs = await told(wang), await told(zhao)
    await asyncio.gather(wang.press("已知悉", on=mine), zhao.press("已知悉", on=theirs))
    await mei.until("✅ 已由")
    await zhao.quiet()
    known = alert_of(town).known_by
    name = next(m.text for m in await said(mei) if "✅ 已由" in m.text)
    assert known is not None
    assert sum("✅ 已由" in m.text for m in await said(mei)) == 1
    first = "王强" if "王强 于" in name else "赵敏"
    for each in (wang, zhao):
        assert any(f"✅ 已由 {first} 于" in m.text for m in await said(each))
    await zhao.press("已知悉", on=theirs)
    await zhao.quiet()
    assert any(f"已由 {first} 于" in toast for toast in zhao.toasts)


async def test_a_second_tap_does_nothing_more(town: Town, mei: Phone, wang: Phone) -> None:
    await raise_it(mei)
    await told(wang)
    bell = mei.bell
    await twice(wang, "已知悉")
    await mei.until("✅ 已由 王强")
    await mei.quiet()
    assert mei.bell == bell + 1


@pytest.mark.parametrize("day", [24, 26])
async def test_a_deputy_is_told_during_their_time_and_not_after(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, day: int
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    await ask_for_deputy(wang)
    await wang.send("11.24到11.25")
    await wang.until("共 2 天")
    await wang.press("确认")
    wake(town, 11, day, 0, 30)
    await mei.quiet()
    await raise_it(sun)
    await told(wang)
    await mei.quiet()
    assert cards(mei) == (1 if day == 24 else 0)
    if day == 24:
        await mei.press("已知悉")
        await sun.until("✅ 已由 李梅")


async def test_a_new_liaison_has_the_cards_of_what_goes_on(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    chen = await town.joined("陈静", Role.COORDINATOR)
    await raise_it(mei)
    await told(wang)
    await raise_it(chen, "××仓库起火")
    town.do(appointing.liaison, "陈静", FORCE)
    card = await told(chen)
    assert WORDS in card.text
    await mei.until("已送给 赵敏、陈静")
    own = await chen.until(lambda m: "🚨 A2" in m.text)
    assert own.button("已知悉") is None
    await chen.press("已知悉", on=card)
    await mei.until("✅ 已由 陈静")
    town.do(appointing.liaison, "王强", FORCE)
    again = await wang.until("✅ 已由 陈静 于")
    assert again.button("办结")
    await told(wang, "A2")


async def test_a_deputy_has_the_cards_from_their_first_day(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    await raise_it(sun)
    await wang.press("已知悉", on=await told(wang))
    await sun.until("✅ 已由 王强")
    await ask_for_deputy(wang)
    await wang.send("11.24到11.25")
    await wang.until("共 2 天")
    await wang.press("确认")
    wake(town, 11, 24, 0, 30)
    card = await mei.until("✅ 已由 王强 于")
    assert card.button("办结")


async def test_a_deputy_whose_time_is_over_can_no_longer_say_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    await ask_for_deputy(wang)
    await wang.send("11.24到11.24")
    await wang.until("共 1 天")
    await wang.press("确认")
    wake(town, 11, 24, 23, 50)
    await mei.quiet()
    await raise_it(sun)
    card = await told(mei)
    wake(town, 11, 25, 0, 0)
    await mei.until("您不再代理")
    await mei.press("已知悉", on=card)
    await mei.until("A1 您看不到")
    wake(town, 11, 25, 0, 6)
    await wang.until("第2次提醒")
    await mei.quiet()
    assert not any("第2次提醒" in m.text for m in mei.messages)
