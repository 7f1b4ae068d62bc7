"""One paper: of which kind of work and for which slot, by its title, and what its headings say."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from bot.forms.kinds import FORMS
from bot.rules.employers import ENDS
from bot.rules.halfwidth import compact
from bot.rules.papers.cells import beside
from bot.rules.papers.heads import Filled, begins, filled_in, unspaced
from bot.rules.papers.reading import Line, Reading
from bot.rules.papers.tables import PaperWords

_TITLE_LINES: Final = 8
"""Among how many of the first lines a title stands, beneath letterheads and numbers."""
_LONGEST_TITLE: Final = 36
_SCENE: Final = 96
"""Characters from which on a picture is a paper; one with fewer shows a scene, maybe with a
banner.
"""
PUBLICITY: Final = ("宣传", "普法", "宣讲", "送法", "学法")
_HEADED: Final = re.compile(r"[\u4e00-\u9fff\s]{2,9}[:：].")
_A_PAPER: Final = re.compile(
    r"(?:小结|总结|通知|简报|公告|签到表|签到簿|名单|[通告][知示]书|委托书|受理单|申请表|[记录]表|申请书|报告|信|函)$"
)
"""How titles end of papers of any work."""
_QUOTED: Final = re.compile('^[“"](?P<quoted>[^”"]*)[”"]')
"""What an activity is called, at the beginning of a title."""
_PLAN: Final = re.compile(r"(?:方案|计划表?)$")
_NO_TITLE: Final = re.compile(r"[:：。，,；;！!？?“”\"…]")
_BEGUN: Final = re.compile(r"(?=.*关于)(?!.*(?:通知|报告|函|说明|证明|决定|意见|方案)$)")
"""How a title begins that goes on below."""
_ON: Final = re.compile(r"^对|关于|的.{0,4}(?:通知|报告|函|说明|证明|决定|意见|公告|建议|方案)$")
_OF: Final = re.compile(
    r"(?:文?书|单|表格?|卷宗?|函|稿|登记|审批|呈批|审核|报告|通知|情况|处置|处理|防范|防控|预警|排查|化解|调查|说明|记录|汇总"
    r"|统计|修订|前后|对比|材料|台账|清单|信息|改革|整改|报表|卡片?|的|及|和|与|、|》|《|\)|\([^)]*\)|[一二三四五六七八九十\d])*"
)
"""What may stand behind a title's word: of what sort the paper is."""
_OF_RULES: Final = frozenset(("制度", "办法"))
_OF_ANYTHING: Final = frozenset(
    ("风险", "隐患", "预警", "效果", "成效", "证明", "情况说明", "统计表")
)
_FITS_ANYTHING: Final = frozenset(("整改", "笔录", "告知书", "提醒书", "提示书"))
_FILLS: Final = re.compile("工作|情况|过程|事项|简要")
"""What may stand within a title's words: 调解工作记录, 调解情况报告."""
_ARTICLE: Final = re.compile(r"第[一二三1]条")
_MADE: Final = re.compile(r"修订|印发|修改|改革|新旧|施行")
_OF_A_UNIT: Final = re.compile(rf"[\u4e00-\u9fff××()]{{2,24}}?(?:{ENDS})[\u4e00-\u9fff]")
_BROKEN: Final = 0.75
"""How much of the widest line's characters a line has that goes on below."""
_LEAST_BROKEN: Final = 18
"""Characters of a line below which it is none that was broken at a margin."""
_POINT: Final = re.compile(
    r"[一二三四五六七八九十\d]{1,2}[、.．)）]|第[一二三四五六七八九十]{1,2}条|[问答][:：]"
)
_LEAST: Final = 0.6
_ENDS: Final = "。；！？"
_SENTENCE: Final = re.compile(r"[^。；！？]+[。；！？]?|[。；！？]")
_FILLED: Final = re.compile(r"^.{0,12}[:：]|^(?!第)\S{1,8}\s")
"""How a line begins on which something was filled in, rather than a sentence."""
_BANNER: Final = re.compile(r"[\u4e00-\u9fff]{4,}")


@dataclass(frozen=True, slots=True)
class Paper:
    """A piece of evidence that was read. `form` and `slot` are "" where its title tells neither;
    `title` is the line that does, `is_weak` that it fits other kinds of work, too. A scene is no
    paper: its lines are what stood on banners.
    """

    piece: int
    kind: str
    lines: Sequence[Line]
    form: str = ""
    slot: str = ""
    title: str = ""
    is_weak: bool = False

    @property
    def is_scene(self) -> bool:
        is_form = sum(_HEADED.match(line.text) is not None for line in self.lines) > 1 or any(
            _A_PAPER.search(compact(line.text)) for line in self.lines[:3]
        )
        is_short = _length(self.lines) < _SCENE
        return self.kind == "photo" and not self.form and is_short and not is_form

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def joined(self) -> str:
        """All text, lines that were broken joined again."""
        return "".join(line.text.strip() for line in self.lines)

    def spoken(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], float]]:
        """Yield what running text says, and how sure the lines are on which it stands. Lines that
        were broken, which are as wide as others, are joined again.
        """
        lines = [line for line in self.lines if len(line.text.strip()) > 1 or line.text in _ENDS]
        wide = _BROKEN * max((len(line.text.strip()) for line in lines), default=0)
        texts = [
            text if len(text) >= wide else f"{text}\n"
            for text in (line.text.strip() for line in lines)
        ]
        begins = [0, *accumulate(map(len, texts))]
        for match in pattern.finditer("".join(texts)):
            first = bisect_right(begins, match.start()) - 1
            last = bisect_left(begins, match.end())
            yield match, min(line.sure for line in lines[first:last])

    def sentences(self, heads: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Yield the sentences of the running text and how sure each is: without title, without
        lines that begin with one of the headings, unless they are a sentence or go on with one,
        without what hardly makes sense, and without what goes on from such a line.
        """
        ordered = sorted(heads, key=len, reverse=True)
        text, sure = "", 1.0
        widest = max((len(line.text.strip()) for line in self.lines), default=0)
        wide = max(_BROKEN * widest, _LEAST_BROKEN)
        above, is_left_out = "", False
        for line in self.lines:
            here = line.text.strip()
            goes_on = len(above) >= wide and above[-1] not in ":：。" and not _POINT.match(here)
            is_spoken = goes_on and (text or not _FILLED.search(above))
            if not is_spoken and not _FILLED.search(here):
                is_spoken = here.endswith(("。", "；")) or len(here) >= wide
            is_left_out = (
                (goes_on and is_left_out)
                or line.text == self.title
                or line.sure < _LEAST
                or (not is_spoken and begins(here, ordered))
            )
            above = here
            if is_left_out:
                continue
            for part in _SENTENCE.findall(line.text.strip()):
                text, sure = text + part, min(sure, line.sure)
                if part[-1] in _ENDS:
                    yield text, sure
                    text, sure = "", 1.0
        if text:
            yield text, sure

    def filled(self, heads: Sequence[str]) -> list[Filled]:
        return filled_in(self.lines, heads)


def paper_of(piece: int, kind: str, reading: Reading, words: PaperWords, form: str = "") -> Paper:
    """Return a piece as a paper; its title is looked for among those of the kind of work, where
    that is known already. A short photo of publicity without headings shows a scene, whatever
    stands on its banner.
    """
    lines = [
        line._replace(text=unspaced(line.text, words.every_head))
        for page in reading.pages
        for line in beside(page.lines, words.every_head)
    ]
    found = _titled(lines, words, form)
    if found and kind == "photo" and _shows_a_banner(lines, words):
        found = None
    return Paper(piece, kind, lines, *found) if found else Paper(piece, kind, lines)


def _shows_a_banner(lines: Sequence[Line], words: PaperWords) -> bool:
    return (
        _length(lines) < _SCENE
        and any(word in line.text for line in lines for word in PUBLICITY)
        and not any(_PLAN.search(compact(line.text)) for line in lines)
        and not filled_in(lines, words.every_head)
    )


def _titled(
    lines: Sequence[Line], words: PaperWords, form: str
) -> tuple[str, str, str, bool] | None:
    """Return form, slot, title and whether it is a weak one, by the title that stands highest: a
    line, or two, that end with a title's word and what it is of (表, 报告 …). Of several words the
    longest decides.
    """
    above = ""
    for line in lines[:_TITLE_LINES]:
        alone = _QUOTED.sub(r"\g<quoted>", compact(line.text))
        text = above + alone if _BEGUN.match(above) else alone
        above = alone
        if len(text) > _LONGEST_TITLE or _NO_TITLE.search(text) or _is_said(text):
            continue
        found = [
            (not _is_weak(slot, word, text, lines), len(word), name, slot)
            for name, slots in words.titles.items()
            if name in FORMS and form in ("", name)
            for slot, titles in slots.items()
            for word in titles
            if any(
                word in each and _OF.fullmatch(each[each.rindex(word) + len(word) :])
                for each in (text, _FILLS.sub("", text))
            )
        ]
        if found:
            is_strong, _, name, slot = max(found, key=lambda each: (each[1], each[0], each[2:]))
            return name, slot, line.text, not is_strong
    return None


def _is_said(text: str) -> bool:
    """Whether a line is a headline or a sentence rather than a title: 一张特殊的调解协议."""
    return "的" in text and not _ON.search(text)


def _is_weak(slot: str, word: str, text: str, lines: Sequence[Line]) -> bool:
    """Whether a title alone does not tell the kind of work: lists are signed and rules are made for
    many ends, and a plan may be one of anything.
    """
    if slot == "plan":
        told = "".join(line.text for line in lines[:_TITLE_LINES])
        return not any(
            publicity in told for publicity in (*PUBLICITY, "法律", "法规", "条例", "法》")
        )
    if word in _OF_RULES:
        rules = any(_ARTICLE.match(line.text.strip()) for line in lines)
        return not (rules or _MADE.search(text) or _OF_A_UNIT.match(text))
    if word in _OF_ANYTHING:
        return text.endswith(word)
    return slot == "signed" or word in _FITS_ANYTHING


def is_a_paper(text: str) -> bool:
    """Whether a line ends as titles of papers of any work do."""
    return _A_PAPER.search(compact(text)) is not None and not _NO_TITLE.search(
        _QUOTED.sub("", text.strip())
    )


def banners(paper: Paper) -> list[str]:
    """Return the lines of a scene that say something, the largest first."""
    told = [line for line in paper.lines if line.sure >= 0.6 and _BANNER.search(line.text)]
    return [line.text for line in sorted(told, key=height, reverse=True)]


def height(line: Line) -> float:
    """Return how high a line's characters are, in ten-thousandths of the page, whichever way the
    page lies.
    """
    if line.corners is None:
        return 0.0
    x0, y0, x1, y1, x2, y2, x3, y3 = line.corners
    return math.hypot((x3 + x2) / 2 - (x0 + x1) / 2, (y3 + y2) / 2 - (y0 + y1) / 2)


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)
