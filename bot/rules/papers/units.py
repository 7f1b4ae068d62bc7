"""Names of units on papers, and whether one is another's."""

import re
from typing import Final

from bot.rules.employers import ENDS
from bot.rules.halfwidth import compact

_SHORTEST: Final = 3
_LONGEST: Final = 40
_END: Final = re.compile(ENDS)
_AFTER: Final = re.compile(
    r"[（(](?:以下)?(?:简称|统称).*|[，,；;。:：].*|\s{1,}.*|法定代表人.*|地址.*|联系电话.*"
)
_SPOKEN: Final = re.compile(
    rf"^(?P<unit>.{{2,}}?(?:{ENDS}))(?=一次性|支付|[于自]\s*\d|拖欠|同意|应当|已于|将于|未[按给支发]|不予)"
)
"""A unit at the beginning of a sentence on what it does."""
_IN_PARENTHESES: Final = re.compile(r"[（(](?P<inside>[^）)]*)(?:[）)]|$)(?P<after>.*)")
COMPANY: Final = re.compile(
    r"[\u4e00-\u9fff××（）()]{2,20}(?:有限责任公司|股份有限公司|有限公司|集团|合作社|项目部|厂|酒店|饭店|商场|超市|学校|医院|养殖场|农场|采石场|门市部|经营部"
    r"|商行|宾馆|饭馆|面馆|药房|俱乐部)"
)
_OF_A_PLACE: Final = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}(?:省|市|县|区|镇|街道))+")
_LEGAL_FORM: Final = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司)$")


def unit_in(text: str) -> str:
    """Return the unit that was filled in, without what follows its name; "" for a person's name."""
    name = text.strip()
    noted = _IN_PARENTHESES.search(name)
    if noted and not _END.search(noted["after"]):
        if not _END.search(name[: noted.start()]):
            return ""  # a person, and in parentheses whose unit it is
        name = name[: noted.start()]
    if spoken := _SPOKEN.match(name):
        name = spoken["unit"]
    name = _AFTER.sub("", name).strip("：:（(）) ")
    return name if _END.search(name) and len(name) <= _LONGEST else ""


def is_same(unit: str, own: str) -> bool:
    """Whether two names are of one unit, written with its place and legal form or without."""
    return bool(unit and own) and _core(unit) == _core(own)


def is_own(unit: str, own: str) -> bool:
    """Whether two names may be of one unit: the one holds the other, as that of a branch does."""
    a, b = compact(unit), compact(own)
    return min(len(a), len(b)) >= _SHORTEST and (a in b or b in a)


def is_almost(unit: str, own: str) -> bool:
    """Whether a unit's name is one's own but for a character, which may have been misread."""
    a, b = compact(unit), compact(own)
    if len(a) != len(b) or len(a) < _SHORTEST:
        return False
    return sum(one != other for one, other in zip(a, b, strict=True)) == 1


def _core(name: str) -> str:
    plain = compact(name)
    core = _LEGAL_FORM.sub("", _OF_A_PLACE.sub("", plain))
    return core if len(core) >= _SHORTEST else plain
