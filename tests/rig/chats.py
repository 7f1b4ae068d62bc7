"""What stands in a foreign messenger's chats: messages with every edit applied, and files."""

import asyncio
import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image


class Refusal(Exception):
    """The messenger says no, with an HTTP code and a description."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class File:
    """One file the messenger keeps; `as_json` is how it stands in a message."""

    id: str
    path: str
    data: bytes
    as_json: dict[str, Any]


class Files:
    """Everything ever sent, by file_id; nothing is thrown away."""

    def __init__(self) -> None:
        self._known: dict[str, File] = {}

    def __getitem__(self, file_id: str) -> File:
        if file_id not in self._known:
            raise bad("wrong file identifier/HTTP URL specified")
        return self._known[file_id]

    def at(self, path: str) -> File | None:
        return next((file for file in self._known.values() if file.path == path), None)

    def keep(self, data: bytes, name: str = "", **more: Any) -> File:
        if not data:
            raise bad("file must be non-empty")
        number = len(self._known) + 1
        ending = name.rpartition(".")[2] if "." in name else "jpg"
        file_id = f"F{number:06}"
        shown = {"file_id": file_id, "file_unique_id": f"U{number}", "file_size": len(data)}
        file = File(file_id, f"files/{number}.{ending}", data, {**shown, **more})
        self._known[file.id] = file
        return file

    def keep_photo(self, data: bytes) -> list[File]:
        """A photo is kept in two sizes, the smaller first, as messengers do."""
        try:
            with Image.open(io.BytesIO(data)) as picture:
                width, height = picture.size
                small = picture.convert("RGB")
        except OSError as error:
            raise bad("IMAGE_PROCESS_FAILED") from error
        small.thumbnail((90, 90))
        out = io.BytesIO()
        small.save(out, "JPEG")
        return [
            self.keep(out.getvalue(), "small.jpg", width=small.width, height=small.height),
            self.keep(data, "photo.jpg", width=width, height=height),
        ]


@dataclass(slots=True)
class Letter:
    """One message as it reads now. `text` is the caption where there is a file."""

    id: int
    text: str
    by_bot: bool
    kind: str = "text"
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def last_line(self) -> str:
        return self.text.rpartition("\n")[2]

    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]

    def data_of(self, label: str) -> str | None:
        """What the first button carries whose label begins so; None without one."""
        for row in self.buttons:
            for button in row:
                if button["text"].startswith(label):
                    return str(button["callback_data"])
        return None

    def look(self) -> tuple[str, str, str, str]:
        """What tells two states of a message apart."""
        return self.kind, self.text, str(self.buttons), self.files[-1].id if self.files else ""


class Chat:
    """A private chat between one user and the bot, as it stands on the user's screen."""

    def __init__(self, user: dict[str, Any]) -> None:
        self.user = user
        self.letters: dict[int, Letter] = {}
        self.keyboard: list[list[str]] = []
        self.started = False
        self.toasts: list[str] = []
        self._next = 1
        self._news = asyncio.Event()

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def add(self, text: str, *, by_bot: bool, **more: Any) -> Letter:
        letter = Letter(self._next, text, by_bot, **more)
        self.letters[letter.id] = letter
        self._next += 1
        self.changed()
        return letter

    def changed(self) -> None:
        self._news.set()

    async def news(self, seconds: float) -> None:
        """Wait until something on the screen changes, at most so long."""
        self._news.clear()
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return

    def as_json(self, letter: Letter, bot: dict[str, Any]) -> dict[str, Any]:
        """The letter as the Bot API's Message."""
        message: dict[str, Any] = {
            "message_id": letter.id,
            "date": 1_790_000_000 + letter.id,
            "chat": {**{k: self.user[k] for k in ("id", "first_name")}, "type": "private"},
            "from": bot if letter.by_bot else self.user,
            **letter.more,
        }
        if letter.text:
            message["text" if letter.kind == "text" else "caption"] = letter.text
        if letter.kind == "photo":
            message["photo"] = [file.as_json for file in letter.files]
        elif letter.kind == "document":
            message["document"] = letter.files[-1].as_json
        if letter.buttons:
            message["reply_markup"] = {"inline_keyboard": letter.buttons}
        return message
