"""`xietiao migrate`: the same county elsewhere, row by row and byte by byte."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.commands.transaction import environment, write
from bot.storage import databases
from bot.storage.databases import Postgres
from bot.storage.moving import copying, files, rows
from bot.storage.people import persons
from tests.moving import counties
from tests.moving.conftest import County, Make, Places
from tests.servers.bucket import Door
from tests.servers.postgres import shared
from tests.test_command_line import Desk

ROOT = Path(__file__).parents[2]


def moved(county: County, database: str, evidence: str = "folder") -> County:
    """The county after it was moved; the settings lead to where it is now."""
    places = county.places
    there = County(county.desk, places, places.database(database), places.evidence(evidence))
    said = county.desk.ok(
        "migrate", "--to-database", there.database, "--to-evidence", there.evidence
    )
    assert said.count("完好") == 2
    assert f"EVIDENCE_URL={there.evidence}" in said
    there.go()
    return there


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("sqlite", "folder"), ("postgres", "bucket")),
        (("postgres", "bucket"), ("sqlite", "folder")),
        (("sqlite", "folder"), ("sqlite", "bucket")),
        (("postgres", "folder"), ("postgres", "folder")),
    ],
    ids=str,
)
def test_every_row_and_file_is_there_and_the_same_and_so_is_what_comes_back(
    make: Make, old: tuple[str, str], new: tuple[str, str]
) -> None:
    county = make(*old)
    before, kept = county.contents(), county.files()
    read = counties.as_sqlalchemy_reads(county.database)
    assert all(before.values()), "something of everything"
    there = moved(county, *new)
    assert there.contents() == before
    assert counties.as_sqlalchemy_reads(there.database) == read
    assert there.files() == kept
    back = moved(there, *old)
    assert back.contents() == before
    assert back.files() == kept
    assert county.contents() == before, "and the source is as it was"


@pytest.mark.parametrize(("old", "new"), [("sqlite", "postgres"), ("postgres", "sqlite")])
def test_no_number_is_given_twice_after_the_move(make: Make, old: str, new: str) -> None:
    county = make(old)
    given: Any = county.contents()["numbers"]
    there = moved(county, new)
    assert there.contents()["numbers"] == given
    with databases.writing(there.database).begin() as db:
        for name in ("inbox", "nudge", "errand"):
            highest = db.scalar(text(f"SELECT max(id) FROM {name}"))
            assert given[name] > (highest or 0), "the last one was removed again"
        at = "2026-11-26 00:00:00.000000"
        said = (
            "INSERT INTO nudge (kind, subject, period, at) VALUES ('k', 7, 'p', '{}') RETURNING id"
        )
        assert db.scalar(text(said.format(at))) == given["nudge"] + 1
    person = write(environment(), persons.add, None, "孙波")
    assert person == given["person"] + 1
    assert "完好" in there.desk.ok("verify")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_county_in_which_nothing_has_happened_yet_moves_too(
    bare: Desk, places: Places, kind: str
) -> None:
    county = County(bare, places, places.database(kind), places.evidence("folder"))
    county.go()
    bare.ok("init")
    before = county.contents()
    other = {"sqlite": "postgres", "postgres": "sqlite"}[kind]
    back = moved(moved(county, other), kind)
    assert back.contents() == before
    bare.ok("appoint", "bureau", "赵敏")
    assert "完好" in bare.ok("verify")


def test_a_server_that_sorts_by_a_language_of_its_own_is_no_hindrance(make: Make) -> None:
    county = make()
    icu = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN' LC_COLLATE 'C' LC_CTYPE 'C'"
    county.places.database("postgres")  # the server is there
    shared().sql(f'CREATE DATABASE "in_chinese" {icu}')
    there = County(county.desk, county.places, shared().url("in_chinese"), county.evidence)
    with pytest.MonkeyPatch.context() as patch:
        half_done(county, patch, there.database)
    assert "接着上次" in county.desk.ok("migrate", "--to-database", there.database)
    assert there.contents() == county.contents()


def test_evidence_alone_can_move(make: Make) -> None:
    county = make()
    evidence = county.places.evidence("bucket")
    said = county.desk.ok("migrate", "--to-evidence", evidence)
    assert said.count("完好") == 2
    assert "DATABASE_URL" not in said
    assert counties.files(evidence) == county.files()


def test_a_password_is_not_printed(make: Make) -> None:
    county = make()
    url = county.places.database("postgres").replace("xietiao@", "xietiao:secret@")
    said = county.desk.ok("migrate", "--to-database", url)
    assert "DATABASE_URL=postgresql://xietiao:***@" in said
    assert "secret" not in said
    _, _, shown = said.partition("DATABASE_URL=")
    told = county.desk.refused("migrate", "--to-database", shown.splitlines()[0])
    assert len(told.splitlines()) == 1
    assert "的密码写成了 ***" in told


# ── killed, and gone on with ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("sqlite", "folder"), ("postgres", "bucket")),
        (("postgres", "bucket"), ("sqlite", "folder")),
    ],
    ids=str,
)
def test_killed_at_twenty_moments_it_goes_on_and_nothing_is_missing_or_twice(
    make: Make, old: tuple[str, str], new: tuple[str, str]
) -> None:
    county = make(*old, many=36)
    before, kept = county.contents(), county.files()
    places = county.places
    there = County(county.desk, places, places.database(new[0]), places.evidence(new[1]))
    words = ["migrate", "--to-database", there.database, "--to-evidence", there.evidence]
    command = [sys.executable, "-m", "tests.moving.killer", "20", *words]
    ran = subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["killed"] == 20, told
    assert len(set(told["rows"])) >= 5, f"at moments of all kinds: {told}"
    assert told["refused"] >= 10, "nobody can use what is not whole"
    assert there.contents() == before
    assert there.files() == kept
    assert county.contents() == before


def half_done(county: County, monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    """The move stops in the middle of the rows."""

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copying, "CHUNK", 3)
        tables, begun = rows.tables, []

        def write_some(db: Any, of: Any, some: Any) -> None:
            begun.append(of)
            if of is tables()[len(tables()) // 2]:
                stops()
            wrote(db, of, some)

        wrote = rows.write
        patch.setattr(rows, "write", write_some)
        assert county.desk("migrate", "--to-database", database).exit_code


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_bot_and_its_commands_refuse_a_county_that_is_half_there(
    make: Make, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    county = make()
    database = county.places.database(kind)
    half_done(county, monkeypatch, database)
    county.places.go(database, county.evidence)
    for words in (["run"], ["verify"], ["init"], ["backup", "a.xtb"], ["replay"]):
        assert "还没有搬完" in county.desk.refused(*words), words
    looked = county.desk("doctor")
    assert looked.exit_code == 1
    assert "还没有搬完" in looked.stdout
    county.go()
    said = county.desk.ok("migrate", "--to-database", database)
    assert "接着上次" in said
    county.places.go(database, county.evidence)
    assert "完好" in county.desk.ok("verify")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_changed_since_a_part_was_copied_is_found(
    make: Make, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    county = make()
    database = county.places.database(kind)
    half_done(county, monkeypatch, database)
    county.desk.ok("appoint", "bureau", "孙波")
    with databases.writing(county.database).begin() as db:
        db.execute(text("UPDATE handle SET purpose = 'changed' WHERE id = 2"))
    said = county.desk.ok("migrate", "--to-database", database)
    assert "从头" in said
    assert counties.contents(database) == county.contents()


def test_what_is_moved_already_is_only_looked_at_again(make: Make) -> None:
    county = make()
    database = county.places.database("postgres")
    county.desk.ok("migrate", "--to-database", database)
    assert "已经有搬好的" in county.desk.ok("migrate", "--to-database", database)
    county.desk.ok("appoint", "bureau", "孙波")
    before = counties.contents(database)
    assert "已经有别的数据" in county.desk.refused("migrate", "--to-database", database)
    assert counties.contents(database) == before, "and never touched"


# ── what happens meanwhile ─────────────────────────────────────────────────────────────────────


def after_copying(patch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens once the rows are copied."""
    copy = copying.copy

    def copied(*args: Any) -> None:
        copy(*args)
        happens()

    patch.setattr(copying, "copy", copied)


def test_who_writes_into_the_source_meanwhile_is_found_out(make: Make) -> None:
    county = make()
    database = county.places.database("postgres")

    def somebody_writes() -> None:
        write(environment(), persons.add, None, "孙波")

    with pytest.MonkeyPatch.context() as patch:
        after_copying(patch, somebody_writes)
        said = county.desk.refused("migrate", "--to-database", database)
    assert re.match(r"audit 第 \d+ 行与原来的不一致", said)
    assert "接着上次" in county.desk.ok("migrate", "--to-database", database)
    assert counties.contents(database) == county.contents()


def test_a_bot_that_was_started_meanwhile_is_found_out(make: Make) -> None:
    county = make("postgres")
    database = county.places.database("sqlite")
    source: Any = databases.at(county.database)
    engine, held = source.agreeing(7), []
    with pytest.MonkeyPatch.context() as patch:
        after_copying(patch, lambda: held.append(engine.connect()))
        assert "正在使用" in county.desk.refused("migrate", "--to-database", database)
    held[0].close()
    assert "接着上次" in county.desk.ok("migrate", "--to-database", database)


def test_a_server_that_goes_away_is_one_sentence_and_then_it_goes_on(make: Make) -> None:
    county = make()
    database = county.places.database("postgres")
    name = database.rpartition("/")[2]
    quick, wrote = rows.write, list[int]()

    def cut_off(*args: Any) -> None:
        wrote.append(1)
        if len(wrote) == 9:
            of = f"FROM pg_stat_activity WHERE datname = '{name}'"
            shared().sql(f"SELECT pg_terminate_backend(pid) {of}")
        quick(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "write", cut_off)
        said = county.desk.refused("migrate", "--to-database", database)
    assert "读写出错（" in said
    assert "再运行一次" in said
    assert said.count("\n") == 1
    assert "接着上次" in county.desk.ok("migrate", "--to-database", database)
    assert counties.contents(database) == county.contents()


def test_a_bucket_that_goes_away_is_one_sentence_and_then_it_goes_on(
    make: Make, door: Door
) -> None:
    county = make()
    there = county.places.evidence("bucket")
    carry, carried = files._carry, list[int]()

    def shut(*args: Any) -> None:
        carried.append(1)
        if len(carried) == 9:
            door.shut()
        carry(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_carry", shut)
        said = county.desk.refused("migrate", "--to-evidence", there)
    assert said.startswith("现在用不了存储桶")
    assert said.count("\n") == 1
    door.open()
    county.desk.ok("migrate", "--to-evidence", there)
    assert counties.files(there) == county.files()


# ── what is refused, in a sentence ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_county_that_is_being_used_is_not_moved(make: Make, kind: str) -> None:
    county = make(kind)
    target = county.places.database("sqlite")
    source = databases.at(county.database)
    if isinstance(source, Postgres):
        with source.agreeing(7).connect():
            said = county.desk.refused("migrate", "--to-database", target)
    else:
        with source.alone():
            said = county.desk.refused("migrate", "--to-database", target)
    assert "正在使用" in said
    assert "例如" in said
    assert not databases.at(target).beside.exists()
    county.desk.ok("migrate", "--to-database", target)


def test_a_bot_on_another_county_of_the_same_server_is_none_of_this_countys(make: Make) -> None:
    county = make("postgres")
    other: Any = databases.at(county.places.database("postgres"))
    with other.agreeing(7).connect():
        county.desk.ok("migrate", "--to-database", county.places.database("sqlite"))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_target_with_anything_in_it_is_left_alone(make: Make, kind: str) -> None:
    county = make()
    theirs = county.places.database(kind)
    databases.at(theirs).beside.parent.mkdir(exist_ok=True)
    with databases.writing(theirs).begin() as db:
        db.execute(text("CREATE TABLE anything (id INTEGER)"))
    said = county.desk.refused("migrate", "--to-database", theirs)
    assert "已经有别的数据" in said
    with databases.writing(theirs).begin() as db:
        assert len(databases.kind_of(db).parts(db)) == 1


def test_a_target_with_another_county_half_done_is_left_alone(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make(), make(many=3)
    database = one.places.database("sqlite")
    one.go()
    half_done(one, monkeypatch, database)
    other.go()
    assert "另一个县" in other.desk.refused("migrate", "--to-database", database)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "请说明搬到哪里"),
        (["--to-database", "mysql://127.0.0.1/county"], "DATABASE_URL 缺失或有误"),
        (["--to-evidence", "ftp://127.0.0.1"], "EVIDENCE_URL 缺失或有误"),
        (["--to-database", "postgresql://xietiao@127.0.0.1:1/county"], "连不上 PostgreSQL"),
        (["--to-database", "sqlite:////dev/null/county.db"], "存放文件"),
        (["--to-evidence", "file:///dev/null/evidence"], "不能存放文件"),
        (["--to-evidence", "s3://nowhere"], "存储桶不存在"),
    ],
)
def test_a_place_that_is_none_is_one_sentence(make: Make, words: list[str], said: str) -> None:
    told = make().desk.refused("migrate", *words)
    assert said in told
    assert "例如" in told
    assert told.count("\n") == 1


def test_where_it_is_already_it_is_not_moved_to(make: Make, tmp_path: Path) -> None:
    county = make()
    link = tmp_path / "link.db"
    link.symlink_to(databases.at(county.database).beside)
    for there in (county.database, f"sqlite:///{link}"):
        assert "就是现在的数据库" in county.desk.refused("migrate", "--to-database", there)
    assert "就是现在存放" in county.desk.refused("migrate", "--to-evidence", county.evidence)


def test_what_is_no_database_is_named(make: Make, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_bytes(b"no database" * 1000)
    said = make().desk.refused("migrate", "--to-database", f"sqlite:///{tmp_path}/no.db")
    assert "no.db 打不开" in said


# ── what somebody put there ────────────────────────────────────────────────────────────────────

ODD = [
    "UPDATE person SET place = 'first' WHERE id = 1",
    "UPDATE person SET remark = CAST(x'ff41' AS TEXT) WHERE id = 1",
    "UPDATE entry SET counts = 2 WHERE id = 1001",
    "UPDATE entry SET day = 'yesterday' WHERE id = 1001",
    "UPDATE task_force SET cooperating = '{' WHERE id = 1",
    "UPDATE nudge SET at = 20261126 WHERE id = 1",
]


@pytest.mark.parametrize("statement", ODD)
def test_what_is_no_value_comes_along_and_is_told_where_it_cannot(
    make: Make, statement: str
) -> None:
    county = make(many=3)
    with databases.writing(county.database).begin() as db:
        db.execute(text(statement))
    table = statement.split()[1]
    said = county.desk.refused("migrate", "--to-database", county.places.database("postgres"))
    assert f"{table} 第 1" in said
    assert "xietiao verify" in said
    there = county.places.database("sqlite")
    county.desk("migrate", "--to-database", there)
    assert counties.contents(there) == county.contents()


def test_a_row_that_refers_to_nothing_comes_along_and_is_found_there(make: Make) -> None:
    county = make()
    with databases.writing(county.database).connect() as db:
        db.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        db.execute(text("UPDATE likeness SET piece_id = 999 WHERE id = 1"))
        db.commit()
    database = county.places.database("sqlite")
    moved_on = county.desk("migrate", "--to-database", database)
    assert moved_on.exit_code == 1
    assert moved_on.output.count("likeness 第 1 行引用的 evidence 不存在") == 2
    assert "DATABASE_URL=" in moved_on.output
    said = county.desk.refused("migrate", "--to-database", county.places.database("postgres"))
    assert "likeness" in said
    assert "Traceback" not in said


def test_a_damaged_file_stays_behind_and_is_told_of_both_places(make: Make) -> None:
    county = make()
    name, *_ = sorted(county.files())
    path = Path(county.evidence.removeprefix("file://")) / name[:2] / name
    path.write_bytes(b"another")
    there = county.places.evidence("folder")
    moved_on = county.desk("migrate", "--to-evidence", there)
    assert moved_on.exit_code == 1
    assert moved_on.stdout.count(f"佐证文件 {name} 缺失") == 2
    assert counties.files(there).keys() == county.files().keys() - {name}
