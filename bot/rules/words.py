"""What somebody says in their own words: a reason, an explanation."""

from typing import Final

from bot.errors import Refused

MOST: Final = 200


def read_words(text: str, empty: str, long: str) -> str:
    """A sentence or two on one line. Raises Refused with the text `empty` when there is no word in
    it, `long` for more than 200 characters.
    """
    words = " ".join(text.split())
    if not any(character.isalnum() for character in words):
        raise Refused(empty)
    if len(words) > MOST:
        raise Refused(long.format(n=len(words), most=MOST))
    return words
