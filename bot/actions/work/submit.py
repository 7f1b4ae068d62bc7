"""Submitting and withdrawing: a complete draft becomes an entry that waits for its reviewer."""

from dataclasses import dataclass, replace
from datetime import date

from bot.actions import locked, workdays
from bot.actions.work import behalf, escalate
from bot.actions.work.card import (
    OPEN,
    SUBMITTED,
    Card,
    card_of,
    read,
    told,
    with_draft,
    worth_of,
)
from bot.errors import Forbidden, Refused, Stale
from bot.forms.kinds import FORMS
from bot.rules.calendar import add_working_days
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.states import State
from bot.storage import audit
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.times import day_label
from bot.texts.work import report as t

LIAISON, BUREAU = "liaison", "bureau"


@dataclass(frozen=True, slots=True)
class Submitted:
    """The card as it is now, the entry, and whether this tap submitted it (or an earlier one)."""

    card: Card
    entry: Entry
    fresh: bool


def submit(session: Session, actor: Actor, draft_id: int) -> Submitted:
    """Submit a complete draft, so that it waits for its reviewer. Pressed twice it is submitted
    once. Raises Refused while something is missing, or when the quarter is closed for filing.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    card = read(session, draft)
    if draft.state == SUBMITTED and card.entry is not None:
        return Submitted(told(session, card), card.entry, fresh=False)
    if draft.state not in (OPEN, "parked") or card.work is None or draft.form not in FORMS:
        raise Stale(t.DROPPED)
    if not card.work.is_complete():
        raise Refused(t.INCOMPLETE)
    worth = worth_of(card.work)
    if worth is None:
        raise Refused(t.INCOMPLETE)
    _is_open_for_filing(session, card, worth.day)
    if draft.about_id is not None and card.entry is None:
        behalf.authorise(session, actor, draft.about_id)
    # What was filed keeps its task force, whoever has moved since.
    force = card.entry.task_force_id if card.entry else actor.task_force_id
    entry = entries.submit(
        session,
        draft.id,
        draft.subject_id,
        card.entry,
        task_force_id=force,
        line=card.work.form.name,
        share=worth.share,
        day=worth.day,
        counts=worth.counts,
        why_not=worth.why_not,
        facts=draft.facts,
        reviewer=reviewer_of(session, actor, force) if draft.about_id is None else BUREAU,
        recorded_by=None if draft.about_id is None else draft.person_id,
        open_slots=",".join(slot.key for slot in card.work.open_slots()),
    )
    if entry is None:
        raise Stale(t.DROPPED)
    saved = drafts.save(session, replace(draft, state=SUBMITTED, asking=""))
    accounts.focus(session, actor.chat_id, None)
    whose = {} if draft.about_id is None else {"on_behalf_of": draft.about_id}
    audit.record(
        session,
        actor.person_id,
        "submit",
        f"entry:{entry.id}",
        day=worth.day,
        line=entry.line,
        **whose,
    )
    shown = told(session, replace(with_draft(card, saved, session.today), entry=entry))
    return Submitted(shown, entry, fresh=True)


def withdraw(session: Session, actor: Actor, draft_id: int) -> Card:
    """撤回: turn an entry back into a draft. Raises Stale once somebody has decided."""
    draft = drafts.get(session, draft_id)
    entry = entries.of_draft(session, draft_id)
    if draft is None or entry is None or draft.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    if entry.state is State.WITHDRAWN:
        return card_of(session, draft)
    if entry.state is State.PENDING:
        locked.check_withdrawing(session, entry.day)
    if not entries.move(session, entry, "withdraw"):
        raise Stale(t.BEING_DECIDED.format(number=entry.number))
    drafts.save(session, replace(draft, state=OPEN))
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    audit.record(session, actor.person_id, "withdraw", f"entry:{entry.id}")
    return _card(session, draft_id)


def reviewer_of(session: Session, actor: Actor, force_id: int | None) -> str:
    """Return who reviews the actor's work for a task force: `LIAISON`; `BUREAU` for a liaison's own
    work, and where there is no liaison.
    """
    if actor.is_(Role.LIAISON) or force_id is None:
        return BUREAU
    return LIAISON if roles.liaison(session, force_id) else BUREAU


def reviewers(session: Session, entry: Entry) -> list[int]:
    """Return the people whose queue an entry is in, the liaison first, then who stands in for
    them.
    """
    known: list[int] = []
    if entry.reviewer == LIAISON and entry.task_force_id is not None:
        acting = roles.acting(session, entry.task_force_id)
        known = [who for who in acting if who != entry.person_id]
        if acting and not escalate.is_escalated(session, entry):
            return known
    return [*known, *_officers(session, entry)]


def _officers(session: Session, entry: Entry) -> list[int]:
    not_theirs = (entry.person_id, entry.recorded_by, entry.withheld_from)
    return [who for who in roles.with_role(session, Role.BUREAU) if who not in not_theirs]


def review_by(session: Session) -> date:
    """Return the day by which the reviewer is expected to decide: the county's number of working
    days from today.
    """
    days = session.county.deadlines.review_reminder_working_days
    return add_working_days(session.today, days, workdays.is_working_day)


def _is_open_for_filing(session: Session, card: Card, day: date) -> None:
    """Check that the day's quarter still takes entries. First filing stays open 15 days after its
    end; what was filed for that quarter and returned, until the lock. Raises Refused.
    """
    locked.check_filing(session, card.draft.subject_id, day)
    quarter = Quarter.of(day)
    rubric = session.county.rubric_on(quarter)
    last = quarter.filing_ends(rubric.filing_days)
    filed_before = card.entry is not None and card.entry.day in quarter
    if not filed_before and session.today > last:
        closed = day_label(last, session.today)
        raise Refused(t.FILING_CLOSED.format(quarter=quarter.label, last=closed))


def _card(session: Session, draft_id: int) -> Card:
    draft = drafts.get(session, draft_id)
    if draft is None:
        raise LookupError(draft_id)
    return card_of(session, draft)
