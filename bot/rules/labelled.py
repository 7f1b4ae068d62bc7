"""The base of all enumerations of the field's terms: a code to store, a Chinese label to show."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enumeration whose value is stored and whose `label` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
