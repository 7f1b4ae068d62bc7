"""Finding people of a roster by their names as somebody types them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import filterfalse

from bot.rules.halfwidth import compact, halfwidth, is_invisible

# Spaces and dots that may stand between the characters of a name. Bounded, so that a page full
# of them is still read quickly.
_NOTHING = r"[\s·•・‧∙.'’]{0,2}"


class Names:
    """Finds people of a roster by their names as somebody types them.

    The roster is given as (person id, name). White space, letter case, width and invisible
    characters never matter; emoji, signs and the dots of transcribed names may be left out where
    that still tells people apart.
    """

    def __init__(self, roster: Iterable[tuple[int, str]]) -> None:
        self._full: dict[str, list[int]] = defaultdict(list)
        self._bare: dict[str, list[int]] = defaultdict(list)
        self._shown: dict[str, str] = {}
        for person_id, name in roster:
            full = compact(name)
            self._full[full].append(person_id)
            self._bare[_bare(name)].append(person_id)
            self._shown[full] = name

    @property
    def pattern(self) -> str:
        """A regular expression that finds any of the names in `tidy` text, to be used ignoring
        case.

        It never matches when the roster is empty. A name ending in a digit keeps all its digits.
        """
        longest_first = sorted(filter(None, self._shown), key=len, reverse=True)
        return "|".join(map(_as_pattern, longest_first)) or r"(?!)"

    def bearers(self, typed: str) -> Sequence[int]:
        """Return the ids of all who bear the typed name; empty when nobody does."""
        return self._full.get(compact(typed)) or self._bare.get(_bare(typed)) or ()

    def nearest(self, typed: str) -> str:
        """Return the roster's name most like a mistyped one; "" when none is near."""
        near = get_close_matches(compact(typed), self._shown, n=1, cutoff=0.5)
        return self._shown[near[0]] if near else ""


def tidy(text: str) -> str:
    """Return `text` at half width, line breaks kept, without invisible characters or runs of
    spaces.
    """
    visible = "".join(filterfalse(is_invisible, halfwidth(text)))
    return re.sub(r"[^\S\n]+", " ", visible)


def _bare(name: str) -> str:
    """Return a name's letters and digits only; the whole name when it has none."""
    return "".join(filter(str.isalnum, compact(name))) or compact(name)


def _as_pattern(name: str) -> str:
    optional = any(map(str.isalnum, name))
    parts = [
        re.escape(character) + ("?" if optional and not character.isalnum() else "")
        for character in name
    ]
    return _NOTHING.join([*parts, ""]) + (r"(?![0-9])" if name[-1].isdigit() else "")
