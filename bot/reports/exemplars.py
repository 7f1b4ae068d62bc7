"""A month's exemplars as a Word document with pictures (三(六))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.reports.document import Document
from bot.texts.month import board as t
from bot.texts.times import day_label


@dataclass(frozen=True, slots=True)
class Shown:
    """One exemplar; `name` and `unit` are "" where it is about the task force. `photos` are the
    SHA-256 of photos of the entry it was reported with.
    """

    force: str
    title: str
    name: str
    unit: str
    story: str
    fate: str
    promoted_where: str
    photos: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class State:
    """How a task force stands in the month: reported, nothing or owing; and how many it reported,
    and were promoted.
    """

    force: str
    state: str
    reported: int
    promoted: int


@dataclass(frozen=True, slots=True)
class Compilation:
    """A month's exemplars, those that were promoted first, and the state of every task force."""

    county: str
    bureau: str
    month: str
    as_of: datetime
    exemplars: Sequence[Shown]
    states: Sequence[State]

    @property
    def promoted(self) -> int:
        return sum(state.promoted for state in self.states)


def exemplars_document(compilation: Compilation, pictures: Sequence[Sequence[bytes]]) -> bytes:
    """Write the document; `pictures` are, for each exemplar, JPEGs that may be shared."""
    title = t.DOCUMENT.format(county=compilation.county)
    day = day_label(compilation.as_of.date())
    document = Document(title, compilation.bureau, compilation.as_of)
    document.title(title)
    document.meta(t.DOCUMENT_META.format(month=compilation.month, day=day))
    for n, (shown, photos) in enumerate(zip(compilation.exemplars, pictures, strict=True), 1):
        document.heading(t.EXEMPLAR_HEAD.format(n=n, title=shown.title))
        who = t.EXEMPLAR_WHO if shown.name else t.EXEMPLAR_OF_FORCE
        document.heading(who.format(force=shown.force, name=shown.name, unit=shown.unit), 2)
        document.paragraph(shown.story)
        where = t.TOLD_WHERE.format(place=shown.promoted_where) if shown.promoted_where else ""
        document.paragraph(t.EXEMPLAR_FATE.format(fate=shown.fate, where=where))
        for k, photo in enumerate(photos, 1):
            caption = t.PICTURE.format(n=f"{n}-{k}", title=shown.title)
            document.picture(photo, caption, width=11)
    if not compilation.exemplars:
        document.paragraph(t.NO_EXEMPLARS)
    document.heading(t.STATE)
    rows = [_row(state) for state in compilation.states]
    document.table(t.STATE_HEADINGS, rows, (3, 2, 2))
    document.signature(compilation.bureau, day)
    return document.content


def _row(state: State) -> tuple[str, str, str]:
    said = t.STATES[state.state].format(n=state.reported)
    return state.force, said, str(state.promoted) if state.promoted else ""
