"""Resident ID numbers, and the masks shown in place of personal data (§4.2).

The check digit is that of GB 11643-1999: ISO 7064, MOD 11-2.
"""

import re
from datetime import date
from typing import NamedTuple

from bot.rules.halfwidth import halfwidth

_CHECK_DIGITS = "10X98765432"
_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_SHAPE = re.compile(r"[1-8][0-9]{16}[0-9X]")
# What people and word processors put between the groups of a number, invisible signs included.
_GAP = r"[\s.·_\-\u2010-\u2015\u200b-\u200f\u2060\ufeff]{0,3}"
# A lookahead, because the number may start in the middle of a longer run of digits.
_CANDIDATE = re.compile(rf"(?=([1-8](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]))")
_MASKED = re.compile(r"[1-8][0-9]{3}\*{10}[0-9]{3}[0-9X]")


# A mobile number as people type it: in groups, with the country's prefix or not.
_MOBILE = re.compile(rf"(?<![0-9])(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])")


class Found(NamedTuple):
    """An ID number in a text: `text[start:end]` as typed, `number` as it is stored."""

    start: int
    end: int
    number: str


def check_digit_ok(text: str) -> bool:
    """Whether `text` looks like an ID number of 18 characters and its check digit is right."""
    number = halfwidth(text).upper()
    if not _SHAPE.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1] == _CHECK_DIGITS[total % 11]


def birth_date(number: str) -> date | None:
    """Return the date of birth in a number of 18 characters; None when there was no such day."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if 1900 <= born.year < 2100 else None


def find_id_numbers(text: str) -> list[Found]:
    """Find the ID numbers in a text: in groups, in full-width digits, even run into other digits.

    Only a number with a right check digit and a possible date of birth is taken for one, so that
    digits in links and account numbers are left alone.
    """
    found: list[Found] = []
    for candidate in _CANDIDATE.finditer(halfwidth(text)):
        start, end = candidate.span(1)
        number = re.sub(_GAP, "", candidate[1]).upper()
        free = not found or found[-1].end <= start
        if free and check_digit_ok(number) and birth_date(number):
            found.append(Found(start, end, number))
    return found


def hide_id_numbers(text: str) -> str:
    """Return `text` with every ID number in it masked."""
    for found in reversed(find_id_numbers(text)):
        text = text[: found.start] + mask_id(found.number) + text[found.end :]
    return text


def holds_masked_id(text: str) -> bool:
    """Whether a text holds a masked ID number: somebody typed one, and it was masked before the
    text was stored.
    """
    return _MASKED.search(text) is not None


def mask_id(number: str) -> str:
    """Mask an ID number: `3708**********1234`. A text too short to be one is hidden whole."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def mask_name(name: str) -> str:
    """Mask a name: `李*`. How many characters it has stays hidden too."""
    return f"{name[:1]}*" if name else ""


def mask_phone(phone: str) -> str:
    """Mask a phone number: `138****1234`. Of one too short for that nothing is shown."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)


def holds_mobile(text: str) -> bool:
    """Whether a text holds a mobile number, however it is grouped."""
    return _MOBILE.search(halfwidth(text)) is not None


def hide_mobiles(text: str) -> str:
    """Return `text` with every mobile number in it masked."""
    for found in reversed(list(_MOBILE.finditer(halfwidth(text)))):
        digits = re.sub(r"[^0-9]", "", found[0])[-11:]
        text = text[: found.start()] + mask_phone(digits) + text[found.end() :]
    return text
