"""Approving many at once: what no reviewer would stop at, each by the rules of a single one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from bot.actions.review import review
from bot.actions.review.case import Case, case_of, scope
from bot.actions.work import alike
from bot.actions.work.card import ASIDE, scored
from bot.errors import Forbidden, Refused, Stale
from bot.rules import scoring
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.scoring import Preview
from bot.rules.states import UNDO_WITHIN, State
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.review import queues
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.review import batch as t
from bot.texts.review import review as review_texts
from bot.texts.times import clock

BATCH, TELL = "batch", "tell batch"
MOST: Final = 4
"""So few that papers can be read in the one picture that shows them all."""
LOOKED_AT: Final = 12
"""So many of the oldest are looked at: a long queue is worked off in several batches."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a batch. `preview` counts the chosen ones before it; `why` says what keeps it
    from being approved by now, "" as a rule.
    """

    shown: Case
    chosen: bool
    preview: Preview | None
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as its reviewer sees it; `sheet` is None until the picture is drawn, "" when there
    was nothing to draw.
    """

    id: int
    chat_id: int
    items: Sequence[Item]
    sheet: str | None

    @property
    def chosen(self) -> int:
        return sum(item.chosen and not item.why for item in self.items)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a batch: the approved entries, and number → why of those left out; once
    taken back, what could not be.
    """

    id: int
    approved: Sequence[Entry]
    left: Mapping[str, str]
    at: datetime
    can_undo: bool
    undone: Sequence[Entry] = ()
    not_undone: Mapping[str, str] = field(default_factory=dict)
    is_undone: bool = False
    fresh: bool = False


def is_offered(session: Session, actor: Actor) -> bool:
    """Whether at least two wait that could be approved together."""
    return len(_fitting(session, actor, 2)) == 2


def begin(session: Session, actor: Actor) -> Batch:
    """A batch of the oldest that fit. Raises Refused when none does."""
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
    """A batch that was begun, as it stands now."""
    return _batch(session, _open(session, actor, draft_id))


def flip(session: Session, actor: Actor, draft_id: int, entry_id: int, *, choose: bool) -> Batch:
    """Choose an entry, or leave it out; done twice it is the same."""
    draft = _open(session, actor, draft_id)
    out = set(draft.facts["out"]) - {entry_id} if choose else {*draft.facts["out"], entry_id}
    return _batch(session, _save(session, draft, out=sorted(out)))


def close(session: Session, actor: Actor, draft_id: int) -> Batch:
    """返回: nothing is decided."""
    draft = _open(session, actor, draft_id)
    return _batch(session, _save(session, draft, closed=True))


def confirm(session: Session, actor: Actor, draft_id: int) -> Done:
    """Approve each that is chosen and has not changed since. Pressed twice it does the same.
    Raises Refused before the picture is there: nothing is approved that nobody saw.
    """
    draft = _own(session, actor, draft_id)
    if "done" in draft.facts:
        return _done(session, draft)
    draft = _open(session, actor, draft_id)
    if draft.facts["sheet"] is None:
        raise Refused(t.NOT_DRAWN)
    chosen = [(e, stamp) for e, stamp in draft.facts["entries"] if e not in draft.facts["out"]]
    if not chosen:
        raise Refused(t.NONE_CHOSEN)
    approved, left = [], {}
    for entry_id, stamp in chosen:
        if why := _approve(session, actor, entry_id, stamp):
            left[entries.number(entry_id)] = why
        else:
            approved.append(entry_id)
    done = {"approved": approved, "left": left, "at": session.now.isoformat()}
    return replace(_done(session, _save(session, draft, done=done)), fresh=True)


def undo(session: Session, actor: Actor, draft_id: int) -> Done:
    """Take the whole batch back within 60 seconds; nobody has been told yet."""
    draft = _own(session, actor, draft_id)
    done = _done(session, draft)
    if done.is_undone:
        return done
    if not done.can_undo:
        raise Stale(t.GONE if not done.approved else review_texts.TOO_LATE_TO_UNDO)
    undone, kept = [], {}
    for entry in done.approved:
        try:
            review.undo(session, actor, entry.id)
        except Refused as refusal:
            kept[entry.number] = refusal.sentence
        else:
            undone.append(entry.id)
    saved = _save(session, draft, undone=undone, kept=kept)
    return replace(_done(session, saved), fresh=True)


def check_single(session: Session, actor: Actor, entry_id: int) -> None:
    """For 撤销 on an old card. Raises Stale for what was since approved with others: those are
    taken back together.
    """
    for draft_id in errands.subjects(session, TELL):
        draft = drafts.get(session, draft_id)
        if draft is None or "done" not in draft.facts or draft.person_id != actor.person_id:
            continue
        done = _done(session, draft)
        for entry in done.approved:
            if entry.id == entry_id and _stands(entry, done):
                at, n = clock(done.at), len(done.approved)
                raise Stale(t.IN_BATCH.format(number=entry.number, at=at, n=n))


def to_tell(session: Session, draft_id: int) -> tuple[Done, list[Entry], int | None] | None:
    """What came of a batch, those of it that still stand, and its chat unless that is cut off;
    None if taken back.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or "done" not in draft.facts:
        return None
    done = _done(session, draft)
    standing = [entry for entry in done.approved if _stands(entry, done)]
    chat = draft.chat_id if _is_reached(session, draft) else None
    return None if done.is_undone else (done, standing, chat)


def to_draw(session: Session, draft_id: int) -> list[tuple[str, str]]:
    """Heading and contact sheet (SHA-256) of each entry of a batch."""
    draft = drafts.get(session, draft_id)
    if draft is None:
        return []
    cases = [item.shown for item in _batch(session, draft).items]
    return [(f"{case.entry.number} {case.author.name.full}", case.sheet) for case in cases]


def drawn(session: Session, errand: Due, sha256: str) -> Batch | None:
    """The picture is there; the batch that shows it from now on, unless it is over, or its
    reviewer is none any more or has another phone.
    """
    draft = drafts.get(session, errand.subject)
    if not errands.done(session, errand) or draft is None:
        return None
    draft = _save(session, draft, sheet=sha256)
    if _is_over(draft) or not _is_reached(session, draft):
        return None
    return _batch(session, draft)


def _fitting(session: Session, actor: Actor, most: int) -> list[Case]:
    """The oldest that fit, each counted with those of the same author before it."""
    found: list[Case] = []
    for entry_id in queues.complete(session, scope(session, actor), LOOKED_AT):
        entry = entries.get(session, entry_id)
        if entry is None:
            continue
        shown = case_of(session, entry)
        if not _why_not(session, shown, _preview(session, entry, [f.entry for f in found])):
            found.append(shown)
        if len(found) == most:
            break
    return found


def _why_not(session: Session, shown: Case, preview: Preview | None) -> str:
    """What a reviewer would have to look at; "" for what can be approved as it is."""
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
    """The line with what is approved, and with what of the same author and quarter comes before."""
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


def _approve(session: Session, actor: Actor, entry_id: int, stamp: int) -> str:
    """Why it was not approved, "" when it was."""
    try:
        shown = review.to_decide(session, actor, entry_id, stamp)
        if shown.is_appealed:
            return t.STATE_SINCE.format(state=shown.entry.state.label)
        if why := _why_not(session, shown, shown.preview):
            return why
        if any(errands.is_asked(session, alike.LIKENESS, piece.id) for piece in shown.pieces):
            return t.NOT_READY
        review.approve(session, actor, entry_id, stamp)
    except Refused as refusal:
        return refusal.sentence
    return ""


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
        why = _changed(shown, stamp) or _why_not(session, shown, preview)
        if chosen and not why:
            counted.append(entry)
        items.append(Item(shown, chosen, preview, why))
    return Batch(draft.id, draft.chat_id, items, facts["sheet"])


def _changed(shown: Case, stamp: int) -> str:
    if shown.entry.state is State.PENDING:
        return "" if shown.stamp == stamp else t.NEW_SINCE
    return t.STATE_SINCE.format(state=shown.entry.state.label)


def _done(session: Session, draft: drafts.Draft) -> Done:
    facts = draft.facts
    if "done" not in facts:
        raise Stale(t.GONE)
    done = facts["done"]
    at = datetime.fromisoformat(done["at"])
    is_undone = "undone" in facts
    return Done(
        draft.id,
        _entries(session, done["approved"]),
        done["left"],
        at,
        can_undo=bool(done["approved"]) and not is_undone and session.now < at + UNDO_WITHIN,
        undone=_entries(session, facts.get("undone", [])),
        not_undone=facts.get("kept", {}),
        is_undone=is_undone,
    )


def _stands(entry: Entry, done: Done) -> bool:
    """Whether what the batch decided still holds."""
    return entry.state is State.APPROVED and entry.decided_at == done.at


def _entries(session: Session, ids: Sequence[int]) -> list[Entry]:
    return [entry for each in ids if (entry := entries.get(session, each)) is not None]


def _own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """The actor's, while they may see what is in it. Raises Forbidden before anything is said."""
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != BATCH:
        raise Stale(t.GONE)
    if not _is_reviewer(actor):
        raise Forbidden(review_texts.ONLY_REVIEWERS)
    if not _is_seen(session, actor, draft):
        raise Forbidden(t.NOT_YOURS)
    return draft


def _is_reached(session: Session, draft: drafts.Draft) -> bool:
    """Whether its chat is still that of its reviewer, and they may still be shown it."""
    actor = accounts.load(session, draft.chat_id).actor
    if actor is None or actor.person_id != draft.person_id:
        return False
    return _is_reviewer(actor) and _is_seen(session, actor, draft)


def _is_reviewer(actor: Actor) -> bool:
    return actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)


def _is_seen(session: Session, actor: Actor, draft: drafts.Draft) -> bool:
    found = _entries(session, [entry_id for entry_id, _ in draft.facts["entries"]])
    return all(may(actor, Act.SEE, entry.subject) for entry in found)


def _open(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """A batch that can still be decided."""
    draft = _own(session, actor, draft_id)
    if _is_over(draft):
        raise Stale(t.GONE)
    return draft


def _is_over(draft: drafts.Draft) -> bool:
    return "done" in draft.facts or "closed" in draft.facts


def _save(session: Session, draft: drafts.Draft, **facts: Any) -> drafts.Draft:
    changed = replace(draft, facts={**draft.facts, **facts})
    drafts.save(session, changed)
    return changed
