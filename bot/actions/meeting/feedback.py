"""Raising a problem or advice (四(二)(三)): asking, saying more, taking it back, and ending it.

Only whoever asked ends a thread. Whom it was put to answers (`inbox`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.actions.work.card import ASIDE, SUBMITTED
from bot.errors import Forbidden, Refused, Stale
from bot.rules.feedback import Addressee, FeedbackState, Kind, number, read_words
from bot.rules.halfwidth import compact
from bot.rules.permissions import Act, Actor, Subject, may
from bot.storage import audit
from bot.storage.meeting import feedback as stored
from bot.storage.meeting.feedback import Feedback, Said
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.meeting import feedback as t

WORDS: Final = "feedback"
"""What a chat is in the middle of while words are to be typed; also the name of such a draft."""
NEW, MORE, ANSWER = "new", "more", "answer"
MOST: Final = 20
"""How many of one's own are listed."""
_NUMBER: Final = re.compile(r"f([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread with what was said in it, whose it is, and their task force's name."""

    feedback: Feedback
    said: Sequence[Said]
    person: Person
    task_force: str


@dataclass(frozen=True, slots=True)
class Written:
    """What typing came to: `how` is "new", "more" or "answer"; `fresh` is False when an earlier tap
    did it.
    """

    how: str
    thread: Thread
    fresh: bool = True


def may_raise(actor: Actor, to: Addressee) -> bool:
    subject = Subject(actor.person_id, actor.task_force_id, reviewer=to.value)
    return may(actor, Act.RAISE, subject)


def routes(session: Session, actor: Actor) -> list[Addressee]:
    """Return whom the actor may turn to: the liaison where somebody does that work and can be
    reached, and the bureau. Raises Forbidden for who is in no ledger.
    """
    found = [to for to in Addressee if may_raise(actor, to)]
    if not found:
        raise Forbidden(t.ONLY_ASKERS)
    if Addressee.LIAISON in found and not answering(session, actor.task_force_id, actor.person_id):
        found.remove(Addressee.LIAISON)
    return found


def answering(session: Session, force_id: int | None, but: int | None = None) -> list[int]:
    """Return who does the work of a task force's liaison and can be reached, without one person."""
    acting = roles.acting(session, force_id) if force_id else []
    return [who for who in acting if who != but and accounts.chat_of(session, who) is not None]


def begin_with(session: Session, actor: Actor, words: str) -> int:
    """Keep what was typed before it is known to whom it goes; return the draft's id. Raises Refused
    for no words, Forbidden for who may not ask.
    """
    routes(session, actor)
    return _aside(session, actor, {"how": NEW, "words": read_words(words)}).id


def ask_words(session: Session, actor: Actor, to: Addressee, kind: Kind) -> None:
    """Ask what the matter is: the next text typed is it."""
    _check_route(session, actor, to)
    _ask(session, actor, {"how": NEW, "to": to.value, "kind": kind.value})


def send_begun(session: Session, actor: Actor, draft_id: int, to: Addressee, kind: Kind) -> Written:
    """Put what was typed before to whom it is for. Pressed twice it is put once. Raises Stale for a
    draft that is not the actor's.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != WORDS:
        raise Stale(t.OVER)
    if (became := draft.facts.get("became")) is not None:
        return Written(NEW, _own(session, actor, int(became)), fresh=False)
    _check_route(session, actor, to)
    return _add(session, actor, draft, to, kind, str(draft.facts.get("words", "")))


def ask_more(session: Session, actor: Actor, feedback_id: int) -> Thread:
    """补充, 还有问题: ask for a further word; an answer that is not the end of it is asked about
    again.
    """
    thread = _own(session, actor, feedback_id)
    _check_not_taken_back(thread.feedback)
    _ask(session, actor, {"how": MORE, "feedback": feedback_id})
    return thread


def write(session: Session, actor: Actor, draft_id: int | None, text: str) -> Written:
    """Take what whoever asks has typed. Raises Refused for no words and for an essay, Stale when
    nothing is asked any more.
    """
    draft = asked(session, actor, draft_id)
    facts = draft.facts
    if facts["how"] == NEW:
        to, kind = Addressee(facts["to"]), Kind(facts["kind"])
        _check_route(session, actor, to)
        return _add(session, actor, draft, to, kind, read_words(text))
    return add(session, actor, int(facts["feedback"]), text)


def add(session: Session, actor: Actor, feedback_id: int, text: str) -> Written:
    """Say more in one's own thread, which waits for an answer then."""
    feedback = _own(session, actor, feedback_id).feedback
    _check_not_taken_back(feedback)
    words = read_words(text)
    if not stored.ask(session, feedback, actor.person_id, words):
        raise Stale(t.HAS_NEWS.format(number=feedback.number))
    accounts.focus(session, actor.chat_id, None)
    _record(session, actor, "add to feedback", feedback.id)
    return Written(MORE, _own(session, actor, feedback_id))


def close(session: Session, actor: Actor, feedback_id: int) -> tuple[Thread, bool]:
    """已解决: end a thread; by whoever asked, or by whom it was put to once they have left the
    ledger. Returns it and whether this tap did it.
    """
    thread = see(session, actor, feedback_id)
    if thread.feedback.person_id != actor.person_id and not thread.person.left:
        raise Forbidden(t.ONLY_ASKER.format(number=thread.feedback.number))
    _check_not_taken_back(thread.feedback)
    if not thread.feedback.is_open or not stored.close(session, feedback_id):
        return see(session, actor, feedback_id), False
    _record(session, actor, "close feedback", feedback_id)
    return see(session, actor, feedback_id), True


def take_back(session: Session, actor: Actor, feedback_id: int) -> tuple[Thread, bool]:
    """撤回 what nobody has answered. Raises Stale once somebody has."""
    feedback = _own(session, actor, feedback_id).feedback
    if feedback.state is FeedbackState.TAKEN_BACK:
        return _own(session, actor, feedback_id), False
    if feedback.answered_at is not None or not stored.take_back(session, feedback_id):
        raise Stale(t.IS_ANSWERED.format(number=feedback.number))
    _record(session, actor, "take feedback back", feedback_id)
    return _own(session, actor, feedback_id), True


def mine(session: Session, actor: Actor) -> list[Feedback]:
    """Return what the actor has asked: what is open first, then the newest."""
    return stored.of_person(session, actor.person_id, MOST)


def leave(session: Session, actor: Actor) -> None:
    """取消, 返回: end a question for words; nothing is said."""
    if accounts.load(session, actor.chat_id).focus == WORDS:
        accounts.focus(session, actor.chat_id, None)


def see(session: Session, actor: Actor, feedback_id: int) -> Thread:
    """Return a thread to whoever asked, or whom it is put to. Raises Forbidden for anybody else, in
    the same words whether there is one or not.
    """
    feedback = stored.get(session, feedback_id)
    if feedback is None or not may(actor, Act.HEAR, feedback.subject):
        raise Forbidden(t.NOT_YOURS.format(number=number(feedback_id)))
    return thread_of(session, feedback)


def thread_of(session: Session, feedback: Feedback) -> Thread:
    forces = {force.id: force.name for force in task_forces.every(session)}
    return Thread(
        feedback,
        stored.said(session, feedback.id),
        persons.get(session, feedback.person_id),
        forces.get(feedback.task_force_id or 0, ""),
    )


def number_in(text: str) -> int | None:
    """Return the id of the thread that a text names, if it says nothing else: `F12`."""
    named = _NUMBER.fullmatch(compact(text))
    return None if named is None else int(named[1])


def asked(session: Session, actor: Actor, draft_id: int | None) -> drafts.Draft:
    """Return what is asked of the actor, whose chat is in the middle of it. Raises Stale."""
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != WORDS:
        raise Stale(t.OVER)
    return draft


def ask_reply_words(session: Session, actor: Actor, feedback: Feedback) -> None:
    """Ask for an answer to what has been said so far."""
    _ask(session, actor, {"how": ANSWER, "feedback": feedback.id, "seen": feedback.words})


def _add(
    session: Session, actor: Actor, draft: drafts.Draft, to: Addressee, kind: Kind, words: str
) -> Written:
    begun = stored.add(session, actor.person_id, actor.task_force_id, kind, to)
    stored.ask(session, begun, actor.person_id, words)
    facts = {"how": NEW, "became": begun.id}
    drafts.save(session, replace(draft, facts=facts, state=SUBMITTED))
    accounts.focus(session, actor.chat_id, None)
    _record(session, actor, "raise feedback", begun.id, to=to.value, kind=kind.value)
    return Written(NEW, _own(session, actor, begun.id))


def _check_route(session: Session, actor: Actor, to: Addressee) -> None:
    if to not in routes(session, actor):
        raise Refused(t.NO_LIAISON)


def _check_not_taken_back(feedback: Feedback) -> None:
    if feedback.state is FeedbackState.TAKEN_BACK:
        raise Stale(t.IS_TAKEN_BACK.format(number=feedback.number))


def _own(session: Session, actor: Actor, feedback_id: int) -> Thread:
    thread = see(session, actor, feedback_id)
    if thread.feedback.person_id != actor.person_id:
        raise Forbidden(t.ONLY_ASKER.format(number=thread.feedback.number))
    return thread


def _aside(session: Session, actor: Actor, facts: dict[str, Any]) -> drafts.Draft:
    return drafts.add(session, actor.person_id, actor.chat_id, WORDS, facts, state=ASIDE)


def _ask(session: Session, actor: Actor, facts: dict[str, Any]) -> None:
    accounts.focus(session, actor.chat_id, WORDS, _aside(session, actor, facts).id)


def _record(session: Session, actor: Actor, act: str, feedback_id: int, **facts: Any) -> None:
    audit.record(session, actor.person_id, act, f"feedback:{feedback_id}", **facts)
