"""What the bot counts of its own work: plain numbers that nobody waits for, read when somebody asks
(`transport/metrics.py`).
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

SHORT: Final = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Bounds in seconds for what should take milliseconds."""


class Lengths:
    """How often something took how long: `counted` has one number for each of the `bounds`, for
    what took at most that, and one for what took longer; `total` is all of it together.
    """

    __slots__ = ("bounds", "counted", "total")

    def __init__(self, bounds: tuple[float, ...] = SHORT) -> None:
        self.bounds, self.counted, self.total = bounds, [0] * (len(bounds) + 1), 0.0

    def add(self, seconds: float) -> None:
        """Count one. Only one thread may."""
        self.counted[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds


class Burden:
    """What the bot cost people since this was last written down: actions of theirs and messages
    they were sent, by month, chat and conversation. An album is one action.
    """

    __slots__ = ("_albums", "_counted")

    def __init__(self) -> None:
        self._counted: dict[tuple[str, int, str], list[int]] = {}
        self._albums: dict[int, str] = {}

    def acted(self, month: str, chat_id: int, conversation: str, album: str = "") -> None:
        """Count an action; `album` is Telegram's name for the one that a photo came in."""
        if album and self._albums.get(chat_id) == album:
            return
        if album:
            self._albums[chat_id] = album
        self._of(month, chat_id, conversation)[0] += 1

    def sent(self, month: str, chat_id: int, conversation: str) -> None:
        """Count a new message; an album is one."""
        self._of(month, chat_id, conversation)[1] += 1

    def take(self) -> list["Cost"]:
        """Return what was counted, in a fixed order, and begin anew."""
        counted, self._counted = self._counted, {}
        return [(*key, taps, sent) for key, (taps, sent) in sorted(counted.items())]

    def put_back(self, costs: Iterable["Cost"]) -> None:
        """Count once more what could not be written down."""
        for month, chat_id, conversation, taps, messages in costs:
            cost = self._of(month, chat_id, conversation)
            cost[0] += taps
            cost[1] += messages

    def _of(self, month: str, chat_id: int, conversation: str) -> list[int]:
        return self._counted.setdefault((month, chat_id, conversation), [0, 0])


Cost = tuple[str, int, str, int, int]
"""Month, chat, conversation, actions, messages."""
