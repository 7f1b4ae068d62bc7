"""What the bot counts of its own work: plain numbers that nobody waits for, read when somebody asks
(`transport/metrics.py`).
"""

from bisect import bisect_left
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
