"""A quarter's points, worked out by hand from §8.3."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import scoring
from bot.rules.rubric import ADDING_LINES, Allowance, Line, Rubric, Share
from bot.rules.scoring import Entry, Fault, Preview, Score, ShareRoom, Sums, preview, score, sums
from tests.rules.steady import steady

RUBRIC = Rubric()
TENTH = date(2026, 11, 10)


def work(
    number: int, line: Line, *, share: str = "", day: date = TENTH, counts: bool = True
) -> Entry:
    return Entry(number, line, day, share, counts, "" if counts else "统一组织")


def several(line: Line, count: int, *, share: str = "", first: int = 1) -> list[Entry]:
    return [work(number, line, share=share) for number in range(first, first + count)]


def fault(number: int, *, large: bool) -> Fault:
    return Fault(number, TENTH, large)


def points(result: Score) -> dict[Line, int]:
    return {line.line: line.points for line in result.lines}


@pytest.mark.parametrize(
    ("line", "share", "entries", "expected"),
    [
        (Line.PUBLICITY, "", 1, 5), (Line.PUBLICITY, "", 4, 20), (Line.PUBLICITY, "", 5, 20),
        (Line.MEDIATION, "own", 1, 5), (Line.MEDIATION, "own", 2, 10),
        (Line.MEDIATION, "own", 3, 10),
        (Line.MEDIATION, "other", 2, 10), (Line.MEDIATION, "other", 4, 10),
        (Line.MANAGEMENT, "", 2, 10), (Line.MANAGEMENT, "", 3, 10),
        (Line.RISK, "", 1, 5), (Line.RISK, "", 3, 10),
        (Line.PUBLICATION, "", 2, 10), (Line.PUBLICATION, "", 9, 10),
    ],
)  # fmt: skip
def test_each_entry_adds_five_until_its_line_is_full(
    line: Line, share: str, entries: int, expected: int
) -> None:
    assert points(score(0, several(line, entries, share=share), [], RUBRIC))[line] == expected


def test_own_and_other_cases_fill_the_mediation_line_together() -> None:
    cases = several(Line.MEDIATION, 3, share="own") + several(
        Line.MEDIATION, 3, share="other", first=4
    )
    line = score(0, cases, [], RUBRIC).lines[1]
    assert line.points == line.cap == 20
    assert [credit.points for credit in line.credits] == [5, 5, 0, 5, 5, 0]


def test_a_mixed_quarter_adds_up_as_it_does_on_paper() -> None:
    entries = [
        *several(Line.PUBLICITY, 5),  # 20 of 25
        *several(Line.MEDIATION, 3, share="own", first=6),  # 10 of 15
        work(9, Line.MEDIATION, share="other"),  # 5
        work(10, Line.MANAGEMENT),  # 5
        *several(Line.PUBLICATION, 3, first=11),  # 10 of 15
    ]
    result = score(28, entries, [fault(1, large=False)], RUBRIC)
    assert list(points(result).values()) == [20, 15, 5, 0, 10]
    assert (result.deduction, result.raw, result.total, result.remarks) == (5, 73, 73, ())


def test_everything_full_makes_a_hundred() -> None:
    entries = [
        *several(Line.PUBLICITY, 4),
        *several(Line.MEDIATION, 2, share="own"),
        *several(Line.MEDIATION, 2, share="other"),
        *several(Line.MANAGEMENT, 2),
        *several(Line.RISK, 2),
        *several(Line.PUBLICATION, 2),
    ]
    result = score(30, entries, [], RUBRIC)
    assert (result.raw, result.total, result.remarks) == (100, 100, ())


def test_the_lines_stand_in_the_order_of_the_ledger() -> None:
    labels = [line.line.label for line in score(None, [], [], RUBRIC).lines]
    assert labels == ["开展宣传", "成功调解", "劳动管理", "预防风险", "刊发经验"]
    assert [line.label for line in Line] == ["基本得分", *labels, "减分"]


def test_a_missing_base_score_is_remarked_and_the_rest_counts() -> None:
    result = score(None, several(Line.RISK, 1), [], RUBRIC)
    assert (result.base, result.total, result.remarks) == (None, 5, ("基本得分未评",))


def test_a_base_score_of_nothing_is_a_score() -> None:
    assert score(0, [], [], RUBRIC).remarks == ()


def test_faults_are_taken_off_without_a_cap_and_never_below_nothing() -> None:
    faults = [fault(1, large=True), fault(2, large=False), fault(3, large=True)]
    result = score(20, [], faults, RUBRIC)
    assert (result.deduction, result.raw, result.total) == (25, -5, 0)
    assert result.remarks == ("原始合计 -5 分，按 0 分计",)


def test_a_missing_base_score_and_a_fault_leave_both_remarks() -> None:
    result = score(None, [], [fault(1, large=False)], RUBRIC)
    assert result.remarks == ("基本得分未评", "原始合计 -5 分，按 0 分计")


def test_a_total_above_the_most_is_held_and_remarked() -> None:
    generous = replace(RUBRIC, allowances={**RUBRIC.allowances, Line.RISK: Allowance(5, 100)})
    result = score(30, several(Line.RISK, 16), [], generous)
    assert (result.raw, result.total) == (110, 100)
    assert result.remarks == ("原始合计 110 分，按 100 分计",)


def test_an_entry_above_the_cap_stays_and_says_why_it_adds_nothing() -> None:
    last = score(0, several(Line.PUBLICITY, 5), [], RUBRIC).lines[0].credits[-1]
    assert (last.points, last.why) == (0, "开展宣传本季已满 20 分")


def test_a_third_case_of_ones_own_unit_names_the_share_that_is_full() -> None:
    last = score(0, several(Line.MEDIATION, 3, share="own"), [], RUBRIC).lines[1].credits[-1]
    assert (last.points, last.why) == (0, "成功调解（本单位）本季已满 10 分")


def test_an_entry_that_only_partly_fits_gets_what_is_left() -> None:
    odd = replace(RUBRIC, allowances={**RUBRIC.allowances, Line.RISK: Allowance(5, 8)})
    credits_ = score(0, several(Line.RISK, 3), [], odd).lines[3].credits
    assert [credit.points for credit in credits_] == [5, 3, 0]
    assert credits_[1].why == "预防风险本季最多 8 分，此条只计 3 分"


def test_the_earlier_day_counts_first_then_the_lower_number() -> None:
    early, late = date(2026, 10, 3), date(2026, 12, 1)
    entries = [
        work(9, Line.RISK, day=early),
        work(2, Line.RISK, day=late),
        work(1, Line.RISK, day=late),
    ]
    credits_ = score(0, entries, [], RUBRIC).lines[3].credits
    assert [(credit.entry.number, credit.points) for credit in credits_] == [(9, 5), (1, 5), (2, 0)]


def test_a_recorded_entry_adds_nothing_takes_no_room_and_says_why() -> None:
    entries = [work(1, Line.RISK, counts=False), *several(Line.RISK, 2, first=2)]
    credits_ = score(0, entries, [], RUBRIC).lines[3].credits
    assert [credit.points for credit in credits_] == [0, 5, 5]
    assert credits_[0].why == "统一组织"


def test_a_recorded_entry_without_a_reason_still_says_something() -> None:
    entry = Entry(1, Line.PUBLICATION, TENTH, counts=False)
    assert score(0, [entry], [], RUBRIC).lines[4].credits[0].why == "只记录，不计分"


def test_a_counting_case_needs_its_share() -> None:
    with pytest.raises(ValueError, match="share"):
        score(0, [work(1, Line.MEDIATION)], [], RUBRIC)


@pytest.mark.parametrize("line", [Line.BASE, Line.FAULT])
def test_no_entry_adds_to_the_base_score_or_to_faults(line: Line) -> None:
    with pytest.raises(ValueError, match="no entry"):
        work(1, line)


@pytest.mark.parametrize("base", [-1, 31])
def test_a_base_score_outside_its_range_is_an_error(base: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 30"):
        score(base, [], [], RUBRIC)


def test_the_preview_says_what_the_line_becomes() -> None:
    shown = preview(several(Line.PUBLICITY, 2), work(7, Line.PUBLICITY), RUBRIC)
    assert shown == Preview(before=10, after=15, cap=20)
    assert shown.phrase == "本季 10/20，通过后 15/20"


def test_the_preview_of_one_too_many_says_why_it_adds_nothing() -> None:
    full = several(Line.MEDIATION, 2, share="own")
    shown = preview(full, work(7, Line.MEDIATION, share="own"), RUBRIC)
    shares = (ShareRoom("本单位", 10, 10, 10), ShareRoom("其他单位", 0, 0, 10))
    assert shown == Preview(10, 10, 20, "成功调解（本单位）本季已满 10 分", shares)


def test_the_preview_does_not_count_an_approved_entry_twice() -> None:
    entries = several(Line.RISK, 2)
    assert preview(entries, entries[0], RUBRIC) == Preview(5, 10, 10)


def test_the_preview_does_not_depend_on_the_day_of_the_new_entry() -> None:
    early = work(7, Line.RISK, day=date(2026, 10, 1))
    assert preview(several(Line.RISK, 2), early, RUBRIC).after == 10


def test_the_rule_of_a_line_is_told_with_the_figures_in_force() -> None:
    strict = replace(RUBRIC, allowances={**RUBRIC.allowances, Line.RISK: Allowance(3, 6)})
    assert "每次 3 分，每季最多 6 分" in strict.rule(Line.RISK)
    assert "本单位最多 10 分、其他单位最多 10 分" in RUBRIC.rule(Line.MEDIATION)
    assert all(RUBRIC.rule(line).startswith(f"§8.3 {line.label}") for line in Line)


@st.composite
def quarters_of_work(draw: st.DrawFn) -> list[Entry]:
    lines = draw(st.lists(st.sampled_from(ADDING_LINES), max_size=30))
    return [
        Entry(
            number,
            line,
            draw(st.dates(date(2026, 10, 1), date(2026, 12, 31))),
            draw(st.sampled_from(Share)) if line == Line.MEDIATION else "",
            counts=draw(st.booleans()),
        )
        for number, line in enumerate(lines, 1)
    ]


bases = st.none() | st.integers(0, 30)
faults_of_a_quarter = st.lists(st.builds(Fault, st.integers(1, 99), st.just(TENTH), st.booleans()))


@steady
@given(bases, quarters_of_work(), faults_of_a_quarter, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_in_changes_nothing(
    base: int | None, entries: list[Entry], faults: list[Fault], chance: Random
) -> None:
    shuffled = sorted(entries, key=lambda _: chance.random())
    assert score(base, shuffled, faults, RUBRIC) == score(base, entries, faults, RUBRIC)


@steady
@given(bases, quarters_of_work(), faults_of_a_quarter)
def test_no_cap_is_ever_exceeded(
    base: int | None, entries: list[Entry], faults: list[Fault]
) -> None:
    result = score(base, entries, faults, RUBRIC)
    assert 0 <= result.total <= 100
    for line in result.lines:
        assert line.points == sum(credit.points for credit in line.credits) <= line.cap
        for share in Share:
            own = sum(credit.points for credit in line.credits if credit.entry.share == share)
            assert own <= 10


@steady
@given(bases, quarters_of_work(), faults_of_a_quarter)
def test_every_entry_is_accounted_for_and_every_shortfall_explained(
    base: int | None, entries: list[Entry], faults: list[Fault]
) -> None:
    credits_ = [
        credit for line in score(base, entries, faults, RUBRIC).lines for credit in line.credits
    ]
    assert sorted(credit.entry.number for credit in credits_) == [e.number for e in entries]
    assert all((credit.points == 5) == (credit.why == "") for credit in credits_)


@steady
@given(bases, quarters_of_work(), faults_of_a_quarter, st.integers(0, 29))
def test_more_work_never_lowers_a_score_and_another_fault_never_raises_it(
    base: int | None, entries: list[Entry], faults: list[Fault], left_out: int
) -> None:
    fewer = entries[:left_out] + entries[left_out + 1 :]
    whole = score(base, entries, faults, RUBRIC)
    assert score(base, fewer, faults, RUBRIC).total <= whole.total
    assert score(base, entries, [*faults, fault(100, large=False)], RUBRIC).total <= whole.total


@steady
@given(quarters_of_work().filter(bool))
def test_the_preview_agrees_with_the_score_that_follows(entries: list[Entry]) -> None:
    *approved, new = entries
    shown = preview(approved, new, RUBRIC)
    assert points(score(0, approved, [], RUBRIC))[new.line] == shown.before
    assert points(score(0, entries, [], RUBRIC))[new.line] == shown.after


def tallied(entries: list[Entry]) -> Mapping[Line, Mapping[str, int]]:
    """How many count, by line and share."""
    return {
        line: Counter(e.share for e in entries if e.line == line and e.counts)
        for line in ADDING_LINES
    }


def allowances(draw: st.DrawFn, line: Line) -> Allowance:
    most = st.integers(0, 40)
    shares = {share.value: draw(most) for share in Share} if line == Line.MEDIATION else {}
    return Allowance(draw(st.integers(1, 12)), draw(most), shares)


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    figures: dict[Line, Allowance] = {line: allowances(draw, line) for line in ADDING_LINES}
    return Rubric(total_max=draw(st.integers(50, 150)), allowances=figures)


@steady
@given(bases, quarters_of_work(), faults_of_a_quarter, st.just(RUBRIC) | rubrics())
def test_the_sums_of_how_many_there_are_are_those_of_the_score(
    base: int | None, entries: list[Entry], faults: list[Fault], rubric: Rubric
) -> None:
    whole = score(base, entries, faults, rubric)
    expected = Sums(whole.base, whole.points, whole.deduction, whole.total)
    assert sums(base, scoring.points(tallied(entries), rubric), faults, rubric) == expected


def test_what_the_rules_refuse_in_a_score_they_refuse_in_sums() -> None:
    with pytest.raises(ValueError, match="share"):
        scoring.points({Line.MEDIATION: {"": 1}}, RUBRIC)
    with pytest.raises(ValueError, match="between 0 and 30"):
        sums(31, (0,) * 5, [], RUBRIC)
