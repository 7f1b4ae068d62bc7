"""Counties that lie in a file or on a server, and places to which they can go."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

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

    def database(self, kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self.folder}/db{next(_numbers)}/county.db"
        with self.monkeypatch.context() as patch:
            # the session's own folder is closed to whom the server runs as
            patch.setattr(tempfile, "tempdir", None)
            return postgres.shared().create(f"moving{next(_numbers)}")

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


@pytest.fixture
def make(bare: Desk, places: Places) -> Make:
    """Make a county with some of everything."""

    def made(database: str = "sqlite", evidence: str = "folder", many: int = 25) -> County:
        county = County(bare, places, places.database(database), places.evidence(evidence))
        county.go()
        bare.ok("init")
        counties.some_of_everything(many)
        return county

    return made
