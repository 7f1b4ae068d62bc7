"""An article's screenshot (§7.5): which medium, what title, which day."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from bot.forms.papers.paper import Paper, height
from bot.forms.papers.said import Context, Said, Word, behind
from bot.rules.halfwidth import halfwidth
from bot.rules.papers.days import days_in
from bot.rules.papers.reading import SURE, Line
from bot.rules.papers.tables import PaperWords

_HEAD_LINES: Final = 12
_NOT_A_TITLE: Final = re.compile(
    r"[>＞]|^原创|\d{1,2}[:：]\d{2}|^20\d\d\s*[年./-].{2,8}|首页|关注|订阅|评论|转发|点赞|分享|阅读|编辑|记者|来源|责编|字号|微信|下载|扫一扫"
)
_MEDIUM: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:(?<![简通汇海申快呈])报|电视台|卫视|融媒体?(?:中心)?|新闻网?|网|客户端|杂志|公众号|发布)"
)
_ACCOUNT: Final = re.compile(
    r"(?:原创\s*(?:[\u4e00-\u9fff]{2,12}\s+)?)?(?!记者|作者|编辑|通讯员)(?P<name>[\u4e00-\u9fff]{4,12})"
    r"(?:\s+20\d\d\s*[年.-]\s*\d{1,2}\s*[月.-]\s*\d{1,2}\s*日?\s*\d{1,2}[:：]\d\d(?:\s*[\u4e00-\u9fff]{2,3})?)?"
)
"""The line in which an official account stands below its article's headline."""
_APART: Final = re.compile(
    r"\s+|[|:：]|原创|稿源|文章来源|来源|发布(?:时间|日期|于)|时间|字号|编辑|作者|阅读|20\d\d[年./-][\d年月日./-]*"
)
_MOST_HEADS: Final = 2
_DOUBTFUL: Final = 0.6
_LEAST_TITLE, _MOST_TITLE = 6, 60


def is_article(paper: Paper, words: PaperWords) -> bool:
    """Whether a picture looks like an article: a medium's name that stands by itself, a day, and
    few headings such as forms have, or none.
    """
    if len(paper.lines) < 4 or len(paper.filled(tuple(words.every_head))) > _MOST_HEADS:
        return False
    medium = next(_media(paper, words), None)
    return medium is not None and medium.sure >= SURE


def read(context: Context) -> Said:
    """Return what the screenshot says to each line; of several the first one tells."""
    shots = [paper for paper in context.papers if len(paper.lines) >= 3]
    first = shots[:1]
    return {
        "medium": [word for shot in shots for word in _media(shot, context.words)],
        "headline": [
            *behind(context, "headline", 3),
            *(w for s in first for w in _titles(s, context.words.media)),
        ],
        "day": [word for shot in first for word in _days(context, shot)],
    }


def _media(shot: Paper, words: PaperWords) -> Iterator[Word]:
    """Yield the name of the medium that stands highest, the one behind 来源 before others."""
    for origin in (True, False):
        for nth, line in enumerate(shot.lines[:_HEAD_LINES]):
            if ("来源" in line.text) == origin and not _is_sentence(line.text):
                found = _medium(line, words.media)
                if found is not None:
                    name, sure = found
                    rank = 3 if origin else 2 if nth < 4 else 1
                    yield Word(name, sure, shot.piece, rank)
                    return
    for line in shot.lines[:_HEAD_LINES]:
        account = _ACCOUNT.fullmatch(line.text.strip())
        if account and account["name"] != line.text.strip():
            yield Word(account["name"], line.sure, shot.piece, 1)
            return


def _medium(line: Line, known: Collection[str]) -> tuple[str, float] | None:
    """Return the medium that a line names: one that is known, or a part that is nothing else; of
    one that runs into other words it is doubtful where it begins.
    """
    named = max((name for name in known if name in line.text), key=len, default="")
    parts = [part for part in _APART.split(halfwidth(line.text)) if part]
    whole = next((part for part in parts if _MEDIUM.fullmatch(part)), "")
    if named and not (whole and named in whole and len(whole) > len(named) and len(parts) == 1):
        return named, line.sure
    if whole:
        is_alone = len(parts) == 1 or " " in line.text.strip() or "来源" in line.text
        return whole, line.sure if is_alone else min(line.sure, _DOUBTFUL)
    return None


def _titles(shot: Paper, media: Collection[str]) -> Iterator[Word]:
    """Yield the title: the largest lines of the upper part, those that go on below each other
    together.
    """
    head = list(shot.lines[: _HEAD_LINES + 4])
    fit = [line for line in head if _may_be_title(line) and line.text.strip() not in media]
    if not fit:
        return
    tallest = max(map(height, fit))
    first = next(
        at for at, line in enumerate(head) if line in fit and height(line) >= 0.85 * tallest
    )
    parts = [head[first]]
    for line in head[first + 1 : first + 3]:
        if not tallest or not _may_be_title(line, goes_on=True) or height(line) < 0.85 * tallest:
            break
        parts.append(line)
    text = "".join(line.text.strip() for line in parts).strip("《》 ")
    sure = min(line.sure for line in parts)
    below = head[first + 1 : first + 2] if not tallest else []
    if below and below[0] in fit:  # without heights it is not known where the title ends
        sure = _DOUBTFUL
    yield Word(text[:_MOST_TITLE], sure, shot.piece, 1)


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
        and not text.endswith(("。", "；", "，"))
        and "。" not in text
    )


def _days(context: Context, shot: Paper) -> Iterator[Word]:
    """Yield the first day that stands among such words as go with an article, not in its text."""
    for line in shot.lines:
        for dated in days_in(line.text, context.today):
            if dated.day <= context.today and not _is_sentence(line.text):
                yield Word(dated.day.isoformat(), line.sure, shot.piece, int(dated.is_whole))
                return


def _is_sentence(text: str) -> bool:
    """Whether a line is of running text; a day, a time and what separates words are none of it."""
    bare = re.sub(r"[\d\s年月日:：./-]+", "", text)
    return len(bare) > 24 or any(mark in text for mark in "。，；,;")
