"""The other three kinds of work of the sample county: risks prevented, experience published,
management improved; one of them recorded for somebody without Telegram.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from bot.sandbox.sample import papers, pictures, word
from bot.sandbox.sample.deed import DOCX, JPEG, Deed, Shot, at, camera_name
from bot.sandbox.sample.papers import Paper


@dataclass(frozen=True, slots=True)
class Prevented(Deed):
    """A risk: whose, how it was prevented, what was done and what came of it, and a scene that was
    photographed.
    """

    side: str
    way: str
    measures: str
    effect: str
    scene: str
    unit: str = ""

    form: ClassVar[str] = "risk"

    def answers(self, day: date) -> Mapping[str, str]:
        said = {
            "side": self.side, "way": self.way, "measures": self.measures, "effect": self.effect,
            "day": day.isoformat(),
        }  # fmt: skip
        return said | ({"unit": self.unit} if self.unit else {})

    def shots(self, day: date) -> Iterator[Shot]:
        title = "情况处置记录" if self.way == "应急处置" else "风险防范建议书"
        heads = (("时间", f"{day.month}月{day.day}日"), ("经办", self.who))
        yield _photographed("material", Paper(title, heads, _lines(self), ("经办人",)), day, 0)
        taken = at(day, 1)
        make = partial(pictures.photo, self.scene, "劳动关系风险排查", taken, self.measures)
        yield Shot("material", "photo", camera_name(taken), JPEG, make)


@dataclass(frozen=True, slots=True)
class Published(Deed):
    """An article or film: in which medium, of which level, under which title; cut out and
    photographed.
    """

    medium: str
    level: str
    headline: str
    lines: tuple[str, ...]

    form: ClassVar[str] = "publication"

    def answers(self, day: date) -> Mapping[str, str]:
        return {
            "medium": self.medium, "headline": self.headline, "level": self.level,
            "day": day.isoformat(),
        }  # fmt: skip

    def shots(self, day: date) -> Iterator[Shot]:
        heads = (("媒体", self.medium), ("日期", f"{day.year}年{day.month}月{day.day}日"))
        yield _photographed("shot", Paper(self.headline, heads, self.lines, ()), day, 0)


@dataclass(frozen=True, slots=True)
class Improved(Deed):
    """A reform, or advice that was adopted: where, what changed, what came of it; the new text as a
    Word document, and a paper that proves the effect.
    """

    way: str
    unit: str
    measures: str
    effect: str
    text: str

    form: ClassVar[str] = "management"

    def answers(self, day: date) -> Mapping[str, str]:
        return {
            "way": self.way, "unit": self.unit, "measures": self.measures, "effect": self.effect,
            "day": day.isoformat(),
        }  # fmt: skip

    def shots(self, day: date) -> Iterator[Shot]:
        make = partial(word.document, self.text, [self.measures, f"自{day.month}月起试行"])
        yield Shot("reform", "paper", f"{self.text}.docx", DOCX, make)
        heads = (("单位", self.unit), ("时间", f"{day.month}月{day.day}日"))
        paper = Paper("实施成效证明", heads, _lines(self), ("经办人",), self.unit)
        yield _photographed("proof", paper, day, 0)


def _lines(deed: Prevented | Improved) -> tuple[str, ...]:
    return (f"措施：{deed.measures}。", f"成效：{deed.effect}。")


def _photographed(slot: str, paper: Paper, day: date, place: int) -> Shot:
    taken = at(day, place)
    make = partial(papers.photographed, paper, paper.title + "".join(paper.lines), taken)
    return Shot(slot, "photo", camera_name(taken), JPEG, make)


LAST_QUARTER_OTHERS: tuple[Deed, ...] = (
    Prevented(0.34, "冯磊", "本单位", "应急处置",
              "分包队伍停工讨要工资，当天约谈总包并启用工资保证金", "三天内发清，没有聚集", "工地"),
    Published(0.55, "罗敏", "济宁日报", "市级", "餐饮店里的十分钟说法",
              ("开餐前十分钟，讲一条规矩。", "三个月里，投诉少了一半。")),
    Improved(0.64, "郑涛", "改革管理制度", "新织纺织有限公司",
             "修订夜班排班制度，两周一轮并提前公示", "夜班争议没有了，出勤率升到九成八",
             "夜班排班管理办法"),
)  # fmt: skip
THIS_QUARTER_OTHERS: tuple[Deed, ...] = (
    Prevented(0.20, "高远", "本乡镇街道", "提出建议",
              "食品厂搬迁在即，建议先把安置和补偿方案公示征求意见", "一百一十人平稳转岗，没有争议",
              "街头", unit="云河食品厂"),
    Published(0.35, "秦岚", "县融媒体中心", "县级", "商圈里的半小时调解角",
              ("午休半小时，话能说清楚。", "谈妥的当场写成协议。")),
    Improved(0.46, "陈浩", "建议被采纳", "云锦制衣厂",
             "建议合同文本写明计件单价的调整办法，厂方采纳", "单价争议降为零，返工也少了",
             "劳动合同文本"),
    Prevented(0.52, "钱进", "本单位", "应急处置",
              "车间高温有人中暑，当天停机降温并调整班次", "没有人再中暑，产量当周补回",
              "车间", by="王强"),
)  # fmt: skip
