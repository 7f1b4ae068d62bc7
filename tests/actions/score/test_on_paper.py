"""Figures of a ledger on paper: taken in, carried in, refused, restated; and the round trip."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert

from bot.actions.people import set_up
from bot.actions.score import figures, ledger, on_paper, score, summarise
from bot.actions.score.on_paper import TakenIn, Taking
from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.reports.ledger_files import ledger_file
from bot.reports.marks import Marks
from bot.reports.roster import read_roster
from bot.rules.calendar import TIMEZONE
from bot.rules.identity import check_digit_ok
from bot.rules.periods import Period
from bot.rules.personal import IdNumber
from bot.rules.quarters import Quarter
from bot.rules.versions import Source
from bot.sandbox.clock import Clock
from bot.storage import models as m
from bot.storage.people import persons, task_forces
from bot.storage.score import base_scores, versions
from bot.storage.score.versions import Reported
from bot.storage.session import Session
from tests.places import Template
from tests.reports.test_roster_marks import ZHANG, person
from tests.reports.test_roster_marks import ledger as written
from tests.storage.conftest import Store

Q1, Q2, Q3, Q4 = (Quarter(2026, n) for n in range(1, 5))
GOOD = Marks(28, 15, 10, 5, 0, 5, -5, 58)
OTHER = Marks(27, 15, 10, 5, 0, 5, -5, 57)
UNSCORED = Marks(None, 20, 0, 0, 10, 0, 0, 30)
FAULTY = Marks(3, 0, 0, 0, 0, 0, -10, 0)
PERFECT = Marks(30, 20, 20, 10, 10, 10, 0, 100)
FORCE = "服装制造"
AUGUST = datetime(2026, 8, 25, 9, 0, tzinfo=TIMEZONE)
Quarters = tuple[Marks | None, Marks | None, Marks | None, Marks | None]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template.made(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def store(empty: Template, tmp_path: Path) -> Store:
    """A county in the week of 2026-11-23, with nobody in it."""
    return a_county(empty, tmp_path)


def a_county(empty: Template, folder: Path) -> Store:
    folder.mkdir(exist_ok=True)
    made = Store.copied(empty, folder)
    made.do(set_up.load_county)
    return made


def whole(n: int) -> IdNumber:
    """A number whose check digit is right."""
    start = f"370830{1960 + n % 40}{1 + n % 12:02}15{n % 1000:03}"
    return IdNumber(next(start + end for end in "0123456789X" if check_digit_ok(start + end)))


def somebody(
    name: str = "张三", *marks: Marks | None, n: int = 1, remark: str = ""
) -> LedgerPerson:
    one, two, three, four = (*marks, None, None, None, None)[:4]
    return LedgerPerson(
        name=name,
        id_number=whole(n),
        kind="劳动监察网格员",
        education="大学本科",
        employer="宏达服装 人事",
        years="5",
        phone=f"138{n:08}",
        remark=remark,
        quarters=(one, two, three, four),
    )


def paper(*people: LedgerPerson, day: date = date(2026, 11, 20), force: str = FORCE) -> bytes:
    return ledger_workbook([Ledger(force, people)], "汶上县", day, full=True)


def import_(store: Store, workbook: bytes, reason: str = "", pieces: int = 1) -> list[str]:
    """As the command does it, a piece at a time; returns the problems."""
    roster = read_roster(workbook)
    found = [str(problem) for problem in roster.problems]
    taking = Taking(store.do(on_paper.known, roster.rows), reason)
    size = -(-len(roster.rows) // pieces)
    for first in range(0, len(roster.rows), size):
        rows = roster.rows[first : first + size]
        found += store.do(_piece, taking, type(roster)(rows, (), 0))
    return found


def _piece(session: Session, taking: Taking, roster: Any) -> list[str]:
    done = set_up.import_roster(session, roster)
    _, problems = on_paper.take(session, taking, [TakenIn(*one) for one in done.people])
    return done.problems + problems


def marks(store: Store, quarter: Quarter, name: str = "张三") -> Marks | None:
    def look(session: Session) -> Marks | None:
        known = {each.name: each.marks for each in figures.of_quarter(session, quarter).people}
        return known.get(name)

    found: Marks | None = store.do(look)
    return found


def base(store: Store, value: int, quarter: Quarter, name: str = "张三") -> None:
    def give(session: Session) -> None:
        (person,) = persons.named(session, name)
        base_scores.give(session, person.id, quarter, value, "", person.id)

    store.do(give)


def worked(store: Store, quarter: Quarter, times: int, name: str = "张三") -> None:
    """Approved publicity of somebody's, on the first days of a quarter."""

    def add(session: Session) -> None:
        (person,) = persons.named(session, name)
        for n in range(times):
            number = 1001 + 50 * person.id + 10 * quarter.number + n
            draft = dict.fromkeys(("opened_at", "touched_at"), session.now)
            session.db.execute(
                insert(m.Draft).values(
                    id=number, person_id=person.id, chat_id=1, facts_sealed=b"", **draft
                )
            )
            row = {"id": number, "draft_id": number, "person_id": person.id, "line": "publicity"}
            row |= {"share": "", "day": quarter.first + timedelta(n), "counts": True}
            row |= {"state": "approved", "reviewer": "liaison", "submitted_at": session.now}
            sealed = session.vault.seal("{}", f"entry.facts:{number}")
            session.db.execute(insert(m.Entry).values(row | {"facts_sealed": sealed}))

    store.do(add)


# ── taken in ───────────────────────────────────────────────────────────────────────────────────


def test_quarters_that_are_over_are_closed_on_paper_and_say_so(store: Store) -> None:
    assert import_(store, paper(somebody("张三", GOOD, UNSCORED, FAULTY))) == []

    assert [marks(store, q) for q in (Q1, Q2, Q3)] == [GOOD, UNSCORED, FAULTY]
    stands = marks(store, Q1)
    assert stands is not None
    assert "据台账" in stands.remarks
    assert "据台账" not in "".join(stands.notes)

    def look(session: Session) -> None:
        (version,) = versions.of_quarter(session, Q1)
        assert (version.source, version.number, version.stands) == (Source.LEDGER, 1, True)
        assert (version.made_by, version.made_at) == (None, session.now)
        (person,) = persons.named(session, "张三")
        assert versions.is_closed_for(session, person.id, Q1)
        assert not versions.is_locked(session, Q1)
        rows = summarise.summary(session, Q1).people
        assert [row.full_remark for row in rows] == ["据台账"]

    store.do(look)


def test_what_the_running_quarter_has_on_paper_is_carried_in_under_the_same_caps(
    store: Store,
) -> None:
    assert import_(store, paper(somebody("张三", None, None, None, GOOD))) == []
    worked(store, Q4, 3)

    assert marks(store, Q4) == Marks(28, 20, 10, 5, 0, 5, -5, 63)
    base(store, 12, Q4)
    assert marks(store, Q4) == Marks(12, 20, 10, 5, 0, 5, -5, 47)

    def own(session: Session) -> Marks:
        (person,) = persons.named(session, "张三")
        assert not versions.is_closed_for(session, person.id, Q4)
        return Marks.of(score.of_person(session, person.id, Q4))

    assert store.do(own) == marks(store, Q4), "entry by entry and counted by the database"
    store.clock.advance(timedelta(days=60))
    assert marks(store, Q4) == Marks(12, 20, 10, 5, 0, 5, -5, 47), "over, and still not on paper"


def test_equal_figures_are_taken_once(store: Store) -> None:
    book = paper(somebody("张三", GOOD, None, UNSCORED, GOOD))
    assert import_(store, book) == import_(store, book) == []

    assert store.sql("SELECT count(*) FROM version") == [(3,)]
    assert store.sql("SELECT count(*) FROM reported") == [(3,)]


def test_pieces_of_one_workbook_are_one_version(store: Store) -> None:
    people = [somebody(f"第{n}人", GOOD, n=n) for n in range(1, 8)]
    assert import_(store, paper(*people), pieces=3) == []

    assert store.sql("SELECT count(*) FROM version") == [(1,)]
    assert {marks(store, Q1, person.name) for person in people} == {GOOD}


def test_a_workbook_that_was_carried_in_says_nothing_new_once_the_bot_has_added_to_it(
    store: Store,
) -> None:
    book = paper(somebody("张三", None, None, None, GOOD))
    import_(store, book)
    worked(store, Q4, 1)
    after = marks(store, Q4)
    assert import_(store, book) == []
    assert marks(store, Q4) == after != GOOD


def test_a_locked_quarter_is_only_corrected_with_a_reason(store: Store) -> None:
    import_(store, paper(somebody("张三", GOOD), somebody("李四", GOOD, n=2)))
    base(store, 20, Q2, "李四")

    def lock(session: Session) -> None:
        for quarter in (Q1, Q2):
            known = figures.of_quarter(session, quarter).people
            made = versions.begin(session, quarter, Source.LOCK, "", None)
            versions.add(session, made.id, [locked(each) for each in known])
            versions.stand(session, made.id)

    store.do(lock)
    changed = paper(somebody("张三", OTHER, GOOD), somebody("李四", GOOD, GOOD, n=2))
    said = import_(store, changed)
    assert [one.split("（")[0] for one in said] == [
        f"{FORCE}!J6: 2026年第一季度已锁定",
        f"{FORCE}!K6: 2026年第二季度已锁定",
        f"{FORCE}!K14: 2026年第二季度已锁定",
    ]
    assert marks(store, Q1) == GOOD

    (said_,) = import_(store, changed, "原台账誊写有误")
    assert "有机器人里的记录" in said_
    assert (marks(store, Q1), marks(store, Q2)) == (OTHER, GOOD)
    assert store.do(lambda session: versions.is_locked(session, Q1))


def locked(each: figures.Figured) -> Reported:
    who = {"name": each.name, "kind": each.kind, "employer": each.employer, "remark": each.remark}
    shown = zip(versions.FIGURES, (*each.marks.lines, each.marks.total), strict=True)
    return Reported(each.person_id, each.task_force_id, 1, who, dict(shown))


# ── refused ────────────────────────────────────────────────────────────────────────────────────


def test_other_figures_than_those_on_paper_need_a_restatement(store: Store) -> None:
    import_(store, paper(somebody("张三", GOOD), somebody("李四", GOOD, n=2)))
    changed = paper(somebody("张三", OTHER), somebody("李四", GOOD, n=2))

    (said,) = import_(store, changed)
    assert said.startswith(f"{FORCE}!J6: 2026年第一季度已有据台账的得分（合计 58 分）")
    assert "--restate" in said
    assert marks(store, Q1) == GOOD

    assert import_(store, changed, "原台账誊写有误") == []
    assert marks(store, Q1) == OTHER
    assert marks(store, Q1, "李四") == GOOD

    def look(session: Session) -> None:
        newest, first = versions.of_quarter(session, Q1)
        assert (newest.number, newest.reason) == (2, "原台账誊写有误")
        assert [each.figures["base"] for each in versions.of_version(session, newest.id)] == [27]
        assert [e.figures["base"] for e in versions.of_version(session, first.id)] == [28, 28]

    store.do(look)


@pytest.mark.parametrize("what", ["base", "entry"])
@pytest.mark.parametrize("quarter", [Q3, Q4])
@pytest.mark.parametrize("reason", ["", "更正"])
def test_what_the_bot_has_of_its_own_is_not_overwritten(
    store: Store, what: str, quarter: Quarter, reason: str
) -> None:
    import_(store, paper(somebody("张三")))
    if what == "base":
        base(store, 20, quarter)
    else:
        worked(store, quarter, 1)
    before = marks(store, quarter)
    on_it = [GOOD if q == quarter else None for q in (Q1, Q2, Q3, Q4)]

    (said,) = import_(store, paper(somebody("张三", *on_it)), reason)
    assert "已有机器人里的记录" in said
    assert marks(store, quarter) == before


@pytest.mark.parametrize(
    ("wrong", "cell", "told"),
    [
        (Marks(31, 0, 0, 0, 0, 0, 0, 31), "J6", "基本得分应在 0 到 30 之间，这里是 31"),
        (Marks(20, 21, 0, 0, 0, 0, 0, 41), "J7", "开展宣传应在 0 到 20 之间，这里是 21"),
        (Marks(20, 0, 0, 0, 15, 0, 0, 35), "J10", "预防风险应在 0 到 10 之间，这里是 15"),
        (Marks(20, -5, 0, 0, 0, 0, 0, 15), "J7", "开展宣传应在 0 到 20 之间，这里是 -5"),
        (Marks(20, 0, 0, 0, 0, 0, 0, 101), "J13", "得分合计应在 0 到 100 之间"),
    ],
)
def test_impossible_figures_are_problems_of_their_cells(
    store: Store, wrong: Marks, cell: str, told: str
) -> None:
    (said,) = import_(store, paper(somebody("张三", wrong, GOOD)))

    assert said.startswith(f"{FORCE}!{cell}: {told}")
    assert (marks(store, Q1), marks(store, Q2)) == (None, GOOD)


def test_a_total_that_is_not_the_sum_is_one_unless_the_remark_explains_it(store: Store) -> None:
    wrong = Marks(20, 10, 0, 0, 0, 0, 0, 40)
    explained = somebody("李四", wrong, n=2)  # our own note in 备注 says how it comes
    bare = Ledger(FORCE, (somebody("张三", Marks(20, 10, 0, 0, 0, 0, 0, 30)), explained))
    book = ledger_workbook([bare], "汶上县", date(2026, 11, 20), full=True)

    assert import_(store, book) == []
    assert marks(store, Q1, "李四") == wrong
    column = [20, 10, 0, 0, 0, 0, 0, 40]
    (said,) = import_(store, written(person(ZHANG, column)))
    assert said.startswith("名册!G12: 得分合计 40 与前七行之和 30 不符")
    assert import_(store, written(person(ZHANG, [*column[:7], 30]))) == []


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(date(2026, 8, 20), Q4), (date(2026, 12, 31), None), (date(2027, 3, 1), Q1)],
)
def test_quarters_after_the_date_or_not_begun_are_not_taken(
    store: Store, day: date, quarter: Quarter | None
) -> None:
    said = import_(store, paper(somebody("张三", GOOD, GOOD, GOOD, GOOD), day=day))
    if quarter is None:
        assert said == []
    else:
        assert "还没有到" in said[0]


def test_a_quarter_before_the_rules_is_refused_in_a_sentence(store: Store) -> None:
    (said,) = import_(store, paper(somebody("张三", GOOD), day=date(2024, 3, 31)))
    assert "还没有计分规则" in said


# ── the round trip ─────────────────────────────────────────────────────────────────────────────


def cells(workbook: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def export(store: Store) -> bytes:
    return ledger_file(store.do(ledger.ledgers, Period(2026), full=True))


def thirty() -> list[LedgerPerson]:
    """Namesakes, blanks, faults, missing base scores, totals held at the bounds, remarks, and
    names that a spreadsheet would take for formulas.
    """
    names = ["=1+1", "+王五", "-李四", "@赵六", "𠮷野𠮷", "张三", "张三", "欧阳 Anna"]
    names += [f"第{n}人" for n in range(len(names), 30)]
    held = [GOOD, UNSCORED, FAULTY, PERFECT, None, Marks(0, 0, 0, 0, 0, 0, 0, 0)]
    held.append(Marks(None, 0, 0, 0, 0, 0, -10, 0))
    remarks = ["", "=兼职", "借调至六月；〔另有说明〕", "产假"]
    return [
        somebody(
            name,
            *(held[(n + shift) % len(held)] for shift in range(2)),
            n=n + 1,
            remark=remarks[n % len(remarks)],
        )
        for n, name in enumerate(names)
    ]


def test_export_import_export_is_equal_cell_by_cell(
    store: Store, empty: Template, tmp_path: Path
) -> None:
    people = thirty()
    now, store.clock = store.clock, Clock(AUGUST, ticking=False)
    assert import_(store, paper(*people[:20], day=date(2026, 6, 30))) == []
    assert import_(store, paper(*people[20:], day=date(2026, 6, 30), force="快递行业")) == []
    store.clock = now
    for n, quarter in enumerate((Q3, Q3, Q4, Q4), 9):
        base(store, 15 + n, quarter, f"第{n}人")
        worked(store, quarter, n - 7, f"第{n}人")
    carried = Marks(11, 5, 0, 0, 0, 0, 0, 16)
    again = [somebody("第20人", None, None, None, carried, n=21, remark=people[20].remark)]
    assert import_(store, paper(*again, force="快递行业")) == []
    worked(store, Q4, 2, "第20人")
    first = export(store)
    assert sum(len(rows) > 5 for rows in cells(first).values()) == 2

    other = a_county(empty, tmp_path / "other")
    assert import_(other, first, pieces=4) == []
    assert cells(export(other)) == cells(first)
    assert import_(store, first) == [], "nor is anything new to the county it comes from"
    assert cells(export(store)) == cells(first)


def test_a_locked_quarter_is_no_draft_and_others_are(store: Store) -> None:
    import_(store, paper(somebody("张三", GOOD, GOOD)))

    def drafts(session: Session) -> list[bool]:
        periods = [Period.of(Q1), Period.of(Q2), Period.of(Q4), Period(2026)]
        return [ledger.ledgers(session, period).draft for period in periods]

    assert store.do(drafts) == [False, False, True, True]


def test_who_has_moved_keeps_the_figures_of_the_ledger_they_were_in(store: Store) -> None:
    import_(store, paper(somebody("张三", GOOD)))
    import_(store, paper(somebody("张三"), force="快递行业"))

    def look(session: Session) -> Sequence[LedgerPerson]:
        force = next(f.id for f in task_forces.every(session) if f.name == "快递行业")
        found = ledger.ledgers(session, Period(2026), force)
        assert found.scope == "快递行业"
        return found.ledgers[0].people

    (person,) = store.do(look)
    assert person.quarters[0] == GOOD
    assert "*" in person.id_number.full, "whole numbers stay where they are"
