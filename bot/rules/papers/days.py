"""Days as papers print and write them: 2026年11月12日, 二〇二六年十一月十二日, 2026-11-12."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from bot.rules.halfwidth import halfwidth

_DIGITS: Final = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0", "○": "0", "Ｏ": "0", "O": "0", "o": "0", "两": "2",
}  # fmt: skip
_CHINESE: Final = "〇零○Oo一二三四五六七八九"
_SIGN: Final = r"\s*[-–—/.．·]\s*"
_ALIKE: Final = r"\dOoQDIl|〇○"
"""Digits, and what is read where one stands."""
_NO_MORE: Final = rf"(?:(?=\s+\d{{1,2}}:\d\d)|(?!\s*[{_ALIKE}]))"
"""That a number is whole: nothing that looks like a digit follows, unless it is a time."""
_PRINTED: Final = re.compile(
    r"(?<!\d)(?P<year>20\d\d)\s*年\s*(?P<month>\d\s?\d?)\s*月\s*"
    rf"(?:(?P<day>\d\s?\d?)\s*[日号]|(?P<day3>\d\d){_NO_MORE})"
    rf"|(?<!\d)(?P<year2>20\d\d){_SIGN}(?P<month2>\d{{1,2}}){_SIGN}"
    rf"(?P<day2>\d\d(?=\d\d:\d\d)|\d{{1,2}}{_NO_MORE})"  # a time may follow without a gap
)
_TENS: Final = "一二三四五六七八九十廿卅"
_WRITTEN: Final = re.compile(
    rf"(?P<year>[二2][{_CHINESE}\d]{{3}})\s*年\s*"
    rf"(?P<month>[{_TENS}\d](?:\s?[{_TENS}\d]){{0,2}})\s*月\s*"
    rf"(?P<day>[{_TENS}\d](?:\s?[{_TENS}\d]){{0,3}})\s*[日号]"
)
_YEARLESS: Final = re.compile(r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d\s?\d?)\s*[日号]")
_CUT_OFF: Final = re.compile(rf"[{_ALIKE}{_TENS}年]\s*\Z")
"""What a month may follow that is not whole, or not of a year near by."""


class Dated(NamedTuple):
    """A day in a text, from `start` to `end`; `is_whole` tells that its year stands there too."""

    day: date
    start: int
    end: int
    is_whole: bool


def days_in(text: str, near: date) -> list[Dated]:
    """Return the days in a text as they come. Of one without a year it is the latest that is not
    after `near`. What is no day of any calendar is left out.
    """
    found = sorted({*_whole(halfwidth(text)), *_without_year(halfwidth(text), near)})
    found.sort(key=lambda dated: (dated.start, -dated.end))
    kept: list[Dated] = []
    for dated in found:
        if not kept or dated.start >= kept[-1].end:
            kept.append(dated)
    return kept


def _whole(text: str) -> Iterator[Dated]:
    for match in (*_PRINTED.finditer(text), *_WRITTEN.finditer(text)):
        parts = ["".join(part.split()) for part in match.groups() if part]
        year = "".join(_DIGITS.get(char, char) for char in parts[0])
        day = _day(_number(year), _number(parts[1]), _number(parts[2]))
        if day is not None:
            yield Dated(day, match.start(), match.end(), is_whole=True)


def _without_year(text: str, near: date) -> Iterator[Dated]:
    for match in _YEARLESS.finditer(text):
        if _CUT_OFF.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        for year in (near.year, near.year - 1):
            day = _day(year, int(match["month"]), int("".join(match["day"].split())))
            if day is not None and day <= near:
                yield Dated(day, match.start(), match.end(), is_whole=False)
                break


def _number(text: str) -> int:
    """Read a number up to 99 in Chinese or Arabic digits; 0 for what is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        digits = "".join(_DIGITS.get(char, char) for char in text)
        return int(digits) if digits.isascii() and digits.isdigit() else 0
    return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
