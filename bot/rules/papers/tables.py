"""The county's words for papers: what their titles and headings are called (`[papers]` of its
file).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.rules.rubric import ADDING_LINES, Line
from bot.rules.tables import Table
from bot.texts import rules as texts

Words = Mapping[str, tuple[str, ...]]
UNTIL_LOCK, ALWAYS = "until_lock", "always"


@dataclass(frozen=True)
class PaperWords:
    """`titles` are words of titles, by kind of work and slot; `heads` the headings before what was
    filled in, by kind of work and line; `parties` the headings before a party's name, `staff` those
    before a mediator's, `others` what else is filled in on forms, at which another value ends;
    `media` are the media known by name. Kinds of work go by their form's name. With `keeps_text`
    what was read is kept when its quarter is locked, else dropped.
    """

    titles: Mapping[str, Words] = field(default_factory=dict)
    heads: Mapping[str, Words] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    are_read: bool = False
    keeps_text: bool = False
    others: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @cached_property
    def respondents(self) -> tuple[str, ...]:
        """The headings before the other side of a case: a unit, or the person who runs it."""
        return self.heads.get(Line.MEDIATION.value, {}).get("unit", ())

    @cached_property
    def every_head(self) -> frozenset[str]:
        """All headings, of whatever kind of work."""
        of_lines = {
            head for lines in self.heads.values() for heads in lines.values() for head in heads
        }
        return frozenset({*of_lines, *self.parties, *self.staff, *self.others})


def read_paper_words(root: Table) -> PaperWords:
    """Read `[papers]`; all is empty where the file has none."""
    table = root.optional_table("papers", texts.PAPERS_EXAMPLE)
    words = PaperWords(
        _by_kind(table.optional_table("titles", texts.PAPERS_EXAMPLE)),
        _by_kind(table.optional_table("heads", texts.PAPERS_EXAMPLE)),
        table.texts("parties", ["申请人"]),
        table.texts("staff", ["调解员"]),
        others=_optional(table, "others", "联系电话"),
        media=_optional(table, "media", "大众日报"),
        keeps_text=_keeps_text(table),
    )
    table.finish()
    return words


def _keeps_text(table: Table) -> bool:
    """Read `keep_text`. Raises Misconfigured for what is neither of its words."""
    kept = table.optional_text("keep_text", UNTIL_LOCK)
    if kept not in (UNTIL_LOCK, ALWAYS):
        raise table.wrong("keep_text", texts.NEEDS_KEEPING, f'"{UNTIL_LOCK}"')
    return kept == ALWAYS


def _optional(table: Table, key: str, example: str) -> tuple[str, ...]:
    return table.texts(key, [example]) if key in list(table.keys()) else ()


def _by_kind(table: Table) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for line in ADDING_LINES:
        inner = table.optional_table(line.value, texts.PAPERS_EXAMPLE)
        found[line.value] = {key: inner.texts(key, ["调解笔录"]) for key in inner.keys()}  # noqa: SIM118 - a table of the file is no mapping
        inner.finish()
    table.finish()
    return found
