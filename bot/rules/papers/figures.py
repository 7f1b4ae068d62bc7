"""Figures on papers: which run of digits is an ID, a phone or a card, which is a day, a sum or a
company's code.
"""

import re
from datetime import date
from typing import Final

GAP: Final = r"[\s.·_\-\u2010-\u2015\u200b-\u200f\u2060\ufeff]{0,3}"
"""What people and recognisers put between the groups of a number."""
DIGIT: Final = "[0-9OoQD〇○Iil|ZzSsBbGgq]"
"""A digit, or a letter that looks like one: within a number it counts as such."""
_ALIKE: Final = {
    **dict.fromkeys("OoQD〇○", "0"),
    **dict.fromkeys("Iil|", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    **dict.fromkeys("bG", "6"),
    "B": "8",
    **dict.fromkeys("gq", "9"),
}
_TO_DIGITS: Final = str.maketrans(_ALIKE)
_PROVINCES: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_MONTH: Final = r"[\s年./\-]{0,2}(?:1[0-2]|0?[1-9])"
_DAY: Final = rf"(?:19|20)[0-9]{{2}}{_MONTH}[\s月./\-]{{0,2}}(?:[12][0-9]|3[01]|0?[1-9])"
_DAYS: Final = re.compile(rf"{_DAY}(?:[\s._\-\u2010-\u2015]{{0,3}}(?:{_DAY}|[0-9]{{1,6}}))?")
_ONE_DAY: Final = re.compile(_DAY)
_SUM: Final = re.compile(r"(?:\.[0-9]{1,2})?\s{0,2}[百千万亿]{0,2}(?:元|万|亿|圆)")
_MONEY: Final = re.compile(r"[¥￥$]\s*\Z")
_CODE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}(?![0-9A-Za-z])")
_CODED: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OF_OFFICES: Final = re.compile(r"1[1239]|5[1239]|9[123]|[ANY]1")


def digits(run: str) -> str:
    """Return the digits of a run, letters that look like them as such, an X at its end as X."""
    plain = run.translate(_TO_DIGITS).replace("×", "X").upper()
    return re.sub(r"[^0-9X]", "", plain)


def is_mostly(run: str, share: float = 0.66) -> bool:
    """Whether so much of a run is digits, and not letters that look like them."""
    shown = [char for char in run if char.isalnum() or char in "|〇○"]
    return sum(char.isdigit() for char in shown) >= share * len(shown)


def is_id(number: str) -> bool:
    """Whether digits are a resident ID as to region and birth, of 18 or of 15 characters: a check
    digit may have been misread.
    """
    if not _PROVINCES.match(number) or "X" in number[:-1]:
        return False
    if len(number) == 18:
        return _is_day(number[6:14])
    return len(number) == 15 and _is_day("19" + number[6:12])


def holds_id(number: str) -> bool:
    return any(is_id(number[at : at + n]) for n in (18, 15) for at in range(len(number) - n + 1))


def is_card(number: str) -> bool:
    """Whether digits are a bank card: UnionPay's, or another with the right check digit."""
    if not 16 <= len(number) <= 19 or "X" in number:
        return False
    return number.startswith("62") or (number[0] in "34569" and _luhn(number))


def holds_card(number: str) -> bool:
    return any(
        is_card(number[at : at + n]) for n in range(16, 20) for at in range(len(number) - n + 1)
    )


def is_mobile(number: str) -> bool:
    return re.fullmatch(r"(?:86)?1[3-9][0-9]{9}", number) is not None


def is_other(text: str, start: int, end: int) -> bool:
    """Whether the run `text[start:end]` is one or two days, with a time or without, or a sum."""
    return _DAYS.fullmatch(text[start:end].strip()) is not None or is_amount(text, start, end)


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether money is told: a sign before it, or a unit after it."""
    return (
        _SUM.match(text, end) is not None
        or _MONEY.search(text[max(0, start - 4) : start]) is not None
    )


def days_only(text: str) -> bool:
    """Whether all figures in a text are days."""
    return not any(map(str.isdigit, _ONE_DAY.sub("", text)))


def without_codes(text: str) -> str:
    """Return a text of the same length without codes of companies and offices (统一社会信用代码,
    GB 32100): they are public, though some look like somebody's number.
    """
    return _CODE.sub(lambda found: "#" * 18 if _is_code(found[0]) else found[0], text)


def _is_code(text: str) -> bool:
    if not _OF_OFFICES.match(text) or is_id(text):
        return False
    return text[0] == "9" or _has_code_check(text)


def _has_code_check(code: str) -> bool:
    if any(char not in _CODED for char in code):
        return False
    total = sum(_CODED.index(char) * pow(3, at, 31) for at, char in enumerate(code[:17]))
    return _CODED.index(code[17]) == -total % 31


def _is_day(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def _luhn(number: str) -> bool:
    doubled = [int(char) * (1 + at % 2) for at, char in enumerate(reversed(number))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
