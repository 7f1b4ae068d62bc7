"""An article's screenshot (§7.5): which medium, what title, which day."""

import re
from collections.abc import Iterator
from typing import Final

from bot.forms.hearing import a_medium
from bot.forms.papers.paper import Paper, height
from bot.forms.papers.said import Context, Said, Word, behind, days_behind
from bot.rules.papers.days import days_in
from bot.rules.papers.reading import Line

_HEAD_LINES: Final = 12
_NOT_A_TITLE: Final = re.compile(
    r"\d{1,2}[:：]\d{2}|首页|关注|订阅|评论|转发|点赞|分享|阅读|编辑|记者|来源|责编|字号|微信|下载|扫一扫"
)
_MEDIUM: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:日报|晚报|时报|工人报|报|电视台|卫视|广播电视台|融媒体?中心?|新闻网|新闻|网|客户端|杂志|公众号|发布)"
)
_LEAST_TITLE, _MOST_TITLE = 6, 60


def is_article(paper: Paper) -> bool:
    """Whether a picture looks like an article: a medium, a day and a title in its upper part."""
    head = paper.lines[:_HEAD_LINES]
    return (
        any(a_medium(line.text) and _MEDIUM.search(line.text) for line in head)
        and len(paper.lines) >= 4
        and not paper.form
    )


def read(context: Context) -> Said:
    """Return what the screenshot says to each line; of several the first one tells."""
    shots = [paper for paper in context.papers if len(paper.lines) >= 3]
    return {
        "medium": [*_behind_medium(context), *(w for shot in shots for w in _media(shot))],
        "headline": [*behind(context, "headline", 3), *(w for s in shots[:1] for w in _titles(s))],
        "day": days_behind(context, "day") or [w for s in shots[:1] for w in _days(context, s)],
    }


def _behind_medium(context: Context) -> Iterator[Word]:
    for word in behind(context, "medium", 3):
        if found := _MEDIUM.search(word.text):
            yield word._replace(text=found[0])


def _media(shot: Paper) -> Iterator[Word]:
    """Yield the names of media, the one that stands highest first."""
    for nth, line in enumerate(shot.lines[:_HEAD_LINES]):
        if _is_sentence(line.text):
            continue
        if found := _MEDIUM.search(line.text):
            yield Word(found[0], line.sure, shot.piece, 2 if nth < 3 else 1)
            return


def _titles(shot: Paper) -> Iterator[Word]:
    """Yield the title: the largest lines of the upper part, those that go on below each other
    together.
    """
    head = list(shot.lines[: _HEAD_LINES + 4])
    fit = [line for line in head if _may_be_title(line)]
    if not fit:
        return
    tallest = max(map(height, fit))
    first = next(
        at for at, line in enumerate(head) if line in fit and height(line) >= 0.85 * tallest
    )
    parts = [head[first]]
    for line in head[first + 1 : first + 3]:
        if not _may_be_title(line, goes_on=True) or height(line) < 0.85 * tallest:
            break
        parts.append(line)
    text = "".join(line.text.strip() for line in parts).strip("《》 ")
    yield Word(text[:_MOST_TITLE], min(line.sure for line in parts), shot.piece, 1)


def _may_be_title(line: Line, *, goes_on: bool = False) -> bool:
    text = line.text.strip()
    least = 2 if goes_on else _LEAST_TITLE
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    is_medium = _MEDIUM.fullmatch(text) is not None
    return (
        least <= len(text) <= _MOST_TITLE
        and chinese >= least
        and not is_medium
        and not _NOT_A_TITLE.search(text)
    )


def _days(context: Context, shot: Paper) -> Iterator[Word]:
    for line in shot.lines:
        for dated in days_in(line.text, context.today):
            if dated.day <= context.today and not _is_sentence(line.text):
                yield Word(dated.day.isoformat(), line.sure, shot.piece, int(dated.is_whole))
                return


def _is_sentence(text: str) -> bool:
    return len(text) > 24 or any(mark in text for mark in "。，；")
