"""Units on papers: their names, and whether one is the reporter's own."""

import re
from collections.abc import Iterator
from typing import Final

from bot.forms.papers.said import Context, Word, behind
from bot.rules.employers import ENDS
from bot.rules.halfwidth import compact

_NAMED: Final = re.compile(
    rf"[\u4e00-\u9fff××Xx（）()A-Za-z0-9]{{2,24}}?(?:{ENDS})(?![\u4e00-\u9fff])"
)
_SHORTEST: Final = 3
_AFTER: Final = re.compile(
    r"[（(](?:以下)?(?:简称|统称).*|[，,；;。].*|\s{1,}.*|法定代表人.*|地址.*|联系电话.*"
)
_COMPANY: Final = re.compile(
    r"[\u4e00-\u9fff××（）()]{2,20}(?:有限责任公司|股份有限公司|有限公司|集团|合作社|项目部|厂|酒店|饭店|商场|超市|学校|医院)"
)
_BEFORE: Final = re.compile(r"^.*(?:收到|领到|以下[简]?称.{1,4}[）)]|与|[）)]和)")
_LEADING: Final = re.compile(
    r"^(?:在|对|由|到|向|与|和|及|系|经|就|因|关于|反映|投诉|申请人|被申请人|用人单位|职工|工人|我是|我在)+"
)


def units_said(context: Context, key: str = "unit") -> list[Word]:
    """Return the units that papers name: behind a heading, else anywhere in their text."""
    named = [
        word._replace(text=name)
        for word in behind(context, key, rank=3)
        if (name := unit_in(word.text))
    ]
    return named or list(_anywhere(context))


def unit_in(text: str) -> str:
    """Return the unit that was filled in, without what follows its name; "" for a person's name."""
    name = _AFTER.sub("", text.strip()).strip("：:（(）) ")
    return name if re.search(rf"(?:{ENDS})", name) and len(name) <= 40 else ""


def is_own(unit: str, own: str) -> bool:
    """Whether a unit's name is that of one's own, the one written shorter than the other or not."""
    a, b = compact(unit), compact(own)
    return min(len(a), len(b)) >= _SHORTEST and (a in b or b in a)


def is_almost(unit: str, own: str) -> bool:
    """Whether a unit's name is one's own but for a character, which may have been misread."""
    a, b = compact(unit), compact(own)
    if len(a) != len(b) or len(a) < _SHORTEST:
        return False
    return sum(one != other for one, other in zip(a, b, strict=True)) == 1


def _anywhere(context: Context) -> Iterator[Word]:
    """Yield companies in running text; those that are named more often rank higher."""
    counted: dict[str, list[Word]] = {}
    for paper in context.papers:
        for line in paper.lines:
            for found in _COMPANY.finditer(line.text):
                name = _LEADING.sub("", _BEFORE.sub("", found[0]))
                if len(name) >= 4 and len(set(name)) > 2:
                    counted.setdefault(name, []).append(Word(name, line.sure, paper.piece))
    for words in counted.values():
        yield words[0]._replace(rank=min(len(words), 2), sure=max(word.sure for word in words))
