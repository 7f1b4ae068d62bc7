"""A stored payload as a Bot API call: which method, which parameters, what an error means."""

from dataclasses import dataclass
from typing import Any, Final

from bot.transport.http import Declined

SEND: Final = {
    "text": "sendMessage",
    "photo": "sendPhoto",
    "document": "sendDocument",
    "contact": "sendContact",
}
_ADDRESS: Final = "https://"


@dataclass(frozen=True, slots=True)
class Message:
    """What an outbox row says.

    `kind` is "text", "photo", "document" or "contact", the last with its telephone number (`phone`)
    and in `text` whose it is. `file` is the SHA-256 of a blob, "" for none. `renew`
    sends the message anew in place of an edit. `delete` is the id of a message to take away, 0 for
    none. `pieces` are an album's, sent one by one when it goes `apart`.
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
    phone: str = ""

    def parameters(self, method: str, reference: dict[str, str]) -> dict[str, Any]:
        """Return the parameters of a call, but for chat and message.

        `reference` is {"ref": file_id or attach://…} where a file goes along, else empty.
        """
        said: dict[str, Any] = {}
        if method == "editMessageMedia":
            said["media"] = {"type": self.kind, "media": reference["ref"], "caption": self.text}
        elif self.kind == "text":
            said["text"] = self.text
            said["link_preview_options"] = {"is_disabled": True}
        elif self.kind == "contact":
            said |= {"phone_number": self.phone, "first_name": self.text}
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
                    [_button(label, data) for label, data in row] for row in self.buttons
                ]
            }
        if self.keyboard is not None:
            rows = [[{"text": label} for label in row] for row in self.keyboard]
            if not rows:
                return {"remove_keyboard": True}
            return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
        return None


def read(payload: dict[str, Any]) -> Message:
    """Read a message from the outbox's JSON, whose keys only this module and `handlers/say.py`
    know.
    """
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
        phone=payload.get("phone", ""),
    )


def _button(label: str, data: str) -> dict[str, str]:
    return {"text": label, "url" if data.startswith(_ADDRESS) else "callback_data": data}


def file_id_in(answer: dict[str, Any], kind: str) -> str:
    """Return the file_id Telegram gave to what was sent; "" for a text."""
    if kind == "photo":
        return str(answer["photo"][-1]["file_id"])
    if kind == "document":
        return str(answer["document"]["file_id"])
    return ""


def is_unmodified(no: Declined) -> bool:
    """Whether an edit was refused because it would change nothing: the chat shows it already."""
    return "message is not modified" in no.description


def is_gone(no: Declined) -> bool:
    """Whether an edit was refused because the message is gone, or may no longer be edited."""
    said = no.description.lower()
    gone = ("message to edit not found", "message can't be edited", "message_id_invalid")
    return any(why in said for why in gone)


def is_bad_file(no: Declined) -> bool:
    """Whether a file was refused because Telegram does not know its file_id any more."""
    said = no.description.lower()
    return "wrong file" in said or "wrong remote file" in said or "file_reference" in said
