"""`xietiao backup` and `restore`: the county of one moment, on a machine that has only the key."""

import base64
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, text

from bot.commands.transaction import environment, write
from bot.storage import databases, schema
from bot.storage.blobs import open_blobs
from bot.storage.moving import records, restoring
from bot.storage.moving.backup import Backup, write_rows
from bot.storage.moving.records import Head, Saying
from bot.storage.moving.sealed import Sealing
from bot.storage.people import persons
from bot.storage.session import Session
from tests.conftest import KEY, MONDAY
from tests.moving import counties
from tests.moving.conftest import County, Make
from tests.moving.test_migrate import ODD, ROOT
from tests.test_command_line import Desk

RAW_KEY = base64.urlsafe_b64decode(KEY)
OTHER_KEY = base64.urlsafe_b64encode(b"another key, of thirty-two bytes").decode()
BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgres"])


def restored(county: County, database: str, evidence: str, *files: str) -> County:
    """What a restoring makes on a machine that has nothing; the settings lead there."""
    places = county.places
    there = County(county.desk, places, places.database(database), places.evidence(evidence))
    there.go()
    said = county.desk.ok("restore", *files)
    assert "已恢复到" in said
    assert said.endswith("完好：审计链、记录、佐证文件、引用关系均无异常\n")
    return there


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("sqlite", "folder"), ("postgres", "bucket")),
        (("postgres", "bucket"), ("sqlite", "folder")),
        (("postgres", "folder"), ("postgres", "folder")),
        (("sqlite", "bucket"), ("sqlite", "bucket")),
    ],
    ids=str,
)
def test_every_row_and_file_comes_back_on_either_database(
    make: Make, old: tuple[str, str], new: tuple[str, str]
) -> None:
    county = make(*old)
    before = county.contents()
    assert "38 " not in county.desk.ok("backup", "a.xtb")
    there = restored(county, *new, "a.xtb")
    assert there.contents() == before
    assert there.files() == county.files()


def test_a_backup_tells_nobody_anything(make: Make) -> None:
    county = make()
    county.desk.ok("backup", "a.xtb")
    data = Path("a.xtb").read_bytes()
    assert Path("a.xtb").stat().st_mode & 0o077 == 0
    for word in ("李梅", "服装制造", "picture 3", "person", "approve"):
        assert word.encode() not in data


@BOTH
def test_only_new_evidence_with_since_and_both_files_bring_all_back(make: Make, kind: str) -> None:
    county = make(kind)
    county.desk.ok("backup", "a.xtb")
    data = os.urandom(3 << 20)
    name = open_blobs(environment()).keep(data)
    with databases.writing(county.database).begin() as db:
        db.execute(text("UPDATE sheet SET sha256 = :name WHERE draft_id = 3"), {"name": name})
    county.desk.ok("appoint", "bureau", "孙波")
    before = county.contents()
    said = county.desk.ok("backup", "b.xtb", "--since", "a.xtb")
    assert "1 个佐证文件" in said
    assert "恢复时两个文件都要" in said
    county.desk.ok("backup", "c.xtb", "--since", "b.xtb")
    assert Path("c.xtb").stat().st_size < 1 << 20
    for files in (["b.xtb", "a.xtb"], ["a.xtb", "b.xtb"], ["a.xtb", "c.xtb", "b.xtb"]):
        there = restored(county, kind, "folder", *files)
        assert there.contents() == before
        assert there.files()[name] == data
    there.places.go(there.places.database(kind), there.places.evidence("folder"))
    for files, missing in (["b.xtb"], "a.xtb"), (["c.xtb", "a.xtb"], "b.xtb"):
        said = county.desk.refused("restore", *files)
        assert f"只含 {missing}（" in said
        assert "例如" in said


def test_files_that_waiting_messages_and_drafts_name_come_along(make: Make) -> None:
    county = make(many=3)
    blobs = open_blobs(environment())
    waits, open_, nobodys = (blobs.keep(each) for each in (b"waits", b"is open", b"is nobody's"))

    def say(session: Session) -> None:
        from bot.storage import outbox
        from bot.storage.work import drafts

        outbox.put(session, 71, {"document": {"sha256": waits}})
        drafts.add(session, 1, 71, "batch", {"sheet": open_})

    write(environment(), say)
    county.desk.ok("backup", "a.xtb")
    files = restored(county, "sqlite", "folder", "a.xtb").files()
    assert {waits, open_} <= files.keys()
    assert nobodys not in files


@BOTH
def test_a_backup_beside_a_writer_is_one_moment(make: Make, kind: str) -> None:
    county = make(kind)
    stop, wrote = threading.Event(), list[int]()

    def person(session: Session, n: int) -> None:
        persons.set_personal(session, persons.add(session, 1, f"新人{n}"), f"新人{n}", "", "")

    def writes() -> None:
        while not stop.is_set():
            write(environment(), person, len(wrote))
            wrote.append(1)

    thread = threading.Thread(target=writes)
    thread.start()
    try:
        found = []
        for n in range(3):
            seen = len(wrote)
            county.desk.ok("backup", f"{n}.xtb")
            found.append((seen, len(wrote)))
    finally:
        stop.set()
        thread.join()
    assert sum(after - before for before, after in found) > 0, "it was written meanwhile"
    for n, (before, after) in enumerate(found):
        people = len(restored(county, kind, "folder", f"{n}.xtb").contents()["person"]) - 2  # type: ignore[arg-type]
        assert before <= people <= after + 1
        county.go()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_bot_that_runs_is_no_hindrance(make: Make, kind: str) -> None:
    county = make(kind)
    with databases.at(county.database).alone():
        county.desk.ok("backup", "a.xtb")


def test_numbers_go_on_where_they_were(make: Make) -> None:
    county = make()
    given: Any = county.contents()["numbers"]
    county.desk.ok("backup", "a.xtb")
    restored(county, "postgres", "folder", "a.xtb")
    assert write(environment(), persons.add, None, "孙波") == given["person"] + 1


# ── a restoring that cannot be, or is cut off ──────────────────────────────────────────────────


@pytest.fixture
def saved(make: Make) -> County:
    """A county with a backup; the settings lead to where nothing is yet."""
    county = make()
    county.desk.ok("backup", "a.xtb")
    county.places.go(county.places.database("sqlite"), county.places.evidence("folder"))
    return county


def nothing_came(desk: Desk) -> bool:
    """Whether nothing can be read where a county was to be."""
    settings = environment()
    file = databases.at(settings.database_url).beside
    if not file.exists():
        return True
    with databases.writing(settings.database_url).connect() as db:
        return not databases.kind_of(db).parts(db)


def changed(how: Callable[[bytearray], object]) -> None:
    data = bytearray(Path("a.xtb").read_bytes())
    how(data)
    Path("a.xtb").write_bytes(data)


def _flip(data: bytearray, place: int) -> None:
    data[place] ^= 1


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda data: data.clear(), "不是 xietiao backup"),
        (lambda data: data.__delitem__(slice(30, None)), "不完整"),
        (lambda data: data.__delitem__(slice(-1, None)), "不完整"),
        (lambda data: data.__delitem__(slice(len(data) // 2, None)), "不完整"),
        (lambda data: _flip(data, 0), "不是 xietiao backup"),
        (lambda data: _flip(data, 15), "不认识"),
        (lambda data: _flip(data, 20), "DATA_KEY 不是"),
        (lambda data: _flip(data, 40), "已损坏"),
        (lambda data: _flip(data, 58), "不完整"),
        (lambda data: _flip(data, len(data) // 2), "已损坏"),
        (lambda data: _flip(data, len(data) - 1), "已损坏"),
        (lambda data: data.extend(b"more"), "已损坏"),
    ],
)
def test_a_damaged_backup_is_one_sentence_and_nothing_comes(
    saved: County, how: Callable[[bytearray], object], said: str
) -> None:
    changed(how)
    told = saved.desk.refused("restore", "a.xtb")
    assert said in told
    assert "例如" in told
    assert told.count("\n") == 1
    assert nothing_came(saved.desk)


def test_a_backup_larger_than_a_chunk_that_breaks_off_leaves_no_row(make: Make) -> None:
    county = make()
    name = open_blobs(environment()).keep(os.urandom(4 << 20))
    with databases.writing(county.database).begin() as db:
        db.execute(text("UPDATE sheet SET sha256 = :name WHERE draft_id = 3"), {"name": name})
    county.desk.ok("backup", "a.xtb")
    whole = Path("a.xtb").read_bytes()
    county.places.go(county.places.database("sqlite"), county.places.evidence("folder"))
    changed(lambda data: data.__delitem__(slice(3 << 20, None)))
    assert "不完整" in county.desk.refused("restore", "a.xtb")
    assert nothing_came(county.desk)
    Path("a.xtb").write_bytes(whole)
    county.desk.ok("restore", "a.xtb")


def test_another_key_is_refused_before_anything_is_written(
    saved: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_KEY", OTHER_KEY)
    said = saved.desk.refused("restore", "a.xtb")
    assert said.startswith("DATA_KEY 不是做备份 a.xtb 时的那一个")
    assert not databases.at(environment().database_url).beside.parent.exists()
    assert not Path(environment().evidence.removeprefix("file://")).exists()


@BOTH
def test_where_something_is_nothing_is_restored(make: Make, kind: str) -> None:
    county = make(kind)
    county.desk.ok("backup", "a.xtb")
    before = county.contents()
    assert "已经有数据" in county.desk.refused("restore", "a.xtb")
    assert county.contents() == before


def test_what_is_not_there_or_is_no_file_is_named(saved: County) -> None:
    Path("folder.xtb").mkdir()
    for name in ("b.xtb", "folder.xtb"):
        said = saved.desk.refused("restore", name)
        assert f"打不开备份 {name}" in said
    shutil.copy("a.xtb", "again.xtb")
    saved.desk.ok("restore", "again.xtb", "a.xtb")


def test_two_backups_that_are_not_of_one_restoring_are_refused(saved: County) -> None:
    places = saved.places
    empty = environment()
    saved.go()
    saved.desk.ok("backup", "b.xtb")
    places.go(empty.database_url, empty.evidence)
    said = saved.desk.refused("restore", "a.xtb", "b.xtb")
    assert "a.xtb 与 b.xtb 无关" in said


def test_a_server_that_is_not_there_is_one_sentence(saved: County) -> None:
    saved.places.go("postgresql://xietiao@127.0.0.1:1/county", saved.places.evidence("folder"))
    assert "连不上 PostgreSQL" in saved.desk.refused("restore", "a.xtb")
    saved.places.go(saved.places.database("sqlite"), "s3://nowhere")
    assert "存储桶不存在" in saved.desk.refused("restore", "a.xtb")


KILLED = """
import os, signal, sys
from bot.storage.moving import {module} as module
first, seen = module.{place}, []
def then(*args, **more):
    seen.append(args)
    if len(seen) == {times}:
        os.kill(os.getpid(), signal.SIGKILL)
    return first(*args, **more)
module.{place} = then
from bot.__main__ import main
main()
"""


@BOTH
@pytest.mark.parametrize(
    ("module", "place", "times"),
    [("rows", "write", 1), ("rows", "write", 12), ("files", "arriving", 7)],
)
def test_a_restoring_that_was_killed_is_begun_again(
    make: Make, kind: str, module: str, place: str, times: int
) -> None:
    county = make()
    before = county.contents()
    county.desk.ok("backup", "a.xtb")
    places = county.places
    there = County(county.desk, places, places.database(kind), places.evidence("folder"))
    there.go()
    code = KILLED.format(module=module, place=place, times=times)
    ran = subprocess.run(
        [sys.executable, "-c", code, "restore", "a.xtb"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ran.returncode == -9
    for words in (["doctor"], ["run"]):
        assert county.desk(*words).exit_code == 1, "there is no county to run on"
    county.desk.ok("restore", "a.xtb")
    assert there.contents() == before
    assert there.files() == county.files()


# ── a backup that cannot be ────────────────────────────────────────────────────────────────────


def test_no_file_is_overwritten(make: Make) -> None:
    county = make()
    Path("a.xtb").write_text("something")
    assert "不会覆盖" in county.desk.refused("backup", "a.xtb")
    assert Path("a.xtb").read_text() == "something"


@pytest.mark.parametrize("path", ["nowhere/a.xtb", "/dev/null/a.xtb", "/proc/a.xtb"])
def test_a_folder_that_cannot_be_written_is_named(make: Make, path: str) -> None:
    said = make().desk.refused("backup", path)
    assert f"不能写入 {path}" in said
    assert "例如" in said


def test_a_full_disk_is_one_sentence_and_leaves_nothing(make: Make) -> None:
    county = make()
    name = open_blobs(environment()).keep(os.urandom(4 << 20))
    with databases.writing(county.database).begin() as db:
        db.execute(text("UPDATE sheet SET sha256 = :name WHERE draft_id = 3"), {"name": name})
    command = "ulimit -f 2000; exec " + sys.executable + " -m bot backup a.xtb"
    ran = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("a.xtb 写不下去（File too large）")
    assert "Traceback" not in ran.stderr
    assert not list(county.desk.folder.glob("a.xtb*"))


def test_what_a_kill_left_is_no_hindrance_and_no_backup(make: Make) -> None:
    county = make()
    Path("a.xtb.part").write_bytes(b"half")
    assert "打不开" in county.desk.refused("restore", "a.xtb")
    county.desk.ok("backup", "a.xtb")
    assert not Path("a.xtb.part").exists()


def test_missing_evidence_is_named_and_the_rest_is_saved(make: Make) -> None:
    county = make()
    name, *_ = sorted(county.files())
    path = Path(county.evidence.removeprefix("file://")) / name[:2] / name
    for left in (b"another", None):
        path.write_bytes(left) if left else path.unlink()
        Path("a.xtb").unlink(missing_ok=True)
        ran = county.desk("backup", "a.xtb")
        assert ran.exit_code == 1
        assert f"佐证文件 {name} 缺失" in ran.stderr
        assert "已备份" in ran.stdout
    places = county.places
    there = County(county.desk, places, places.database("postgres"), places.evidence("folder"))
    there.go()
    ran = county.desk("restore", "a.xtb")
    assert ran.exit_code == 1
    assert f"佐证文件 {name} 缺失" in ran.stdout
    assert there.contents() == county.contents()
    assert there.files() == county.files()


@pytest.mark.parametrize(
    "since", ["nowhere.xtb", "no.xtb", "cut.xtb"], ids=["is not there", "is none", "was cut off"]
)
def test_since_what_is_no_whole_backup_is_refused(make: Make, since: str) -> None:
    county = make()
    county.desk.ok("backup", "a.xtb")
    Path("no.xtb").write_bytes(b"no backup")
    Path("cut.xtb").write_bytes(Path("a.xtb").read_bytes()[:-1])
    assert since in county.desk.refused("backup", "b.xtb", "--since", since)
    assert not list(county.desk.folder.glob("b.xtb*"))


@pytest.mark.parametrize("statement", ODD)
def test_what_is_no_value_is_saved_and_comes_back_where_it_can(make: Make, statement: str) -> None:
    county = make(many=3)
    with databases.writing(county.database).begin() as db:
        db.execute(text(statement))
    before = county.contents()
    county.desk.ok("backup", "a.xtb")
    places = county.places
    there = County(county.desk, places, places.database("sqlite"), places.evidence("folder"))
    there.go()
    county.desk("restore", "a.xtb")
    assert there.contents() == before
    places.go(places.database("postgres"), places.evidence("folder"))
    said = county.desk.refused("restore", "a.xtb")
    assert f"{statement.split()[1]} 第 1" in said
    assert "sqlite:" in said


# ── of other versions ──────────────────────────────────────────────────────────────────────────


def crafted(path: str, head: Head, fill: Callable[[Saying], object]) -> None:
    with Path(path).open("wb") as file:
        saying = Saying(Sealing(file, RAW_KEY))
        saying.head(head)
        fill(saying)
        saying.end()


def _head(form: str = schema.HEAD) -> Head:
    return Head("1" * 32, MONDAY.isoformat(), form)


def test_a_backup_of_a_newer_program_is_refused(saved: County) -> None:
    crafted("new.xtb", _head("9999"), lambda _: None)
    said = saved.desk.refused("restore", "new.xtb")
    assert f"9999，现在的程序是 {schema.HEAD}" in said
    assert nothing_came(saved.desk)


@pytest.mark.parametrize(
    "what",
    [
        lambda saying: saying.say(records.TABLE, {"name": "wages", "columns": ["id"]}),
        lambda saying: saying.say(records.TABLE, {"name": "nudge", "columns": ["id", "colour"]}),
        lambda saying: saying.say(records.ROWS, [[1]]),
        lambda saying: saying.say(b"W", {}),
    ],
)
def test_what_this_program_does_not_know_is_refused(
    saved: County, what: Callable[[Saying], object]
) -> None:
    crafted("new.xtb", _head(), what)
    assert "不认识的内容" in saved.desk.refused("restore", "new.xtb")
    assert nothing_came(saved.desk)


def test_rows_that_are_too_few_are_found(saved: County) -> None:
    crafted(
        "few.xtb",
        _head(),
        lambda saying: saying.say(records.COUNTS, {"rows": {"nudge": 1}, "given": {}}),
    )
    assert "记录数与它记下的不符（nudge）" in saved.desk.refused("restore", "few.xtb")
    assert nothing_came(saved.desk)


def test_a_file_that_should_be_there_and_is_not_is_found(saved: County) -> None:
    crafted("few.xtb", _head(), lambda saying: saying.say(records.LISTED, ["0" * 64]))
    assert "缺少 1 个佐证文件" in saved.desk.refused("restore", "few.xtb")
    assert nothing_came(saved.desk)


@BOTH
def test_a_backup_of_an_older_form_comes_back_in_the_newest(saved: County, kind: str) -> None:
    old = saved.places.database(kind)
    databases.at(old).beside.parent.mkdir(exist_ok=True)
    with databases.writing(old).begin() as db:
        schema.migrate(db, "0003")
        db.execute(text("INSERT INTO upload (sha256, kind, file_id) VALUES ('a', 'photo', 'f')"))
        said = "INSERT INTO nudge (id, kind, subject, period, at) VALUES (7, 'k', 1, 'p', '{}')"
        db.execute(text(said.format("2026-11-26 00:00:00.000000")))
    of = MetaData()
    with databases.reading(old).connect() as db, db.begin():
        of.reflect(db)
        crafted("old.xtb", _head("0003"), lambda saying: write_rows(db, saying, _silent, of))
    saved.places.go(saved.places.database(kind), saved.places.evidence("folder"))
    settings = environment()
    databases.at(settings.database_url).beside.parent.mkdir(exist_ok=True)
    making = restoring.Restoring(
        databases.at(settings.database_url), open_blobs(settings), RAW_KEY, _silent
    )
    assert making.restore(restoring.chain([Path("old.xtb")], RAW_KEY)).rows == 2
    found = counties.contents(settings.database_url)
    assert schema.is_current(databases.at(settings.database_url))
    assert found["upload"] == [("a", "photo", "f")]
    assert [row[0] for row in found["nudge"]] == [7]
    assert found["numbers"]["nudge"] == 7


def _silent(*_: object) -> None:
    """Show nothing."""


def test_memory_stays_small_however_large_the_county_is(make: Make) -> None:
    make(many=3)
    data = os.urandom(1 << 20)
    blobs = open_blobs(environment())
    kept = [blobs.keep(data + bytes([n])) for n in range(40)]
    with databases.writing(environment().database_url).begin() as db:
        for n, name in enumerate(kept):
            db.execute(
                text("UPDATE evidence SET sha256 = :name WHERE id = :id") if n < 6 else
                text("INSERT INTO upload VALUES (:name, :id, '')"), {"name": name, "id": n + 1}
            )  # fmt: skip
    settings = environment()
    import tracemalloc

    tracemalloc.start()
    Backup(databases.at(settings.database_url), blobs, settings.key, _silent).save(
        Path("a.xtb"), MONDAY
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 24 << 20
