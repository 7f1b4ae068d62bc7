"""What a handler answers: messages for the outbox, at most one toast, and what has happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.storage import outbox
from bot.storage.outbox import Priority
from bot.storage.session import Session

Button = tuple[str, str]
Rows = Sequence[Sequence[Button]]

_LONGEST: Final = {"text": 4096, "photo": 1024, "document": 1024}


@dataclass(frozen=True, slots=True)
class Say:
    """One message. With a `handle` (purpose, subject) it replaces the message known by that.

    `to` is another chat than the one that is answered. `file` is a blob's SHA-256. `settle` is
    for news that may go on, `renew` sends the message anew at the end of the chat and takes the
    old one away.
    """

    text: str
    buttons: Rows | None = None
    keyboard: Sequence[Sequence[str]] | None = None
    handle: tuple[str, int] | None = None
    to: int | None = None
    kind: str = "text"
    file: str = ""
    filename: str = ""
    settle: bool = False
    renew: bool = False
    silent: bool = False
    priority: Priority = Priority.ANSWER


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a button that says something; never the only news."""

    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """Take one of the person's own messages away."""

    message_id: int


class Happened:
    """News for other wings, which may have something to say about it: a wing cannot call those
    above it. Each kind is a dataclass of its own.
    """


Answer = Sequence[Say | Toast | Delete | Happened]
Listener = Callable[[Session, Any], Sequence[Say]]
LISTENERS: Final[dict[type[Happened], list[Listener]]] = {}
"""Who speaks on what news; filled when the wings are gathered."""


def write(session: Session, chat_id: int, answer: Answer) -> str:
    """Put the messages into the outbox; the toast's text, "" without one. Raises KeyError for news
    of which nobody wants to hear: the wings were not gathered, or somebody forgot to listen.
    """
    toast = ""
    for said in answer:
        if isinstance(said, Toast):
            toast = said.text
        elif isinstance(said, Happened):
            for listener in LISTENERS[type(said)]:
                write(session, chat_id, listener(session, said))
        elif isinstance(said, Delete):
            outbox.put(session, chat_id, {"delete": said.message_id})
        else:
            outbox.put(
                session,
                said.to if said.to is not None else chat_id,
                _payload(said),
                handle=said.handle,
                priority=said.priority,
                settle=said.settle,
            )
    return toast


def _payload(said: Say) -> dict[str, Any]:
    payload: dict[str, Any] = {"text": fitting(said.text, _LONGEST[said.kind]), "kind": said.kind}
    if said.buttons is not None:
        payload["buttons"] = [[list(button) for button in row] for row in said.buttons if row]
    if said.keyboard is not None:
        payload["keyboard"] = [list(row) for row in said.keyboard]
    for name in ("file", "filename", "silent", "renew"):
        if value := getattr(said, name):
            payload[name] = value
    return payload


def fitting(text: str, most: int) -> str:
    """Text within Telegram's limit, which counts UTF-16 units."""
    if len(text) * 2 <= most or len(text.encode("utf-16-le")) // 2 <= most:
        return text
    cut = text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def in_rows(buttons: Sequence[Button], width: int = 24) -> list[list[Button]]:
    """Buttons in rows of at most `width` half-width characters, so that labels stay readable."""
    rows: list[list[Button]] = []
    used = width
    for button in buttons:
        size = sum(1 if c.isascii() else 2 for c in button[0]) + 2
        if used + size > width or len(rows[-1]) >= 4:
            rows.append([])
            used = 0
        rows[-1].append(button)
        used += size
    return rows
