"""What papers are filled in with: names, units, places, disputes, laws, media."""

from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN: Final = [
    "秀兰",
    "建国",
    "伟",
    "丽",
    "志强",
    "晓燕",
    "海涛",
    "敏",
    "桂英",
    "明",
    "芳",
    "国庆",
    "玉梅",
    "鹏",
    "春生",
    "雪",
    "立新",
    "文博",
    "慧",
    "长江",
    "凤霞",
    "浩然",
    "静",
    "保田",
    "思远",
    "娟",
]
COUNTY: Final = ("汶阳县", "云河县", "临川县")
TOWNS: Final = ("南站镇", "中都街道", "白石镇", "郭楼镇", "苑庄镇", "康驿镇", "次丘镇", "寅寺镇")
_FRONT: Final = [
    "云河",
    "锦裳",
    "鲁发",
    "恒信",
    "宏达",
    "瑞丰",
    "东岳",
    "明珠",
    "金穗",
    "佳美",
    "圣元",
    "天翼",
    "永盛",
    "百惠",
    "新织",
    "清源",
    "华隆",
    "泰和",
]
_TRADE: Final = [
    "服饰",
    "食品",
    "建材",
    "化工",
    "纺织",
    "机械",
    "物流",
    "家具",
    "电子",
    "建筑劳务",
    "包装",
    "商贸",
    "餐饮管理",
    "环保科技",
]
_KIND: Final = ("有限公司", "有限公司", "有限责任公司", "厂")
LAWS: Final = (
    "劳动法", "劳动合同法", "社会保险法", "就业促进法", "工伤保险条例", "职工带薪年休假条例",
    "女职工劳动保护特别规定",
)  # fmt: skip
SPOTS: Final = ("{unit}一车间", "{unit}会议室", "{town}幸福社区", "{town}工业园区", "时代大厦一楼大厅",
                "{town}和谐小区", "高新产业园", "{unit}职工食堂")  # fmt: skip


class Dispute(NamedTuple):
    """A kind of dispute as papers tell it. `cause` stands behind 案由; of `claim` and `agreed` the
    `marks` are what an account has to keep, any of them.
    """

    kind: str
    cause: str
    claim: str
    agreed: tuple[str, ...]
    marks: tuple[str, ...]


DISPUTES: Final = (
    Dispute("pay", "拖欠工资", "{unit}拖欠{n}个月工资共计{sum}元，多次催要未果",
            ("{unit}于协议签订之日起十日内一次性支付工资{sum}元", "双方就此事再无其他争议"), ("拖欠", "{sum}")),
    Dispute("pay", "追索加班费", "国庆期间安排加班三天，单位没有足额发放加班费{sum}元",
            ("{unit}补发加班费{sum}元，随下月工资一并发放", "今后加班由班组登记后公示"), ("加班", "{sum}")),
    Dispute("pay", "工伤医疗费", "卸货时被砸伤右脚，住院花费医疗费{sum}元，单位一直没有支付",
            ("{unit}承担医疗费{sum}元", "停工留薪期内工资照发"), ("医疗费", "{sum}")),
    Dispute("pay", "经济补偿", "单位停止经营后没有支付经济补偿，要求补偿{sum}元",
            ("{unit}分两期支付经济补偿{sum}元", "首期款项签字当日付清"), ("补偿", "{sum}")),
    Dispute("departure", "辞退争议", "因请假三天被班长口头辞退，要求撤回辞退决定",
            ("{unit}撤回辞退决定", "申请人下周一回岗上班，误工按出勤计算"), ("辞退",)),
    Dispute("departure", "离职手续", "提出离职已满一个月，单位不办理离职手续，也不退工服押金{sum}元",
            ("{unit}当日办理离职手续", "{unit}退还押金{sum}元"), ("离职", "押金")),
    Dispute("status", "确认劳动关系", "自去年三月起在车间做包装，没有签合同，要求确认劳动关系",
            ("{unit}认可双方自去年三月起存在劳动关系", "自本月起办理参保登记"), ("劳动关系",)),
    Dispute("contract", "未签订书面劳动合同", "入职{n}个月，单位一直没有签订书面劳动合同",
            ("双方三日内补签两年期劳动合同", "岗位和待遇保持不变"), ("合同",)),
    Dispute("contract", "劳动合同续签", "劳动合同月底到期，单位迟迟不答复是否续签",
            ("双方续签劳动合同一年", "工龄连续计算"), ("合同", "续签")),
    Dispute("conditions", "带薪年休假", "连续两年没有安排年休假，要求补休五天",
            ("{unit}分两次安排补休五天", "明年起年初排定休假计划"), ("休假", "补休")),
    Dispute("conditions", "社保缴纳", "入职以来单位没有缴纳社保，要求补缴",
            ("{unit}两个月内补缴社保", "个人部分由申请人承担"), ("社保",)),
    Dispute("conditions", "高温劳动保护", "车间温度过高又没有降温设备，要求改善劳动条件",
            ("{unit}十日内加装风扇八台", "午后班次推迟一小时"), ("温", "风扇")),
)  # fmt: skip


class Risk(NamedTuple):
    """A risk: what was seen, what was done, what came of it, what was advised."""

    seen: str
    done: str
    effect: str
    advice: tuple[str, ...]


RISKS: Final = (
    Risk("企业因资金周转困难，{n}名工人两个月工资未发，有工人准备集体上访",
         "立即到场稳定工人情绪，与企业负责人算清工资台账，协调镇政府监督支付", "当日发放工资{sum}元，工人返岗，未发生上访",
         ("设立工资专户，每月十五日前足额发放", "欠发工资的名单和数额张贴公示")),
    Risk("车间搬迁通知发出后，{n}名职工担心失去岗位，聚集询问安置办法",
         "组织企业与职工代表开会，逐项说明搬迁安排，登记每名职工的去留意愿", "{n}名职工全部得到安置，生产没有中断",
         ("搬迁前三十日公布安置办法", "愿意留任的职工由企业提供班车")),
    Risk("夏季高温时段仍安排露天作业，两名工人出现中暑症状",
         "要求班组暂停午后露天作业，发放防暑药品，与企业商定错峰上工", "作业时间调整到早晚，此后没有工人中暑",
         ("午后十二点至三点停止露天作业", "配备饮水和防暑药品")),
    Risk("劳务派遣合同到期后未续签，{n}名派遣工岗位去向不明",
         "核对合同期限，督促企业与派遣公司三日内签订续签协议，向派遣工逐人说明", "派遣合同全部续签，没有人提出申诉",
         ("合同到期前一个月书面征求意见", "建立派遣工台账，按月核对")),
    Risk("企业未按时缴纳社会保险，职工看病无法报销，情绪激动",
         "陪同职工代表与财务核对参保名册，协调社保窗口核算补缴数额", "企业补缴社会保险{sum}元，报销恢复正常",
         ("每月核对参保名册", "新入职职工三十日内参保")),
)  # fmt: skip


class Reform(NamedTuple):
    """A rule that was made or changed: its name, what it says, what came of it."""

    name: str
    says: tuple[str, ...]
    changed: str
    effect: str


REFORMS: Final = (
    Reform("考勤管理制度", ("上下班采用指纹打卡，漏打卡的当日补登", "加班由班组长登记，次月公示"),
           "取消迟到罚款，改为累计提醒；加班由本人确认后登记", "考勤争议由每月六起降为零，员工离职率下降三成"),
    Reform("工资支付办法", ("工资每月十日前发放，遇节假日提前", "工资条由本人签字确认"),
           "工资发放日提前到每月十日，工资条逐人签字", "连续三个月没有工资投诉，工人到岗率提高到百分之九十八"),
    Reform("年休假管理规定", ("年初由职工申报休假计划", "因生产未能休假的，按规定支付报酬"),
           "年初集中申报休假，未休的折算报酬", "年休假使用率由四成升到九成，产量没有下降"),
    Reform("集体合同", ("一线职工工资每年协商一次", "女职工特殊保护措施单列一章"),
           "工资集体协商每年一次，夜班补贴提高到每班三十元", "职工满意度提高，夜班缺勤减少一半"),
    Reform("员工守则", ("班前会五分钟说明当日安排", "处分前听取本人申辩"),
           "处分前增加本人申辩环节，班前会说明当日安排", "内部申诉减少一半，班组协作更顺"),
)  # fmt: skip

MEDIA: Final = (
    "济宁日报", "大众日报", "齐鲁晚报", "工人日报", "山东工人报", "农村大众报", "汶上县融媒体中心", "济宁新闻网",
    "大众网", "中国劳动保障报", "山东电视台", "济宁广播电视台",
)  # fmt: skip
TITLES: Final = (
    "{town}：把劳动争议化解在车间里", "一张调解桌  留住{n}名老员工", "{county}劳动关系协调员走进工业园区",
    "小协调员解开欠薪大疙瘩", "从对簿公堂到握手言和：{town}调解工作见闻", "让每一名务工者按时拿到工资",
    "{county}探索企业用工风险早发现早处置", "车间里来了“和事佬”", "协调员架起企业与职工连心桥",
)  # fmt: skip


def name(chance: Random) -> str:
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def unit(chance: Random) -> str:
    return chance.choice(_FRONT) + chance.choice(_TRADE) + chance.choice(_KIND)


def day_before(chance: Random, today: date, least: int, most: int) -> date:
    return today - timedelta(days=chance.randint(least, most))


def amount(chance: Random) -> str:
    return str(chance.randrange(12, 980) * 100)


def mobile(chance: Random) -> str:
    return "1" + chance.choice("3578") + "".join(str(chance.randrange(10)) for _ in range(9))


def resident_number(chance: Random) -> str:
    """Return a number of nobody's with a right check digit."""
    first = (
        f"370830{chance.randint(1965, 2002)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    )
    first += f"{chance.randrange(1000):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


def printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def written(day: date) -> str:
    """二〇二六年十一月十二日."""
    digits = "〇一二三四五六七八九"

    def below_forty(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("", "十", "二十", "三十")[tens] + (digits[ones] if ones else "")

    year = "".join(digits[int(d)] for d in str(day.year))
    return f"{year}年{below_forty(day.month)}月{below_forty(day.day)}日"


def short(day: date) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}"


def dotted(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"
