"""Sentences of the rules on the year's title."""

from bot.texts.rules import shown


def not_a_year(typed: str, example: int) -> str:
    return f"看不懂年度“{shown(typed)}”，请写成 {example}、今年或去年"


def not_begun(year: int, example: int) -> str:
    return f"{year}年还没有开始，请选已开始的年度，例如：{example}"


def not_places(typed: str, most: int) -> str:
    return f"名额是 1 到 {most} 的整数，您写的是“{shown(typed)}”，例如：10"
