"""The stamp on a picture: a draft until the quarter is locked."""

from bot.reports import palette
from bot.reports.page import BOLD, Page, width_of
from bot.texts import reports as texts


def draw_stamp(page: Page, at: tuple[float, float], size: int, *, draft: bool, right: bool) -> None:
    """Draw the stamp 草稿 or 已锁定, its middle at the height of `at`.

    It begins at that point or, if `right`, ends there.
    """
    x, y = at
    word = texts.DRAFT if draft else texts.FINAL
    ink, ground = (
        (palette.ORANGE, palette.PALE_ORANGE) if draft else (palette.TEAL, palette.PALE_TEAL)
    )
    width, height = width_of(word, size, BOLD) + 1.6 * size, 2 * size
    left = x - width if right else x
    page.box(left, y - height / 2, width, height, ground, radius=size)
    page.text(left + width / 2, y, word, size, colour=ink, weight=BOLD, anchor="mm")
