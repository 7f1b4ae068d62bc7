"""Publicity's papers (§7.1): a plan, and what stood on banners."""

import re
from collections.abc import Iterator
from typing import Final

from bot.forms.hearing import a_place, kind_of_place
from bot.forms.papers.paper import PUBLICITY, Paper, banners, is_a_paper
from bot.forms.papers.said import (
    DOUBTFUL,
    UNTIL,
    Context,
    Said,
    Word,
    behind,
    days_behind,
    signed_on,
)
from bot.rules.laws import LAWS
from bot.rules.papers.days import days_in
from bot.rules.publicity import Way

_WAYS: Final = {
    Way.VISIT: ("走访", "入企", "上门", "进企业", "进车间"),
    Way.ONLINE: ("线上", "直播", "公众号", "微信群", "网络"),
    Way.STAND: ("宣传站", "咨询台", "摆放展板", "设点", "展板", "摆摊"),
    Way.LEAFLET: (
        "明白纸",
        "宣传单",
        "宣传册",
        "传单",
        "折页",
        "宣传资料",
        "宣传手册",
        "宣传页",
        "彩页",
    ),
}
_SHORT: Final = 4
_HELD: Final = re.compile(
    r"(?:定于|拟于|拟定于|计划于|计划在|将于|将在|于|在|^|[。\n])(?P<when>[^，。；\n]{0,6}\d{1,2}\s*月\s*\d{1,2}\s*[日号][^，。；\n]{0,12}?)"
    r"(?=[，在由到赴](?:[^。\n]{0,60})(?:开展|举办|举行|组织|召开|走进|设立|深入))"
)
"""A day on which something is held, in running text."""
_AT: Final = re.compile(
    r"(?:(?:(?<=[，。日号午时分\d）)站办心会员])(?:集中)?(?:在|到|赴))|走进|深入|前往|来到)"
    r"(?P<place>[^，。；\n]{2,30}?)"
    r"(?=，?(?:(?:以|通过|采[取用])[^，。；\n]{2,20}(?:方式|形式))?(?:集中)?(?:开展|举办|举行|组织|设立|设置|摆放|发放|召开|进行|宣传|宣讲|向))"
)
_SEVERAL: Final = re.compile(r"[、及各等]|和(?!谐)|全县|全镇|辖区|以及|与")
_MANY: Final = re.compile(
    r"(?<![\d约近超])(?P<many>\d{1,5})(?:名|位|人次|人)(?:企业|女|农民)?(?:职工|群众|工人|员工|务工人员|居民)?(?:参加|参与|到场|前来|听讲|受教育)"
    r"|(?:参加|参与|到场|受众|到会|吸引|惠及|覆盖)(?:人员|人数|职工|群众)?[共计有为]{0,2}(?P<came>\d{1,5})(?:名|位|人次|人)"
)
_COUNTED: Final = re.compile(r"(?:^|[^\d])(\d{1,5})\s*(?:[人名位]|$)")
_STANDS: Final = re.compile(
    r"(?:设立|设置|摆放|搭建|摆设)[^，。；\n]{0,6}(?:宣传站|咨询台|展板|宣传台)"
)
_BOOK: Final = re.compile(r"《([^《》]{3,30}(?:法|条例|规定|办法|准则))》")
_NAMED: Final = re.compile(
    r"(?:^|关于|举办|开展|组织|学习|[，。\n])(?P<law>(?:(?!关于|举办|开展|组织|学习|宣传|普法|[镇县站厂室]|街道|公司)[\u4e00-\u9fff]){2,18}"
    r"(?:(?<![普方执守用学司送违依合办讲])法|条例))(?=(?:集中|线上|专题)?(?:普法|宣传|宣讲|主题|知识|讲座))"
)
"""A law without brackets that is no well-known one, before what is done about it."""
_OPEN: Final = re.compile(r"(?:广场|公园|集市|市场|大集|路口|礼堂|会议室|活动室|培训室|大厅|馆)$")
"""How a place ends that is of none of the kinds that count."""
_BY: Final = re.compile(
    r"(?:采取|采用|通过|以)(?P<way>(?:(?!采取|采用|通过)[^。；\n]){2,40}?)(?:等)?(?:的)?(?:方式|形式)"
)


def is_banner(paper: Paper) -> bool:
    """Whether a scene shows a banner of publicity."""
    return any(word in line for line in banners(paper) for word in PUBLICITY)


def is_told_of(paper: Paper) -> bool:
    """Whether a paper's title says that it tells of publicity: a brief, a summary, a list."""
    return any(
        any(word in line.text for word in PUBLICITY) and is_a_paper(line.text)
        for line in paper.lines[:3]
    )


def read(context: Context) -> Said:
    """Return what plan and banners say to each line; never whether it was self-initiated."""
    places = [
        word
        for word in behind(context, "place", 2)
        if _is_place(word.text) and len(word.text) <= 60
    ] or list(_places(context))
    return {
        "day": days_behind(context, "day") or _days(context) or _signed(context),
        "place": places,
        "place_kind": [
            word._replace(text=kind) for word in places if (kind := kind_of_place(word.text))
        ],
        "theme": list(_themes(context)),
        "way": list(_ways(context)),
        "turnout": [
            word._replace(text=found[1])
            for word in behind(context, "turnout")
            if (found := _COUNTED.search(word.text))
        ]
        or list(_turnouts(context)),
    }


def _days(context: Context) -> list[Word]:
    """Return the days on which running text sets it; of a time that has an end none is sure."""
    found = []
    for paper in context.papers:
        for match, sure in paper.spoken(_HELD):
            for dated in days_in(match["when"], context.today):
                is_one = dated.day <= context.today and not UNTIL.match(match["when"][dated.end :])
                word = Word(dated.day.isoformat(), sure if is_one else DOUBTFUL, paper.piece, 1)
                found.append(word)
    return found


def _places(context: Context) -> Iterator[Word]:
    """Yield the places at which running text sets it, those that are not several at once."""
    for paper in context.papers:
        for match, sure in paper.spoken(_AT):
            place = match["place"]
            if _is_place(place) and not _SEVERAL.search(place):
                yield Word(place, sure, paper.piece, 1)


def _is_place(text: str) -> bool:
    return a_place(text) is not None or _OPEN.search(text) is not None


def _turnouts(context: Context) -> Iterator[Word]:
    """Yield how many people running text says there were, or will be, where it counts them."""
    for paper in context.papers:
        for match, sure in paper.spoken(_MANY):
            yield Word(match["many"] or match["came"], sure, paper.piece)


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
    if named:
        return
    headed = [
        word
        for word in behind(context, "theme")
        if _SHORT <= len(word.text) + word.text.endswith(("法", "典")) <= 60
    ]
    yield from headed or (
        Word(match[1], sure, paper.piece)
        for paper in context.papers
        for spoken in (_BOOK, _NAMED)
        for match, sure in paper.spoken(spoken)
    )


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
    for word in behind(context, "way", 2) or _ways_spoken(context):
        found = [way for way, spoken in _WAYS.items() if any(each in word.text for each in spoken)]
        for way in found:
            yield word._replace(text=way.value, sure=word.sure if len(found) == 1 else DOUBTFUL)


def _ways_spoken(context: Context) -> list[Word]:
    """Return how running text says that it is done; where it says no way, what is set up."""
    said = [
        Word(match["way"], sure, paper.piece, 1)
        for paper in context.papers
        for match, sure in paper.spoken(_BY)
    ]
    others = [each for way, spoken in _WAYS.items() if way != Way.STAND for each in spoken]
    if said or any(each in paper.joined for paper in context.papers for each in others):
        return said
    return [
        Word(match[0], sure, paper.piece, 1)
        for paper in context.papers
        for match, sure in paper.spoken(_STANDS)
    ]
