"""The checker finds what is wrong, else its silence means nothing."""

from tests.sandbox.spec import Spec

CHAT = {"id": 1, "type": "private", "first_name": "李梅"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT}


def test_a_right_message_has_no_problems(spec: Spec) -> None:
    assert spec.check_answer("sendMessage", MESSAGE | {"text": "好"}) == []


def test_an_unknown_field_is_named(spec: Spec) -> None:
    problems = spec.check_answer("sendMessage", MESSAGE | {"txt": "好"})
    assert problems == ["sendMessage.txt: no such field in Message"]


def test_a_missing_field_deep_inside_is_named(spec: Spec) -> None:
    photo = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1}]}
    problems = spec.check_answer("sendPhoto", MESSAGE | photo)
    assert problems == ["sendPhoto.photo[0].height: missing in PhotoSize"]


def test_a_wrong_type_is_named(spec: Spec) -> None:
    problems = spec.check_answer("sendMessage", MESSAGE | {"date": "1"})
    assert problems == ["sendMessage.date: '1' is not Integer"]


def test_one_of_several_types_has_to_fit(spec: Spec) -> None:
    query = {
        "id": "1",
        "from": {"id": 1, "is_bot": False, "first_name": "李"},
        "chat_instance": "1",
    }
    gone = {"chat": CHAT, "message_id": 1, "date": 0}
    update = {"update_id": 1, "callback_query": query | {"message": gone}}
    assert spec.check_object("Update", update) == []
    gone["text"] = 5
    assert len(spec.check_object("Update", update)) == 1


def test_requests_are_checked_in_any_encoding(spec: Spec) -> None:
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    right = {"chat_id": "1", "text": "好", "disable_notification": "true", "reply_markup": markup}
    assert spec.check_request("sendMessage", right) == []
    assert spec.check_request("sendMessage", {"chat_id": 1}) == ["sendMessage.text: missing"]
    assert len(spec.check_request("sendMessage", right | {"silent": True})) == 1
    assert len(spec.check_request("sendMessage", right | {"reply_markup": "{"})) == 1


def test_an_upload_is_expected_where_it_is_attached(spec: Spec) -> None:
    media = '[{"type": "photo", "media": "attach://one"}]'
    request = {"chat_id": 1, "media": media, "one": b"jpeg"}
    assert spec.check_request("sendMediaGroup", request) == []
    assert len(spec.check_request("sendMediaGroup", request | {"two": b"jpeg"})) == 1
    assert spec.check_request("sendPhoto", {"chat_id": 1, "photo": b"jpeg"}) == []
