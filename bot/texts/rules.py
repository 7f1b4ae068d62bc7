"""Sentences of the rules: why something counts for less, and why an answer is not taken."""

import json
from collections.abc import Iterable
from datetime import date, timedelta

from bot.texts.times import day_label, month_day

# Scores

BASE_MISSING = "基本得分未评"
RECORDED_ONLY = "只记录，不计分"


def stands(points: int, cap: int) -> str:
    return f"本季 {points}/{cap}"


def stands_locked(points: int, cap: int) -> str:
    return f"本季已锁定 {points}/{cap}，计入下一次更正"


def preview(before: int, after: int, cap: int) -> str:
    return f"{stands(before, cap)}，{outcome(after, cap)}"


def outcome(after: int, cap: int) -> str:
    return f"通过后 {after}/{cap}"


def preview_shares(shares: Iterable[tuple[str, int, int, int]]) -> str:
    """Say how a line of two shares stands: `其中本单位 5/10，通过后 10/10；其他单位 5/10`."""
    parts = (
        f"{label} {before}/{cap}" + (f"，通过后 {after}/{cap}" if after != before else "")
        for label, before, after, cap in shares
    )
    return "其中" + "；".join(parts)


def cap_reached(line: str, cap: int, points: int, share: str = "") -> str:
    """Say why an entry brings only `points`, fewer than the full ones."""
    what = f"{line}（{share}）" if share else line
    if points:
        return f"{what}本季最多 {cap} 分，此条只计 {points} 分"
    return f"{what}本季已满 {cap} 分"


def held(raw: int, total: int) -> str:
    """Say in 备注 that the sum is under nothing or over the most."""
    return f"原始合计 {raw} 分，按 {total} 分计"


RULES = {
    "base": "§8.3 基本得分：看日常工作、政策掌握和交办任务，每季最多 {cap} 分",
    "publicity": "§8.3 开展宣传：本人发起，进企业、园区、社区或楼宇，效果明显，"
    "每次 {each} 分，每季最多 {cap} 分",
    "mediation": "§8.3 成功调解：本单位重要案件起主要作用，或参与本乡镇街道、本领域其他案件，"
    "每次 {each} 分，每季最多 {cap} 分，其中{shares}",
    "management": "§8.3 劳动管理：改革管理制度或建议被采用，关系更好、效率更高，"
    "每次 {each} 分，每季最多 {cap} 分",
    "risk": "§8.3 预防风险：及早发现本单位、本乡镇街道或本领域的风险，经处置或建议得到防范，"
    "每次 {each} 分，每季最多 {cap} 分",
    "publication": "§8.3 刊发经验：经验做法由市级以上媒体刊播，每次 {each} 分，每季最多 {cap} 分",
    "fault": "§8.3 减分：影响较小每次减 {small} 分，影响较大每次减 {large} 分",
}
"""What each line of the rubric asks for, in one sentence, by the line's stored name."""


def share_caps(caps: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{share}最多 {cap} 分" for share, cap in caps)


# Quarters and days


def not_a_quarter(typed: str, example: str) -> str:
    return f"看不懂季度“{shown(typed)}”，请写成 {example}、第四季度、本季或上季"


def not_a_period(typed: str, example: str, year: int) -> str:
    return f"看不懂“{shown(typed)}”，请写季度或年度，例如 {example}、上季、{year}年或去年"


def not_a_day(typed: str, today: date) -> str:
    return f"看不懂日期“{shown(typed)}”，例如 昨天、上周三 或 {_example(today)}"


def no_such_day(typed: str, today: date) -> str:
    return f"日历上没有“{typed}”这一天，请再核对，例如 {_example(today)}"


def future_day(day: date, today: date) -> str:
    days = f"{day_label(day, today)}还没有到，今天是{day_label(today, today)}"
    return f"{days}，请填已经发生的日期，例如 {_example(today)}"


def not_a_planned_day(typed: str, today: date) -> str:
    return f"看不懂日期“{shown(typed)}”，例如 今天、明天 或 {_example(today)}"


def far_day(day: date, today: date) -> str:
    return f"{day_label(day)}离今天超过一年，请核对年份，例如 {_example(today)}"


def not_a_span(typed: str, today: date) -> str:
    return f"看不懂起止日期“{shown(typed)}”，请在一条消息里写两个日期，例如 {_span(today)}"


def no_such_leave(typed: str, today: date) -> str:
    return f"日历上没有“{shown(typed)}”这一天，请再核对，例如 {_span(today)}"


def past_span(first: date, today: date) -> str:
    return f"{day_label(first, today)}已经过去，代理从今天或以后开始，例如 {_span(today)}"


def far_span(first: date, today: date) -> str:
    return f"{day_label(first)}离今天超过一年，请核对年份，例如 {_span(today)}"


def backward_span(first: date, last: date) -> str:
    return (
        f"止日{day_label(last)}在起日{day_label(first)}之前，请把早的写在前面，例如 {_span(first)}"
    )


def long_span(days: int, most: int, today: date) -> str:
    return f"代理最长半年（{most}天），这里是{days}天；更久请交接联络员，例如 {_span(today)}"


def _span(today: date) -> str:
    """Return a span as an example: two weeks from today."""
    last = today + timedelta(days=13)
    return f"{today.month}.{today.day}到{last.month}.{last.day}"


def too_old_a_day(day: date, years: int, today: date) -> str:
    return (
        f"{day_label(day, today)}已超过{years}年，不再受理，请填近期的日期，例如 {_example(today)}"
    )


def shown(typed: str, most: int = 20) -> str:
    """What somebody typed, short enough to be quoted back."""
    line = " ".join(typed.split())
    return line if len(line) <= most else f"{line[:most]}…"


def _example(today: date) -> str:
    return month_day(today - timedelta(days=1))


# How long somebody has worked


def not_a_tenure(typed: str) -> str:
    return f"看不懂年数“{shown(typed)}”，请写做了多久，例如：3、3年半 或 3年8个月"


def long_tenure(typed: str, most: int) -> str:
    return f"“{shown(typed)}”超过 {most} 年，请写做了几年，不是哪一年起，例如：3年8个月"


# Kinds of coordinator


def not_a_kind(typed: str, nearest: Iterable[str]) -> str:
    labels = "、".join(f"“{label}”" for label in nearest)
    return f"协调员类型“{shown(typed)}”不在十类之中，最接近的是{labels}，请照写其中一个"


# The county's rules file

NEEDS_TEXT = "应为不空的文字"
NEEDS_KEEPING = "应为 until_lock（季度锁定后不再保留识读的文字）或 always（一直保留）"
NEEDS_TEXTS = "应为文字的列表"
NEEDS_DAY = "应为日期"
NEEDS_TABLE = "应为一组键值"
HAS_DUPLICATES = "有重复的内容"
NAME_TAKEN = "与前面的专班重名"
KEY_TAKEN = "与前面的一页重复"
LEAD_COOPERATES = "列入了牵头单位，配合单位只写其他单位"
FIRST_OF_QUARTER = "应为季度的第一天，一个季度只用一套规则"

TASK_FORCE_EXAMPLE = 'name = "××镇"、field = "township"、lead = "××镇人民政府"'
RUBRIC_EXAMPLE = "since = 2024-07-29、base_max = 30"
DEADLINES_EXAMPLE = "{ exemplar_target = 19, exemplar_last = 20 }"
PAGE_EXAMPLE = 'key = "our_hotline"、title = "本县咨询电话"、text = "……"'
REASONS_EXAMPLE = '{ returning = ["照片看不清"] }'
PAPERS_EXAMPLE = '[papers.titles.mediation]\nrecord = ["调解笔录"]'


def not_toml(error: str) -> str:
    return f'县规则文件不是合格的 TOML（{error}），每行应像 name = "汶上县"'


def missing_key(key: str, example: str) -> str:
    return f"县规则文件缺少 {key}，例如 {example}"


def needs_tables(key: str, example: str) -> str:
    return f"县规则文件至少要有一段 [[{key}]]，例如其中写 {example}"


def unknown_key(key: str, known: Iterable[str]) -> str:
    return f"县规则文件不认识 {key}，例如此处可写 {'、'.join(known)}"


def wrong_value(key: str, what: str, value: object, example: str) -> str:
    return f"县规则文件 {key} {what}，现在是 {toml(value)}，例如 {example}"


def needs_whole(least: int) -> str:
    return f"应为不小于 {least} 的整数"


def needs_key(most: int) -> str:
    return f"应为小写字母和下划线，最多 {most} 个"


def too_long_a_page(characters: int, most: int) -> str:
    return f"有 {characters} 个字，一页最多 {most} 个字，请分成两页"


def unknown_figure(name: str) -> str:
    return f"里的花括号 {shown(name)} 不是可以代入的数字"


def at_most(most: int) -> str:
    return f"不能大于 {most}"


def later_than(day: date) -> str:
    return f"应晚于上一套规则的 {day.isoformat()}"


def one_of(values: Iterable[str]) -> str:
    return f"应为 {'、'.join(values)} 之一"


def no_rubric(quarter: str, first: str, example: str) -> str:
    return f"{quarter}还没有计分规则，最早是{first}，例如 {example}"


def toml(value: object) -> str:
    """A value as it is written in the file."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)


# The guide

OWN_CHAPTER = "本县补充"

# Base scores, several in one message

BASE_EXAMPLE = "28, 张三 25, 李四 20 缺勤两次"


def nothing_scored() -> str:
    return f"没有看到分数，请写成 {BASE_EXAMPLE}"


def not_understood(typed: str) -> str:
    return f"看不懂“{shown(typed)}”，请写成 {BASE_EXAMPLE}"


def not_a_base_score(name: str, typed: str, most: int) -> str:
    who = shown(name) or "其余的人"
    return f"基本得分是 0 到 {most} 的整数，{who}写的是“{shown(typed)}”，例如 {BASE_EXAMPLE}"


def no_such_name(name: str, nearest: str) -> str:
    near = f"，是不是“{nearest}”？" if nearest else "，"
    return f"名册里没有“{shown(name)}”{near}请按名册写姓名，例如 {BASE_EXAMPLE}"


def stranger_or_reason(typed: str, name: str) -> str:
    if not name:
        return f"“{shown(typed)}”前面没有姓名，例如 {BASE_EXAMPLE}"
    return f"名册里没有“{shown(name)}”，如果是理由，数字请写成汉字，例如 {BASE_EXAMPLE}"


def score_missing(name: str) -> str:
    return f"“{shown(name)}”后面没有分数，例如 {BASE_EXAMPLE}"


def named_twice(name: str) -> str:
    return f"“{shown(name)}”写了两次，请每人只写一次，例如 {BASE_EXAMPLE}"


def rest_twice(first: int, second: int) -> str:
    return f"其余的人写了两个分数 {first} 和 {second}，请只留一个，例如 {BASE_EXAMPLE}"


def nobody_left(value: int) -> str:
    return f"大家都已评过，{value} 没有人可用，要改分请写姓名，例如 {BASE_EXAMPLE}"


BY_LOCK, BY_RESTATEMENT, BY_LEDGER = "锁定", "更正", "据台账"
