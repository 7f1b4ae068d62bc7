"""The year 2026 of thirty people, written by hand from §8.3 and our readings before it was played.

A quarter of somebody reads `base | work → total`. The work, each letter with how many:

    P 自发宣传 (5 each, 20 at most)   p 统一组织的宣传 (recorded, 0)
    O 本单位重要案件主要作用 (5, 10)   o 本单位一般案件 (recorded, 0)   X 其他单位案件 (5, 10)
    R 预防风险 (5, 10)   W 市级以上媒体 (5, 10)   w 县级媒体 (recorded, 0)   G 劳动管理 (5, 10)
    f 影响较小的失误 (−5)   F 影响较大的失误 (−10)

`-` is a base score that nobody gave. Whoever is not named in a quarter has `QUIET`.
"""

from typing import Final

GARMENTS, COURIERS, LAW = "服装制造", "快递行业", "法治建设"
LIAISONS: Final = {GARMENTS: "王强", COURIERS: "孙丽", LAW: "周涛"}
MEMBERS: Final = {
    GARMENTS: ("李梅", "陈静", "刘洋", "田磊", "黄娟", "周敏", "吴刚", "徐丽", "孙浩"),
    COURIERS: ("马超", "朱琳", "胡军", "郭敏", "何伟", "高翔", "林芳", "罗斌", "郑爽"),
    LAW: ("梁玉", "宋佳", "谢明", "唐军", "韩雪", "冯凯", "邓超", "曹颖", "范宁"),
}
OFFICERS: Final = ("赵敏", "钱进")

QUIET: Final = "20 | P1 → 25"
LEADING: Final = "26 | P1 → 31"
"""A liaison's quarter; the bureau gives their base score."""

QUARTERS: Final[dict[int, dict[str, str]]] = {
    1: {
        # 28 + 20 (five of four) + own cases 10 (three of two) + other 5 + 0 + 5 + 5
        "李梅": "28 | P5 O3 X1 R1 W1 → 73",
        "陈静": "25 | P2 → 35",
        "刘洋": "- | P1 → 5",
        "田磊": "30 | P4 O2 X2 G2 R2 W2 → 100",
        "黄娟": "10 | F2 → 0",  # −10, held at 0
        "周敏": "20 | p1 w1 o1 → 20",
        "吴刚": "22 | P1 f1 → 22",
        "梁玉": "30 | P4 → 50",
    },
    2: {
        "李梅": "26 | P4 O1 → 51",
        "陈静": "25 | P4 W1 → 50",
        "田磊": "30 | P4 → 50",
        "梁玉": "30 | P4 → 50",
        "马超": "20 | P3 → 35",
        "高翔": "24 | P1 → 29",
        "谢明": "0 | P1 → 5",
    },
    3: {
        "李梅": "27 | P3 R1 → 47",
        "陈静": "25 | P4 X3 → 55",  # other cases 10 (three of two)
        "田磊": "30 | P2 → 40",
        "梁玉": "30 | P4 R1 → 55",
        "宋佳": "30 | P6 O3 X3 R3 W3 G3 → 100",
    },
    4: {
        "李梅": "30 | P4 O2 X2 → 70",
        "陈静": "30 | P4 O1 X1 R2 → 70",
        "田磊": "30 | P4 G1 → 55",
        "梁玉": "30 | P4 W1 → 55",
    },
}

# What happens besides:
#
# 孙浩 comes into the ledger on 20 April: he has no first quarter. 高翔 moves from the couriers to
# law on 15 May, after the publicity of April; law's liaison gives the second base score. 林芳
# leaves on 15 August: in no ledger when the third quarter ended, and what was done in it until
# then counts for nobody.
#
# The second quarter is locked with 马超's 35. On 25 July an officer revokes one of his three: what
# stands stays 35 until the restatement of 28 July, 30 from then on.
#
# 朱琳's second publicity of the third quarter still waits when that is locked. It goes to the
# bureau, which approves it: without a restatement the quarter stays 25.
#
# 郭敏's fault of 10 February is registered in November, when that quarter is long locked: it stays
# 25 there, and bars from gold all the same. 罗斌's of the fourth quarter is registered and never
# confirmed, 郑爽's confirmed and withdrawn: neither counts.
LATE: Final = "孙浩"
RESTATED: Final = ("马超", 35, 30)

YEAR: Final = {
    "田磊": 100 + 50 + 40 + 55,  # 245
    "李梅": 73 + 51 + 47 + 70,  # 241
    "陈静": 35 + 50 + 55 + 70,  # 210
    "梁玉": 50 + 50 + 55 + 55,  # 210
    "宋佳": 25 + 25 + 100 + 25,  # 175
    "王强": 124,
    "孙丽": 124,
    "周涛": 124,
    "马超": 25 + 30 + 25 + 25,  # 105
    "高翔": 25 + 29 + 25 + 25,  # 104
    **dict.fromkeys(("徐丽", "朱琳", "胡军", "何伟", "罗斌", "郑爽"), 100),
    **dict.fromkeys(("唐军", "韩雪", "冯凯", "邓超", "曹颖", "范宁"), 100),
    "周敏": 20 + 75,
    "刘洋": 5 + 75,
    "谢明": 5 + 75,
    "孙浩": 75,
}
RANKS: Final = {
    "田磊": 1, "李梅": 2, "陈静": 3, "梁玉": 3, "宋佳": 5, "王强": 6, "孙丽": 6, "周涛": 6,
    "马超": 9, "高翔": 10, "徐丽": 11, "范宁": 11, "周敏": 23, "刘洋": 24, "谢明": 24, "孙浩": 26,
}  # fmt: skip
"""Those of equal sums share a rank: of the twelve with 100, two stand for all."""
BARRED: Final = {"黄娟": 75, "吴刚": 97, "郭敏": 100}
GONE: Final = "林芳"
PLACES: Final = 3
TIED: Final = ("陈静", "梁玉")
PICKED: Final = ("田磊", "李梅", "梁玉")
"""Of the two who share the third place the bureau takes 梁玉, which needs no reason."""
STRIPPED: Final = "李梅"
"""Loses the title again: a fault of 20 December is confirmed on 25 January."""
