"""A piece of work of the sample county: whose, when, with what evidence, and what became of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from bot.actions.workdays import is_working_day
from bot.rules.quarters import Quarter

JPEG, PDF = "image/jpeg", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Shot:
    """A file of evidence: the slot it is for, its kind as Telegram calls it, its name, its type,
    and the function that makes it; `is_shared` when others have a picture of the same moment.
    """

    slot: str
    kind: str
    name: str
    mime: str
    make: Callable[[], bytes]
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A piece of work as it is to be played.

    `share` is how far into its quarter (0 to 1) it happened; where `waited` is given, it was so
    many working days ago instead. `outcome` is approve, return, reject, park (begun and laid
    aside), or "" while it waits. `appeal` is what the author said against a rejection; `overturned`
    is why the bureau decided otherwise in the end. `by` is the liaison who recorded it, where its
    author has no Telegram.
    """

    share: float
    who: str
    outcome: str = field(default="approve", kw_only=True)
    reason: str = field(default="", kw_only=True)
    appeal: str = field(default="", kw_only=True)
    overturned: str = field(default="", kw_only=True)
    waited: int = field(default=0, kw_only=True)
    by: str = field(default="", kw_only=True)

    form: ClassVar[str]

    def answers(self, day: date) -> Mapping[str, str]:
        """What its author answered, by the form's steps."""
        raise NotImplementedError

    def shots(self, day: date) -> Iterator[Shot]:
        """Its evidence, in the order it was sent."""
        raise NotImplementedError

    def day(self, quarter: Quarter, today: date) -> date:
        """The day on which it happened, in the part of the quarter that is over."""
        if self.waited:
            return _working_days_ago(today, self.waited)
        last = min(quarter.last, today)
        return quarter.first + timedelta(days=round(self.share * (last - quarter.first).days))


def at(day: date, place: int) -> datetime:
    """Return when the n-th photo (`place`) of a day was taken: there is a quarter of an hour
    between them.
    """
    return datetime.combine(day, time(9, 12)) + timedelta(minutes=16 * place)


def camera_name(taken: datetime) -> str:
    """Return a photo's file name as a phone makes it."""
    return f"IMG_{taken:%Y%m%d_%H%M%S}.jpg"


def _working_days_ago(day: date, n: int) -> date:
    while n:
        n -= is_working_day(day)
        day -= timedelta(days=1)
    return day
