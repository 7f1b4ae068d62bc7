"""Personal data as types that show a mask unless asked for the whole."""

from dataclasses import dataclass
from functools import total_ordering

from bot.rules.identity import mask_id, mask_name, mask_phone


@total_ordering
@dataclass(frozen=True, slots=True)
class Personal:
    """A value about a person: `str`, `repr` and f-strings show the mask, `.full` the value."""

    full: str

    def __str__(self) -> str:
        return self.mask

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.mask!r})"

    def __bool__(self) -> bool:
        return bool(self.full)

    def __lt__(self, other: "Personal") -> bool:
        return self.full < other.full

    @property
    def mask(self) -> str:
        return "*" * len(self.full)


class Name(Personal):
    """A person's name; its mask keeps the surname: `李*`."""

    __slots__ = ()

    @property
    def mask(self) -> str:
        return mask_name(self.full)


class Phone(Personal):
    """A telephone number; its mask keeps the first three and last four digits."""

    __slots__ = ()

    @property
    def mask(self) -> str:
        return mask_phone(self.full)

    @property
    def dialled(self) -> str:
        """The number as Telegram knows it: a mobile of eleven digits with the country's code."""
        is_mobile = len(self.full) == 11 and self.full.isdigit() and self.full.startswith("1")
        return f"+86{self.full}" if is_mobile else self.full


class IdNumber(Personal):
    """A resident ID number; its mask is the one our privacy rules ask for: `3708**********1234`."""

    __slots__ = ()

    @property
    def mask(self) -> str:
        return mask_id(self.full)
