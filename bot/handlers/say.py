"""What a handler answers: messages for the outbox, at most one toast, and what has happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.storage import outbox
from bot.storage.outbox import Priority
from bot.storage.session import Session

Button = tuple[str, str]
"""A button's label, and the data it carries; one whose data begin with https:// opens that page."""
Rows = Sequence[Sequence[Button]]

_LONGEST: Final = {"text": 4096, "photo": 1024, "document": 1024, "contact": 64}
_MOST_IN_ALBUM: Final = 10
# What Telegram takes in one request, with room for the rest of it.
_MOST_BYTES: Final = 45_000_000


@dataclass(frozen=True, slots=True)
class Say:
    """One message. With a `handle` (purpose, subject) it replaces the message known by that.

    `to` is another chat than the one that is answered. `file` is the SHA-256 of a stored file. A
    message of the kind "contact" is a card with a telephone number (`phone`), `text` being whose.
    `settle` is for news of which more may follow: it waits for two seconds of quiet. `renew` sends
    the message anew at the end of the chat and deletes the old one. `buttons` stand under the
    message, `keyboard` replaces the reply keyboard; None leaves them out. `delay` keeps it in the
    outbox, from where it can still be dropped.
    """

    text: str
    buttons: Rows | None = None
    keyboard: Sequence[Sequence[str]] | None = None
    handle: tuple[str, int] | None = None
    to: int | None = None
    kind: str = "text"
    file: str = ""
    filename: str = ""
    phone: str = ""
    settle: bool = False
    renew: bool = False
    silent: bool = False
    priority: Priority = Priority.ANSWER
    delay: timedelta = timedelta(0)
    pieces: Sequence["Piece"] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A photo or document that may go along in an album: `size` in bytes, `instead` the text that
    is sent where Telegram does not take it.
    """

    text: str
    kind: str
    file: str
    filename: str
    size: int
    instead: str


@dataclass(frozen=True, slots=True)
class Toast:
    """A short text that pops up when a button is pressed. It may be missed, so it is never the only
    news.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete one of the person's own messages."""

    message_id: int


class Happened:
    """News for other wings, which may have something to say about it: a wing must not call those
    above it. Each kind of news is a dataclass of its own.
    """


Answer = Sequence[Say | Toast | Delete | Happened]
Listener = Callable[[Session, Any], Sequence[Say]]
LISTENERS: Final[dict[type[Happened], list[tuple[str, Listener]]]] = {}
"""Who speaks on which news, and the name of the conversation; filled when the wings are gathered.
"""


def write(session: Session, chat_id: int, answer: Answer) -> str:
    """Put an answer's messages into the outbox and let listeners speak on its news; return the
    toast's text, "" without one.

    Raises KeyError for news that nobody hears: the wings were not gathered, or somebody forgot to
    listen.
    """
    toast = ""
    for said in answer:
        if isinstance(said, Toast):
            toast = said.text
        elif isinstance(said, Happened):
            at_work = session.conversation
            for session.conversation, listener in LISTENERS[type(said)]:
                write(session, chat_id, listener(session, said))
            session.conversation = at_work
        elif isinstance(said, Delete):
            outbox.put(session, chat_id, {"delete": said.message_id})
        else:
            outbox.put(
                session,
                said.to if said.to is not None else chat_id,
                _payload(said) | ({"of": session.conversation} if session.conversation else {}),
                handle=said.handle,
                priority=said.priority,
                settle=said.settle,
                delay=said.delay,
            )
    return toast


def albums(pieces: Sequence[Piece]) -> list[Say]:
    """Return the photos, then the documents, in as few messages as Telegram allows: albums of up to
    ten of one kind, within the size of one request. A piece left alone is a message of its own.
    """
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.kind != "photo"):
        last = groups[-1] if groups else []
        fits = sum(one.size for one in last) + piece.size <= _MOST_BYTES
        if last and last[0].kind == piece.kind and len(last) < _MOST_IN_ALBUM and fits:
            last.append(piece)
        else:
            groups.append([piece])
    return [Say("", kind="album", pieces=group) for group in groups]


def _album(pieces: Sequence[Piece]) -> dict[str, Any]:
    """Return the payload of an album as `transport.album` reads it. A single piece is no album for
    Telegram, so it is marked to go by itself.
    """
    shown = [
        {name: getattr(piece, name) for name in ("kind", "text", "file", "filename", "instead")}
        for piece in pieces
    ]
    return {"kind": "album", "pieces": shown, "apart": len(shown) == 1}


def _payload(said: Say) -> dict[str, Any]:
    if said.pieces:
        return _album(said.pieces)
    payload: dict[str, Any] = {"text": fitting(said.text, _LONGEST[said.kind]), "kind": said.kind}
    if said.buttons is not None:
        payload["buttons"] = [[list(button) for button in row] for row in said.buttons if row]
    if said.keyboard is not None:
        payload["keyboard"] = [list(row) for row in said.keyboard]
    for name in ("file", "filename", "phone", "silent", "renew"):
        if value := getattr(said, name):
            payload[name] = value
    return payload


def fitting(text: str, most: int) -> str:
    """Return the text, cut with … where it exceeds a limit of Telegram's. Those are counted in
    UTF-16 units.
    """
    if len(text) * 2 <= most or len(text.encode("utf-16-le")) // 2 <= most:
        return text
    cut = text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def in_rows(buttons: Sequence[Button], width: int = 24) -> list[list[Button]]:
    """Return the buttons in rows of at most four and at most `width` half-width characters, so that
    labels stay readable.
    """
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
