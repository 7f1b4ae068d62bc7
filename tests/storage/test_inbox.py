"""The inbox: what is new is written down once, in order, and without ID numbers."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.storage import inbox
from bot.storage.inbox import Received
from bot.storage.session import Session
from tests.storage.conftest import Store

NUMBER = "11010519491231002X"
MASKED = "1101**********002X"


def update(update_id: int, text: str = "你好", chat: int = 7) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": {"message_id": 1, "chat": {"id": chat}, "text": text},
    }


def undone(store: Store) -> list[Received]:
    found: list[Received] = store.do(inbox.undone)
    return found


def test_what_is_written_down_comes_back_in_order_of_arrival(store: Store) -> None:
    came = [update(9, "一"), update(3, "二", chat=8), update(5, "三")]
    written = store.do(inbox.write_down, came)
    assert [item.update for item in written] == came
    assert [item.chat_id for item in written] == [7, 8, 7]
    assert undone(store) == [replace(item, follows=True) for item in written]


def test_the_same_update_twice_is_written_down_once(store: Store) -> None:
    store.do(inbox.write_down, [update(5)])
    assert [
        item.update["update_id"] for item in store.do(inbox.write_down, [update(5), update(6)])
    ] == [6]
    assert store.do(inbox.write_down, [update(7), update(7)])[1:] == []


def test_an_id_that_telegram_gives_anew_is_no_duplicate(store: Store) -> None:
    store.do(inbox.write_down, [update(5, "上周的")])
    written = store.do(inbox.write_down, [update(5, "这周的")])
    assert [item.update["message"]["text"] for item in written] == ["这周的"]


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        f"身份证{NUMBER}，谢谢",
        "110105 19491231 002X",
        "110105-19491231-002x",
    ],
)
def test_an_id_number_that_was_typed_is_never_kept(store: Store, typed: str) -> None:
    written = store.do(inbox.write_down, [update(5, typed)])
    assert MASKED in written[0].update["message"]["text"]
    opened = json.dumps(store.do(inbox.undone)[0].update)
    for trace in (NUMBER, NUMBER.lower(), "19491231"):
        assert trace not in opened
        assert trace.encode() not in store.everything()


@pytest.mark.parametrize(
    "message",
    [
        {"caption": NUMBER},
        {"document": {"file_id": "f", "file_name": f"{NUMBER}.pdf"}},
        {"reply_to_message": {"text": NUMBER}},
        {"quote": {"text": NUMBER}},
        {"contact": {"first_name": "张", "phone_number": NUMBER}},
        {"venue": {"title": "家", "address": NUMBER}},
        {"poll": {"question": NUMBER, "options": [{"text": NUMBER}]}},
        {"entities": [{"type": "text_link", "url": f"https://example.cn/?{NUMBER}"}]},
    ],
)
def test_nor_is_one_in_any_other_place_where_people_write(
    store: Store, message: dict[str, Any]
) -> None:
    raw = {"update_id": 5, "message": {"chat": {"id": 7}, **message}}
    assert NUMBER not in json.dumps(store.do(inbox.write_down, [raw])[0].update)


def test_ids_of_telegrams_own_are_left_as_they_are(store: Store) -> None:
    raw = {"update_id": 5, "callback_query": {"id": NUMBER[:-1] + "0", "from": {"id": 7}}}
    raw["message"] = {"chat": {"id": 7}, "photo": [{"file_id": NUMBER}], "media_group_id": NUMBER}
    assert store.do(inbox.write_down, [raw])[0].update == raw


def test_what_people_write_is_not_there_in_clear(store: Store) -> None:
    store.do(inbox.write_down, [update(5, "李梅在××服装厂，13800001234")])
    there = store.everything()
    for trace in ("李梅", "服装厂", "13800001234"):
        assert trace.encode() not in there
        assert json.dumps(trace)[1:-1].encode() not in there


def test_half_an_emoji_stops_nobody(store: Store) -> None:
    written = store.do(inbox.write_down, [update(5, "\ud83d"), update(6, "好")])
    assert [item.update["update_id"] for item in written] == [5, 6]
    assert undone(store) == [replace(item, follows=True) for item in written]


def test_an_update_of_no_chat_is_written_down_too(store: Store) -> None:
    assert store.do(inbox.write_down, [{"update_id": 5, "poll": {"id": "1"}}])[0].chat_id == 0
    assert store.do(inbox.write_down, [{"update_id": 6, "news_of_2030": ["?"]}])[0].chat_id == 0


def test_what_failed_waits_for_replay_and_keeps_what_it_was_meant_for(store: Store) -> None:
    (row,) = store.do(inbox.write_down, [update(5)])
    store.do(inbox.fail, row.id, "ValueError card.py:7", "draft:3:7")
    assert store.do(inbox.undone) == []
    assert store.do(inbox.failed) == [(row.id, 7, "ValueError card.py:7")]
    assert store.do(inbox.replay) == 1
    assert store.do(inbox.undone)[0].meant_for == "draft:3:7"
    assert store.do(inbox.failed) == []


def test_what_is_done_is_purged_after_days_and_what_failed_is_not(store: Store) -> None:
    rows = store.do(inbox.write_down, [update(n) for n in range(4)])

    def settle(session: Session) -> None:
        inbox.settle(session, rows[0].id)
        inbox.settle(session, rows[1].id, "ignored")
        inbox.settle(session, rows[2].id, "failed", "?")

    store.do(settle)
    assert store.do(inbox.purge) == 0
    store.clock.advance(timedelta(days=3, seconds=1))
    assert store.do(inbox.purge) == 2
    assert [store.do(inbox.count, state) for state in ("new", "done", "failed")] == [1, 0, 1]


def test_the_id_of_a_purged_row_is_never_used_again(store: Store) -> None:
    (first,) = store.do(inbox.write_down, [update(5)])
    store.do(inbox.settle, first.id)
    store.clock.advance(timedelta(days=4))
    store.do(inbox.purge)
    (second,) = store.do(inbox.write_down, [update(6)])
    assert second.id > first.id
