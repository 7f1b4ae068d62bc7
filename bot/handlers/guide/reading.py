"""📖 服务规范: finding by typing; and what a text means that answers nothing."""

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
from bot.handlers.guide import pages
from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.finding import Leaf
from bot.rules.roles import Role
from bot.storage.session import Session
from bot.texts.guide import reading as t


def begin(turn: Turn) -> Answer:
    """📖 服务规范, or `/guide 工伤`, which looks for it at once."""
    _ = turn.actor
    rest = turn.event.rest if turn.event.text.startswith("/") else ""
    answer = _look(turn, rest) if rest else [pages.home(turn, renew=True)]
    turn.ask_beside(pages.GUIDE)
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
    turn.ask_beside(pages.GUIDE)
    return [pages.home(turn)]


def _open_hit(turn: Turn, key: str, asked: str) -> Answer:
    """A page reached from what was found, to which 返回 leads."""
    _ = turn.actor
    shown = look_up.page(turn.session, key)
    back = [pages.FOUND.button(t.BACK, asked), pages.HOME.button(t.CONTENTS)]
    return [pages.page_of(turn, shown, [*pages.below(turn, shown), back])]


def _again(turn: Turn, asked: str) -> Answer:
    """返回 to what was found."""
    found = look_up.find(turn.session, asked, _doors(), _open_to(turn))
    return [_shown(turn, found, asked)]


def _shown(turn: Turn, found: Found, asked: str, *, renew: bool = False) -> Say:
    """Show what was found: the page that fits, or what there is to choose from."""
    ways = [button for key in found.doors if (button := pages.way_in(turn, key))]
    others = [pages.HIT.button(page.title, page.key, _kept(asked)) for page in found.pages]
    contents = pages.HOME.button(t.CONTENTS)
    if found.page is not None:
        ways += [way for way in pages.ways(turn, found.page) if way not in ways]
        if not others:
            others = pages.links(turn, found.page)
        back = [pages.to_chapter(turn, found.page), contents]
        rows = [*in_rows(ways, pages.WIDTH), *in_rows(others, pages.WIDTH), back]
        return pages.page_of(turn, found.page, rows, renew=renew)
    text = _heading(found).format(asked=short(asked, 20), what=ways[0][0] if ways else "")
    rows = [
        *([way] for way in ways),
        *([other] for other in others),
        [contents],
        *pages.resume(turn),
    ]
    return Say(text, rows, handle=pages.MESSAGE, renew=renew)


def _heading(found: Found) -> str:
    if found.is_near:
        return t.NOTHING if found.doors or found.pages else t.NOT_EVEN_NEAR
    return t.MEANT if found.is_door else t.FOUND


def _go_on(turn: Turn) -> Answer:
    """接着上报: what is typed answers the card again."""
    _ = turn.actor
    if not turn.may_resume(pages.GUIDE):
        raise Stale(t.NOTHING_TO_RESUME)
    turn.resume()
    return [Say(t.RESUMED)]


def _kept(asked: str) -> str:
    """Return as much of what was looked for as a button carries."""
    line = " ".join(asked.replace(":", " ").split())
    return line.encode()[: pages.MOST_ASKED].decode("utf-8", "ignore") or "?"


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
        pages.HOME: _go_home,
        pages.CHAPTER: pages.open_chapter,
        pages.PAGE: pages.open_page,
        pages.HIT: _open_hit,
        pages.FOUND: _again,
        pages.RESUME: _go_on,
    },
    questions={pages.GUIDE: Question(_typed, is_aside=False, may_pass=True)},
    stray=_stray,
    at_start=(Reminder(_prepare, _nothing),),
)
