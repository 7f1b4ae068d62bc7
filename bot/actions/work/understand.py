"""Understanding: what the papers of a draft tell goes into its lines and slots. Nothing that a
person answered or sorted is changed by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.actions.work import add_to, hear, lay_out, read_papers
from bot.actions.work.card import OPEN, PARKED, SUBMITTED, Card, card_of, read
from bot.actions.work.fill_from import compared, told, without_empty
from bot.forms.form import CASES, CUT, KIND, MOVED, ONE_CASE, OVERTAKEN, SAID, was_read
from bot.forms.kinds import FORMS
from bot.forms.papers.understanding import Understood, Who, understand
from bot.rules.employers import unit_of
from bot.rules.papers.units import is_own
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence, readings
from bot.storage.work.drafts import Draft
from bot.storage.work.evidence import Piece


@dataclass(frozen=True, slots=True)
class Basis:
    """What was understood, and from what: the draft's kind of work and the pieces that were read.
    `cut` tells of those with more pages than are read: how many were, and of how many. `dropped`:
    the text of some was dropped since they were read.
    """

    form: str
    pieces: Sequence[int] = ()
    understood: Understood = field(default_factory=Understood)
    cut: Sequence[Sequence[int]] = ()
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it: the draft's `card`, and whether what its papers say has changed since the
    last time (`is_news`).
    """

    card: Card
    is_news: bool


def look(session: Session, draft_id: int) -> Basis | None:
    """Work out what the papers of a draft tell together; None where it is no work, or gone. It
    takes a while, so it is done beside the writer.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.form not in ("", *FORMS):
        return None
    known = readings.of_draft(session, draft_id)
    kinds = {piece.id: piece.kind for piece in evidence.of_draft(session, draft_id)}
    papers = {piece: (kinds[piece], reading) for piece, reading in known.items() if piece in kinds}
    person = persons.get(session, draft.subject_id)
    who = Who(person.name.full, unit_of(person.employer))
    understood = understand(papers, session.county.papers, who, session.today, draft.form)
    cut = [[len(each.pages), each.of] for each in known.values() if each.is_cut]
    dropped = readings.is_dropped(session, draft_id)
    return Basis(draft.form, list(papers), understood, cut, dropped)


def finish(session: Session, errand: Due, basis: Basis | None) -> Applied | None:
    """Let papers tell what they do, in the errand's last transaction. None when that was done
    before, or the draft takes nothing any more. Where it has changed meanwhile, it is asked anew.
    """
    if not errands.done(session, errand) or basis is None:
        return None
    draft = drafts.get(session, errand.subject)
    if draft is None or draft.state not in (OPEN, PARKED, SUBMITTED):
        return None
    if draft.form != basis.form or readings.ids(session, draft.id) != list(basis.pieces):
        read_papers.understand(session, draft.id)
        return None
    said = draft.facts.get(SAID)
    if draft.state == SUBMITTED:
        says = compared(basis.understood, draft.facts, dropped=basis.dropped)
        after = replace(draft, facts=without_empty({**draft.facts, SAID: says}))
    else:
        after = _filled_in(session, draft, basis)
    if after != draft:
        after = drafts.save(session, after)
    return Applied(card_of(session, after), after.facts.get(SAID) != said)


def _filled_in(session: Session, draft: Draft, basis: Basis) -> Draft:
    """Return an open draft with what papers tell."""
    understood, cut = basis.understood, {CUT: [list(each) for each in basis.cut]}
    asked = read(session, draft).asked
    if not understood.form or (not draft.form and _is_asked(session, draft, understood)):
        return replace(draft, facts=without_empty({**draft.facts, **cut}))
    if not draft.form:
        facts = hear.become(session, draft, understood.form)
        draft = replace(draft, form=understood.form, facts={**facts, KIND: dict(draft.facts)})
    pieces = evidence.of_draft(session, draft.id)
    moved = _sort(session, draft, understood, pieces)
    if moved:
        lay_out.draw(session, draft.id)
    if understood.cases and _may_be_parted(session, draft):
        lines = {**draft.facts, CASES: [list(case) for case in understood.cases]}
    else:
        lines = {**told(session, draft, understood, dropped=basis.dropped), CASES: []}
    if not draft.asking and asked is not None and was_read(lines, asked):
        lines = {**lines, OVERTAKEN: [asked, session.now.isoformat()]}
    slots = {slot.key for slot in FORMS[draft.form].slots}
    asking = "" if moved and draft.asking in slots else draft.asking
    return replace(draft, facts=without_empty({**lines, **cut}), asking=asking)


def _is_asked(session: Session, draft: Draft, understood: Understood) -> bool:
    """Whether the person is asked of what kind material is, though papers tell it: it was not what
    they told, or it may be more of something.
    """
    return KIND in draft.facts or _may_be_more_of(session, draft, understood)


def _may_be_more_of(session: Session, draft: Draft, understood: Understood) -> bool:
    """Whether material of undecided kind may belong to something of that kind that was begun or
    submitted lately: unless it is clearly of another place, the person is asked, as ever.
    """
    form = FORMS[understood.form]
    key = form.headline[0]
    told = understood.told.get(key)
    place = "" if told is None or told.fact is None else form.step(key).field.show(told.fact)
    others = (each.work for each in add_to.targets(session, draft.person_id, draft.id))
    places = [work.form.place(work.facts) for work in others if work and work.form is form]
    return any(not place or not known or is_own(known, place) for known in places)


def _may_be_parted(session: Session, draft: Draft) -> bool:
    """Whether it may be asked if the papers are of several cases: the person has not said, and
    nothing of it was submitted before.
    """
    return ONE_CASE not in draft.facts and entries.of_draft(session, draft.id) is None


def _sort(session: Session, draft: Draft, understood: Understood, pieces: Sequence[Piece]) -> bool:
    """Put pieces into the slots that their papers are for; return whether any was moved. Not what
    the person put somewhere, nor what would leave a slot empty for one that has something.
    """
    settled = draft.facts.get(MOVED, ())
    ends = {
        piece.id: piece.slot if piece.id in settled else understood.slots.get(piece.id, piece.slot)
        for piece in pieces
    }
    for piece in pieces:
        is_emptied = piece.slot and piece.slot not in ends.values()
        if is_emptied and list(ends.values()).count(ends[piece.id]) > 1:
            ends[piece.id] = piece.slot
    moved = [piece for piece in pieces if ends[piece.id] != piece.slot]
    for piece in moved:
        evidence.move(session, draft.id, piece.id, ends[piece.id])
    return bool(moved)
