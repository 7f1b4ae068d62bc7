"""An exemplar's first draft: sentences of our own, by kind of work, from an entry's facts.

`STORIES` has the sentences of a kind, each as alternatives: the first is taken of which every
`{fact}` is known, none where one is lacking. A fact goes by its step's key; what was chosen reads
as `PHRASES` has it, or as its label. Besides there are name, unit, day, place, force and number. A
new kind of work adds its own under its form's name; until then it has `ANY`. Nobody else is named:
a party is 职工甲某, and what was told of a case stays in the case.
"""

from collections.abc import Mapping
from typing import Final

Sentences = tuple[tuple[str, ...], ...]

CHECKED: Final = ("经{force}专班审核，这项工作已记入台账（{number}）。",)
WHO: Final = "{unit}的劳动关系协调员{name}"
WHO_ALONE: Final = "劳动关系协调员{name}"

ANY: Final[Sentences] = (
    (
        "{day}，" + WHO + "在{place}完成了一项工作：{kind}。",
        "{day}，" + WHO + "完成了一项工作：{kind}。",
        "{day}，" + WHO_ALONE + "完成了一项工作：{kind}。",
    ),
    CHECKED,
)

STORIES: Final[Mapping[str, Sentences]] = {
    "publicity": (
        (
            "{day}，" + WHO + "{initiative}{way}，宣讲{theme}。",
            "{day}，" + WHO_ALONE + "{initiative}{way}，宣讲{theme}。",
        ),
        ("这次宣传面向{reach}，有{turnout}参加。", "这次宣传面向{reach}。"),
        CHECKED,
    ),
    "mediation": (
        (
            "{day}，{place}与职工甲某的一起{dispute}争议得到化解，" + WHO + "{part}。",
            "{day}，{place}与职工甲某的一起{dispute}争议得到化解，" + WHO_ALONE + "{part}。",
        ),
        (
            "这起{importance}{origin}，办理中做到了{musts}。",
            "这起{scope}{origin}，办理中做到了{musts}。",
            "这起{importance}{origin}。",
            "这起{scope}{origin}。",
        ),
        CHECKED,
    ),
}

PHRASES: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "publicity": {
        "initiative": {"self": "主动", "organised": "按统一安排"},
        "way": {
            "visit": "走进{place}，面对面与大家交流",
            "online": "面向{place}在线上发布内容",
            "stand": "在{place}设起宣传站",
            "leaflet": "来到{place}发放明白纸",
        },
        "reach": {"unit": "本单位职工", "sector": "本行业从业人员", "county": "全县劳动者"},
    },
    "mediation": {
        "part": {"main": "在其中起了主要作用", "helped": "参与了调处"},
        "importance": {"important": "本单位的重要案件", "ordinary": "本单位的案件"},
        "scope": {"township": "本乡镇街道的案件", "field": "本领域的案件"},
        "origin": {"check": "是在日常排查中发现的", "party": "由当事人反映而来"},
        "dispute": {
            "status": "确认劳动关系",
            "contract": "劳动合同",
            "departure": "离职",
            "conditions": "劳动条件和福利",
            "pay": "劳动报酬和补偿",
            "other": "劳动",
        },
        "musts": {
            "facts": "查清事实",
            "patience": "耐心倾听",
            "common_ground": "尽快求同",
            "method": "合理调解",
        },
    },
}

TITLES: Final[Mapping[str, str]] = {"publicity": "{name}在{place}宣传{theme}"}
TITLE: Final = "{name}：{kind}（{place}）"
TITLE_PLACELESS: Final = "{name}：{kind}"
