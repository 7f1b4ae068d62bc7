"""Text as a bot or a person sends it → plain text and the Bot API's MessageEntity list."""

from bot.sandbox.formatting.detect import detected
from bot.sandbox.formatting.explicit import checked
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.formatting.markdown import parse_markdown
from bot.sandbox.formatting.markdown_v2 import parse_markdown_v2
from bot.sandbox.formatting.spans import Formatted, trimmed
from bot.sandbox.limits import bad_request
from bot.sandbox.wire import Json

PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}


def formatted(text: str, parse_mode: str = "", entities: list[Json] | None = None) -> Formatted:
    """Parse markup or take the entities given, trim, and mark what Telegram finds by itself.

    `(text, entities)`, offsets in UTF-16 units. Raises `ApiError` in Telegram's words.
    """
    mode = parse_mode.lower()
    if text and mode and mode != "none":
        if mode not in PARSERS:
            raise bad_request("unsupported parse_mode")
        plain, found = PARSERS[mode](text)
    else:
        plain, found = text, checked(text, entities or [])
    plain, found = trimmed(plain, found)
    return plain, sorted(found + detected(plain, found), key=_order)


def _order(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


__all__ = ["Formatted", "formatted"]
