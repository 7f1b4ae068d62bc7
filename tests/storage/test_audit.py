"""The audit trail: append-only, and whatever was done to it shows."""

from datetime import timedelta, timezone

import pytest

from bot.storage import audit
from bot.storage.session import Session
from tests.places import only_sqlite
from tests.storage.conftest import Store
from tests.storage.kept_rows import older_line
from tests.tampering import GIVEN, UNGUARDED, blob

COUNTY = timezone(timedelta(hours=8))


def broken(session: Session) -> list[int]:
    return list(audit.broken(session))


@pytest.fixture
def trail(store: Store) -> Store:
    for n in range(1, 6):
        store.do(audit.record, 3, "approve", f"entry:{1000 + n}", reason="材料齐全", n=n)
        store.clock.advance(0.000123)
    assert store.do(broken) == []
    return store


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor_id = 4 WHERE id = 2",
        "DELETE FROM audit WHERE id = 2",
        "DELETE FROM audit",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_a_row(
    trail: Store, statement: str
) -> None:
    with pytest.raises(Exception, match="append-only"):
        trail.sql(statement)
    assert trail.do(broken) == []


@pytest.mark.parametrize(
    "change",
    ["actor_id = 4", "actor_id = NULL", "act = 'reject'", "subject = 'entry:1'", "detail = ''",
     "at = '2026-11-22 01:00:00.000000'", f"hash = {blob(bytes(1))}", "kept = '[]'", "id = 9",
     *(pytest.param(odd, marks=only_sqlite)
       for odd in ("hash = 'x'", "at = 'today'", "detail = x'00'", "actor_id = 'x'"))],
)  # fmt: skip
def test_a_changed_row_shows(trail: Store, change: str) -> None:
    trail.sql(*UNGUARDED, f"UPDATE audit SET {change} WHERE id = 3")
    assert {3, 4} & set(trail.do(broken))


@pytest.mark.parametrize("removed", [1, 3])
def test_a_removed_row_shows_at_the_next(trail: Store, removed: int) -> None:
    trail.sql(*UNGUARDED, f"DELETE FROM audit WHERE id = {removed}")
    assert trail.do(broken) == [removed + 1]


@pytest.mark.parametrize("kept", [4, 0])
def test_rows_taken_off_the_end_show_too(trail: Store, kept: int) -> None:
    trail.sql(*UNGUARDED, f"DELETE FROM audit WHERE id > {kept}")
    assert trail.do(broken) == [5]


def test_two_rows_swapped_show(trail: Store) -> None:
    trail.sql(
        *UNGUARDED,
        *(f"UPDATE audit SET id = {b} WHERE id = {a}" for a, b in ((2, 9), (3, 2), (9, 3))),
    )
    assert trail.do(broken)


def test_a_row_put_in_between_shows(trail: Store) -> None:
    trail.sql(
        "INSERT INTO audit (id, at, actor_id, act, subject, detail, hash) "
        "SELECT 6, at, 9, act, subject, detail, hash FROM audit WHERE id = 5"
    )
    assert trail.do(broken) == [6]


def test_a_step_that_was_rolled_back_leaves_no_gap(trail: Store) -> None:
    def fail(session: Session) -> None:
        audit.record(session, 3, "approve", "entry:1")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        trail.do(fail)
    assert trail.do(broken) == []
    trail.do(audit.record, 3, "approve", "entry:1")
    assert trail.do(broken) == []


def test_the_chain_holds_whatever_zone_the_clock_is_in(trail: Store) -> None:
    now = trail.clock.now().astimezone(COUNTY)
    trail.clock.now = lambda: now  # type: ignore[method-assign]
    trail.do(audit.record, None, "lock", "quarter:2026Q4")
    assert trail.do(broken) == []


def test_history_is_that_of_one_subject(trail: Store) -> None:
    ((at, actor, act, detail),) = trail.do(audit.history, "entry:1003")
    assert (actor, act, detail) == (3, "approve", '{"n": 3, "reason": "材料齐全"}')
    assert at.utcoffset() == timedelta(0)


def test_lines_go_on_after_the_highest_number_ever_given(trail: Store) -> None:
    """Or what was taken off the end could be written anew."""
    trail.sql(*UNGUARDED, "DELETE FROM audit WHERE id = 5")
    trail.do(audit.record, 3, "approve", "entry:1")
    assert trail.sql("SELECT max(id) FROM audit") == [(6,)]
    assert trail.do(broken) == [6]


def test_lines_from_before_they_were_numbered_hold_until_the_first_that_is(trail: Store) -> None:
    trail.sql(*UNGUARDED, "DELETE FROM audit", f"UPDATE {GIVEN} SET seq = 0")
    first, after = trail.do(older_line, 1, audit.START)
    second, _ = trail.do(older_line, 2, after)
    trail.sql(first, second)
    assert trail.do(broken) == []
    trail.do(audit.record, 3, "approve", "entry:1")
    assert trail.do(broken) == []
    _, after = trail.do(audit.head)
    trail.sql(trail.do(older_line, 4, after)[0])
    assert trail.do(broken) == [4]
