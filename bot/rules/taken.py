"""When a picture was taken, beside the day of the work: what fits, and what is pointed out."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Within:
    """How many days before and after the day a picture may have been taken; None for any number."""

    before: int | None
    after: int | None

    def fits(self, taken: date, day: date) -> bool:
        """Whether a picture of `taken` may well belong to the work of `day`."""
        late = (taken - day).days
        if late < 0:
            return self.before is None or -late <= self.before
        return self.after is None or late <= self.after


ON_THE_DAY: Final = Within(1, 1)
"""A scene: the day itself, and one beside it for clocks that are off and evenings that last."""
WHILE_IT_LASTED: Final = Within(60, 1)
"""A scene of what took weeks and was closed on the day."""
A_PAPER: Final = Within(180, None)
"""A paper came up as the case went on, and is photographed then, or when it is handed in."""
