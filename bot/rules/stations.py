"""Public service stations and gold coordinators' studios (三(六)): kinds, where they are, and how
people look for one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Final
from urllib.parse import quote

from bot.errors import Refused
from bot.rules.days import read_day
from bot.rules.halfwidth import compact
from bot.rules.labelled import Labelled
from bot.texts.training import stations as t

MOST_OF_A_REASON: Final = 100
_MAP: Final = "https://uri.amap.com/search?keyword="
_LOOKS_LIKE: Final = 0.6
_LEAST: Final = 3
"""Of how many characters a text has to be before it is compared with names it does not equal."""
_TAIL: Final = re.compile(r"(?P<name>.*?)[\s（(]*(?P<tail>\d{4})[）)]?")
_IS_DAY: Final = re.compile(
    r"20\d\d|\d\d?[-./月日号]|(?:[今昨前明后]|大前)[天日]$|[上下本这]?个?(?:周|星期)[一二三四五六日天]$"
)
_FIRST: Final = re.compile(r"[\s,，;；、。:：]+")


class Kind(Labelled):
    """The two kinds, under the names the source gives them."""

    STATION = "station", "基层劳动关系公共服务站"
    STUDIO = "studio", "金牌劳动关系协调员工作室"


class Where(Labelled):
    """What a station or studio is in: a sector, a park, a community, a building."""

    SECTOR = "sector", "行业"
    PARK = "park", "园区"
    COMMUNITY = "community", "社区"
    BUILDING = "building", "楼宇"


def map_link(county: str, address: str) -> str:
    """Return the address of a page that shows a place of the county on a map."""
    about = address if address.startswith(county) else f"{county}{address}"
    return _MAP + quote(about, safe="")


def near(words: str, names: Iterable[str], most: int) -> list[str]:
    """Return the names that a text may mean, the likest first: those that hold it or are held by
    it, then those that look like it.
    """
    said = compact(words)
    if len(said) < _LEAST:
        return []
    found = sorted((-_likeness(said, compact(name)), name) for name in names)
    return [name for score, name in found if -score >= _LOOKS_LIKE][:most]


def _likeness(said: str, name: str) -> float:
    if said in name or (name in said and len(said) <= 2 * len(name)):
        return 1.0
    if 2 * min(len(said), len(name)) < _LOOKS_LIKE * (len(said) + len(name)):
        return 0.0  # too unlike in length, and a long text takes long to compare
    return SequenceMatcher(None, said, name).ratio()


def name_and_tail(text: str) -> tuple[str, str]:
    """Return a person's name and, where it was written to tell namesakes apart, the end of their
    telephone number: `李梅 5678`, `李梅（5678）`; "" without.
    """
    match = _TAIL.fullmatch(text.strip())
    return (match["name"].strip(), match["tail"]) if match else (text.strip(), "")


@dataclass(frozen=True, slots=True)
class Closing:
    """On which day a station is closed, and why."""

    day: date
    why: str


def read_closing(text: str, today: date) -> Closing:
    """Read the day a station is closed and the reason from one text: `昨天 场地到期`. Without a day
    it is today. Raises Refused for a day that cannot be and for no reason or too long a one.
    """
    said = text.strip()
    head, rest = (*_FIRST.split(said, maxsplit=1), "")[:2]
    day = today
    try:
        day = read_day(head, today, of_any_age=True)
    except Refused:
        if _IS_DAY.match(compact(head)):
            raise
        rest = said
    why = " ".join(rest.split())
    if not why:
        raise Refused(t.WHY_EMPTY)
    if len(why) > MOST_OF_A_REASON:
        raise Refused(t.WHY_LONG.format(n=len(why), most=MOST_OF_A_REASON))
    return Closing(day, why)
