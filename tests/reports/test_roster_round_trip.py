"""What the ledger's writer writes, the roster's reader reads back identically."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.reports.marks import Marks
from bot.reports.roster import RosterRow, read_roster
from bot.rules.identity import birth_date, check_digit_ok
from bot.rules.kinds import Kind
from bot.rules.personal import IdNumber

DAY = date(2026, 12, 31)
MARKS = st.none() | st.sampled_from(
    [Marks(None, 5, 0, 0, 0, 0, 0, 5), Marks(2, 0, 0, 0, 0, 0, -10, 0)]
)
CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
)


def tidy(least: int = 0) -> st.SearchStrategy[str]:
    """Words with single blanks between them, of any script, formula signs included."""
    words = st.lists(st.text(CHARACTERS, min_size=1, max_size=6), min_size=least, max_size=3)
    return words.map(" ".join)


@st.composite
def id_numbers(draw: st.DrawFn) -> IdNumber:
    born = draw(st.dates(date(1940, 1, 1), date(2008, 12, 31)))
    region, order = draw(st.integers(110000, 659999)), draw(st.integers(0, 999))
    number = f"{region}{born:%Y%m%d}{order:03}"
    whole = next(number + end for end in "0123456789X" if check_digit_ok(number + end))
    assert birth_date(whole) == born
    return IdNumber(whole)


PHONES = st.one_of(
    st.integers(13_000_000_000, 19_999_999_999).map(str),
    st.integers(2_000_000, 9_999_999).map(lambda number: f"0537-{number}"),
)
PEOPLE = st.builds(
    LedgerPerson,
    name=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=5),
    id_number=id_numbers(),
    kind=st.sampled_from(Kind).map(lambda kind: kind.label),
    education=tidy(),
    employer=tidy(least=1),
    years=tidy(),
    phone=PHONES,
    remark=tidy(),
    quarters=st.tuples(MARKS, MARKS, MARKS, MARKS),
)
TASK_FORCES = st.sampled_from(["服装制造", "南泉镇", "快递行业 / 新业态", "法治建设:司法局"])
LEDGERS = st.lists(
    st.builds(
        Ledger,
        task_force=TASK_FORCES,
        people=st.lists(PEOPLE, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


def identity(task_force: str, person: LedgerPerson, number: str) -> tuple[str, ...]:
    return (
        task_force,
        person.name,
        number,
        person.kind,
        person.education,
        person.employer,
        person.years,
        person.phone,
        person.remark,
    )


def read_identity(row: RosterRow) -> tuple[str, ...]:
    return (
        row.task_force,
        row.name,
        row.id_number.full,
        row.kind.label,
        row.education,
        row.employer,
        row.years,
        row.phone,
        row.remark,
    )


def distinct(ledgers: list[Ledger]) -> bool:
    """Whether everyone stands in the ledgers once, by number and by name and phone."""
    people = [person for ledger in ledgers for person in ledger.people]
    numbers = {person.id_number.full for person in people}
    names = {(person.name, person.phone) for person in people}
    return len(numbers) == len(names) == len(people)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(ledgers=LEDGERS.filter(distinct))
def test_what_is_written_in_full_is_read_back_identically(ledgers: list[Ledger]) -> None:
    roster = read_roster(ledger_workbook(ledgers, "汶上县", DAY, full=True))

    assert roster.problems == ()
    assert [read_identity(row) for row in roster.rows] == [
        identity(ledger.task_force, person, person.id_number.full)
        for ledger in ledgers
        for person in ledger.people
    ]
    assert {row.written_kind for row in roster.rows} <= {""}


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(person=PEOPLE)
def test_what_is_written_masked_is_read_back_with_the_mask(person: LedgerPerson) -> None:
    roster = read_roster(ledger_workbook([Ledger("服装制造", (person,))], "汶上县", DAY))

    assert [read_identity(row) for row in roster.rows] == [
        identity("服装制造", person, str(person.id_number))
    ]
