"""The words on workbooks and pictures."""

from datetime import date, datetime

from bot.texts.rules import BASE_MISSING, held, shown
from bot.texts.times import day_label, month_day

TOTAL = "得分合计"
REMARK = "备注"
DRAFT = "草稿"
FINAL = "已锁定"

# The summary workbook
PEOPLE_SHEET = "人员"
TASK_FORCES_SHEET = "专班"
PERSON_HEADINGS = ("专班", "姓名", "协调员类型", "工作单位及职务")
TASK_FORCE_HEADINGS = (
    "专班",
    "牵头单位",
    "联络员",
    "协调员人数",
    "基本得分已评",
    "待审核",
    "已通过",
)
TOTAL_FIGURES = ("平均得分", "最高得分", "最低得分")
LIAISON_MISSING = "联络员未定"

# The ledger, Annex 2
LEDGER_SHEET = "台账"
NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
IDENTITY_HEADINGS = (
    "序号",
    "姓名",
    "身份证号码",
    "协调员类型",
    "学历",
    "工作单位及职务",
    "从事协调劳动关系工作年限",
    "联系方式",
)
SCORING_HEADING = "量化赋分管理"
SCORING_HEADINGS = ("赋分内容", "第一季度", "第二季度", "第三季度", "第四季度")
TASK_FORCE_LINE = "乡镇(街道、领域)："

NOBODY_YET = "未定"
PRINTED_PAGE = "第 &P 页，共 &N 页"


DIFFERENCES_SHEET = "更正"
DIFFERENCES_HEADINGS = ("专班", "姓名", "项目", "更正前", "更正后")


def differences_title(county: str, quarter: str) -> str:
    return f"{county}{quarter}更正前后"


def differences_name(quarter: str, number: int) -> str:
    """A file's name without its ending: 更正-2026Q4-第2版."""
    return f"更正-{quarter}-第{number}版"


def version_name(quarter: str, number: int) -> str:
    """A file's name without its ending: 季度汇总-2026Q4-第1版."""
    return f"季度汇总-{quarter}-第{number}版"


def summary_name(quarter: str, *, draft: bool) -> str:
    """A file's name without its ending: 季度汇总-2026Q4-草稿."""
    return f"季度汇总-{quarter}{'-' + DRAFT if draft else ''}"


def summary_title(county: str, quarter: str) -> str:
    return f"{county}劳动关系协调员季度量化得分汇总（{quarter}）"


def mean_of(line: str) -> str:
    return f"{line}平均"


def base_missing_count(people: int) -> str:
    return f"{people} 人{BASE_MISSING}"


def outstanding(entries: int, waiting_task_forces: int, unscored_task_forces: int) -> str:
    """What a quarter still owes, in one line; empty when nothing is owed."""
    parts = []
    if entries:
        parts.append(f"未审 {entries} 条，{waiting_task_forces} 个专班")
    if unscored_task_forces:
        parts.append(f"{BASE_MISSING} {unscored_task_forces} 个专班")
    return "；".join(parts)


def ledger_title(county: str) -> str:
    return f"{county}劳动关系协调员动态管理台账"


def ledger_name(period: str, task_force: str, *, draft: bool) -> str:
    """A file's name without its ending: 台账-服装制造-2026Q4-草稿; "" for the whole county."""
    parts = (LEDGER_SHEET, task_force, period, DRAFT if draft else "")
    return "-".join(part for part in parts if part).translate(NOT_IN_NAMES)


def quarter_note(quarter: str, what: str) -> str:
    """Return a note of ours for 备注, in brackets by which the reader of workbooks knows it and
    takes it out again.
    """
    return f"〔{quarter}：{what}〕"


# Reading a roster
ID_EXAMPLE = "11010519491231002X"
PHONE_EXAMPLE = "13800138000 或 0537-7212345"

NAME_MISSING = "姓名为空，应填全名，例如 王建国"
EMPLOYER_MISSING = "工作单位及职务为空，例如 宏达服装有限公司 人事主管"
KIND_MISSING = "协调员类型为空，例如 规模企业专职劳动关系协调员"
TASK_FORCE_MISSING = (
    f"没有写明所属专班，标题下一行应为“{TASK_FORCE_LINE}服装制造”，"
    "也可以在导入时用 --task-force 指定"
)

ID_LOST_DIGITS = (
    "身份证号码被 Excel 存成了数字，末几位已经丢失，"
    f"请先把这一列设为“文本”格式再重新填写，例如 {ID_EXAMPLE}"
)
ID_CHECK_DIGIT = f"身份证号码校验码不对，应为18位、末位与前17位相符，例如 {ID_EXAMPLE}"
ID_BIRTH_DATE = f"身份证号码里的出生日期不存在，第7至14位应为年月日，例如 {ID_EXAMPLE}"

PHONE_MISSING = f"联系方式为空，例如 {PHONE_EXAMPLE}"
PHONE_LOST_DIGITS = (
    "联系方式被 Excel 存成了科学计数，号码已不完整，"
    f"请先把这一列设为“文本”格式再重新填写，例如 {PHONE_EXAMPLE}"
)
PHONE_SHAPE = f"联系方式应为一个11位手机号或带区号的固定电话，例如 {PHONE_EXAMPLE}"


def no_ledger_headings(required: tuple[str, ...]) -> str:
    headings = "、".join(required)
    return f"这个工作簿里没有台账的表头，请照附件2补上一行表头再导入，例如：{headings}。"


def columns_missing(sheet: str, missing: list[str]) -> str:
    return f"“{sheet}”表缺少{'、'.join(f'“{heading}”' for heading in missing)}一列，整张表未导入"


def id_shape(length: int) -> str:
    return f"身份证号码应为18位（旧号15位），这里是{length}位或含有其他字符，例如 {ID_EXAMPLE}"


def row_repeated(where: str) -> str:
    return f"与 {where} 是同一个人，一个人在台账里只登记一次"


def not_a_line(line: str, lines: tuple[str, ...]) -> str:
    labels = "、".join(lines)
    return f"赋分内容“{shown(line)}”不在八行之中，这一行的得分没有导入，应为{labels}之一"


def line_twice(line: str) -> str:
    return f"同一个人的“{line}”写了两行，以第一行为准，请只留一行"


def not_points(written: str, line: str) -> str:
    return f"{line}应为整数，这里写的是“{shown(written)}”，这一季度的得分没有导入，例如 {POINTS_OF}"


UNDATED = (
    "表头上方没有写日期，不知道是哪一年的得分，本表的得分没有导入（人员照常导入），"
    "请在标题下写上日期，例如 2026年9月30日"
)
UNNAMED = (
    "表头没有“赋分内容”一列，季度下的数字不知道是哪一行的，本表的得分没有导入（人员照常导入），"
    "请照附件2每人写八行，例如 基本得分、开展宣传"
)
POINTS_OF = "15"


def not_begun(quarter: str) -> str:
    return f"{quarter}还没有到，得分没有导入，请留空或核对表头上方的日期，例如 2026年9月30日"


def out_of_bounds(line: str, points: int, least: int, most: int) -> str:
    return (
        f"{line}应在 {least} 到 {most} 之间，这里是 {points}，"
        f"这一季度的得分没有导入，例如 {most or least}"
    )


def not_the_sum(total: int, raw: int, quarter: str) -> str:
    return (
        f"得分合计 {total} 与前七行之和 {raw} 不符，这一季度的得分没有导入，"
        f"请改为 {max(0, raw)}，或在备注写明，例如 〔{quarter}：{held(raw, total)}〕"
    )


def stands_already(quarter: str, now: int, paper: int, *, locked: bool) -> str:
    how = "已锁定" if locked else "已有据台账的得分"
    return (
        f"{quarter}{how}（合计 {now} 分），与这里的（合计 {paper} 分）不同，没有改动；"
        "只能更正，例如：xietiao roster import 台账.xlsx --restate 原台账誊写有误"
    )


def locked_already(quarter: str, now: int, paper: int) -> str:
    return (
        f"{quarter}已锁定（合计 {now} 分，有机器人里的记录），与这里的（合计 {paper} 分）不同，"
        "没有改动；这些记录由县局更正，例如：/summary 上季"
    )


def has_its_own(quarter: str, now: int, paper: int) -> str:
    return (
        f"{quarter}已有机器人里的记录（合计 {now} 分），与这里的（合计 {paper} 分）不同，"
        "台账的得分没有导入；请在机器人里更正，例如：📝 上报工作、🧮 基本得分"
    )


def being_locked(quarter: str) -> str:
    return f"{quarter}正在锁定或更正，得分没有导入，请稍后再导入一次，例如 五分钟后"


# Pictures
FIGURES = ("协调员", "基本得分已评", "平均得分", "已通过（条）")
PERSONS = "人"
POINTS = "分"
UNREVIEWED = "未审"
NOTHING_OUTSTANDING = "没有未审，也没有未评"
NOTHING_YET = "导入台账或邀请协调员之后，这里显示得分"
TASK_FORCE_MEANS = "各专班平均得分"
PALE_MEANS = f"浅色：还有人{BASE_MISSING}，平均分暂未计入其基本得分"
NO_TASK_FORCES = "还没有专班"
NOBODY = "暂无人员"
DISTRIBUTION = "得分分布（人）"
POINTS_AXIS = "得分合计"
COMPOSITION = "各项平均得分"


def picture_title(county: str) -> str:
    return f"{county}劳动关系协调员季度汇总"


def as_of(moment: datetime) -> str:
    return f"数据截至 {day_label(moment.date())} {moment:%H:%M}"


def pending(entries: int) -> str:
    return f"待审 {entries}"


def people(count: int) -> str:
    return f"{count} 人"


def faults(people: int, points: int) -> str:
    """`points` is negative."""
    return f"{people} 人，共 −{-points} 分" if people else "无"


NOT_YET = "未评"
BASE_AWAITED = "由联络员评定，尚未给出"


def card_title(county: str) -> str:
    return f"{county}劳动关系协调员 · 我的得分"


def out_of(most: int) -> str:
    return f"满分 {most}"


def entry(number: int, day: date, title: str) -> str:
    return f"X{number}  {month_day(day)}  {title}".strip()


def fault(day: date, what: str) -> str:
    return f"{month_day(day)}  {what}".strip()


def once_approved(points: int) -> str:
    return f"待审，通过后 +{points}"


def nothing_on_line(each: int, cap: int) -> str:
    return f"本季暂无，每次 {each} 分，最多 {cap} 分"


def left_out(entries: int) -> str:
    return f"另有 {entries} 条，见“我的记录”"
