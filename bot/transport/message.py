"""A stored payload as a Bot API call: which method, which parameters, what an error means."""

from dataclasses import dataclass
from typing import Any, Final

from bot.transport.http import Declined

SEND: Final = {"text": "sendMessage", "photo": "sendPhoto", "document": "sendDocument"}


@dataclass(frozen=True, slots=True)
class Message:
    """What an outbox row says. `file` is the SHA-256 of a blob; `delete` a message to take away;
    `pieces` are an album's, sent one by one when it goes `apart`.
    """

    text: str
    kind: str
    buttons: list[list[list[str]]] | None
    keyboard: list[list[str]] | None
    file: str
    filename: str
    silent: bool
    renew: bool
    delete: int
    pieces: tuple["Message", ...] = ()
    apart: bool = False

    def parameters(self, method: str, reference: dict[str, str]) -> dict[str, Any]:
        """The call's parameters but for chat and message. `reference` is {"ref": file_id or
        attach://…} where a file goes along.
        """
        said: dict[str, Any] = {}
        if method == "editMessageMedia":
            said["media"] = {"type": self.kind, "media": reference["ref"], "caption": self.text}
        elif self.kind == "text":
            said["text"] = self.text
            said["link_preview_options"] = {"is_disabled": True}
        else:
            said["caption"] = self.text
            if reference:
                said[self.kind] = reference["ref"]
        if self.silent and method.startswith("send"):
            said["disable_notification"] = True
        if markup := self._markup():
            said["reply_markup"] = markup
        return said

    def _markup(self) -> dict[str, Any] | None:
        if self.buttons is not None:
            return {
                "inline_keyboard": [
                    [{"text": label, "callback_data": data} for label, data in row]
                    for row in self.buttons
                ]
            }
        if self.keyboard is not None:
            rows = [[{"text": label} for label in row] for row in self.keyboard]
            if not rows:
                return {"remove_keyboard": True}
            return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
        return None


def read(payload: dict[str, Any]) -> Message:
    """From the outbox's JSON, whose keys are this module's own business and `handlers/say.py`'s."""
    return Message(
        text=payload.get("text", ""),
        kind=payload.get("kind", "text"),
        buttons=payload.get("buttons"),
        keyboard=payload.get("keyboard"),
        file=payload.get("file", ""),
        filename=payload.get("filename", ""),
        silent=payload.get("silent", False),
        renew=payload.get("renew", False),
        delete=payload.get("delete", 0),
        pieces=tuple(read(piece) for piece in payload.get("pieces", ())),
        apart=payload.get("apart", False),
    )


def file_id_in(answer: dict[str, Any], kind: str) -> str:
    """The file_id Telegram gave what was sent, "" for a text."""
    if kind == "photo":
        return str(answer["photo"][-1]["file_id"])
    if kind == "document":
        return str(answer["document"]["file_id"])
    return ""


def is_unmodified(no: Declined) -> bool:
    return "message is not modified" in no.description


def is_gone(no: Declined) -> bool:
    """The message to be edited is no longer there, or no longer to be edited."""
    said = no.description.lower()
    gone = ("message to edit not found", "message can't be edited", "message_id_invalid")
    return any(why in said for why in gone)


def is_bad_file(no: Declined) -> bool:
    """Telegram does not know the file_id any more."""
    said = no.description.lower()
    return "wrong file" in said or "wrong remote file" in said or "file_reference" in said
