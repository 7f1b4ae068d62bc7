"""Counties that lie in a file or on a server, and places to which they can go."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands.transaction import environment
from bot.storage import databases
from bot.storage.blobs import open_blobs
from tests.conftest import KEY, TOKEN
from tests.moving import counties
from tests.servers import bucket, postgres
from tests.test_command_line import Desk, bare

__all__ = ["bare"]

_numbers = iter(range(1, 10_000))


@dataclass
class Places:
    """Databases and places for files in which nothing is yet."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def database(self, kind: str, like: str = "") -> str:
        """A new place, with a copy of what is at another URL of that kind, where one is given."""
        if kind == "sqlite":
            url = f"sqlite:///{self.folder}/db{next(_numbers)}/county.db"
            if like:
                databases.at(url).beside.parent.mkdir()
                shutil.copy(databases.at(like).beside, databases.at(url).beside)
            return url
        with self.monkeypatch.context() as patch:
            # the session's own folder is closed to whom the server runs as
            patch.setattr(tempfile, "tempdir", None)
            name = databases.at(like).url.database if like else None
            return postgres.shared().create(f"moving{next(_numbers)}", name or "template0")

    def evidence(self, kind: str) -> str:
        n = next(_numbers)
        return f"file://{self.folder}/files{n}" if kind == "folder" else f"s3://county/moving/{n}"

    def go(self, database: str, evidence: str) -> None:
        """The settings lead there from now on."""
        self.monkeypatch.setenv("DATABASE_URL", database)
        self.monkeypatch.setenv("EVIDENCE_URL", evidence)


@pytest.fixture
def places(
    bare: Desk, monkeypatch: pytest.MonkeyPatch, bucket_server: bucket.BucketServer
) -> Places:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATA_KEY", KEY)
    for name, value in bucket_server.environment().items():
        monkeypatch.setenv(name, value)
    return Places(bare.folder, monkeypatch)


@dataclass
class County:
    """A county that is there: where, and the desk at which it is looked after."""

    desk: Desk
    places: Places
    database: str
    evidence: str

    def go(self) -> None:
        self.places.go(self.database, self.evidence)

    def contents(self) -> dict[str, object]:
        return counties.contents(self.database)

    def files(self) -> dict[str, bytes]:
        return counties.files(self.evidence)


Make = Callable[..., County]


Kept = dict[tuple[str, int], tuple[str, dict[str, bytes]]]


@pytest.fixture(scope="session")
def kept() -> Kept:
    """Counties as they were made the first time, by their kind of database and how many there are
    of everything: where the database is, and the files.
    """
    return {}


@pytest.fixture
def make(bare: Desk, places: Places, kept: Kept) -> Make:
    """Make a county with some of everything; one that was made before is copied."""

    def first(database: str, many: int) -> County:
        county = County(bare, places, places.database(database), places.evidence("folder"))
        county.go()
        bare.ok("init")
        counties.some_of_everything(many)
        return county

    def made(database: str = "sqlite", evidence: str = "folder", many: int = 25) -> County:
        if (database, many) not in kept:
            county = first(database, many)
            kept[database, many] = county.database, county.files()
        like, files = kept[database, many]
        county = County(bare, places, places.database(database, like), places.evidence(evidence))
        county.go()
        blobs = open_blobs(environment())
        assert files.keys() == {blobs.keep(data) for data in files.values()}
        return county

    return made
