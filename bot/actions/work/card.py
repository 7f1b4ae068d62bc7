"""A draft as its author sees it: what is known, what is asked, what it will be worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.actions import locked
from bot.actions.work import taken
from bot.errors import Refused
from bot.forms.fields import Words
from bot.forms.form import Draft, Form, Worth
from bot.forms.kinds import ALL_FORMS, FORMS
from bot.rules import scoring
from bot.rules.personal import Name
from bot.rules.quarters import Quarter
from bot.rules.scoring import LineScore, Preview
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence, readings
from bot.storage.work.entries import Entry
from bot.storage.work.evidence import Piece
from bot.storage.work.tallies import Worked

PAGE = "?"
OPEN, PARKED, SUBMITTED, DROPPED = "open", "parked", "submitted", "dropped"
# A question asked beside the work itself: a reason, an appeal, a batch.
ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Besides:
    """What a wing above says on the cards of its own form: the `title`, what handing it in will
    bring (`lines`), and where it stands once it was handed in. `label` is that of the button which
    does that, `parked` says how one goes on with it after 取消; `offered` are the answers to offer
    for the line that is asked.
    """

    title: str
    lines: Sequence[str]
    stands: str
    label: str
    parked: str
    offered: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A draft with everything its card shows. `work` is the draft as its form reads it, None while
    the kind of work is undecided; `entry` is what it was submitted as, None before. `recent` are
    answers to offer, `preview` is what it will be worth, `to_read` how many papers are still to be
    read. Of work recorded on somebody's behalf, `about` is whose it is and `recorder` who records
    it; to the former it is only `is_for_reading`. `besides` is there for a form that is no kind of
    work.
    """

    draft: drafts.Draft
    work: Draft | None
    pieces: Sequence[Piece]
    entry: Entry | None
    recent: Sequence[str] = ()
    preview: Preview | None = None
    to_read: int = 0
    besides: Besides | None = None
    about: Name | None = None
    recorder: Name | None = None
    is_for_reading: bool = False

    @property
    def asked(self) -> str | None:
        """The key of the line that is being asked: the one asked out of turn, else the next in
        order. None while the kind of work is undecided, and when all is said.
        """
        if self.work is None:
            return None
        asking = self.draft.asking
        if asking.startswith(PAGE):
            asking = asking.removeprefix(PAGE).partition("=")[0]
        known = {step.key for step in self.work.form.lines()} | {
            slot.key for slot in self.work.form.slots
        }
        return asking if asking in known else self.work.pending()

    @property
    def on_other_days(self) -> dict[date, list[int]]:
        """The pieces whose own date does not fit the day that was given: date → numbers on the
        contact sheet.
        """
        day = self.work.facts.get("day") if self.work else None
        if self.work is None or not day:
            return {}
        return taken.on_other_days(self.work.form, date.fromisoformat(day), self.pieces)

    @property
    def page(self) -> str:
        """The page that is leafed through instead of answering, such as "change", "files" or
        "day=2026-11"; "" for none.
        """
        asking = self.draft.asking
        return asking.removeprefix(PAGE) if asking.startswith(PAGE) else ""

    @property
    def is_open(self) -> bool:
        return self.draft.state == OPEN


BESIDES: Final[dict[str, Callable[[Session, Card], Besides]]] = {}
"""Who speaks on the cards of a form that is no kind of work, by the form's name; each wing adds its
own.
"""


def card_of(session: Session, draft: drafts.Draft) -> Card:
    """Return the whole card of a draft."""
    return told(session, read(session, draft))


def read(session: Session, draft: drafts.Draft) -> Card:
    """Return the card without answers to offer and without what it is worth: enough to work out
    what a tap or an answer means, in fewer queries.
    """
    pieces = evidence.of_draft(session, draft.id)
    card = Card(draft, None, pieces, entries.of_draft(session, draft.id))
    if draft.about_id is not None:
        about, by = (persons.get(session, who).name for who in (draft.about_id, draft.person_id))
        card = replace(card, about=about, recorder=by)
    return with_draft(card, draft, session.today)


def with_draft(card: Card, draft: drafts.Draft, today: date) -> Card:
    """Return the card with its draft as it has become, the pieces being the same. `today` is the
    day by which answers are read.
    """
    form = ALL_FORMS.get(draft.form)
    if form is None:
        return replace(card, draft=draft)
    files: dict[str, int] = {}
    for piece in card.pieces:
        files[piece.slot] = files.get(piece.slot, 0) + 1
    return replace(card, draft=draft, work=Draft(form, draft.facts, files, today))


def told(session: Session, card: Card) -> Card:
    """Return the card completed by what `read` leaves out: answers to offer, what the entry will be
    worth, and how many papers are being read.
    """
    is_read = session.county.papers.are_read and card.draft.form not in BESIDES
    if is_read and card.is_open and card.pieces:
        card = replace(card, to_read=readings.left(session, card.draft.id))
    if card.work is None:
        return card
    if card.draft.form in BESIDES:
        besides = BESIDES[card.draft.form](session, card)
        return replace(card, recent=besides.offered, besides=besides)
    recent: Sequence[str] = ()
    if card.is_open:
        recent = recent_answers(session, card.draft.subject_id, card.work.form, card.asked)
    return replace(card, recent=recent, preview=_preview(session, card))


def worth_of(work: Draft) -> Worth | None:
    """Return what the answers mean for the score; None until everything that is asked before the
    evidence is answered.
    """
    asked = (s for s in work.form.steps if not (s.optional or s.last))
    keys = {step.key for step in asked if step.when(work.facts)}
    return work.form.worth(work.facts) if keys <= work.facts.keys() else None


def _preview(session: Session, card: Card) -> Preview | None:
    worth = None if card.work is None else worth_of(card.work)
    if worth is None or card.work is None:
        return None
    entry = scoring.Entry(
        card.entry.id if card.entry else 10**9,
        card.work.form.line,
        worth.day,
        worth.share,
        worth.counts,
        worth.why_not,
    )
    return preview_of(session, card.draft.subject_id, entry)


def preview_of(session: Session, person_id: int, entry: scoring.Entry) -> Preview | None:
    """Return the score line of an entry's quarter before and after it is approved; None for a
    quarter before the first rubric.
    """
    quarter = Quarter.of(entry.day)
    if (stands := locked.preview(session, person_id, quarter, entry.line)) is not None:
        return stands
    try:
        rubric = session.county.rubric_on(quarter)
    except Refused:
        return None
    others = [scored(other) for other in entries.approved(session, person_id, quarter)]
    return scoring.preview(others, entry, rubric, locked.carried(session, person_id, quarter))


def line_of(session: Session, person_id: int, form: str) -> LineScore:
    """Return how far a person's line of the score is in the current quarter. Raises Refused before
    the first rubric.
    """
    quarter = Quarter.of(session.today)
    rubric = session.county.rubric_on(quarter)
    approved = [scored(entry) for entry in entries.approved(session, person_id, quarter)]
    whole = scoring.score(None, approved, (), rubric)
    return next(each for each in whole.lines if each.line == FORMS[form].line)


def scored(entry: Entry | Worked) -> scoring.Entry:
    """Return an entry as the scoring rules know it."""
    return scoring.Entry(
        entry.id, FORMS[entry.line].line, entry.day, entry.share, entry.counts, entry.why_not
    )


def recent_answers(session: Session, person_id: int, form: Form, asked: str | None) -> list[str]:
    """Return what the person answered to this question before, newest first."""
    step = next((step for step in form.steps if step.key == asked), None)
    if step is None or not isinstance(step.field, Words):
        return []
    answers = [facts.get(step.key) for facts in entries.last_facts(session, person_id, form.name)]
    return list(dict.fromkeys(str(answer) for answer in answers if answer))
