"""The words of the year's papers: commendation, letters to units, advice to employers."""

from collections.abc import Sequence

from bot.texts.faults import LARGE, SMALL

DRAFT = "（草稿，未评定）"
DRAFT_MARK = "-草稿"
NOTICE_NAME = "通报表扬"
LETTER_NAME = "致单位-{unit}"
ADVICE_NAME = "调整岗位建议-{unit}-{name}"

NOTICE_TITLE = "关于表扬{year}年度\n金牌劳动关系协调员的通报"
NOTICE_TO = "各专班、各有关单位："
NOTICE = (
    "依据{year}年各季度量化得分，结合平时表现，现授予{whom}“{year}年度金牌劳动关系协调员”称号，"
    "并对其所在单位一并通报表扬。"
)
PEOPLE, UNITS = "一、受表扬的个人", "二、受表扬的单位"
PEOPLE_HEADINGS = ("序号", "姓名", "工作单位及职务", "专班")
NOTICE_END = (
    "希望受表扬的个人和单位再接再厉，继续把身边的劳动关系工作做细做实；也请各专班以他们为榜样，"
    "多到现场，多听双方的话，把矛盾解决在萌芽里。"
)

TO = "{unit}："
LETTER_TITLE = "关于通报表扬{whom}\n及所在单位的函"
LETTER = (
    "贵单位{names}在{year}年的劳动关系协调工作中表现突出，被评为“{year}年度金牌劳动关系协调员”。"
    "现对{whom}和贵单位予以通报表扬。"
)
LETTER_END = "感谢贵单位对这项工作的支持。请将本函在单位内公布，并对受表扬的同志给予鼓励。"

ADVICE_TITLE = "关于建议调整{name}同志岗位的函"
ADVICE = "贵单位{name}同志是{force}专班的劳动关系协调员，{year}年有下列经我局核准的工作失误："
FAULT = "{day}，{impact}（编号 {number}）"
ADVICE_END = (
    "按照劳动关系协调员管理规定三(五)，建议贵单位调整{name}同志的工作岗位，"
    "另行安排合适人选从事劳动关系协调工作，并将结果告知我局和所在专班。"
)


def whom(names: Sequence[str]) -> str:
    """`李梅同志`, `李梅、王强2名同志`, `李梅等5名同志`."""
    if len(names) == 1:
        return f"{names[0]}同志"
    if len(names) == 2:
        return f"{names[0]}、{names[1]}2名同志"
    return f"{names[0]}等{len(names)}名同志"


def impact(*, large: bool) -> str:
    return LARGE if large else SMALL


def signed(county: str, bureau: str) -> str:
    """The bureau's whole name, which the county's file gives without that of the county."""
    if bureau.startswith(county):
        return bureau
    return county + (bureau[1:] if bureau[:1] == county[-1:] else bureau)


def archive_name(year: int, *, draft: bool) -> str:
    return f"金牌通报-{year}{DRAFT_MARK if draft else ''}.zip"
