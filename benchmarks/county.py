"""A county of many coordinators, each with a report begun; made by the bot's own actions."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.bot_api import TOKEN
from bot.actions.people import set_up
from bot.actions.work import fill_in, report
from bot.clock import utc_now
from bot.forms.form import GAP
from bot.handlers.say import write
from bot.handlers.work.card import card
from bot.opening import read_county
from bot.rules.roles import Role
from bot.settings import Settings
from bot.storage import audit, databases, outgoing, schema
from bot.storage.crypto import Vault
from bot.storage.outgoing import Shown
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.session import Session
from tests.servers.postgres import Server

KEY: Final = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
FIRST_CHAT: Final = 7_000_001
LIAISON_CHAT: Final = 6_000_001

_copies = itertools.count(1)

# What is answered before the measuring starts, and typed while it goes on.
Answers = tuple[tuple[str, str], ...]
JUST_BEGUN: Final[Answers] = (("place_kind", "企业"),)
NEARLY_DONE: Final[Answers] = (
    ("place_kind", "企业"),
    ("place", "××服装厂一车间"),
    ("day", "昨天"),
    ("way", "实地走访"),
    (GAP + "photos", "现场不便拍照，由社区出具证明"),
    (GAP + "plan", "临时组织，没有书面方案"),
)
ONLY_PHOTOS_LACK: Final[Answers] = (
    *(pair for pair in NEARLY_DONE if pair[0] != GAP + "photos"),
    ("theme", "劳动合同法"),
    ("reach", "本单位"),
    ("initiative", "自发开展"),
    ("turnout", "30"),
)


@dataclass(frozen=True, slots=True)
class County:
    """A database that nobody has open, in a folder or on a server. In chat `FIRST_CHAT + n` stands
    the card of draft n + 1, as message `message_of(n)`.
    """

    folder: Path
    people: int
    server: Server | None = None
    name: str = ""

    @property
    def url(self) -> str:
        return self.server.url(self.name) if self.server else f"sqlite:///{self.folder}/county.db"

    def copy(self, to: Path) -> "County":
        """Copy the county to another folder, for one round of its own."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)
        if self.server is None:
            return replace(self, folder=to)
        name = f"{self.name}_{next(_copies)}"
        self.server.create(name, self.name)
        return replace(self, folder=to, name=name)

    def environment(self, url: str) -> dict[str, str]:
        """Return the environment for `python -m bot run`. Pacing is lifted: it is Telegram's limit,
        not ours.
        """
        return {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "DATABASE_URL": self.url,
            "EVIDENCE_URL": f"file://{self.folder}/evidence",
            "DATA_KEY": KEY,
            "SEND_RATE": "1000000",
            "CHAT_RATE": "1000000",
        }


def message_of(person: int) -> int:
    return 500_000 + person


def make(folder: Path, people: int, answered: Answers, server: Server | None = None) -> County:
    """Make a county of people who have joined, each with a publicity report answered as far as
    `answered`, and the liaison of their task force; on a server of PostgreSQL's, where one is
    given.
    """
    folder.mkdir(parents=True)
    made = County(folder, people, server, folder.name)
    if server:
        server.create(folder.name)
    settings = settings_of(folder, made.url)
    schema.upgrade(databases.at(settings.database_url))
    with writing(settings) as session:
        set_up.load_county(session)
        force = task_forces.every(session)[0].id
        liaison = join(session, LIAISON_CHAT, "王强", force)
        roles.give(session, liaison, Role.LIAISON, force)
        for n in range(people):
            join(session, FIRST_CHAT + n, f"协调员{n}", force)
            begin(session, FIRST_CHAT + n, message_of(n), answered)
    return made


def settings_of(folder: Path, url: str = "") -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=url or f"sqlite:///{folder}/county.db",
        data_key=KEY,
    )


@contextmanager
def writing(settings: Settings) -> Iterator[Session]:
    """Open a session in a transaction of its own, as the command line does."""
    with databases.writing(settings.database_url).connect() as db:
        session = Session(db, Vault(settings.key), read_county(settings), utc_now())
        yield session
        audit.settle(session)
        db.commit()


def join(session: Session, chat: int, name: str, force: int) -> int:
    """Add a coordinator of a task force who is reached in a chat; return the person's id."""
    person = persons.add(session, force, name, phone="13800001234", employer=f"{name}的单位")
    roles.give(session, person, Role.COORDINATOR, None)
    accounts.invited(session, chat, None)
    accounts.join(session, chat, person)
    return person


def begin(session: Session, chat: int, message_id: int, answered: Answers) -> None:
    """Begin a report in a chat, answered as far as `answered`, with its card standing there as that
    message.
    """
    actor = accounts.load(session, chat).actor
    assert actor is not None
    shown = report.start(session, actor, "publicity")
    for key, given in answered:
        shown = fill_in.answer(session, actor, shown.draft.id, given, key)
    write(session, chat, [card(shown, session.today)])
    for row in outgoing.due(session):
        outgoing.sent(session, row, Shown(message_id, "text"))
