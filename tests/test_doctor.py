"""`xietiao doctor`: whatever keeps a bot from working is a line that says what to do."""

import json
import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest

from bot import clock
from bot.commands.checks import finding, machine, outside, table
from bot.commands.checks.examining import Examination
from bot.commands.checks.finding import Check, Finding, Mark, Patient, well
from bot.commands.transaction import environment
from bot.settings import Settings
from bot.storage.moving import nightly
from tests.conftest import TOKEN
from tests.servers.bucket import Door, answering
from tests.servers.telegram import served, silence
from tests.test_command_line import Desk, _root, bare, desk, made

__all__ = ["bare", "desk", "made"]

OTHER_KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="


@pytest.fixture(scope="module")
def bot_api() -> Iterator[str]:
    with served(TOKEN) as url:
        yield url


@pytest.fixture
def county(desk: Desk, bot_api: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A county at which nothing is wrong."""
    monkeypatch.setenv("BOT_API_URL", bot_api)
    (desk.folder / "var/evidence").mkdir(exist_ok=True)
    return desk


def lines(desk: Desk, *of: str, exit_code: int = 1) -> dict[str, str]:
    """What is said of each thing, with what to do; by its name. `of` names the county."""
    result = desk(*of, "doctor")
    assert result.exit_code == exit_code, result.output
    assert "Traceback" not in result.output
    said, what = dict[str, str](), ""
    for line in result.stdout.splitlines()[:-1]:
        if line.startswith("\t\t"):
            said[what] += f" {line.strip()}"
        else:
            mark, what, how = line.split("\t", 2)
            said[what] = f"{mark} {how}"
    return said


def wrong(said: dict[str, str]) -> set[str]:
    return {what for what, how in said.items() if how.startswith("✗")}


# ── a county at which nothing is wrong ─────────────────────────────────────────────────────────


def test_where_all_is_well_every_line_says_so(county: Desk) -> None:
    said = lines(county, exit_code=0)
    assert {how[0] for how in said.values()} <= {"✓", "–"}
    assert said["Bot API"] == "✓ @xietiao_bot"
    assert said["收件箱"] == "✓ 待处理 0\t失败 0"
    assert county.ok("doctor").splitlines()[-1] == "一切正常"


def test_what_waits_and_what_failed_is_counted_and_harms_nobody(county: Desk) -> None:
    for n, state in enumerate(("new", "failed", "failed", "done")):
        county.sql(
            "INSERT INTO inbox (update_id, digest, chat_id, received_at, state) VALUES"
            f" ({n}, x'0{n}', 7, '2026-11-23 00:00:00.000000', '{state}')"
        )
    county.sql(
        "INSERT INTO outbox (chat_id, payload_sealed, version, priority, created_at, not_before,"
        " latest, settling, state) VALUES (7, x'00', 1, 0, '2026-11-23 00:00:00.000000',"
        " '2026-11-23 00:00:00.000000', '2026-11-23 00:00:00.000000', 0, 'failed')"
    )
    county.sql(
        "INSERT INTO errand (kind, subject, asked, not_before, tries, version) VALUES"
        " ('fetch', 1, '{}', '2026-11-23 00:00:00.000000', 7, 1)"
    )
    said = lines(county, exit_code=0)
    assert said["收件箱"].startswith("! 待处理 1\t失败 2\t最早的等了")
    assert "xietiao run" in said["收件箱"]
    assert said["发件箱"].startswith("! 待处理 0\t失败 1")
    assert said["后台事项"].startswith("! 1 项\tfetch 1\t最多试过 7 次")
    county.sql("UPDATE inbox SET state = 'done' WHERE state = 'new'")
    assert "xietiao replay" in lines(county, exit_code=0)["收件箱"]


# ── settings, machine ──────────────────────────────────────────────────────────────────────────


def test_every_wrong_setting_is_told_at_once_and_the_rest_is_still_looked_at(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("SEND_RATE", "快"), ("LISTEN", "门"), ("METRICS_LISTEN", "门"), ("DATA_KEY", "短"),
        ("WEBHOOK_URL", "https://bot.example.cn/x"), ("COUNTY_FILE", "/no/such.toml"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    said = lines(county)
    told = ("SEND_RATE", "LISTEN", "METRICS_LISTEN", "DATA_KEY", "WEBHOOK_SECRET", "COUNTY_FILE")
    assert [name for name in told if name not in said["设置"]] == []
    assert said["设置"].count("例如") == len(told)
    assert said["表结构"].startswith("✓")
    assert said["Bot API"].startswith("✓")
    assert said["密钥"] == "– 未查，先解决“DATA_KEY”"
    assert wrong(said) == {"设置"}


def test_settings_that_cannot_be_read_at_all_are_one_sentence(bare: Desk) -> None:
    (bare.folder / ".env").write_bytes("BOT_TOKEN=令牌".encode("gbk"))
    assert "UTF-8" in bare.refused("doctor")


def test_a_full_disk_and_missing_fonts_are_told(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1 << 20))
    monkeypatch.setattr("bot.reports.page.has_glyph", lambda _: False)
    said = lines(county)
    assert wrong(said) == {"磁盘", "字体"}
    assert f"df -h {county.folder}/var" in said["磁盘"]
    assert "make install" in said["字体"]


def test_of_the_backups_the_newest_that_this_county_can_come_back_from_tells_its_age(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = county.folder / "夜里 的备份"
    monkeypatch.setenv("BACKUP_DIR", str(folder))
    assert shlex.split(_advised(lines(county)["备份"])) == ["mkdir", "-p", str(folder)]
    folder.mkdir()
    said = lines(county, exit_code=0)["备份"]
    assert said.startswith(f"! {folder} 里没有本县能用的备份")
    program, *words = shlex.split(_advised(said))
    assert program == "xietiao"
    county.ok(*words)
    assert lines(county, exit_code=0)["备份"].startswith("✓ 最近一次在 ")

    made = nightly.newest(folder, environment())
    assert made is not None
    with monkeypatch.context() as patch:  # another county, whose key is another, and one cut off
        patch.setattr(clock, "utc_now", lambda: made.head.made_at + timedelta(hours=6))
        county.ok("backup", str(folder / "cut off.xtb"))
        patch.setenv("DATA_KEY", OTHER_KEY)
        county.ok("backup", str(folder / "of another.xtb"))
    whole = (folder / "cut off.xtb").read_bytes()
    (folder / "cut off.xtb").write_bytes(whole[:-1])

    def look(hours: int) -> Finding:
        now = made.head.made_at + timedelta(hours=hours)
        return machine.backup(Patient(environment(), {}, lambda: now))

    assert look(12) == well("最近一次在 12 小时前")
    (folder / "cut off.xtb").write_bytes(whole)
    assert look(12) == well("最近一次在 6 小时前")
    late = look(36)
    assert (late.mark, late.how) == (Mark.ODD, ("最近一次在 30 小时前",))
    assert shlex.split(_advised(late.do))[:2] == ["xietiao", "backup"]


def _advised(said: str) -> str:
    """The command that a line says to run."""
    return said.partition("例如：")[2]


# ── the database, in a file ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("version", "told"), [("9999", "更新的版本建立的"), ("0002", "xietiao init")]
)
def test_a_database_of_another_version_is_told(county: Desk, version: str, told: str) -> None:
    county.sql(f"UPDATE alembic_version SET version_num = '{version}'")
    said = lines(county)
    assert told in said["表结构"]
    assert version in said["表结构"]
    assert wrong(said) == {"表结构"}


def test_another_county_s_key_does_not_fit(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines(county, exit_code=0)["密钥"].startswith("✓")
    county.ok("appoint", "bureau", "赵敏")
    monkeypatch.setenv("DATA_KEY", OTHER_KEY)
    said = lines(county)
    assert wrong(said) == {"密钥"}
    assert "DATABASE_URL 是不是别县的" in said["密钥"]


def test_another_bot_s_database_is_told(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "启动时会记下" in lines(county, exit_code=0)["归属"], "made without a token"
    county.ok("init")
    assert lines(county, exit_code=0)["归属"].startswith("✓")
    told_of_another_bot(county, monkeypatch)
    monkeypatch.delenv("BOT_TOKEN")
    said = lines(county)
    assert said["归属"] == "– 未查，先解决“BOT_TOKEN”"
    assert said["收件箱"].startswith("✓")


def told_of_another_bot(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said where the token is another bot's than the database."""
    with served("7:ANOTHER") as bot_api, monkeypatch.context() as patch:
        patch.setenv("BOT_API_URL", bot_api)
        patch.setenv("BOT_TOKEN", "7:ANOTHER")
        said = lines(county)
    assert wrong(said) == {"归属"}
    assert "BOT_TOKEN 却是机器人 7 的" in said["归属"]
    assert "请核对 DATABASE_URL 与 BOT_TOKEN" in said["归属"]
    assert said["收件箱"].startswith("– 未查，先解决“归属”")


def test_what_is_no_database_and_what_is_not_there(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (county.folder / "notes.db").write_bytes(b"no database " * 500)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{county.folder}/notes.db")
    assert "DATABASE_URL 指向的" in lines(county)["数据库"]
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{county.folder}/nowhere/county.db")
    said = lines(county)
    assert "xietiao init" in said["数据库"]
    assert said["表结构"] == "– 未查，先解决“数据库”"
    assert not (county.folder / "nowhere").exists()


def test_a_writer_that_holds_the_database_is_not_waited_for(county: Desk) -> None:
    from bot.storage import databases

    with databases.writing(county.folder / "var/county.db").begin():
        lines(county, exit_code=0)  # who waited for the writer would come to nothing


# ── where evidence is kept ─────────────────────────────────────────────────────────────────────


def test_a_bucket_is_tried_out(county: Desk, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_URL", "s3://county/doctor")
    assert lines(county, exit_code=0)["佐证存放"] == "✓ s3://county/doctor\t可读写"
    monkeypatch.setenv("EVIDENCE_URL", "s3://nowhere")
    assert "s3://nowhere 的存储桶不存在" in lines(county)["佐证存放"]
    door.shut()
    said = lines(county)
    assert wrong(said) == {"佐证存放"}
    assert "没有应答" in said["佐证存放"]


def test_keys_of_a_bucket_come_in_pairs(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_URL", "s3://county/doctor")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "half")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    said = lines(county)
    assert "AWS_SECRET_ACCESS_KEY" in said["设置"]
    assert said["佐证存放"].startswith("– 未查")


def test_a_folder_that_is_none_is_told(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (county.folder / "file").touch()
    monkeypatch.setenv("EVIDENCE_URL", f"file://{county.folder}/file/evidence")
    assert "不能存放文件" in lines(county)["佐证存放"]
    monkeypatch.setenv("EVIDENCE_URL", f"file://{county.folder}/later")
    assert "启动时会建立" in lines(county, exit_code=0)["佐证存放"]
    assert not (county.folder / "later").exists()


# ── Telegram ───────────────────────────────────────────────────────────────────────────────────


def test_a_token_that_is_refused_is_told(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:nobody-s")
    said = lines(county)
    assert "BOT_TOKEN 不被 Telegram 接受（401）" in said["Bot API"]
    assert "@BotFather" in said["Bot API"]


def test_a_bot_api_that_is_away_or_silent_is_told_without_the_token(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "ANSWER_S", 0.3)
    with silence() as port:
        for address in ("http://127.0.0.1:1", f"http://127.0.0.1:{port}", "http://nowhere.invalid"):
            monkeypatch.setenv("BOT_API_URL", address)
            said = lines(county)
            assert f"连不上 {address}" in said["Bot API"]
            assert "PROXY_URL" in said["Bot API"]
            assert TOKEN not in str(said)


def test_a_webhook_is_where_the_settings_say(
    county: Desk, bot_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(url: str) -> None:
        body = json.dumps({"url": url}).encode()
        asked = Request(  # noqa: S310 - our own
            f"{bot_api}/bot{TOKEN}/setWebhook", body, {"Content-Type": "application/json"}
        )
        urlopen(asked).close()  # noqa: S310 - our own

    ours, other = "http://127.0.0.1:9/ours", "http://127.0.0.1:9/other"
    register(other)
    assert f"Telegram 把消息送往 {other}，而设置是长轮询" in lines(county)["webhook"]
    monkeypatch.setenv("WEBHOOK_URL", ours)
    monkeypatch.setenv("WEBHOOK_SECRET", "s-1")
    assert ours in lines(county)["webhook"]
    register("")
    assert "启动时会登记" in lines(county, exit_code=0)["webhook"]
    register(ours)
    assert lines(county, exit_code=0)["webhook"] == "✓ 已登记\t积压 0"
    register("")


def test_what_telegram_could_not_deliver_is_told(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.cn/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", "s-1")
    now = clock.utc_now()
    monkeypatch.setattr(clock, "utc_now", lambda: now)
    answer = {
        "username": "xietiao_bot",
        "url": "https://bot.example.cn/telegram",
        "pending_update_count": 7,
        "last_error_date": int(now.timestamp()) - 120,
        "last_error_message": "Connection refused",
    }
    with answering(200, json.dumps({"ok": True, "result": answer}).encode()) as address:
        monkeypatch.setenv("BOT_API_URL", address)
        said = lines(county, exit_code=0)["webhook"]
    assert said.startswith("! 已登记\t积压 7\t2 分钟前送不到：Connection refused")
    assert "curl -i https://bot.example.cn/telegram" in said


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}"])
def test_an_answer_that_is_nobody_s_is_no_traceback(
    county: Desk, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    with answering(200, body) as address:
        monkeypatch.setenv("BOT_API_URL", address)
        assert "Bot API" in wrong(lines(county))


@pytest.mark.parametrize(("hours", "way"), [(1, "快 1 小时"), (-3, "慢 3 小时")])
def test_a_clock_that_is_wrong_is_told(
    county: Desk, monkeypatch: pytest.MonkeyPatch, hours: int, way: str
) -> None:
    now = clock.utc_now() + hours * timedelta(hours=1, seconds=10)
    monkeypatch.setattr(clock, "utc_now", lambda: now)
    said = lines(county)
    assert wrong(said) == {"对时"}
    assert way in said["对时"]
    assert "timedatectl" in said["对时"]


# ── whatever happens ───────────────────────────────────────────────────────────────────────────


def test_what_hangs_is_a_line_and_keeps_nobody_waiting() -> None:
    released = threading.Event()

    def hang(_: Patient) -> Finding:
        released.wait(30)
        return well("")

    def stumble(_: Patient) -> Finding:
        raise ZeroDivisionError

    rows = (
        (Check("甲", hang), Check("乙", lambda _: well("好"))),
        (Check("丙", stumble),),
        (Check("丁", lambda _: well("好")),),
    )
    patient = Patient(Settings(), {}, clock.utc_now)
    examination = Examination(patient, rows, 0.3)
    found = {check.what: finding for check, finding in examination.findings()}
    assert examination.hangs, "and nobody has waited for it"
    assert [found[what].mark for what in "甲乙丙丁"] == ["✗", "–", "✗", "✓"]
    assert "ZeroDivisionError" in found["丙"].how[0]
    released.set()


def test_a_whole_run_ends_though_everything_is_silent(county: Desk) -> None:
    with silence() as port:
        settings = {
            "DATABASE_URL": f"postgresql://xietiao:x@127.0.0.1:{port}/county",
            "BOT_API_URL": f"http://127.0.0.1:{port}",
            "EVIDENCE_URL": "s3://county/x",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "PYTHONPATH": _root(),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "doctor"], cwd=county.folder, env=os.environ | settings,
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "连不上 PostgreSQL" in ran.stdout
    assert "秒没有结果" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("有 3 处不正常")


def test_a_line_is_folded_to_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "36")
    told = finding.wrong(
        "连不上 PostgreSQL（postgresql://xietiao@127.0.0.1/county）", do="请看，例如：x"
    )
    shown = table.line("数据库", told).splitlines()
    assert all(table.cells(line) <= 36 for line in shown)
    assert shown[0].startswith("✗ 数据库")
    assert shown[-1] == " " * 13 + "→ 请看，例如：x"
    assert not any(line.strip()[0] in "，。）：" for line in shown)
