"""The played sample county, kept: taken out whole or not at all, and made once for everybody."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import utc_now
from bot.sandbox.sample.snapshot import CACHE, CODE, KEPT, make, name_of, sample_county, take_out

NOW = utc_now()
NAME = (
    "import sys; from datetime import datetime; from bot.sandbox.sample.snapshot import name_of; "
)
NAME += "print(name_of(datetime.fromisoformat(sys.argv[1])))"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A place of one's own for snapshots, with today's in it."""
    make(NOW)
    kept = tmp_path / "kept"
    shutil.copytree(CACHE / name_of(NOW), kept / name_of(NOW))
    return kept


@contextmanager
def maker(kept: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that makes today's."""
    command = [sys.executable, "-m", "bot.sandbox.sample", str(kept), NOW.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_it_is_played_once_and_copied_after_that(tmp_path: Path, kept: Path) -> None:
    before = (kept / name_of(NOW) / "county.db").stat().st_ino
    for name in ("one", "two"):
        sample_county(tmp_path / name, NOW, kept)
        assert (tmp_path / name / "county.db").is_file()
    assert (kept / name_of(NOW) / "county.db").stat().st_ino == before


@pytest.mark.parametrize("what", ["county.db", "whole.json", "albums", "evidence"])
@pytest.mark.parametrize("how", ["cut off", "changed", "gone"])
def test_a_damaged_one_is_not_taken(tmp_path: Path, kept: Path, what: str, how: str) -> None:
    found = kept / name_of(NOW) / what
    file = next(found.glob("??/*")) if found.is_dir() else found
    data = file.read_bytes()
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(data[:-1] if how == "cut off" else data[:-2] + b"#" + data[-1:])
    assert not take_out(tmp_path / "county", NOW, kept)
    assert not (tmp_path / "county" / "county.db").exists()


def test_what_was_interrupted_or_damaged_is_made_anew_once_for_all_who_ask(
    tmp_path: Path, kept: Path
) -> None:
    for n in range(14):
        (kept / f"older-{n}").mkdir()
    (kept / name_of(NOW) / "county.db").write_bytes(b"")
    with maker(kept) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().startswith("1 ")
    assert list(kept.glob(f"{name_of(NOW)}.part-*"))
    assert not take_out(tmp_path / "county", NOW, kept)
    with maker(kept) as one, maker(kept) as other:
        told = sorted(len(each.communicate()[0].splitlines()) for each in (one, other))
        assert (one.returncode, other.returncode) == (0, 0)
    assert told[0] == 0
    assert told[1] > 40
    assert take_out(tmp_path / "county", NOW, kept)
    folders = [path.name for path in kept.iterdir() if path.is_dir()]
    assert len(folders) == KEPT
    assert not [name for name in folders if "part" in name]


def test_another_day_has_another(tmp_path: Path, kept: Path) -> None:
    assert not take_out(tmp_path / "county", NOW + timedelta(days=1), kept)


def test_other_code_has_another(tmp_path: Path) -> None:
    shutil.copytree(CODE, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))

    def named() -> str:
        command = [sys.executable, "-B", "-c", NAME, NOW.isoformat()]
        return subprocess.run(
            command, cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    before = named()
    assert named() == before
    rule = tmp_path / "bot" / "rules" / "county.toml"
    rule.write_text(rule.read_text("utf-8") + "\n", "utf-8")
    assert named() != before
