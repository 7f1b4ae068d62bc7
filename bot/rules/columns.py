"""Columns of the ledger as people say them of themselves: one by one, or all in one message."""

import re
from collections.abc import Iterator
from typing import Final

from bot.errors import Refused
from bot.rules.halfwidth import compact, halfwidth
from bot.rules.kinds import read_kind
from bot.rules.labelled import Labelled


class Column(Labelled):
    """A column of Annex 2 that a person fills in themselves, in the ledger's order. The ID number
    is none of them: it never travels through the chat.
    """

    NAME = "name", "姓名"
    KIND = "kind", "协调员类型"
    EDUCATION = "education", "学历"
    EMPLOYER = "employer", "工作单位及职务"
    YEARS = "years", "从事协调劳动关系工作年限"
    PHONE = "phone", "联系方式"


_CALLED: Final = {
    Column.NAME: ("姓名", "名字"),
    Column.KIND: ("协调员类型", "协调员类别", "类型", "类别"),
    Column.EDUCATION: ("学历", "文化程度"),
    Column.EMPLOYER: (
        "工作单位及职务", "工作单位和职务", "单位及职务", "单位和职务", "单位职务",
        "工作单位", "单位",
    ),
    Column.YEARS: (
        "从事协调劳动关系工作年限", "协调劳动关系工作年限", "从事工作年限", "工作年限", "年限",
    ),
    Column.PHONE: ("联系方式", "联系电话", "手机号码", "手机号", "手机", "电话"),
}  # fmt: skip
_OF: Final = {word: column for column, words in _CALLED.items() for word in words}
# Some paste it all the same: what stands under it is dropped.
_DROPPED: Final = ("身份证号码", "身份证号", "身份证")
_WORDS: Final = "|".join(sorted((*_OF, *_DROPPED), key=len, reverse=True))
# A column's name counts as such at the start of a piece only: 某单位 holds none.
_LABEL: Final = re.compile(rf"(?:^|(?<=[\s,;]))(?:\d{{1,2}}[.、]\s*)?({_WORDS})(?:\s*[::]\s*|\s+)")
_BREAK: Final = re.compile(r"[\n\t,;]+")
_PHONE: Final = re.compile(r"[-+()0-9]{7,20}")
_YEARS: Final = re.compile(
    r"(?:不足|不满|近|约)?[0-9一二两三四五六七八九十半]{1,3}年?(?:以上|多|左右)?"
)
_EDUCATION: Final = re.compile(
    r"(?:全日制|在职)?(?:小学|初中|高中|中专|中技|技校|职高|大专|专科|大学|本科|大学本科|大学专科|"
    r"硕士|博士|研究生|硕士研究生|博士研究生)(?:学历|毕业)?"
)
_FREE: Final = (Column.NAME, Column.EMPLOYER)


def read_columns(text: str, asked: Column, known: frozenset[Column]) -> dict[Column, str]:
    """Read what a message says of which column; nothing in it is checked yet.

    Columns may be named (姓名 张三, one a line or all on one), or stand without a name between
    commas or line breaks, and are then known by their shape, a name and an employer by their order.
    A message that is one piece without a name answers what was `asked`; `known` are the columns
    that were given before.
    """
    labels = list(_LABEL.finditer(halfwidth(text)))
    if labels:
        return _labelled(text, labels)
    pieces = _pieces(text)
    if len(pieces) == 1 and asked is Column.NAME and len(text.split()) > 3:
        pieces = text.split()
    if len(pieces) < 2:
        return {asked: " ".join(text.split())}
    return _by_shape(pieces, asked, known)


def _labelled(text: str, labels: list[re.Match[str]]) -> dict[Column, str]:
    ends = [label.start() for label in labels[1:]] + [len(text)]
    return {
        _OF[label[1]]: " ".join(text[label.end() : end].strip(" \t\n,;，；").split())
        for label, end in zip(labels, ends, strict=True)
        if label[1] in _OF
    }


def _pieces(text: str) -> list[str]:
    """Return what stands between the breaks, as it was typed."""
    breaks = list(_BREAK.finditer(halfwidth(text)))
    starts = [0, *(each.end() for each in breaks)]
    ends = [*(each.start() for each in breaks), len(text)]
    cut = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [piece for piece in cut if piece]


def _by_shape(pieces: list[str], asked: Column, known: frozenset[Column]) -> dict[Column, str]:
    found: dict[Column, str] = {}
    rest: list[str] = []
    for piece in pieces:
        column = next((each for each in _shapes(piece) if each not in found), None)
        if column is None:
            rest.append(piece)
        else:
            found[column] = piece
    if not found and asked is not Column.NAME:  # commas within the one answer
        return {asked: "，".join(pieces)}
    free = [column for column in _FREE if column not in known or column is asked]
    for n, column in enumerate(free):
        if rest:
            is_last = n == len(free) - 1
            found[column] = "，".join(rest) if is_last else rest[0]
            rest = [] if is_last else rest[1:]
    return found


def _shapes(piece: str) -> Iterator[Column]:
    """Yield the columns that a piece looks like."""
    bare = compact(piece)
    if _PHONE.fullmatch(bare):
        yield Column.PHONE
    if _YEARS.fullmatch(bare):
        yield Column.YEARS
    if _EDUCATION.fullmatch(bare):
        yield Column.EDUCATION
    try:
        read_kind(piece)
    except Refused:
        return
    yield Column.KIND
