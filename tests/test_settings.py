"""Settings: what is missing or wrong is named, with an example, and never as a traceback."""

import base64
import os
from pathlib import Path

import pytest

from bot import env_file
from bot.errors import Misconfigured
from bot.settings import EXAMPLES, OWN, Settings, deployment, read_settings, settings_of

GOOD_KEY = base64.urlsafe_b64encode(b"k" * 32).decode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and none of the settings in the environment."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://api.telegram.org"),
        ("BOT_API_URL", "http://"),
        ("BOT_API_URL", "http://[::1"),
        ("BOT_API_URL", "http://127.0.0.1:port"),
        ("PROXY_URL", "127.0.0.1:3128"),
        ("PROXY_URL", "socks5://127.0.0.1:1080"),
        ("DATABASE_URL", "var/county.db"),
        ("DATABASE_URL", "mysql://127.0.0.1/county"),
        ("DATABASE_URL", "sqlite:///"),
        ("EVIDENCE_URL", "/srv/evidence"),
        ("EVIDENCE_URL", "ftp://127.0.0.1/"),
        ("WEBHOOK_URL", "bot.example.cn/telegram"),
        ("WEBHOOK_SECRET", "有空格 的"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("LISTEN", "localhost"),
        ("LISTEN", "127.0.0.1:0"),
        ("LISTEN", "127.0.0.1:99999"),
        ("LISTEN", "0.0.0.0:https"),
        ("TIMEZONE", "Asia/Wenshang"),
        ("TIMEZONE", "Europe/Berlin"),
        ("TIMEZONE", "/etc/passwd"),
        ("SEND_RATE", "快"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "nan"),
        ("SEND_RATE", "inf"),
        ("CHAT_RATE", "-1"),
        ("LOG_FORMAT", "xml"),
        ("BACKUP_KEEP_DAYS", "0"),
        ("BACKUP_KEEP_DAYS", "两周"),
    ],
)
def test_a_wrong_setting_is_named_with_an_example(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as caught:
        read_settings()
    assert str(caught.value) == f"设置 {name} 缺失或有误，例如：{EXAMPLES[name]}"


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LISTEN", "SEND_RATE", "TIMEZONE"):
        monkeypatch.setenv(name, "?")
    with pytest.raises(Misconfigured) as caught:
        read_settings()
    assert [line.split()[1] for line in str(caught.value).splitlines()] == [
        "LISTEN",
        "TIMEZONE",
        "SEND_RATE",
    ]


@pytest.mark.parametrize("value", ["", "abc", "钥匙", GOOD_KEY[:-4], GOOD_KEY * 2, "k" * 32])
def test_a_missing_or_wrong_key_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATA_KEY", value)
    with pytest.raises(Misconfigured, match="DATA_KEY"):
        _ = read_settings().key


@pytest.mark.parametrize("value", ["", "abc", "12:", ":abc", "12: a", "令牌:abc"])
def test_a_missing_or_wrong_token_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", value)
    with pytest.raises(Misconfigured, match="BOT_TOKEN"):
        _ = read_settings().token


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.cn/telegram")
    with pytest.raises(Misconfigured, match="WEBHOOK_SECRET"):
        read_settings()
    monkeypatch.setenv("WEBHOOK_SECRET", "s-1")
    assert read_settings().webhook_secret == "s-1"


def test_without_anything_said_the_defaults_hold() -> None:
    settings = read_settings()
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///var/county.db"
    assert settings.evidence == f"file://{Path('var/evidence').absolute()}"
    assert (settings.timezone, settings.send_rate, settings.chat_rate) == ("Asia/Shanghai", 30, 1)


def test_every_example_but_the_placeholders_is_a_good_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, example in EXAMPLES.items():
        value = example.partition("=")[2].partition("（")[0].partition(" ")[0]
        monkeypatch.setenv(name, value or "s-1")
    assert read_settings().listen == "127.0.0.1:8443"


def test_the_environment_beats_the_file_and_an_empty_value_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("LISTEN=127.0.0.1:1111\nSEND_RATE=7\n", "utf-8")
    monkeypatch.setenv("LISTEN", "127.0.0.1:2222")
    monkeypatch.setenv("SEND_RATE", "")
    assert (read_settings().listen, read_settings().send_rate) == ("127.0.0.1:2222", 7)


def test_a_mark_that_windows_puts_in_front_hides_no_setting(folder: Path) -> None:
    (folder / ".env").write_bytes(
        "BOT_TOKEN=1:a\r\nDATA_KEY=".encode("utf-8-sig") + GOOD_KEY.encode()
    )
    assert read_settings().token == "1:a"
    assert read_settings().key == b"k" * 32
    assert env_file.complete(folder / ".env", None) == []


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / ".env").write_bytes("# 机器人的令牌\nBOT_TOKEN=1:a\n".encode("gbk"))
    with pytest.raises(Misconfigured, match="UTF-8"):
        read_settings()
    with pytest.raises(Misconfigured, match="UTF-8"):
        env_file.complete(folder / ".env", None)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().listen = "x"


def test_a_key_is_written_once_and_for_the_owner_only(folder: Path) -> None:
    path = folder / ".env"
    path.write_text("# 说明\nBOT_TOKEN=1:a\nDATA_KEY=\n", "utf-8")
    assert env_file.complete(path, None) == ["DATA_KEY"]
    key = read_settings().key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text("utf-8").startswith("# 说明\nBOT_TOKEN=1:a\n")
    assert env_file.complete(path, None) == []
    assert read_settings().key == key


@pytest.mark.parametrize(
    "line",
    ["DATA_KEY={}", "DATA_KEY = {}", "export DATA_KEY={}", "  DATA_KEY='{}'", 'DATA_KEY="{}"'],
)
def test_a_key_that_is_there_in_any_spelling_is_never_replaced(folder: Path, line: str) -> None:
    path = folder / ".env"
    path.write_text(line.format(GOOD_KEY) + "\n", "utf-8")
    assert env_file.complete(path, None) == []
    assert read_settings().key == b"k" * 32


@pytest.mark.parametrize(
    "line", ["DATA_KEY=", "DATA_KEY = ", "DATA_KEY=''", "DATA_KEY= # 见说明", "#DATA_KEY=x"]
)
def test_an_empty_key_is_filled_in(folder: Path, line: str) -> None:
    path = folder / ".env"
    path.write_text(line + "\n", "utf-8")
    assert env_file.complete(path, None) == ["DATA_KEY"]
    assert len(read_settings().key) == 32


def test_a_key_of_the_environment_is_not_written_to_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_KEY", GOOD_KEY)
    assert env_file.complete(folder / ".env", None) == []
    assert not (folder / ".env").exists()


def test_another_county_file_takes_the_place_of_the_one_before(folder: Path) -> None:
    path = folder / ".env"
    env_file.complete(path, folder / "甲.toml")
    env_file.complete(path, folder / "乙.toml")
    assert path.read_text("utf-8").count("COUNTY_FILE=") == 1
    assert read_settings().county_file == str(folder / "乙.toml")


def test_every_setting_has_an_example() -> None:
    assert set(EXAMPLES) == {name.upper() for name in Settings.model_fields}
    assert os.environ.get("BOT_TOKEN") is None


# ── one county of several ──────────────────────────────────────────────────────────────────────


def county(folder: Path, *lines: str, name: str = "云山县.env") -> Path:
    file = folder / name
    file.write_text("\n".join(("DATABASE_URL=sqlite:////srv/c/county.db", *lines)), "utf-8")
    return file


def test_what_is_a_countys_own_is_read_from_its_file_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text(f"DATA_KEY={GOOD_KEY}\nLISTEN=127.0.0.1:1111\n", "utf-8")
    for name, value in (
        ("BOT_TOKEN", "1:another"),
        ("EVIDENCE_URL", "file:///another"),
        ("COUNTY_FILE", "another.toml"),
        ("WEBHOOK_SECRET", "another"),
        ("SEND_RATE", "7"),
        ("CHAT_RATE", "3"),
    ):
        monkeypatch.setenv(name, value)
    settings = settings_of(county(folder, "SEND_RATE=9", "ANOTHER=x"))
    assert (settings.listen, settings.send_rate, settings.chat_rate) == ("127.0.0.1:1111", 9, 3)
    own = {name: getattr(settings, name) for name in OWN}
    assert own.pop("database_url") == "sqlite:////srv/c/county.db"
    assert set(own.values()) == {""}
    for ask in (lambda: settings.key, lambda: settings.token):
        with pytest.raises(Misconfigured, match=r"云山县\.env：设置 .*各县只用自己文件里写明的"):
            ask()
    monkeypatch.delenv("WEBHOOK_SECRET")
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.cn/x")
    assert deployment().send_rate == 7
    with pytest.raises(Misconfigured, match=r"云山县\.env：设置 WEBHOOK_SECRET"):
        settings_of(county(folder))


def test_a_countys_webhook_has_its_name_behind_the_common_address(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.cn/telegram/")
    settings = settings_of(county(folder, "WEBHOOK_SECRET=s", name="yun shan.env"))
    assert settings.webhook_url == "https://bot.example.cn/telegram/yun%20shan"
    assert settings.county_name == "yun shan"
    own = county(folder, "WEBHOOK_SECRET=s", "WEBHOOK_URL=https://own.example.cn")
    assert settings_of(own).webhook_url == "https://own.example.cn"


def test_a_bucket_may_be_everybodys_and_its_keys_are_never_mixed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "everybodys")
    monkeypatch.setenv("AWS_REGION", "cn-north-1")
    common = settings_of(county(folder)).aws
    assert common["session_token"] == common["access_key_id"] == "everybodys"
    own = settings_of(county(folder, "AWS_ACCESS_KEY_ID=own", "AWS_SECRET_ACCESS_KEY=own")).aws
    assert (own["access_key_id"], own["region"]) == ("own", "cn-north-1")
    assert "everybodys" not in own.values()
    with pytest.raises(Misconfigured, match="AWS_SECRET_ACCESS_KEY"):
        _ = settings_of(county(folder, "AWS_ACCESS_KEY_ID=own")).aws


def test_a_county_is_called_by_its_file_and_the_only_one_is_not(folder: Path) -> None:
    assert settings_of(county(folder)).county_name == "云山县"
    assert settings_of(county(folder, name=".env")).county_name == folder.name
    assert read_settings().county_name == ""
    assert read_settings(bot_token="0042:a").bot_id == 42
    assert read_settings(bot_token="a:42").bot_id is None


@pytest.mark.parametrize("content", [None, "", "DATABASE_URL=mysql://x", "LISTEN=?"])
def test_a_countys_file_that_is_wrong_is_named(
    folder: Path, content: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/another/county.db")
    if content is not None:
        (folder / "云山县.env").write_text(content, "utf-8")
    with pytest.raises(Misconfigured, match=r"云山县\.env"):
        settings_of(folder / "云山县.env")
