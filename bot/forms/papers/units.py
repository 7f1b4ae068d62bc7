"""Units that papers name."""

import re
from collections.abc import Iterator
from typing import Final

from bot.forms.papers.said import Context, Word, behind
from bot.rules.papers.units import COMPANY, unit_in

_BEFORE: Final = re.compile(
    r"^.*(?:收到|领到|接到|走访|走进|发现|约谈|督促|联系|协助|前往|来到|了解到|在(?!线)|要求|组织|责令|帮助|以下[简]?称.{1,4}[）)]|与|[）)]和)"
)
_FOOT_LINES: Final = 3
_A_NAME: Final = 5
"""Characters that may stand beside a unit that signs: a space and who signs for it."""
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


def _anywhere(context: Context) -> Iterator[Word]:
    """Yield companies in running text; those that are named more often rank higher, who only signs
    lowest.
    """
    counted: dict[str, list[Word]] = {}
    for paper in context.papers:
        for n, line in enumerate(paper.lines):
            is_foot = n >= len(paper.lines) - _FOOT_LINES
            for found in COMPANY.finditer(line.text):
                name = _LEADING.sub("", _BEFORE.sub("", found[0]))
                if len(name) >= 4 and len(set(name)) > 2:
                    signs = is_foot and len(line.text.strip()) - len(name) <= _A_NAME
                    word = Word(name, line.sure, paper.piece, 0 if signs else 1)
                    counted.setdefault(name, []).append(word)
    for words in counted.values():
        rank = min(sum(word.rank for word in words), 2)
        yield words[0]._replace(rank=rank, sure=max(word.sure for word in words))
