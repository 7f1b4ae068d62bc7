"""Mediation of the sample county: cases of two quarters with their papers, parties by alias."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from bot.forms.form import GAP
from bot.sandbox.sample import papers, pictures, word
from bot.sandbox.sample.deed import DOCX, JPEG, PDF, Deed, Shot, at, camera_name
from bot.sandbox.sample.papers import Paper

OWN = "本单位"
ROOM = "劳动争议调解室"


@dataclass(frozen=True, slots=True)
class Case(Deed):
    """A mediation case: which dispute, where, what part the author had, what happened. `conclusion`
    is the form in which it is handed in (photo, pdf, word), or the words that say why it is not
    there; `signed` is 送达回证 or 收条. `scenes` is what was photographed besides; `#` names a
    scene of which several people have a picture.
    """

    unit: str
    dispute: str
    account: str
    asked: str
    agreed: tuple[str, ...]
    alias: str = "甲"
    side: str = "其他单位"
    scope: str = "本领域"
    importance: str = "重要案件"
    part: str = "主要作用"
    origin: str = "当事人反映"
    conclusion: str = "photo"
    signed: str = "送达回证"
    scenes: str = ""

    form: ClassVar[str] = "mediation"

    def answers(self, day: date) -> Mapping[str, str]:
        which = {"importance": self.importance} if self.side == OWN else {"scope": self.scope}
        said = {
            "side": self.side, **which, "part": self.part, "origin": self.origin,
            "dispute": self.dispute, "day": day.isoformat(), "unit": self.unit,
        }  # fmt: skip
        if self.outcome == "park":
            return said
        gaps = {} if self.scenes else {GAP + "photos": "当事人不愿拍照，有笔录为证"}
        if not self._has_conclusion:
            gaps[GAP + "conclusion"] = self.conclusion
        return {**said, "account": self.account, **gaps, "musts": "all"}

    def shots(self, day: date) -> Iterator[Shot]:
        shots = [self._photo("record", self._record(day), day, 0)]
        if self._has_conclusion:
            shots.append(self._concluded(day))
        if self.outcome != "park":
            signed = self._receipt(day) if self.signed == "收条" else self._served(day)
            shots.append(self._photo("signed", signed, day, 2))
        for place, scene in enumerate(self.scenes.split(), 3):
            make = partial(pictures.photo, scene, ROOM, at(day, place), self._seed)
            name = camera_name(at(day, place))
            shots.append(Shot("photos", "photo", name, JPEG, make, is_shared="#" in scene))
        yield from shots

    @property
    def _has_conclusion(self) -> bool:
        return self.conclusion in ("photo", "pdf", "word") and self.outcome != "park"

    @property
    def _party(self) -> str:
        return f"{self.alias}某"

    @property
    def _seed(self) -> str:
        return f"{self.who}{self.unit}{self.account}"

    def _photo(self, slot: str, paper: Paper, day: date, place: int) -> Shot:
        taken = at(day, place)
        make = partial(papers.photographed, paper, self._seed, taken)
        return Shot(slot, "photo", camera_name(taken), JPEG, make)

    def _concluded(self, day: date) -> Shot:
        paper = self._agreement(day)
        if self.conclusion == "photo":
            return self._photo("conclusion", paper, day, 1)
        if self.conclusion == "pdf":
            make = partial(papers.scanned, paper, self._seed)
            return Shot("conclusion", "paper", f"调解协议书-{self._party}.pdf", PDF, make)
        lines = [f"{head}：{filled}" for head, filled in paper.heads] + list(paper.lines)
        make = partial(word.document, paper.title, lines)
        return Shot("conclusion", "paper", f"调解协议书-{self._party}.docx", DOCX, make)

    def _record(self, day: date) -> Paper:
        heads = (
            ("时间", f"{day.month}月{day.day}日"), ("地点", ROOM),
            ("申请人", self._party), ("被申请人", self.unit),
        )  # fmt: skip
        lines = (
            "问：请说一说您的请求。", f"答：{self.asked}", "问：单位一方有什么意见？",
            f"答：{self.account}。", "以上记录看过，与所说的一致。",
        )  # fmt: skip
        return Paper("调解笔录", heads, lines, ("申请人", "被申请人", "记录人"))

    def _agreement(self, day: date) -> Paper:
        heads = (("甲方", self._party), ("乙方", self.unit))
        numbered = tuple(f"{n}、{line}。" for n, line in zip("一二三四", self.agreed, strict=False))
        lines = (*numbered, f"{day.year}年{day.month}月{day.day}日")
        return Paper("调解协议书", heads, lines, ("甲方", "乙方"), "劳动争议调解委员会")

    def _served(self, day: date) -> Paper:
        heads = (
            ("送达文书", "调解协议书一份"), ("受送达人", self._party), ("送达地点", ROOM),
            ("送达方式", "当面送交"), ("送达日期", f"{day.month}月{day.day}日"),
        )  # fmt: skip
        lines = ("文书收到，内容看过。",)
        return Paper(
            "送达回证", heads, lines, ("收件人", "送达人"), "基层调解工作室", is_table=True
        )

    def _receipt(self, day: date) -> Paper:
        lines = (f"今收到{self.unit}按协议给付的款项，{self.agreed[0]}，已经点清。", "特立此条。",
                 f"{day.year}年{day.month}月{day.day}日")  # fmt: skip
        return Paper("收　条", (), lines, ("收款人",))


LAST_QUARTER_CASES = (
    Case(0.14, "李梅", "锦裳服饰有限公司", "劳动报酬、工伤医疗费、补偿赔偿",
         "裁剪车间甲某等六人反映加班费少算，核对考勤后补发一万二千元",
         "六个人的加班费算少了，想按考勤补齐。",
         ("乙方三日内补发加班费一万二千元", "考勤表今后每月公示"),
         side=OWN, origin="排查发现", scenes="调解", conclusion="pdf"),
    Case(0.20, "梁静", "云河食品厂", "劳动报酬、工伤医疗费、补偿赔偿",
         "乙某反映被欠两个月工资，厂里回款后分两次付清", "两个月工资八千四百元还没有拿到。",
         ("乙方十日内付四千二百元", "其余四千二百元月底付清"),
         alias="乙", scope="本乡镇街道", signed="收条", scenes="调解 街头"),
    Case(0.27, "孙丽", "云锦制衣厂", "工时休假、社保福利、培训、劳动保护",
         "丙某要求补休年假，与班组商定分批安排", "去年的年假没有休完，想今年补上。",
         ("甲方分三次补休五天", "班组提前一周排班"),
         alias="丙", side=OWN, importance="一般案件", conclusion="word",
         reason="没有拍照，笔录和协议齐全"),
    Case(0.36, "陈浩", "悦衣针织厂", "劳动合同（订立至终止）",
         "丁某入职半年没有书面合同，厂方当场补签并说明待遇", "干了半年，一直没有签合同。",
         ("双方当日补签两年期合同", "工龄从入职之日起算"),
         alias="丁", origin="排查发现", scenes="车间"),
    Case(0.52, "李梅", "新织纺织有限公司", "除名、辞退、辞职、离职",
         "戊某因请假被辞退，厂方同意撤回决定并安排复工", "请假手续补交了，厂里还是把我辞了。",
         ("乙方撤回辞退决定", "甲方下周一复工", "误工两日按出勤计"),
         alias="戊", part="参与调处", conclusion="word", scenes="调解"),
    Case(0.61, "冯磊", "滨河小区二期项目部", "劳动报酬、工伤医疗费、补偿赔偿",
         "己某等十一名工人工资逾期，总包方当日代付", "十一个人三个月的工资没有结清。",
         ("总包方当日代付工资九万六千元", "分包方十日内与总包方结算"),
         alias="己", origin="排查发现", scenes="工地 调解", conclusion="pdf",
         overturned="协议书的日期早于笔录，两份材料对不上"),
    Case(0.74, "宋雪", "清源化工有限公司", "确认劳动关系",
         "庚某为派遣工，单位认可实际用工并补缴社保", "我在厂里干了两年，社保一直没有人管。",
         ("乙方确认两年用工关系", "社保自下月起补缴"),
         alias="庚", scenes="调解"),
)  # fmt: skip
THIS_QUARTER_CASES = (
    Case(0.10, "李梅", "云锦制衣厂", "工时休假、社保福利、培训、劳动保护",
         "甲某等三人反映车间闷热，厂方加装风扇并调整班次", "车间太热，想换个时段上工。",
         ("乙方两周内加装风扇八台", "午后班次推迟一小时"),
         part="参与调处", scenes="车间 调解", conclusion="pdf"),
    Case(0.30, "高远", "云河建材厂", "劳动报酬、工伤医疗费、补偿赔偿",
         "辛某卸货时砸伤脚趾，厂方垫付医药费并按伤情补偿", "医药费和误工的钱希望厂里先垫上。",
         ("乙方垫付医药费三千一百元", "停工期间工资照发"),
         alias="辛", scope="本乡镇街道", scenes="街头", signed="收条"),
    Case(0.42, "秦岚", "柳湾商圈某奶茶店", "劳动合同（订立至终止）",
         "乙某试用期满未转正，店方同意按月薪转正", "说好三个月转正，到第五个月还没有动静。",
         ("乙方自本月起按转正月薪发放", "补发两个月差额"),
         alias="乙", scope="本乡镇街道", scenes="调解",
         outcome="reject", reason="看不出您在调解中起的作用",
         overturned="笔录首页写明由秦岚主持，材料可以证明"),
    Case(0.50, "郑涛", "新织纺织有限公司", "除名、辞退、辞职、离职",
         "丙某离职后押金未退，核对领用单后当日退还", "离职时八百元押金没有退给我。",
         ("乙方当日退还押金八百元", "领用工服当场交回"),
         alias="丙", side=OWN, scenes="调解", conclusion="word",
         outcome="reject", waited=5, reason="不能认定为本单位重要案件",
         appeal="同一批离职的有十九人，押金都是这次谈妥才退的，名单附在笔录后面，请再看一看"),
    Case(0.60, "罗敏", "聚福楼酒店", "劳动报酬、工伤医疗费、补偿赔偿",
         "丁某的节日加班工资有出入，财务重新核算后补发", "国庆三天的加班工资没有按三倍算。",
         ("乙方补发节日加班工资九百元",),
         alias="丁", side=OWN, conclusion="财务还在走用印流程", scenes="调解",
         outcome="return", reason="缺办理结论"),
    Case(0.66, "陈浩", "新织纺织有限公司", "工时休假、社保福利、培训、劳动保护",
         "戊某等人反映夜班排得过密，商定轮换办法", "连着上夜班，身体吃不消。",
         ("夜班每人每周不超过两次", "班表提前三天张贴"),
         alias="戊", outcome="", waited=8, scenes="调解#车间办公室"),
    Case(0.72, "郑涛", "悦衣针织厂", "工时休假、社保福利、培训、劳动保护",
         "己某要求调整夜班，与厂方谈妥轮换", "夜班太多，想和别人换一换。",
         ("夜班改为两周一轮",),
         alias="己", outcome="", waited=4, part="参与调处", conclusion="pdf",
         scenes="调解#车间办公室+"),
    Case(0.76, "孙丽", "云锦制衣厂", "劳动合同（订立至终止）",
         "庚某合同到期未续，双方商定续签一年", "合同月底到期，想早点知道还续不续。",
         ("双方续签一年", "岗位和待遇不变"),
         alias="庚", side=OWN, outcome="", waited=2, conclusion="word", scenes="调解#车间办公室<"),
    Case(0.82, "李梅", "锦裳服饰有限公司", "劳动报酬、工伤医疗费、补偿赔偿",
         "辛某等四人计件单价有争议，与厂方重新核定并补差", "新款的计件单价定低了，大家都有意见。",
         ("新款单价每件上调三角", "补发上月差额两千六百元"),
         alias="辛", side=OWN, outcome="", waited=1, conclusion="pdf", scenes="调解 车间"),
    Case(0.88, "何芳", "某面馆", "确认劳动关系",
         "乙某无合同，店主承认用工", "店里说我是临时帮忙的，不算员工。",
         ("乙方确认用工并补签合同",),
         alias="乙", outcome="park"),
)  # fmt: skip
