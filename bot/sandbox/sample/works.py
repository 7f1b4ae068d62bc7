"""Publicity of the sample county: over two quarters, in every state an entry can be in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from bot.forms.form import GAP
from bot.sandbox.sample import pictures
from bot.sandbox.sample.deed import JPEG, PDF, Deed, Shot, at, camera_name


@dataclass(frozen=True, slots=True)
class Work(Deed):
    """A piece of publicity: where, what about, what was photographed; `plan` names the plan's file,
    or says why there is none.
    """

    place_kind: str
    place: str
    theme: str
    scenes: str
    plan: str = "活动方案.pdf"
    way: str = "实地走访"
    reach: str = "本单位"
    initiative: str = "自发开展"
    turnout: int = 50

    form: ClassVar[str] = "publicity"

    @property
    def has_plan(self) -> bool:
        return self.plan.endswith(".pdf")

    def answers(self, day: date) -> Mapping[str, str]:
        said = {
            "place_kind": self.place_kind, "place": self.place, "day": day.isoformat(),
            "way": self.way, "theme": self.theme, "reach": self.reach,
            "initiative": self.initiative, "turnout": str(self.turnout),
        }  # fmt: skip
        return (
            said if self.has_plan or self.outcome == "park" else {**said, GAP + "plan": self.plan}
        )

    def shots(self, day: date) -> Iterator[Shot]:
        for place, scene in enumerate(self.scenes.split()):
            taken = at(day, place)
            make = partial(pictures.photo, scene, f"{self.theme}宣传", taken, self.place)
            yield Shot("photos", "photo", camera_name(taken), JPEG, make)
        if self.has_plan:
            lines = [
                f"时间：{day.year}年{day.month}月{day.day}日",
                f"地点：{self.place}",
                f"主题：{self.theme}",
                f"方式：{self.way}",
                f"对象：{self.reach}职工，约{self.turnout}人",
            ]
            make = partial(pictures.plan, "宣传活动方案", lines)
            yield Shot("plan", "paper", self.plan, PDF, make)


LAST_QUARTER = (
    Work(0.10, "李梅", "企业", "锦裳服饰二号车间", "劳动合同法", "宣讲", turnout=60),
    Work(0.16, "高远", "社区", "云河镇东街社区", "保障农民工工资支付条例", "街头",
         way="明白纸", reach="全县", turnout=120),
    Work(0.22, "孙丽", "企业", "云锦制衣厂食堂", "社会保险法", "宣讲", turnout=45),
    Work(0.31, "罗敏", "楼宇", "聚福楼酒店大堂", "女职工劳动保护特别规定", "展板",
         way="宣传站", reach="本行业", turnout=30),
    Work(0.40, "李梅", "园区", "服装产业园北区广场", "最低工资规定", "街头",
         way="宣传站", reach="本行业", turnout=85),
    Work(0.47, "陈浩", "企业", "云锦制衣厂会议室", "劳动合同法", "宣讲",
         plan="由商会统一部署，没有另写方案", outcome="reject",
         reason="与已上报的是同一次活动", turnout=45),
    Work(0.58, "冯磊", "企业", "滨河小区二期项目部", "保障农民工工资支付条例", "工地",
         turnout=74),
    Work(0.69, "李梅", "企业", "锦裳服饰裁剪车间", "职工带薪年休假条例", "车间 宣讲",
         turnout=52),
    Work(0.78, "王强", "园区", "服装产业园党群服务中心", "劳动争议调解仲裁法", "宣讲",
         reach="本行业", turnout=66),
    Work(0.86, "李梅", "企业", "锦裳服饰多功能厅", "劳动法", "宣讲",
         initiative="统一组织", turnout=140),
)  # fmt: skip
THIS_QUARTER = (
    Work(0.12, "李梅", "企业", "锦裳服饰三号车间", "劳动合同法", "车间 宣讲", turnout=58),
    Work(0.25, "秦岚", "园区", "柳湾商圈中心广场", "社会保险法", "街头 展板",
         way="宣传站", reach="全县", turnout=210),
    Work(0.38, "孙丽", "企业", "云锦制衣厂缝纫车间", "女职工劳动保护特别规定", "车间",
         plan="班前会临时安排，没有书面方案", reason="班前会属实，照片与说明相符", turnout=38),
    Work(0.55, "李梅", "园区", "服装产业园南门", "工伤保险条例", "街头 展板",
         way="明白纸", reach="本行业", turnout=90),
    Work(0.70, "李梅", "企业", "锦裳服饰宿舍区", "社会保险法", "展板",
         plan="方案正在补写", outcome="return", reason="缺活动方案"),
    Work(0.78, "郑涛", "企业", "新织纺织织布车间", "劳动合同法", "车间 宣讲 展板",
         outcome="", waited=3, turnout=47),
    Work(0.84, "孙丽", "企业", "云锦制衣厂培训室", "工伤保险条例", "宣讲 展板",
         plan="临时利用午休开展，没有方案", outcome="", waited=2, turnout=33),
    Work(0.90, "李梅", "企业", "锦裳服饰一号车间", "职工带薪年休假条例", "车间 宣讲",
         outcome="", waited=1, turnout=61),
    Work(0.94, "王强", "园区", "服装产业园北区", "劳动争议调解仲裁法", "街头 宣讲",
         outcome="", waited=2, reach="本行业", turnout=80),
    Work(0.96, "高远", "社区", "云河镇西街社区", "最低工资规定", "街头",
         outcome="", waited=1, way="明白纸", reach="全县", turnout=95),
    Work(0.98, "孙丽", "企业", "云锦制衣厂门口", "最低工资规定", "展板", outcome="park"),
)  # fmt: skip
