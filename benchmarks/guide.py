"""What it costs to find a page among five hundred: as people type, with slips, by initials, and
with far more than anybody means.
"""

import random
import time
from dataclasses import replace
from typing import Final

from benchmarks.figures import Table, percentile, tail
from bot.rules.finding import Index, Leaf
from bot.rules.guide import Page, guide_of, without_figures
from bot.rules.initials import initials

PAGES: Final = 500
TRIES: Final = 2_000
MOST_SECONDS: Final = 0.1
_LONG: Final = 4_000


def measure(table: Table) -> None:
    """Measure the making of the index, then each look-up in it."""
    pages = _pages()
    began = time.perf_counter()
    index = Index(
        [Leaf(page.key, page.title, page.words, without_figures(page.text)) for page in pages]
    )
    table.add(f"index of {PAGES} pages, once", f"{(time.perf_counter() - began) * 1e3:.0f} ms")
    chance = random.Random(7)
    asked = _asked(pages, chance)
    for what, texts in asked.items():
        seconds = [_seconds(index, text) for text in texts]
        met = percentile(seconds, 0.99) < MOST_SECONDS
        table.add(f"find, {what}", tail(seconds), "p99 < 100 ms", met=met)


def _pages() -> list[Page]:
    """Return our own pages, and as many made of pieces of them as are lacking."""
    chance = random.Random(5)
    pages = list(guide_of().pages.values())
    lines = [line for page in pages for line in page.text.splitlines() if line]
    words = [word for page in pages for word in page.words]
    made = [
        replace(
            chance.choice(pages),
            key=f"made_{n}",
            title=chance.choice(words) + chance.choice(words),
            text="\n".join(chance.sample(lines, 20)),
            words=tuple(chance.sample(words, 6)),
        )
        for n in range(PAGES - len(pages))
    ]
    return [*pages, *made]


def _asked(pages: list[Page], chance: random.Random) -> dict[str, list[str]]:
    words = [text for page in pages for text in (page.title, *page.words)]
    said = [chance.choice(words) for _ in range(TRIES)]
    return {
        "as it is called": said,
        "with a slip": [_slipped(text, chance) for text in said],
        "by initials": [(initials(text[:6]) or ("gsbx",))[0] for text in said],
        "a sentence of forty characters": ["".join(chance.sample(words, 8))[:40] for _ in said],
        f"{_LONG:,} characters": [
            "".join(chance.choices(words, k=900))[:_LONG] for _ in said[:200]
        ],
    }


def _slipped(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("发和的工公伤同") + text[at + 1 :]


def _seconds(index: Index, text: str) -> float:
    began = time.perf_counter()
    index.find(text)
    return time.perf_counter() - began
