"""Evidence files: named by their content, whole before they have their name."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Misconfigured
from bot.storage.blobs import Folder

DATA = b"one photo"
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "evidence")


def test_a_file_is_known_by_its_content_and_kept_once(blobs: Folder) -> None:
    assert blobs.keep(DATA) == SHA
    assert blobs.keep(DATA) == SHA
    assert list(blobs.all()) == [SHA]
    assert blobs.read(SHA) == DATA
    assert list(blobs.incoming.iterdir()) == []


def test_a_download_is_taken_in_under_its_own_name(blobs: Folder) -> None:
    part = blobs.incoming / "evidence-1"
    part.write_bytes(DATA)
    assert blobs.adopt(part) == SHA
    assert not part.exists()
    assert blobs.is_whole(SHA)


def test_file_and_folder_are_on_disk_before_the_name_is_given_away(
    blobs: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    def watched_replace(self: Path, target: Any) -> Path:
        done.append("→")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    part = blobs.incoming / "evidence-1"
    part.write_bytes(DATA)
    blobs.adopt(part)
    assert done == ["evidence-1", "→", SHA[:2], "evidence"]


def test_what_a_crash_left_half_written_is_thrown_away_and_nothing_else(blobs: Folder) -> None:
    blobs.keep(DATA)
    (blobs.incoming / "evidence-9").write_bytes(b"hal")
    blobs.tidy()
    assert list(blobs.incoming.iterdir()) == []
    assert blobs.is_whole(SHA)


@pytest.mark.parametrize("content", [None, b"", DATA[:-1], DATA + b"!"])
def test_a_file_that_is_gone_or_changed_is_not_whole(blobs: Folder, content: bytes | None) -> None:
    blobs.keep(DATA)
    if content is None:
        blobs.path(SHA).unlink()
    else:
        blobs.path(SHA).write_bytes(content)
    assert not blobs.is_whole(SHA)


def test_a_place_where_nothing_can_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="EVIDENCE_URL=file:///"):
        Folder(tmp_path / "file" / "evidence")
