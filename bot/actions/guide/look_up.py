"""Looking up: a page of the guide, filled in from the county's rules, and what a text leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.errors import Refused, Stale
from bot.rules.finding import LONGEST, Hit, Index, Leaf
from bot.rules.guide import Guide, Page, filled, guide_of, without_figures
from bot.rules.quarters import Quarter
from bot.rules.rubric import ADDING_LINES, Line, Share
from bot.storage.session import Session
from bot.texts.guide import reading as t

GOOD: Final = 0.5
"""From here on somebody who looks for something is shown it at once."""
FAIR: Final = 0.3
"""Below this nothing is offered but as the nearest there is."""
SURE: Final = 0.62
"""From here on a text that nobody asked for is taken to mean something."""
_SURE_OF_FEW: Final = 0.95
"""The same for a text of two or three characters, which may be a part of many words."""
_FEW: Final = 3
_STRAY: Final = 40
"""Longer than this a text tells of something; it does not look for it."""
_BEFORE: Final = 0.2
"""By so much a page may fit better than a way in, which still stands first."""
_QUESTIONS: Final = (
    "?",
    "？",
    "吗",
    "怎",
    "什么",
    "几",
    "多少",
    "多久",
    "哪",
    "为何",
    "如何",
    "是不是",
)
_NEAREST: Final = 3
_OTHERS: Final = 4
_DOOR: Final = "/"


@dataclass(frozen=True, slots=True)
class Found:
    """What a text leads to, the best first: ways in (`doors`, by their keys) and pages. `page` is
    what is shown at once, None where the best is a way in or nothing fits well. `is_door` says that
    the best is a way in; `is_near` that nothing fits and these are only the nearest.
    """

    page: Page | None
    doors: tuple[str, ...]
    pages: tuple[Page, ...]
    is_door: bool = False
    is_near: bool = False


def door(key: str, title: str, words: Sequence[str]) -> Leaf:
    """Return a way into a conversation as something that can be found."""
    return Leaf(_DOOR + key, title, tuple(words))


def guide(session: Session) -> Guide:
    return guide_of(session.county.pages)


def page(session: Session, key: str) -> Page:
    """Return a page. Raises Stale for one that there is no longer."""
    found = guide(session).pages.get(key)
    if found is None:
        raise Stale(t.NO_SUCH_PAGE)
    return found


def text_of(session: Session, shown: Page) -> str:
    """Return a page's text with the figures of the county's rules as of now."""
    return filled(shown.text, figures(session))


def figures(session: Session) -> Mapping[str, object]:
    """Return what pages leave to be filled in (`bot.rules.guide.FIGURES`)."""
    county = session.county
    rubric, deadlines = county.rubric_on(Quarter.of(session.today)), county.deadlines
    shares = {
        f"mediation_{share}": rubric.share_cap(Line.MEDIATION, share)
        for share in (Share.OWN, Share.OTHER)
    }
    lines = {f"{line}_each": rubric.each(line) for line in ADDING_LINES}
    caps = {f"{line}_cap": rubric.cap(line) for line in ADDING_LINES}
    return {
        **lines,
        **caps,
        **shares,
        "county": county.name,
        "bureau": county.bureau,
        "base_max": rubric.base_max,
        "total_max": rubric.total_max,
        "adding_max": sum(caps.values()),
        "filing_days": rubric.filing_days,
        "fault_small": rubric.fault_small,
        "fault_large": rubric.fault_large,
        "exemplar_target": deadlines.exemplar_target,
        "exemplar_last": deadlines.exemplar_last,
        "fault_answer": deadlines.fault_answer_working_days,
        "review_reminder": deadlines.review_reminder_working_days,
        "review_escalation": deadlines.review_escalation_working_days,
        "placement_days": deadlines.placement_days,
        "alert_minutes": deadlines.alert_minutes,
    }


def prepare(session: Session, doors: tuple[Leaf, ...]) -> None:
    """Make what is searched, which takes a moment the first time."""
    _index(guide(session), doors)


def find(session: Session, asked: str, doors: tuple[Leaf, ...], open_to: tuple[str, ...]) -> Found:
    """Return what somebody looks for. `doors` are all ways in, `open_to` the keys of those that are
    theirs, in the order of their menu. Raises Refused for a text too long to be looked for.
    """
    if len(asked) > LONGEST:
        raise Refused(t.TOO_LONG.format(n=len(asked)))
    hits = _hits(session, asked, doors, open_to)
    fair = [hit for hit in hits if hit.score >= FAIR]
    if not fair:
        return _found(session, hits[:_NEAREST], is_near=True)
    ranked = _ranked(fair, by=-_BEFORE)
    return _found(session, ranked[: _OTHERS + 1], shows=ranked[0].score >= GOOD)


def understand(
    session: Session, said: str, doors: tuple[Leaf, ...], open_to: tuple[str, ...]
) -> Found | None:
    """Return what a text that nobody asked for surely means; None for any other."""
    if len(said) > _STRAY:
        return None
    hits = _hits(session, said, doors, open_to)
    if not hits or hits[0].score < (_SURE_OF_FEW if len(said.strip()) <= _FEW else SURE):
        return None
    fair = [hit for hit in hits if hit.score >= FAIR]
    is_question = any(word in said for word in _QUESTIONS)
    ranked = _ranked(fair, by=0.0 if is_question else _BEFORE)
    return _found(session, ranked[: _OTHERS + 1], shows=True)


def _ranked(hits: Sequence[Hit], by: float) -> list[Hit]:
    """Return the hits with ways in before pages that fit better by no more than `by`; with a
    negative one, pages before ways in.
    """
    return sorted(hits, key=lambda hit: -hit.score - (by if hit.key[0] == _DOOR else 0.0))


def _hits(
    session: Session, asked: str, doors: tuple[Leaf, ...], open_to: tuple[str, ...]
) -> list[Hit]:
    found = _index(guide(session), doors).find(asked, most=40)
    places = {_DOOR + key: n for n, key in enumerate(open_to)}
    open_ = [hit for hit in found if hit.key[0] != _DOOR or hit.key in places]
    return sorted(open_, key=lambda hit: (-hit.score, places.get(hit.key, len(places))))


def _found(
    session: Session,
    hits: Sequence[Hit],
    *,
    shows: bool = False,
    is_near: bool = False,
) -> Found:
    pages = guide(session).pages
    keys = [hit.key for hit in hits]
    listed = tuple(pages[key] for key in keys if key in pages)
    is_page = bool(keys) and keys[0] in pages
    return Found(
        page=listed[0] if shows and is_page else None,
        doors=tuple(key[1:] for key in keys if key not in pages),
        pages=listed[1:] if shows and is_page else listed,
        is_door=bool(keys) and not is_page,
        is_near=is_near,
    )


@lru_cache(maxsize=64)
def _index(of: Guide, doors: tuple[Leaf, ...]) -> Index:
    pages = (
        Leaf(page.key, page.title, page.words, without_figures(page.text))
        for page in of.pages.values()
    )
    return Index((*pages, *doors))
