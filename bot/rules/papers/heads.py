"""Headings of a paper with what was filled in behind them, in any layout."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from bot.rules.halfwidth import compact, halfwidth
from bot.rules.papers.reading import Line

_BETWEEN: Final = " \u3000\t:;：；|｜_＿—-.·。"
_LONGEST_HEAD: Final = 12
_MORE_LINES: Final = 6
"""How many further lines may belong to what was filled in."""
_NUMBERED: Final = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．:：]\s*")
_TALK: Final = re.compile(r"(?:[问答称]|反映|陈述|表示)$|[,，。;；]")
"""What stands before a colon and is no heading: who speaks, or part of a sentence."""
_POINT: Final = re.compile(r"^[（(]?(?:\d{1,2}[）)、.．]|[①-⑩])")
_TALKS: Final = re.compile(r"^[问答][:：]")
_SECTION: Final = re.compile(r"^[一二三四五六七八九十]{1,2}[、.．][^，。；]{2,14}$")
_A_DAY: Final = re.compile(r"[二2][〇零○O\d一二三四五六七八九]{3}\s*[年./-].{2,8}")
_SENTENCE: Final = re.compile(r"[，。；,;]")
_QUALIFIED: Final = re.compile(
    r"(?:名称|姓名|全称)?[(（](?P<head>[^()（）]{1,12})[)）]\s*(?=[:：]|$)"
)
"""What a form adds to a heading: 被申请人（用人单位）：, 申请人（签名）：."""
_SPACED: Final = re.compile(
    r"^[\u4e00-\u9fff\s]*?[\u4e00-\u9fff]\s+[\u4e00-\u9fff][\u4e00-\u9fff\s]*?(?=\s*[:：]|$)"
)
_RUNS_ON: Final = "书中的后与和是已由在内时者及、，,。"
"""What makes of a heading's word, at the beginning of a line, a sentence's."""
_SIGNED: Final = re.compile(r"(?:签名|签字|盖章|签章|手印|[（(]章[)）])")


class Filled(NamedTuple):
    """What stands behind a heading: `sure` is the least sureness of its lines; `line` the place of
    the heading among the page's lines.
    """

    head: str
    value: str
    sure: float
    line: int


def filled_in(lines: Sequence[Line], heads: Collection[str]) -> list[Filled]:
    """Return what was filled in behind any of the `heads`, as it comes. It may stand on the same
    line, in the cell beside, or on the lines below, as far as these begin with no other heading.
    A heading beside another one is none that was filled in.
    """
    found = []
    ordered = sorted(heads, key=len, reverse=True)
    for at, line in enumerate(lines):
        for head, value in _headings(line.text, ordered):
            found.append(_whole(lines, at, head, value, ordered))
    known = set(ordered)
    return [each for each in found if each.value and compact(each.value) not in known]


def _headings(text: str, heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the headings of a line, each with what follows it up to the next one."""
    plain = halfwidth(text)
    begins = _NUMBERED.match(plain)
    at = begins.end() if begins else 0
    spots: list[tuple[int, str]] = []
    for head in heads:
        spot = _spot(plain, head, at)
        if spot is not None and not any(s <= spot < s + len(h) for s, h in spots):
            spots.append((spot, head))
    spots.sort()
    for n, (spot, head) in enumerate(spots):
        ends = spots[n + 1][0] if n + 1 < len(spots) else len(text)
        value = text[spot + len(head) : ends]
        added = _QUALIFIED.match(value)
        if added:
            value = value[added.end() :]
            if added["head"] in heads:
                yield added["head"], value.strip(_BETWEEN)
        yield head, value.strip(_BETWEEN)


def _spot(plain: str, head: str, begin: int) -> int | None:
    """Return where a heading stands: at the beginning with a sign, a gap or nothing behind it, or
    later on with a colon. Spaces that were set between its characters are none of it.
    """
    if head not in plain:
        return None
    if plain.startswith(head, begin):
        rest = plain[begin + len(head) :]
        if not rest or rest[0] in " :|_(（" or (len(head) > 3 and rest[0] not in _RUNS_ON):
            return begin
    later = re.search(rf"(?<=[\s,;:，；。）)]){re.escape(head)}\s*:", plain)
    return later.start() if later else None


def _whole(lines: Sequence[Line], at: int, head: str, value: str, heads: Sequence[str]) -> Filled:
    """Return what was filled in, with the lines on which it goes on; a cell's is whole as it is."""
    sure = lines[at].sure
    goes_on = not value or (len(value) >= _LONGEST_HEAD and not _is_cell(lines, at))
    is_whole = lines[at].text.rstrip().endswith("。")
    for line in lines[at + 1 : at + 1 + _MORE_LINES]:
        text = line.text.strip()
        if len(text) == 1 and value:  # a character of a seal that lies over the text
            continue
        point = _POINT.match(text) and value and _POINT.match(value)
        if value and is_whole and not _SENTENCE.search(text):  # whoever signs it
            break
        if not (goes_on or point) or _is_over(text, heads, is_empty=not value):
            break
        value, sure = value + text, min(sure, line.sure)
        goes_on = len(text) >= _LONGEST_HEAD and not text.endswith("。")
    return Filled(head, value.strip(_BETWEEN), sure, at)


def _is_cell(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a cell that was put together: among lines of which the place is known it
    has none.
    """
    return lines[at].corners is None and any(line.corners is not None for line in lines)


def _is_over(text: str, heads: Sequence[str], *, is_empty: bool) -> bool:
    """Whether a line is none that a value goes on with."""
    if begins(text, heads) or _SIGNED.search(text) or _TALKS.match(text) or _SECTION.match(text):
        return True
    return not is_empty and _A_DAY.fullmatch(text) is not None


def unspaced(text: str, heads: Collection[str]) -> str:
    """Return a line without the spaces within the heading that it begins with: 案　由：."""
    spaced = _SPACED.match(text)
    whole = compact(spaced[0]) if spaced else ""
    return whole + text[len(spaced[0]) :] if spaced and whole in heads else text


def begins(text: str, heads: Sequence[str]) -> bool:
    """Whether a line begins with a heading, of those known (the longest first) or of any short one
    with a colon.
    """
    plain = halfwidth(text).strip()
    own = _NUMBERED.match(plain)
    if any(
        _spot(plain, head, own.end() if own else 0) == (own.end() if own else 0) for head in heads
    ):
        return True
    head, colon, _ = plain.partition(":")
    return bool(colon) and 1 < len(head) <= _LONGEST_HEAD and not _TALK.search(head)
