"""`xietiao verify` on a county in the hands of somebody who has its database, but not the key."""

import os
import pty
import re
import subprocess
import sys

import pytest
from sqlalchemy import make_url

from bot.actions.people import set_up
from bot.commands.transaction import environment, write
from bot.opening import read_county
from bot.storage import audit, databases, schema
from bot.storage.blobs import open_blobs
from bot.storage.crypto import Vault
from bot.storage.trail import KEPT
from bot.storage.work import evidence
from tests.conftest import MONDAY
from tests.places import ON_POSTGRES, only_postgres, only_sqlite
from tests.storage.kept_rows import a_county, older_line, on_behalf
from tests.tampering import GIVEN, blob, dropping, without_a_trace
from tests.test_command_line import Desk, _root, bare, desk, made

__all__ = ["bare", "desk", "made"]


class InOtherHands(Desk):
    """A county with somebody who knows SQL, and leaves no trace where that can be done."""

    def sql(self, *statements: str) -> list[tuple[object, ...]]:
        return without_a_trace(self.url, *statements)


@pytest.fixture
def county(desk: Desk) -> Desk:
    """Entries, evidence, base scores, roles, exemplars."""
    settings = environment()
    write(settings, a_county, open_blobs(settings).keep)
    assert desk.ok("verify").startswith("完好")
    return InOtherHands(desk.folder)


def lines(said: str) -> list[str]:
    """What was said, with every digest and every moment alike."""
    said = re.sub(r"\b[0-9a-f]{64}\b", "SHA", said)
    return re.sub(r"[0-9-]{10} [0-9:]{8}\.[0-9]{6}", "THEN", said).splitlines()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE entry SET state = 'approved' WHERE id = 1002",
            [
                "X1002 的状态与审计记录不符：应为 “appealed”，现为 “approved”",
            ],
        ),
        (
            "UPDATE entry SET day = '2026-08-05' WHERE id = 1001",
            [
                "X1001 的日期与审计记录不符：应为 “2026-11-05”，现为 “2026-08-05”",
            ],
        ),
        (
            "UPDATE entry SET line = 'risk' WHERE id = 1001",
            [
                "X1001 的项与审计记录不符：应为 “publicity”，现为 “risk”",
            ],
        ),
        (
            "UPDATE entry SET person_id = 2 WHERE id = 1001",
            [
                "X1001 的所属人员与审计记录不符：应为 1，现为 2",
                "X1001 的草稿属于另一个人，被改动过",
            ],
        ),
        (
            "UPDATE fault SET state = 'withdrawn' WHERE id = 1",
            [
                "S1 的状态与审计记录不符：应为 “confirmed”，现为 “withdrawn”",
            ],
        ),
        (
            "UPDATE fault SET decided_by = 1 WHERE id = 1",
            [
                "S1 的审核人与审计记录不符：应为 2，现为 1",
            ],
        ),
        (
            "UPDATE draft SET about_id = 2 WHERE about_id = 1",
            ["S1 的草稿属于另一个人，被改动过"],
        ),
        (
            "UPDATE draft SET state = 'open' WHERE about_id = 1",
            ["S1 的草稿状态是“open”，与记录的状态不合，被改动过"],
        ),
        (
            "UPDATE evidence SET size = 8 WHERE slot = 'proof'",
            ["S1 的佐证 7 的文件大小与审计记录不符：应为 9，现为 8"],
        ),
        (
            "UPDATE entry SET counts = false WHERE id = 1001",
            [
                "X1001 的是否计分与审计记录不符：应为 1，现为 0",
            ],
        ),
        (
            "UPDATE entry SET reason = '' WHERE id = 1001",
            [
                "X1001 的理由与审计记录不符：应为 “材料齐全”，现为 “”",
            ],
        ),
        (
            "DELETE FROM entry WHERE id = 1001",
            [
                "X1001 在审计记录里有，现在不见了",
                "exemplar 第 1 行引用的 entry 不存在",
            ],
        ),
        (
            "UPDATE base_score SET value = 30 WHERE person_id = 1",
            [
                "人员 1（李*）2026Q4 的基本得分的分数与审计记录不符：应为 27，现为 30",
            ],
        ),
        (
            "INSERT INTO base_score VALUES (1, '2026Q3', 30, '', 2, '2026-11-23 01:00:00.000000')",
            [
                "人员 1（李*）2026Q3 的基本得分没有审计记录，不是通过本系统添加的",
            ],
        ),
        (
            "INSERT INTO role (person_id, role, since) VALUES (1, 'bureau', '2026-11-23 01:00:00')",
            [
                "人员 1（李*）的身份 4 没有审计记录，不是通过本系统添加的",
            ],
        ),
        (
            "UPDATE role SET until = NULL WHERE role = 'bureau'",
            [
                "人员 2（王*）的身份 3 的终止时间与审计记录不符：应为 “THEN”，现为 空",
            ],
        ),
        (
            "UPDATE evidence SET sha256 = thumbnail WHERE id = 1",
            [
                "X1001 的佐证 1 的文件与审计记录不符：应为 “SHA”，现为 “SHA”",
            ],
        ),
        (
            "UPDATE person SET task_force_id = 3 WHERE id = 1",
            [
                "人员 1（李*）的所属专班与审计记录不符：应为 1，现为 3",
            ],
        ),
        (
            "UPDATE account SET person_id = 9 WHERE person_id = 2",
            [
                "人员 9 的账号的所属人员与审计记录不符：应为 2，现为 9",
                "account 第 72 行引用的 person 不存在",
            ],
        ),
        (
            "DELETE FROM exemplar WHERE state = 'nothing'",
            [
                "服装制造 2026-11 的典型 2 在审计记录里有，现在不见了",
            ],
        ),
        (
            "UPDATE audit SET actor_id = 1 WHERE act = 'approve'",
            [
                "审计记录第 5 行与前一行对不上，此处被改动或删除过",
                "…",
            ],
        ),
        (
            "DELETE FROM audit WHERE act = 'approve'",
            [
                "审计记录第 6 行与前一行对不上，此处被改动或删除过",
                "…",
            ],
        ),
        (
            "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
            [
                "审计记录第 {last} 行与前一行对不上，此处被改动或删除过",
                "…",
            ],
        ),
    ],
)
def test_what_was_changed_by_sql_is_named_and_nothing_else(
    county: Desk, change: str, said: list[str]
) -> None:
    ((last,),) = county.sql("SELECT max(id) FROM audit")
    said = [line.format(last=last) if "{last}" in line else line for line in said]
    county.sql(change)
    result = county("verify")
    assert result.exit_code == 1
    found = lines(result.stdout)
    assert found[: len(said) - 1] == said[:-1] if said[-1] == "…" else found == said
    assert len(set(found)) == len(found)


@only_sqlite
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE entry SET reason = CAST(x'ff' AS TEXT) WHERE id = 1001",
            [
                "X1001 的理由与审计记录不符：应为 “材料齐全”，现为 乱码 ff",
            ],
        ),
        (
            "UPDATE entry SET reason = CAST(x'eda080' AS TEXT) WHERE id = 1001",
            [
                "X1001 的理由与审计记录不符：应为 “材料齐全”，现为 乱码 eda080",
            ],
        ),
        (
            "UPDATE evidence SET slot = CAST(x'ff' AS TEXT) WHERE id = 1",
            [
                "X1001 的佐证 1 的佐证类别与审计记录不符：应为 “photos”，现为 乱码 ff",
            ],
        ),
        (
            "UPDATE evidence SET unique_id = CAST(x'ff' AS TEXT) WHERE id = 1",
            [
                "X1001 的佐证 1 的文件编号与审计记录不符：应为 “unique1”，现为 乱码 ff",
                "X1001 的佐证 1 的文件名与审计记录不符，被改动过",
            ],
        ),
        (
            "UPDATE evidence SET sha256 = x'ff' WHERE id = 1",
            [
                "X1001 的佐证 1 的文件与审计记录不符：应为 “SHA”，现为 二进制内容 ff",
                "佐证文件 二进制内容 ff 缺失或内容已变",
            ],
        ),
        (
            "UPDATE base_score SET quarter = CAST(x'ff' AS TEXT) WHERE person_id = 1",
            [
                "人员 1（李*）乱码 ff 的基本得分没有审计记录，不是通过本系统添加的",
                "人员 1（李*）2026Q4 的基本得分在审计记录里有，现在不见了",
            ],
        ),
        (
            "UPDATE task_force SET name = x'00' WHERE id = 1",
            [
                (
                    "专班“二进制内容 00”（1）的名称与审计记录不符：应为 “工程建设领域”，"
                    "现为 二进制内容 00"
                ),
            ],
        ),
        (
            "UPDATE task_force SET cooperating = '{' WHERE id = 1",
            [
                (
                    "专班“工程建设领域”（1）的配合单位与审计记录不符："
                    "应为 “县交通运输局、县水务局”，现为 “{”"
                ),
            ],
        ),
        (
            "UPDATE role SET person_id = x'31' WHERE id = 1",
            [
                "人员 二进制内容 31 的身份 1 的所属人员与审计记录不符：应为 1，现为 二进制内容 31",
                "role 第 1 行引用的 person 不存在",
            ],
        ),
        (
            "UPDATE person SET name_sealed = CAST(x'ff' AS TEXT) WHERE id = 1",
            [
                "人员 1 的姓名与审计记录不符，被改动过",
            ],
        ),
        (
            "UPDATE audit SET detail = CAST(x'ff' AS TEXT) WHERE id = 3",
            [
                "审计记录第 3 行与前一行对不上，此处被改动或删除过",
                "…",
            ],
        ),
        (
            "UPDATE audit SET kept = x'ff' WHERE id = 3",
            [
                "审计记录第 3 行与前一行对不上，此处被改动或删除过",
                "…",
            ],
        ),
    ],
)
def test_what_is_not_of_its_columns_type_is_said_and_hides_nothing(
    county: Desk, change: str, said: list[str]
) -> None:
    """SQLite keeps in a column whatever it is given."""
    _is_said_and_hides_nothing(county, change, said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE person SET name_sealed = substr(name_sealed, 1, 9) WHERE id = 1",
            [
                "人员 1 的姓名与审计记录不符，被改动过",
            ],
        ),
        (
            "UPDATE entry SET reason = '\x1b\n完好' WHERE id = 1001",
            [
                "X1001 的理由与审计记录不符：应为 “材料齐全”，现为 “‹1B›‹A›完好”",
            ],
        ),
    ],
)
def test_what_cannot_be_read_is_said_and_hides_nothing(
    county: Desk, change: str, said: list[str]
) -> None:
    _is_said_and_hides_nothing(county, change, said)


def _is_said_and_hides_nothing(county: Desk, change: str, said: list[str]) -> None:
    county.sql(change)
    county.sql("UPDATE base_score SET value = 30 WHERE person_id = 2")
    result = county("verify")
    assert result.exit_code == 1
    found = lines(result.stdout)
    other = "人员 2（王*）2026Q4 的基本得分的分数与审计记录不符：应为 20，现为 30"
    assert other in found
    found.remove(other)
    assert found[: len(said) - 1] == said[:-1] if said[-1] == "…" else found == said
    assert not re.search(r"b'|\\|\{'|None|Traceback", result.output)


def test_one_damaged_name_among_others_hides_nothing(county: Desk) -> None:
    another = "(SELECT facts_sealed FROM entry WHERE id = 1001)"
    county.sql(f"UPDATE person SET name_sealed = {another} WHERE id = 2")
    county.sql("UPDATE base_score SET value = 30 WHERE person_id = 2")
    assert lines(county("verify").stdout) == [
        "人员 2 的姓名与审计记录不符，被改动过",
        "人员 2 2026Q4 的基本得分的分数与审计记录不符：应为 20，现为 30",
    ]
    county.sql(
        f"UPDATE person SET name_sealed = {blob(bytes(1))}"
    )  # none opens: it may be another key
    assert county.refused("verify").startswith("DATA_KEY 与数据库里的数据不符")


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
        f"UPDATE {GIVEN} SET seq = {last} WHERE name = 'audit'",
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


@pytest.mark.parametrize("said",
    ["7", "7:", "七:00", "7:00ff", f"7:{'0' * 63}g", f"0:{'0' * 64}", f"-7:{'0' * 64}",
     f"７:{'0' * 64}"],
)  # fmt: skip
def test_a_head_that_cannot_be_read_is_said_with_an_example(desk: Desk, said: str) -> None:
    assert "例如：--noted 1042:" in desk.refused("verify", "--noted", said)


def test_noting_the_head_and_comparing_one_are_two_things(county: Desk) -> None:
    noted = county.ok("verify", "--head").strip()
    said = county.refused("verify", "--head", "--noted", noted)
    assert said.startswith("--head 与 --noted 不能同时用")


def test_nothing_is_said_twice_and_nobody_has_no_number(county: Desk) -> None:
    for chat in (98, 99):
        county.sql(f"INSERT INTO account (chat_id, reachable) VALUES ({chat}, true)")
    county.sql('UPDATE task_force SET cooperating = \'{"units": [{"a": 1}]}\' WHERE id = 1')
    county.sql("UPDATE base_score SET given_by = 9, person_id = 9 WHERE person_id = 2")
    assert lines(county("verify").stdout) == [
        (
            "专班“工程建设领域”（1）的配合单位与审计记录不符："
            '应为 “县交通运输局、县水务局”，现为 “{"units": [{"a": 1}]}”'
        ),
        "不属于任何人的账号没有审计记录，不是通过本系统添加的",
        "人员 9 2026Q4 的基本得分没有审计记录，不是通过本系统添加的",
        "人员 2（王*）2026Q4 的基本得分在审计记录里有，现在不见了",
        f"base_score 第 {9 if ON_POSTGRES else 2} 行引用的 person 不存在",
    ]


def test_evidence_files_are_still_looked_at(county: Desk) -> None:
    (sha256, thumbnail), *_ = county.sql("SELECT sha256, thumbnail FROM evidence WHERE id = 1")
    root = county.folder / "var/evidence"
    (root / str(sha256)[:2] / str(sha256)).write_bytes(b"cut off")
    gone = root / str(thumbnail)[:2] / str(thumbnail)
    gone.unlink()
    gone.mkdir()
    said = county("verify").stdout.splitlines()
    assert {f"佐证文件 {name} 缺失或内容已变" for name in (sha256, thumbnail)} == set(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"UPDATE {GIVEN} SET seq = seq - 1 WHERE name = 'audit'", "{less}"),
        (f"DELETE FROM {GIVEN} WHERE name = 'audit'", "空"),
        *(
            pytest.param(*odd, marks=only_sqlite)
            for odd in (
                (f"UPDATE {GIVEN} SET seq = NULL WHERE name = 'audit'", "空"),
                (f"UPDATE {GIVEN} SET seq = 'x' WHERE name = 'audit'", "x"),
                (f"UPDATE {GIVEN} SET seq = seq + 0.5 WHERE name = 'audit'", "{last}.5"),
                (f"INSERT INTO {GIVEN} VALUES ('audit', 3)", "{last}、3"),
            )
        ),
    ],
)
def test_the_count_of_lines_that_was_put_back_shows(county: Desk, change: str, said: str) -> None:
    last = int(str(county.sql("SELECT max(id) FROM audit")[0][0]))
    county.sql(change)
    given = said.format(last=last, less=last - 1)
    assert county("verify").stdout.splitlines() == [
        f"审计记录的末行是第 {last} 行，数据库记下的编号却是 {given}，编号被改动过"
    ]


_ONE_MORE = "CREATE TRIGGER one_more AFTER INSERT ON base_score BEGIN SELECT 1; END"
_IN_SQLITE = [
    (
        ["DROP TRIGGER audit_no_update"],
        ["数据库缺少触发器 audit_no_update（在 audit 上），被删除过"],
    ),
    (
        [_ONE_MORE],
        ["数据库多出触发器 one_more（在 base_score 上），不是本程序建立的"],
    ),
    (
        ["DROP TRIGGER audit_no_delete", _ONE_MORE.replace("one_more", "audit_no_delete")],
        [
            "数据库缺少触发器 audit_no_delete（在 audit 上），被删除过",
            "数据库多出触发器 audit_no_delete（在 base_score 上），不是本程序建立的",
        ],
    ),
    (
        [
            "DROP TRIGGER audit_no_delete",
            "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT 1; END",
        ],
        ["数据库里的触发器与本程序建立的不同，被改动过：audit_no_delete（在 audit 上）"],
    ),
]
_NOTHING = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
_EACH_STATEMENT = "FOR EACH STATEMENT EXECUTE FUNCTION nothing()"
_IN_POSTGRES = [
    (
        ["DROP TRIGGER audit_append_only ON audit"],
        ["数据库缺少触发器 audit_append_only（在 audit 上），被删除过"],
    ),
    (
        ["ALTER TABLE audit DISABLE TRIGGER audit_append_only"],
        ["数据库里的触发器与本程序建立的不同，被改动过：audit_append_only（在 audit 上）"],
    ),
    (
        [f"CREATE OR REPLACE FUNCTION audit_append_only() {_NOTHING}"],
        ["数据库里的触发器与本程序建立的不同，被改动过：audit_append_only（在 audit 上）"],
    ),
    (
        ["DROP TRIGGER audit_given ON audit"],
        ["数据库缺少触发器 audit_given（在 audit 上），被删除过"],
    ),
    (
        [
            f"CREATE FUNCTION nothing() {_NOTHING}",
            f"CREATE TRIGGER one_more AFTER INSERT ON base_score {_EACH_STATEMENT}",
        ],
        ["数据库多出触发器 one_more（在 base_score 上），不是本程序建立的"],
    ),
    (
        ["CREATE RULE one_more AS ON DELETE TO audit DO ALSO NOTHING"],
        ["数据库多出规则 one_more（在 audit 上），不是本程序建立的"],
    ),
    (
        ["ALTER TABLE base_score DROP CONSTRAINT ck_base_score_value"],
        ["数据库缺少约束 ck_base_score_value（在 base_score 上），被删除过"],
    ),
    (
        ["ALTER TABLE entry DROP CONSTRAINT fk_entry_decided_by"],
        ["数据库缺少约束 fk_entry_decided_by（在 entry 上），被删除过"],
    ),
    (
        [
            "ALTER TABLE base_score DROP CONSTRAINT ck_base_score_value",
            "ALTER TABLE base_score ADD CONSTRAINT ck_base_score_value CHECK (value < 99)",
        ],
        ["数据库里的约束与本程序建立的不同，被改动过：ck_base_score_value（在 base_score 上）"],
    ),
    (
        ["ALTER TABLE entry ALTER COLUMN day TYPE text"],
        ["数据库里的表与本程序建立的不同，被改动过：entry"],
    ),
    (
        ['ALTER TABLE evidence ALTER COLUMN mime TYPE text COLLATE "POSIX"'],
        ["数据库里的表与本程序建立的不同，被改动过：evidence"],
    ),
]
_IN_EITHER = [
    (
        ["DROP INDEX ix_role_one_liaison"],
        ["数据库缺少索引 ix_role_one_liaison（在 role 上），被删除过"],
    ),
    (
        [
            "CREATE TABLE hidden AS SELECT * FROM base_score",
            "DROP TABLE base_score",
            "CREATE VIEW base_score AS SELECT * FROM hidden",
        ],
        [
            "数据库缺少表 base_score，被删除过",
            "数据库多出表 hidden，不是本程序建立的",
            "数据库多出视图 base_score，不是本程序建立的",
        ],
    ),
    (
        ["ALTER TABLE entry ADD COLUMN bonus INTEGER"],
        ["数据库里的表与本程序建立的不同，被改动过：entry"],
    ),
]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        *_IN_EITHER,
        *(pytest.param(*each, marks=only_sqlite) for each in _IN_SQLITE),
        *(pytest.param(*each, marks=only_postgres) for each in _IN_POSTGRES),
    ],
)
def test_what_the_database_consists_of_is_looked_at_first(
    desk: Desk, changes: list[str], said: list[str]
) -> None:
    for change in changes:
        desk.sql(change)
    desk.sql("UPDATE task_force SET lead = '' WHERE id = 1")
    *shape, row = desk("verify").stdout.splitlines()
    assert shape == said
    assert "的牵头单位与审计记录不符" in row


@only_postgres
def test_a_reference_that_is_enforced_no_more_is_followed_all_the_same(county: Desk) -> None:
    county.sql(
        "ALTER TABLE account DROP CONSTRAINT fk_account_person_id",
        "UPDATE account SET person_id = 9 WHERE person_id = 2",
    )
    assert county("verify").stdout.splitlines() == [
        "数据库缺少约束 fk_account_person_id（在 account 上），被删除过",
        "人员 9 的账号的所属人员与审计记录不符：应为 2，现为 9",
        "account 第 72 行引用的 person 不存在",
    ]


@only_postgres
def test_who_may_make_no_schema_to_compare_with_is_told_what_to_grant(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_url(county.url)
    clerk = f"clerk_of_{url.database}"
    county.sql(
        f"CREATE ROLE {clerk} LOGIN",
        f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {clerk}",
        f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {clerk}",
    )
    monkeypatch.setenv("DATABASE_URL", url.set(username=clerk).render_as_string())
    assert "GRANT CREATE ON DATABASE" in county.refused("verify")


@pytest.mark.parametrize("name", ["audit", "draft", "sheet", *(k for k in KEPT if k != "person")])
def test_a_table_that_is_gone_is_said_in_one_sentence_and_hides_no_other(
    county: Desk, name: str
) -> None:
    Desk.sql(county, dropping(name))
    other = "exemplar" if name == "base_score" else "base_score"
    county.sql(f"UPDATE {other} SET reason = 'x'" if other == "base_score"
               else "UPDATE exemplar SET month = '2026-10'")  # fmt: skip
    first, *others = county("verify").stdout.splitlines()
    assert first == f"数据库缺少表 {name}，被删除过"
    assert name in ("audit", "draft", "sheet", *KEPT)
    others = [line for line in others if not line.startswith("数据库缺少约束 fk_")]
    assert not [line for line in others if "数据库" in line]
    assert bool(others) == (name != "audit")


def test_without_people_there_is_nothing_to_prove_the_key_by(county: Desk) -> None:
    Desk.sql(county, dropping("person"))
    said = county.refused("verify")
    assert re.search('no such table: person|"person" does not exist', said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("person_id = 2", "X1001 的草稿属于另一个人，被改动过"),
        ("state = 'open'", "X1001 的草稿状态是“open”，与记录的状态不合，被改动过"),
        ("state = 'dropped'", "X1001 的草稿状态是“dropped”，与记录的状态不合，被改动过"),
    ],
)
def test_a_draft_through_which_an_entry_would_be_changed_is_its_authors(
    county: Desk, change: str, said: str
) -> None:
    county.sql(f"UPDATE draft SET {change} WHERE id = 1")
    assert county("verify").stdout.splitlines() == [said]


@pytest.mark.parametrize("change", ["person_id = 1", "about_id = NULL", "about_id = 2"])
def test_a_draft_on_somebodys_behalf_is_the_recorders_and_about_the_person(
    county: Desk, change: str
) -> None:
    write(environment(), on_behalf)
    assert county.ok("verify").startswith("完好")
    county.sql(f"UPDATE draft SET {change} WHERE about_id IS NOT NULL AND form != 'fault'")
    assert county("verify").stdout.splitlines() == ["X1003 的草稿属于另一个人，被改动过"]


@pytest.mark.parametrize("change", ["recorded_by = NULL", "recorded_by = 1"])
def test_who_recorded_an_entry_is_not_changed_unseen(county: Desk, change: str) -> None:
    write(environment(), on_behalf)
    county.sql(f"UPDATE entry SET {change} WHERE id = 1003")
    said = county("verify").stdout
    assert "与审计记录不符" in said
    assert "的草稿属于另一个人，被改动过" in said


_AS_IT_WAS = (
    "DELETE FROM audit",
    f"UPDATE {GIVEN} SET seq = 0 WHERE name = 'audit'",
    "ALTER TABLE audit DROP COLUMN kept",
    *(
        f"DROP TABLE {table}"
        for table in (
            *("attendance", "training", "placement", "habit"),
            *("alert_note", "alert", "emergency_plan"),
            *("text_band", "text_sketch", "reading"),
            *("reported", "version", "fault", "award", "deputy", "move", "unchanged"),
            *("opening", "station"),
            *("application", "owner", "lane"),
            *("feedback_word", "feedback", "burden"),
        )
    ),
    "ALTER TABLE draft DROP COLUMN about_id",
    "ALTER TABLE entry DROP COLUMN recorded_by",
    "ALTER TABLE exemplar DROP COLUMN promoted_where",
    "DROP INDEX ix_inbox_chat_id",
    "DROP INDEX ix_outbox_chat_id",
    "DROP INDEX ix_outbox_taken_by",
    "DROP INDEX ix_errand_taken_by",
    *(
        f"ALTER TABLE {table} DROP COLUMN {column}"
        for table in ("outbox", "errand")
        for column in ("taken_by", "taken_until")
    ),
    "UPDATE alembic_version SET version_num = '0002'",
)
_IN_THE_OPEN = "UPDATE evidence SET name = '合同.jpg', name_sealed = NULL WHERE id = 1"


def as_it_was(county: Desk, *more: str) -> None:
    """The county as an earlier version left it: one decision, not numbered, and a name of a file
    in the open.
    """
    line, _ = write(environment(), older_line, 1, audit.START)
    for statement in (*_AS_IT_WAS, line, _IN_THE_OPEN, *more):
        county.sql(statement)


def test_rows_older_than_the_trail_are_taken_in_once_by_the_upgrade_and_said(county: Desk) -> None:
    as_it_was(county)
    assert "请先运行 xietiao init" in county.refused("verify")
    result = county("init")
    assert result.exit_code == 0
    assert "条记录从现在起纳入审计链" in result.stderr
    assert county.sql("SELECT count(*) FROM evidence WHERE name != ''") == [(0,)]
    whole, older = county.ok("verify").splitlines()
    assert whole.startswith("完好")
    assert re.fullmatch(r"其中 \d+ 条在 \S+ 纳入审计链，此前的改动无从核对", older)
    assert "纳入审计链" not in county("init").stderr
    assert county.sql("SELECT count(*) FROM audit WHERE act = 'adopt'") == [(1,)]
    county.sql("UPDATE entry SET day = '2026-08-05' WHERE id = 1001")
    assert "X1001 的日期与审计记录不符" in county("verify").stdout


def test_an_upgrade_that_was_killed_is_done_anew_and_whole(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_was(county)

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(evidence, "seal_names", killed)
        with pytest.raises(KeyboardInterrupt):
            upgrade(county)
    assert county.sql("SELECT version_num FROM alembic_version") == [("0002",)]
    upgrade(county)
    assert county.ok("verify").startswith("完好")


def upgrade(county: Desk) -> None:
    settings = environment()
    database = databases.at(county.url)
    set_up.upgrade(database, Vault(settings.key), read_county(settings), MONDAY)


@pytest.mark.parametrize(
    "tampered",
    [
        ("DELETE FROM audit", f"DELETE FROM {GIVEN} WHERE name = 'audit'"),
        ("DELETE FROM audit WHERE kept != '' OR act = 'adopt'",),
        ("DELETE FROM audit WHERE act = 'adopt'",),
        _AS_IT_WAS,
        ("DELETE FROM audit WHERE act = 'adopt'", *_AS_IT_WAS[2:]),
    ],
)
def test_a_trail_that_lost_the_rows_is_not_begun_anew(
    county: Desk, tampered: tuple[str, ...]
) -> None:
    for statement in tampered:
        county.sql(statement)
    before = county.sql("SELECT * FROM audit"), county.sql("SELECT * FROM alembic_version")
    said = county.refused("init")
    assert said.startswith("数据库里已有记录，审计链却没有接管它们")
    assert "xietiao init --adopt" in said
    after = county.sql("SELECT * FROM audit"), county.sql("SELECT * FROM alembic_version")
    assert before == after
    if before[1] == [(schema.HEAD,)]:
        result = county("verify")
        assert result.exit_code == 1
        assert "没有接管已有记录的那一行" in result.stdout or "与前一行对不上" in result.stdout
        assert "xietiao init" not in result.output
    assert "条记录从现在起纳入审计链" in county("init", "--adopt").stderr
    assert county.sql("SELECT count(*) FROM audit WHERE act = 'adopt'") == [(1,)]


def test_init_takes_over_no_name_that_somebody_put_there_in_the_open(county: Desk) -> None:
    county.sql(_IN_THE_OPEN)
    county.ok("init")
    assert county.sql("SELECT name, name_sealed FROM evidence WHERE id = 1") == [("合同.jpg", None)]
    assert county("verify").stdout.splitlines() == [
        "X1001 的佐证 1 的未加密的文件名与审计记录不符，被改动过",
        "X1001 的佐证 1 的文件名与审计记录不符，被改动过",
    ]


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
