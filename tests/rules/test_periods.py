"""What somebody types for a quarter or a year."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.rules.periods import Period, parse_period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026", "2026"),
        ("２０２６年", "2026"),
        ("2025年度", "2025"),
        ("今年", "2026"),
        ("去年全年", "2025"),
        ("本季", "2026Q4"),
        ("上季", "2026Q3"),
        ("2026年第一季度", "2026Q1"),
    ],
)
def test_years_and_quarters_are_read_and_written(typed: str, stored: str) -> None:
    period = parse_period(typed, TODAY)
    assert str(period) == stored
    assert Period.read(stored) == period


@pytest.mark.parametrize("typed", ["", "26", "2026Q5", "明年", "=1+1", "1999"])
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="例如 2026Q4、上季、2026年"):
        parse_period(typed, TODAY)


def test_a_period_has_the_quarters_up_to_its_end() -> None:
    assert [str(q) for q in parse_period("2026Q2", TODAY).quarters] == ["2026Q1", "2026Q2"]
    assert len(Period(2026).quarters) == 4
