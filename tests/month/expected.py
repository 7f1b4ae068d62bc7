"""The end of December 2026, written by hand from the design before anything was run.

Where it comes from: the conversations (C reviewing, E exemplars, H nudges to others) and the
rules' readings. The calendar, all in the county's time; no day of this month is a holiday or made
up for:

    1 Tue · 4 Fri · 5 6 weekend · 7 Mon · 11 Fri · 12 13 weekend · 14 Mon · 18 Fri ·
    19 20 weekend · 21 Mon · 25 Fri · 26 27 weekend · 28 Mon · 31 Thu

Moments are written `month-day hour`: `12-11 09`.
"""

from dataclasses import dataclass
from typing import Final

GARMENTS, COURIERS, LAW = "服装制造", "快递行业", "法治建设"
LIAISONS: Final = {GARMENTS: "王强", COURIERS: "孙丽", LAW: "周涛"}
MEMBERS: Final = {
    GARMENTS: ("李梅", "陈静", "刘洋", "田磊", "黄娟", "周敏", "吴刚", "徐丽", "孙浩"),
    COURIERS: ("马超", "朱琳", "胡军", "郭敏", "何伟", "高翔", "林芳", "罗斌", "郑爽"),
    LAW: ("梁玉", "宋佳", "谢明", "唐军", "韩雪", "冯凯", "邓超", "曹颖"),
}
OFFICERS: Final = ("赵敏", "钱进")
EMPTY_FORCES: Final = ("工程建设领域", "高端装备", "绿色化工", "服务行业")
"""Task forces of the county file in which nobody is yet; they owe exemplars like any other."""

# ── Nudges: who, when, which sections ────────────────────────────────────────────────────────
#
# Before the 20th (E): the 13th is a Sunday → Friday the 11th, 09:00. The 17th is a Thursday. The
# 19th, a Saturday, 15:00 → Friday the 18th; the 20th, a Sunday, 09:00 → the same Friday, and of
# two on one day the later kind wins: one, at 09:00. So: 11, 17, 18, each at nine; days left are
# counted to the 20th: 9, 3, 2.
#
# Waiting (H): the day an entry came is not counted. 高翔's of Wednesday the 2nd has waited three
# working days on Monday the 7th (3, 4, 7), seven on Friday the 11th (8, 9, 10, 11). It is decided
# on the 14th at ten. 周涛's own of Friday the 4th is the bureau's: three on Wednesday the 9th.
# 唐军's, sent on the evening of Tuesday the 15th: three on Friday the 18th (16, 17, 18).
# 陈静's was sent again on the 3rd, the appeals are of the 4th: neither has waited three days when
# it is decided, whatever the entry's first day was.
#
# Drafts (H): untouched for 24 hours, looked at at nine. 吴刚 took his entry back on the 2nd at
# 15:00, it is a draft again: not on the 3rd (18 hours), but on the 4th. 何伟's of the 8th at
# 10:00: not on the 9th (23 hours), but on the 10th. Each once. 林芳's of the 14th would be due on
# the 16th; she left on the 15th.
#
# The quarter's last week is the 25th to the 31st; reminded on its first and its last working day,
# Friday the 25th and Thursday the 31st. 邓超's draft of the 24th, 16:00, is in it although it is
# younger than 24 hours, and is handed in on the 28th, before the 31st. 服装制造 is scored on the
# 23rd, 快递行业 on the 29th, 法治建设 never; a liaison does not score themselves, who has left is
# not scored: 8 of 快递行业 without 林芳, 8 of 法治建设.
#
# After the 20th: the bureau hears once, on the next working day, who has not reported: 法治建设
# and the four task forces in which nobody is.
#
# The outage of the 16th, 12:00, to the 17th, 14:00, spans the moment of the 17th: what is still
# due goes out once the bot is back, at 14:00.

Sections = dict[str, int | str]

_OVERDUE: Final[Sections] = {"overdue": "快递行业 1 条"}
_UNREPORTED: Final[Sections] = {"unreported": 5}
_OFFICER: Final[list[tuple[str, Sections]]] = [
    ("12-09 09", {"waiting": 1}),  # 周涛's own
    ("12-11 09", _OVERDUE),  # the seventh working day
    ("12-14 09", _OVERDUE),  # still undecided
    ("12-21 09", _UNREPORTED),
]

NUDGES: Final[dict[str, list[tuple[str, Sections]]]] = {
    # reports at once, and has scored everybody: at the end only 没有变化 is asked
    "王强": [("12-11 09", {"exemplar": 9}), ("12-25 09", {})],
    "孙丽": [
        ("12-07 09", {"waiting": 1}),
        ("12-08 09", {"waiting": 1}),
        ("12-09 09", {"waiting": 1}),
        ("12-10 09", {"waiting": 1}),
        ("12-11 09", {"exemplar": 9, "waiting": 1}),  # one message for both
        ("12-14 09", {"exemplar": 6, "waiting": 1}),  # 明天提醒: the next working day
        ("12-25 09", {"unscored": 8}),
    ],
    "周涛": [
        ("12-11 09", {"exemplar": 9}),
        ("12-17 14", {"exemplar": 3}),  # the bot was away at nine
        ("12-18 09", {"exemplar": 2, "waiting": 1}),
        ("12-25 09", {"unscored": 8}),
        ("12-31 09", {"unscored": 8}),
    ],
    "吴刚": [
        ("12-04 09", {"drafts": 1}),
        ("12-25 09", {"closing": 1}),
        ("12-31 09", {"closing": 1}),
    ],
    "何伟": [
        ("12-10 09", {"drafts": 1}),
        ("12-25 09", {"closing": 1}),
        ("12-31 09", {"closing": 1}),
    ],
    "邓超": [("12-25 09", {"closing": 1})],
    "赵敏": _OFFICER,
    "钱进": _OFFICER,
}
"""Whoever is not named got none."""

REMINDED: Final = {"周涛": ["12-16 11"]}
"""By the bureau's 一键催办: on the 16th only 法治建设 owes among those with a liaison."""

# ── Work: every entry, how it ended, what it brings, what its author was told ────────────────


@dataclass(frozen=True, slots=True)
class Work:
    """`key` is what the script calls it by; `points` are what it brings in the end; `told` is
    each piece of news its author had of it.
    """

    key: str
    author: str
    kind: str
    state: str
    points: int
    told: tuple[tuple[str, str], ...]


def _publicity(key: str, author: str, state: str, points: int, *told: tuple[str, str]) -> Work:
    return Work(key, author, "开展宣传", state, points, told)


def _mediation(key: str, author: str, state: str, points: int, *told: tuple[str, str]) -> Work:
    return Work(key, author, "成功调解", state, points, told)


WORKS: Final = (
    _publicity("锦绣服装厂", "李梅", "已通过", 5, ("12-01 14", "已通过")),
    _mediation("李梅的案件", "李梅", "已通过", 5, ("12-03 10", "已通过")),
    _publicity("云裳制衣厂", "李梅", "已通过", 5, ("12-08 14", "已通过")),
    # Sent back for the plan that was missing, sent again the next day.
    _publicity("红叶服装厂", "陈静", "已通过", 5, ("12-02 10", "需要修改"), ("12-04 10", "已通过")),
    # Organised from above: recorded, 0 points.
    _publicity("东风制衣厂", "刘洋", "已通过", 0, ("12-03 10", "已通过")),
    # Rejected; the appeal is granted.
    _publicity("南站服装厂", "田磊", "已通过", 5, ("12-03 10", "未认定"), ("12-07 10", "复核通过")),
    # Rejected; the appeal is not granted.
    _publicity(
        "北湖制衣厂",
        "黄娟",
        "未认定",
        0,
        ("12-03 10", "未认定"),
        ("12-07 10", "复核后维持未认定"),
    ),
    # Approved; the bureau overturns it.
    _publicity(
        "西苑服装厂", "周敏", "未认定", 0, ("12-03 10", "已通过"), ("12-09 10", "县局改判为未认定")
    ),
    _publicity("长江制衣厂", "吴刚", "已撤回", 0),
    _publicity("和平服装厂", "徐丽", "已通过", 5, ("12-07 14", "已通过")),
    _publicity("胜利制衣厂", "孙浩", "未认定", 0, ("12-08 14", "未认定")),  # 徐丽's photo
    _publicity("迅捷快递公司", "马超", "已通过", 5, ("12-04 10", "已通过")),
    _publicity("飞马快递公司", "朱琳", "已通过", 5, ("12-04 10", "已通过")),
    _publicity("捷运快递公司", "胡军", "已通过", 5, ("12-04 10", "已通过")),
    _publicity("速通快递公司", "林芳", "已通过", 5, ("12-04 10", "已通过")),
    _publicity("安达快递公司", "郭敏", "已通过", 5, ("12-08 10", "已通过")),
    _publicity("顺达快递公司", "高翔", "已通过", 5, ("12-14 10", "已通过")),  # by the bureau
    _mediation("梁玉的案件", "梁玉", "已通过", 5, ("12-04 10", "已通过")),
    # A case of the own unit that was not important: recorded, 0 points.
    _mediation("宋佳的案件", "宋佳", "已通过", 0, ("12-04 10", "已通过")),
    _publicity("明德大厦", "周涛", "已通过", 5, ("12-09 10", "已通过")),
    _publicity("文华大厦", "谢明", "已通过", 5, ("12-15 20", "已通过")),  # told in the evening
    _publicity("金桥大厦", "唐军", "已通过", 5, ("12-18 10", "已通过")),
    _publicity("汇丰大厦", "韩雪", "已通过", 5, ("12-17 16", "已通过")),
    # Five in one quarter: publicity is capped at 20.
    _publicity("东城社区", "冯凯", "已通过", 5, ("12-23 10", "已通过")),
    _publicity("西城社区", "冯凯", "已通过", 5, ("12-23 10", "已通过")),
    _publicity("南城社区", "冯凯", "已通过", 5, ("12-23 10", "已通过")),
    _publicity("北城社区", "冯凯", "已通过", 5, ("12-23 10", "已通过")),
    _publicity("中城社区", "冯凯", "已通过", 0, ("12-23 10", "已通过")),
    _publicity("光明大厦", "邓超", "已通过", 5, ("12-28 11", "已通过")),
    _publicity("宏远大厦", "宋佳", "待审核", 0),  # of the last day
)

TOLD_LIAISONS: Final = {
    "王强": [
        ("12-07 10", "南站服装厂", "认定为通过"),
        ("12-07 10", "北湖制衣厂", "维持驳回"),
        ("12-09 10", "西苑服装厂", "改判为未认定"),
    ],
    "孙丽": [("12-09 10", "安达快递公司", "又补充了 2 份材料")],
    "周涛": [],
}

SILENT: Final = {
    "谢明": [("12-15 20", "已通过")],  # the decision
    "周涛": [("12-15 21", "条待审核")],  # 唐军's entry is announced
}
"""What came between 20:00 and 08:00 without being an answer to one's own tap: without a sound."""

# ── The quarter: the bureau's workbook, by line ──────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    """`base` is None where the cell stays empty."""

    base: int | None
    publicity: int = 0
    mediation: int = 0

    @property
    def total(self) -> int:
        return (self.base or 0) + self.publicity + self.mediation


QUARTER: Final = {
    # 28 for everybody, 李梅 30, 黄娟 25; a liaison's own is the bureau's: 29.
    "王强": Row(29),
    "李梅": Row(30, publicity=10, mediation=5),
    "陈静": Row(28, publicity=5),
    "刘洋": Row(28),
    "田磊": Row(28, publicity=5),
    "黄娟": Row(25),
    "周敏": Row(28),
    "吴刚": Row(28),
    "徐丽": Row(28, publicity=5),
    "孙浩": Row(28),
    # 27 for everybody, 高翔 29; 林芳 has left and is in no list.
    "孙丽": Row(29),
    "马超": Row(27, publicity=5),
    "朱琳": Row(27, publicity=5),
    "胡军": Row(27, publicity=5),
    "郭敏": Row(27, publicity=5),
    "何伟": Row(27),
    "高翔": Row(29, publicity=5),
    "罗斌": Row(27),
    "郑爽": Row(27),
    # Nobody of 法治建设 has a base score but the liaison, whom the bureau scored.
    "周涛": Row(29, publicity=5),
    "梁玉": Row(None, mediation=5),
    "宋佳": Row(None),
    "谢明": Row(None, publicity=5),
    "唐军": Row(None, publicity=5),
    "韩雪": Row(None, publicity=5),
    "冯凯": Row(None, publicity=20),
    "邓超": Row(None, publicity=5),
    "曹颖": Row(None),
}
FORCES: Final = {
    # people, with a base score, waiting, approved; 林芳's entry went with her from the lists
    GARMENTS: (10, 10, 0, 7),
    COURIERS: (9, 9, 0, 5),
    LAW: (9, 1, 1, 12),
    **dict.fromkeys(EMPTY_FORCES, (0, 0, 0, 0)),
}
NO_BASE: Final = "基本得分未评"
FIGURES: Final = ("协调员 28 人，基本得分已评 20 人", "未审 1 条")

# ── Exemplars: the bureau's board at the end, and who heard of the decisions ─────────────────

MEI_TITLE, OWN_TITLE, HAN_TITLE = (
    "李梅在云裳制衣厂宣传劳动合同法",  # the newest approved entry of full points on the 11th
    "针线旁的普法人",
    "韩雪在汇丰大厦宣传劳动合同法",  # the same of 法治建设 on the 18th
)
OWN_STORY: Final = "十二月以来王强带着全专班走进八家服装厂，把工资条怎么看讲给三百名职工听。"
BOARD: Final = (
    "已报 2 个专班，无 1，未报 4",
    "✅ 服装制造  已报 2，择优推广 1",  # on the 11th and the 15th
    "➖ 快递行业  无",  # on the 14th
    "✅ 法治建设  已报 1（迟报），择优推广 1",  # on the 22nd, from the reminder of the 18th
    *(f"⬜ {force}  未报（已过20日）" for force in EMPTY_FORCES),
)
PICKED: Final = {
    "王强": [("12-23 10", MEI_TITLE, "择优推广"), ("12-23 10", OWN_TITLE, "存档")],
    "李梅": [("12-23 10", MEI_TITLE, "择优推广")],
    "周涛": [("12-23 10", HAN_TITLE, "择优推广")],
    "韩雪": [("12-23 10", HAN_TITLE, "择优推广")],
}
