"""Evidence files, stored under their SHA-256, and safe where they are before any row says so."""

import asyncio
import hashlib
import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from bot.errors import Misconfigured
from bot.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

# Files have threads of their own: a bucket that does not answer keeps no look-up waiting.
_THREADS: Final = ThreadPoolExecutor(8, "files")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call what reads or writes files in a thread, so that the event loop goes on."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREADS, partial(function, *args, **kwargs))


class Blobs(ABC):
    """Files named by their SHA-256, in a folder or a bucket. The names people give are metadata
    kept elsewhere.

    `incoming` is a folder of this machine, for files on their way in. Every call may raise Away
    where the place is not on this machine, and FileNotFoundError for a file that is not there.
    """

    incoming: Path

    @abstractmethod
    def adopt(self, path: Path) -> str:
        """Take in a finished file from `incoming`: store it under its SHA-256, return that. By then
        it is safe.
        """

    @abstractmethod
    def read(self, sha256: str) -> bytes: ...

    @abstractmethod
    def local(self, sha256: str) -> AbstractContextManager[Path]:
        """Lend the file as a path of this machine, for as long as the block runs."""

    @abstractmethod
    def is_whole(self, sha256: str) -> bool:
        """Whether the file is there and is what its name says."""

    @abstractmethod
    def all(self) -> Iterator[str]:
        """Yield the SHA-256 of every file there is."""

    @abstractmethod
    def prove(self) -> None:
        """Write a tiny file, read it and remove it. Raises Misconfigured where that is not
        allowed.
        """

    def reach(self) -> None:
        """Find out with little effort whether files can be used now. Raises Away or Misconfigured
        where they cannot.
        """
        self.prove()

    def keep(self, data: bytes) -> str:
        """Store bytes and return their SHA-256; by then they are safe."""
        with tempfile.NamedTemporaryFile(dir=self.incoming, delete=False) as file:
            file.write(data)
        path = Path(file.name)
        try:
            return self.adopt(path)
        finally:
            path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Throw away what a crash left half-written in `incoming`; no row refers to it."""
        for path in self.incoming.iterdir():
            path.unlink(missing_ok=True)


class Folder(Blobs):
    """A folder of files. Raises Misconfigured when nothing can be stored in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"
        try:
            self.incoming.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unfit(error) from None

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def adopt(self, path: Path) -> str:
        """Take in a finished file from `incoming`; by then file and folder are fsynced."""
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        target = self.path(sha256)
        fresh = not target.parent.exists()
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
        _sync(target.parent)
        if fresh:
            _sync(self.root)
        return sha256

    def read(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """Lend the file itself, which is not to be changed."""
        yield self.path(sha256)

    def is_whole(self, sha256: str) -> bool:
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except (OSError, ValueError):
            return False

    def all(self) -> Iterator[str]:
        for path in self.root.glob("??/*"):
            yield path.name

    def prove(self) -> None:
        try:
            with tempfile.NamedTemporaryFile(dir=self.incoming) as file:
                file.write(b"proof")
        except OSError as error:
            raise self._unfit(error) from None

    def _unfit(self, error: OSError) -> Misconfigured:
        return Misconfigured(
            f"EVIDENCE_URL 指向的 {self.root} 不能存放文件（{error.strerror}），"
            "例如：EVIDENCE_URL=file:///srv/xietiao/evidence"
        )


def open_blobs(settings: Settings, url: str = "") -> Blobs:
    """Open the place of the evidence: `url` (file:///folder or s3://bucket/prefix), or the one that
    the settings say. Raises Misconfigured.
    """
    url = url or settings.evidence
    if url.startswith("s3://"):
        from bot.storage.bucket import Bucket

        return Bucket(url, settings.aws)
    return open_folder(url)


def open_folder(url: str) -> Folder:
    """Open a place that is known to be a folder, by its file:///…."""
    return Folder(Path(url.removeprefix("file://")))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
