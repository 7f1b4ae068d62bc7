"""The Bot API's methods, as its documentation describes them, over a foreign messenger's chats."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.rig.chats import Chat, File, Files, Letter, bad

Given = dict[str, Any]
LONGEST: Final = {"text": 4096, "photo": 1024, "document": 1024}
_LARGEST: Final = 20 * 1024 * 1024
_BOT_DATA: Final = 64


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came along with a call."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the bot sent anew: in which of its lives, to whom, what."""

    life: int
    chat_id: int
    look: tuple[str, str, str]


@dataclass
class Methods:
    """What a bot may call. `life` counts how often the bot's process was started."""

    bot: dict[str, Any]
    chats: dict[int, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    queries: set[str] = field(default_factory=set)
    commands: dict[str, Any] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    life: int = 0

    def call(self, name: str, given: Given) -> Any:
        """Raises Refusal; KeyError for a method there is not."""
        return self._known[name](given)

    @property
    def _known(self) -> dict[str, Callable[[Given], Any]]:
        return {
            "getMe": lambda _: self.bot,
            "deleteWebhook": lambda _: True,
            "setWebhook": lambda given: bool(given["url"]),
            "getWebhookInfo": lambda _: {"url": "", "pending_update_count": 0},
            "setMyCommands": self._set_commands,
            "setMyDescription": lambda _: True,
            "setMyShortDescription": lambda _: True,
            "sendChatAction": lambda given: bool(self._chat(given)),
            "sendMessage": lambda given: self._send(given, "text"),
            "sendPhoto": lambda given: self._send(given, "photo"),
            "sendDocument": lambda given: self._send(given, "document"),
            "sendMediaGroup": self._send_group,
            "editMessageText": lambda given: self._edit(given, "text"),
            "editMessageCaption": lambda given: self._edit(given, "caption"),
            "editMessageReplyMarkup": lambda given: self._edit(given, ""),
            "editMessageMedia": self._edit_media,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer_query,
            "getFile": self._get_file,
        }

    def _chat(self, given: Given) -> Chat:
        chat = self.chats.get(int(given["chat_id"]))
        if chat is None or not chat.started:
            raise bad("chat not found")
        return chat

    def _send(self, given: Given, kind: str) -> dict[str, Any]:
        chat = self._chat(given)
        text = _text(str(given.get("text" if kind == "text" else "caption", "")), kind)
        files = [] if kind == "text" else self._files(given[kind], kind, given)
        letter = chat.add(text, by_bot=True, kind=kind, files=files, buttons=_buttons(given))
        _use_keyboard(chat, given)
        shown, said, buttons, _ = letter.look()
        self.sent.append(Sent(self.life, chat.id, (shown, said, buttons)))
        return chat.as_json(letter, self.bot)

    def _send_group(self, given: Given) -> list[dict[str, Any]]:
        return [
            self._send({**given, item["type"]: item["media"], **item}, item["type"])
            for item in _json(given["media"])
        ]

    def _files(self, reference: Any, kind: str, given: Given) -> list[File]:
        if isinstance(reference, str) and reference.startswith("attach://"):
            reference = given[reference.removeprefix("attach://")]
        if isinstance(reference, str):
            return [self.files[reference]]
        if kind == "photo":
            return self.files.keep_photo(reference.data)
        return [self.files.keep(reference.data, reference.name, file_name=reference.name)]

    def _letter(self, given: Given, what: str) -> tuple[Chat, Letter]:
        chat = self._chat(given)
        letter = chat.letters.get(int(given["message_id"]))
        if letter is None:
            raise bad(f"message to {what} not found")
        if what == "edit" and not letter.by_bot:
            raise bad("message can't be edited")
        return chat, letter

    def _edit(self, given: Given, part: str) -> dict[str, Any]:
        chat, letter = self._letter(given, "edit")
        if part and (part == "text") != (letter.kind == "text"):
            raise bad(f"there is no {part} in the message to edit")
        before = letter.look()
        text = _text(str(given.get(part, "")), letter.kind) if part else letter.text
        return self._changed(chat, letter, before, text, given)

    def _edit_media(self, given: Given) -> dict[str, Any]:
        chat, letter = self._letter(given, "edit")
        before, media = letter.look(), _json(given["media"])
        letter.files = self._files(media["media"], media["type"], given)
        letter.kind = media["type"]
        return self._changed(chat, letter, before, _text(media.get("caption", ""), "photo"), given)

    def _changed(
        self, chat: Chat, letter: Letter, before: tuple[str, ...], text: str, given: Given
    ) -> dict[str, Any]:
        letter.text, letter.buttons = text, _buttons(given)
        if letter.look() == before:
            raise bad(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        chat.changed()
        return chat.as_json(letter, self.bot)

    def _delete(self, given: Given) -> bool:
        chat, letter = self._letter(given, "delete")
        del chat.letters[letter.id]
        chat.changed()
        return True

    def _answer_query(self, given: Given) -> bool:
        if given["callback_query_id"] not in self.queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.queries.discard(given["callback_query_id"])
        if len(given.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        return True

    def _get_file(self, given: Given) -> dict[str, Any]:
        file = self.files[given["file_id"]]
        if len(file.data) > _LARGEST:
            raise bad("file is too big")
        return {**file.as_json, "file_path": file.path}

    def _set_commands(self, given: Given) -> bool:
        self.commands[json.dumps(_json(given.get("scope", {})))] = _json(given["commands"])
        return True


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _text(text: str, kind: str) -> str:
    if kind == "text" and not text.strip():
        raise bad("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > LONGEST[kind]:
        raise bad("message is too long" if kind == "text" else "message caption is too long")
    return text


def _buttons(given: Given) -> list[list[dict[str, Any]]]:
    markup = _json(given.get("reply_markup", {}))
    rows: list[list[dict[str, Any]]] = markup.get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"]:
            raise bad("text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button["callback_data"].encode()) <= _BOT_DATA:
            raise bad("BUTTON_DATA_INVALID")
    return rows


def _use_keyboard(chat: Chat, given: Given) -> None:
    markup = _json(given.get("reply_markup", {}))
    if "keyboard" in markup:
        chat.keyboard = [[button["text"] for button in row] for row in markup["keyboard"]]
    elif markup.get("remove_keyboard"):
        chat.keyboard = []
