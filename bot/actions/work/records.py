"""A person's own records: drafts and entries by state or quarter, and the material behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.actions.work import report
from bot.errors import Forbidden, Refused
from bot.rules.permissions import Actor
from bot.rules.personal import Name
from bot.rules.quarters import Quarter
from bot.rules.states import State
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence, records, sheets
from bot.storage.work.drafts import Draft
from bot.storage.work.entries import Entry
from bot.storage.work.records import Record
from bot.texts.work import records as t
from bot.texts.work import report as report_texts

DRAFTS: Final = "drafts"
GROUPS: Final[Mapping[str, State]] = {
    state.value: state
    for state in (
        State.PENDING,
        State.RETURNED,
        State.APPROVED,
        State.REJECTED,
        State.APPEALED,
        State.WITHDRAWN,
    )
}
"""The groups that follow the drafts, in the order in which people read them."""
MOST: Final = 8
MOST_DRAFTS: Final = 40
DRAFTS_FIRST: Final = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a person's records, newest first. `counts` names every group that is not empty,
    `older` is the number below which there are more, 0 when there are none. `names` are those of
    the people for whom some of them were recorded.
    """

    counts: Mapping[str, int]
    drafts: Sequence[Draft]
    entries: Sequence[Record]
    older: int
    names: Mapping[int, Name] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.drafts and not self.entries


def page(session: Session, actor: Actor, group: str, before: int = 0) -> Page:
    """Return a page of the actor's records. `group` is a state, "drafts", a quarter such as 2026Q4,
    or "" for all; entries begin below the id `before`, 0 for the newest. Raises Forbidden for who
    is in no ledger.
    """
    report.authorise(actor)
    begun = _begun(session, actor)
    counts = {DRAFTS: len(begun)} if begun else {}
    found = records.counts(session, actor.person_id)
    counts |= {key: found[state] for key, state in GROUPS.items() if state in found}
    if group == DRAFTS:
        return Page(counts, begun[:MOST_DRAFTS], (), 0, _names(session, actor, begun, ()))
    of = GROUPS[group] if group in GROUPS else _quarter(group)
    rows = records.page(session, actor.person_id, of, before, MOST + 1)
    shown = rows[:MOST]
    first = begun[:DRAFTS_FIRST] if of is None and not before else []
    names = _names(session, actor, first, shown)
    return Page(counts, first, shown, shown[-1].id if len(rows) > MOST else 0, names)


def the_only_one(session: Session, actor: Actor, group: str) -> int:
    """Return the draft of the one record in a group, which is opened without a list in between."""
    if group == DRAFTS:
        return _begun(session, actor)[0].id
    return records.page(session, actor.person_id, GROUPS[group], 0, 1)[0].draft_id


def begun_by(session: Session, quarter: Quarter) -> None:
    """Check that a quarter has begun. Raises Refused for one that has not."""
    if quarter > (current := Quarter.of(session.today)):
        raise Refused(t.NOT_BEGUN.format(quarter=quarter.label, q=current))


@dataclass(frozen=True, slots=True)
class Material:
    """What stands behind an entry: how many pieces, and the SHA-256 of the contact sheet that
    shows them all, "" while it is not drawn.
    """

    entry: Entry
    pieces: int
    sheet: str


def material(session: Session, actor: Actor, entry_id: int) -> Material:
    """Return the material behind an entry of one's own, or recorded for or by them. Raises
    Forbidden for anybody else's.
    """
    report.authorise(actor)
    entry = entries.get(session, entry_id)
    if entry is None or actor.person_id not in (entry.person_id, entry.author_id):
        raise Forbidden(report_texts.NOT_YOURS)
    pieces = evidence.of_draft(session, entry.draft_id)
    drawn = sheets.sheet(session, entry.draft_id)
    is_drawn = drawn is not None and drawn[1] == sheets.signature(pieces)
    return Material(entry, len(pieces), drawn[0] if drawn and is_drawn else "")


def _begun(session: Session, actor: Actor) -> list[Draft]:
    """Return the drafts that never were an entry; what was returned or withdrawn is listed among
    the entries.
    """
    mine = drafts.unfinished(session, actor.person_id)
    return [draft for draft in mine if entries.of_draft(session, draft.id) is None]


def _names(
    session: Session, actor: Actor, begun: Sequence[Draft], shown: Sequence[Record]
) -> dict[int, Name]:
    whose = {draft.subject_id for draft in begun} | {record.person_id for record in shown}
    return {who: persons.get(session, who).name for who in whose - {actor.person_id}}


def _quarter(group: str) -> Quarter | None:
    year, _, number = group.partition("Q")
    return Quarter(int(year), int(number)) if number else None
