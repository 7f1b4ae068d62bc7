"""Evidence files: content-addressed, and on disk before any row says so."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.errors import Misconfigured

_PIECE: Final = 1 << 20


class Blobs:
    """A folder of files named by their SHA-256. Names people give are metadata elsewhere."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"
        try:
            self.incoming.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Misconfigured(
                f"EVIDENCE_URL 指向的 {root} 不能存放文件（{error.strerror}），"
                "例如：EVIDENCE_URL=file:///srv/xietiao/evidence"
            ) from None

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Write, fsync file and folder; the SHA-256."""
        with tempfile.NamedTemporaryFile(dir=self.incoming, delete=False) as file:
            file.write(data)
        return self.adopt(Path(file.name))

    def adopt(self, path: Path) -> str:
        """Take in a finished file from `incoming`; it is fsynced and gets its name. The SHA-256."""
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

    def is_whole(self, sha256: str) -> bool:
        """Whether the file is there and is what its name says."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except (OSError, ValueError):
            return False

    def all(self) -> Iterator[str]:
        for path in self.root.glob("??/*"):
            yield path.name

    def tidy(self) -> None:
        """Throw away what a crash left half-written; nothing refers to it."""
        for path in self.incoming.iterdir():
            path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
