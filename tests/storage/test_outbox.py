"""The outbox: in order per chat, one row a handle, albums that settle."""

from datetime import datetime, timedelta

from bot.rules.calendar import TIMEZONE
from bot.storage import handles, outbox, outgoing
from bot.storage.outbox import Priority
from bot.storage.outgoing import Due, Shown
from tests.storage.conftest import Store

CARD = ("draft", 1)


def put(store: Store, words: str, chat: int = 7, **how: object) -> None:
    store.do(outbox.put, chat, {"text": words}, **how)


def due(store: Store) -> list[Due]:
    found: list[Due] = store.do(outgoing.due)
    return found


def words(store: Store) -> list[str]:
    return [str(row.payload(store.vault)["text"]) for row in due(store)]


def goes_at(store: Store) -> datetime:
    (row,) = store.sql("SELECT not_before FROM outbox")
    return datetime.fromisoformat(f"{row[0]}+00:00")


def test_only_the_first_row_of_a_chat_is_due(store: Store) -> None:
    for text in ("一", "二"):
        put(store, text)
    put(store, "别人的", chat=8)
    assert words(store) == ["一", "别人的"]
    store.do(outgoing.sent, due(store)[0], Shown(10, "text"))
    assert words(store) == ["二", "别人的"]


def test_people_who_are_typing_go_before_news_and_nudges(store: Store) -> None:
    for chat, priority in enumerate((Priority.NUDGE, Priority.NEWS, Priority.ANSWER)):
        put(store, priority.name, chat=chat, priority=priority)
    assert words(store) == ["ANSWER", "NEWS", "NUDGE"]


def test_a_row_that_waits_for_its_time_blocks_nothing(store: Store) -> None:
    put(store, "一分钟后", delay=timedelta(minutes=1))
    put(store, "现在")
    assert words(store) == ["现在"]
    assert store.do(outgoing.next_due) == store.clock.now() + timedelta(minutes=1)
    store.clock.advance(60)
    assert words(store) == ["一分钟后"]


def test_a_nudge_that_could_not_go_by_day_waits_for_the_morning(store: Store) -> None:
    today = store.clock.now().astimezone(TIMEZONE).replace(hour=19, minute=59)
    store.clock.move_to(today)
    put(store, "提醒", priority=Priority.NUDGE)
    assert words(store) == ["提醒"]
    store.clock.advance(timedelta(minutes=2))
    assert words(store) == []
    put(store, "回答")
    assert words(store) == ["回答"]
    store.do(outgoing.sent, due(store)[0], Shown(10, "text"))
    store.clock.advance(timedelta(hours=11, minutes=58))
    assert words(store) == []
    store.clock.advance(timedelta(minutes=1))
    assert words(store) == ["提醒"]


def test_what_is_renewed_while_it_is_on_its_way_goes_after_what_was_said_before_that(
    store: Store,
) -> None:
    put(store, "卡片一", handle=CARD)
    (on_its_way,) = due(store)
    store.sql("UPDATE outbox SET taken_by = 1")  # as one of several processes takes it
    put(store, "材料")
    store.do(outbox.put, 7, {"text": "卡片二", "renew": True}, handle=CARD)
    store.do(outgoing.sent, on_its_way, Shown(10, "text"))
    assert words(store) == ["材料"]
    store.do(outgoing.sent, due(store)[0], Shown(11, "text"))
    assert words(store) == ["卡片二"]
    assert due(store)[0].message_id == 10


def test_what_is_renewed_goes_after_what_was_said_before_it(store: Store) -> None:
    put(store, "卡片一", handle=CARD)
    put(store, "材料")
    store.do(outbox.put, 7, {"text": "卡片二", "renew": True}, handle=CARD)
    assert words(store) == ["材料"]
    store.do(outgoing.sent, due(store)[0], Shown(10, "text"))
    assert words(store) == ["卡片二"]


def test_waiting_edits_of_one_handle_coalesce_to_the_last_in_the_firsts_place(store: Store) -> None:
    put(store, "卡片一", handle=CARD)
    put(store, "别的")
    put(store, "卡片二", handle=CARD)
    put(store, "别人的卡片", chat=8, handle=CARD)
    assert words(store) == ["卡片二", "别人的卡片"]
    assert store.do(outbox.count, "new") == 3


def test_what_was_said_under_a_handle_is_edited_the_next_time(store: Store) -> None:
    put(store, "一", handle=CARD)
    store.do(outgoing.sent, due(store)[0], Shown(10, "photo", "ab"))
    put(store, "二", handle=CARD)
    (row,) = due(store)
    assert (row.message_id, row.kind, row.sha256) == (10, "photo", "ab")
    assert store.do(handles.of_message, 7, 10) == CARD


def test_what_was_replaced_while_it_was_on_its_way_goes_again_as_an_edit(store: Store) -> None:
    put(store, "旧", handle=CARD)
    (on_its_way,) = due(store)
    put(store, "新", handle=CARD)
    store.do(outgoing.sent, on_its_way, Shown(10, "text"))
    (row,) = due(store)
    assert (words(store), row.message_id) == (["新"], 10)


def test_a_refusal_does_not_take_down_what_has_replaced_it(store: Store) -> None:
    put(store, "旧", handle=CARD)
    (on_its_way,) = due(store)
    put(store, "新", handle=CARD)
    store.do(outgoing.failed, on_its_way, "400")
    assert words(store) == ["新"]


def test_what_failed_is_kept_with_the_reason_and_frees_its_handle(store: Store) -> None:
    put(store, "一", handle=CARD)
    store.do(outgoing.failed, due(store)[0], "400 Bad Request")
    put(store, "二", handle=CARD)
    assert words(store) == ["二"]
    assert store.sql("SELECT error FROM outbox WHERE state = 'failed'") == [("400 Bad Request",)]


def test_news_that_may_go_on_waits_two_seconds_for_more_and_eight_at_most(store: Store) -> None:
    begin = store.clock.now()
    put(store, "1", handle=CARD, settle=True)
    assert goes_at(store) == begin + timedelta(seconds=2)
    for n in range(2, 6):
        store.clock.advance(1.5)
        put(store, f"{n}", handle=CARD, settle=True)
        assert goes_at(store) == min(
            store.clock.now() + timedelta(seconds=2), begin + timedelta(seconds=8)
        )
    assert goes_at(store) == begin + timedelta(seconds=8)
    store.clock.advance(2)
    assert words(store) == ["5"]


def test_what_is_already_due_is_not_put_off_by_what_follows(store: Store) -> None:
    put(store, "第一张", handle=CARD)
    put(store, "第二张", handle=CARD, settle=True)
    assert words(store) == ["第二张"]


def test_what_follows_while_the_first_is_on_its_way_settles(store: Store) -> None:
    put(store, "第一张", handle=CARD)
    (on_its_way,) = due(store)
    put(store, "第二张", handle=CARD, settle=True)
    store.do(outgoing.sent, on_its_way, Shown(10, "text"))
    assert words(store) == []
    store.clock.advance(1)
    put(store, "第三张", handle=CARD, settle=True)
    store.clock.advance(1.9)
    assert words(store) == []
    store.clock.advance(0.1)
    assert words(store) == ["第三张"]


def test_an_answer_does_not_wait_for_an_album_to_settle(store: Store) -> None:
    put(store, "照片", handle=CARD, settle=True)
    put(store, "答复", handle=CARD)
    assert words(store) == ["答复"]


def test_what_waits_can_be_taken_back(store: Store) -> None:
    put(store, "已通过", handle=CARD, delay=timedelta(minutes=1))
    assert store.do(outbox.drop, 7, *CARD) is True
    assert store.do(outbox.drop, 7, *CARD) is False
    assert store.do(outbox.count, "new") == 0


def test_when_access_is_cut_only_that_chats_rows_are_dropped(store: Store) -> None:
    put(store, "一")
    put(store, "二", delay=timedelta(days=1))
    put(store, "别人的", chat=8)
    store.do(outbox.drop_chat, 7)
    assert words(store) == ["别人的"]
    assert store.do(outbox.count, "new") == 1


def test_a_message_that_took_anothers_place_has_it_taken_away_in_the_same_commit(
    store: Store,
) -> None:
    put(store, "新的一张", handle=CARD)
    store.do(outgoing.sent, due(store)[0], Shown(11, "text", replaced=10))
    (row,) = due(store)
    assert row.payload(store.vault) == {"delete": 10}


def test_a_forgotten_handle_is_a_new_message_the_next_time(store: Store) -> None:
    put(store, "一", handle=CARD)
    store.do(outgoing.sent, due(store)[0], Shown(10, "text"))
    store.do(handles.forget, 7, *CARD)
    put(store, "二", handle=CARD)
    assert due(store)[0].message_id is None


def test_a_file_is_known_by_its_bytes_and_kind_until_telegram_refuses_it(store: Store) -> None:
    put(store, "照片")
    store.do(outgoing.sent, due(store)[0], Shown(10, "photo", "ab", "FILE"))
    assert store.do(outgoing.known_file, "ab", "photo") == "FILE"
    assert store.do(outgoing.known_file, "ab", "document") is None
    assert store.do(outgoing.unknow_file, "ab", "photo") is True
    assert store.do(outgoing.unknow_file, "ab", "photo") is False
    assert store.do(outgoing.known_file, "ab", "photo") is None


def test_what_is_to_be_said_is_not_kept_in_clear(store: Store) -> None:
    put(store, "李梅 13800001234")
    for trace in ("李梅", "13800001234"):
        assert trace.encode() not in store.everything()


def test_ids_are_never_used_again(store: Store) -> None:
    put(store, "一")
    (first,) = due(store)
    store.do(outgoing.sent, first, Shown(10, "text"))
    put(store, "二")
    assert due(store)[0].id > first.id
