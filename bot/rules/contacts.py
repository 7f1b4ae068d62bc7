"""Whom to call: the lines of an emergency plan's contacts, `姓名 职务 电话`."""

import re
from dataclasses import dataclass
from typing import Final

from bot.errors import Refused
from bot.rules.halfwidth import halfwidth
from bot.texts import alerts as texts

MOST: Final = 20
"""The most contacts of a plan."""
LONGEST: Final = 40
_BETWEEN: Final = re.compile(r"[\s,;:、|/]+")
_PHONE: Final = re.compile(r"\+?[0-9](?:-?[0-9]){2,17}")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call: the whole `name`, what they are, and their telephone number."""

    name: str
    post: str
    phone: str

    @property
    def line(self) -> str:
        return f"{self.name} {self.post} {self.phone}"


def read_contacts(text: str) -> list[Contact]:
    """Read the lines of a text; blank ones are passed over.

    Raises Refused with the first line that is none, by its number among all.
    """
    lines = [(n, " ".join(line.split())) for n, line in enumerate(text.splitlines(), 1)]
    lines = [(n, line) for n, line in lines if line]
    if not lines:
        raise Refused(texts.NO_CONTACTS.format(example=texts.EXAMPLE))
    if len(lines) > MOST:
        raise Refused(texts.MANY_LINES.format(n=len(lines), most=MOST, example=texts.EXAMPLE))
    return [_contact(n, line) for n, line in lines]


def _contact(n: int, line: str) -> Contact:
    told = {"n": n, "line": line if len(line) <= LONGEST else line[:LONGEST] + "…"}
    words = [word for word in _BETWEEN.split(halfwidth(line)) if word]
    if len(words) < 3 or any(character.isdigit() for character in words[0]):
        raise Refused(texts.BAD_LINE.format(example=texts.EXAMPLE, **told))
    name, phone, post = words[0], words[-1], " ".join(words[1:-1])
    if _PHONE.fullmatch(phone) is None:
        raise Refused(texts.BAD_PHONE.format(example=texts.EXAMPLE, **told))
    if len(name) + len(post) > LONGEST:
        raise Refused(texts.LONG_LINE.format(most=LONGEST, example=texts.EXAMPLE, **told))
    return Contact(name, post, phone)
