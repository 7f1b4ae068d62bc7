"""One coordinator's picture, measured."""

import pickle
from datetime import date
from typing import Any

import pytest

from bot.reports import palette
from bot.reports.score_blocks import Item, Mark, reasons
from bot.reports.score_card import ScoreCard, Waiting, score_card
from bot.rules.rubric import ADDING_LINES, Line, Rubric, Share
from bot.rules.scoring import Entry, Fault, score
from tests.reports.cast import NOON, Q4
from tests.reports.sight import longest_run, size_of

WHOLE_BAR = 944
DAY = date(2026, 11, 5)


def card(
    base: int | None, *entries: Entry, faults: tuple[Fault, ...] = (), **more: Any
) -> ScoreCard:
    return ScoreCard(
        county="汶上县",
        quarter=Q4,
        as_of=NOON,
        draft=True,
        name=more.pop("name", "张三"),
        task_force="服装制造",
        employer="宏达服装有限公司 人事主管",
        score=score(base, entries, faults, Rubric()),
        **more,
    )


def test_a_bar_shows_the_points_out_of_the_cap() -> None:
    assert longest_run(score_card(card(15)), palette.BLUE) == pytest.approx(WHOLE_BAR / 2, abs=3)
    assert longest_run(score_card(card(30)), palette.BLUE) == pytest.approx(WHOLE_BAR, abs=3)


def test_a_quarter_without_anything_is_drawn_with_empty_bars() -> None:
    picture = score_card(card(None))

    assert size_of(picture)[0] == 1080
    assert longest_run(picture, palette.BLUE) == 0
    assert longest_run(picture, palette.VERMILION) == 0
    assert longest_run(picture, palette.TROUGH) > 900


def test_what_waits_shows_how_far_it_would_bring_the_line() -> None:
    waiting = (Waiting(1042, Line.RISK, DAY, 5),)
    picture = score_card(card(None, waiting=waiting))

    assert longest_run(picture, palette.PALE_BLUE) == pytest.approx(WHOLE_BAR / 2, abs=5)
    assert longest_run(score_card(card(None)), palette.PALE_BLUE) == 0


def test_faults_are_listed_below_the_lines_that_add() -> None:
    faulty = score_card(card(20, faults=(Fault(1, DAY, large=True),), fault_titles={1: "漏报"}))

    assert longest_run(faulty, palette.VERMILION) > 10
    assert size_of(faulty)[1] > size_of(score_card(card(20)))[1]


def test_even_the_busiest_quarter_stays_within_what_a_chat_shows() -> None:
    entries = [
        Entry(n, line, DAY, share=Share.OWN if line is Line.MEDIATION else "")
        for line in ADDING_LINES
        for n in range(1000, 1040)
    ]
    width, height = size_of(score_card(card(30, *entries, name="阿卜杜热西提·买买提依明江" * 3)))

    assert width == 1080
    assert height < 3200


def test_a_reason_shared_by_neighbours_is_said_once_below_the_last() -> None:
    items = [
        Item(Mark.NOTHING, title, "+0", why) for title, why in zip("甲乙丙", "满满无", strict=True)
    ]

    assert [why for _, why in reasons(items)] == ["", "满", "无"]
    assert reasons([]) == []


def test_a_card_travels_to_a_worker_process_and_back() -> None:
    mine = card(20, Entry(1, Line.RISK, DAY), titles={1: "欠薪苗头"})

    assert score_card(pickle.loads(pickle.dumps(mine))) == score_card(mine)  # noqa: S301 - our own bytes
