"""Opens the demonstration's county: as it was left, or with its people and nothing done yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from bot.actions.people import set_up
from bot.handlers import menu
from bot.opening import read_county
from bot.sandbox.sample import county as people
from bot.sandbox.sample.play import Play
from bot.sandbox.world import FIRST_USER
from bot.settings import Settings, read_settings
from bot.storage import audit, databases, errands, models, schema
from bot.storage.crypto import Vault
from bot.storage.people import accounts, persons
from bot.storage.session import Session

# For play only: nothing real is ever sealed with it.
KEY: Final = "bmVpdGhlci1hLXNlY3JldC1ub3ItYS1yZWFsLWtleS4="

NOBODY: Final = "1:sample"
NOWHERE: Final = "http://127.0.0.1:1"

SHOWN: Final = {
    people.COORDINATOR: "协调员",
    people.LIAISON: "联络员",
    people.OFFICER: "县人社局",
}
NEWCOMER: Final = people.NEWCOMERS[0][0]
COMPANY: Final = tuple(dict.fromkeys((*SHOWN, NEWCOMER, *people.JOINED)))
"""Everyone with an account, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """An account of the sandbox: the role the page prints, "" for a phone it does not show."""

    name: str
    role: str
    has_joined: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """The link of a newcomer, and how their telephone number ends."""

    name: str
    token: str
    last_four: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The county as it is now. `latest` is the last moment in it. `message_id` is the last message
    it knows, or will know once its history is filled in.
    """

    settings: Settings
    accounts: tuple[Somebody, ...]
    invitations: tuple[Invitation, ...]
    latest: datetime
    message_id: int


def open_county(folder: Path, token: str, url: str, now: datetime) -> Opened:
    """Open the county in a folder of its own; whatever settings the environment holds are ignored.
    Where there is no database yet, one is made in which people have joined and nothing has
    happened.
    """
    settings, reserved = settings_of(folder, token, url), 0
    database = databases.at(settings.database_url)
    if not database.is_there():
        play = open_people(settings, now)
        reserved = sum(1 for deed, day in play.deeds() for _ in deed.shots(day))
    county, vault = read_county(settings), Vault(settings.key)
    if not schema.is_current(database):
        set_up.upgrade(database, vault, county, now)
    with database.writing().begin() as db:
        latest = max(now, db.scalar(select(func.max(models.Audit.__table__.c.at))) or now)
        session = Session(db, vault, county, latest)
        opened = Opened(
            settings,
            tuple(_accounts(session)),
            tuple(_invite(session)),
            latest,
            max(reserved, _last_message(db)),
        )
        audit.settle(session)
        return opened


def open_people(settings: Settings, now: datetime) -> Play:
    """Make a county with its people and no history; return the play of what is going to happen in
    it.
    """
    Path(settings.county_file).write_text(people.county_file(), "utf-8")
    play = play_of(settings, now)
    database = databases.at(settings.database_url)
    schema.upgrade(database)
    with database.writing().begin() as db:
        play.begin(db)
    return play


def play_of(settings: Settings, now: datetime) -> Play:
    """Return the play of what happened in this county until a moment."""
    chats = {name: FIRST_USER + place for place, name in enumerate(COMPANY)}
    return Play(Vault(settings.key), read_county(settings), chats, now)


def settings_of(folder: Path, token: str = NOBODY, url: str = NOWHERE) -> Settings:
    """Return a county's settings; without a token and an address nobody is reached from there."""
    return read_settings(
        _env_file=None,
        bot_token=token,
        bot_api_url=url,
        proxy_url="",
        database_url=f"sqlite:///{folder}/county.db",
        evidence_url="",
        data_key=KEY,
        webhook_url="",
        timezone="Asia/Shanghai",
        county_file=str(folder / "county.toml"),
        send_rate=30,
        chat_rate=5,
    )


def _accounts(session: Session) -> Iterator[Somebody]:
    """Yield the accounts in the order of their ids, with those who joined on an added phone before.
    The menus of the phones shown are set anew, since the sandbox forgets them.
    """
    joined = {chat: person for person, chat in accounts.joined(session).items()}
    known = dict(enumerate(COMPANY, FIRST_USER))
    for chat in range(FIRST_USER, max(*known, *joined) + 1):
        name = known.get(chat) or _name(session, joined.get(chat))
        role = SHOWN.get(name, "" if name in people.JOINED else "新人")
        if role and chat in joined:
            errands.ask(session, menu.MENU, chat)
        yield Somebody(name, role if name else "", chat in joined)


def _name(session: Session, person: int | None) -> str:
    return "" if person is None else persons.get(session, person).name.full


def _invite(session: Session) -> Iterator[Invitation]:
    """Yield fresh links for the newcomers who have not joined."""
    for name, last_four in people.NEWCOMERS:
        who = set_up.whom(session, name, people.phone_of(last_four), everyone=False)
        for link in set_up.invite(session, who):
            yield Invitation(name, link.token, last_four)


def _last_message(db: Connection) -> int:
    """Return the highest message id: of those the bot sent, and of those in which evidence came."""
    columns = (models.Handle.__table__.c.message_id, models.Evidence.__table__.c.message_id)
    return max(db.scalar(select(func.max(each))) or 0 for each in columns)
