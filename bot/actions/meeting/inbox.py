"""Answering what was raised: what waits for whom, the answer, handing on, and who is reminded."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from bot.actions.meeting.feedback import (
    ANSWER,
    Thread,
    Written,
    answering,
    ask_reply_words,
    asked,
    see,
    thread_of,
)
from bot.actions.workdays import is_working_day
from bot.errors import Forbidden, Stale
from bot.rules.calendar import local_day
from bot.rules.feedback import (
    ASK_AFTER,
    REMIND_AFTER,
    Addressee,
    FeedbackState,
    read_words,
)
from bot.rules.permissions import Act, Actor, may
from bot.rules.roles import Role
from bot.rules.waiting import overdue_before
from bot.storage import audit
from bot.storage.meeting import feedback as stored
from bot.storage.meeting.feedback import Feedback
from bot.storage.month import nudges
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.texts.meeting import feedback as t

ASKED: Final = "feedback asked"
"""The matter by which whoever asked is asked whether the answer solved it."""


def put_to(
    session: Session, actor: Actor, state: FeedbackState = FeedbackState.WAITING
) -> list[Feedback]:
    """Return what was put to the actor and stands so, what came first first. Raises Forbidden for
    whom nothing can be put to.
    """
    found = []
    if actor.is_(Role.BUREAU):
        found += stored.put_to(session, state, Addressee.BUREAU)
    if actor.is_(Role.LIAISON) and actor.task_force_id is not None:
        found += stored.put_to(session, state, Addressee.LIAISON, actor.task_force_id)
    elif not actor.is_(Role.BUREAU):
        raise Forbidden(t.NOT_TO_INBOX)
    return [each for each in found if may(actor, Act.REPLY, each.subject)]


def ask_reply(session: Session, actor: Actor, feedback_id: int) -> Thread:
    """答复: ask for the answer; the next text typed is it."""
    thread = _to_reply(session, actor, feedback_id)
    ask_reply_words(session, actor, thread.feedback)
    return thread


def write(session: Session, actor: Actor, draft_id: int | None, text: str) -> Written:
    """Take the answer that was typed. Raises Refused for no words and for an essay, Stale when the
    thread has changed since the actor was asked for it.
    """
    facts = asked(session, actor, draft_id).facts
    return reply(session, actor, int(facts["feedback"]), text, int(facts["seen"]))


def reply(
    session: Session, actor: Actor, feedback_id: int, text: str, seen: int | None = None
) -> Written:
    """Answer a thread, of which the actor has `seen` so many things said; None: all of them."""
    feedback = _to_reply(session, actor, feedback_id).feedback
    words = read_words(text)
    if seen is not None and seen != feedback.words:
        raise Stale(t.HAS_NEWS.format(number=feedback.number))
    if not stored.answer(session, feedback, actor.person_id, words):
        raise Stale(t.HAS_NEWS.format(number=feedback.number))
    accounts.focus(session, actor.chat_id, None)
    audit.record(session, actor.person_id, "answer feedback", f"feedback:{feedback_id}")
    return Written(ANSWER, see(session, actor, feedback_id))


def check_pass(session: Session, actor: Actor, feedback_id: int) -> Thread:
    """Return what would be handed on to the bureau. Raises Stale for what is there already or does
    not wait for an answer.
    """
    feedback = stored.get(session, feedback_id)
    was_theirs = feedback is not None and (
        feedback.passed_by == actor.person_id and feedback.addressee is Addressee.BUREAU
    )
    if feedback is not None and was_theirs:
        raise Stale(t.IS_PASSED.format(number=feedback.number))
    thread = see(session, actor, feedback_id)
    feedback = thread.feedback
    if feedback.addressee is Addressee.BUREAU:
        raise Stale(t.IS_PASSED.format(number=feedback.number))
    _check_open(feedback)
    return thread


def pass_on(session: Session, actor: Actor, feedback_id: int) -> Thread:
    """转县局, by the liaison or whoever asked: the bureau answers from now on, and the liaison sees
    no more of it.
    """
    feedback = check_pass(session, actor, feedback_id).feedback
    if not stored.pass_on(session, feedback_id, actor.person_id):
        raise Stale(t.IS_PASSED.format(number=feedback.number))
    audit.record(session, actor.person_id, "pass feedback on", f"feedback:{feedback_id}")
    return thread_of(session, stored.get(session, feedback_id) or feedback)


def pass_own_on(session: Session, person_id: int, force_id: int) -> list[Feedback]:
    """Hand on to the bureau what a new liaison had asked the former one; what was answered still
    is.
    """
    passed = []
    for state in (FeedbackState.WAITING, FeedbackState.ANSWERED):
        for each in stored.put_to(session, state, Addressee.LIAISON, force_id):
            if each.person_id == person_id and stored.pass_on(session, each.id, person_id, state):
                audit.record(session, person_id, "pass feedback on", f"feedback:{each.id}")
                passed.append(stored.get(session, each.id) or each)
    return passed


def to_tell(session: Session, feedback: Feedback) -> dict[int, int]:
    """Return person → how many wait for them, of those whom a thread is put to and who can be
    reached.
    """
    if feedback.addressee is Addressee.BUREAU:
        return waiting_for(session, roles.with_role(session, Role.BUREAU), None)
    force = feedback.task_force_id
    return waiting_for(session, answering(session, force), force)


def waiting_for(session: Session, people: list[int], force_id: int | None) -> dict[int, int]:
    """Return person → how many threads wait for their answer; `force_id` is None for officers."""
    to = Addressee.BUREAU if force_id is None else Addressee.LIAISON
    waiting = stored.put_to(session, FeedbackState.WAITING, to, force_id)
    return {who: sum(each.person_id != who for each in waiting) for who in people}


def left_to_answer(session: Session, force_id: int) -> int:
    """Return how many threads wait for a task force's liaison."""
    return len(stored.put_to(session, FeedbackState.WAITING, Addressee.LIAISON, force_id))


def overdue(session: Session) -> dict[int, list[Feedback]]:
    """Return person → what has waited for their answer for three working days or longer."""
    before = overdue_before(session.today, REMIND_AFTER, is_working_day)
    found: dict[int, list[Feedback]] = defaultdict(list)
    waiting = stored.standing(session, FeedbackState.WAITING, before)
    officers = roles.with_role(session, Role.BUREAU) if waiting else []
    for each in sorted(waiting, key=lambda each: (each.since, each.id)):
        acting = roles.acting(session, each.task_force_id) if each.task_force_id else []
        for who in officers if each.addressee is Addressee.BUREAU else acting:
            if who != each.person_id:
                found[who].append(each)
    return found


def whom(session: Session) -> Mapping[int, str]:
    """Return who is to be reminded of what they have not answered: every working day."""
    return dict.fromkeys(overdue(session), session.today.isoformat())


def unsettled(session: Session) -> dict[int, list[Feedback]]:
    """Return person → what they have asked that was answered two weeks ago and has not ended."""
    found: dict[int, list[Feedback]] = defaultdict(list)
    before = session.now - ASK_AFTER
    for each in stored.standing(session, FeedbackState.ANSWERED, before):
        found[each.person_id].append(each)
    return found


def whom_to_ask(session: Session) -> Mapping[int, str]:
    """Return whom to ask whether an answer solved it: person → the day of the last such answer. Of
    those that were asked about together none is asked about again when another of them has ended.
    """
    found = unsettled(session)
    told = nudges.marked_ever(session, ASKED) if found else {}
    return {who: max([_answered(theirs), *told.get(who, ())]) for who, theirs in found.items()}


def _answered(theirs: list[Feedback]) -> str:
    last = max(local_day(each.since) for each in theirs)
    return last.isoformat()


def _to_reply(session: Session, actor: Actor, feedback_id: int) -> Thread:
    thread = see(session, actor, feedback_id)
    if not may(actor, Act.REPLY, thread.feedback.subject):
        raise Forbidden(t.NOT_TO_REPLY.format(number=thread.feedback.number))
    _check_open(thread.feedback)
    return thread


def _check_open(feedback: Feedback) -> None:
    if feedback.state is FeedbackState.TAKEN_BACK:
        raise Stale(t.IS_TAKEN_BACK.format(number=feedback.number))
    if feedback.state is FeedbackState.CLOSED:
        raise Stale(t.IS_CLOSED.format(number=feedback.number))
