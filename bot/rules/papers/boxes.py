"""Boxes on forms: which of several printed answers was ticked."""

import re
from typing import Final

_TICKED: Final = "☑√✓✔■☒"
_MARKS: Final = re.compile(f"([□☐{_TICKED}])")
_LIKE_A_MARK: Final = re.compile(
    r"(?:^|(?<=[\s:：;；、，,□☐]))(?:[口囗VvOo]|回(?!访)|日(?!常))(?=[\u4e00-\u9fff])"
)
"""What a box or a tick may have been read as."""


def chosen(text: str) -> str | None:
    """Return a text with only that of its answers which is ticked, a text without boxes as it is;
    None where it does not show which one that is.
    """
    before, *rest = _MARKS.split(text)
    alike = len(_LIKE_A_MARK.findall(text))
    if not rest:
        return None if alike > 1 else text
    if alike or (before.strip() and before.strip()[-1] not in ":："):
        return None
    answers = [(mark, answer.strip()) for mark, answer in zip(rest[::2], rest[1::2], strict=True)]
    ticked = [answer for mark, answer in answers if mark in _TICKED]
    return before + ticked[0] if len(ticked) == 1 and ticked[0] else None
