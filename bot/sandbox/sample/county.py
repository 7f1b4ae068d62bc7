"""The people of the sample county: the shipped county file with three made-up townships, and two
dozen made-up people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import groupby

from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.rules.identity import check_digit_ok
from bot.rules.kinds import Kind
from bot.rules.personal import IdNumber

OURS = "服装制造"
TOWNSHIPS = (
    ("云河镇", "云河镇人民政府"),
    ("青石镇", "青石镇人民政府"),
    ("柳湾街道", "柳湾街道办事处"),
)
# No district has this code, so that a number made up here is nobody's.
NOWHERE = "370899"

COORDINATOR, LIAISON, OFFICER = "李梅", "王强", "赵敏"
AT_FAULT, FAULT = "陈浩", "每月用工情况未按时报送，经提醒后补报"
"""Whose fault is registered, and what happened."""
WHY = "电话提醒，没有书面材料"
PLAN_STEPS = """1. 马上电话报告联络员和县局，说清地点、人数、诉求
2. 先到现场稳住人员，劝离道路和大门
3. 约用人单位负责人当面谈，能当场答复的当场答复
4. 有过激行为的请派出所出警，需要法律援助的联系援助中心"""
PLAN_CONTACTS = """赵敏 县人社局值班 13800002999
秦所 城关派出所值班 0537-0000110
宋雪 法律援助中心 13800002061"""
"""The emergency plan of every task force."""
NEWCOMERS = (("周新", "1234"), ("钱进", "5678"))
"""Those who have not joined yet, and how their telephone numbers end."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a ledger. `phone` holds the last four digits."""

    task_force: str
    name: str
    kind: Kind
    education: str
    employer: str
    years: int
    phone: str
    is_liaison: bool = False


MEMBERS = (
    Member(OURS, "王强", Kind.ASSOCIATION, "本科", "服装商会秘书长", 9, "2001", is_liaison=True),
    Member(OURS, "李梅", Kind.ENTERPRISE, "大专", "锦裳服饰有限公司人事主管", 6, "2002"),
    Member(OURS, "孙丽", Kind.ENTERPRISE, "大专", "云锦制衣厂工会主席", 8, "2003"),
    Member(OURS, "郑涛", Kind.ENTERPRISE, "本科", "新织纺织有限公司行政经理", 4, "2004"),
    Member(OURS, "陈浩", Kind.DEPARTMENT, "本科", "服装产业办公室科员", 5, "2005"),
    Member(OURS, "周新", Kind.ENTERPRISE, "本科", "锦裳服饰有限公司人事专员", 1, "1234"),
    Member(OURS, "钱进", Kind.ENTERPRISE, "大专", "悦衣针织厂车间主任", 3, "5678"),
    Member("工程建设领域", "马建国", Kind.DEPARTMENT, "本科", "建设工地管理科科长", 11, "2011",
           is_liaison=True),
    Member("工程建设领域", "冯磊", Kind.PROJECT, "大专", "滨河小区二期项目劳资专管员", 3, "2012"),
    Member("高端装备", "林峰", Kind.DEPARTMENT, "研究生", "开发区人才服务科科长", 7, "2021",
           is_liaison=True),
    Member("高端装备", "许静", Kind.ENTERPRISE, "本科", "恒工机械有限公司人力资源经理", 9, "2022"),
    Member("绿色化工", "董波", Kind.ENTERPRISE, "本科", "清源化工有限公司安环部副部长", 6, "2031",
           is_liaison=True),
    Member("服务行业", "何芳", Kind.ASSOCIATION, "大专", "餐饮协会办公室主任", 5, "2041",
           is_liaison=True),
    Member("服务行业", "罗敏", Kind.ENTERPRISE, "中专", "聚福楼酒店人事经理", 7, "2042"),
    Member("快递行业", "唐军", Kind.ASSOCIATION, "大专", "快递协会干事", 2, "2051"),
    Member("法治建设", "宋雪", Kind.LEGAL, "本科", "法律援助中心律师", 10, "2061",
           is_liaison=True),
    Member("法治建设", "韩冰", Kind.LEGAL, "研究生", "劳动争议调解室调解员", 4, "2062"),
    Member("云河镇", "梁静", Kind.TOWNSHIP, "本科", "云河镇社会事务办公室主任", 8, "2071",
           is_liaison=True),
    Member("云河镇", "高远", Kind.GRID, "大专", "云河镇第三网格", 3, "2072"),
    Member("云河镇", "石磊", Kind.LARGER_ENTERPRISE, "大专", "云河食品专职协调员", 5, "2073"),
    Member("青石镇", "蒋文", Kind.TOWNSHIP, "大专", "青石镇便民服务中心", 6, "2081",
           is_liaison=True),
    Member("青石镇", "白洁", Kind.GRID, "大专", "青石镇第一网格", 2, "2082"),
    Member("柳湾街道", "夏阳", Kind.TOWNSHIP, "本科", "柳湾街道人社所所长", 12, "2091",
           is_liaison=True),
    Member("柳湾街道", "秦岚", Kind.PARK, "大专", "柳湾商圈服务站站长", 4, "2092"),
    Member("柳湾街道", "田静", Kind.COMMUNITY, "大专", "河畔社区管理服务中心", 3, "2093"),
)  # fmt: skip
"""Everybody in the ledgers. 快递行业 has no liaison, so that what it files goes to the bureau."""

JOINED = (
    COORDINATOR, LIAISON, OFFICER, "孙丽", "郑涛", "陈浩", "马建国", "冯磊", "林峰", "何芳", "罗敏",
    "宋雪", "梁静", "高远", "夏阳", "秦岚",
)  # fmt: skip


def county_file() -> str:
    """The shipped rules file and the townships, which every county adds for itself."""
    shipped = (files("bot.rules") / "county.toml").read_text("utf-8")
    added = (
        f'[[task_force]]\nname = "{name}"\nfield = "township"\nlead = "{lead}"\n'
        for name, lead in TOWNSHIPS
    )
    return "\n".join((shipped, *added))


def roster_workbook(county: str, day: date) -> bytes:
    """Everyone's ledger in the form of Annex 2, as a task force would hand it in."""
    ledgers = [
        Ledger(name, tuple(_line(place, member) for place, member in members))
        for name, members in groupby(enumerate(MEMBERS), key=lambda each: each[1].task_force)
    ]
    return ledger_workbook(ledgers, county, day, full=True)


def phone_of(last_four: str) -> str:
    return f"1380000{last_four}"


def liaisons() -> Iterator[Member]:
    return (member for member in MEMBERS if member.is_liaison)


def _line(place: int, member: Member) -> LedgerPerson:
    return LedgerPerson(
        name=member.name,
        id_number=IdNumber(_id_number(place)),
        kind=member.kind.label,
        education=member.education,
        employer=member.employer,
        years=str(member.years),
        phone=phone_of(member.phone),
    )


def _id_number(place: int) -> str:
    born = date(1972 + place, 1 + place % 12, 3 + place)
    number = f"{NOWHERE}{born:%Y%m%d}{100 + place}"
    return next(number + end for end in "0123456789X" if check_digit_ok(number + end))
