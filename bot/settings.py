"""The environment, read once and frozen; what is missing or wrong is named with an example."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

from pydantic import Field, PrivateAttr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.errors import Misconfigured

TIMEZONE: Final = "Asia/Shanghai"
PUBLIC_API: Final = "https://api.telegram.org"

NOT_UTF8: Final = ".env 要存成 UTF-8 编码，请用编辑器另存一次，例如：iconv -f GBK -t UTF-8 .env"
EXAMPLES: Final = {
    "BOT_TOKEN": "BOT_TOKEN=123456:ABC-DEF（向 @BotFather 申请）",
    "BOT_API_URL": f"BOT_API_URL={PUBLIC_API}",
    "PROXY_URL": "PROXY_URL=http://127.0.0.1:3128",
    "DATABASE_URL": (
        "DATABASE_URL=sqlite:////srv/xietiao/county.db "
        "或 DATABASE_URL=postgresql://xietiao:密码@127.0.0.1:5432/county"
    ),
    "EVIDENCE_URL": (
        "EVIDENCE_URL=file:///srv/xietiao/evidence 或 EVIDENCE_URL=s3://xietiao/evidence"
    ),
    "AWS_ACCESS_KEY_ID": "AWS_ACCESS_KEY_ID=AKIAEXAMPLE（与 AWS_SECRET_ACCESS_KEY 成对）",
    "AWS_SECRET_ACCESS_KEY": "AWS_SECRET_ACCESS_KEY=（与 AWS_ACCESS_KEY_ID 成对，向存储服务申请）",
    "AWS_SESSION_TOKEN": "AWS_SESSION_TOKEN=（临时密钥才有，随密钥一起取得）",
    "AWS_REGION": "AWS_REGION=cn-north-1",
    "AWS_ENDPOINT_URL": (
        "AWS_ENDPOINT_URL=https://s3.example.cn"
        "（明文 http 只可用于本机；内网确需明文时另设 AWS_ALLOW_HTTP=true）"
    ),
    "AWS_ALLOW_HTTP": "AWS_ALLOW_HTTP=true 或 AWS_ALLOW_HTTP=false",
    "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": (
        "AWS_VIRTUAL_HOSTED_STYLE_REQUEST=true 或 AWS_VIRTUAL_HOSTED_STYLE_REQUEST=false"
    ),
    "DATA_KEY": "DATA_KEY=（32 字节的 URL-safe base64，xietiao init 会生成）",
    "WEBHOOK_URL": "WEBHOOK_URL=https://bot.example.cn/telegram",
    "WEBHOOK_SECRET": "WEBHOOK_SECRET=（1–256 个字母、数字、_ 或 -）",
    "LISTEN": "LISTEN=127.0.0.1:8443",
    "METRICS_LISTEN": "METRICS_LISTEN=127.0.0.1:9464",
    "TIMEZONE": "TIMEZONE=Asia/Shanghai（目前只支持这一个）",
    "COUNTY_FILE": "COUNTY_FILE=/srv/xietiao/county.toml",
    "BACKUP_DIR": "BACKUP_DIR=/srv/backup/xietiao",
    "BACKUP_KEEP_DAYS": "BACKUP_KEEP_DAYS=14",
    "SEND_RATE": "SEND_RATE=30",
    "CHAT_RATE": "CHAT_RATE=1",
    "READ_PAPERS": "READ_PAPERS=auto 或 READ_PAPERS=off",
    "LOG_FORMAT": "LOG_FORMAT=console 或 LOG_FORMAT=json",
}

OWN: Final = (
    *("bot_token", "database_url", "evidence_url"),
    *("data_key", "county_file", "webhook_secret"),
)
"""What is a county's own where several share a machine: it is read from the county's file and from
nowhere else.
"""
_TOGETHER: Final = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")

_BUCKET: Final = re.compile(r"s3://[a-z0-9](\.?[a-z0-9-]){1,61}[a-z0-9](/[A-Za-z0-9_.-]+)*/?")
_ENDPOINT: Final = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:[0-9]+)?/?")
# What a header can hold; the bucket's library would end the process over anything else.
_PRINTABLE: Final = re.compile("[!-~]*")
_TOKEN: Final = re.compile("[0-9]{1,18}:[A-Za-z0-9_-]+")

Secret = Annotated[str, Field(repr=False)]


class Settings(BaseSettings):
    """The settings that the environment and `.env` give; the environment wins.

    Paths are absolute or below the folder the bot is started in.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # an editor of Windows' own may have put a mark in front
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
    )

    bot_token: Secret = ""
    bot_api_url: str = PUBLIC_API
    proxy_url: str = ""
    database_url: str = "sqlite:///var/county.db"
    evidence_url: str = ""
    aws_access_key_id: str = ""
    aws_secret_access_key: Secret = ""
    aws_session_token: Secret = ""
    aws_region: str = ""
    aws_endpoint_url: str = ""
    aws_allow_http: bool = False
    aws_virtual_hosted_style_request: bool = False
    data_key: Secret = ""
    webhook_url: str = ""
    webhook_secret: Annotated[str, Field(validate_default=True, repr=False)] = ""
    listen: str = "127.0.0.1:8443"
    metrics_listen: str = ""
    timezone: str = TIMEZONE
    county_file: str = ""
    backup_dir: str = ""
    backup_keep_days: Annotated[int, Field(ge=1, le=36500)] = 14
    send_rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 30.0
    chat_rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    read_papers: Annotated[str, Field(pattern="^(auto|off)$")] = "auto"
    log_format: Annotated[str, Field(pattern="^(console|json)$")] = "console"
    _file: Path | None = PrivateAttr(None)

    @field_validator("bot_api_url", "proxy_url", "webhook_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0
        ):
            raise ValueError(value)
        return value.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _keeps_strangers_out(cls, value: str, others: ValidationInfo) -> str:
        """Require a secret with a webhook: without one, whoever knows its address could speak for
        anybody.
        """
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value):
            raise ValueError(value)
        if not value and others.data.get("webhook_url"):
            raise ValueError("missing")
        return value

    @field_validator("listen", "metrics_listen")
    @classmethod
    def _is_a_port(cls, value: str) -> str:
        if value and not 0 < int(value.rpartition(":")[2]) < 1 << 16:
            raise ValueError(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        # All of China has one; the rules judge days in it (`rules/calendar.py`).
        if value != TIMEZONE:
            raise ValueError(value)
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str) -> str:
        if value.startswith("postgresql://"):
            parts = urlsplit(value)
            if not parts.hostname or not parts.path.strip("/") or parts.port == 0:
                raise ValueError(value)
        elif not value.removeprefix("sqlite:///").strip("/") or not value.startswith("sqlite:///"):
            raise ValueError(value)
        return value

    @field_validator("evidence_url")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        is_folder, is_bucket = value.startswith("file:///"), _BUCKET.fullmatch(value)
        if value and not is_folder and (not is_bucket or "/." in value):
            raise ValueError(value)
        return value

    @property
    def county_name(self) -> str:
        """What the county is called among several of one deployment: its file's name without
        `.env`; "" for the one county of a deployment that has one.
        """
        if self._file is None:
            return ""
        return self._file.name.removesuffix(".env") or self._file.resolve().parent.name

    @property
    def bot_id(self) -> int | None:
        """The bot's own id, which its token begins with; None without a token."""
        number = self.bot_token.partition(":")[0]
        return int(number) if _TOKEN.fullmatch(self.bot_token) else None

    @property
    def evidence(self) -> str:
        """Where the evidence files are: file:///folder, the one beside the database unless told
        otherwise, or s3://bucket/prefix.
        """
        beside = Path(self.database_url.removeprefix("sqlite:///")).parent
        if not self.database_url.startswith("sqlite:///"):
            beside = Path("var")
        return self.evidence_url or f"file://{(beside / 'evidence').absolute()}"

    @property
    def aws(self) -> dict[str, str]:
        """How the bucket is reached, by the names that its library gives these settings; only what
        was set, since the library knows more ways to credentials. Raises Misconfigured.
        """
        given = {
            "access_key_id": self.aws_access_key_id,
            "secret_access_key": self.aws_secret_access_key,
            "session_token": self.aws_session_token,
            "region": self.aws_region,
            "endpoint": self.aws_endpoint_url.rstrip("/"),
            # or one that only the environment holds would win unseen
            "aws_endpoint_url_s3": self.aws_endpoint_url.rstrip("/"),
        }
        if bool(self.aws_access_key_id) != bool(self.aws_secret_access_key):
            missing = "SECRET_ACCESS_KEY" if self.aws_access_key_id else "ACCESS_KEY_ID"
            raise Misconfigured(_sentence(f"AWS_{missing}"))
        for name in ("access_key_id", "secret_access_key", "session_token", "region"):
            if not _PRINTABLE.fullmatch(given[name]):
                raise Misconfigured(_sentence(f"AWS_{name.upper()}"))
        if self.aws_endpoint_url and not _is_endpoint(self.aws_endpoint_url, self.aws_allow_http):
            raise Misconfigured(_sentence("AWS_ENDPOINT_URL"))
        if self.aws_virtual_hosted_style_request:
            given["virtual_hosted_style_request"] = "true"
        return {name: value for name, value in given.items() if value}

    @property
    def key(self) -> bytes:
        """The 32 bytes that personal data are encrypted with. Raises Misconfigured."""
        try:
            padded = self.data_key + "=" * (-len(self.data_key) % 4)
            key = base64.b64decode(padded, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise Misconfigured(self._lacks("DATA_KEY"))
        return key

    @property
    def token(self) -> str:
        """The bot's token. Raises Misconfigured when there is none."""
        if not _TOKEN.fullmatch(self.bot_token):
            raise Misconfigured(self._lacks("BOT_TOKEN"))
        return self.bot_token

    def _lacks(self, name: str) -> str:
        if self._file is None or name.lower() not in OWN:
            return _sentence(name)
        return _of_its_own(self._file, name)


def _is_endpoint(address: str, may_be_plain: bool) -> bool:  # noqa: FBT001 - two kinds of address
    """Whether an address may be a bucket's: what goes to another machine in the clear tells
    everybody on the way who was photographed.
    """
    try:
        parts = urlsplit(address)
        is_good = _ENDPOINT.fullmatch(address) is not None and parts.port != 0
    except ValueError:
        return False
    return is_good and (parts.scheme == "https" or may_be_plain or _is_here(parts.hostname or ""))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _sentence(name: str) -> str:
    return f"设置 {name} 缺失或有误，例如：{EXAMPLES[name]}"


def read_settings(**overrides: object) -> Settings:
    """Read the settings. Raises Misconfigured, naming every wrong setting with an example."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise Misconfigured("\n".join(map(_sentence, _named(error)))) from None
    except UnicodeDecodeError:
        raise Misconfigured(NOT_UTF8) from None


def settings_of(file: Path, **overrides: object) -> Settings:
    """Read the settings of a county that has a file of its own. What is a county's own (`OWN`)
    comes from there alone, so that nothing of one county gets into another; for the rest, what the
    environment and `.env` say is the default. A webhook's address is that of all counties with the
    county's name behind it, unless the file has one.

    Raises Misconfigured, naming the file.
    """
    given = _given(file) | overrides
    try:
        made = read_settings(**_apart(given))
    except Misconfigured as wrong:
        raise Misconfigured(f"{file}：{wrong}") from None
    if "database_url" not in given:
        raise Misconfigured(_of_its_own(file, "DATABASE_URL"))
    return _named_after(file, made, given)


def _apart(given: dict[str, object]) -> dict[str, object]:
    """Return what a county's file gives, and of what is its own the defaults."""
    blank = dict.fromkeys(_TOGETHER, "") if given.keys() & set(_TOGETHER) else {}
    return blank | {name: Settings.model_fields[name].default for name in OWN} | given


def _named_after(file: Path, made: Settings, given: dict[str, object]) -> Settings:
    """Return the settings with the name that the county has by its file."""
    made._file = file  # noqa: SLF001 - its maker
    if made.webhook_url and "webhook_url" not in given:
        address = f"{made.webhook_url}/{quote(made.county_name)}"
        made = made.model_copy(update={"webhook_url": address})
    return made


def deployment() -> Settings:
    """Read what all counties of a deployment have in common. Raises Misconfigured."""
    blank = {name: Settings.model_fields[name].default for name in OWN}
    return read_settings(**blank, webhook_url="")


def _given(file: Path) -> dict[str, object]:
    if not file.is_file():
        raise Misconfigured(f"找不到 {file}，例如：counties/云山县.env")
    try:
        found = DotEnvSettingsSource(Settings, env_file=file)()
    except UnicodeDecodeError:
        raise Misconfigured(f"{file}：{NOT_UTF8}") from None
    except OSError as error:
        raise Misconfigured(
            f"{file} 读不出来（{error.strerror}），请检查权限，例如：chmod 600 {file}"
        ) from None
    return {name: value for name, value in found.items() if name in Settings.model_fields}


def _of_its_own(file: Path, name: str) -> str:
    return f"{file}：{_sentence(name)}。各县只用自己文件里写明的，不取用环境变量和 .env 里的"


def look_over(file: Path | None = None) -> tuple[Settings, dict[str, str]]:
    """Return the settings, of the county that has this file of its own if one is told, and, by its
    name, a sentence for each that is wrong; those have their defaults, so that the others can be
    gone on with. Raises Misconfigured where none can be read.
    """
    own = _given(file) if file else {}
    given: dict[str, Any] = _apart(own) if file else {}
    wrong: list[str] = []
    try:
        found = Settings(**given)
    except ValidationError as error:
        wrong = _named(error)
        # A secret is wrong together with its address: without one the other would not be taken.
        left_out = {*wrong, *({"WEBHOOK_URL"} if "WEBHOOK_SECRET" in wrong else ())}
        defaults = {name.lower(): Settings.model_fields[name.lower()].default for name in left_out}
        found = Settings(**given | defaults)
    except UnicodeDecodeError:
        raise Misconfigured(NOT_UTF8) from None
    if file:
        found = _named_after(file, found, own)
        wrong += [] if "database_url" in own else ["DATABASE_URL"]
    sentences = {name: found._lacks(name) for name in wrong}  # noqa: SLF001 - its maker
    asked_late: dict[str, Callable[[], object]] = {
        "BOT_TOKEN": lambda: found.token,
        "DATA_KEY": lambda: found.key,
    }
    if found.evidence.startswith("s3://"):
        asked_late["EVIDENCE_URL"] = lambda: found.aws
    for name, ask in asked_late.items():
        try:
            ask()
        except Misconfigured as error:
            sentences[name] = str(error)
    return found, sentences


def _named(error: ValidationError) -> list[str]:
    return [str(item["loc"][0]).upper() for item in error.errors() if item["loc"]]
