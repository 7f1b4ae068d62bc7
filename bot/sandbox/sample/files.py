"""A folder whose files are sealed by their digests, and copying all of it out, or nothing that
passes for whole.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SEAL: Final = "whole.json"
LAST: Final = "county.db"
"""The file that is copied last: whoever finds it in a folder finds all the others too."""


def seal(folder: Path) -> None:
    """Put everything on disk, and the digests beside it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {str(path.relative_to(folder)): _digest(path.read_bytes()) for path in files}
    (folder / SEAL).write_text(json.dumps(digests, indent=0), "utf-8")
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def is_whole(folder: Path) -> bool:
    """Whether it was sealed, and every file is what it was then."""
    return all(data is not None for _, data in _sealed(folder))


def copy_out(folder: Path, into: Path) -> bool:
    """Copy all files of a folder; returns False, and leaves out the last of them, when one is not
    what it was.
    """
    for name, data in _sealed(folder):
        if data is None:
            return False
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f"{target.name}.part")
        aside.write_bytes(data)
        aside.replace(target)
    return True


def _sealed(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Yield every file by name with its bytes, None for what is damaged or missing; `LAST` comes
    last.
    """
    try:
        digests = json.loads((folder / SEAL).read_text("utf-8"))
    except (OSError, ValueError):
        yield SEAL, None
        return
    for name in sorted(digests, key=lambda each: (each == LAST, each)):
        try:
            data = (folder / name).read_bytes()
        except OSError:
            yield name, None
        else:
            yield name, data if _digest(data) == digests[name] else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
