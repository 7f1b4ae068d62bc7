"""The sender: everything in the outbox gets there, whatever Telegram does meanwhile."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.sandbox.faults import Faults
from bot.storage import outbox, outgoing
from bot.storage.people import accounts
from tests.conftest import photo
from tests.tampering import blob
from tests.transport.conftest import Hold, Line, heard

CARD = ("draft", 1)


async def test_a_chat_hears_everything_once_and_in_order(line: Line) -> None:
    phones = [await line.phone(f"员{n}") for n in range(30)]
    for text in "一二三四五六七八":
        await asyncio.gather(*(line.say(phone, text) for phone in phones))
    await line.delivered()
    assert [heard(phone) for phone in phones] == [list("一二三四五六七八")] * 30


async def test_many_chats_are_written_to_at_once(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = [await line.phone(f"员{n}") for n in range(10)]
    together = asyncio.Barrier(10)

    async def answers_ten_at_once(_: Faults, method: str, _chat: int | None) -> None:
        if method == "sendMessage":
            await together.wait()

    monkeypatch.setattr(Faults, "before", answers_ten_at_once)
    await asyncio.gather(*(line.say(phone, "好") for phone in phones))
    await line.delivered()
    assert [heard(phone) for phone in phones] == [["好"]] * 10


async def test_what_was_said_before_a_restart_goes_out_after_it(quiet_line: Line) -> None:
    phone = await quiet_line.phone()
    await quiet_line.say(phone, "停机前的")
    quiet_line.begin()
    await phone.until("停机前的")


async def test_a_card_is_sent_once_and_edited_from_then_on(line: Line) -> None:
    phone = await line.phone()
    for text in ("一", "二", "三"):
        await line.say(phone, text, handle=CARD)
        await line.delivered()
    assert heard(phone) == ["三"]
    assert line.called("sendMessage") == 1
    assert line.called("editMessageText") == 2


async def test_a_contact_is_never_edited_but_sent_anew(line: Line) -> None:
    phone = await line.phone()
    for number in ("13800001234", "13900005678"):
        await line.say(phone, "王强", kind="contact", phone=number, handle=CARD)
        await line.delivered()
    assert [message.contact for message in phone.messages if message.contact] == [
        "王强 13900005678"
    ]
    assert line.called("sendContact") == 2
    assert line.called("editMessageText") == 0


async def test_a_button_with_an_address_opens_it(line: Line) -> None:
    phone = await line.phone()
    buttons = [[["地图", "https://uri.amap.com/search?keyword=%E5%9F%8E"], ["关闭", "sa:x"]]]
    await line.say(phone, "站点", buttons=buttons)
    await line.delivered()
    place, shut = phone.messages[-1].keyboard[0]
    assert (place.url, place.data) == ("https://uri.amap.com/search?keyword=%E5%9F%8E", None)
    assert (shut.url, shut.data) == (None, "sa:x")


async def test_a_card_changed_while_it_is_on_its_way_is_edited_and_not_sent_twice(
    line: Line, hold: Hold
) -> None:
    phone, held = await line.phone(), hold("sendMessage")
    await line.say(phone, "一", handle=CARD)
    await held.came.wait()
    for text in ("二", "三"):
        await line.say(phone, text, handle=CARD)
    held.go.set()
    await line.delivered()
    assert heard(phone) == ["三"]
    assert (line.called("sendMessage"), line.called("editMessageText")) == (1, 1)


async def test_an_edit_that_changes_nothing_is_a_success(line: Line) -> None:
    phone = await line.phone()
    for _ in range(2):
        await line.say(phone, "一", handle=CARD)
        await line.delivered()
    assert line.store.do(outbox.count, "failed") == 0
    await line.say(phone, "二", handle=CARD)
    await phone.until("二")
    assert heard(phone) == ["二"]


async def test_a_card_that_is_gone_is_sent_anew(line: Line) -> None:
    phone = await line.phone()
    await line.say(phone, "一", handle=CARD)
    sent = await phone.until("一")
    await line.delivered()
    line.world.erase(phone._chat, sent.message_id)
    await line.say(phone, "二", handle=CARD)
    await phone.until("二")
    await line.delivered()
    await line.say(phone, "三", handle=CARD)
    await line.delivered()
    assert heard(phone) == ["三"]


async def test_a_text_becomes_a_photo_and_a_text_again(line: Line) -> None:
    phone, sheet = await line.phone(), line.blobs.keep(photo())
    await line.say(phone, "在画", handle=CARD)
    await line.say(phone, "别的")
    await line.delivered()
    await line.say(phone, "画好了", kind="photo", file=sheet, handle=CARD)
    await line.delivered()
    assert heard(phone) == ["别的", "画好了"]
    assert phone.messages[-1].photo()
    await line.say(phone, "不要了", handle=CARD)
    await line.delivered()
    assert heard(phone) == ["别的", "不要了"]


async def test_a_card_that_is_renewed_moves_to_the_end_and_leaves_nothing_behind(
    line: Line,
) -> None:
    phone = await line.phone()
    await line.say(phone, "一", handle=CARD)
    await line.say(phone, "别的")
    await line.say(phone, "二", handle=CARD, renew=True)
    await line.delivered()
    await line.say(phone, "三", handle=CARD, renew=True)
    await line.delivered()
    assert heard(phone) == ["别的", "三"]


@pytest.mark.parametrize("trouble", ["reset", "error", "lose_answer", "flood"])
async def test_a_renewed_card_is_not_sent_twice_when_the_old_one_cannot_be_deleted_at_once(
    line: Line, trouble: str
) -> None:
    phone = await line.phone()
    await line.say(phone, "一", handle=CARD)
    await line.delivered()
    strike = getattr(line.world.faults, trouble)
    _ = strike(1, method="deleteMessage") if trouble == "flood" else strike(method="deleteMessage")
    await line.say(phone, "二", handle=CARD, renew=True)
    await line.delivered()
    assert heard(phone) == ["二"]
    assert line.called("sendMessage") == 2


@pytest.mark.parametrize("trouble", ["reset", "error", "flood"])
async def test_a_message_to_be_taken_away_is_not_forgotten(line: Line, trouble: str) -> None:
    phone = await line.phone()
    typed = await phone.send("身份证号")
    strike = getattr(line.world.faults, trouble)
    _ = strike(1, method="deleteMessage") if trouble == "flood" else strike(method="deleteMessage")
    await line.writer.do(outbox.put, phone.user.id, {"delete": typed.message_id})
    await line.delivered()
    assert typed.message_id not in {message.message_id for message in phone.messages}


async def test_one_that_cannot_be_taken_away_blocks_nothing(line: Line) -> None:
    phone = await line.phone()
    await line.writer.do(outbox.put, phone.user.id, {"delete": 99999})
    await line.say(phone, "好")
    await phone.until("好")


async def test_a_file_goes_by_reference_the_second_time(line: Line) -> None:
    mei, wang = await line.phone("李梅"), await line.phone("王强")
    sheet = line.blobs.keep(photo())
    for phone in (mei, wang):
        await line.say(phone, "图", kind="photo", file=sheet)
        await line.delivered()
    first, second = (params["photo"] for method, params in line.calls if method == "sendPhoto")
    assert "attach://" in str(first)
    assert isinstance(second, str)
    assert "attach://" not in second
    assert wang.messages[-1].photo() == mei.messages[-1].photo()


async def test_a_file_whose_reference_is_refused_is_sent_as_bytes_again(line: Line) -> None:
    phone, paper = await line.phone(), line.blobs.keep(b"%PDF-1.4 a plan")
    line.store.sql(
        f"INSERT INTO upload (sha256, kind, file_id) VALUES ('{paper}', 'document', 'STALE')"
    )
    await line.say(phone, "方案", kind="document", file=paper, filename="方案 1.pdf")
    await line.delivered()
    assert phone.messages[-1].document() == b"%PDF-1.4 a plan"
    assert phone.messages[-1].document_name == "方案 1.pdf"
    assert line.store.do(outgoing.known_file, paper, "document") not in (None, "STALE")


async def test_a_photo_in_a_card_is_replaced_and_its_caption_edited(line: Line) -> None:
    phone = await line.phone()
    one, two = line.blobs.keep(photo("一")), line.blobs.keep(photo("二"))
    for file, text in ((one, "甲"), (one, "乙"), (two, "丙")):
        await line.say(phone, text, kind="photo", file=file, handle=CARD)
        await line.delivered()
    methods = [method for method, _ in line.calls if "Photo" in method or "edit" in method]
    assert methods == ["sendPhoto", "editMessageCaption", "editMessageMedia"]
    assert heard(phone) == ["丙"]


async def test_a_message_that_telegram_refuses_is_kept_with_the_reason_and_blocks_nobody(
    line: Line,
) -> None:
    phone = await line.phone()
    await line.say(phone, "")
    await line.say(phone, "好", buttons=[[["太长", "x" * 65]]])
    await line.say(phone, "好")
    await phone.until("好")
    await line.delivered()
    assert heard(phone) == ["好"]
    reasons = [row[0] for row in line.store.sql("SELECT error FROM outbox WHERE state = 'failed'")]
    assert len(reasons) == 2
    assert all(reason.startswith("400 Bad Request") for reason in reasons)


async def test_a_message_whose_file_is_gone_is_given_up_and_blocks_nobody(line: Line) -> None:
    phone = await line.phone()
    await line.say(phone, "图", kind="photo", file="ab" * 32)
    await line.say(phone, "好")
    await phone.until("好")
    assert line.store.do(outbox.count, "failed") == 1


async def test_a_message_that_does_not_open_is_given_up_and_blocks_nobody(line: Line) -> None:
    phone = await line.phone()
    await line.say(phone, "以后", delay=line.store.clock.now() - line.store.clock.now())
    line.store.sql(f"UPDATE outbox SET payload_sealed = {blob(bytes(1))} WHERE state = 'new'")
    await line.say(phone, "好")
    await phone.until("好")


async def test_someone_who_blocked_the_bot_gets_nothing_more_and_holds_up_nobody(
    line: Line,
) -> None:
    mei, wang = await line.phone("李梅"), await line.phone("王强")
    await line.writer.do(accounts.invited, mei.user.id, None)
    mei._chat.shut = True  # before the bot has been told
    line.world.faults.delay(0.05, "sendMessage")
    for text in "一二三":
        await line.say(mei, text)
    await line.say(wang, "好")
    await wang.until("好")
    await line.delivered()
    assert heard(mei) == []
    assert line.called("sendMessage") <= 3
    assert line.store.sql("SELECT reachable FROM account") == [(0,)]
    assert line.store.do(outbox.count, "failed") == 0
    mei._chat.shut = False
    await line.say(mei, "回来了")
    await mei.until("回来了")


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_fault_of_telegrams_own_is_tried_again(line: Line, code: int) -> None:
    phone = await line.phone()
    line.world.faults.error(code, "sendMessage")
    await line.say(phone, "一")
    await line.say(phone, "二")
    await line.delivered()
    assert heard(phone) == ["一", "二"]


async def test_a_cut_connection_is_tried_again(line: Line) -> None:
    phone = await line.phone()
    line.world.faults.reset("sendMessage", times=2)
    await line.say(phone, "一")
    await line.delivered()
    assert heard(phone) == ["一"]


async def test_while_telegram_is_away_it_is_asked_ever_more_seldom_until_it_is_there(
    line: Line,
) -> None:
    phone = await line.phone()
    with capture_logs() as log:
        for text, times in (("一", 2), ("二", 1)):
            line.world.faults.reset("sendMessage", times=times)
            await line.say(phone, text)
            await line.delivered()
    waits = [told["seconds"] for told in log if told["event"] == "send again later"]
    assert waits == [0.5, 1.0, 0.5]


async def test_a_lost_answer_repeats_one_message_at_most(line: Line) -> None:
    phone = await line.phone()
    line.world.faults.lose_answer("sendMessage")
    await line.say(phone, "一", handle=CARD)
    await line.delivered()
    assert heard(phone) == ["一", "一"]
    await line.say(phone, "二", handle=CARD)
    await line.delivered()
    assert heard(phone) == ["一", "二"]


async def test_a_lost_answer_to_an_edit_repeats_nothing(line: Line) -> None:
    phone = await line.phone()
    await line.say(phone, "一", handle=CARD)
    await line.delivered()
    line.world.faults.lose_answer("editMessageText")
    await line.say(phone, "二", handle=CARD)
    await line.delivered()
    assert heard(phone) == ["二"]


async def test_a_silent_message_rings_no_bell(line: Line) -> None:
    phone = await line.phone()
    await line.say(phone, "轻声", silent=True)
    await line.say(phone, "出声")
    await line.delivered()
    assert phone.bell == 1


async def test_what_waits_for_its_time_goes_when_it_has_come(line: Line) -> None:
    phone = await line.phone()
    await line.say(phone, "一", handle=CARD, settle=True)
    await line.say(phone, "二")
    await phone.until("二")
    assert heard(phone) == ["二"]
    line.store.clock.advance(2)
    await line.say(phone, "三")
    await line.delivered()
    assert heard(phone) == ["二", "一", "三"]


async def test_a_stop_lets_what_is_on_its_way_arrive(line: Line, hold: Hold) -> None:
    phone, held = await line.phone(), hold("sendMessage")
    await line.say(phone, "一")
    await held.came.wait()
    ending = asyncio.create_task(line.end())
    await line.until(line.stop.is_set)
    held.go.set()
    await ending
    assert heard(phone) == ["一"]
    assert line.store.do(outbox.count, "new") == 0
