"""What Telegram marks by itself: commands, addresses, mentions, hashtags."""

import re

from bot.sandbox.wire import Json, utf16_length

PATTERNS = {
    "url": re.compile(
        r"https?://[^\s<>\"，。；、）】》]+"
        r"|(?<![\w@.])(?:[a-zA-Z0-9-]+\.)+(?:com|cn|org|net|gov|edu|me|io)\b(?:/[^\s，。；、）】》]*)?"
    ),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "bot_command": re.compile(r"(?<![\w/@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/@])"),
    "mention": re.compile(r"(?<![\w@.])@[a-zA-Z]\w{3,31}"),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}"),
}


def detected(text: str, taken: list[Json]) -> list[Json]:
    """Return the entities that Telegram finds by itself, except where one in `taken` stands that
    excludes them.
    """
    if not any(mark in text for mark in "/@#."):
        return []
    found: list[Json] = []
    occupied = [entity for entity in taken if entity["type"] in EXCLUSIVE]
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match[0]),
            }
            if not any(_overlap(entity, other) for other in (*occupied, *found)):
                found.append(entity)
    return found


EXCLUSIVE = {"code", "pre", "text_link", "text_mention", "custom_emoji"}


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
