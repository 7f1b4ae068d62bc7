"""Readers of a caption's words, which may tell a day, how many people, a place, a law, a term."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.forms.fields import Choice
from bot.rules.laws import LAWS
from bot.rules.publicity import Place

Reader = Callable[[str], str | None]
"""Reads what a word tells of one line, as somebody would type it there; None when nothing."""

_PLACES: Final = {
    Place.PARK: (
        "园区",
        "产业园",
        "工业园",
        "创业园",
        "企业园",
        "科技园",
        "孵化园",
        "科创园",
        "软件园",
        "电商园",
        "孵化基地",
        "物流园",
        "开发区",
        "工业区",
    ),
    Place.COMMUNITY: ("社区", "小区", "村"),
    Place.BUILDING: ("楼宇", "大厦", "写字楼", "商厦", "楼"),
    Place.ENTERPRISE: ("厂", "公司", "企业", "集团", "店", "车间", "工地", "医院", "学校"),
}
_STOREY: Final = re.compile(r"(?:[一二三四五六七八九十\d]+|办公)楼")
_MEDIA: Final = (
    "报", "电视", "广播", "卫视", "央视", "融媒", "新闻", "网", "杂志", "公众号", "新华社",
)  # fmt: skip
_PEOPLE: Final = re.compile(r"约?(\d{1,6})余?(?:人次|人|名)")
_DAY: Final = re.compile(
    r"[今昨前][天日]|周[一二三四五六日天]|星期|\d月|月\d|[\d][./-][\d]|^20\d{6}$|^\d+[日号]$"
)


def a_day(word: str) -> str | None:
    return word if _DAY.search(word) else None


def people(word: str) -> str | None:
    """Return how many people a word tells of: `60人`, `约60余人次`."""
    match = _PEOPLE.fullmatch(word)
    return match[1] if match else None


def a_law(word: str) -> str | None:
    """Return the short name of a law that the word names in any of its forms."""
    bare = word.strip("《》")
    return next((law.short for law in LAWS if bare in (law.name, law.short, law.printed)), None)


def a_title(word: str) -> str | None:
    """Return the title that a word in its brackets is."""
    return word.strip("《》") or None if word.startswith("《") else None


def a_medium(word: str) -> str | None:
    """Return a word that holds what names of media hold: 日报, 电视台, 融媒体 …"""
    return word if any(part in word for part in _MEDIA) else None


def a_place(word: str) -> str | None:
    """Return a word that holds what names of places and units hold: 厂, 公司, 社区 …"""
    return word if kind_of_place(word) else None


def kind_of_place(name: str) -> str:
    """Return the kind of place that a name tells; "" when it tells none."""
    whole = _STOREY.sub("", name) or name
    return next(
        (place.value for place, ends in _PLACES.items() if any(end in whole for end in ends)), ""
    )


def labels_of(choice: Choice) -> Reader:
    """Return a reader of words that are one of a choice's labels."""
    return {label: code for code, label in choice.choices}.get


def spoken(terms: Mapping[Any, tuple[str, ...]]) -> Reader:
    """Return a reader of words in which a term is named by one of the words people use for it."""

    def read(word: str) -> str | None:
        return next((t.value for t, ways in terms.items() if any(w in word for w in ways)), None)

    return read
