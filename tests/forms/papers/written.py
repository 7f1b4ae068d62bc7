"""Papers as lines of text, for what is understood of them without a picture."""

import re
from datetime import date

from bot.forms.papers.understanding import Understood, Who, understand
from bot.rules.papers.reading import WHOLE, Line, Page, Reading
from tests.papers.judging import WORDS
from tests.papers.stories import TODAY

RECORD = """调解笔录
时间：2026年11月9日上午9时
调解员：李梅
申请人：于浩然
被申请人：恒信商贸有限公司
问：您今天来反映什么问题？
答：入职四个月，单位一直没有签订书面劳动合同。
问：双方是否愿意调解？
答：愿意。"""
CONCLUSION = """调解协议书
申请人：于浩然，男，身份证号11010519491231002X，联系电话13031181851。
被申请人：恒信商贸有限公司
申请人于浩然与被申请人恒信商贸有限公司因未签订书面劳动合同发生争议。
经调解，双方自愿达成如下协议：
一、双方三日内补签两年期劳动合同。
2026年11月12日"""
SIGNED = """送达回证
送达文书：调解协议书一份
受送达人：于浩然
送达日期：2026年11月13日"""
_MARGIN, _WIDEST, _IN_THE_MIDDLE, _STEP, _CHARACTER = 800, 8400, 7000, 300, 270
"""In ten-thousandths of the page: its margin, the widest line and title, from line to line."""
WHO = Who("李梅", "锦裳服饰有限公司")


def read(text: str, sure: float = 0.99) -> Reading:
    return Reading([Page([Line(line, sure) for line in text.splitlines()])])


def laid_out(text: str, sure: float = 0.99, headline: str = "") -> Reading:
    """Return lines as a page of A4 has them: long ones broken at its margin, cells that stand apart
    side by side, the title in the middle, a headline larger.
    """
    lines: list[Line] = []
    y = _MARGIN
    for nth, row in enumerate(text.strip().splitlines()):
        cells = [cell.strip() for cell in re.split("\u3000{2,}", row) if cell.strip()]
        high = 300 if row in headline else 200
        x = _MARGIN
        for part in cells if len(cells) > 1 else _broken(cells[0]):
            wide = _wide(part)
            left = (WHOLE - wide) // 2 if not nth and wide < _IN_THE_MIDDLE else x
            right, below = left + wide, y + high
            lines.append(Line(part, sure, (left, y, right, y, right, below, left, below)))
            if len(cells) > 1:
                x = right + _MARGIN
            else:
                y += _STEP
        y += _STEP if len(cells) > 1 else 0
    return Reading([Page(lines)])


def _broken(text: str) -> list[str]:
    parts = [""]
    for char in text:
        if _wide(parts[-1] + char) > _WIDEST:
            parts.append("")
        parts[-1] += char
    return parts


def _wide(text: str) -> int:
    return sum(_CHARACTER if ord(char) > 255 else _CHARACTER // 2 for char in text)


def understood(
    *papers: str, sure: float = 0.99, who: Who = WHO, today: date = TODAY, form: str = ""
) -> Understood:
    """Understand papers that were sent as photos, the first as piece 0."""
    pieces = {n: ("photo", read(text, sure)) for n, text in enumerate(papers)}
    return understand(pieces, WORDS, who, today, form)


def facts(of: Understood) -> dict[str, object]:
    """Return what is told for sure."""
    return {key: told.fact for key, told in of.told.items() if told.fact is not None}
