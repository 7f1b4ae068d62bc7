"""Text as phones type it, brought to half width."""

import re
import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def halfwidth(text: str) -> str:
    """Return `text` with full-width letters, signs and spaces, and any script's digits, as ASCII.

    One character stays one character, so positions in the result are positions in `text`.
    """
    if text.isascii():
        return text
    return re.sub(r"\d", _ascii_digit, text.translate(_FULL_WIDTH))


def compact(text: str) -> str:
    """Return `text` at half width, in lower case, without white space or invisible characters."""
    kept = (
        character
        for character in halfwidth(text).casefold()
        if not (character.isspace() or is_invisible(character))
    )
    return "".join(kept)


def is_invisible(character: str) -> bool:
    """Whether a character only joins, marks or selects others, as in pasted text and emoji."""
    return unicodedata.category(character) in {"Cf", "Mn", "Me"}


def _ascii_digit(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))
