"""What the parsers share: open spans, links, and trimming."""

import re
from dataclasses import dataclass

from bot.sandbox.limits import cannot_parse
from bot.sandbox.wire import Json, utf16_length

Formatted = tuple[str, list[Json]]

USER_LINK = re.compile(r"^tg://user/?\?id=(\d{1,18})$")
WEB_LINK = re.compile(r"^(?:(?:https?|ftp|tg|ton|tonsite)://\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?)$")


@dataclass(slots=True)
class Span:
    """A piece of markup that is open: where it began in the plain text and in the source."""

    type: str
    offset: int
    source: int
    begin: int
    argument: str = ""


class Plain:
    """The plain text as it grows, and how long it is in UTF-16 units."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> None:
        """Append."""
        self._parts.append(text)
        self.length += utf16_length(text)

    def mark(self) -> int:
        """A place to come back to with `since`."""
        return len(self._parts)

    def since(self, mark: int) -> str:
        """What was appended after the mark."""
        return "".join(self._parts[mark:])

    def __str__(self) -> str:
        return "".join(self._parts)


def byte_offset(source: str, index: int) -> int:
    """Where Telegram's errors say something is: in bytes of UTF-8."""
    return len(source[:index].encode())


def link(offset: int, length: int, address: str) -> Json | None:
    """Return a text_link or a text_mention; None for a broken address, which then stands as text
    without a link.
    """
    place = {"offset": offset, "length": length}
    user = USER_LINK.match(address)
    if user:
        someone = {"id": int(user[1]), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", **place, "user": someone}
    if not WEB_LINK.match(address):
        return None
    if "://" not in address:
        address = f"http://{address}"
    bare = address.count("/") == 2 and "?" not in address and not address.startswith("tg")
    return {"type": "text_link", **place, "url": f"{address}/" if bare else address}


def custom_emoji(offset: int, length: int, emoji: str) -> Json:
    """A custom_emoji entity; its id has to be a number."""
    if not emoji.isdecimal() or not int(emoji):
        raise cannot_parse("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "offset": offset, "length": length, "custom_emoji_id": emoji}


def trimmed(text: str, entities: list[Json]) -> Formatted:
    """Return text and entities without white space at either end, as Telegram stores messages."""
    body = text.strip()
    if body == text:
        return text, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return body, kept
