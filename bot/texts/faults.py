"""Sentences of the rules on faults: how large, where they stand, what they bring in the year."""

from collections.abc import Iterable
from datetime import date

from bot.texts.times import day_label

SMALL, LARGE = "影响较小", "影响较大"
REGISTERED, SECONDING, CONFIRMED = "待核准", "待复核", "已核准"
RETURNED, WITHDRAWN = "已退回", "已撤销"


def one(number: str, day: date, *, large: bool) -> str:
    """`S1（2026年11月22日，影响较小）`."""
    return f"{number}（{day_label(day)}，{LARGE if large else SMALL}）"


def barred(year: int, faults: Iterable[str]) -> str:
    return f"{year}年有已核准的工作失误：{'、'.join(faults)}"


def transfer(year: int, n: int, large: int) -> str:
    """Say why it is advised that somebody be moved: clause 三(五)."""
    why = f"{year}年有 {n} 次工作失误" if n > 1 else f"{year}年有工作失误"
    serious = f"，其中 {large} 次影响较大" if large and n > 1 else "，影响较大" if large else ""
    return f"{why}{serious}，按三(五)建议所在单位调整其岗位"
