"""Links: evidence that lies on the web, where a file is too large to be sent."""

import re
from typing import Final

from bot.rules.halfwidth import halfwidth

MOST: Final = 500
_LINK: Final = re.compile(
    r"(?:https?://|(?<![\w.@/])(?=www\.))"
    r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#][^\s<>\"']*)?",
    re.IGNORECASE,
)


# At half width these would be part of a link; as people type them they end it.
_ENDS: Final = str.maketrans(dict.fromkeys("，。；：、（）【】《》“”", " "))


def find_links(text: str) -> list[str]:
    """The links in a text, in its order and once each, with their scheme; longer ones are none."""
    found = (match[0].rstrip(".,;)]") for match in _LINK.finditer(halfwidth(_stopped(text))))
    whole = (link if "://" in link else f"https://{link}" for link in found)
    return list(dict.fromkeys(link for link in whole if len(link) <= MOST))


def _stopped(text: str) -> str:
    """Punctuation of running text becomes space, but for what stands in a scheme typed wide."""
    return text.replace("：／／", "://").translate(_ENDS)
