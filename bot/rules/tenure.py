"""How long somebody has worked at something, as people type it, in whole months."""

import re
from typing import Final

from bot.errors import Refused
from bot.rules.halfwidth import compact
from bot.texts import rules as texts

MONTHS: Final = 12
MOST_YEARS: Final = 50

_HAN: Final = "零一二三四五六七八九"
_ONES: Final = "[一二三四五六七八九]"
_NUMBER: Final = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?|{_ONES}?十{_ONES}?|[零两]|{_ONES})"
_MORE: Final = r"(?:及?以上|多|余|整|左右)?"
_SHAPE: Final = re.compile(
    r"(?:已|已经|从业|工作|从事|干了|做了|满|约|大约|有)*"
    rf"(?:(?P<years>{_NUMBER}){_MORE}(?:年|$){_MORE}(?P<half>半)?零?)?"
    rf"(?:(?P<months>{_NUMBER})个?月)?{_MORE}了?"
)
_HALF_A_YEAR: Final = frozenset({"半年", "半年多", "半年左右"})
_BELOW_ONE: Final = re.compile(r"(?:还|才)?(?:不足|不满|不到|没有|没|未满)(?:1|一)年")


def read_tenure(text: str) -> int:
    """Read `3`, `三年`, `3年半`, `3年8个月`, `18个月`, `不满1年`: the months. Of a part of a month
    nothing counts. Raises Refused for anything else, and for more than `MOST_YEARS`.
    """
    typed = compact(text)
    if typed in _HALF_A_YEAR:
        return MONTHS // 2
    if _BELOW_ONE.fullmatch(typed):
        return 0
    found = _SHAPE.fullmatch(typed)
    if found is None or not (found["years"] or found["months"]):
        raise Refused(texts.not_a_tenure(text))
    years, rest = found["years"] or "0", found["months"] or "0"
    months = _times(years, MONTHS) + (MONTHS // 2 if found["half"] else 0) + _times(rest, 1)
    if months > MOST_YEARS * MONTHS:
        raise Refused(texts.long_tenure(text, MOST_YEARS))
    return months


def _times(written: str, unit: int) -> int:
    """Return a number of years or months in months, rounded down."""
    if not written[0].isascii():
        tens, ten, ones = written.rpartition("十")
        return ((_digit(tens) or 1) * 10 * bool(ten) + _digit(ones)) * unit
    whole_part, _, fraction = written.partition(".")
    part = int(fraction) * unit // 10 ** len(fraction) if fraction else 0
    return int(whole_part) * unit + part


def _digit(written: str) -> int:
    """Return what one Chinese numeral stands for, 0 for none."""
    return 2 if written == "两" else _HAN.index(written or "零")
