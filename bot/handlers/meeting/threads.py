"""A thread of feedback as people see it: its card, and how they hear of what happened in it."""

from typing import Final

from bot.actions.meeting import inbox
from bot.actions.meeting.feedback import Thread, thread_of
from bot.forms.fields import short
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Button, Rows, Say
from bot.rules.feedback import Addressee, FeedbackState
from bot.rules.permissions import Act, Actor, may
from bot.rules.quiet import is_quiet, until_morning
from bot.storage import errands, handles, outbox
from bot.storage.meeting.feedback import Feedback, Said
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.texts.meeting import feedback as t
from bot.texts.times import day_label, moment_label

CARD: Final = "feedback card"
"""Purpose of the one message in a chat that shows a thread; its subject is the thread."""
QUEUE: Final = ("feedback queue", 0)
OPEN: Final = Press("fb", "open", NUMBER)
MINE: Final = Press("fb", "mine")
WAITING: Final = Press("fb", "wait")
ADD: Final = Press("fb", "add", NUMBER)
CLOSE: Final = Press("fb", "close", NUMBER)
TAKE_BACK: Final = Press("fb", "undo", NUMBER)
REPLY: Final = Press("fb", "reply", NUMBER)
PASS_ON: Final = Press("fb", "pass", NUMBER)
_MOST: Final = 3400
"""UTF-16 units of what was said that fit into a message with the rest of the card."""


def card(
    session: Session,
    actor: Actor,
    thread: Thread,
    *,
    note: str = "",
    ask: str = "",
    rows: Rows | None = None,
    renew: bool = False,
    **how: object,
) -> Say:
    """Return the card of a thread as the actor may see it: `note` above it says what has just
    happened, `ask` below it what is asked. Without `rows` it has what can be done with it.
    """
    lines = [*([note, ""] if note else []), *_head(session, actor, thread)]
    lines += _said(session, actor, thread)
    lines += ["", ask] if ask else []
    return Say(
        "\n".join(lines),
        _rows(actor, thread) if rows is None else rows,
        handle=(CARD, thread.feedback.id),
        renew=renew,
        **how,  # type: ignore[arg-type]
    )


def open_button(session: Session, feedback: Feedback) -> Button:
    """Return the button that opens a thread for whom it was put to."""
    label = t.OPEN_ONE.format(
        mark=t.MARKS[feedback.state.value],
        number=feedback.number,
        kind=feedback.kind.label,
        name=persons.get(session, feedback.person_id).name.full,
        day=day_label(feedback.asked_at, session.today),
    )
    return OPEN.button(label, feedback.id)


def own_button(feedback: Feedback, words: str) -> Button:
    """Return the button that opens a thread for whoever asked."""
    label = t.OPEN_OWN.format(
        mark=t.MARKS[feedback.state.value],
        number=feedback.number,
        kind=feedback.kind.label,
        words=short(words, 14),
    )
    return OPEN.button(label, feedback.id)


def announce(session: Session, feedback: Feedback, *, is_new: bool) -> list[Say]:
    """Tell everybody whom a thread is put to how many wait for them, in one message each that comes
    anew with each new word, by night in the morning; otherwise it only counts. Their digests are
    corrected.
    """
    told = inbox.to_tell(session, feedback)
    return [said for who, n in told.items() for said in counted(session, who, n, is_new=is_new)]


def counted(session: Session, person_id: int, n: int, *, is_new: bool) -> list[Say]:
    """Return how many threads wait for a person; [] when they know, or need not know."""
    chat = accounts.chat_of(session, person_id)
    if chat is None:
        return []
    errands.ask(session, errands.SETTLE, chat)
    is_shown = handles.is_shown(session, chat, *QUEUE)
    waits = outbox.drop(session, chat, *QUEUE)
    if n and (is_new or is_shown or waits):
        is_edit = is_shown and not is_new
        return [
            Say(
                t.ANNOUNCE.format(n=n),
                [[WAITING.button(t.GO)]],
                handle=QUEUE,
                to=chat,
                priority=Priority.NEWS,
                silent=not is_new,
                renew=is_new,
                delay=until_morning(session.now) * (not is_edit),
            )
        ]
    return [Say(t.NONE_LEFT, (), handle=QUEUE, to=chat, silent=True)] if is_shown else []


def refresh(session: Session, feedback: Feedback, but: int) -> list[Say]:
    """Bring the card of a thread up to date where it stands, except in the chat `but` and that of
    whoever asked. Whom it is put to no longer sees no more of it than that.
    """
    own, thread = accounts.chat_of(session, feedback.person_id), thread_of(session, feedback)
    said = []
    for chat in handles.chats(session, CARD, feedback.id):
        actor = accounts.load(session, chat).actor
        if chat in (but, own) or actor is None:
            continue
        if may(actor, Act.HEAR, feedback.subject):
            said.append(card(session, actor, thread, to=chat, silent=True))
        else:
            gone = t.NO_LONGER.format(number=feedback.number)
            said.append(Say(gone, (), handle=(CARD, feedback.id), to=chat, silent=True))
    return said


def tell_asker(session: Session, feedback: Feedback, note: str) -> list[Say]:
    """Show the card to whoever asked, at the end of their chat; [] for who cannot be reached."""
    chat = accounts.chat_of(session, feedback.person_id)
    actor = None if chat is None else accounts.load(session, chat).actor
    if chat is None or actor is None:
        return []
    errands.ask(session, errands.SETTLE, chat)
    return [
        card(
            session,
            actor,
            thread_of(session, feedback),
            note=note,
            renew=True,
            to=chat,
            priority=Priority.NEWS,
            silent=is_quiet(session.now),
        )
    ]


def _head(session: Session, actor: Actor, thread: Thread) -> list[str]:
    feedback, person = thread.feedback, thread.person
    facts = {
        "number": feedback.number,
        "kind": feedback.kind.label,
        "to": feedback.addressee.label,
        "state": feedback.state.label,
    }
    handed = []
    if feedback.passed_at is not None:
        handed = [t.HANDED.format(at=moment_label(feedback.passed_at, session.today))]
    if feedback.person_id == actor.person_id:
        return [t.HEAD.format(**facts), *handed]
    template = t.WHO if person.employer else t.WHO_PLAIN
    who = template.format(name=person.name.full, employer=person.employer)
    if feedback.addressee is Addressee.BUREAU and thread.task_force:
        who += t.OF_FORCE.format(force=thread.task_force)
    if person.left:
        who += t.GONE
    return [t.HEAD_FOR.format(**facts, who=who), *handed]


def _said(session: Session, actor: Actor, thread: Thread) -> list[str]:
    """Return what was said, the latest of it where it is too long for one message."""
    lines: list[str] = []
    room = _MOST
    for n, each in enumerate(reversed(thread.said)):
        line = t.SAID.format(
            who=_speaker(session, actor, thread, each),
            at=moment_label(each.at, session.today),
            words=each.words,
        )
        room -= len(line.encode("utf-16-le")) // 2
        if room < 0 and lines:
            return [t.EARLIER.format(n=len(thread.said) - n), *lines]
        lines.insert(0, line)
    return lines


def _speaker(session: Session, actor: Actor, thread: Thread, said: Said) -> str:
    feedback = thread.feedback
    if said.by == actor.person_id:
        return t.YOU
    if not said.is_answer:
        return thread.person.name.full
    was_bureau = feedback.addressee is Addressee.BUREAU and (
        feedback.passed_at is None or said.at > feedback.passed_at
    )
    to = Addressee.BUREAU if was_bureau else Addressee.LIAISON
    return t.ANSWER_OF.format(to=to.label, name=persons.get(session, said.by).name)


def _rows(actor: Actor, thread: Thread) -> list[list[Button]]:
    feedback = thread.feedback
    number = feedback.id
    pass_on = [PASS_ON.button(t.PASS_ON, number)] if _may_pass(feedback) else []
    if feedback.person_id == actor.person_id:
        return [_own(feedback), pass_on, [MINE.button(t.ALL_MINE)]]
    if not feedback.is_open or not may(actor, Act.REPLY, feedback.subject):
        return [[WAITING.button(t.ALL_WAITING)]]
    finish = [CLOSE.button(t.FINISH, number)] if thread.person.left else []
    is_waiting = feedback.state is FeedbackState.WAITING
    reply = REPLY.button(t.REPLY if is_waiting else t.REPLY_AGAIN, number)
    return [[reply, *pass_on, *finish], [WAITING.button(t.ALL_WAITING)]]


def _may_pass(feedback: Feedback) -> bool:
    return feedback.addressee is Addressee.LIAISON and feedback.state is FeedbackState.WAITING


def _own(feedback: Feedback) -> list[Button]:
    """Return what whoever asked can do: only they end it."""
    add, solved = ADD.button(t.ADD, feedback.id), CLOSE.button(t.SOLVED, feedback.id)
    not_solved = ADD.button(t.NOT_SOLVED, feedback.id)
    if feedback.state is FeedbackState.WAITING:
        undo = TAKE_BACK.button(t.TAKE_BACK, feedback.id)
        return [add, undo if feedback.answered_at is None else solved]
    return {
        FeedbackState.ANSWERED: [solved, not_solved],
        FeedbackState.CLOSED: [not_solved],
    }.get(feedback.state, [])
