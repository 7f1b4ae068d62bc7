"""reply_markup: checked as Telegram checks it, and brought into one form."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox import limits
from bot.sandbox.limits import bad_request
from bot.sandbox.wire import Json

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
ADDRESS = re.compile(r"^(?:(?:https?|tg|ton)://\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?)$")


@dataclass(frozen=True, slots=True)
class Markup:
    """`inline` goes into the message; `show`, `remove` and `force` concern the chat's keyboard."""

    kind: str
    body: Json

    @property
    def labels(self) -> list[list[str]] | None:
        """The rows of a reply keyboard; None when there is none any more."""
        if self.kind != "show":
            return None
        return [[button["text"] for button in row] for row in self.body["keyboard"]]


def markup_of(given: Any, *, inline_only: bool = False) -> Markup | None:
    """What a bot gave as reply_markup, None when nothing. Raises `ApiError`."""
    if given in (None, ""):
        return None
    body = _decoded(given)
    if "inline_keyboard" in body:
        rows = [[_inline(button) for button in row] for row in _rows(body, "inline_keyboard")]
        rows = _without_empty(rows)
        return Markup("inline", {"inline_keyboard": rows}) if rows else None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in body:
        rows = [[_plain(button) for button in row] for row in _rows(body, "keyboard")]
        return Markup("show", body | {"keyboard": _without_empty(rows)})
    if body.get("remove_keyboard"):
        return Markup("remove", body)
    return Markup("force", body) if body.get("force_reply") else None


def _decoded(given: Any) -> Json:
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    return given


def _rows(body: Json, field: str) -> list[list[Any]]:
    rows = body[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" of the ReplyKeyboardMarkup must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" must be an Array of Arrays')
    if sum(map(len, rows)) > limits.KEYBOARD_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _without_empty(rows: list[list[Json]]) -> list[list[Json]]:
    return [row for row in rows if row]


def _text(button: Any, what: str) -> str:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    return text


def _inline(button: Any) -> Json:
    text = _text(button, "inline keyboard button")
    if not any(action in button for action in ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None:
        fits = isinstance(data, str) and 0 < len(data.encode()) <= limits.CALLBACK_BYTES
        if not fits:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not ADDRESS.match(str(button["url"])):
        raise bad_request("BUTTON_URL_INVALID")
    return {**button, "text": text}


def _plain(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    return {**button, "text": _text(button, "keyboard button")}
