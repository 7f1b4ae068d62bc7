"""Who may apply for which level: §5 alternative by alternative, boundary years included."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.eligibility import (
    YEARS,
    Answers,
    Prospect,
    Question,
    eligible,
    most_years,
    next_level,
    question,
)
from bot.rules.qualifications import (
    DEGREES,
    LEVELS,
    SCHOOLS,
    TABLE,
    Degree,
    Level,
    School,
    read_degree,
    read_school,
)

NOTHING = Answers(Level.NONE, Degree.NONE, School.NONE, 0, 0)
FOUR, THREE, TWO = Level.FOUR, Level.THREE, Level.TWO


def who(
    certificate: Level = Level.NONE,
    *,
    degree: Degree = Degree.NONE,
    school: School = School.NONE,
    after: int = 0,
    total: int = 0,
) -> Answers:
    """Somebody; `after` and `total` in years here."""
    return Answers(certificate, degree, school, 12 * after, 12 * max(after, total))


# Each alternative as the source has it, with the least that it takes: clause and item, who just
# meets it, and what of it are years.
JUST_ENOUGH = [
    (FOUR, 1, who(total=4), "total"),
    (FOUR, 2, who(school=School.SECONDARY), ""),
    (FOUR, 2, who(school=School.VOCATIONAL), ""),
    (FOUR, 2, who(school=School.RELATED), ""),
    (FOUR, 3, who(degree=Degree.STUDENT), ""),
    (FOUR, 3, who(degree=Degree.FINAL_YEAR), ""),
    (THREE, 1, who(FOUR, after=5), "after"),
    (THREE, 2, who(FOUR, school=School.GRADUATE), ""),
    (THREE, 2, who(FOUR, school=School.FINAL), ""),
    (THREE, 2, who(FOUR, school=School.PREPARED), ""),
    (THREE, 2, who(FOUR, school=School.VOCATIONAL), ""),
    (THREE, 3, who(FOUR, degree=Degree.COLLEGE, after=2), "after"),
    (THREE, 4, who(FOUR, degree=Degree.BACHELOR, after=1), "after"),
    (THREE, 5, who(degree=Degree.FINAL_YEAR), ""),
    (THREE, 5, who(degree=Degree.MASTER), ""),
    (THREE, 5, who(degree=Degree.DOCTOR), ""),
    (TWO, 1, who(THREE, after=4), "after"),
    (TWO, 2, who(THREE, school=School.GRADUATE, total=3), "total"),
    (TWO, 2, who(school=School.PREPARED, total=2), "total"),
    (TWO, 3, who(THREE, degree=Degree.BACHELOR, after=2), "after"),
    (TWO, 4, who(THREE, degree=Degree.MASTER, after=1), "after"),
    (TWO, 5, who(degree=Degree.DOCTOR, total=2), "total"),
    (Level.ONE, 1, who(TWO, after=4), "after"),
]


def at(level: Level, answers: Answers) -> Prospect:
    return eligible(answers)[LEVELS.index(level)]


def items(level: Level, answers: Answers) -> set[int]:
    """The items of the level's clause that are met."""
    return {row.nth for row in at(level, answers).met}


def test_the_four_levels_have_three_five_five_and_one_alternatives() -> None:
    found = [{row.nth for row in TABLE if row.level is level} for level in LEVELS]
    assert found == [{1, 2, 3}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {1}]
    assert {(level, nth) for level, nth, *_ in JUST_ENOUGH} == {(r.level, r.nth) for r in TABLE}


@pytest.mark.parametrize(("level", "nth", "enough"), [each[:3] for each in JUST_ENOUGH])
def test_what_is_just_enough_is_enough_by_this_item_alone(
    level: Level, nth: int, enough: Answers
) -> None:
    assert items(level, enough) == {nth}


@pytest.mark.parametrize(
    ("level", "nth", "enough", "years"), [each for each in JUST_ENOUGH if each[3]]
)
def test_a_month_or_a_year_less_is_not_enough_and_the_rest_is_said(
    level: Level, nth: int, enough: Answers, years: str
) -> None:
    for months in (1, 12):
        kept = getattr(enough, years) - months
        less = replace(enough, **{years: kept})
        if years == "after":
            less = replace(less, total=kept)
        assert nth not in items(level, less)
        near = next(each for each in at(level, less).missing if each.of.nth == nth)
        assert getattr(near, years) == months
        assert not any((near.certificate, near.degree, near.school))


@pytest.mark.parametrize(
    ("level", "nth", "enough"), [each[:3] for each in JUST_ENOUGH if each[2].held > Level.NONE]
)
def test_the_certificate_below_is_needed(level: Level, nth: int, enough: Answers) -> None:
    below = replace(enough, certificate=Level(str(int(enough.held) - 1)))
    assert nth not in items(level, below) or enough.school is School.PREPARED


@pytest.mark.parametrize(
    ("level", "answers"),
    [
        (FOUR, who(degree=Degree.BACHELOR)),  # item 3 is of who still studies
        (FOUR, who(school=School.UNRELATED)),  # item 2 wants a related speciality
        (FOUR, who(school=School.GRADUATE)),
        (THREE, who(school=School.GRADUATE, total=9)),  # no certificate
        (THREE, who(FOUR, school=School.SECONDARY, after=4)),
        (THREE, who(FOUR, degree=Degree.COLLEGE, after=1)),
        (THREE, who(FOUR, degree=Degree.STUDENT, after=4)),
        (TWO, who(THREE, degree=Degree.COLLEGE, after=3)),
        (TWO, who(THREE, degree=Degree.FINAL_YEAR, after=1)),
        (TWO, who(THREE, school=School.FINAL, total=3)),  # not finished yet
        (TWO, who(FOUR, school=School.GRADUATE, total=9)),
        (TWO, who(THREE, school=School.VOCATIONAL, total=3)),
        (TWO, who(degree=Degree.MASTER, total=9)),
        (Level.ONE, who(THREE, degree=Degree.DOCTOR, after=9)),
    ],
)
def test_what_only_looks_like_an_alternative_is_none(level: Level, answers: Answers) -> None:
    assert not items(level, answers)


def test_what_is_missing_stands_with_the_nearest_first() -> None:
    bachelor = who(FOUR, degree=Degree.BACHELOR)
    assert [each.of.nth for each in at(THREE, bachelor).missing] == [4, 3, 1, 5, 2, 2]
    assert [each.of.nth for each in at(THREE, bachelor).nearest()] == [4, 5, 2, 2]
    experienced = at(THREE, who(total=4))
    assert [each.of.nth for each in experienced.nearest()] == [1, 2, 2, 3, 4, 5]
    newcomer = at(FOUR, who(total=3))
    assert [(m.of.nth, m.total) for m in newcomer.missing] == [(1, 12), (3, 0), (2, 0)]


def test_the_next_level_is_the_one_above_the_highest_there_is() -> None:
    def following(answers: Answers) -> Level | None:
        found = next_level(eligible(answers))
        return found.level if found else None

    assert following(NOTHING) is FOUR
    assert following(who(total=4)) is THREE
    assert following(who(degree=Degree.DOCTOR, total=2)) is Level.ONE
    assert following(who(TWO)) is Level.ONE
    assert following(who(TWO, after=4)) is None
    assert following(who(Level.ONE)) is None


months = st.integers(0, 96)
persons = st.builds(
    Answers,
    st.sampled_from(Level),
    st.sampled_from(Degree),
    st.sampled_from(School),
    months,
    months,
).map(lambda a: replace(a, total=max(a.after or 0, a.total or 0)))
FINISHED = (Degree.NONE, Degree.COLLEGE, Degree.BACHELOR, Degree.MASTER, Degree.DOCTOR)
STUDYING = (Degree.NONE, Degree.STUDENT, Degree.FINAL_YEAR)
SENIOR = (School.NONE, School.UNRELATED, School.GRADUATE, School.PREPARED)
RELATED = (School.NONE, School.SECONDARY, School.VOCATIONAL)


def may(answers: Answers) -> set[Level]:
    return {each.level for each in eligible(answers) if each.held or each.met}


@given(persons, months, months)
def test_more_years_never_make_anybody_less_eligible(one: Answers, after: int, total: int) -> None:
    more = replace(one, after=(one.after or 0) + after, total=(one.total or 0) + after + total)
    assert may(one) <= may(more)


@given(persons)
def test_a_higher_certificate_obtained_today_never_makes_anybody_less_eligible(
    one: Answers,
) -> None:
    for lower, higher in pairwise(Level):
        before = replace(one, certificate=lower)
        assert may(before) <= may(replace(one, certificate=higher)) | {higher}
        fresh = replace(one, certificate=higher, after=0)
        assert max(may(before), default="") <= max(may(fresh))


@given(persons)
def test_a_higher_degree_or_school_never_makes_anybody_less_eligible(one: Answers) -> None:
    for ladder in (FINISHED, STUDYING):
        for lower, higher in pairwise(ladder):
            assert may(replace(one, degree=lower)) <= may(replace(one, degree=higher))
    for rungs in (SENIOR, RELATED):
        for less, more in pairwise(rungs):
            assert may(replace(one, school=less)) <= may(replace(one, school=more))


@given(persons)
def test_who_leaves_university_with_a_masters_degree_may_still_apply_as_high(one: Answers) -> None:
    """Item 3 of §5.1 goes with the last day of study; what is higher stays."""
    studying, done = (replace(one, degree=each) for each in (Degree.FINAL_YEAR, Degree.MASTER))
    assert may(studying) - {FOUR} <= may(done)


@given(persons)
def test_what_is_asked_tells_the_same_as_all_there_is_to_tell(one: Answers) -> None:
    """A question that is left out could not have made a level possible."""
    told, asked = Answers(), []
    while (following := question(told)) is not None:
        asked.append(following)
        told = replace(told, **{following.value: getattr(one, following)})
    assert len(asked) == len(set(asked)) <= 5
    undecided = {each.level for each in eligible(told) if not (each.held or each.met)}
    assert not undecided & may(one)


@given(persons)
def test_the_code_is_read_back_as_written_and_fits_a_focus(one: Answers) -> None:
    for answers in (one, Answers(), Answers(FOUR), replace(one, total=None), NOTHING):
        assert Answers.read(answers.code) == answers
        assert answers.code < 2**31
    for code in (600_000_000, 180_000_000, 119_000_000, 1_110_000_000):
        with pytest.raises(ValueError, match=r"\d"):
            Answers.read(code)


def test_going_back_takes_the_last_answer_away() -> None:
    steps = [Answers(), Answers(THREE), Answers(THREE, Degree.NONE)]
    steps.append(replace(steps[-1], school=School.GRADUATE))
    steps.append(replace(steps[-1], after=0))
    steps.append(replace(steps[-1], total=36))
    for earlier, later in pairwise(steps):
        assert later.before() == earlier
    assert Answers().before() == Answers()


def test_years_are_asked_up_to_where_more_make_no_difference() -> None:
    four = Answers(FOUR, Degree.NONE, School.NONE)
    assert (question(four), most_years(four, Question.AFTER)) == (Question.AFTER, 5)
    master = Answers(THREE, Degree.MASTER, School.GRADUATE)
    assert (question(master), most_years(master, Question.AFTER)) == (Question.AFTER, 4)
    graduate = replace(master, degree=Degree.NONE, after=0)
    assert (question(graduate), most_years(graduate, Question.TOTAL)) == (Question.TOTAL, 3)
    none = Answers(Level.NONE, Degree.NONE, School.NONE)
    assert (question(none), most_years(none, Question.TOTAL)) == (Question.TOTAL, 4)
    assert set(YEARS) == {Question.AFTER, Question.TOTAL}


def test_what_is_settled_is_not_asked() -> None:
    assert question(Answers(Level.ONE)) is None
    assert question(Answers(TWO)) is Question.AFTER
    student = Answers(Level.NONE, Degree.STUDENT, School.NONE)
    assert question(student) is None
    assert question(Answers(FOUR, Degree.MASTER, School.NONE)) is None
    done = Answers(THREE, Degree.NONE, School.GRADUATE, 36)
    assert question(done) is None


def test_every_option_that_is_offered_makes_a_difference() -> None:
    lived = [(after, total) for after in range(0, 73, 12) for total in range(after, 73, 12)]

    def fates(certificate: Level, degree: Degree, school: School) -> list[object]:
        """How the levels stand, with what is missing, whatever the years."""
        people = (Answers(certificate, degree, school, *years) for years in lived)
        return [eligible(each) for each in people]

    for held, degrees in DEGREES.items():
        told = [[fates(held, degree, school) for school in SCHOOLS[held]] for degree in degrees]
        assert all(one != other for n, one in enumerate(told) for other in told[:n])
    for held, schools in SCHOOLS.items():
        told = [[fates(held, degree, school) for degree in DEGREES[held]] for school in schools]
        assert all(one != other for n, one in enumerate(told) for other in told[:n])


@pytest.mark.parametrize(
    ("education", "degree", "school"),
    [
        ("大专", Degree.COLLEGE, None),
        ("大学专科", Degree.COLLEGE, None),
        ("在职本科", Degree.BACHELOR, None),
        ("大学", Degree.BACHELOR, None),
        ("硕士研究生", Degree.MASTER, None),
        ("博士", Degree.DOCTOR, None),
        ("中专", None, School.SECONDARY),
        ("高中", None, None),
        ("", None, None),
    ],
)
def test_the_ledgers_education_is_read(
    education: str, degree: Degree | None, school: School | None
) -> None:
    assert (read_degree(education), read_school(education)) == (degree, school)
