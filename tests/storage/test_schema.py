"""Migrations: from nothing to what the models say, as often as one likes."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from bot.errors import Misconfigured
from bot.storage import databases, schema
from bot.storage.models import Base
from tests.storage.conftest import Store


def test_from_nothing_to_the_newest_form_is_what_the_models_say(store: Store) -> None:
    with databases.writing(store.path).connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        made = {row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_master")}
    assert {"audit_no_update", "audit_no_delete", "ix_role_one_liaison"} <= made


def test_the_newest_form_is_the_one_the_migrations_end_at() -> None:
    assert ScriptDirectory.from_config(schema.config()).get_heads() == [schema.HEAD]


def test_models_and_migrations_agree_on_checks_and_ids_too(store: Store, tmp_path: Path) -> None:
    other = databases.writing(tmp_path / "models.db")
    with other.begin() as db:
        Base.metadata.create_all(db)

    def tables(made: Store) -> dict[str, tuple[int, int]]:
        rows = made.sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        return {
            name: (sql.count("CHECK"), sql.count("AUTOINCREMENT"))
            for name, sql in rows
            if name not in {"alembic_version", "sqlite_sequence"}
        }

    assert tables(store) == tables(
        Store(f"sqlite:///{tmp_path}/models.db", store.clock, store.vault)
    )


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    before = store.sql("SELECT * FROM sqlite_master")
    schema.upgrade(databases.at(store.path))
    assert store.sql("SELECT * FROM sqlite_master") == before
    assert schema.is_current(databases.at(store.path))


def test_there_is_one_newest_form() -> None:
    assert len(ScriptDirectory.from_config(schema.config()).get_heads()) == 1


def test_an_empty_file_is_not_of_the_newest_form(tmp_path: Path) -> None:
    assert not schema.is_current(databases.at(tmp_path / "new.db"))


def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    path.write_bytes(b"PK\x03\x04 a workbook" * 100)
    for ask in (schema.is_current, schema.upgrade):
        with pytest.raises(Misconfigured, match=f"DATABASE_URL 指向的 {path} 打不开"):
            ask(databases.at(path))


def test_a_database_of_a_newer_program_is_left_alone(store: Store) -> None:
    store.sql("UPDATE alembic_version SET version_num = '9999'")
    assert not schema.is_current(databases.at(store.path))
    with pytest.raises(Misconfigured, match="更新的版本"):
        schema.upgrade(databases.at(store.path))
    assert store.sql("SELECT version_num FROM alembic_version") == [("9999",)]


HOLD = "from pathlib import Path; from bot.storage import databases; import sys, time\n\
with databases.at(Path(sys.argv[1])).alone(): print('held', flush=True); time.sleep(60)"


def test_a_second_process_is_refused_until_the_first_has_died(tmp_path: Path) -> None:
    database = tmp_path / "county.db"
    (tmp_path / "link.db").symlink_to(database)
    command = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        for way in (database, tmp_path / "link.db"):
            with pytest.raises(Misconfigured, match="另一个进程正在使用"):
                databases.at(way).alone().__enter__()
        first.kill()
        first.wait()
        with databases.at(database).alone():
            pass


def test_what_was_there_before_appeals_is_there_afterwards(tmp_path: Path) -> None:
    """The second migration makes the table of entries anew."""
    made = databases.writing(tmp_path / "old.db")
    with made.begin() as db:
        first = schema.config()
        first.attributes["connection"] = db
        command.upgrade(first, "0001")
        for row in _OLD:
            db.exec_driver_sql(row)
    schema.upgrade(databases.at(tmp_path / "old.db"))
    with made.begin() as db:
        kept = db.exec_driver_sql("SELECT id, state, reason, appeal_sealed FROM entry").all()
        assert [tuple(row) for row in kept] == [(1042, "rejected", "看不清", None)]
        assert db.exec_driver_sql("SELECT late, mirrored FROM evidence").all() == [(0, None)]
        db.exec_driver_sql("UPDATE entry SET state = 'appealed'")
        with pytest.raises(IntegrityError):
            db.exec_driver_sql("UPDATE entry SET state = 'lost'")


_THEN = "'2026-10-01 00:00:00'"
_OLD = (
    (
        "INSERT INTO person (id, name_sealed, name_hash, kind, education, employer, years, "
        f"remark, place, added_at) VALUES (1, '', '', '', '', '', '', '', 0, {_THEN})"
    ),
    (
        "INSERT INTO draft (id, person_id, chat_id, form, facts_sealed, asking, version, state, "
        f"opened_at, touched_at) VALUES (1, 1, 1, '', '', '', 1, 'submitted', {_THEN}, {_THEN})"
    ),
    (
        "INSERT INTO entry (id, draft_id, person_id, line, share, day, counts, why_not, "
        "facts_sealed, reviewer, state, submitted_at, reason, open_slots) VALUES (1042, 1, 1, "
        f"'publicity', '', '2026-10-01', 1, '', '', 'liaison', 'rejected', {_THEN}, '看不清', '')"
    ),
    (
        "INSERT INTO evidence (id, draft_id, slot, kind, state, file_id, unique_id, name, mime, "
        "size, message_id, album, received_at, located, refusal) VALUES (1, 1, 'photos', 'photo', "
        f"'ready', 'f', 'u', '', '', 1, 1, '', {_THEN}, 0, '')"
    ),
)
