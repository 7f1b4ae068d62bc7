"""🚨 紧急上报: from one message to whoever is to know."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from bot.rules.alerts import AlertState
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import accounts
from tests.conftest import PDF, Town, photo
from tests.handlers.alert.alarming import (
    CONTACTS,
    ID_NUMBER,
    STEPS,
    WORDS,
    alert_of,
    minutes,
    raise_it,
    told,
    with_plan,
)
from tests.handlers.playing import begun, pass_time, pieces_of, said, tap, twice


async def test_two_actions_send_it_and_one_says_who_knows(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    with_plan(town)
    before = mei.actions
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send(WORDS)
    own = await mei.until("已送给 王强、赵敏")
    assert mei.actions - before == 2
    assert "王强 13800001234" in own.text
    card = await told(wang)
    assert "李梅（李梅的单位，服装制造） 13800001234" in card.text
    assert f"经过：{WORDS}" in card.text
    for shown in (own, card):
        assert STEPS in shown.text
        assert CONTACTS in shown.text
    await told(zhao)
    before = wang.actions
    await wang.press("已知悉")
    news = await mei.until("✅ 已由 王强 于 09:00 知悉")
    assert wang.actions - before == 1
    assert news.message_id != own.message_id, "a new message, that rings"
    edited = await zhao.until("✅ 已由 王强 于 09:00 知悉")
    assert edited.button("已知悉") is None
    assert alert_of(town).state is AlertState.KNOWN


async def test_one_command_sends_it_at_night_with_sound(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    pass_time(town, timedelta(hours=14))
    await mei.quiet()
    bells = (wang.bell, zhao.bell)
    before = mei.actions
    await raise_it(mei)
    await told(wang)
    await told(zhao)
    assert mei.actions - before == 1
    assert (wang.bell, zhao.bell) == (bells[0] + 1, bells[1] + 1)
    assert "11月23日 23:00 上报" in (await told(wang)).text


async def test_a_photo_alone_goes_at_once_and_its_words_are_asked_for(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("门口"))
    await mei.until("只收到照片，请马上补一句话")
    first = await wang.until("经过：还没有文字")
    assert first.button("已知悉")
    await wang.until(lambda m: "photo" in m.body)
    await mei.send(WORDS)
    again = await wang.until(f"经过：{WORDS}")
    assert again.message_id != first.message_id, "it rings once more"
    assert again.button("已知悉")
    await mei.until(f"经过：{WORDS}")
    assert len(pieces_of(town, alert_of(town).draft_id)) == 1
    assert begun(town, mei) == [], "no report was begun"


async def test_an_album_is_one_alert_and_is_passed_on_as_one_without_place_and_device(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_file(photo("原件", exif=exif), "现场.jpg", caption=WORDS, mime="image/jpeg")
    await mei.until("已送给")
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await mei.until("材料已收到，收齐就转给 王强、赵敏")
    for phone in (wang, zhao):
        await phone.until(lambda m: "photo" in m.body)
        pictures = [m for m in await said(phone) if "photo" in m.body]
        assert len(pictures) == 4
        assert all("A1" in m.text for m in pictures)
        for each in pictures:
            assert not Image.open(io.BytesIO(each.photo())).getexif()
    assert [m for m in await said(mei) if "photo" in m.body] == [], "nobody gets their own"
    assert alert_of(town).id == 1
    assert sum("材料已收到" in m.text for m in await said(mei)) == 1


@pytest.mark.parametrize("caption", [WORDS, ""])
async def test_an_album_that_raises_it_raises_it_once(
    town: Town, mei: Phone, wang: Phone, caption: str
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_album([photo("一"), photo("二"), photo("三")], caption)
    await mei.until("已送给 王强")
    await wang.until(lambda m: "photo" in m.body)
    assert len(pieces_of(town, alert_of(town).draft_id)) == 3
    assert sum("photo" in m.body for m in await said(wang)) == 3
    assert sum("🚨 A" in m.text for m in await said(wang)) == 1
    assert begun(town, mei) == []


async def test_a_file_is_taken_and_one_that_cannot_be_is_told(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await raise_it(mei)
    await mei.send_file(PDF, "名单.pdf", mime="application/pdf")
    await wang.until(lambda m: m.document_name == "名单.pdf")
    await mei.send_file(b"nothing", "坏.pdf", mime="application/pdf")
    await mei.until("A1 有一份材料没有收下")
    assert begun(town, mei) == []


async def test_four_thousand_characters_arrive_whole(town: Town, mei: Phone, wang: Phone) -> None:
    long = "某厂聚集讨薪" + "，现场情况" * 780 + "完"
    assert 3900 < len(long) < 4000
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send(long)
    await mei.until("已送给")
    card = await told(wang)
    assert "…" in card.text
    whole = await wang.until("经过全文")
    assert long in whole.text


@pytest.mark.parametrize("nothing", ["…", "123", "X1042", "🙂", "。。。"])
async def test_what_says_nothing_is_asked_again(
    town: Town, mei: Phone, wang: Phone, nothing: str
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send(nothing)
    await mei.until("请写明什么事、在哪里、多少人，例如")
    await mei.send(WORDS)
    await mei.until("已送给 王强")


async def test_pressed_by_mistake_it_is_taken_back_within_a_minute_and_everybody_is_told(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await raise_it(mei)
    await told(wang)
    await twice(mei, "误报，撤回")
    await mei.until("撤回：误报")
    for phone in (wang, zhao):
        await phone.until("A1 已撤回，是李梅误报，不用处置")
        cards = [m for m in await said(phone) if "🚨 A1" in m.text]
        assert [m.buttons for m in cards] == [[]]
        assert sum("是李梅误报" in m.text for m in await said(phone)) == 1
    minutes(town, 20)
    await wang.quiet()
    assert sum("🚨 A1" in m.text for m in await said(wang)) == 1, "nobody is asked again"
    assert alert_of(town).state is AlertState.WITHDRAWN
    tap(wang, "al:know:1")
    await wang.until(lambda m: "🚨 A1" in m.text and "撤回" in m.text)
    assert alert_of(town).known_by is None


async def test_after_a_minute_it_can_only_be_closed_with_a_word(
    town: Town, mei: Phone, wang: Phone
) -> None:
    card = await raise_it(mei)
    minutes(town, 1.1)
    await mei.until(lambda m: "🚨 A1" in m.text and m.button("误报，撤回") is None)
    await mei.press("误报，撤回", on=card)
    await mei.until("已过一分钟，不能撤回")
    await mei.send("是误会，没有人聚集")
    await wang.until("进展，李梅")
    assert alert_of(town).goes_on


async def test_left_unsent_nothing_goes_out(town: Town, mei: Phone, wang: Phone) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.press("取消")
    await mei.until("没有上报")
    await mei.send(WORDS)
    await mei.quiet()
    assert not any("A1" in m.text for m in await said(wang))


@pytest.mark.parametrize(
    "elsewhere",
    ["📊 我的得分", "📂 我的记录", "更多", "📝 上报工作", "/me", "/help", "/forces", "/lock"],
)
async def test_who_goes_elsewhere_has_left_the_question(
    town: Town, mei: Phone, wang: Phone, elsewhere: str
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send(elsewhere)
    await mei.quiet()
    await mei.send_photo(photo("宣传"), "××服装厂 60人")
    await mei.quiet()
    await wang.quiet()
    assert not any("A1" in m.text for m in await said(wang))
    assert len(begun(town, mei)) == 1


async def test_the_question_lapses_and_who_answers_it_too_late_is_told(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    minutes(town, 14)
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    minutes(town, 14)
    await mei.send(WORDS)
    await wang.until("🚨 A1")
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    minutes(town, 17)
    await mei.send("李梅的材料还差一张")
    await mei.until("没有当作紧急上报送出")
    await mei.send("李梅的材料还差一张")
    await mei.until("没有看懂")
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    minutes(town, 17)
    await mei.send_photo(photo("宣传"), "××服装厂 60人")
    await mei.quiet()
    assert not any("A2" in m.text for m in await said(wang))
    assert len(begun(town, mei)) == 1


async def test_what_was_written_in_time_goes_out_however_long_the_bot_was_away(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await town.stop()
    await mei.send(WORDS)
    town.clock.advance(timedelta(hours=3))
    await town.start()
    await mei.until("已送给 王强")
    await told(wang)


async def test_a_photo_of_other_work_is_no_alert(town: Town, mei: Phone, wang: Phone) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("宣传"), "宣传 今天 ××服装厂 60人")
    await mei.until("上报：开展宣传")
    await wang.quiet()
    assert not any("A1" in m.text for m in await said(wang))


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        (f"/alert {WORDS}", WORDS),
        (f"/alert{WORDS}", WORDS),
        (f"/Alert@xietiao_bot\n{WORDS}", WORDS),
        (f"紧急上报：{WORDS}", WORDS),
        (f"🚨 紧急上报 {WORDS}", WORDS),
        ("/alert", ""),
    ],
)
async def test_a_caption_that_begins_with_the_command_or_the_label_raises_it(
    town: Town, mei: Phone, wang: Phone, caption: str, words: str
) -> None:
    await raise_it(mei, "××仓库起火，2人受伤")
    await mei.send_album([photo("一"), photo("二")], caption)
    await mei.until("A2 紧急上报")
    await told(wang, "A2")
    await wang.until(lambda m: "photo" in m.body)
    assert alert_of(town, "A2").words == words
    assert len(pieces_of(town, alert_of(town, "A2").draft_id)) == 2
    assert pieces_of(town, alert_of(town).draft_id) == []
    assert begun(town, mei) == []


@pytest.mark.parametrize("caption", ["紧急上报流程培训 今天", "/alerts", "讲 紧急上报"])
async def test_a_caption_that_only_speaks_of_alerts_raises_none(
    town: Town, mei: Phone, wang: Phone, caption: str
) -> None:
    await mei.send_photo(photo("一"), caption)
    await mei.until("收到 1 份照片")
    await wang.quiet()
    assert not any("A1" in m.text for m in await said(wang))


@pytest.mark.parametrize("how", ["asked", "command", "caption"])
async def test_an_id_number_is_masked_and_the_alert_goes_out(
    town: Town, mei: Phone, wang: Phone, how: str
) -> None:
    words = f"某厂30人聚集讨薪，带头的{ID_NUMBER}"
    if how == "command":
        typed = await mei.send(f"/alert {words}")
    else:
        await mei.press("🚨 紧急上报")
        await mei.until("请写经过")
        typed = await (mei.send(words) if how == "asked" else mei.send_photo(photo("门口"), words))
    await mei.until("其余的话已隐去号码照常送出")
    await mei.until("已送给 王强")
    assert "带头的1101**********002X" in (await told(wang)).text
    assert typed.message_id not in {message.message_id for message in mei.messages}
    assert not any("用台账表格导入" in m.text for m in await said(mei))


async def test_an_id_number_elsewhere_is_only_deleted(town: Town, mei: Phone, wang: Phone) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    minutes(town, 17)
    await mei.send(f"李梅 {ID_NUMBER}")
    await mei.until("请交联络员用台账表格导入")
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send(f"/score {ID_NUMBER}")
    await mei.quiet()
    assert sum("请交联络员用台账表格导入" in m.text for m in await said(mei)) == 2
    assert "用台账表格导入" in mei.last.text


@pytest.mark.parametrize(
    "words",
    [
        "某厂30人聚集讨薪",
        "出事了，有人跳楼",
        "工地打起来了",
        "堵门要工资",
        "今天下午滨河小区工地四十多个工人堵门要工资，包工头已经跑了，人越来越多，请赶快派人过来处理一下",
    ],
)
async def test_typed_unasked_it_is_offered_and_sent_with_one_tap(
    town: Town, mei: Phone, wang: Phone, words: str
) -> None:
    before = mei.actions
    await mei.send(words)
    await mei.until("还没有送出")
    await wang.quiet()
    assert not any("A1" in m.text for m in await said(wang))
    minutes(town, 2)
    await twice(mei, "马上作为紧急上报送出")
    own = await mei.until("已送给 王强")
    assert own.button("误报，撤回")
    assert mei.actions - before == 3, "of which one was a tap too many"
    assert words in (await told(wang)).text
    await mei.send("又来了十几个")
    await wang.until("又来了十几个")
    assert not any("A2" in m.text for m in await said(wang))
    assert not any(m.button("马上作为紧急上报送出") for m in await said(mei))


@pytest.mark.parametrize(
    "words",
    [
        "欠薪怎么投诉",
        "聚集讨薪怎么报",
        "讨薪途径",
        "聚集",
        "跳楼",
        "出事了",
        "宣传 今天 ××服装厂 60人 不聚集不闹事",
        "停工留薪期",
        "劳动合同法",
    ],
)
async def test_what_looks_for_something_or_tells_of_work_is_not_offered(
    town: Town, mei: Phone, words: str
) -> None:
    await mei.send(words)
    await mei.quiet()
    assert "还没有送出" not in mei.last.text


async def test_typed_after_the_label_it_is_offered_without_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.send("紧急上报：老板锁了大门不让人走")
    await mei.until("还没有送出：老板锁了大门不让人走")
    await mei.press("马上作为紧急上报送出")
    card = await told(wang)
    assert "经过：老板锁了大门不让人走" in card.text
    await mei.send("紧急上报怎么用")
    await mei.quiet()
    assert "还没有送出" not in mei.last.text


async def test_who_offers_nothing_sends_nothing(town: Town, mei: Phone, wang: Phone) -> None:
    await mei.send(WORDS)
    await mei.until("还没有送出")
    for data in ("al:send:1", "al:send:999"):
        tap(wang, data)
        await wang.until("请写明什么事")
    stranger = town.phone("路人")
    await stranger.send(WORDS)
    await stranger.until("还没有加入")


async def test_a_caption_that_says_nothing_stops_no_photo(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("门口"), "🆘")
    await mei.until("只收到照片，请马上补一句话")
    await wang.until("经过：还没有文字")
    await mei.send(WORDS)
    await wang.until(f"经过：{WORDS}")


async def test_a_voice_or_place_is_answered_by_what_is_wanted(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_voice()
    await mei.until("还没有送出：语音、位置收不了，请打字或发照片")
    await mei.send_location()
    await mei.quiet()
    assert sum("还没有送出：" in m.text for m in await said(mei)) == 2
    await mei.send(WORDS)
    await told(wang)
    await mei.send_voice()
    await mei.until("这类消息收不了")


async def test_a_liaisons_own_goes_to_every_officer(town: Town, wang: Phone, zhao: Phone) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    await raise_it(wang)
    await told(zhao)
    await told(qian)
    tap(wang, "al:know:1")
    await wang.until("是您上报的，由别人知悉")


async def test_somebody_of_no_task_force_reaches_the_other_officers(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    own = await raise_it(zhao)
    assert "钱局" in own.text
    card = await told(qian)
    assert "赵敏" in card.text
    await qian.press("已知悉")
    await zhao.until("✅ 已由 钱局 于")
    await qian.quiet()
    assert not any("A1" in m.text for m in await said(wang))


async def test_without_a_liaison_that_can_be_reached_every_officer_is_told_at_once(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    town.do(accounts.unreachable, wang.user.id)
    await raise_it(mei)
    await told(zhao)
    await told(qian)
    assert not any("A1" in m.text for m in wang.messages)


async def test_with_nobody_to_reach_one_is_told_whom_to_call_and_who_joins_is_asked_later(
    town: Town, mei: Phone
) -> None:
    town.add("王强", Role.LIAISON)
    await mei.send(f"/alert {WORDS}")
    own = await mei.until("现在没有能收到的人，请马上打电话")
    assert "王强 13800001234" in own.text
    zhao = await town.joined("赵敏", Role.BUREAU)
    minutes(town, 15)
    await told(zhao)
    await mei.until("15分钟还没有人知悉，已催 赵敏")


async def test_a_stranger_raises_nothing(town: Town, wang: Phone) -> None:
    stranger = town.phone("路人")
    await stranger.send(f"/alert {WORDS}")
    await stranger.until("还没有加入")
    await wang.quiet()
    assert not any("A1" in m.text for m in wang.messages)


async def test_whoever_is_of_another_task_force_sees_nothing_of_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    sun = await town.joined("孙丽", Role.LIAISON, force="快递行业")
    await raise_it(mei)
    for data in ("al:know:1", "al:open:1", "al:end:1", "al:note:1", "al:files:1", "al:plan:1"):
        tap(sun, data)
        await sun.until("A1 您看不到")
    await sun.send("A1")
    await sun.until("A1 您看不到")
    await sun.quiet()
    assert not any(WORDS in m.text for m in sun.messages)
    tap(mei, "al:know:1")
    await mei.until("是您上报的，由别人知悉")
    assert alert_of(town).state is AlertState.RAISED


async def test_a_report_that_was_begun_is_untouched_by_an_alert(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.send_photo(photo("宣传"), "宣传 今天 ××服装厂")
    await mei.until("上报：开展宣传")
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("现场"), WORDS)
    await mei.until("已送给 王强")
    (draft,) = begun(town, mei)
    assert len(pieces_of(town, draft.id)) == 1
    assert len(pieces_of(town, alert_of(town).draft_id)) == 1


async def test_where_nobody_can_be_telephoned_no_numbers_are_announced(
    town: Town, wang: Phone
) -> None:
    await town.joined_as(town.add("赵敏", Role.BUREAU, phone=""), "赵敏")
    card = await raise_it(wang)
    assert "有人身危险先打 110、120\n接着发" in card.text
