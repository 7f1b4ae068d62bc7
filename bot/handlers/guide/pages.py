"""Pages of the guide as messages: the list of chapters, a chapter, a page, and where each leads."""

from collections.abc import Sequence
from typing import Final

from bot.actions.guide import look_up
from bot.errors import Stale
from bot.handlers import menu
from bot.handlers.conversation import entrances
from bot.handlers.press import KEY, NUMBER, WORD, Press
from bot.handlers.say import Answer, Button, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.guide import Page
from bot.texts.guide import reading as t

GUIDE: Final = "guide"
MESSAGE: Final = ("guide", 0)
"""The handle of the one message in which all of it is read."""
HOME: Final = Press("gd", "home")
CHAPTER: Final = Press("gd", "c", KEY, NUMBER)
PAGE: Final = Press("gd", "p", KEY)
HIT: Final = Press("gd", "hit", KEY, WORD)
FOUND: Final = Press("gd", "f", WORD)
RESUME: Final = Press("gd", "on")
MOST_ASKED: Final = 36
"""As many bytes of what was looked for as a button has room for beside a page's key."""
BESIDES: Final[dict[str, Sequence[Button]]] = {}
"""Buttons that other conversations of this wing put below a chapter's title, by the chapter."""
AT_ONCE: Final = 10
"""How many pages of a chapter are listed at once."""
WIDTH: Final = 28


def home(turn: Turn, *, renew: bool = False) -> Say:
    chapters = look_up.guide(turn.session).chapters
    buttons = in_rows(
        [CHAPTER.button(chapter.title, chapter.key, 0) for chapter in chapters], WIDTH
    )
    return Say(t.HOME, [*buttons, *resume(turn)], handle=MESSAGE, renew=renew)


def open_chapter(turn: Turn, key: str, part: int) -> Answer:
    """The pages of a chapter, ten at a time."""
    _ = turn.actor
    chapter = look_up.guide(turn.session).chapter(key)
    if chapter is None:
        raise Stale(t.NO_SUCH_CHAPTER)
    parts = -(-len(chapter.pages) // AT_ONCE)
    part = min(part, parts - 1)
    shown = chapter.pages[part * AT_ONCE : (part + 1) * AT_ONCE]
    buttons = in_rows([PAGE.button(page.title, page.key) for page in shown], WIDTH)
    turns = [
        *([CHAPTER.button(t.EARLIER, key, part - 1)] if part else []),
        *([CHAPTER.button(t.LATER, key, part + 1)] if part + 1 < parts else []),
    ]
    rows = [*([one] for one in BESIDES.get(key, ())), *buttons, turns, [HOME.button(t.BACK)]]
    text = t.CHAPTER.format(title=chapter.title, n=len(chapter.pages))
    return [Say(text, [*rows, *resume(turn)], handle=MESSAGE)]


def open_page(turn: Turn, key: str) -> Answer:
    """A page reached from its chapter, or from another page."""
    _ = turn.actor
    shown = look_up.page(turn.session, key)
    before, after = look_up.guide(turn.session).beside(shown)
    beside = [
        *([PAGE.button(t.BEFORE, before.key)] if before else []),
        *([PAGE.button(t.AFTER, after.key)] if after else []),
    ]
    back = [to_chapter(turn, shown), HOME.button(t.CONTENTS)]
    return [page_of(turn, shown, [*below(turn, shown), beside, back])]


def page_of(
    turn: Turn, shown: Page, rows: Sequence[Sequence[Button]], *, renew: bool = False
) -> Say:
    text = t.PAGE.format(title=shown.title, text=look_up.text_of(turn.session, shown))
    return Say(text, [*rows, *resume(turn)], handle=MESSAGE, renew=renew)


def to_chapter(turn: Turn, shown: Page) -> Button:
    """Return 返回, to where the page stands in its chapter."""
    chapter = look_up.guide(turn.session).chapter(shown.chapter)
    at = chapter.pages.index(shown) if chapter else 0
    return CHAPTER.button(t.BACK, shown.chapter, at // AT_ONCE)


def below(turn: Turn, shown: Page) -> list[list[Button]]:
    """Return what a page leads to, in rows: ways in first, then other pages."""
    return [*in_rows(ways(turn, shown), WIDTH), *in_rows(links(turn, shown), WIDTH)]


def links(turn: Turn, shown: Page) -> list[Button]:
    """Return the buttons of the pages that a page leads to; of a county's own, one may be gone."""
    pages = look_up.guide(turn.session).pages
    return [PAGE.button(pages[key].title, key) for key in shown.links if key in pages]


def ways(turn: Turn, shown: Page) -> list[Button]:
    """Return the ways in that a page speaks of, as far as they are the person's."""
    return [button for door in shown.doors if (button := way_in(turn, door))]


def way_in(turn: Turn, command: str) -> Button | None:
    offered = entrances(menu.leading_role(turn.actor))
    way = next((way for way in offered if way.key == command), None)
    return None if way is None else menu.button(way)


def resume(turn: Turn) -> list[list[Button]]:
    return [[RESUME.button(t.RESUME)]] if turn.may_resume(GUIDE) else []
