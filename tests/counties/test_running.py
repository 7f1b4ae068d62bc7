"""Counties in one process: each has its own people and data, and no trouble but its own."""

import asyncio
import os
import shutil
import socket
import threading
from pathlib import Path

import psycopg
import pytest
from aiohttp import ClientSession
from sqlalchemy.exc import DatabaseError

from bot import counties
from bot.errors import Misconfigured, NotYet
from bot.rules.roles import Role
from bot.settings import deployment as deployment_settings
from bot.settings import settings_of
from bot.storage import databases, schema
from bot.transport.intake import SECRET_HEADER
from tests.conftest import MONDAY
from tests.counties.conftest import KINDS, Deployment, free_port, key_of
from tests.servers import postgres

LIST = "上报工作"


async def until_drafted(deployment: Deployment, name: str, drafts: int) -> None:
    async with asyncio.timeout(30):
        while deployment.sql(name, "SELECT count(*) FROM draft") != [(drafts,)]:
            await asyncio.sleep(0.02)


@pytest.mark.quick
async def test_people_of_each_county_see_only_their_own(deployment: Deployment) -> None:
    deployment.county("甲县")
    deployment.county("乙县")
    mei, wang = (deployment.world.add_user(name) for name in ("李梅", "王强"))
    mine = deployment.joined("甲县", "李梅", mei, Role.COORDINATOR)
    theirs = deployment.joined("乙县", "王强", wang, Role.COORDINATOR, Role.LIAISON)
    abroad = deployment.phone("乙县", mei)
    await deployment.start()
    await mine.start()
    await mine.until(LIST)
    await theirs.start()
    await theirs.until("待审核")

    await mine.press("📝 上报工作")
    await mine.until("哪一类")
    await mine.press("开展宣传")
    await mine.until("哪类场所")
    await until_drafted(deployment, "甲县", 1)
    assert deployment.sql("乙县", "SELECT count(*) FROM draft") == [(0,)]

    await abroad.start()
    await abroad.until("您还没有加入")
    assert deployment.sql("甲县", "SELECT DISTINCT chat_id FROM inbox") == [(mei.id,)]
    assert await deployment.end()


async def test_the_same_person_in_two_counties_is_two_people(deployment: Deployment) -> None:
    for name in ("甲县", "乙县"):
        deployment.county(name)
    mei = deployment.world.add_user("李梅")
    here = deployment.joined("甲县", "李梅", mei, Role.COORDINATOR)
    there = deployment.joined("乙县", "李梅", mei, Role.COORDINATOR)
    await deployment.start()
    for phone in (here, there):
        await phone.start()
        await phone.until(LIST)
    await here.press("📝 上报工作")
    await here.until("哪一类")
    await here.press("开展宣传")
    await here.until("哪类场所")
    await there.press("📝 上报工作")
    await there.until("哪一类")
    await there.press("成功调解")
    await until_drafted(deployment, "乙县", 1)
    assert deployment.sql("甲县", "SELECT form FROM draft") == [("publicity",)]
    assert deployment.sql("乙县", "SELECT form FROM draft") == [("mediation",)]


async def test_what_is_wrong_with_some_is_told_and_the_others_run(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = deployment.county("甲县")
    deployment.county("令牌错", BOT_TOKEN="1:WRONG")
    deployment.county("没有库", DATABASE_URL=f"sqlite:///{deployment.folder}/none/county.db")
    deployment.county("没有密钥", DATA_KEY=None)
    deployment.county("没有令牌", BOT_TOKEN="")
    deployment.county("规则错", COUNTY_FILE=str(deployment.folder / "none.toml"))
    deployment.county("密钥错")
    deployment.joined("密钥错", "王强", deployment.world.add_user("王强"), Role.COORDINATOR)
    file = deployment.file("密钥错")
    file.write_text(file.read_text("utf-8").replace(key_of("密钥错"), key_of("另一把")), "utf-8")
    deployment.file("不是文本").write_bytes("设置=错".encode("gbk"))
    lacks = deployment.county("缺库")
    deployment.file("缺库").write_text(f"BOT_TOKEN={lacks.token}\n", "utf-8")
    # what the process is given is nobody's own
    monkeypatch.setenv("BOT_TOKEN", good.token)
    monkeypatch.setenv("DATA_KEY", good.data_key)
    monkeypatch.setenv("DATABASE_URL", good.database_url)
    mei = deployment.joined("甲县", "李梅", deployment.world.add_user("李梅"), Role.COORDINATOR)

    await deployment.start()
    await mei.start()
    await mei.until(LIST)
    sentences = {
        "令牌错": "BOT_TOKEN 不被 Telegram 接受",
        "没有库": "还没有建立",
        "没有密钥": "DATA_KEY",
        "没有令牌": "BOT_TOKEN",
        "规则错": "COUNTY_FILE",
        "密钥错": "DATA_KEY",
        "不是文本": "UTF-8",
        "缺库": "DATABASE_URL",
    }
    for name, sentence in sentences.items():
        told = await deployment.logged("county not started", name)
        assert sentence in told["why"]
        assert good.token not in told["why"]
        assert good.data_key not in told["why"]
    assert [line["county"] for line in deployment.log if line["event"] == "ready"] == ["甲县"]
    assert await deployment.end()


async def test_when_none_can_start_the_process_ends(deployment: Deployment) -> None:
    deployment.county("甲县", BOT_TOKEN="1:WRONG")
    deployment.county("乙县", DATA_KEY=None)
    await deployment.start()
    assert deployment.task is not None
    assert await asyncio.wait_for(deployment.task, 30) is False


@pytest.mark.parametrize("spelling", ["same", "otherwise"])
async def test_one_database_for_two_counties_is_refused_to_both(
    deployment: Deployment, spelling: str
) -> None:
    url = deployment.county("甲县").database_url
    if spelling == "otherwise" and deployment.kind == "sqlite":
        (deployment.folder / "link").symlink_to(deployment.folder / "甲县")
        url = f"sqlite:///{deployment.folder}/link/../link/county.db"
    elif spelling == "otherwise":
        url = url.replace("127.0.0.1", "LOCALHOST") + "?connect_timeout=7"
    deployment.county("乙县", DATABASE_URL=url)
    deployment.county("丙县")
    await deployment.start()
    for name in ("甲县", "乙县"):
        told = await deployment.logged("county not started", name)
        assert "甲县" in told["why"] or "乙县、甲县" in told["why"]
        assert "乙县" in told["why"]
        assert "DATABASE_URL" in told["why"]
    await deployment.logged("ready", "丙县")
    assert deployment.sql("甲县", "SELECT count(*) FROM owner") == [(0,)]


async def test_one_bot_evidence_or_secret_for_two_counties_is_refused_to_both(
    deployment: Deployment,
) -> None:
    first = deployment.county("甲县")
    deployment.county("乙县", BOT_TOKEN=f"{first.bot_id}:ANOTHER-TOKEN-OF-THE-SAME")
    third = deployment.county("丙县")
    deployment.county("丁县", EVIDENCE_URL=f"{third.evidence_url}/")
    hook = "https://bot.example.cn/telegram"
    deployment.county("戊县", WEBHOOK_URL=f"{hook}/a", WEBHOOK_SECRET="s")
    deployment.county("己县", WEBHOOK_URL=f"{hook}/b", WEBHOOK_SECRET="s")
    deployment.county("庚县", WEBHOOK_URL=f"{hook}/c", WEBHOOK_SECRET="s-1")
    deployment.county("辛县", WEBHOOK_URL="https://other.example.cn/telegram/c")
    await deployment.start()
    assert deployment.task is not None
    assert await asyncio.wait_for(deployment.task, 30) is False
    told = {line["county"]: line["why"] for line in deployment.log}
    for names, what in (
        ("甲县乙县", "BOT_TOKEN"),
        ("丙县丁县", "EVIDENCE_URL"),
        ("戊县己县", "WEBHOOK_SECRET"),
        ("庚县辛县", "WEBHOOK_URL"),
    ):
        for name in (names[:2], names[2:]):
            assert what in told[name]
            assert names[:2] in told[name]
            assert names[2:] in told[name]


async def test_a_database_that_belongs_to_another_county_is_refused(
    deployment: Deployment,
) -> None:
    first = deployment.county("甲县")
    await deployment.start()
    await deployment.logged("ready", "甲县")
    await deployment.end()
    assert deployment.sql("甲县", "SELECT bot_id, county FROM owner") == [(first.bot_id, "甲县")]
    deployment.file("甲县").unlink()
    mixed = deployment.county("乙县", DATABASE_URL=first.database_url, DATA_KEY=first.data_key)
    await deployment.start()
    told = await deployment.logged("county not started", "乙县")
    assert f"属于 甲县 的机器人 {first.bot_id}" in told["why"]
    assert str(mixed.bot_id) in told["why"]
    assert "--new-bot" in told["why"]
    assert first.token not in told["why"]


@pytest.mark.parametrize("kind", [KINDS[1]], indirect=True)
async def test_counties_may_have_a_schema_each(kind: str, deployment: Deployment) -> None:
    url = postgres.shared().create(f"schemas_{deployment.folder.name}")
    for name, schema_name in (("甲县", "one"), ("乙县", "other")):
        with databases.writing(url).begin() as db:
            db.exec_driver_sql(f"CREATE SCHEMA {schema_name}")
        own = f"{url}?options=-csearch_path%3D{schema_name}"
        schema.upgrade(databases.at(own))
        deployment.county(name, DATABASE_URL=own)
    await deployment.start()
    for name in ("甲县", "乙县"):
        await deployment.logged("leads", name)
        await deployment.logged("ready", name)
    await deployment.phone("甲县", deployment.world.add_user("李梅")).start()
    async with asyncio.timeout(30):
        while deployment.sql("甲县", "SELECT count(*) FROM inbox") != [(1,)]:
            await asyncio.sleep(0.02)
    assert deployment.sql("乙县", "SELECT count(*) FROM inbox") == [(0,)]


@pytest.mark.parametrize("kind", [KINDS[1]], indirect=True)
async def test_a_database_that_is_away_is_waited_for(
    kind: str, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counties, "_FIRST", 0.2)
    server = postgres.Server()
    try:
        shared, deployment.template = deployment.template, lambda _: server.url("a_county")
        moved = server.create("moved")
        server.stop()
        deployment.template = shared
        deployment.county("甲县")
        deployment.county("乙县", DATABASE_URL=moved)
        mei = deployment.joined("甲县", "李梅", deployment.world.add_user("李梅"), Role.COORDINATOR)
        await deployment.start()
        waits = await deployment.logged("county waits, tried again later", "乙县")
        assert "连不上 PostgreSQL" in waits["why"]
        await mei.start()
        await mei.until(LIST)
        server.start()
        told = await deployment.logged("county not started", "乙县")
        assert "还没有建立" in told["why"]
    finally:
        await deployment.end()
        server.close()


async def test_a_county_that_ran_is_waited_for_as_if_it_failed_for_the_first_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, ran_for, waited = [1000.0], iter((1, 1, 1, counties._MOST + 1, 1)), list[float]()
    stop = asyncio.Event()

    class Failing(counties.Counties):
        async def _serve(self, *_: object) -> None:
            now[0] += next(ran_for)
            raise NotYet("连不上")

    async def at_once(seconds: float, _stop: asyncio.Event) -> None:
        waited.append(seconds)
        if len(waited) == 5:
            stop.set()

    monkeypatch.setattr(counties, "monotonic", lambda: now[0])
    monkeypatch.setattr(counties, "patiently", at_once)
    common = deployment_settings()
    await Failing({}, common, lambda: MONDAY)._keep("甲县", common, stop)
    assert waited == [5, 10, 20, 5, 10]


@pytest.mark.parametrize("kind", [KINDS[0]], indirect=True)
async def test_a_server_that_says_nothing_holds_up_nobody_else(
    kind: str, deployment: Deployment
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(64)
        port = silent.getsockname()[1]
        for n in range(12):
            deployment.county(f"县{n}", DATABASE_URL=f"postgresql://x@127.0.0.1:{port}/county{n}")
        deployment.county("甲县")
        mei = deployment.joined("甲县", "李梅", deployment.world.add_user("李梅"), Role.COORDINATOR)
        await deployment.start()
        await mei.start()
        await mei.until(LIST)
        assert not any("waits" in line["event"] for line in deployment.log)
        for n in range(12):
            told = await deployment.logged("county waits, tried again later", f"县{n}")
            assert "连不上 PostgreSQL" in told["why"]
        assert await deployment.end()


@pytest.mark.parametrize("kind", [KINDS[1]], indirect=True)
async def test_look_ups_in_a_silent_database_hold_up_nobody_elses(
    kind: str, deployment: Deployment
) -> None:
    for name in ("甲县", "乙县"):
        deployment.county(name)
    mei, wang = (deployment.world.add_user(name) for name in ("李梅", "王强"))
    mine = deployment.joined("甲县", "李梅", mei, Role.COORDINATOR)
    stuck = deployment.joined("乙县", "王强", wang, Role.COORDINATOR)
    await deployment.start()
    for phone in (mine, stuck):
        await phone.start()
        await phone.until(LIST)
    with databases.writing(settings_of(deployment.file("乙县")).database_url).begin() as db:
        db.exec_driver_sql("LOCK TABLE inbox, account, outbox, errand IN ACCESS EXCLUSIVE MODE")
        for _ in range(30):
            await stuck.send("/help")
        for _ in range(3):
            await mine.send("/help")
            await mine.until("先选种类")
    await stuck.until("先选种类")


async def by_webhook(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every county is posted its updates from now on; where."""
    port = free_port()
    monkeypatch.setenv("WEBHOOK_URL", f"http://127.0.0.1:{port}/telegram/")
    monkeypatch.setenv("LISTEN", f"127.0.0.1:{port}")
    return f"http://127.0.0.1:{port}/telegram"


async def test_one_listener_takes_the_updates_of_all_each_at_its_own_path(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = await by_webhook(deployment, monkeypatch)
    one = deployment.county("甲县")
    other = deployment.county("乙县", WEBHOOK_URL=f"{base}/other")
    assert one.webhook_url == f"{base}/%E7%94%B2%E5%8E%BF"
    people = ("李梅", "王强")
    users = [deployment.world.add_user(name) for name in people]
    phones = [
        deployment.joined(county, person, user, Role.COORDINATOR)
        for county, person, user in zip(("甲县", "乙县"), people, users, strict=True)
    ]
    await deployment.start()
    for phone in phones:
        await phone.start()
        await phone.until(LIST)
    before = [deployment.sql(name, "SELECT count(*) FROM inbox") for name in ("甲县", "乙县")]
    async with ClientSession() as http:
        for url, secret, status in (
            (one.webhook_url, other.webhook_secret, 403),
            (other.webhook_url, one.webhook_secret, 403),
            (other.webhook_url, "", 403),
            (base, one.webhook_secret, 404),
            (f"{base}/丙县", one.webhook_secret, 404),
        ):
            async with http.post(
                url, json={"update_id": 5}, headers={SECRET_HEADER: secret}
            ) as answer:
                assert answer.status == status, url
    after = [deployment.sql(name, "SELECT count(*) FROM inbox") for name in ("甲县", "乙县")]
    assert before == after
    broken = {"update_id": 7, "message": {"message_id": "?", "chat": users[0].chat()}}
    async with (
        ClientSession() as http,
        http.post(
            one.webhook_url, json=broken, headers={SECRET_HEADER: one.webhook_secret}
        ) as answer,
    ):
        assert answer.status == 200
    await deployment.logged("update failed", "甲县")
    assert await deployment.end()


async def test_where_nothing_can_listen_nobody_runs(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    await by_webhook(deployment, monkeypatch)
    deployment.county("甲县")
    address = deployment_settings().listen
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(address.rpartition(":")[2])))
        taken.listen()
        await deployment.start()
        assert deployment.task is not None
        with pytest.raises(ExceptionGroup) as caught:
            await asyncio.wait_for(deployment.task, 30)
    assert caught.group_contains(Misconfigured, match="LISTEN=127")


async def test_a_county_that_would_listen_elsewhere_is_refused_alone(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    await by_webhook(deployment, monkeypatch)
    deployment.county("甲县")
    deployment.county("乙县", LISTEN="127.0.0.1:1")
    await deployment.start()
    assert "LISTEN" in (await deployment.logged("county not started", "乙县"))["why"]
    await deployment.logged("ready", "甲县")


@pytest.mark.parametrize("kind", [KINDS[0]], indirect=True)
async def test_sixty_counties_start_and_stop(kind: str, deployment: Deployment) -> None:
    before = _resident(), threading.active_count()
    for n in range(60):
        deployment.county(f"县{n:02}")
    await deployment.start()
    for n in range(60):
        await deployment.logged("ready", f"县{n:02}")
    assert _resident() - before[0] < 200 << 20
    assert threading.active_count() - before[1] < 60 * 4
    assert await deployment.end()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def test_a_folder_without_counties_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=1:a\n")
    with pytest.raises(Misconfigured, match=r"没有县的设置文件.*云山县\.env"):
        await counties.run(tmp_path, asyncio.Event())


def test_a_database_is_known_by_its_place_whatever_it_is_called(tmp_path: Path) -> None:
    made = tmp_path / "county.db"
    made.touch()
    os.link(made, tmp_path / "hard.db")
    shutil.copy(made, tmp_path / "copy.db")
    at = [databases.at(tmp_path / name).place for name in ("county.db", "hard.db", "copy.db")]
    assert at[0] == at[1] != at[2]
    base = "postgresql://a:b@127.0.0.1/county"
    same = ("postgresql://c@LOCALHOST:5432/county", f"{base}?application_name=x")
    others = (
        "postgresql://a:b@127.0.0.1/county2",
        "postgresql://a:b@127.0.0.1:5433/county",
        "postgresql://a:b@10.0.0.1/county",
        f"{base}?options=-csearch_path%3Dcounty_a",
    )
    assert {databases.at(url).place for url in same} == {databases.at(base).place}
    assert len({databases.at(url).place for url in (base, *others)}) == 5


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        ("connection refused", True),
        ("the database system is starting up", True),
        ("FATAL: sorry, too many clients already", True),
        ('FATAL: too many connections for role "xietiao"', True),
        ("remaining connection slots are reserved for roles with the SUPERUSER attribute", True),
        ("server closed the connection unexpectedly", True),
        ('FATAL: role "xietiao" does not exist', False),
        ('FATAL: password authentication failed for user "xietiao"', False),
        ('FATAL: database "county" does not exist', False),
    ],
)
def test_waiting_helps_with_some_of_what_a_server_says(said: str, passes: bool) -> None:  # noqa: FBT001
    database = databases.at("postgresql://xietiao@127.0.0.1/county")
    error = DatabaseError("", {}, psycopg.OperationalError(said))
    assert database.passes(error) == passes
    assert ("连接已用完" in database.why_not(error)) == ("too many" in said or "slots" in said)
