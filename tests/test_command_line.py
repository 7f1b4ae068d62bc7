"""The command line, as an administrator uses it: beside the bot, in scripts, and with slips."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.commands.transaction import environment, write
from bot.sandbox.phone import Phone
from bot.sandbox.server import running
from bot.sandbox.world import World
from bot.settings import EXAMPLES
from bot.storage import databases
from bot.storage.people import persons
from bot.storage.score import awards
from bot.storage.session import Session
from tests import places
from tests.conftest import KEY, TOKEN
from tests.handlers.score import golden
from tests.places import Template, only_sqlite
from tests.tampering import UNGUARDED, altered, blob

HEADINGS = ["姓名", "身份证号码", "协调员类型", "工作单位及职务", "联系方式"]
GRID = "劳动监察网格员"
MEI = ["李梅", "11010519491231002X", GRID, "宏达服装 人事", "13800000001"]
WANG = ["王强", "34052419800101001X", GRID, "商会", "13800000002"]
OTHER_MEI = ["李梅", "440524188001010014", GRID, "另一家", "13800000003"]
TABLES = ("inbox", "person", "audit", "evidence")


@dataclass
class Desk:
    """An administrator's desk: a folder of its own, and the commands."""

    folder: Path
    runner: CliRunner = field(default_factory=CliRunner)

    def __call__(self, *words: str) -> Result:
        result = self.runner.invoke(app, list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    def ok(self, *words: str) -> str:
        result = self(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *words: str) -> str:
        """What was said on standard error; nothing on the other, and no traceback."""
        result = self(*words)
        assert result.exit_code > 0
        assert "Traceback" not in result.output
        return result.stderr

    @property
    def url(self) -> str:
        return os.environ.get("DATABASE_URL") or f"sqlite:///{self.folder}/var/county.db"

    def sql(self, *statements: str) -> list[tuple[object, ...]]:
        return altered(self.url, *statements)

    def roster(self, *rows: list[str], sheet: str = "名册", force: str = "服装制造") -> str:
        path = self.folder / "台账.xlsx"
        with xlsxwriter.Workbook(path) as book:
            made = book.add_worksheet(sheet)
            for n, row in enumerate([["台账"], [f"乡镇(街道、领域)：{force}"], HEADINGS, *rows]):
                made.write_row(n, 0, row)
        return str(path)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    for name, value in places.environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@dataclass(frozen=True)
class Made:
    """What `xietiao init` makes."""

    folder: Path
    environment: dict[str, str]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """It is made once."""
    folder = tmp_path_factory.mktemp("init")
    clean = {name: value for name, value in os.environ.items() if name not in EXAMPLES}
    own = places.environment(folder)
    command = [sys.executable, "-m", "bot", "init"]
    subprocess.run(command, cwd=folder, env=clean | own | {"PYTHONPATH": _root()}, check=True)
    return Made(folder, own)


@pytest.fixture
def desk(bare: Desk, made: Made, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """After `xietiao init`."""
    shutil.copytree(made.folder, bare.folder, dirs_exist_ok=True)
    for name, url in made.environment.items():
        monkeypatch.setenv(name, Template(url).copied(bare.folder))
    return bare


def _root() -> str:
    return str(Path(__file__).parent.parent)


# ── init ───────────────────────────────────────────────────────────────────────────────────────


def test_init_makes_database_key_and_task_forces_and_twice_is_harmless(bare: Desk) -> None:
    said = bare.ok("init")
    assert "DATA_KEY" in said
    assert "7 个专班" in said
    env, people = (bare.folder / ".env").read_bytes(), bare.ok("appoint", "bureau", "赵敏")
    assert "赵敏" in people
    assert "DATA_KEY" not in bare.ok("init")
    assert (bare.folder / ".env").read_bytes() == env
    assert bare.sql("SELECT count(*) FROM task_force") == [(7,)]
    assert bare.sql("SELECT count(*) FROM person") == [(1,)]


def test_init_never_makes_a_second_key_for_a_database_that_has_one(desk: Desk) -> None:
    (desk.folder / ".env").unlink()
    assert "DATA_KEY" in desk.refused("init")
    assert not (desk.folder / ".env").exists()


def test_a_key_that_is_not_the_databases_writes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ok("roster", "import", desk.roster(MEI))
    monkeypatch.setenv("DATA_KEY", KEY)
    for words in (
        ["init"],
        ["roster", "import", desk.roster(MEI)],
        ["run"],
        ["appoint", "admin", "甲"],
    ):
        assert "DATA_KEY" in desk.refused(*words)
    assert desk.sql("SELECT count(*) FROM person") == [(1,)]


@pytest.mark.parametrize("content", [None, "不是 TOML", "[[task_forces]]\nname = 3"])
def test_a_wrong_county_file_is_named_before_anything_is_made(
    bare: Desk, content: str | None
) -> None:
    if content is not None:
        (bare.folder / "county.toml").write_text(content, "utf-8")
    assert bare.refused("init", "--county", "county.toml")
    assert not (bare.folder / ".env").exists()
    assert not (bare.folder / "var").exists()


def test_a_county_of_its_own_brings_its_task_forces(bare: Desk) -> None:
    shipped = (Path(_root()) / "bot/rules/county.toml").read_text("utf-8")
    (bare.folder / "county.toml").write_text(shipped.replace('"服装制造"', '"造船"'), "utf-8")
    bare.ok("init", "--county", "county.toml")
    assert ("造船",) in bare.sql("SELECT name FROM task_force")
    bare.ok("appoint", "liaison", "王强", "--task-force", "造船")


# ── wrong settings ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [["run"], ["doctor"], ["verify"], ["replay"], ["appoint", "bureau", "赵敏"],
     ["report", "summary", "2026Q4", "--out", "x.xlsx"], ["invite", "--all"]],
)  # fmt: skip
def test_before_init_every_command_says_what_to_do_and_makes_nothing(
    bare: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("DATA_KEY", KEY)
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    result = bare(*words)
    assert result.exit_code > 0
    assert "xietiao init" in result.output or "BOT_API_URL" in result.output
    assert not (bare.folder / "var/county.db").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "错"), ("DATA_KEY", "短"), ("LISTEN", "门"), ("PROXY_URL", "代理"),
        ("DATABASE_URL", "mysql://x"), ("COUNTY_FILE", "/no/such.toml"), ("LOG_FORMAT", "xml"),
        ("WEBHOOK_URL", "https://bot.example.cn/x"), ("TIMEZONE", "Mars"),
    ],
)  # fmt: skip
def test_run_names_a_wrong_setting(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    wanted = "WEBHOOK_SECRET" if name == "WEBHOOK_URL" else name
    said = desk.refused("run")
    assert wanted in said
    assert "例如" in said


@pytest.mark.parametrize("words", [["init"], ["doctor"], ["verify"], ["run"]])
def test_a_place_that_cannot_be_is_said_in_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    (desk.folder / "file").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{desk.folder}/file/county.db")
    assert desk(*words).exit_code > 0


@only_sqlite
def test_what_is_no_database_is_said_in_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.folder / "notes.db").write_bytes(b"no database " * 500)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{desk.folder}/notes.db")
    for words in (["init"], ["verify"], ["run"], ["appoint", "admin", "甲"]):
        assert "DATABASE_URL" in desk.refused(*words)


@pytest.mark.parametrize(
    "words",
    [["run"], ["verify"], ["verify", "--head"], ["init"], ["replay"], ["backup", "a.xtb"],
     ["appoint", "admin", "甲"], ["migrate", "--to-database", "sqlite:///other.db"]],
)  # fmt: skip
def test_a_database_of_a_newer_program_is_left_alone_and_said_to_be_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    desk.sql("UPDATE alembic_version SET version_num = '9999'")
    name = databases.at(environment().database_url).name
    assert desk.refused(*words) == (
        f"数据库 {name} 是更新的版本建立的，请换用新版程序，例如：git pull && make install\n"
    )
    assert desk.sql("SELECT version_num FROM alembic_version") == [("9999",)]


# ── roster import ──────────────────────────────────────────────────────────────────────────────


def test_a_roster_is_taken_in_once(desk: Desk) -> None:
    file = desk.roster(MEI, WANG)
    assert desk.ok("roster", "import", file, "--dry-run") == "imported 2, unchanged 0, refused 0\n"
    assert desk.sql("SELECT count(*) FROM person") == [(0,)]
    assert desk.ok("roster", "import", file) == "imported 2, unchanged 0, refused 0\n"
    before = desk.sql("SELECT count(*) FROM audit")
    assert desk.ok("roster", "import", file) == "imported 0, unchanged 2, refused 0\n"
    assert desk.sql("SELECT count(*) FROM audit") == before


def test_what_was_refused_is_named_by_sheet_and_cell_and_the_rest_taken_in(desk: Desk) -> None:
    wrong = [*MEI[:1], "110105194912310021", *MEI[2:]]
    result = desk("roster", "import", desk.roster(wrong, WANG, sheet="三月"))
    assert result.exit_code == 1
    assert result.stdout == "imported 1, unchanged 0, refused 1\n"
    assert re.fullmatch(r"三月!B4: .+\n", result.stderr)
    assert "110105194912310021" not in result.output


def test_the_same_row_twice_is_one_person(desk: Desk) -> None:
    result = desk("roster", "import", desk.roster(MEI, MEI))
    assert result.exit_code in {0, 1}
    assert desk.sql("SELECT count(*) FROM person") == [(1,)]


@pytest.mark.parametrize(
    "what", ["nothing", "not a workbook", "no column", "unknown force", "gone"]
)
def test_when_nothing_could_be_taken_in_the_exit_code_is_two(desk: Desk, what: str) -> None:
    file = desk.roster(MEI)
    if what == "nothing":
        file = desk.roster()
    if what == "not a workbook":
        Path(file).write_bytes(b"PK\x03\x04 cut off")
    if what == "no column":
        with xlsxwriter.Workbook(file) as book:
            book.add_worksheet().write_row(0, 0, [*HEADINGS[:1], *HEADINGS[2:]])
    if what == "unknown force":
        file = desk.roster(MEI, force="造船")
    if what == "gone":
        Path(file).unlink()
    result = desk("roster", "import", file)
    assert result.exit_code == 2, result.output
    assert result.stderr
    assert desk.sql("SELECT count(*) FROM person") == [(0,)]


def test_what_no_database_keeps_is_left_out_of_what_a_workbook_says(desk: Desk) -> None:
    said = desk.ok("roster", "import", desk.roster([*MEI[:3], "宏达\0服装 人事", MEI[4]]))
    assert said == "imported 1, unchanged 0, refused 0\n"
    assert desk.sql("SELECT employer FROM person") == [("宏达服装 人事",)]


def test_task_force_overrides_what_the_workbook_says(desk: Desk) -> None:
    desk.ok("roster", "import", desk.roster(MEI, force="造船"), "--task-force", "高端装备")
    assert desk.sql("SELECT f.name FROM person p JOIN task_force f ON f.id = p.task_force_id") == [
        ("高端装备",)
    ]


def test_namesakes_with_different_numbers_are_two_and_a_mask_matches_one(desk: Desk) -> None:
    desk("roster", "import", desk.roster(MEI, OTHER_MEI))
    two = desk.sql("SELECT count(*) FROM person")
    masked = [MEI[0], "1101**********002X", *MEI[2:]]
    assert (
        desk.ok("roster", "import", desk.roster(masked)) == "imported 0, unchanged 1, refused 0\n"
    )
    moved = [*masked[:3], "云锦制衣厂", masked[4]]
    assert desk.ok("roster", "import", desk.roster(moved)) == "imported 1, unchanged 0, refused 0\n"
    assert desk.sql("SELECT count(*) FROM person") == two


# ── appoint ────────────────────────────────────────────────────────────────────────────────────


def liaisons(desk: Desk) -> list[tuple[object, ...]]:
    return desk.sql("SELECT person_id FROM role WHERE role = 'liaison' AND until IS NULL")


def test_a_task_force_has_one_liaison_and_the_next_takes_over(desk: Desk) -> None:
    desk.ok("roster", "import", desk.roster(MEI, WANG))
    desk.ok("appoint", "liaison", "李梅", "--task-force", "服装制造")
    first = liaisons(desk)
    desk.ok("appoint", "liaison", "李梅", "--task-force", "服装制造")
    assert liaisons(desk) == first
    desk.ok("appoint", "liaison", "王强", "--task-force", "服装制造")
    assert len(liaisons(desk)) == 1
    assert liaisons(desk) != first
    assert desk.sql("SELECT count(*) FROM person") == [(2,)]


def test_a_liaison_who_moves_is_liaison_no_more_until_appointed_there(desk: Desk) -> None:
    desk.ok("roster", "import", desk.roster(WANG))
    desk.ok("appoint", "liaison", "王强", "--task-force", "服装制造")
    desk.ok("roster", "import", desk.roster(WANG, force="高端装备"))
    assert liaisons(desk) == []
    desk.ok("appoint", "liaison", "王强", "--task-force", "高端装备")
    assert len(liaisons(desk)) == 1


def test_namesakes_are_told_apart_by_phone(desk: Desk) -> None:
    other = ["李梅", "34052419800101001X", *MEI[2:4], "13800000003"]
    desk.ok("roster", "import", desk.roster(MEI, other))
    said = desk.refused("appoint", "liaison", "李梅", "--task-force", "服装制造")
    assert "--phone" in said
    desk.ok("appoint", "liaison", "李梅", "--task-force", "服装制造", "--phone", "138-0000-0003")
    assert liaisons(desk) == [(2,)]


def test_an_officer_appointed_again_is_the_same_and_may_get_a_phone(desk: Desk) -> None:
    for more in ([], [], ["--phone", "13800000009"], []):
        desk.ok("appoint", "bureau", "赵敏", *more)
    desk.ok("appoint", "admin", "赵敏", "--phone", "13800000009")
    assert desk.sql("SELECT count(*) FROM person") == [(1,)]
    assert desk.sql("SELECT role FROM role ORDER BY role") == [("admin",), ("bureau",)]
    desk.ok("appoint", "bureau", "赵敏", "--phone", "13800000008")
    assert "--phone" in desk.refused("appoint", "bureau", "赵敏")


@pytest.mark.parametrize(
    "words",
    [
        ["bureau", "  "],
        ["bureau", "赵敏", "--phone", "12345"],
        ["liaison", "王强", "--task-force", "造船"],
        ["liaison", "王强"],
    ],
)
def test_a_slip_in_an_appointment_changes_nothing(desk: Desk, words: list[str]) -> None:
    assert desk.refused("appoint", *words)
    assert desk.sql("SELECT count(*) FROM person") == [(0,)]


# ── report, verify, replay ────────────────────────────────────────────────────────────────────


def test_a_summary_goes_to_a_file_or_with_its_picture_to_a_folder(desk: Desk) -> None:
    desk.ok("roster", "import", desk.roster(MEI))
    desk.ok("report", "summary", "2026年第四季度", "--out", "新建/汇总.xlsx")
    book = CalamineWorkbook.from_path(str(desk.folder / "新建/汇总.xlsx"))
    assert book.sheet_names == ["人员", "专班"]
    assert book.get_sheet_by_name("人员").to_python()[1][1] == "李梅"
    said = desk.ok("report", "summary", "2026Q4", "--out", "全部")
    assert sorted(path.name for path in (desk.folder / "全部").iterdir()) == [
        "季度汇总-2026Q4-草稿.xlsx",
        "季度汇总-2026Q4.png",
    ]
    assert "季度汇总-2026Q4-草稿.xlsx" in said


@pytest.mark.parametrize(
    "words",
    [["2026Q5", "--out", "x.xlsx"], ["明年", "--out", "x.xlsx"], ["2026Q4", "--out", "文件/x.xlsx"],
     ["2026Q4", "--out", "x.xlsx", "--task-force", "造船"]],
)  # fmt: skip
def test_a_slip_in_a_report_is_said_in_a_sentence(desk: Desk, words: list[str]) -> None:
    (desk.folder / "文件").touch()
    assert desk.refused("report", "summary", *words)


def gold_of_2025(session: Session) -> None:
    """Three people, 2025 locked; the first has the title, the last a fault of large impact."""
    mei, wang, zhou = (person.id for person in persons.everyone(session))
    points = {mei: (90, 90, 90, 90), wang: (80, 80, 80, 80), zhou: (70, 70, 70, 70)}
    persons.set_personal(session, mei, "=李梅", "", "")
    golden.lock(session, points, year=2025)
    golden.at_fault(session, zhou, date(2025, 5, 6), large=True)
    awards.give(session, 2025, mei, 1, 360, "", wang)


def test_the_years_ranking_goes_to_a_file_or_with_its_papers_to_a_folder(desk: Desk) -> None:
    zhou = ["周杰", "", GRID, "远大化工 安全员", "13800000003"]
    desk.ok("roster", "import", desk.roster(MEI, WANG, zhou))
    write(environment(), gold_of_2025)
    desk.ok("report", "gold", "2025年", "--out", "新建/排名.xlsx", "--places", "2")
    book = CalamineWorkbook.from_path(str(desk.folder / "新建/排名.xlsx"))
    assert book.sheet_names == ["排名", "不具资格"]
    _, first, second = book.get_sheet_by_name("排名").to_python()
    assert (first[0], first[1], first[8], first[10]) == (1, "=李梅", 360, "金牌")
    assert (second[0], second[1], second[10]) == (2, "王强", "拟评")
    assert "影响较大" in str(book.get_sheet_by_name("不具资格").to_python()[1][9])
    said = desk.ok("report", "gold", "2025", "--out", "全部")
    names = sorted(path.name for path in (desk.folder / "全部").iterdir())
    assert names == [
        "1-通报表扬-2025.docx",
        "2-致单位-宏达服装-2025.docx",
        "3-调整岗位建议-远大化工-周杰-2025.docx",
        "金牌评选-2025.xlsx",
    ]
    assert all(name in said for name in names)
    desk.ok("verify")


@pytest.mark.parametrize(
    "words",
    [["2023", "--out", "x.xlsx"], ["2099", "--out", "x.xlsx"], ["明年", "--out", "x.xlsx"],
     ["2025", "--out", "x.xlsx", "--places", "0"], ["2025", "--out", "文件/x.xlsx"],
     ["2025", "--out", "x.xlsx", "--places", "10,000"]],
)  # fmt: skip
def test_a_slip_in_a_ranking_is_said_in_a_sentence(desk: Desk, words: list[str]) -> None:
    (desk.folder / "文件").touch()
    assert len(desk.refused("report", "gold", *words).splitlines()) == 1


def test_verify_finds_the_database_whole(desk: Desk) -> None:
    desk.ok("roster", "import", desk.roster(MEI, WANG))
    assert "完好" in desk.ok("verify")


def test_verify_names_everything_that_is_wrong(desk: Desk) -> None:
    desk.ok("roster", "import", desk.roster(MEI, WANG))
    evidence = desk.folder / "var/evidence"
    for n, sha in enumerate(("a" * 64, "b" * 64)):
        (evidence / sha[:2]).mkdir(parents=True)
        (evidence / sha[:2] / sha).write_bytes(b"cut off")
        desk.sql(
            "INSERT INTO evidence (draft_id, slot, kind, state, file_id, unique_id, name, mime,"
            " size, message_id, album, received_at, located, refusal, sha256) VALUES (99,"
            f" 'photos', 'photo', 'ready', 'f', 'u{n}', '', '', 1, 1, '', '2026-11-23', false,"
            f" '', '{sha}')"
        )
    (evidence / "bb" / ("b" * 64)).unlink()
    for statement in (*UNGUARDED, "UPDATE audit SET act = 'nothing' WHERE id = 1"):
        desk.sql(statement)
    result = desk("verify")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert next(line for line in lines if "审计" in line).startswith("审计记录第 1 行")
    for sha in ("a" * 64, "b" * 64):
        assert f"佐证文件 {sha} 缺失或内容已变" in lines
    assert any("evidence" in line and "draft" in line for line in lines)


def test_replay_puts_back_what_failed(desk: Desk) -> None:
    for n, state in enumerate(("new", "failed", "failed", "done")):
        desk.sql(
            "INSERT INTO inbox (update_id, digest, chat_id, received_at, state, error) VALUES"
            f" ({n}, {blob(bytes([n]))}, 7, '2026-11-23', '{state}', 'ValueError card.py:7')"
        )
    assert desk.ok("replay").splitlines() == [
        "2\t7\tValueError card.py:7",
        "3\t7\tValueError card.py:7",
        "replayed 2",
    ]
    assert desk.sql("SELECT count(*) FROM inbox WHERE state = 'new'") == [(3,)]


# ── with Telegram at the other end ─────────────────────────────────────────────────────────────


@dataclass
class Office:
    """The desk, the sandbox, and the bot in a process of its own."""

    desk: Desk
    world: World
    process: "asyncio.subprocess.Process | None" = None

    async def run(self, *words: str) -> tuple[int, str, str]:
        """A command in a process of its own."""
        process = await self._begin(*words)
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()

    async def begin(self) -> None:
        """`xietiao run`, until it says it is ready."""
        self.process = await self._begin("run")
        assert self.process.stderr is not None
        async with asyncio.timeout(60):
            while b"ready" not in (line := await self.process.stderr.readline()):
                assert line, "the bot ended"

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        async with asyncio.timeout(30):
            await self.process.communicate()
        code, self.process = self.process.returncode or 0, None
        return code

    async def _begin(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=self.desk.folder,
            env={**os.environ, "PYTHONPATH": _root()},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip


@pytest.fixture
async def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    world = World(seed=7)
    world.add_bot(TOKEN, "xietiao_bot", "协调通")
    async with running(world) as url:
        monkeypatch.setenv("BOT_API_URL", url)
        office = Office(desk, world)
        yield office
        if office.process is not None:
            await office.end(signal.SIGKILL)


async def test_invite_prints_a_line_each_for_those_who_have_not_joined(office: Office) -> None:
    desk = office.desk
    desk.ok("roster", "import", desk.roster(MEI, WANG))
    desk.ok("appoint", "liaison", "王强", "--task-force", "服装制造")
    desk.ok("appoint", "bureau", "赵敏")

    def invite(*words: str) -> list[list[str]]:
        return [line.split("\t") for line in desk.ok("invite", *words).splitlines()]

    lines = await asyncio.to_thread(invite, "--all", "--out", "码")
    assert sorted(line[:2] for line in lines) == [
        ["bureau", "赵敏"], ["coordinator", "李梅"], ["coordinator+liaison", "王强"],
    ]  # fmt: skip
    assert all(
        re.fullmatch(r"https://t\.me/xietiao_bot\?start=[\w-]{16,64}", line[2]) for line in lines
    )
    codes = sorted(path.name for path in (desk.folder / "码").iterdir())
    assert codes == ["李梅.svg", "王强.svg", "赵敏.svg"]
    again = await asyncio.to_thread(invite, "李梅")
    assert desk.sql("SELECT state, count(*) FROM invite GROUP BY state") == [
        ("open", 3),
        ("void", 1),
    ]
    assert again[0][2] not in [line[2] for line in lines]
    desk.sql("INSERT INTO account (chat_id, person_id, reachable) VALUES (1, 1, true)")
    assert ["coordinator", "李梅"] not in [
        line[:2] for line in await asyncio.to_thread(invite, "--task-force", "服装制造")
    ]
    assert await asyncio.to_thread(invite, "李梅") == []


async def test_the_codes_of_namesakes_do_not_overwrite_each_other(office: Office) -> None:
    desk = office.desk
    other = ["李梅", "34052419800101001X", *MEI[2:4], "13800000003"]
    desk.ok("roster", "import", desk.roster(MEI, other))
    await asyncio.to_thread(desk.ok, "invite", "--all", "--out", "码")
    codes = [path.read_bytes() for path in (desk.folder / "码").iterdir()]
    assert len(set(codes)) == 2


@pytest.mark.parametrize(
    "words", [[], ["无名氏"], ["--task-force", "造船"], ["--all", "--out", "台账.xlsx/码"]]
)
async def test_a_slip_in_an_invitation_issues_no_link(office: Office, words: list[str]) -> None:
    office.desk.ok("roster", "import", office.desk.roster(MEI))
    assert await asyncio.to_thread(office.desk.refused, "invite", *words)
    assert office.desk.sql("SELECT count(*) FROM invite") == [(0,)]


async def test_a_bot_whose_token_is_refused_ends_with_a_sentence_that_does_not_show_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:WRONG-TOKEN")
    code, _, said = await office.run("run")
    assert code == 1
    assert said.splitlines()[-1].startswith("BOT_TOKEN 不被 Telegram 接受")
    assert "Traceback" not in said
    assert "WRONG-TOKEN" not in said


@only_sqlite
async def test_a_second_bot_on_the_same_file_is_refused(office: Office) -> None:
    await office.begin()
    code, _, said = await office.run("run")
    assert (code, "Traceback" in said) == (1, False)
    assert "另一个进程正在使用" in said


async def test_one_bot_runs_commands_beside_it_and_a_dead_ones_place_is_free(
    office: Office,
) -> None:
    desk = office.desk
    desk.ok("roster", "import", desk.roster(MEI))
    await office.begin()
    link = (await asyncio.to_thread(desk.ok, "invite", "李梅")).split("start=")[1].strip()
    phone = Phone(office.world, office.world.add_user("李梅"))
    await phone.start(link)
    await phone.until("手机号后4位")
    people = [[f"员{n}", "", GRID, "单位", f"1390000{n:04}"] for n in range(600)]
    importing = asyncio.create_task(office.run("roster", "import", desk.roster(*people)))
    await phone.send("0001")
    await phone.until("加入前请看一眼")
    code, counted, complaints = await importing
    assert (code, counted) == (0, "imported 600, unchanged 0, refused 0\n"), complaints
    await phone.press("同意并加入")
    await phone.until("李梅")
    await office.end(signal.SIGKILL)
    await phone.send("/help")
    await office.begin()
    await phone.until("上报工作：先选种类")
    assert await office.end() == 0
    assert "完好" in desk.ok("verify")
