"""The guide: pages by chapters, in words of our own (§3–7, §8.3). Pages are data; a county's rules
file may add some of its own.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter
from typing import Final

from bot.rules.tables import Table
from bot.texts import rules as texts

MOST_CHARACTERS: Final = 620
"""The longest text of a page: about what a phone shows without scrolling twice."""
MOST_KEY: Final = 20
OWN: Final = "own"
"""The chapter of pages that a county adds without saying where."""
_KEY: Final = re.compile("[a-z][a-z_]*")
FIGURES: Final = frozenset(
    {
        "county", "bureau", "base_max", "total_max", "filing_days", "fault_small", "fault_large",
        "publicity_each", "publicity_cap", "mediation_each", "mediation_cap", "mediation_own",
        "mediation_other", "management_each", "management_cap", "risk_each", "risk_cap",
        "publication_each", "publication_cap", "exemplar_target", "exemplar_last", "fault_answer",
        "review_reminder", "review_escalation", "placement_days", "alert_minutes", "adding_max",
    }
)  # fmt: skip
"""What a page may leave to be filled in from the county's rules, in braces."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page for a phone: `words` are what people say when they look for it, `links` other pages,
    `doors` the commands of what the page is about.
    """

    key: str
    chapter: str
    title: str
    text: str
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    key: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, eq=False)
class Guide:
    """All chapters in their order. Two are equal only when they are the same, so that what is made
    of one can be kept by it.
    """

    chapters: tuple[Chapter, ...]
    pages: Mapping[str, Page]

    def chapter(self, key: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.key == key), None)

    def beside(self, page: Page) -> tuple[Page | None, Page | None]:
        """Return the page before and the page after one in its chapter."""
        chapter = self.chapter(page.chapter)
        pages = chapter.pages if chapter else ()
        at = pages.index(page)
        return (
            pages[at - 1] if at else None,
            pages[at + 1] if at + 1 < len(pages) else None,
        )


@lru_cache(maxsize=64)
def guide_of(own: tuple[Page, ...] = ()) -> Guide:
    """Return the guide with the pages that a county adds. A page of its own with a key of ours
    takes that one's place.
    """
    titles = {chapter.key: chapter.title for chapter in shipped()} | {OWN: texts.OWN_CHAPTER}
    pages = {page.key: page for chapter in shipped() for page in chapter.pages}
    for page in own:
        place = pages[page.key].chapter if page.key in pages else page.chapter
        pages[page.key] = replace(page, chapter=place if place in titles else OWN)
    chapters = (
        Chapter(key, title, tuple(page for page in pages.values() if page.chapter == key))
        for key, title in titles.items()
    )
    return Guide(tuple(chapter for chapter in chapters if chapter.pages), pages)


@cache
def shipped() -> tuple[Chapter, ...]:
    """Return the chapters that come with the program, in the order of their files."""
    folder = files("bot.rules") / "pages"
    named = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=str)
    return tuple(read_chapter(each.read_text("utf-8")) for each in named)


def read_chapter(text: str) -> Chapter:
    """Read a chapter from its file. Raises Misconfigured, which names what is wrong."""
    root = Table(tomllib.loads(text))
    key, title = root.text("key", "laws"), root.text("title", "法律法规")
    pages = tuple(read_page(table, key) for table in root.tables("page", texts.PAGE_EXAMPLE))
    root.finish()
    return Chapter(key, title, pages)


def read_page(table: Table, chapter: str = "") -> Page:
    """Read a page from a `[[page]]` table. Raises Misconfigured, which names the wrong key."""
    key, text = table.text("key", "injury_days"), table.text("text", "…")
    if not _KEY.fullmatch(key) or len(key) > MOST_KEY:
        raise table.wrong("key", texts.needs_key(MOST_KEY), texts.toml("injury_days"))
    if len(text) > MOST_CHARACTERS:
        raise table.wrong("text", texts.too_long_a_page(len(text), MOST_CHARACTERS), "…")
    if wrong := _unknown(text):
        raise table.wrong("text", texts.unknown_figure(wrong), texts.toml("{publicity_each}"))
    page = Page(
        key=key,
        chapter=chapter or table.optional_text("chapter", OWN),
        title=table.text("title", "工伤几天内上报"),
        text=text,
        words=table.texts("words", ["工伤上报"]),
        links=table.texts("links", ["injury"]),
        doors=table.texts("doors", ["report"]),
    )
    table.finish()
    return page


def filled(text: str, figures: Mapping[str, object]) -> str:
    """Return a page's text with the county's own figures."""
    return text.format_map(figures)


def without_figures(text: str) -> str:
    """Return a page's text as it is searched: what is filled in later is left out."""
    return "".join(part for part, *_ in Formatter().parse(text))


def _unknown(text: str) -> str:
    """Return what stands in braces and is no figure; "" when all is well."""
    try:
        named = [name for _, name, *_ in Formatter().parse(text) if name is not None]
    except ValueError:
        return "{"
    return next((name or "{}" for name in named if name not in FIGURES), "")
