"""Stations: what a name looks like, what closing one says, where it is on a map."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.rules.stations import Closing, map_link, name_and_tail, near, read_closing

TODAY = date(2026, 11, 23)
NAMES = ("城东服务站", "城西服务站", "李梅工作室")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("城东服务站", ["城东服务站", "城西服务站"]),
        ("服务站", ["城东服务站", "城西服务站"]),
        ("李梅的工作室", ["李梅工作室"]),
        ("城东", []),
        ("", []),
        ("好的，谢谢", []),
        ("城东服务站今天没有开门，群众反映打不通电话，怎么办", []),
    ],
)
def test_what_a_text_may_mean(words: str, found: list[str]) -> None:
    assert near(words, NAMES, 6) == found


def test_no_more_are_offered_than_wanted() -> None:
    assert near("服务站", [f"第{n}服务站" for n in range(20)], 6) == [
        f"第{n}服务站" for n in (0, 10, 11, 12, 13, 14)
    ]


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("昨天 场地到期", Closing(date(2026, 11, 22), "场地到期")),
        ("11月5日，合并到 城西", Closing(date(2026, 11, 5), "合并到 城西")),
        ("场地到期", Closing(TODAY, "场地到期")),
        ("场地 到期", Closing(TODAY, "场地 到期")),
        ("2020-01-05 早就关了", Closing(date(2020, 1, 5), "早就关了")),
    ],
)
def test_day_and_reason_are_read_from_one_text(text: str, closing: Closing) -> None:
    assert read_closing(text, TODAY) == closing


@pytest.mark.parametrize("text", ["", " ", "昨天", "明天 到期", "11月31日 到期"])
def test_what_is_no_closing(text: str) -> None:
    with pytest.raises(Refused):
        read_closing(text, TODAY)


def test_a_place_on_the_map_is_looked_for_in_the_county() -> None:
    link = map_link("汶上县", "城东路12号 A&B")
    assert link.isascii()
    assert "&" not in link
    assert map_link("汶上县", "汶上县城东路") == map_link("汶上县", "城东路")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("李梅", ("李梅", "")),
        ("李梅 5678", ("李梅", "5678")),
        ("李梅（5678）", ("李梅", "5678")),
        ("李梅(外聘)", ("李梅(外聘)", "")),
    ],
)
def test_a_name_and_what_tells_namesakes_apart(text: str, told: tuple[str, str]) -> None:
    assert name_and_tail(text) == told
