"""Answering: the person says what they have to say of a fault registered against them, in time."""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from bot.actions.work.card import ASIDE
from bot.actions.workdays import is_working_day
from bot.errors import Forbidden, Stale
from bot.rules.calendar import add_working_days
from bot.rules.permissions import Act, Actor, may
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts
from bot.storage.score import faults
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.score import faults as t
from bot.texts.times import day_label

ANSWER: Final = "fault answer"


def ask(session: Session, actor: Actor, fault_id: int) -> Fault:
    """Begin an answer: the next text the person types is it. Raises Stale, saying why, where there
    is nothing to be answered any more.
    """
    fault = _answerable(session, actor, fault_id)
    draft = drafts.add(
        session, actor.person_id, actor.chat_id, ANSWER, {"fault": fault.id}, state=ASIDE
    )
    accounts.focus(session, actor.chat_id, ANSWER, draft.id)
    return fault


def leave_it(session: Session, actor: Actor, fault_id: int) -> Fault:
    """返回: end the question; they may still answer. One about another fault stays open."""
    fault = _own(session, actor, fault_id)
    account = accounts.load(session, actor.chat_id)
    asked = drafts.get(session, account.focus_id) if account.focus_id else None
    if account.focus == ANSWER and asked is not None and asked.facts.get("fault") == fault.id:
        accounts.focus(session, actor.chat_id, None)
    return fault


def answer(session: Session, actor: Actor, draft_id: int | None, text: str) -> Fault:
    """Put the person's words beside the fault. Raises Refused for no words or too many, Stale when
    it is too late.
    """
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != ANSWER:
        raise Stale(t.GONE)
    fault = _answerable(session, actor, draft.facts["fault"])
    words = read_words(text, t.EMPTY, t.LONG)
    if not faults.answer(session, fault, words):
        raise Stale(t.ANSWERED_BEFORE.format(number=fault.number))
    audit.record(session, actor.person_id, "answer fault", f"fault:{fault.id}")
    accounts.focus(session, actor.chat_id, None)
    return faults.get(session, fault.id) or replace(fault, answer=words, answered_at=session.now)


def owing(session: Session) -> dict[int, list[Fault]]:
    """Return person → the faults whose time to answer ends on the next working day or today."""
    by = add_working_days(session.today, 1, is_working_day)
    found = defaultdict(list)
    for fault in faults.undecided(session):
        if fault.answer_until <= by and fault.may_be_answered(session.today):
            found[fault.person_id].append(fault)
    return dict(found)


def whom(session: Session) -> dict[int, str]:
    """Return who is to be reminded that their time to answer ends: person → the last of the
    deadlines with its fault, for which once is enough.
    """
    return {
        person_id: max(f"{fault.answer_until:%y%m%d}{fault.number}" for fault in theirs)
        for person_id, theirs in owing(session).items()
    }


def _answerable(session: Session, actor: Actor, fault_id: int) -> Fault:
    """Return the actor's own fault, which must be undecided, unanswered and in time."""
    fault = _own(session, actor, fault_id)
    if not fault.is_undecided:
        raise Stale(t.DECIDED_SINCE.format(number=fault.number, state=fault.state.label))
    if fault.answered_at is not None:
        raise Stale(t.ANSWERED_BEFORE.format(number=fault.number))
    if session.today > fault.answer_until:
        until = day_label(fault.answer_until, session.today)
        raise Stale(t.TOO_LATE.format(number=fault.number, until=until))
    return fault


def _own(session: Session, actor: Actor, fault_id: int) -> Fault:
    fault = faults.get(session, fault_id)
    if fault is None or not may(actor, Act.ANSWER, fault.subject):
        raise Forbidden(t.NOT_YOURS)
    return fault
