"""A database of its own for each test: made once, then copied."""

import base64
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.rules.county import County, load_county
from bot.sandbox.clock import Clock
from bot.storage import audit, databases
from bot.storage.crypto import Vault
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.writer import Writer
from tests import places
from tests.conftest import KEY, MONDAY
from tests.places import Template

SHIPPED = load_county((files("bot.rules") / "county.toml").read_text("utf-8"))


@dataclass
class Store:
    """A county's database, its key, and a clock that stands still until it is moved."""

    url: str
    clock: Clock
    vault: Vault
    county: County = SHIPPED

    @classmethod
    def copied(cls, empty: Template, folder: Path) -> "Store":
        """A new one in that folder."""
        return cls(
            empty.copied(folder), Clock(MONDAY, ticking=False), Vault(base64.urlsafe_b64decode(KEY))
        )

    def do(self, step: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """One step, committed."""
        with databases.writing(self.url).begin() as db:
            session = Session(db, self.vault, self.county, self.clock.now())
            done = step(session, *args, **kwargs)
            audit.settle(session)
            return done

    def sql(self, *statements: str) -> list[Any]:
        """Statements as somebody with the file in hand could run them; the last one's rows."""
        with databases.writing(self.url).begin() as db:
            for statement in statements:
                found = db.exec_driver_sql(statement)
            return list(found) if found.returns_rows else []

    def writer(self) -> Writer:
        return Writer(databases.writing(self.url), self.vault, self.county, self.clock.now)

    def reader(self) -> Reader:
        return Reader(databases.reading(self.url), self.vault, self.county, self.clock.now)

    def everything(self) -> bytes:
        """All that lies in the database, as whoever has got hold of it can read it."""
        return places.everything(self.url)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template.made(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def store(empty: Template, tmp_path: Path) -> Store:
    return Store.copied(empty, tmp_path)


@pytest.fixture
async def writer(store: Store) -> AsyncIterator[Writer]:
    writer = store.writer()
    writer.start()
    yield writer
    await writer.stop()
