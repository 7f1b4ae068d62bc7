"""`xietiao verify` on a county in the hands of somebody who has the file and SQL, not the key."""

import os
import pty
import re
import subprocess
import sys

import pytest

from bot.commands.transaction import environment, write
from bot.storage import audit, databases, schema
from bot.storage.blobs import Blobs
from tests.storage.kept_rows import a_county, older_line
from tests.test_command_line import Desk, _root, bare, desk, made

__all__ = ["bare", "desk", "made"]

TRIGGERS = ("audit_no_update", "audit_no_delete")


@pytest.fixture
def county(desk: Desk) -> Desk:
    """Entries, evidence, base scores, roles, exemplars; and no triggers in the way any more."""
    settings = environment()
    write(settings, a_county, Blobs(settings.evidence).keep)
    assert desk.ok("verify").startswith("完好")
    for trigger in TRIGGERS:
        desk.sql(f"DROP TRIGGER {trigger}")
    return desk


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "UPDATE entry SET state = 'approved' WHERE id = 1002",
            "X1002 的状态与审计记录不符：应为 “appealed”，现为 “approved”",
        ),
        (
            "UPDATE entry SET day = '2026-08-05' WHERE id = 1001",
            "X1001 的日期与审计记录不符：应为 “2026-11-05”，现为 “2026-08-05”",
        ),
        ("UPDATE entry SET line = 'risk' WHERE id = 1001", "X1001 的项与审计记录不符"),
        ("UPDATE entry SET person_id = 2 WHERE id = 1001", "X1001 的所属人员与审计记录不符"),
        ("UPDATE entry SET counts = 0 WHERE id = 1001", "X1001 的是否计分与审计记录不符"),
        ("UPDATE entry SET reason = '' WHERE id = 1001", "X1001 的理由与审计记录不符"),
        ("DELETE FROM entry WHERE id = 1001", "X1001 在审计记录里有，现在不见了"),
        ("UPDATE base_score SET value = 30 WHERE person_id = 1", "李* 2026Q4 的基本得分的分数"),
        (
            "INSERT INTO base_score VALUES (1, '2026Q3', 30, '', 2, '2026-11-23 01:00:00.000000')",
            "李* 2026Q3 的基本得分没有审计记录",
        ),
        (
            "INSERT INTO role (person_id, role, since) VALUES (1, 'bureau', '2026-11-23 01:00:00')",
            "李* 的身份 4 没有审计记录",
        ),
        ("UPDATE role SET until = NULL WHERE role = 'bureau'", "王* 的身份 3 的终止时间与审计"),
        (
            "UPDATE evidence SET sha256 = thumbnail WHERE id = 1",
            "X1001 的佐证 1 的文件与审计记录不符",
        ),
        ("UPDATE person SET task_force_id = 3 WHERE id = 1", "人员 1（李*）的所属专班"),
        ("UPDATE account SET person_id = 9 WHERE person_id = 2", "第 9 号人员 的账号的所属人员"),
        ("DELETE FROM exemplar WHERE state = 'nothing'", "在审计记录里有，现在不见了"),
        ("UPDATE audit SET actor_id = 1 WHERE act = 'approve'", "与前一行对不上"),
        ("DELETE FROM audit WHERE act = 'approve'", "与前一行对不上"),
        ("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)", "与前一行对不上"),
    ],
)  # fmt: skip
def test_what_was_changed_by_sql_is_named(county: Desk, change: str, sentence: str) -> None:
    county.sql(change)
    result = county("verify")
    assert result.exit_code == 1
    assert "完好" not in result.stdout
    assert sentence in result.stdout


def test_one_damaged_name_among_others_hides_nothing(county: Desk) -> None:
    county.sql("UPDATE person SET name_sealed = x'00'")
    assert "DATA_KEY" in county.refused("verify")  # none of them opens: it may be another key
    county.sql("UPDATE person SET name_sealed = (SELECT facts_sealed FROM entry) WHERE id = 2")
    assert county("verify").exit_code == 1


def test_whoever_noted_the_head_can_tell_that_nothing_before_it_was_replaced(county: Desk) -> None:
    noted = county.ok("verify", "--head").strip()
    assert noted.split(":")[0] == str(county.sql("SELECT max(id) FROM audit")[0][0])
    county.ok("appoint", "admin", "孙立")
    assert county.ok("verify", "--noted", noted).startswith("完好")
    assert county.ok("verify", "--head").strip() != noted


def test_a_trail_without_its_end_or_with_another_is_not_the_one_that_was_noted(
    county: Desk,
) -> None:
    """All traces are removed, as somebody can who knows the database as well as we do."""
    last = county.sql("SELECT max(id) FROM audit")[0][0]
    county.ok("appoint", "admin", "孙立")
    noted = county.ok("verify", "--head").strip()
    for statement in (
        f"DELETE FROM audit WHERE id > {last}",
        f"UPDATE sqlite_sequence SET seq = {last} WHERE name = 'audit'",
        "DELETE FROM role WHERE role = 'admin'",
        "DELETE FROM person WHERE id = 3",
    ):
        county.sql(statement)
    assert "完好" in county.ok("verify")
    result = county("verify", "--noted", noted)
    assert result.exit_code == 1
    assert "记下之后的审计记录被截去或替换过" in result.stdout
    county.ok("appoint", "admin", "钱一")
    result = county("verify", "--noted", noted)
    assert result.exit_code == 1
    assert "与记下的不一致，此前的审计记录被替换过" in result.stdout


@pytest.mark.parametrize("said", ["7", "7:", "七:00", "7:00ff", f"7:{'0' * 63}g"])
def test_a_head_that_cannot_be_read_is_said_with_an_example(desk: Desk, said: str) -> None:
    assert "例如：--noted 1042:" in desk.refused("verify", "--noted", said)


def test_evidence_files_are_still_looked_at(county: Desk) -> None:
    (sha256, thumbnail), *_ = county.sql("SELECT sha256, thumbnail FROM evidence WHERE id = 1")
    root = county.folder / "var/evidence"
    (root / str(sha256)[:2] / str(sha256)).write_bytes(b"cut off")
    gone = root / str(thumbnail)[:2] / str(thumbnail)
    gone.unlink()
    gone.mkdir()
    said = county("verify").stdout.splitlines()
    assert {f"佐证文件 {name} 缺失或内容已变" for name in (sha256, thumbnail)} == set(said)


_AS_IT_WAS = (
    "DELETE FROM audit",
    "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit'",
    "ALTER TABLE audit DROP COLUMN kept",
    "UPDATE alembic_version SET version_num = '0002'",
)


def test_rows_older_than_the_trail_are_taken_in_once_by_init_and_said(county: Desk) -> None:
    line, _ = write(environment(), older_line, 1, audit.START)
    for statement in (*_AS_IT_WAS, line):
        county.sql(statement)
    assert "请先运行 xietiao init" in county.refused("verify")
    schema.upgrade(databases.at(environment().database_url))
    assert "审计链还没有接管已有的记录，请运行 xietiao init" in county("verify").stdout
    result = county("init")
    assert result.exit_code == 0
    assert "条记录从现在起纳入审计链" in result.stderr
    whole, older = county.ok("verify").splitlines()
    assert whole.startswith("完好")
    assert re.fullmatch(r"其中 \d+ 条在 \S+ 纳入审计链，此前的改动无从核对", older)
    assert "纳入审计链" not in county("init").stderr
    assert county.sql("SELECT count(*) FROM audit WHERE act = 'adopt'") == [(1,)]
    county.sql("UPDATE entry SET day = '2026-08-05' WHERE id = 1001")
    assert "X1001 的日期与审计记录不符" in county("verify").stdout


def test_how_far_it_is_shows_on_a_terminal_and_nowhere_else(county: Desk) -> None:
    main, side = pty.openpty()
    command = [sys.executable, "-m", "bot", "verify"]
    env = {**os.environ, "PYTHONPATH": _root()}
    done = subprocess.run(
        command, cwd=county.folder, env=env, stdout=subprocess.PIPE, stderr=side, check=True
    )
    os.close(side)
    shown = os.read(main, 4096).decode()
    os.close(main)
    assert done.stdout.decode().startswith("完好")
    assert "正在核对审计记录 0/" in shown
    assert "正在核对记录 0/" in shown
    assert shown.endswith("\r\x1b[K")
    assert county("verify").stderr == ""
