"""The ten kinds of coordinator (三(三)1–2)."""

import re
from difflib import SequenceMatcher

from bot.errors import Refused
from bot.rules.halfwidth import compact
from bot.rules.labelled import Labelled
from bot.texts import rules as texts


class Kind(Labelled):
    """A kind of coordinator: first the five of townships and sub-districts, then the five of the
    other fields.
    """

    TOWNSHIP = "township", "乡镇（街道）劳动关系协调员"
    LARGER_ENTERPRISE = "larger_enterprise", "规模企业专职劳动关系协调员"
    PARK = "park", "园区（楼宇、商圈）劳动关系协调员"
    COMMUNITY = "community", "社区管理服务中心劳动关系协调员"
    GRID = "grid", "劳动监察网格员"
    DEPARTMENT = "department", "主管部门业务负责人"
    ASSOCIATION = "association", "行业商会协会劳动关系业务人员"
    ENTERPRISE = "enterprise", "规模企业或代表企业劳动关系协调员"
    LEGAL = "legal", "法律宣传调解服务人员"
    PROJECT = "project", "工程项目劳资专管员"


TOWNSHIP_KINDS = tuple(Kind)[:5]
"""The kinds of coordinator in a township or sub-district (三(三)1)."""
FIELD_KINDS = tuple(Kind)[5:]
"""The kinds of coordinator in the other fields (三(三)2)."""

_OTHER_NAMES = {
    Kind.TOWNSHIP: ("乡镇协调员", "街道协调员", "镇街协调员", "乡镇街道办协调员"),
    Kind.LARGER_ENTERPRISE: ("企业专职协调员", "专职协调员", "规上企业专职协调员"),
    Kind.PARK: (
        "园区协调员", "楼宇协调员", "商圈协调员", "园区楼宇协调员", "园区商圈协调员",
        "企业集中的园区楼宇商圈协调员", "企业相对集中的园区楼宇商圈协调员",
    ),
    Kind.COMMUNITY: ("社区协调员", "社区服务中心协调员", "社区管理中心协调员"),
    Kind.GRID: ("监察网格员", "网格员", "劳动保障监察网格员"),
    Kind.DEPARTMENT: ("部门业务负责人", "主管部门负责人", "主管部门单位业务负责人"),
    Kind.ASSOCIATION: ("商会协会业务人员", "行业商会业务人员", "行业协会业务人员",
                       "商会业务人员", "协会业务人员", "行业商会协会人员"),
    Kind.ENTERPRISE: ("代表企业协调员", "代表性企业协调员", "规模企业代表企业协调员"),
    Kind.LEGAL: ("法律宣传调解人员", "法律宣传服务人员", "法律调解服务人员", "法律服务人员"),
    Kind.PROJECT: ("项目劳资专管员", "劳资专管员", "工程劳资专管员"),
}  # fmt: skip

_NOISE = re.compile(r"劳动关系|相关|\d|各|[^\w]|_")


def read_kind(text: str) -> tuple[Kind, bool]:
    """Read a kind as a ledger names it; also tell whether the text is the kind's exact label.

    Brackets, separators, widths and a missing 劳动关系 are overlooked. Raises Refused with the
    nearest labels when nothing fits.
    """
    typed = text.strip()
    for kind in Kind:
        if kind.label == typed:
            return kind, True
    near = _NEAR_FORMS.get(_core(typed))
    if near is None:
        raise Refused(texts.not_a_kind(typed, [kind.label for kind in _nearest(typed)]))
    return near, False


def _core(text: str) -> str:
    """Return what is left of a label without everything that ledgers write in different ways."""
    return _NOISE.sub("", compact(text))


def _nearest(text: str) -> list[Kind]:
    """Return the three kinds whose labels are most like `text`, the likest first."""
    core = _core(text)
    return sorted(Kind, key=lambda kind: -SequenceMatcher(a=core, b=_core(kind.label)).ratio())[:3]


_NEAR_FORMS = {_core(kind.label): kind for kind in Kind} | {
    name: kind for kind, names in _OTHER_NAMES.items() for name in names
}
