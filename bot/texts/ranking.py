"""The words on the year's ranking, in the chat and in its workbook."""

from collections.abc import Iterable

RANKED_SHEET, OUT_SHEET = "排名", "不具资格"
_WHO = ("姓名", "专班", "工作单位及职务")
_POINTS = ("第一季度", "第二季度", "第三季度", "第四季度", "年度合计", "季度平均")
RANKED_HEADINGS = ("名次", *_WHO, *_POINTS, "评选", "备注")
OUT_HEADINGS = (*_WHO, *_POINTS, "原因", "调整岗位建议", "备注")
GOLD, PROPOSED, TIED = "金牌", "拟评", "同分待定"
SHARED = "同分"
HAS_LEFT = "已离开台账"
MISSING = "缺{quarters}"
UNRATED = "{quarters}基本得分未评"
ON_PAPER = "{quarters}据台账"
ACCUSED = "有失误待核准"
_ORDINALS = "一二三四"


def title(county: str, year: int) -> str:
    return f"{county}劳动关系协调员{year}年度量化得分排名"


def filename(year: int, *, draft: bool) -> str:
    """A file's name without its ending: 金牌评选-2026-草稿."""
    return f"金牌评选-{year}{'-草稿' if draft else ''}"


def quarters(numbers: Iterable[int]) -> str:
    """`第一、三季度`."""
    return f"第{'、'.join(_ORDINALS[n - 1] for n in numbers)}季度"
