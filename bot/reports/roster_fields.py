"""Reads one cell of a roster into a value, or raises Refused with what to write instead."""

import re
import unicodedata
from decimal import Decimal

from bot.errors import Refused
from bot.rules.halfwidth import compact
from bot.rules.identity import birth_date, check_digit_ok
from bot.rules.kinds import Kind, read_kind
from bot.rules.personal import IdNumber
from bot.texts import reports as texts

EXACT_IN_EXCEL = 10**15
"""Excel keeps 15 significant digits of a number; those after them become noughts."""

SCIENTIFIC = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE)
ID_NUMBER = re.compile(r"[1-8]\d{16}[\dX]")
OLD_ID_NUMBER = re.compile(r"[1-8]\d{14}")
MASKED_ID_NUMBER = re.compile(r"(?=.{15,18}$)\d{2,}\*{4,}\d{1,3}[\dX]")
MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
LANDLINE = re.compile(
    r"(?:\+?86|0086)?\(?(010|02\d|0[3-9]\d{2})\)?-?([1-9]\d{6,7})(?:[-转](\d{1,5}))?"
)
OUR_NOTE = re.compile(r"〔第[一二三四]季度：[^〔〕]*〕")


def read_text(cell: object) -> str:
    """Read any cell as one line of text: a whole number without its `.0`, no stray white space."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    shown = (
        char
        for char in str(cell)
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf"}
    )
    return " ".join("".join(shown).split())


def read_name(cell: object) -> str:
    """Read a name. The gap that aligns 张　三 with longer names is not part of it."""
    name = read_text(cell)
    if not name:
        raise Refused(texts.NAME_MISSING)
    return (
        name if any(char.isascii() and char.isalpha() for char in name) else name.replace(" ", "")
    )


def read_employer(cell: object) -> str:
    if not (employer := read_text(cell)):
        raise Refused(texts.EMPLOYER_MISSING)
    return employer


def read_kind_cell(cell: object) -> Kind:
    """Read a kind, also from a near form of its label."""
    if not (written := read_text(cell)):
        raise Refused(texts.KIND_MISSING)
    return read_kind(written)[0]


def read_written_kind(cell: object) -> str:
    """Return what the cell says when that is not exactly a kind's label, else ""."""
    written = read_text(cell)
    return "" if any(written == kind.label for kind in Kind) else written


def read_remark(cell: object) -> str:
    """Read the remark, without the notes that our own export appended."""
    return OUR_NOTE.sub("", read_text(cell)).strip()


def read_id_number(cell: object) -> IdNumber:
    """Read an ID number: 18 characters that are checked, or none, or masked as our export shows it.

    An old number of 15 digits becomes the 18 of the same person. Only check digit and birth date
    are judged: lists of counties refuse real people whose county was founded after they were born.
    """
    if isinstance(cell, int | float) and abs(cell) >= EXACT_IN_EXCEL:
        raise Refused(texts.ID_LOST_DIGITS)
    number = compact(read_text(cell)).upper()
    if SCIENTIFIC.fullmatch(number):
        raise Refused(texts.ID_LOST_DIGITS)
    if not number:
        return IdNumber("")
    if MASKED_ID_NUMBER.fullmatch(number):
        return IdNumber(IdNumber(number).mask)
    if OLD_ID_NUMBER.fullmatch(number):
        return IdNumber(_lengthened(number))
    if not ID_NUMBER.fullmatch(number):
        raise Refused(texts.id_shape(len(number)))
    return IdNumber(_checked(number))


def _lengthened(number: str) -> str:
    """Return the 18 digits of an old number, which had no century and no check digit."""
    century = f"{number[:6]}19{number[6:]}"
    return _checked(next(century + end for end in "0123456789X" if check_digit_ok(century + end)))


def _checked(number: str) -> str:
    if birth_date(number) is None:
        raise Refused(texts.ID_BIRTH_DATE)
    if not check_digit_ok(number):
        raise Refused(texts.ID_CHECK_DIGIT)
    return number


def read_phone(cell: object) -> str:
    """Read a phone number: a mobile one becomes eleven digits, a landline 0537-7212345.

    An extension follows as in 0537-7212345-12.
    """
    written = re.sub("[‐-―−]", "-", compact(read_text(cell)))
    if SCIENTIFIC.fullmatch(written):
        written = _written_out(written)
    if not written:
        raise Refused(texts.PHONE_MISSING)
    if mobile := MOBILE.fullmatch(re.sub(r"[-.()]", "", written)):
        return mobile[1]
    if landline := LANDLINE.fullmatch(written):
        return "-".join(part for part in landline.groups() if part)
    raise Refused(texts.PHONE_SHAPE)


def _written_out(number: str) -> str:
    """Write 1.3800138e10 out as plain digits, unless the short form has lost some of them."""
    significant = len(number.partition("e")[0].replace(".", ""))
    plain = str(int(Decimal(number)))
    if significant < len(plain.rstrip("0")) or significant < 8:
        raise Refused(texts.PHONE_LOST_DIGITS)
    return plain
