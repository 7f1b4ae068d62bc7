"""What they have done: publicity over two quarters, in every state an entry can be in."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Work:
    """One event: how far into its quarter (0 to 1), who, where, what, and what became of it.

    `plan` names the plan's file, or says why there is none; `outcome` is approve, return, reject,
    or "" while it waits.
    """

    share: float
    who: str
    place_kind: str
    place: str
    theme: str
    scenes: str
    plan: str = "活动方案.pdf"
    outcome: str = "approve"
    reason: str = ""
    way: str = "实地走访"
    reach: str = "本单位"
    initiative: str = "自发开展"
    turnout: int = 50

    @property
    def has_plan(self) -> bool:
        return self.plan.endswith(".pdf")

    def day(self, quarter: Quarter, today: date) -> date:
        """When it happened: in the part of the quarter that is over."""
        last = min(quarter.last, today)
        return quarter.first + timedelta(days=round(self.share * (last - quarter.first).days))


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
         outcome="", turnout=47),
    Work(0.84, "孙丽", "企业", "云锦制衣厂培训室", "工伤保险条例", "宣讲 展板",
         plan="临时利用午休开展，没有方案", outcome="", turnout=33),
    Work(0.90, "李梅", "企业", "锦裳服饰一号车间", "职工带薪年休假条例", "车间 宣讲",
         outcome="", turnout=61),
    Work(0.94, "王强", "园区", "服装产业园北区", "劳动争议调解仲裁法", "街头 宣讲",
         outcome="", reach="本行业", turnout=80),
    Work(0.96, "高远", "社区", "云河镇西街社区", "最低工资规定", "街头",
         outcome="", way="明白纸", reach="全县", turnout=95),
)  # fmt: skip
