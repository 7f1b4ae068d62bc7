"""Both days of a leave in one message."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.rules.spans import LONGEST, read_any_span, read_span

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("11.23到12.5", (2026, 11, 23), (2026, 12, 5)),
        ("从12月1日到12月9日", (2026, 12, 1), (2026, 12, 9)),
        ("12.28-1.10", (2026, 12, 28), (2027, 1, 10)),
        ("2026-12-01到2026-12-05", (2026, 12, 1), (2026, 12, 5)),
        ("１２．１～１２．９", (2026, 12, 1), (2026, 12, 9)),
        ("今天到后天", (2026, 11, 23), (2026, 11, 25)),
        ("明天至12.1为止", (2026, 11, 24), (2026, 12, 1)),
        ("1.4 — 1.8", (2027, 1, 4), (2027, 1, 8)),
        ("12.1到12.1", (2026, 12, 1), (2026, 12, 1)),
    ],
)
def test_as_people_write_it(
    typed: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert read_span(typed, TODAY) == (date(*first), date(*last))


@given(st.dates(TODAY, TODAY + timedelta(days=160)), st.integers(0, 180))
def test_without_a_year_it_is_the_span_that_lies_ahead(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    typed = f"{first.month}.{first.day}到{last.month}.{last.day}"
    if (first.month, first.day) == (2, 29) or (last.month, last.day) == (2, 29):
        return
    assert last - first < LONGEST
    assert read_span(typed, TODAY) == (first, last)


@given(st.text())
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="例如"):
        read_span(f"{typed}!", TODAY)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("11.5-11.20", (2026, 11, 5), (2026, 11, 20)),
        ("12.1到12.15", (2026, 12, 1), (2026, 12, 15)),
        ("12.20-1.10", (2026, 12, 20), (2027, 1, 10)),
        ("1.5-1.20", (2027, 1, 5), (2027, 1, 20)),
        ("6.1到8.31", (2026, 6, 1), (2026, 8, 31)),
        ("2025.12.20到1.10", (2025, 12, 20), (2026, 1, 10)),
        ("2025.3.1到2025.3.20", (2025, 3, 1), (2025, 3, 20)),
        ("今天到12.6", (2026, 11, 23), (2026, 12, 6)),
        ("11.23到11.23", (2026, 11, 23), (2026, 11, 23)),
    ],
)
def test_any_span_may_lie_behind_or_ahead(
    typed: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert read_any_span(typed, TODAY) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("11.20-11.5", "请把早的写在前面"),
        ("2026.3.1到2025.3.20", "请把早的写在前面"),
        ("2.30-3.5", "日历上没有"),
        ("11.5", "看不懂起止日期"),
        ("", "看不懂起止日期"),
    ],
)
def test_any_span_has_to_be_one(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_any_span(typed, TODAY)
