"""Batches: several entries put together to be approved at once. In a batch is only what no reviewer
would stop at, and each is approved by the rules of a single one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.actions.review import review
from bot.actions.review.case import Case, case_of, scope
from bot.actions.work.card import ASIDE, scored
from bot.errors import Forbidden, Refused, Stale
from bot.rules import scoring
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.scoring import Preview
from bot.rules.states import State
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.review import queues
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.review import batch as t
from bot.texts.review import review as review_texts

BATCH: Final = "batch"
MOST: Final = 4
"""The most entries in a batch: papers can still be read in the one picture that shows them all."""
LOOKED_AT: Final = 12
"""How many of the oldest entries are looked at for a batch: a long queue is worked off in
several.
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a batch. `preview` is what it will bring when the chosen ones before it are
    approved; `why` says what keeps it from being approved by now, "" as a rule.
    """

    shown: Case
    chosen: bool
    preview: Preview | None
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as its reviewer sees it. `sheet` is the SHA-256 of its picture: None until that is
    drawn, "" when there was nothing to draw.
    """

    id: int
    chat_id: int
    items: Sequence[Item]
    sheet: str | None

    @property
    def chosen(self) -> int:
        return sum(item.chosen and not item.why for item in self.items)


def is_offered(session: Session, actor: Actor) -> bool:
    """Whether at least two entries wait that could be approved together."""
    return len(_fitting(session, actor, 2)) == 2


def begin(session: Session, actor: Actor) -> Batch:
    """Put the oldest entries that fit into a batch, and have its picture drawn. Raises Refused when
    none fits.
    """
    review.queue(session, actor)
    found = _fitting(session, actor, MOST)
    if not found:
        raise Refused(t.NOTHING)
    facts = {"entries": [[item.entry.id, item.stamp] for item in found], "out": [], "sheet": None}
    draft = drafts.add(session, actor.person_id, actor.chat_id, BATCH, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, None)
    errands.ask(session, BATCH, draft.id)
    return _batch(session, draft)


def look(session: Session, actor: Actor, draft_id: int) -> Batch:
    """Return a batch that was begun, as it stands now."""
    return _batch(session, open_(session, actor, draft_id))


def flip(session: Session, actor: Actor, draft_id: int, entry_id: int, *, choose: bool) -> Batch:
    """Choose an entry, or leave it out; done twice it is the same."""
    draft = open_(session, actor, draft_id)
    out = set(draft.facts["out"]) - {entry_id} if choose else {*draft.facts["out"], entry_id}
    return _batch(session, save(session, draft, out=sorted(out)))


def close(session: Session, actor: Actor, draft_id: int) -> Batch:
    """返回: end the batch; nothing is decided."""
    draft = open_(session, actor, draft_id)
    return _batch(session, save(session, draft, closed=True))


def to_draw(session: Session, draft_id: int) -> list[tuple[str, str]]:
    """Return the heading and the contact sheet (SHA-256) of each entry of a batch."""
    draft = drafts.get(session, draft_id)
    if draft is None:
        return []
    cases = [item.shown for item in _batch(session, draft).items]
    return [(f"{case.entry.number} {case.author.name.full}", case.sheet) for case in cases]


def drawn(session: Session, errand: Due, sha256: str) -> Batch | None:
    """Write down the batch's picture; return the batch, to be shown with it. None when the batch is
    over, its reviewer no longer reviews these entries or has another phone, or the errand was asked
    for anew.
    """
    draft = drafts.get(session, errand.subject)
    if not errands.done(session, errand) or draft is None:
        return None
    draft = save(session, draft, sheet=sha256)
    if _is_over(draft) or not is_reached(session, draft):
        return None
    return _batch(session, draft)


def _fitting(session: Session, actor: Actor, most: int) -> list[Case]:
    """Return the oldest waiting entries that fit a batch. What each would bring is counted with
    those of the same author before it.
    """
    found: list[Case] = []
    for entry_id in queues.complete(session, scope(session, actor), LOOKED_AT):
        entry = entries.get(session, entry_id)
        if entry is None:
            continue
        shown = case_of(session, entry)
        if not why_not(session, shown, _preview(session, entry, [f.entry for f in found])):
            found.append(shown)
        if len(found) == most:
            break
    return found


def why_not(session: Session, shown: Case, preview: Preview | None) -> str:
    """Return why a reviewer would have to look at an entry by itself; "" for one that can be
    approved as it is.
    """
    if shown.preview is not None and shown.preview.is_locked:
        return t.IS_LOCKED
    if not shown.is_complete:
        return t.HAS_GAP
    if not shown.ready:
        return t.NOT_READY
    if shown.flags:
        return t.IS_ALIKE
    if shown.on_other_days:
        return t.OTHER_DAY
    each = session.county.rubric_on(Quarter.of(shown.entry.day)).each(shown.form.line)
    full = preview is not None and preview.after - preview.before == each
    return "" if full else t.NO_ROOM


def _preview(session: Session, entry: Entry, before: Sequence[Entry]) -> Preview | None:
    """Return what an entry will bring when, besides what is approved, the entries `before` it of
    the same author and quarter are.
    """
    quarter = Quarter.of(entry.day)
    theirs = [
        other
        for other in before
        if other.person_id == entry.person_id and Quarter.of(other.day) == quarter
    ]
    counted = [*entries.approved(session, entry.person_id, quarter), *theirs]
    try:
        rubric = session.county.rubric_on(quarter)
    except Refused:
        return None
    return scoring.preview([scored(other) for other in counted], scored(entry), rubric)


def _batch(session: Session, draft: drafts.Draft) -> Batch:
    facts = draft.facts
    items: list[Item] = []
    counted: list[Entry] = []
    for entry_id, stamp in facts["entries"]:
        entry = entries.get(session, entry_id)
        if entry is None:
            continue
        shown, chosen = case_of(session, entry), entry_id not in facts["out"]
        preview = _preview(session, entry, counted)
        why = _changed(shown, stamp) or why_not(session, shown, preview)
        if chosen and not why:
            counted.append(entry)
        items.append(Item(shown, chosen, preview, why))
    return Batch(draft.id, draft.chat_id, items, facts["sheet"])


def _changed(shown: Case, stamp: int) -> str:
    if shown.entry.state is State.PENDING:
        return "" if shown.stamp == stamp else t.NEW_SINCE
    return t.STATE_SINCE.format(state=shown.entry.state.label)


def entries_of(session: Session, ids: Sequence[int]) -> list[Entry]:
    return [entry for each in ids if (entry := entries.get(session, each)) is not None]


def own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """Return the draft of a batch of the actor's own. Raises Forbidden when they may no longer see
    all that is in it, so that nothing of it is shown; Stale when there is no such batch.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != BATCH:
        raise Stale(t.GONE)
    if not _is_reviewer(actor):
        raise Forbidden(review_texts.ONLY_REVIEWERS)
    if not _is_seen(session, actor, draft):
        raise Forbidden(t.NOT_YOURS)
    return draft


def is_reached(session: Session, draft: drafts.Draft) -> bool:
    """Whether the batch's chat is still its reviewer's, and they may still be shown it."""
    actor = accounts.load(session, draft.chat_id).actor
    if actor is None or actor.person_id != draft.person_id:
        return False
    return _is_reviewer(actor) and _is_seen(session, actor, draft)


def _is_reviewer(actor: Actor) -> bool:
    return actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)


def _is_seen(session: Session, actor: Actor, draft: drafts.Draft) -> bool:
    found = entries_of(session, [entry_id for entry_id, _ in draft.facts["entries"]])
    return all(may(actor, Act.SEE, entry.subject) for entry in found)


def open_(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """Return the draft of a batch that can still be decided. Raises Stale for one that is over."""
    draft = own(session, actor, draft_id)
    if _is_over(draft):
        raise Stale(t.GONE)
    return draft


def _is_over(draft: drafts.Draft) -> bool:
    return "done" in draft.facts or "closed" in draft.facts


def save(session: Session, draft: drafts.Draft, **facts: Any) -> drafts.Draft:
    changed = replace(draft, facts={**draft.facts, **facts})
    drafts.save(session, changed)
    return changed
