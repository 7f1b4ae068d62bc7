"""Prepared statements keep what SQLAlchemy promises: types, defaults, transactions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, bindparam, insert, select, update

from bot.storage import databases, schema
from bot.storage.models import Errand, Evidence
from bot.storage.prepared import prepared
from tests import places

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))

_t = Errand.__table__.c
_ADD = (
    insert(Errand)
    .values({name: bindparam(name) for name in ("kind", "subject", "asked", "not_before")})
    .returning(_t.id)
)
_READ = select(_t.subject, _t.asked, _t.not_before, _t.tries).where(
    _t.kind.in_(("fetch", "sheet")), _t.subject >= bindparam("least")
)
_TRY = update(Errand).where(_t.subject == bindparam("about")).values(tries=_t.tries + 1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    url = places.fresh(tmp_path)
    schema.upgrade(databases.at(url))
    with databases.writing(url).connect() as connection:
        yield connection


def add(db: Connection, subject: int) -> int:
    given = {"kind": "fetch", "subject": subject, "asked": {"chat": 7}, "not_before": NOON}
    return int(prepared(_ADD, db, given).value(db, given))


def test_types_hold_in_both_directions_and_defaults_are_filled_in(db: Connection) -> None:
    assert add(db, 5) == 1
    (row,) = prepared(_READ, db, {"least": 0}).rows(db, {"least": 0})
    assert (row.subject, row.asked, row.tries) == (5, {"chat": 7}, 0)
    assert row.not_before == NOON
    assert row.not_before.tzinfo is UTC


def test_every_run_takes_its_own_parameters(db: Connection) -> None:
    add(db, 5)
    add(db, 6)
    for least, subjects in ((0, [5, 6]), (6, [6]), (7, [])):
        found = prepared(_READ, db, {"least": least}).rows(db, {"least": least})
        assert [row.subject for row in found] == subjects


def test_a_moment_without_a_time_zone_is_refused(db: Connection) -> None:
    given = {"kind": "fetch", "subject": 1, "asked": {}, "not_before": NOON.replace(tzinfo=None)}
    with pytest.raises(ValueError, match="time zone"):
        prepared(_ADD, db, given).run(db, given)


def test_a_list_that_changes_from_run_to_run_is_refused(db: Connection) -> None:
    look = select(_t.id).where(_t.subject.in_(bindparam("any_of", expanding=True)))
    with pytest.raises(TypeError, match="fixed values"):
        prepared(look, db, {"any_of": [1, 2]})


def test_what_is_not_committed_is_gone(db: Connection) -> None:
    add(db, 5)
    assert db.in_transaction()
    db.rollback()
    assert prepared(_READ, db, {"least": 0}).rows(db, {"least": 0}) == []


def test_a_write_says_how_many_rows_it_changed(db: Connection) -> None:
    add(db, 5)
    assert prepared(_TRY, db, {"about": 5}).run(db, {"about": 5}).rowcount == 1
    assert prepared(_TRY, db, {"about": 6}).run(db, {"about": 6}).rowcount == 0


def test_a_value_of_nothing_is_none(db: Connection) -> None:
    least = {"piece": 1}
    look = select(Evidence.__table__.c.id).where(Evidence.__table__.c.id == bindparam("piece"))
    assert prepared(look, db, least).value(db, least) is None
