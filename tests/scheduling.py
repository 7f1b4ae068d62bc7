"""Which tests are played first, which by one worker, which make up the quick choice, and which have
nothing to say of the database that all counties are in.
"""

import os
from typing import Any, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import places
from tests.servers import postgres

TOGETHER: Final = ("tests/rig/test_kills.py", "tests/recipes/", "tests/rig/", "tests/month/")
"""Each is played by one worker: what they share takes many seconds to make."""
FIRST: Final = ("tests/rig/test_kills.py", "tests/recipes/", "tests/rig/", "tests/month/")
"""Played in this order, before all else: begun last they would keep one worker busy while the
other waits.
"""
ON_ONE_PAGE: Final = "tests/browser/"
"""A county goes on from test to test of such a module, so one worker plays the module whole."""
QUICK: Final = ("tests/rules/", "tests/forms/")
NO_DATABASE: Final = (
    *("tests/rules/", "tests/forms/", "tests/reports/", "tests/evidence/"),
    *("tests/storage/test_blobs.py", "tests/storage/test_bucket.py"),
    *("tests/test_house.py", "tests/test_router.py", "tests/test_settings.py"),
)
"""These look into no county: once played, they say the same of every database."""
OWN_DATABASE: Final = (
    *("tests/sandbox/", "tests/recipes/", "tests/browser/"),
    *("tests/moving/", "tests/counties/", "tests/rig/test_several.py", "tests/test_deploy.py"),
    *("tests/test_doctor.py", "tests/test_doctor_on_postgres.py", "tests/test_ending.py"),
)
"""The demo's county is a file whatever is set, a recipe's tests come with a tree of their own, and
what is about both databases plays on both whatever is set.
"""


class LongFirst(LoadScopeScheduling):  # type: ignore[misc]  # has no types
    """Hands out what stands together as one piece of work, every other test by itself.

    Not `--dist loadgroup`: as of pytest 9 and pytest-xdist 3.8 its groups are silently ignored.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(ON_ONE_PAGE):
            return nodeid.partition("::")[0]
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongFirst:
    config.option.loadscopereorder = False  # the order is ours
    return LongFirst(config, log)


def pytest_configure() -> None:
    """What is asked for by name is not skipped. Tests' folders are in memory, where that is."""
    if folder := places.in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    if places.ON_POSTGRES and postgres.binaries() is None:
        raise pytest.UsageError(postgres.MISSING)


def pytest_report_header() -> list[str]:
    if not places.ON_POSTGRES:
        return ["county: in SQLite; left out: tests that are marked only_postgres"]
    left_out = ", ".join((*NO_DATABASE, *OWN_DATABASE))
    return [f"county: in PostgreSQL; left out: tests that are marked only_sqlite, {left_out}"]


def _is_played(item: pytest.Item) -> bool:
    elsewhere = places.ON_POSTGRES and item.nodeid.startswith((*NO_DATABASE, *OWN_DATABASE))
    return not elsewhere and places.is_at_home(item)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Not skipped: what is skipped might have been played, and CI takes it for a failure.
    config.hook.pytest_deselected(items=[item for item in items if not _is_played(item)])
    items[:] = filter(_is_played, items)
    for item in items:
        if item.nodeid.startswith(QUICK):
            item.add_marker("quick")
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    places = (n for n, place in enumerate(FIRST) if nodeid.startswith(place))
    return next(places, len(FIRST))
