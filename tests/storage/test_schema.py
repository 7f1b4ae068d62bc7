"""Migrations: from nothing to what the models say, as often as one likes."""

import subprocess
import sys
from itertools import product
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
from tests import places
from tests.places import only_postgres, only_sqlite
from tests.storage.conftest import Store

GUARDS = {"audit_append_only"} if places.ON_POSTGRES else {"audit_no_update", "audit_no_delete"}


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """All but what PostgreSQL has besides, as SQLite has by itself: which numbers were given."""
    return (kind, name) != ("table", "given")


def test_from_nothing_to_the_newest_form_is_what_the_models_say(store: Store) -> None:
    with databases.writing(store.url).connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "include_name": ours})
        assert compare_metadata(context, Base.metadata) == []
        made = {name for _, name, *_ in databases.kind_of(db).parts(db)}
    assert {*GUARDS, "ix_role_one_liaison"} <= made


def test_the_newest_form_is_the_one_the_migrations_end_at() -> None:
    assert ScriptDirectory.from_config(schema.config()).get_heads() == [schema.HEAD]


@only_sqlite
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


@only_postgres
def test_what_migrations_make_is_what_the_models_make_to_the_letter(
    store: Store, tmp_path: Path
) -> None:
    """But for what is no table's: the trail's guards and its count, and the migrations' own."""
    with databases.writing(places.fresh(tmp_path)).begin() as db:
        Base.metadata.create_all(db)
        by_models = set(databases.Postgres.parts(db))
    with databases.writing(store.url).begin() as db:
        by_migrations = set(databases.Postgres.parts(db))
    defaults = {
        ("table", name) for name in ("audit", "evidence", "exemplar")
    }  # for rows that were there before
    differ = {(kind, of) for kind, _, of, _ in by_models ^ by_migrations}
    others = product(("table", "constraint", "index"), ("given", "alembic_version"))
    assert differ - defaults == {("trigger", "audit"), *others}


@only_postgres
def test_texts_are_ordered_by_their_characters_codes_whatever_the_servers_locale(
    store: Store,
) -> None:
    ordered = store.sql(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND data_type = 'text'"
    )
    ours = [row for row in ordered if row[0] in Base.metadata.tables]
    assert len(ours) > 40
    assert {collation for *_, collation in ours} == {"C"}


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    def parts() -> list[tuple[str, str, str, str]]:
        with databases.writing(store.url).begin() as db:
            return sorted(databases.kind_of(db).parts(db), key=str)

    before = parts()
    schema.upgrade(databases.at(store.url))
    assert parts() == before
    assert schema.is_current(databases.at(store.url))


def test_there_is_one_newest_form() -> None:
    assert len(ScriptDirectory.from_config(schema.config()).get_heads()) == 1


def test_an_empty_database_is_not_of_the_newest_form(tmp_path: Path) -> None:
    assert not schema.is_current(databases.at(places.fresh(tmp_path)))


@only_sqlite
def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    path.write_bytes(b"PK\x03\x04 a workbook" * 100)
    for ask in (schema.is_current, schema.upgrade):
        with pytest.raises(Misconfigured, match=f"DATABASE_URL 指向的 {path} 打不开"):
            ask(databases.at(path))


def test_a_database_of_a_newer_program_is_left_alone(store: Store) -> None:
    store.sql("UPDATE alembic_version SET version_num = '9999'")
    assert not schema.is_current(databases.at(store.url))
    with pytest.raises(Misconfigured, match="更新的版本"):
        schema.upgrade(databases.at(store.url))
    assert store.sql("SELECT version_num FROM alembic_version") == [("9999",)]


HOLD = "from pathlib import Path; from bot.storage import databases; import sys, time\n\
with databases.at(Path(sys.argv[1])).alone(): print('held', flush=True); time.sleep(60)"


@only_sqlite
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
    url = places.fresh(tmp_path)
    made = databases.writing(url)
    with made.begin() as db:
        first = schema.config()
        first.attributes["connection"] = db
        command.upgrade(first, "0001")
        for row in _OLD:
            db.exec_driver_sql(row)
    schema.upgrade(databases.at(url))
    with made.begin() as db:
        kept = db.exec_driver_sql("SELECT id, state, reason, appeal_sealed FROM entry").all()
        assert [tuple(row) for row in kept] == [(1042, "rejected", "看不清", None)]
        late = db.exec_driver_sql("SELECT late, mirrored FROM evidence").all()
        assert late == [(False, None)]
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
        "'publicity', '', '2026-10-01', true, '', '', 'liaison', 'rejected', "
        f"{_THEN}, '看不清', '')"
    ),
    (
        "INSERT INTO evidence (id, draft_id, slot, kind, state, file_id, unique_id, name, mime, "
        "size, message_id, album, received_at, located, refusal) VALUES (1, 1, 'photos', 'photo', "
        f"'ready', 'f', 'u', '', '', 1, 1, '', {_THEN}, false, '')"
    ),
)
