"""Reading what people say in their own words: a reason, an explanation."""

from typing import Final

from bot.errors import Refused

MOST: Final = 200


def read_words(text: str, empty: str, long: str) -> str:
    """Read a sentence or two onto one line.

    Raises Refused: with the text `empty` when there is no word in it, and with `long` (filled in
    with n and most) for more than `MOST` characters.
    """
    words = " ".join(text.split())
    if not any(character.isalnum() for character in words):
        raise Refused(empty)
    if len(words) > MOST:
        raise Refused(long.format(n=len(words), most=MOST))
    return words
