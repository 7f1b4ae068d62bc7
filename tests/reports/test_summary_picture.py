"""The summary picture, measured."""

import pytest

from bot.reports import palette
from bot.reports.summary import QuarterSummary
from bot.reports.summary_picture import summary_picture
from tests.reports.cast import (
    GARMENTS,
    GOOD,
    NOTHING,
    PERFECT,
    UNSCORED,
    person,
    quarter,
    task_force,
)
from tests.reports.sight import longest_run, size_of

WHOLE_BAR = 535
"""Pixels of a task force's bar at 100 points, in one column."""


def county(task_forces: int, people: int = 2) -> QuarterSummary:
    names = [f"{number}号镇人民政府劳动关系协调专班" for number in range(task_forces)]
    rows = tuple(task_force(name, number % 3, number) for number, name in enumerate(names))
    members = [person(f"张{number}", GOOD, name) for name in names for number in range(people)]
    return quarter(*members, task_forces=rows)


@pytest.mark.parametrize("task_forces", [1, 12, 34])
def test_it_is_as_wide_as_a_phone_and_never_too_long_for_a_chat(task_forces: int) -> None:
    width, height = size_of(summary_picture(county(task_forces)))

    assert width == 1080
    assert 900 < height < 2400


def test_a_county_without_anybody_gets_a_short_picture() -> None:
    nobody = QuarterSummary("汶上县", quarter().quarter, quarter().as_of, True, (), ())  # noqa: FBT003 - a draft

    assert size_of(summary_picture(nobody))[1] < 800
    assert size_of(summary_picture(county(3, people=0)))[1] < 900


def test_a_bar_is_as_long_as_the_mean_of_its_task_force() -> None:
    perfect = quarter(person("张三", PERFECT), task_forces=(task_force(GARMENTS),))
    half = quarter(
        person("张三", PERFECT), person("李四", NOTHING), task_forces=(task_force(GARMENTS),)
    )

    assert longest_run(summary_picture(perfect), palette.BLUE) == pytest.approx(WHOLE_BAR, abs=3)
    assert longest_run(summary_picture(half), palette.BLUE) == pytest.approx(WHOLE_BAR / 2, abs=3)


def test_a_mean_without_all_base_scores_is_pale() -> None:
    unscored = summary_picture(quarter(person("张三", UNSCORED)))
    scored = summary_picture(quarter(person("张三", GOOD)))

    assert longest_run(unscored, palette.PALE_BLUE) == pytest.approx(WHOLE_BAR * 0.3, abs=3)
    assert longest_run(scored, palette.PALE_BLUE) == 0


def test_what_is_owed_stands_out_and_nothing_owed_is_calm() -> None:
    calm = quarter(person("张三", GOOD), task_forces=(task_force(GARMENTS),), draft=False)

    assert longest_run(summary_picture(quarter(person("张三", GOOD))), palette.PALE_ORANGE) > 900
    assert longest_run(summary_picture(calm), palette.PALE_ORANGE) == 0
    assert longest_run(summary_picture(calm), palette.PALE_TEAL) > 900


def test_the_same_quarter_gives_the_same_picture() -> None:
    assert summary_picture(county(2)) == summary_picture(county(2))
