"""The command line acts on one county of several: `--env FILE`."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from bot.settings import EXAMPLES, settings_of
from bot.storage import databases
from tests.counties.conftest import KINDS, key_of
from tests.servers import postgres
from tests.test_command_line import Desk
from tests.test_doctor import lines

ROOT: Final = Path(__file__).resolve().parents[2]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A folder with two counties' files, and another county's secrets in the environment."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "9:ANOTHER")
    monkeypatch.setenv("DATA_KEY", key_of("another"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/another.db")
    for n, name in enumerate(("甲县", "乙县"), 1):
        write(tmp_path / "counties" / f"{name}.env", f"{n}:TOKEN", tmp_path / name / "county.db")
    return Desk(tmp_path)


def write(file: Path, token: str, database: Path | str) -> None:
    file.parent.mkdir(exist_ok=True)
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    file.write_text(f"BOT_TOKEN={token}\nDATABASE_URL={url}\n", "utf-8")


def file(name: str) -> str:
    return f"counties/{name}.env"


def test_each_county_gets_a_key_and_a_database_of_its_own(desk: Desk) -> None:
    keys = set()
    for name in ("甲县", "乙县"):
        said = desk.ok("--env", file(name), "init")
        assert f"已写入 {file(name)}：DATA_KEY" in said
        keys.add(settings_of(Path(file(name))).data_key)
    assert len(keys) == 2
    assert key_of("another") not in keys
    desk.ok("--env", file("甲县"), "appoint", "bureau", "赵敏")
    for name, people in (("甲县", 1), ("乙县", 0)):
        with databases.writing(settings_of(Path(file(name))).database_url).begin() as db:
            assert db.exec_driver_sql("SELECT count(*) FROM person").scalar() == people
    assert "DATA_KEY" not in desk.ok("--env", file("甲县"), "init")
    assert "完好" in desk.ok("--env", file("甲县"), "verify")
    assert not (desk.folder / "another.db").exists()
    assert not (desk.folder / ".env").exists()


def test_a_file_that_is_not_there_or_lacks_its_own_is_named(desk: Desk) -> None:
    assert "找不到 counties/丙县.env" in desk.refused("--env", file("丙县"), "doctor")
    Path(file("丙县")).write_text("BOT_TOKEN=3:C\n")
    said = desk.refused("--env", file("丙县"), "init")
    assert "DATABASE_URL" in said
    assert "各县只用自己文件里写明的" in said
    Path(file("丙县")).write_text(f"DATABASE_URL=sqlite:///{desk.folder}/c/county.db\n")
    desk.ok("--env", file("丙县"), "init")
    assert "BOT_TOKEN" in desk.refused("--env", file("丙县"), "run")


def test_doctor_tells_every_wrong_setting_of_a_county_and_looks_at_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ok("--env", file("甲县"), "init")
    right = Path(file("甲县")).read_text("utf-8")
    monkeypatch.setenv("SEND_RATE", "快")  # what counties share may come from anywhere
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.cn/x")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    wrong = "LISTEN=门\nDATA_KEY=短\nBOT_TOKEN=\nCOUNTY_FILE=/no/such.toml\n"
    Path(file("甲县")).write_text(right + wrong, "utf-8")
    said = lines(desk, "--env", file("甲县"))
    own = ("DATA_KEY", "BOT_TOKEN", "WEBHOOK_SECRET")
    told = (*own, "SEND_RATE", "LISTEN", "COUNTY_FILE")
    assert [name for name in told if name not in said["设置"]] == []
    assert said["设置"].startswith(f"✗ 有 {len(told)} 项不对")
    assert said["设置"].count(f"{file('甲县')}：设置 ") == len(own)
    assert said["数据库"].startswith("✓")
    assert said["表结构"].startswith("✓")
    assert said["密钥"] == "– 未查，先解决“DATA_KEY”"
    # a county without a database of its own is never looked at in another's
    Path(file("甲县")).write_text("BOT_TOKEN=1:TOKEN\nLISTEN=门\n", "utf-8")
    said = lines(desk, "--env", file("甲县"))
    assert [name for name in ("DATABASE_URL", "LISTEN") if name not in said["设置"]] == []
    assert said["数据库"] == "– 未查，先解决“DATABASE_URL”"
    assert not (desk.folder / "another.db").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_of_another_bot_is_refused_until_it_is_handed_over(
    desk: Desk, kind: str
) -> None:
    url = f"sqlite:///{desk.folder}/data/county.db"
    if kind == "postgresql":
        url = postgres.shared().create("handed_over")
    write(Path(file("甲县")), "1:TOKEN", url)
    desk.ok("--env", file("甲县"), "init")
    key = settings_of(Path(file("甲县"))).data_key
    lend(url)
    write(Path(file("乙县")), "2:TOKEN", url)
    with Path(file("乙县")).open("a") as more:
        more.write(f"DATA_KEY={key}\n")
    for words in (["run"], ["init"], ["appoint", "bureau", "赵敏"], ["verify"]):
        said = desk.refused("--env", file("乙县"), *words)
        assert "属于 甲县 的机器人 1" in said
        assert "xietiao init --new-bot" in said
    desk.ok("--env", file("乙县"), "init", "--new-bot")
    with databases.writing(url).begin() as db:
        assert db.exec_driver_sql("SELECT bot_id, county FROM owner").all() == [(2, "乙县")]
        assert db.exec_driver_sql("SELECT count(*) FROM upload").scalar() == 0
        assert db.exec_driver_sql("SELECT message_id FROM handle").all() == [(None,)]
        acts = db.exec_driver_sql("SELECT detail FROM audit WHERE act = 'new_bot'").all()
    assert [tuple(row) for row in acts] == [('{"before": 1, "now": 2}',)]
    assert "完好" in desk.ok("--env", file("乙县"), "verify")
    assert "机器人 2" in desk.refused("--env", file("甲县"), "verify")
    # the key comes first: nothing is handed to whoever has another
    write(Path(file("丙县")), "3:TOKEN", url)
    with Path(file("丙县")).open("a") as more:
        more.write(f"DATA_KEY={key_of('丙县')}\n")
    desk.ok("--env", file("乙县"), "appoint", "bureau", "赵敏")
    assert "DATA_KEY" in desk.refused("--env", file("丙县"), "init", "--new-bot")
    with databases.writing(url).begin() as db:
        assert db.exec_driver_sql("SELECT bot_id FROM owner").scalar() == 2


def lend(url: str) -> None:
    """The first bot has said something and sent a file."""
    with databases.writing(url).begin() as db:
        db.exec_driver_sql("INSERT INTO upload (sha256, kind, file_id) VALUES ('a', 'photo', 'f')")
        db.exec_driver_sql(
            "INSERT INTO handle (chat_id, purpose, subject, message_id) VALUES (1, 'menu', 1, 7)"
        )


def test_one_county_and_all_of_them_are_two_things(desk: Desk) -> None:
    said = desk.refused("--env", file("甲县"), "run", "--county-dir", "counties")
    assert "只用一个" in said


def test_when_no_county_can_start_the_exit_code_is_one(desk: Desk) -> None:
    clean = {name: value for name, value in os.environ.items() if name not in EXAMPLES}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run", "--county-dir", "counties"],
        cwd=desk.folder, env=clean | {"PYTHONPATH": str(ROOT), "LOG_FORMAT": "json"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("county not started") == 3
    assert '"county": "甲县"' in done.stderr
    assert '"county": "乙县"' in done.stderr
