"""The real clock. Everything is handed a clock; whoever begins hands on this one."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time by the real clock. Everything else is handed a clock."""
    return datetime.now(UTC)  # noqa: TID251 - the one place
