"""A chat as a person sees it: messages with their text, buttons and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.chats import Conversation
from bot.sandbox.files import FileStore
from bot.sandbox.wire import Json

Found = TypeVar("Found")

FILES = ("document", "video", "voice", "audio", "sticker")


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its label, and the data or the address behind it."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message at one moment; a later edit makes another `Message`."""

    body: Json
    outgoing: bool
    files: FileStore

    @property
    def message_id(self) -> int:
        """Its number."""
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def edited(self) -> bool:
        """Whether it has been changed since it was sent."""
        return "edit_date" in self.body

    @property
    def keyboard(self) -> list[list[Button]]:
        """The inline buttons, row by row."""
        markup = self.body.get("reply_markup", {})
        return [[_button(each) for each in row] for row in markup.get("inline_keyboard", [])]

    @property
    def buttons(self) -> list[list[str]]:
        """Their labels, row by row."""
        return [[button.label for button in row] for row in self.keyboard]

    def button(self, label: str) -> Button | None:
        """The button of this label; else the first that starts with it, or contains it."""
        every = [button for row in self.keyboard for button in row]
        return best_of(label, {button.label: button for button in reversed(every)})

    def photo(self) -> bytes:
        """The largest size of its photo. Raises `AssertionError` when it has none."""
        assert "photo" in self.body, f"no photo in: {self}"  # noqa: S101 - a phone belongs to tests
        return self._bytes(self.body["photo"][-1]["file_id"])

    def document(self) -> bytes:
        """The bytes of its document. Raises `AssertionError` when it has none."""
        assert "document" in self.body, f"no document in: {self}"  # noqa: S101 - as above
        return self._bytes(self.body["document"]["file_id"])

    @property
    def document_name(self) -> str:
        """The name of its document, empty when it has none."""
        return str(self.body.get("document", {}).get("file_name", ""))

    @property
    def contact(self) -> str:
        """Name and number of the contact it is, empty when it is none."""
        contact = self.body.get("contact", {})
        return f"{contact.get('first_name', '')} {contact.get('phone_number', '')}".strip()

    def __str__(self) -> str:
        who = "我" if self.outgoing else "机器人"
        mark = "（已编辑）" if self.edited else ""
        parts = [f"#{self.message_id} {who}{mark}: {self._media()}{self.text}"]
        parts += ["    " + " ".join(f"[{label}]" for label in row) for row in self.buttons]
        return "\n".join(parts)

    def _media(self) -> str:
        if "photo" in self.body:
            return "〔照片〕"
        kinds = [kind for kind in (*FILES, "location", "contact") if kind in self.body]
        return f"〔{kinds[0]} {self.document_name}〕" if kinds else ""

    def _bytes(self, file_id: str) -> bytes:
        file = self.files.of_anyone(file_id)
        assert file is not None, f"no file {file_id}"  # noqa: S101 - as above
        return file.data


def newest_first(chat: Conversation, files: FileStore) -> Iterator[Message]:
    """The messages of a chat from the last to the first."""
    for entry in reversed(chat.entries.values()):
        yield Message(entry.body, entry.outgoing, files)


def best_of(label: str, labelled: dict[str, Found]) -> Found | None:
    """What has this label; else the first whose label starts with it; else contains it."""
    if label in labelled:
        return labelled[label]
    starting = (found for name, found in labelled.items() if name.startswith(label))
    containing = (found for name, found in labelled.items() if label in name)
    return next(starting, next(containing, None))


def _button(body: Json) -> Button:
    return Button(body["text"], body.get("callback_data"), body.get("url"))
