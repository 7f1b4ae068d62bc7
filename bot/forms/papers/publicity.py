"""Publicity's papers (§7.1): a plan, and what stood on banners."""

import re
from collections.abc import Iterator
from typing import Final

from bot.forms.hearing import a_place, kind_of_place
from bot.forms.papers.paper import PUBLICITY, Paper, banners
from bot.forms.papers.said import Context, Said, Word, behind, days_behind, signed_on
from bot.rules.laws import LAWS
from bot.rules.publicity import Way

_WAYS: Final = {
    Way.VISIT: ("走访", "入企", "上门", "进企业", "进车间"),
    Way.ONLINE: ("线上", "直播", "公众号", "微信群", "网络"),
    Way.STAND: ("宣传站", "咨询台", "摆放展板", "设点", "展板", "摆摊"),
    Way.LEAFLET: ("明白纸", "宣传单", "宣传册", "传单", "折页"),
}
_SHORT: Final = 4


def is_banner(paper: Paper) -> bool:
    """Whether a scene shows a banner of publicity."""
    return any(word in line for line in banners(paper) for word in PUBLICITY)


def read(context: Context) -> Said:
    """Return what plan and banners say to each line; never whether it was self-initiated."""
    places = [
        word for word in behind(context, "place", 2) if a_place(word.text) and len(word.text) <= 60
    ]
    return {
        "day": days_behind(context, "day") or _signed(context),
        "place": places,
        "place_kind": [
            word._replace(text=kind) for word in places if (kind := kind_of_place(word.text))
        ],
        "theme": list(_themes(context)),
        "way": list(_ways(context)),
        "turnout": behind(context, "turnout"),
    }


def _signed(context: Context) -> list[Word]:
    """Return the day of the plan's foot as a doubtful one: it was written before it was done."""
    found = [word for paper in context.papers for word in signed_on(context, paper, 0)]
    return [word._replace(sure=0.5) for word in found]


def _themes(context: Context) -> Iterator[Word]:
    """Yield the law that banner and plan name; without one, what stands behind the heading."""
    named = False
    for paper in context.papers:
        for line in paper.lines:
            law = _law(line.text)
            if law:
                named = True
                yield Word(law, line.sure, paper.piece, 3 if paper.title == line.text else 2)
    if not named:
        yield from (word for word in behind(context, "theme") if _SHORT <= len(word.text) <= 60)


def _law(text: str) -> str:
    """Return the short name of the law that a text names, the longest that fits."""
    found = [
        law.short
        for law in LAWS
        for name in (law.short, law.printed)
        if name and re.search(f"{name}(?!律)", text)
    ]
    return max(found, key=len, default="")


def _ways(context: Context) -> Iterator[Word]:
    for word in behind(context, "way", 2):
        found = [way for way, spoken in _WAYS.items() if any(each in word.text for each in spoken)]
        for way in found[:1]:
            yield word._replace(text=way.value)
