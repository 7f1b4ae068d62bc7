"""`xietiao doctor` on a real PostgreSQL: what can be wrong there, each told in its own words."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta

import psycopg
import pytest

from bot import clock
from tests.conftest import KEY, TOKEN
from tests.servers import postgres
from tests.servers.bucket import Door
from tests.servers.telegram import served
from tests.test_command_line import Desk, bare
from tests.test_doctor import OTHER_KEY, lines, told_of_another_bot, wrong

__all__ = ["bare"]


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """One that lets few in, and of those one only with a password."""
    made = postgres.Server()
    made.sql("CREATE ROLE clerk LOGIN PASSWORD 'right'")
    made.ask_for_password("clerk")
    made.sql("ALTER SYSTEM SET max_connections = 20")
    made.restart()
    yield made
    made.close()


@pytest.fixture(scope="module")
def bot_api() -> Iterator[str]:
    with served(TOKEN) as url:
        yield url


@pytest.fixture
def county(
    bare: Desk, server: postgres.Server, bot_api: str, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A county in a new database, at which nothing is wrong."""
    server.sql('DROP DATABASE IF EXISTS "county" WITH (FORCE)')
    server.create("county")
    server.sql('ALTER DATABASE "county" OWNER TO clerk')
    monkeypatch.setenv("DATABASE_URL", _url(server))
    monkeypatch.setenv("DATA_KEY", KEY)
    monkeypatch.setenv("BOT_API_URL", bot_api)
    bare.ok("init")
    return bare


def _url(server: postgres.Server, password: str = "right", name: str = "county") -> str:
    return f"postgresql://clerk:{password}@127.0.0.1:{server.port}/{name}"


def test_where_all_is_well_every_line_says_so(county: Desk) -> None:
    said = lines(county, exit_code=0)
    assert said["数据库"].startswith("✓ PostgreSQL ")
    assert said["数据库连接"].startswith("✓ ")
    assert said["数据库连接"].endswith("/17")
    assert said["数据库时钟"].startswith("✓ 相差")
    assert "right" not in str(said)


def test_who_does_not_answer_or_let_us_in_is_told_apart(
    county: Desk, server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for url, told in (
        (_url(server, "wrong"), "用户名或密码不对"),
        (_url(server).replace("clerk", "nobody"), "用户名或密码不对"),
        (_url(server, name="nowhere"), "里没有 postgresql://clerk"),
        (_url(server).replace(str(server.port), "1"), "看它是否在运行"),
        (_url(server).replace("127.0.0.1", "nowhere.invalid"), "看它是否在运行"),
        (_url(server, name="postgres"), "还没有建立"),
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        said = lines(county)
        assert told in said["数据库"] + said["表结构"], (url, said)
        assert len(wrong(said)) == 1
        assert "wrong" not in str(said)
        assert said["收件箱"].startswith("– 未查")


def test_a_server_that_is_shut_and_comes_back(county: Desk, server: postgres.Server) -> None:
    server.stop()
    assert "看它是否在运行" in lines(county)["数据库"]
    server.start()
    lines(county, exit_code=0)


@pytest.mark.parametrize(
    ("version", "told"), [("9999", "更新的版本建立的"), ("0002", "xietiao init")]
)
def test_a_database_of_another_version_is_told(
    county: Desk, server: postgres.Server, version: str, told: str
) -> None:
    server.sql(f"UPDATE alembic_version SET version_num = '{version}'", "county")
    said = lines(county)
    assert told in said["表结构"]
    assert wrong(said) == {"表结构"}


def test_another_county_s_database_does_not_fit_the_key(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.ok("appoint", "bureau", "赵敏")
    monkeypatch.setenv("DATA_KEY", OTHER_KEY)
    said = lines(county)
    assert wrong(said) == {"密钥"}
    assert "DATABASE_URL 是不是别县的" in said["密钥"]


def test_another_bot_s_database_is_told(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines(county, exit_code=0)["归属"].startswith("✓")
    told_of_another_bot(county, monkeypatch)


def test_a_clock_that_disagrees_with_the_server_s_is_told(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.utc_now() + timedelta(minutes=5, seconds=10)
    monkeypatch.setattr(clock, "utc_now", lambda: now)
    said = lines(county)
    assert wrong(said) == {"数据库时钟", "对时"}
    assert said["数据库时钟"].startswith("✗ 本机比数据库服务器快 5 分钟")


def test_connections_that_run_out_are_told_before_and_after(
    county: Desk, server: postgres.Server
) -> None:
    with ExitStack() as held:
        for _ in range(10):  # somebody else's
            held.enter_context(psycopg.connect(server.url("postgres")))
        said = lines(county, exit_code=0)
        assert said["数据库连接"].startswith("! ")
        assert "max_connections" in said["数据库连接"]
        with suppress(psycopg.OperationalError):
            while True:
                held.enter_context(psycopg.connect(_url(server)))
        said = lines(county)
        assert "连接已用完" in said["数据库"]
        assert "max_connections" in said["数据库"]


def test_a_writer_that_holds_the_county_is_not_waited_for(county: Desk) -> None:
    from bot.commands.transaction import environment
    from bot.storage import databases

    engine = databases.writing(environment().database_url)
    with engine.begin() as db:
        db.exec_driver_sql("SELECT 1")
        lines(county, exit_code=0)


def test_a_door_that_is_shut_is_a_server_that_is_away(
    county: Desk, server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = Door(server.port)
    monkeypatch.setenv("DATABASE_URL", _url(server).replace(str(server.port), str(door.port)))
    lines(county, exit_code=0)
    door.shut()
    assert "看它是否在运行" in lines(county)["数据库"]
