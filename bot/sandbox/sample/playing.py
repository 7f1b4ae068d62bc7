"""Plays the sample county: into a folder that is kept, or into a county that people are using
already.
"""

import pickle
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

import structlog

from bot.sandbox.sample.evidence import Albums, Camera
from bot.sandbox.sample.opening import open_people, play_of, settings_of
from bot.settings import Settings
from bot.storage import databases
from bot.storage.blobs import open_folder

ALBUMS: Final = "albums"
Tell = Callable[[int, int], object]
"""Is told how many stories have been played, and of how many."""
log = structlog.get_logger()


def play_in(folder: Path, now: datetime, tell: Tell) -> None:
    """Play the whole county in a folder, and keep beside it what was drawn for it."""
    settings = settings_of(folder)
    play, blobs = open_people(settings, now), open_folder(settings.evidence)
    with closing(Camera(blobs, play.deeds())) as camera:
        stories = play.stories(camera)
        with databases.writing(settings.database_url).begin() as db:
            for place, story in enumerate(stories, 1):
                play.tell(db, story)
                tell(place, len(stories))
    (folder / ALBUMS).write_bytes(pickle.dumps(camera.albums))
    blobs.incoming.rmdir()


def play_behind(
    settings: Settings, now: datetime, played: Path, is_over: Callable[[], bool], tell: Tell
) -> int:
    """Play the same in a county that is in use, one transaction a story, with the files of a played
    one, which are moved out of its folder; stops when `is_over`. Returns how many stories could no
    longer be told because of what people did meanwhile.
    """
    albums: Albums = pickle.loads((played / ALBUMS).read_bytes())  # noqa: S301 - sealed by us
    blobs, left_out = open_folder(settings.evidence), 0
    for path in (played / "evidence").glob("??/*"):
        blobs.path(path.name).parent.mkdir(exist_ok=True)
        path.replace(blobs.path(path.name))
    play, writing = play_of(settings, now), databases.writing(settings.database_url)
    with closing(Camera(blobs, (), albums)) as camera:
        stories = play.stories(camera)
        for place, story in enumerate(stories, 1):
            if is_over():
                break
            try:
                with writing.begin() as db:
                    play.tell(db, story)
            except Exception:
                log.exception("a story of the sample county was left out")
                left_out += 1
            tell(place, len(stories))
    return left_out
