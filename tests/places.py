"""Where the tests keep a county: the one place that says so, so that all of them can move.

XIETIAO_TEST_EVIDENCE=s3 puts the evidence of every test into a bucket.
"""

import hashlib
import os
from pathlib import Path
from typing import Final

from bot.storage.blobs import Blobs, Folder
from bot.storage.bucket import Bucket

IN_BUCKET: Final = os.environ.get("XIETIAO_TEST_EVIDENCE") == "s3"


def database_url(folder: Path) -> str:
    return f"sqlite:///{folder}/county.db"


def evidence_url(folder: Path, *, in_bucket: bool = IN_BUCKET) -> str:
    """A place that belongs to this folder alone."""
    if in_bucket:
        return f"s3://county/{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    return f"file://{folder}/evidence"


def lose(blobs: Blobs, sha256: str, left: bytes | None = None) -> None:
    """A file is lost, or something else is left in its place."""
    if isinstance(blobs, Folder):
        blobs.path(sha256).unlink()
        if left is not None:
            blobs.path(sha256).write_bytes(left)
    elif isinstance(blobs, Bucket):
        blobs.remove(sha256)
        if left is not None:
            blobs._store.put(f"{sha256[:2]}/{sha256}", left)
