"""The year's papers as Word documents: who is commended, a letter to each one's unit, and advice
to employers to move somebody (三(五)). They name nobody's rank or points: those are the bureau's.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from bot.reports.document import Document
from bot.rules.employers import unit_of
from bot.rules.faults import number, transfer_advice
from bot.rules.scoring import Fault
from bot.texts import notices as t
from bot.texts.times import day_label, local

File = tuple[str, bytes]
"""A file's name and what is in it."""
FEW: Final = 3
"""So many files are sent one by one; more come as an archive."""
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a notice, in the ledger's order; `faults` are those of the year."""

    name: str
    employer: str
    task_force: str
    faults: Sequence[Fault] = ()

    @property
    def unit(self) -> str:
        """The unit that a letter about them goes to."""
        return unit_of(self.employer) or self.employer or self.task_force

    @property
    def is_to_be_moved(self) -> bool:
        return bool(transfer_advice(self.faults))


@dataclass(frozen=True, slots=True)
class Papers:
    """What the documents of a year are made of; `draft` while nobody has been given the title."""

    county: str
    bureau: str
    year: int
    as_of: datetime
    draft: bool
    commended: Sequence[Named]
    advised: Sequence[Named]

    @property
    def signed(self) -> str:
        return t.signed(self.county, self.bureau)

    @property
    def day(self) -> str:
        return day_label(local(self.as_of).date())


def notices(papers: Papers) -> list[File]:
    """Return the documents, each with its name; [] where there is nobody to write about."""
    made: list[tuple[str, Document]] = []
    if papers.commended:
        made.append((t.NOTICE_NAME, _notice(papers)))
    for unit, theirs in _by_unit(papers.commended).items():
        made.append((t.LETTER_NAME.format(unit=unit), _letter(papers, unit, theirs)))
    made += [
        (t.ADVICE_NAME.format(unit=who.unit, name=who.name), _advice(papers, who))
        for who in papers.advised
    ]
    width = len(str(len(made)))
    return [
        (_filename(f"{n:0{width}}-{name}", papers), document.content)
        for n, (name, document) in enumerate(made, 1)
    ]


def notice_files(papers: Papers) -> tuple[int, list[File]]:
    """Return how many documents there are, and the files to hand over: these, where they are few,
    or one archive of them.
    """
    made = notices(papers)
    if len(made) <= FEW:
        return len(made), made
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        at = local(papers.as_of)
        for name, content in made:
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content)
    name = t.archive_name(papers.year, draft=papers.draft)
    return len(made), [(name, packed.getvalue())]


def _notice(papers: Papers) -> Document:
    commended = papers.commended
    document = _begun(papers, t.NOTICE_TITLE.format(year=papers.year))
    document.salutation(t.NOTICE_TO)
    whom = t.whom([who.name for who in commended])
    document.paragraph(t.NOTICE.format(year=papers.year, whom=whom))
    document.heading(t.PEOPLE)
    rows = [(str(n), who.name, who.employer, who.task_force) for n, who in enumerate(commended, 1)]
    document.table(t.PEOPLE_HEADINGS, rows, (1, 2, 5, 3))
    document.heading(t.UNITS)
    document.numbered(list(_by_unit(commended)))
    document.paragraph(t.NOTICE_END)
    return _signed(document, papers)


def _letter(papers: Papers, unit: str, theirs: Sequence[Named]) -> Document:
    whom = t.whom([who.name for who in theirs])
    document = _begun(papers, t.LETTER_TITLE.format(whom=whom))
    document.salutation(t.TO.format(unit=unit))
    names = "、".join(who.name for who in theirs)
    document.paragraph(t.LETTER.format(year=papers.year, names=names, whom=whom))
    document.paragraph(t.LETTER_END)
    return _signed(document, papers)


def _advice(papers: Papers, who: Named) -> Document:
    document = _begun(papers, t.ADVICE_TITLE.format(name=who.name))
    document.salutation(t.TO.format(unit=who.unit))
    document.paragraph(t.ADVICE.format(name=who.name, force=who.task_force, year=papers.year))
    document.numbered(
        [
            t.FAULT.format(
                number=number(f.number), day=day_label(f.day), impact=t.impact(large=f.large)
            )
            for f in sorted(who.faults, key=lambda fault: (fault.day, fault.number))
        ]
    )
    document.paragraph(t.ADVICE_END.format(name=who.name))
    return _signed(document, papers)


def _begun(papers: Papers, title: str) -> Document:
    document = Document(title.replace("\n", ""), papers.signed, papers.as_of)
    document.title(title)
    if papers.draft:
        document.meta(t.DRAFT)
    return document


def _signed(document: Document, papers: Papers) -> Document:
    document.signature(papers.signed, papers.day)
    return document


def _by_unit(people: Sequence[Named]) -> dict[str, list[Named]]:
    units: dict[str, list[Named]] = defaultdict(list)
    for who in people:
        units[who.unit].append(who)
    return dict(units)


def _filename(name: str, papers: Papers) -> str:
    """Return a name that every system takes; beside others it says which year it is of."""
    plain = _UNFIT.sub("_", name)[:60].rstrip(" .")
    return f"{plain}-{papers.year}{t.DRAFT_MARK if papers.draft else ''}.docx"
