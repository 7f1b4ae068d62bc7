"""Which tests are played first, which by one worker, and which make up the quick choice."""

from typing import Any, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = ("tests/rig/test_kills.py", "tests/rig/", "tests/month/")
"""Each is played by one worker: what they share takes many seconds to make."""
FIRST: Final = ("tests/rig/test_kills.py", "tests/recipes/", "tests/rig/", "tests/month/")
"""Played in this order, before all else: begun last they would keep one worker busy while the
other waits.
"""
ON_ONE_PAGE: Final = "tests/browser/"
"""A county goes on from test to test of such a module, so one worker plays the module whole."""
QUICK: Final = ("tests/rules/", "tests/forms/")


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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(QUICK):
            item.add_marker("quick")
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    places = (n for n, place in enumerate(FIRST) if nodeid.startswith(place))
    return next(places, len(FIRST))
