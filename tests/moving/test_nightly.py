"""The backup of every night: which are whole, which go, and that nobody waits for it."""

import asyncio
import multiprocessing
import os
import signal
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.jobs import Jobs
from bot.logs import set_up
from bot.settings import Settings
from bot.storage.moving import nightly
from bot.storage.moving.nightly import Kept
from bot.storage.moving.records import Head
from tests.conftest import KEY, MONDAY, TOKEN, Town
from tests.moving.conftest import County, Make
from tests.moving.test_backup import OTHER_KEY, restored

NIGHT = MONDAY.replace(hour=18, minute=30)  # 02:30 in the county, of the next day
ONE_DAY = timedelta(days=1)


@pytest.fixture
def county(make: Make, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("BACKUP_DIR", "backups")
    return make(many=3)


BOT = TOKEN.partition(":")[0]


def settings(**more: Any) -> Settings:
    return Settings(**more)


def called(day: str, bot: str = BOT, name: str = "county") -> str:
    return f"{name}-{bot}-{day}-0230.xtb"


def days() -> list[str]:
    """The days of which there are backups, in order, by their names alone."""
    return sorted(name.split("-")[-2] for name in backups())


def backups() -> list[str]:
    return sorted(path.name for path in Path("backups").iterdir())


def test_a_whole_one_each_week_and_on_the_other_days_what_is_new(county: County) -> None:
    whole = []
    for n in range(15):
        path, made = nightly.back_up(settings(), NIGHT + n * ONE_DAY)
        assert made.files == 0 or made.earlier == 0
        if made.files:
            whole.append(path.name)
    assert whole == [called(f"2026{day}") for day in ("1124", "1201", "1208")]
    last, base = backups()[-1], whole[-1]
    restored(county, "postgres", "folder", f"backups/{last}", f"backups/{base}")


def test_old_ones_go_and_what_the_others_need_stays(county: County) -> None:
    for n in range(20):
        nightly.back_up(settings(backup_keep_days=3), NIGHT + n * ONE_DAY)
    # the whole one of the 8th, which those of the last days need, and these
    assert days() == [f"2026{day}" for day in ("1208", "1210", "1211", "1212", "1213")]


def test_after_a_long_time_without_any_the_newest_is_whole_and_stays(county: County) -> None:
    nightly.back_up(settings(), NIGHT)
    nightly.back_up(settings(), NIGHT + ONE_DAY)
    nightly.back_up(settings(), NIGHT + 100 * ONE_DAY)
    assert days() == ["20270304"]


def kept(*chains: tuple[int, int | None]) -> list[Kept]:
    """Backups by the day they were made on and that of the one they need, the newest first."""
    made = [
        Kept(Path(str(day)), Head(str(day), (NIGHT + day * ONE_DAY).isoformat(), "", str(base)))
        for day, base in chains
    ]
    return sorted(made, key=lambda each: each.head.made_at, reverse=True)


@pytest.mark.parametrize(
    ("there", "today", "days", "gone"),
    [
        ([], 50, 1, []),
        ([(0, None)], 50, 1, []),
        ([(0, None), (1, 0)], 50, 1, []),
        ([(0, None), (1, 0), (2, 0)], 50, 1, [1]),
        ([(0, None), (7, None)], 8, 3, [0]),
        ([(0, None), (1, 0), (7, None), (8, 7)], 9, 8, []),
        ([(0, None), (1, 0), (7, None), (8, 7)], 9, 7, [0, 1]),
        ([(1, 0), (7, None)], 7, 14, []),
    ],
)
def test_the_newest_and_all_it_needs_never_go(
    there: list[tuple[int, int | None]], today: int, days: int, gone: list[int]
) -> None:
    found = nightly.too_old(kept(*there), NIGHT + today * ONE_DAY, days)
    assert sorted(int(each.path.name) for each in found) == gone


def test_what_is_not_this_countys_is_let_be(county: County) -> None:
    folder = Path("backups")
    folder.mkdir()
    (folder / "county-20200101-0230.xtb").write_bytes(b"of somebody else")
    (folder / "by-hand.xtb").write_bytes(b"of somebody else")
    (folder / "notes.txt").write_text("notes")
    nightly.back_up(settings(data_key=KEY), NIGHT - 90 * ONE_DAY)
    assert len(nightly.found(folder, settings())) == 1
    assert nightly.found(folder, settings(data_key=OTHER_KEY)) == []
    assert nightly.found(folder, settings(bot_token="77:OTHER")) == []
    nightly.back_up(settings(), NIGHT)
    left = ["by-hand.xtb", "county-20200101-0230.xtb", called("20261124"), "notes.txt"]
    assert backups() == sorted(left)


def test_those_made_before_their_names_said_whose_they_are_are_its_own_by_the_key(
    county: County,
) -> None:
    folder = Path("backups")
    for n, made_by in ((-90, settings()), (-80, settings(data_key=OTHER_KEY)), (0, settings())):
        path, _ = nightly.back_up(made_by, NIGHT + n * ONE_DAY)
        path.rename(folder / path.name.replace(f"-{BOT}", ""))
    assert days() == ["20260905", "20261124"], "its own of long ago is gone, another's is not"
    _, made = nightly.back_up(settings(), NIGHT + ONE_DAY)
    assert (made.files, made.earlier > 0) == (0, True), "made upon the one of the older name"
    assert days() == ["20260905", "20261124", "20261125"]


def test_two_counties_share_a_folder(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same minute; of the same name; even of the same key."""
    monkeypatch.setenv("BACKUP_DIR", "backups")
    counties = [make(many=3), make(many=3), make(many=3)]
    keys = (KEY, OTHER_KEY, KEY)
    for n in range(20):
        for bot, (county, key) in enumerate(zip(counties, keys, strict=True), 1):
            county.go()
            own = settings(bot_token=f"{bot}:T", data_key=key, backup_keep_days=2 * bot)
            path, made = nightly.back_up(own, NIGHT + n * ONE_DAY)
            assert path.name == called(f"{NIGHT + (n + 1) * ONE_DAY:%Y%m%d}", str(bot))
            assert bool(made.files) == (n % 7 == 0), "its own base is what it is made upon"
            assert nightly.newest(Path("backups"), own) == nightly.found(path.parent, own)[0]
    kept = {bot: [d for d in backups() if d.startswith(f"county-{bot}-")] for bot in (1, 2, 3)}
    assert kept[1] == [called(f"202612{day}", "1") for day in ("08", "11", "12", "13")]
    assert kept[2] == [called(f"202612{day}", "2") for day in ("08", "09", 10, 11, 12, 13)]
    assert len(kept[3]) == 7 + 1  # those of six days, and the whole one of the week before
    assert sum(map(len, kept.values())) == len(backups())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("云山县", "云山县"),
        ("a/../b: *?", "a_.._b_"),
        ("..", "county"),
        ("县" * 80, "县" * 40),
    ],
)
def test_a_county_s_name_is_safe_as_a_file_s(
    county: County, monkeypatch: pytest.MonkeyPatch, name: str, safe: str
) -> None:
    monkeypatch.setattr(Settings, "county_name", name)
    assert nightly.name(settings(), NIGHT) == called("20261124", name=safe)


def test_what_a_bot_left_half_written_as_it_stopped_is_cleared_if_it_is_its_own(
    county: County,
) -> None:
    folder = Path("backups")
    path, _ = nightly.back_up(settings(), NIGHT)
    begun = path.read_bytes()[:100]
    path.unlink()
    (folder / f"{called('20261123')}.part").write_bytes(b"half")
    (folder / "county-20261122-0230.xtb.part").write_bytes(begun)  # as 0.3 called it
    others = ["county-20261123-0230.xtb.part", f"{called('20261123', '77')}.part"]
    for other in others:
        (folder / other).write_bytes(b"being written by somebody else")
    nightly.back_up(settings(), NIGHT)
    assert backups() == sorted([called("20261124"), *others])


def test_upon_a_base_that_was_cut_off_nothing_is_built(county: County) -> None:
    path, _ = nightly.back_up(settings(), NIGHT)
    path.write_bytes(path.read_bytes()[:-1])
    _, made = nightly.back_up(settings(), NIGHT + ONE_DAY)
    assert made.earlier == 0
    assert made.files > 0


def test_what_goes_wrong_is_logged_and_removes_nothing(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("console")
    nightly.back_up(settings(), NIGHT)
    nightly.run(settings(), lambda: NIGHT)
    assert "不会覆盖" in capsys.readouterr().err
    nightly.run(settings(backup_dir="/dev/null/backups"), lambda: NIGHT)
    assert "不能写入" in capsys.readouterr().err
    county.places.go("postgresql://xietiao@127.0.0.1:1/county", county.evidence)
    nightly.run(settings(backup_keep_days=1), lambda: NIGHT + 50 * ONE_DAY)
    assert "backup failed" in capsys.readouterr().err
    assert backups() == [called("20261124")]


# ── the job ────────────────────────────────────────────────────────────────────────────────────


def _made(path: Path) -> None:
    path.write_text(str(os.getpid()))


def _never_ends(path: Path) -> None:
    import time

    _made(path)
    time.sleep(600)


def jobs(town: Town, nightly: Any, *, leads: bool = True) -> Jobs:
    assert town.bot is not None
    return Jobs(town.bot.writer, town.bot.reader, [], lambda: leads, nightly)


async def test_it_is_made_at_half_past_two_where_a_folder_is_set(town: Town) -> None:
    made = jobs(town, partial(_made, Path("unused")))
    made.start()
    scheduler: Any = made._scheduler
    found = {job.id: str(job.trigger) for job in scheduler.get_jobs()}
    assert found["backup"] == "cron[hour='2', minute='30']"
    await made.stop()


async def test_another_process_makes_it_and_only_where_this_one_leads(
    town: Town, tmp_path: Path
) -> None:
    await jobs(town, partial(_made, tmp_path / "no"), leads=False)._back_up()
    assert not (tmp_path / "no").exists()
    await jobs(town, partial(_made, tmp_path / "yes"))._back_up()
    assert (tmp_path / "yes").read_text() not in {"", str(os.getpid())}


def _is_killed(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def test_one_that_was_killed_is_told_of(town: Town, tmp_path: Path) -> None:
    with capture_logs() as logs:
        await jobs(town, partial(_is_killed, tmp_path))._back_up()
    assert [each["exitcode"] for each in logs if "backup" in each["event"]] == [-9]


async def test_it_ends_with_the_bot(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "begun"
    task = asyncio.create_task(jobs(town, partial(_never_ends, path))._back_up())
    async with asyncio.timeout(60):
        while not path.exists() or not path.read_text():
            await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while not _is_dead(int(path.read_text())):
            await asyncio.sleep(0.05)


def _is_dead(pid: int) -> bool:
    """Whether a process has ended; one of our own is asked for its end by the way."""
    multiprocessing.active_children()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _clock() -> datetime:
    return NIGHT


async def test_the_running_bot_makes_a_backup_that_can_be_restored(
    town: Town, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    more = town.settings.model_copy(update={"backup_dir": str(folder)})
    await jobs(town, partial(nightly.in_a_process, more, _clock))._back_up()
    assert [path.name for path in folder.iterdir()] == [nightly.name(more, NIGHT)]
    assert nightly.found(folder, more)[0].head.base == ""
