"""Updates as Telegram writes them."""

from itertools import count
from typing import Any

_ids = count(1)


def typed(chat: int, text: str) -> dict[str, Any]:
    """Return the update of a message that somebody wrote."""
    return {"message": _message(chat) | {"text": text}}


def tapped(chat: int, message_id: int, data: str) -> dict[str, Any]:
    """Return the update of a tap on a button of one of the bot's messages; the query's id is
    unique.
    """
    card = _message(chat) | {"message_id": message_id, "text": "…"}
    query = {"id": str(next(_ids)), "from": _user(chat), "chat_instance": "1"}
    return {"callback_query": query | {"message": card, "data": data}}


def photo(chat: int, file_id: str, size: int, album: str) -> dict[str, Any]:
    """Return the update of one photo of an album."""
    sizes = [
        {"file_id": f"{file_id}-s", "file_unique_id": f"{file_id}-s", "width": 90, "height": 67},
        {"file_id": file_id, "file_unique_id": file_id, "width": 4000, "height": 3000},
    ]
    sizes[1]["file_size"] = size
    return {"message": _message(chat) | {"photo": sizes, "media_group_id": album}}


def _message(chat: int) -> dict[str, Any]:
    place = {"id": chat, "type": "private", "first_name": str(chat)}
    return {"message_id": next(_ids), "date": 1_790_000_000, "chat": place, "from": _user(chat)}


def _user(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": str(chat), "language_code": "zh-hans"}
