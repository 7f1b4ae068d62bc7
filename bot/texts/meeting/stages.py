"""Stages as people type and read them."""

from datetime import date

from bot.texts.rules import shown

FIRST_HALF, SECOND_HALF = "上半年", "下半年"
IN_YEAR = "{year}年{name}"
BETWEEN = "{first}至{last}"
BACKWARD = "开始（{first}）晚于结束（{last}），请前后对调，例如：9月1日到11月20日"
NOT_BEGUN = "{stage}还没有开始，没有可汇总的，例如：本季"
TOO_LONG = "一次最多汇总三年，请分开汇总，例如：今年"
NO_SUCH_DAY = "没有“{day}”这一天，请再写一次，例如：9月1日到11月20日"


def day(of: date) -> str:
    return f"{of.year}年{of.month}月{of.day}日"


def not_a_stage(text: str) -> str:
    return f"没有看懂“{shown(text)}”是哪个阶段，例如：本季、11月、上半年、9月1日到11月20日"
