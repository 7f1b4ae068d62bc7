"""What a backup says, as records in its sealed stream; the same whatever database it is of.

A record is its kind (1 byte), its length (4, big-endian) and so many bytes. In this order:

    H  head: id, when, form of the database, and the id of an earlier backup that has older files
    T  a table: its name and columns     R  some of its rows
    N  how many rows each table has, and the numbers that were given
    L  some names of the files that belong to the rows
    B  a file of that name begins     P  a piece of it     Z  it ends; whether it was whole
    M  names of files that were missing or damaged
    E  end

All but P are JSON. What JSON has no way to say is an object of one letter: {"b": base64}, {"t": a
moment in UTC}, {"d": a day}, {"j": JSON}, and {"o": …} for what is no value of its column, in which
{"x": hex} is a text that is no UTF-8, {"f": …} a fraction.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from bot.errors import Refused
from bot.rules.calendar import TIMEZONE
from bot.storage.moving.rows import Odd
from bot.storage.moving.sealed import Opening, Sealing
from bot.texts import moving as t

HEAD, TABLE, ROWS, COUNTS, LISTED = b"H", b"T", b"R", b"N", b"L"
BEGINS, PIECE, ENDS, MISSING, END = b"B", b"P", b"Z", b"M", b"E"

_LONGEST: Final = 1 << 30
_SAID: Final[Mapping[Any, Callable[[Any], Any]]] = {
    bytes: lambda value: {"b": base64.b64encode(value).decode()},
    datetime: lambda value: {"t": value.isoformat()},
    date: lambda value: {"d": value.isoformat()},
    dict: lambda value: {"j": value},
    list: lambda value: {"j": value},
    float: lambda value: {"f": repr(value)},
    Odd: lambda value: {"o": _odd(value.raw)},
}
_MEANT: Final[Mapping[str, Callable[[Any], Any]]] = {
    "b": base64.b64decode,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "j": lambda said: said,
    "f": float,
    "x": lambda said: bytes.fromhex(said).decode(errors="surrogateescape"),
    "o": lambda said: Odd(meant(said)),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup says of itself. `form` is the database's last migration; `base` the id of the
    backup in which the files are that are not in this one, `base_name` what that was called; both
    "" when all are here.
    """

    id: str
    at: str
    form: str
    base: str = ""
    base_name: str = ""
    base_at: str = ""

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def made(self) -> str:
        """When that was, by the county's clocks."""
        return said_moment(self.at)


class Saying:
    """Puts records into a sealed stream."""

    def __init__(self, into: Sealing) -> None:
        self._into = into

    def head(self, head: Head) -> None:
        self.say(HEAD, asdict(head))

    def say(self, kind: bytes, what: Any) -> None:
        self.raw(kind, json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode())

    def raw(self, kind: bytes, data: bytes) -> None:
        self._into.write(kind + len(data).to_bytes(4, "big") + data)

    def end(self) -> None:
        self.say(END, None)
        self._into.close()


class Hearing:
    """Takes records out of a sealed stream. Raises Refused for what is none of this program's."""

    def __init__(self, opening: Opening, path: Path) -> None:
        self._opening, self.path = opening, path
        kind, said = next(self.records())
        if kind != HEAD:
            raise Refused(t.NO_BACKUP.format(path=path))
        try:
            self.head = Head(**said)
        except TypeError:
            raise self.unknown(t.HEAD) from None

    def records(self) -> Iterator[tuple[bytes, Any]]:
        """Yield each record's kind and what it says, up to the end."""
        while True:
            kind = self._opening.read(1)
            size = int.from_bytes(self._opening.read(4), "big")
            if kind not in _KINDS or size > _LONGEST:
                raise self.unknown(repr(kind))
            data = self._opening.read(size)
            if kind == END:
                self._opening.end()
                return
            yield kind, data if kind == PIECE else json.loads(data)

    def unknown(self, what: str) -> Refused:
        return Refused(t.UNKNOWN_TABLE.format(path=self.path, what=what))


_KINDS: Final = {HEAD, TABLE, ROWS, COUNTS, LISTED, BEGINS, PIECE, ENDS, MISSING, END}


def said_moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(TIMEZONE):%Y-%m-%d %H:%M}"


def said(value: Any) -> Any:
    """Return a value as JSON says it."""
    say = _SAID.get(type(value))
    return say(value) if say else value


def meant(said: Any) -> Any:
    """Return the value that JSON says."""
    if not isinstance(said, dict):
        return said
    ((kind, inner),) = said.items()
    return _MEANT[kind](inner)


def _odd(raw: Any) -> Any:
    if isinstance(raw, str):
        return {"x": raw.encode(errors="surrogateescape").hex()}
    return said(raw)
