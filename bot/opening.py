"""Whether a county is what its settings say: its rules, its database, and whose that is."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Engine

from bot.errors import Misconfigured
from bot.rules.county import County, load_county
from bot.settings import Settings
from bot.storage import databases, owner, schema
from bot.storage.crypto import Vault
from bot.storage.databases import Database
from bot.storage.people import persons
from bot.storage.session import Session


def read_county(settings: Settings) -> County:
    """Return the county's rules, from its own file or the shipped one. Raises Misconfigured."""
    if not settings.county_file:
        return load_county((files("bot.rules") / "county.toml").read_text("utf-8"))
    path = Path(settings.county_file)
    if not path.is_file():
        raise Misconfigured(
            f"找不到 COUNTY_FILE={path}，例如：COUNTY_FILE=/srv/xietiao/county.toml"
        )
    try:
        return load_county(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise Misconfigured(
            f"COUNTY_FILE={path} 不是 UTF-8 编码，请另存为 UTF-8，例如用记事本的“另存为”"
        ) from None


def prepare(settings: Settings) -> None:
    """Raise Misconfigured when the database is not there, not of the newest form, sealed with
    another key, or another bot's.
    """
    database = databases.at(settings.database_url)
    reading = database.reading()
    try:
        _prove(settings, database, reading)
    finally:
        reading.dispose()


def _prove(settings: Settings, database: Database, reading: Engine) -> None:
    found = schema.found(database)
    if found is None:
        raise Misconfigured(f"数据库 {database.name} 还没有建立，请先运行 xietiao init")
    if found > schema.HEAD:
        raise Misconfigured(schema.newer(database))
    if found < schema.HEAD:
        raise Misconfigured(f"数据库 {database.name} 需要升级，请先运行 xietiao init")
    with schema.reachable(database), reading.connect() as db:
        persons.prove(db, Vault(settings.key))
        if settings.bot_id is not None:
            owner.prove(db, settings.bot_id, database.name)


def claiming(settings: Settings, *, anew: bool = False) -> Callable[[Session], None]:
    """Return the step that writes down whose database it is, where the token says so. It raises
    Misconfigured for another bot's, unless that one is to be replaced: `anew`.
    """

    def step(session: Session) -> None:
        who, county = settings.bot_id, settings.county_name
        if who is None:
            return
        persons.prove(session.db, session.vault)
        if anew:
            owner.hand_over(session, who, county)
        owner.claim(session, who, county, databases.at(settings.database_url).name)

    return step


def claim(settings: Settings, now: datetime) -> None:
    """Write down whose database it is, unless that is on record; that the key fits was proved by
    `prepare`. Raises Misconfigured.
    """
    if settings.bot_id is None:
        return
    vault, county = Vault(settings.key), read_county(settings)
    database = databases.at(settings.database_url)
    with schema.reachable(database), database.writing().begin() as db:
        session = Session(db, vault, county, now)
        owner.claim(session, settings.bot_id, settings.county_name, database.name)
