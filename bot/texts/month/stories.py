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
    "risk": (
        (
            "{day}，" + WHO + "及时发现{side}的{kind}，{way}，防范在先。",
            "{day}，" + WHO_ALONE + "及时发现{side}的{kind}，{way}，防范在先。",
            "{day}，" + WHO + "及时发现{side}的风险，{way}，防范在先。",
            "{day}，" + WHO_ALONE + "及时发现{side}的风险，{way}，防范在先。",
        ),
        CHECKED,
    ),
    "publication": (
        (
            "{day}，{medium}刊播了" + WHO + "总结的经验：《{headline}》。",
            "{day}，{medium}刊播了" + WHO_ALONE + "总结的经验：《{headline}》。",
        ),
        CHECKED,
    ),
    "management": (
        (
            "{day}，" + WHO + "{way}，用在了{place}，做的是{task}。",
            "{day}，" + WHO_ALONE + "{way}，用在了{place}，做的是{task}。",
            "{day}，" + WHO + "{way}，用在了{place}。",
            "{day}，" + WHO_ALONE + "{way}，用在了{place}。",
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
    "risk": {
        "side": {"own": "本单位", "township": "本乡镇街道", "field": "本领域"},
        "way": {"handled": "马上应急处置", "advised": "提出的建议起了作用"},
        "kind": {
            "pay": "工资支付风险",
            "crowd": "群体性纠纷风险",
            "layoff": "裁员停产带来的风险",
            "contract": "用工和合同风险",
            "insurance": "社保和工伤风险",
            "conditions": "工时和劳动条件风险",
            "other": "劳动关系风险",
        },
    },
    "management": {
        "way": {"reformed": "推动改革的管理制度", "advised": "提出的管理建议被采纳"},
        "task": {
            "rules": "规章制度的拟订",
            "drafted": "劳动合同文本的拟订",
            "guided": "劳动合同签订的指导",
            "watched": "劳动合同履行的监督",
            "col_drafted": "集体合同文本的拟订",
            "col_guided": "集体协商的指导",
            "col_watched": "集体合同履行的监督",
        },
    },
}

TITLES: Final[Mapping[str, str]] = {
    "publicity": "{name}在{place}宣传{theme}",
    "publication": "{name}：{medium}刊发《{headline}》",
}
TITLE: Final = "{name}：{kind}（{place}）"
TITLE_PLACELESS: Final = "{name}：{kind}"
