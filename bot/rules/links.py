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


# Full-width signs that end a link when people type them. They are taken out before the text is
# brought to half width, where they would look like part of the link.
_ENDS: Final = str.maketrans(dict.fromkeys("，。；：、（）【】《》“”", " "))


def find_links(text: str) -> list[str]:
    """Return the links in a text, in its order, each once and with its scheme.

    One typed from `www.` on gets `https://`; one of more than `MOST` characters is left out.
    """
    found = (match[0].rstrip(".,;)]") for match in _LINK.finditer(halfwidth(_stopped(text))))
    whole = (link if "://" in link else f"https://{link}" for link in found)
    return list(dict.fromkeys(link for link in whole if len(link) <= MOST))


def without_links(text: str) -> str:
    """Return a text without the links in it; "" when nothing worth reading is left."""
    kept, end = "", 0
    for match in _LINK.finditer(halfwidth(_stopped(text))):  # of the same length, sign for sign
        kept += text[end : match.start()] + " "
        end = match.end()
    rest = (kept + text[end:]).strip()
    return rest if any(character.isalnum() for character in rest) else ""


def _stopped(text: str) -> str:
    """Replace the full-width punctuation of running text by spaces, but keep `：／／` as `://`."""
    return text.replace("：／／", "://").translate(_ENDS)
