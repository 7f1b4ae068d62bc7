"""The trail proves the rows: whatever is changed behind the program's back is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, Connection, Table

from bot.actions.verify import verify
from bot.storage import audit
from bot.storage.blobs import Blobs, Folder
from bot.storage.kept import Kept
from bot.storage.models import Base
from bot.storage.people import persons
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.trail import EXEMPT, KEPT
from bot.texts.verify import COLUMNS
from tests.places import Template, only_sqlite
from tests.storage.conftest import Store
from tests.storage.kept_rows import QUARTER, a_county
from tests.storage.test_telling import submit
from tests.tampering import alter, blob, in_hand


@dataclass
class Tampered:
    """A county's database in the hands of somebody who has it and SQL, but not the key."""

    db: Connection
    store: Store
    blobs: Blobs

    def said(self, *statements: str) -> list[str]:
        """What verify says of these changes; afterwards they are undone."""
        with self.db.begin() as change:
            for statement in statements:
                assert self.change(statement) != [0], statement
            found = self.look()
            change.rollback()
        return found

    def change(self, statement: str) -> list[Any]:
        return alter(self.db, statement)

    def session(self) -> Session:
        return Session(self.db, self.store.vault, self.store.county, self.store.clock.now())

    def look(self) -> list[str]:
        return list(verify(self.session(), self.blobs))

    def of_the_trail(self, *statements: str) -> list[str]:
        """What it says without looking at references and constraints."""
        return [sentence for sentence in self.said(*statements) if "审计记录" in sentence]

    def rows(self, statement: str) -> list[Any]:
        with self.db.begin():
            return list(self.db.exec_driver_sql(statement))


@pytest.fixture(scope="module")
def county(empty: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampered]:
    folder = tmp_path_factory.mktemp("county")
    made = Store.copied(empty, folder)
    blobs = Folder(folder / "evidence")
    made.do(a_county, blobs.keep)
    with in_hand(made.url) as db:
        tampered = Tampered(db, made, blobs)
        assert tampered.said() == []
        yield tampered


def test_every_table_and_column_is_kept_or_exempt_with_a_reason() -> None:
    assert {*KEPT, *EXEMPT} == set(Base.metadata.tables)
    assert not KEPT.keys() & EXEMPT.keys()
    for kept in KEPT.values():
        named = {*kept.sealed, *kept.digested, *kept.exempt, *filter(None, [kept.within])}
        assert named <= {column.name for column in kept.table.c}
        sealed = {column.name for column in kept.table.c if column.name.endswith("_sealed")}
        assert sealed == set(kept.sealed)
        assert all(reason.strip() for reason in kept.exempt.values())
    assert all(reason.strip() for reason in EXEMPT.values())


# Where only some values are allowed.
_ALLOWED = {
    "feedback.kind": "CASE kind WHEN 'advice' THEN 'problem' ELSE 'advice' END",
    "feedback.addressee": "CASE addressee WHEN 'bureau' THEN 'liaison' ELSE 'bureau' END",
    "feedback.state": "CASE state WHEN 'waiting' THEN 'closed' ELSE 'waiting' END",
    "base_score.value": "30 - value",
    "entry.state": "CASE state WHEN 'pending' THEN 'approved' ELSE 'pending' END",
    "exemplar.state": "CASE state WHEN 'archived' THEN 'promoted' ELSE 'archived' END",
    "fault.state": "CASE state WHEN 'confirmed' THEN 'registered' ELSE 'confirmed' END",
    "version.source": "CASE source WHEN 'lock' THEN 'ledger' ELSE 'lock' END",
    "version.state": "CASE state WHEN 'standing' THEN 'making' ELSE 'standing' END",
    "reported.fault": "fault - 40",
    "alert.state": "CASE state WHEN 'closed' THEN 'known' ELSE 'closed' END",
    "emergency_plan.what": "CASE what WHEN 'steps' THEN 'contacts' ELSE 'steps' END",
    "training.state": "CASE state WHEN 'standing' THEN 'off' ELSE 'standing' END",
    "placement.state": "CASE state WHEN 'standing' THEN 'off' ELSE 'standing' END",
    "attendance.how": "CASE how WHEN 'code' THEN 'names' ELSE 'code' END",
    "station.kind": "CASE kind WHEN 'station' THEN 'studio' ELSE 'station' END",
    "station.within": "CASE within WHEN 'park' THEN 'sector' ELSE 'park' END",
}
_EMPTY: dict[type, str] = {str: "''", bytes: blob(b"")}
_NEW: dict[type, str] = {int: "1", bytes: blob(bytes(1)), dict: '\'{"units": ["某局"]}\''}


def _kind(column: Any) -> type:
    kind: type = getattr(column.type, "impl", column.type).python_type
    return dict if isinstance(column.type, JSON) else kind


def other(column: Any, value: Any) -> str:
    """As SQL, a value of the column's own type that is not the one there."""
    allowed, kind = _ALLOWED.get(str(column)), _kind(column)
    if allowed or kind is bool:
        return allowed or f"NOT {column.name}"
    if value is None or kind in (date, datetime, dict):
        return _NEW.get(kind, "'2026-11-09'")
    if isinstance(value, bytes):
        return blob(bytes([*value[:-1], (value[-1:] or b"0")[0] ^ 1]))
    return f"{column.name} + 40" if kind is int else f"{column.name} || ' '"


def label(kept: Kept, column: str) -> str:
    return COLUMNS.get(f"{kept.name}.{column}") or COLUMNS.get(column, column)


def where(table: Table, row: Any) -> str:
    return " AND ".join(f"{key.name} = '{getattr(row, key.name)}'" for key in table.primary_key)


def _kept_rows(county: Tampered, kept: Kept) -> list[Any]:
    inside = "WHERE draft_id IN (SELECT draft_id FROM entry)" if kept.within else ""
    return county.rows(f"SELECT * FROM {kept.name} {inside}")


@pytest.mark.parametrize("name", KEPT)
def test_each_column_of_each_kept_row_changed_alone_is_named(county: Tampered, name: str) -> None:
    kept = KEPT[name]
    rows = _kept_rows(county, kept)
    assert rows
    silent = []
    for row in rows[:4]:
        for column in kept.table.c:
            to = other(column, getattr(row, column.name))
            said = county.of_the_trail(
                f"UPDATE {name} SET {column.name} = {to} WHERE {where(kept.table, row)}"
            )
            expected = "现在不见了" if column.primary_key else \
                f"的{label(kept, column.name)}与审计记录不符"  # fmt: skip
            if column.name not in kept.exempt and not any(expected in each for each in said):
                silent.append(f"{column.name}: {said}")
            if said and column.name in kept.exempt:
                silent.append(f"{column.name} is exempt, but: {said}")
    assert silent == []


@pytest.mark.parametrize("name", KEPT)
def test_nothing_for_something_is_told_apart(county: Tampered, name: str) -> None:
    kept = KEPT[name]
    silent = []
    for row in _kept_rows(county, kept)[:4]:
        for column in kept.table.c:
            value, kind = getattr(row, column.name), _kind(column)
            to = "NULL" if value is not None else _EMPTY.get(kind)
            if column.name in kept.exempt or not column.nullable or to is None:
                continue
            change = f"UPDATE {name} SET {column.name} = {to} WHERE {where(kept.table, row)}"
            said = county.of_the_trail(change)
            if not any(f"的{label(kept, column.name)}与审计记录不符" in each for each in said):
                silent.append((column.name, to, said))
    assert silent == []


@only_sqlite
@pytest.mark.parametrize("name", KEPT)
def test_text_or_bytes_for_a_figure_are_told_apart(county: Tampered, name: str) -> None:
    """SQLite keeps in a column whatever it is given."""
    kept = KEPT[name]
    silent, tried = [], 0
    rows = _kept_rows(county, kept)[:4]
    for row in rows:
        for column in kept.table.c:
            value = getattr(row, column.name)
            if column.name in kept.exempt or column.primary_key:
                continue
            tricks = ["x'31'"] if value not in (None, b"1") else ["''"]
            tricks += ["CAST(x'ff' AS TEXT)", "1.5"]
            for trick in tricks:
                tried += 1
                change = f"UPDATE {name} SET {column.name} = {trick}"
                said = county.of_the_trail(f"{change} WHERE {where(kept.table, row)}")
                if not any(f"的{label(kept, column.name)}与审计记录不符" in each for each in said):
                    silent.append((column.name, trick, said))
    assert silent == []
    assert tried >= 3 * len(rows) * len([c for c in kept.columns if c in kept.table.c])


@pytest.mark.parametrize("name", KEPT)
def test_each_kept_row_that_is_taken_away_is_named(county: Tampered, name: str) -> None:
    kept = KEPT[name]
    for row in _kept_rows(county, kept):
        said = county.said(f"DELETE FROM {name} WHERE {where(kept.table, row)}")
        assert any("现在不见了" in sentence for sentence in said)


_NOT_ALIKE = {
    "task_force": {"name": "name || '二'"},
    "person": {"id_number_hash": "NULL"},
    "role": {"until": "'2026-11-09 00:00:00.000000'"},
    "invite": {"token_hash": blob(bytes(1))},
    "account": {"person_id": "NULL"},
    "entry": {"draft_id": "draft_id + 900"},
    "base_score": {"quarter": "'2027Q1'"},
    "exemplar": {"month": "'2026-12'"},
    "version": {"number": "number + 900"},
    "fault": {"draft_id": "draft_id + 900"},
    "award": {"year": "year + 900"},
    "alert": {"draft_id": "draft_id + 900"},
    "training": {"draft_id": "draft_id + 900", "code_hash": "NULL"},
    "placement": {"draft_id": "draft_id + 900"},
    "station": {"named": "named || '二'"},
    "opening": {"last": "'2026-11-20'"},
}


@pytest.mark.parametrize("name", KEPT)
def test_each_kept_row_that_is_copied_is_named(county: Tampered, name: str) -> None:
    kept = KEPT[name]
    rows = _kept_rows(county, kept)
    for row in rows:
        given = _NOT_ALIKE.get(name, {}) | (
            {} if name == "base_score" else {kept.key_columns[0]: f"{kept.key_columns[0]} + 900"}
        )
        columns = [column.name for column in kept.table.c]
        values = [given.get(column, column) for column in columns]
        said = county.said(
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {name}"
            f" WHERE {where(kept.table, row)}"
        )
        assert any("没有审计记录，不是通过本系统添加的" in sentence for sentence in said)


# A person's name does not open in another row.
CALLED = {"entry": "X{} 的", "evidence": "的佐证 {} 的", "person": "人员 {} 的"}


def test_rows_that_changed_places_are_named(county: Tampered) -> None:
    for name, (a, b) in {"entry": (1001, 1002), "evidence": (1, 2), "person": (1, 2)}.items():
        said = county.said(
            *(f"UPDATE {name} SET id = {to} WHERE id = {of}" for of, to in ((a, 0), (b, a), (0, b)))
        )
        for each in (a, b):
            called = CALLED[name].format(each)
            assert any(called in sentence and "与审计记录不符" in sentence for sentence in said)


def test_the_difference_is_said_by_number_with_what_was_and_is(county: Tampered) -> None:
    row = "X1002 的状态与审计记录不符：应为 “appealed”，现为 “approved”"
    assert row in county.said("UPDATE entry SET state = 'approved' WHERE id = 1002")
    (said,) = county.said("UPDATE base_score SET value = 30 WHERE value = 27")
    assert said == "人员 1（李*）2026Q4 的基本得分的分数与审计记录不符：应为 27，现为 30"
    (said,) = county.said(
        "INSERT INTO role (person_id, role, since) VALUES (1, 'bureau', '2026-11-23 01:00:00')"
    )
    assert said == "人员 1（李*）的身份 4 没有审计记录，不是通过本系统添加的"
    said_of_evidence = county.said("UPDATE evidence SET sha256 = NULL WHERE id = 1")
    assert said_of_evidence[0].startswith("X1001 的佐证 1 的文件与审计记录不符")


def test_evidence_put_behind_a_submitted_entry_or_led_away_from_it_is_named(
    county: Tampered,
) -> None:
    loose = "SELECT id FROM draft WHERE form = ''"
    (said,) = county.said(f"UPDATE evidence SET draft_id = ({loose}) WHERE id = 1")
    assert said.startswith("草稿 3 的佐证 1 的所属草稿与审计记录不符")
    (said,) = county.said(f"UPDATE evidence SET draft_id = 1 WHERE draft_id = ({loose})")
    assert said == "X1001 的佐证 6 没有审计记录，不是通过本系统添加的"


def test_evidence_of_a_draft_is_its_authors_own_until_it_is_submitted(county: Tampered) -> None:
    assert not county.said("UPDATE evidence SET slot = 'plan', size = 1 WHERE slot = 'unsorted'")
    with county.db.begin() as change:
        county.change("UPDATE evidence SET size = 1 WHERE id = 6")
        session = county.session()
        submit(session, 3)
        audit.settle(session)
        assert county.look() == []
        county.change("UPDATE evidence SET size = 2 WHERE id = 6")
        said = county.look()
        change.rollback()
    assert said == ["X1003 的佐证 6 的文件大小与审计记录不符：应为 1，现为 2"]


def test_a_change_that_a_later_decision_covers_up_shows_all_the_same(county: Tampered) -> None:
    def decide(session: Session) -> None:
        persons.come_back(session, 1)  # sets another column of the row
        base_scores.give(session, 1, QUARTER, 29, "", 2)
        audit.settle(session)

    with county.db.begin() as change:
        county.change("UPDATE person SET task_force_id = 3 WHERE id = 1")
        decide(county.session())
        said = county.look()
        change.rollback()
    assert said == ["人员 1（李*）的所属专班与审计记录不符：应为 1，现为 3"]


def test_nothing_personal_is_in_the_trail_in_clear(county: Tampered) -> None:
    told = "".join(f"{row.detail}{row.kept}" for row in county.rows("SELECT * FROM audit"))
    for personal in ("李梅", "王强", "13800001234", "370830199001010028", "某厂", "现场", "看得清",
                     "好事", "组长", '"account",71'):  # fmt: skip
        assert personal not in told
    assert "approved" in told


def test_sealing_anew_needs_no_line_in_the_trail(county: Tampered) -> None:
    sealed = blob(county.store.vault.seal("李梅", "person.name:1"))
    assert not county.said(f"UPDATE person SET name_sealed = {sealed} WHERE id = 1")
