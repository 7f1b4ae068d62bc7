"""📖 服务规范: chapters, pages, finding by typing; and what a text means that answers nothing."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.actions.guide import look_up
from bot.actions.guide.look_up import Found
from bot.errors import Stale
from bot.forms.caption import read_caption
from bot.forms.fields import short
from bot.handlers import menu
from bot.handlers.conversation import (
    At,
    Conversation,
    Entrance,
    Question,
    Reminder,
    all_entrances,
    entrances,
)
from bot.handlers.press import KEY, NUMBER, WORD, Press
from bot.handlers.say import Answer, Button, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.finding import Leaf
from bot.rules.guide import Page
from bot.rules.roles import Role
from bot.storage.session import Session
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
_WIDTH: Final = 28


def begin(turn: Turn) -> Answer:
    """📖 服务规范, or `/guide 工伤`, which looks for it at once."""
    _ = turn.actor
    rest = turn.event.rest if turn.event.text.startswith("/") else ""
    answer = _look(turn, rest) if rest else [_home(turn, renew=True)]
    turn.ask_beside(GUIDE)
    return answer


def _typed(turn: Turn) -> Answer:
    """Look for what is typed while the guide is open; what tells of work is left to who takes that
    (§8.3).
    """
    text = turn.event.text
    if text.startswith("/") or read_caption(text, turn.session.said_on).facts:
        return []
    return _look(turn, text)


def _stray(turn: Turn) -> Answer:
    """Say what a text surely means that answers no question; [] for any other."""
    text = turn.event.text
    if text.startswith("/"):
        return []
    found = look_up.understand(turn.session, text, _doors(), _open_to(turn))
    return [] if found is None else [_shown(turn, found, text, renew=True)]


def _look(turn: Turn, asked: str) -> Answer:
    found = look_up.find(turn.session, asked, _doors(), _open_to(turn))
    return [_shown(turn, found, asked, renew=True)]


def _go_home(turn: Turn) -> Answer:
    _ = turn.actor
    turn.ask_beside(GUIDE)
    return [_home(turn)]


def _home(turn: Turn, *, renew: bool = False) -> Say:
    chapters = look_up.guide(turn.session).chapters
    buttons = in_rows(
        [CHAPTER.button(chapter.title, chapter.key, 0) for chapter in chapters], _WIDTH
    )
    return Say(t.HOME, [*buttons, *_resume(turn)], handle=MESSAGE, renew=renew)


def _open_chapter(turn: Turn, key: str, part: int) -> Answer:
    """The pages of a chapter, ten at a time."""
    _ = turn.actor
    chapter = look_up.guide(turn.session).chapter(key)
    if chapter is None:
        raise Stale(t.NO_SUCH_CHAPTER)
    parts = -(-len(chapter.pages) // AT_ONCE)
    part = min(part, parts - 1)
    shown = chapter.pages[part * AT_ONCE : (part + 1) * AT_ONCE]
    buttons = in_rows([PAGE.button(page.title, page.key) for page in shown], _WIDTH)
    turns = [
        *([CHAPTER.button(t.EARLIER, key, part - 1)] if part else []),
        *([CHAPTER.button(t.LATER, key, part + 1)] if part + 1 < parts else []),
    ]
    rows = [*([one] for one in BESIDES.get(key, ())), *buttons, turns, [HOME.button(t.BACK)]]
    text = t.CHAPTER.format(title=chapter.title, n=len(chapter.pages))
    return [Say(text, [*rows, *_resume(turn)], handle=MESSAGE)]


def _open(turn: Turn, key: str) -> Answer:
    """A page reached from its chapter, or from another page."""
    _ = turn.actor
    shown = look_up.page(turn.session, key)
    before, after = look_up.guide(turn.session).beside(shown)
    beside = [
        *([PAGE.button(t.BEFORE, before.key)] if before else []),
        *([PAGE.button(t.AFTER, after.key)] if after else []),
    ]
    back = [_to_chapter(turn, shown), HOME.button(t.CONTENTS)]
    return [_page(turn, shown, [*_below(turn, shown), beside, back])]


def _open_hit(turn: Turn, key: str, asked: str) -> Answer:
    """A page reached from what was found, to which 返回 leads."""
    _ = turn.actor
    shown = look_up.page(turn.session, key)
    back = [FOUND.button(t.BACK, asked), HOME.button(t.CONTENTS)]
    return [_page(turn, shown, [*_below(turn, shown), back])]


def _again(turn: Turn, asked: str) -> Answer:
    """返回 to what was found."""
    found = look_up.find(turn.session, asked, _doors(), _open_to(turn))
    return [_shown(turn, found, asked)]


def _shown(turn: Turn, found: Found, asked: str, *, renew: bool = False) -> Say:
    """Show what was found: the page that fits, or what there is to choose from."""
    ways = [button for key in found.doors if (button := _way(turn, key))]
    others = [HIT.button(page.title, page.key, _kept(asked)) for page in found.pages]
    contents = HOME.button(t.CONTENTS)
    if found.page is not None:
        ways += [way for way in _ways(turn, found.page) if way not in ways]
        if not others:
            others = _links(turn, found.page)
        back = [_to_chapter(turn, found.page), contents]
        rows = [*in_rows(ways, _WIDTH), *in_rows(others, _WIDTH), back]
        return _page(turn, found.page, rows, renew=renew)
    text = _heading(found).format(asked=short(asked, 20), what=ways[0][0] if ways else "")
    rows = [*([way] for way in ways), *([other] for other in others), [contents], *_resume(turn)]
    return Say(text, rows, handle=MESSAGE, renew=renew)


def _heading(found: Found) -> str:
    if found.is_near:
        return t.NOTHING if found.doors or found.pages else t.NOT_EVEN_NEAR
    return t.MEANT if found.doors else t.FOUND


def _page(turn: Turn, shown: Page, rows: Sequence[Sequence[Button]], *, renew: bool = False) -> Say:
    text = t.PAGE.format(title=shown.title, text=look_up.text_of(turn.session, shown))
    return Say(text, [*rows, *_resume(turn)], handle=MESSAGE, renew=renew)


def _to_chapter(turn: Turn, shown: Page) -> Button:
    """Return 返回, to where the page stands in its chapter."""
    chapter = look_up.guide(turn.session).chapter(shown.chapter)
    at = chapter.pages.index(shown) if chapter else 0
    return CHAPTER.button(t.BACK, shown.chapter, at // AT_ONCE)


def _below(turn: Turn, shown: Page) -> list[list[Button]]:
    """Return what a page leads to, in rows: ways in first, then other pages."""
    return [*in_rows(_ways(turn, shown), _WIDTH), *in_rows(_links(turn, shown), _WIDTH)]


def _links(turn: Turn, shown: Page) -> list[Button]:
    """Return the buttons of the pages that a page leads to; of a county's own, one may be gone."""
    pages = look_up.guide(turn.session).pages
    return [PAGE.button(pages[key].title, key) for key in shown.links if key in pages]


def _ways(turn: Turn, shown: Page) -> list[Button]:
    """Return the ways in that a page speaks of, as far as they are the person's."""
    return [button for door in shown.doors if (button := _way(turn, door))]


def _way(turn: Turn, command: str) -> Button | None:
    offered = entrances(menu.leading_role(turn.actor))
    way = next((way for way in offered if way.key == command), None)
    return None if way is None else menu.button(way)


def _resume(turn: Turn) -> list[list[Button]]:
    return [[RESUME.button(t.RESUME)]] if turn.may_resume(GUIDE) else []


def _go_on(turn: Turn) -> Answer:
    """接着上报: what is typed answers the card again."""
    _ = turn.actor
    if not turn.may_resume(GUIDE):
        raise Stale(t.NOTHING_TO_RESUME)
    turn.resume()
    return [Say(t.RESUMED)]


def _kept(asked: str) -> str:
    """Return as much of what was looked for as a button carries."""
    line = " ".join(asked.replace(":", " ").split())
    return line.encode()[:MOST_ASKED].decode("utf-8", "ignore") or "?"


def _prepare(session: Session) -> bool:
    """Make the index when the bot starts, so that nobody waits for it; there is nothing more to
    do.
    """
    look_up.prepare(session, _doors())
    return False


def _nothing(_session: Session) -> int:
    return 0


@cache
def _doors() -> tuple[Leaf, ...]:
    """Return all ways in as things that can be found; who may use which is asked afterwards."""
    return tuple(
        look_up.door(way.key, way.about or way.label, way.words)
        for way in all_entrances()
        if way.places
    )


def _open_to(turn: Turn) -> tuple[str, ...]:
    """Return the ways in that are the person's, in the order of their menu."""
    return tuple(way.key for way in entrances(menu.leading_role(turn.actor)))


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "guide",
            begin,
            t.ABOUT,
            t.LABEL,
            {
                Role.COORDINATOR: At(5, t.HELP),
                Role.LIAISON: At(22, t.HELP),
                Role.BUREAU: At(15, t.HELP),
            },
            words=t.WORDS,
        ),
    ),
    presses={
        HOME: _go_home,
        CHAPTER: _open_chapter,
        PAGE: _open,
        HIT: _open_hit,
        FOUND: _again,
        RESUME: _go_on,
    },
    questions={GUIDE: Question(_typed, is_aside=False, may_pass=True)},
    stray=_stray,
    at_start=(Reminder(_prepare, _nothing),),
)
