"""What travels: JSON objects, uploads, and lengths as Telegram counts them."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its bytes, the name its sender gave it, its media type."""

    data: bytes
    name: str
    mime: str


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts offsets and limits."""
    return len(text) + sum(1 for character in text if character > "\uffff")
