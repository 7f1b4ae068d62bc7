"""The year's ranking as data, and its workbook: sheets 排名 and 不具资格, for the bureau alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.reports.summary_workbook import Cell, write_table
from bot.reports.workbook import Book, page_header
from bot.rules.awards import Ranked, Ranking, Year
from bot.rules.faults import transfer_advice
from bot.rules.quarters import Quarter
from bot.texts import ranking as t


@dataclass(frozen=True, slots=True)
class YearPerson:
    """Who somebody of the ranking is, as they are in the ledger, or were when they left it."""

    name: str
    task_force: str
    employer: str


@dataclass(frozen=True, slots=True)
class YearRanking:
    """A year's ranking with who its people are. `still_open` are the quarters whose figures may
    change; `gold` is who has the title, `accused` who has a fault that is not decided yet.
    """

    county: str
    bureau: str
    year: int
    as_of: datetime
    people: Mapping[int, YearPerson]
    ranking: Ranking
    still_open: tuple[Quarter, ...]
    gold: frozenset[int] = frozenset()
    accused: frozenset[int] = frozenset()

    @property
    def is_draft(self) -> bool:
        return bool(self.still_open)

    def name(self, person_id: int) -> str:
        return self.people[person_id].name


def ranking_workbook(shown: YearRanking, places: int = 0) -> bytes:
    """Write the ranking as a workbook of plain numbers; the first `places` are marked 拟评."""
    title = t.title(shown.county, shown.year)
    with Book(title, shown.county, shown.as_of, in_order=True) as book:
        ranking = shown.ranking
        first, tied = set(ranking.first(places)), set(ranking.tied(places))
        ranked = [_ranked(shown, each, first, tied) for each in ranking.ranked]
        out = [_out(shown, year, year.barred) for year in ranking.barred]
        out += [_out(shown, year, t.HAS_LEFT) for year in ranking.left]
        for name, headings, rows in (
            (t.RANKED_SHEET, t.RANKED_HEADINGS, ranked),
            (t.OUT_SHEET, t.OUT_HEADINGS, out),
        ):
            sheet = book.sheet(name)
            sheet.set_header(page_header(title, draft=shown.is_draft))
            write_table(book, sheet, headings, rows)
            sheet.freeze_panes(1, 2)
    return book.content


def flags(shown: YearRanking, year: Year) -> Sequence[str]:
    """Return in words what a year's figures lack or come from, and what may still touch it."""
    found = (
        (t.MISSING, year.missing),
        (t.UNRATED, year.unrated),
        (t.ON_PAPER, year.on_paper),
    )
    said = [text.format(quarters=t.quarters(numbers)) for text, numbers in found if numbers]
    return [*said, *([t.ACCUSED] if year.person_id in shown.accused else [])]


def _ranked(shown: YearRanking, each: Ranked, first: set[int], tied: set[int]) -> tuple[Cell, ...]:
    year, who = each.year, shown.people[each.year.person_id]
    mark = ""
    if year.person_id in shown.gold:
        mark = t.GOLD
    elif year.person_id in first:
        mark = t.PROPOSED
    elif year.person_id in tied:
        mark = t.TIED
    note = "；".join([*([t.SHARED] if each.shared else []), *flags(shown, year)])
    return (each.rank, who.name, who.task_force, who.employer, *_figures(year), mark, note)


def _out(shown: YearRanking, year: Year, why: str) -> tuple[Cell, ...]:
    who = shown.people[year.person_id]
    advice = "" if year.has_left else transfer_advice(year.faults)
    note = "；".join(flags(shown, year))
    return (who.name, who.task_force, who.employer, *_figures(year), why, advice, note)


def _figures(year: Year) -> tuple[Cell, ...]:
    return (*year.quarters, year.total, float(year.mean))
