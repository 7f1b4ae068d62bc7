"""The container and its neighbours (`Containerfile`, `deploy/`), as far as a machine without an
engine can look at them.

What is looked at: that the files can be read, agree with one another and with the program, and that
the environment given to the bots works with a real PostgreSQL, a real S3 server and the sandbox.
What is not, since it needs an engine and a registry: that the images named exist, that the build
goes through, that Caddy and MinIO take their configurations, and that names resolve between
containers.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.__main__ import app
from bot.settings import EXAMPLES, Settings
from bot.storage import databases
from tests.conftest import KEY, TOKEN
from tests.servers import postgres
from tests.servers.bucket import BucketServer, answering
from tests.servers.telegram import served
from tests.test_command_line import _root

ROOT: Final = Path(_root())
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text("utf-8"))
SERVICES: Final[dict[str, dict[str, Any]]] = COMPOSE["services"]
CADDY: Final = (ROOT / "deploy/Caddyfile").read_text("utf-8")
BOTS: Final = ("init", "bot")
_VARIABLE: Final = re.compile(r"(?<!\$)\$\{(\w+):\?\}")


def steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, continued lines put together."""
    text = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def said(instruction: str) -> list[str]:
    return [rest for name, rest in steps() if name == instruction]


def health() -> list[str]:
    command: list[str] = json.loads(said("HEALTHCHECK")[0].partition("CMD ")[2])
    return command


# ── the container ──────────────────────────────────────────────────────────────────────────────


def test_what_is_copied_exists_and_is_let_in() -> None:
    copied = [path for rest in said("COPY") for path in rest.split()[:-1]]
    assert [path for path in copied if not (ROOT / path).exists()] == []
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"]
    assert [path for path in copied if not any(Path(path).match(each) for each in let_in)] == []


def test_what_its_installation_reads_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    dynamic = project["tool"]["setuptools"]["dynamic"]
    files = dynamic["dependencies"]["file"]
    files = [
        *files,
        *(f for extra in dynamic["optional-dependencies"].values() for f in extra["file"]),
    ]
    copied = " ".join(said("COPY")).split()
    assert {*files, "pyproject.toml", "requirements.lock"} <= {*copied}


def test_it_runs_as_nobody_in_particular_and_what_it_runs_exists() -> None:
    assert said("USER") == ["10001"]
    assert "--uid 10001" in " ".join(said("RUN"))
    program, *words = json.loads(said("CMD")[0])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert program in project["project"]["scripts"]
    assert words[0] in commands()


def test_its_settings_are_settings_and_its_python_is_one_of_ours() -> None:
    given = [shlex.split(rest) for rest in said("ENV")]
    names = {pair.partition("=")[0] for pairs in given for pair in pairs}
    assert {name for name in names if not name.startswith(("PIP_", "PYTHON"))} <= EXAMPLES.keys()
    version = re.match(r"python:(\d+)\.(\d+)\.\d+-slim", said("FROM")[0])
    assert version
    assert (int(version[1]), int(version[2])) >= (3, 11)


def test_whether_it_lives_is_asked_where_it_answers() -> None:
    program, *words = health()
    assert program == "python"
    for status, lives in ((200, True), (503, False)):
        with answering(status, b"ok") as address:
            port = address.rpartition(":")[2]
            asked = os.environ | {"METRICS_LISTEN": f"0.0.0.0:{port}", "http_proxy": "http://x:1"}
            ran = subprocess.run([sys.executable, *words], env=asked, check=False)
            assert (ran.returncode == 0) is lives
    assert "/healthz" in words[-1]


def test_every_place_says_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = project["version"]
    for name in ("Containerfile", "deploy/compose.yaml"):
        assert re.findall(r" xietiao:(\S+)", (ROOT / name).read_text("utf-8")) == [version]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert version.startswith(f"{newest[1]}.")


# ── its neighbours ─────────────────────────────────────────────────────────────────────────────


def commands() -> set[str]:
    from typer.main import get_command

    found: Any = get_command(app)
    return set(found.commands)


def test_no_image_is_whatever_is_the_latest() -> None:
    images = [*said("FROM"), *(service["image"] for service in SERVICES.values())]
    for image in images:
        name, _, tag = image.partition(":")
        assert tag, image
        assert "latest" not in tag
        assert "." not in name, f"{image} names a registry"


def test_every_setting_it_gives_exists_and_is_right() -> None:
    for name in BOTS:
        given = SERVICES[name]["environment"]
        assert {*given} <= {field.upper() for field in Settings.model_fields}
        assert SERVICES[name]["build"]["context"] == ".."
        assert (ROOT / SERVICES[name]["build"]["dockerfile"]).is_file()
    settings = Settings(_env_file=None, **environment(SECRETS))  # type: ignore[call-arg,arg-type]
    assert settings.aws["endpoint"] == "http://minio:9000"
    assert settings.token
    assert settings.key


def test_every_secret_is_asked_for_in_the_example_and_no_other() -> None:
    example = (ROOT / "deploy/.env.example").read_text("utf-8")
    asked = re.findall(r"^(\w+)=", example, re.MULTILINE)
    assert {*asked} == {*_VARIABLE.findall(yaml.safe_dump(COMPOSE, width=1000))}
    assert [name for name in asked if f"{name}=\n" not in example] == []
    text = (ROOT / "deploy/compose.yaml").read_text("utf-8")
    assert text.count("${") == len(_VARIABLE.findall(text))  # none has a default
    assert ".env\n" in (ROOT / ".gitignore").read_text()


def test_the_program_s_commands_exist() -> None:
    program, *words = SERVICES["init"]["command"]
    assert program == "xietiao"
    assert words[0] in commands()
    assert "command" not in SERVICES["bot"]  # as the container says


def test_two_bots_are_behind_the_proxy_and_none_has_a_chat_of_its_own() -> None:
    assert SERVICES["bot"]["deploy"]["replicas"] == 2
    given = SERVICES["bot"]["environment"]
    (upstream,) = re.findall(r"dynamic a (\w+) (\d+)", CADDY)
    assert upstream[0] in SERVICES
    assert given["LISTEN"].rpartition(":")[2] == upstream[1]
    (path,) = re.findall(r"handle (/\S+) \{", CADDY)
    assert given["WEBHOOK_URL"].endswith(f"}}{path}")
    assert "lb_policy round_robin" in CADDY
    assert not re.search(r"cookie|ip_hash|sticky", CADDY)
    assert CADDY.count("{") == CADDY.count("}")


def test_ports_and_names_agree() -> None:
    given = SERVICES["bot"]["environment"]
    exposed = said("EXPOSE")[0].split()
    assert [given[name].rpartition(":")[2] for name in ("LISTEN", "METRICS_LISTEN")] == exposed
    assert said("ENV")[-1].rpartition(":")[2] == exposed[1]
    at = re.fullmatch(r"postgresql://(\w+):\S+@(\w+):5432/(\w+)", given["DATABASE_URL"])
    assert at
    database = SERVICES[at[2]]["environment"]
    assert (database["POSTGRES_USER"], database["POSTGRES_DB"]) == (at[1], at[3])
    assert at[1] in SERVICES["postgres"]["healthcheck"]["test"]
    made = SERVICES["bucket"]["command"][0]
    bucket = given["EVIDENCE_URL"].removeprefix("s3://").partition("/")[0]
    assert f"mc mb --ignore-existing county/{bucket}\n" in made
    assert f"mc alias set county {given['AWS_ENDPOINT_URL']} " in made
    assert (
        SERVICES["bucket"]["environment"]["KEY"]
        == SERVICES["minio"]["environment"]["MINIO_ROOT_USER"]
    )


def test_one_password_is_asked_for_and_given_whole() -> None:
    """What the example says to make one with makes one that an address holds as it is."""
    password = SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert password == "${POSTGRES_PASSWORD:?}"
    for name in BOTS:
        assert password in SERVICES[name]["environment"]["DATABASE_URL"]
    example = (ROOT / "deploy/.env.example").read_text("utf-8")
    (command,) = re.findall("生成：(head .* od .*)", example)
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert len(ran.stdout) == 48
    assert "只用字母和数字" in example.partition("\nPOSTGRES_PASSWORD=")[0].splitlines()[-1]
    for secret in (ran.stdout, SECRETS["POSTGRES_PASSWORD"]):
        url = environment(SECRETS | {"POSTGRES_PASSWORD": secret})["DATABASE_URL"]
        assert databases.at(url).url.password == secret


def test_backups_go_to_a_volume_in_which_the_bots_may_write() -> None:
    for name in BOTS:
        place = SERVICES[name]["environment"]["BACKUP_DIR"]
        assert [at for at in SERVICES[name]["volumes"] if at.endswith(f":{place}")]
    made = next(rest for rest in said("RUN") if "useradd" in rest)
    assert re.search(rf"install --directory --owner={said('USER')[0]} \S+ {place}$", made)


def test_who_waits_for_whom_can_be_waited_for() -> None:
    for service in SERVICES.values():
        for name, how in service.get("depends_on", {}).items():
            needed = SERVICES[name]
            if how["condition"] == "service_healthy":
                assert needed["healthcheck"]["test"]
            if how["condition"] == "service_completed_successfully":
                assert "restart" not in needed


def test_what_is_mounted_exists_and_only_the_proxy_is_open() -> None:
    for name, service in SERVICES.items():
        assert ("ports" in service) is (name == "proxy")
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("."):
                assert (ROOT / "deploy" / source).is_file()
            else:
                assert source in COMPOSE["volumes"]


# ── and it works, where each is a real one ─────────────────────────────────────────────────────

SECRETS: Final = {
    "DOMAIN": "bot.example.cn",
    "BOT_TOKEN": TOKEN,
    "DATA_KEY": KEY,
    "WEBHOOK_SECRET": "a1b2",
    "POSTGRES_PASSWORD": "c3d4",
    "AWS_ACCESS_KEY_ID": "county",
    "AWS_SECRET_ACCESS_KEY": "of-no-use-elsewhere",
}


def environment(secrets: dict[str, str]) -> dict[str, str]:
    """What the bots are given, as an engine would fill it in."""
    given = SERVICES["bot"]["environment"]
    return {name: _VARIABLE.sub(lambda m: secrets[m[1]], value) for name, value in given.items()}


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    made = postgres.Server()
    made.create("county")
    made.sql(f"ALTER ROLE xietiao PASSWORD '{SECRETS['POSTGRES_PASSWORD']}'")
    made.ask_for_password("xietiao")
    yield made
    made.close()


def test_with_its_environment_a_county_is_made_and_all_is_well(
    server: postgres.Server,
    bucket_server: BucketServer,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    volume = tmp_path_factory.mktemp("backups")
    bucket_server.ask("PUT", "/xietiao")
    with served(TOKEN) as bot_api:
        given = environment(SECRETS) | {"BOT_API_URL": bot_api, "PYTHONPATH": str(ROOT)}
        for name, inside, outside in (
            ("DATABASE_URL", "postgres:5432", f"127.0.0.1:{server.port}"),
            ("AWS_ENDPOINT_URL", "minio:9000", f"127.0.0.1:{bucket_server.port}"),
        ):
            assert inside in given[name]
            given[name] = given[name].replace(inside, outside)
        given["BACKUP_DIR"] = str(volume)
        clean = {name: value for name, value in os.environ.items() if name not in EXAMPLES}

        def run(program: str, *words: str, **other: str) -> subprocess.CompletedProcess[str]:
            assert program == "xietiao"
            return subprocess.run(
                [sys.executable, "-m", "bot", *words], cwd=tmp_path, env=clean | given | other,
                capture_output=True, text=True, check=False,
            )  # fmt: skip

        saving = ("xietiao", "backup", str(volume / "a.xtb"))
        for command in (SERVICES["init"]["command"], saving, ("xietiao", "doctor")):
            ran = run(*command)
            assert ran.returncode == 0, ran.stdout + ran.stderr
        other = given["DATABASE_URL"].replace(SECRETS["POSTGRES_PASSWORD"], "another")
        assert "用户名或密码不对" in run("xietiao", "verify", DATABASE_URL=other).stderr
    assert "✗" not in ran.stdout
    assert "✓\t备份\t最近一次在" in ran.stdout
    assert "s3://xietiao/evidence\t可读写" in ran.stdout
    assert list(tmp_path.iterdir()) == []  # nothing is kept in the container
