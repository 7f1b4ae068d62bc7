"""申请加入: a stranger says who they are, on one card; the task force decides with one tap."""

from collections.abc import Callable
from typing import Final

from bot.actions.people import apply
from bot.actions.people.apply import Asked, Seen
from bot.errors import Stale
from bot.handlers import menu
from bot.handlers.conversation import Conversation, Pressed, Question
from bot.handlers.people.news import DeputyChanged, Joined, LiaisonChanged
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Say, Toast, in_rows
from bot.handlers.turn import APPLY, Turn
from bot.rules.columns import Column
from bot.rules.kinds import Kind
from bot.rules.permissions import Act, may
from bot.rules.quiet import is_quiet
from bot.storage import errands, handles
from bot.storage.outbox import Priority
from bot.storage.people import accounts, applications, task_forces
from bot.storage.people.applications import Application
from bot.storage.session import Session
from bot.texts import common, conversations
from bot.texts.people import applying as t
from bot.texts.people import joining as joining_texts

CARD: Final = "apply"
"""Purpose of the handle of the applicant's card; the subject is the application."""
ASKED: Final = "admit"
"""Purpose of the handle of what the task force is asked."""
FORCE: Final = Press("jn", "force", NUMBER, NUMBER)
KIND: Final = Press("jn", "kind", NUMBER, NUMBER)
SUBMIT: Final = Press("jn", "yes", NUMBER)
CANCEL: Final = Press("jn", "no", NUMBER)
ADMIT: Final = Press("jn", "pass", NUMBER)
REFUSE: Final = Press("jn", "refuse", NUMBER)
WHY: Final = Press("jn", "why", NUMBER, NUMBER)
BACK: Final = Press("jn", "back", NUMBER)


def begin(turn: Turn) -> Answer:
    """申请加入: ask for the task force, or go on where the chat left off."""
    return [_card(turn, apply.begin(turn.session, turn.account), renew=True)]


def typed(turn: Turn) -> Answer:
    """Take an answer, or several columns in one message."""
    return [_card(turn, apply.hear(turn.session, turn.account, turn.event.text), renew=True)]


def cancel(turn: Turn) -> Answer:
    """取消, or /cancel: nothing is applied for."""
    found = applications.open_of(turn.session, turn.event.chat_id)
    apply.drop(turn.session, turn.account)
    handle = (CARD, found.id if found else 0)
    return [Say(t.DROPPED, [[APPLY.button(common.APPLY)]], handle=handle)]


def ask(session: Session, application: Application, chat: int) -> Say:
    """Return what is asked of one who decides on an application."""
    rows = [
        [ADMIT.button(t.ADMIT, application.id), REFUSE.button(t.REFUSE, application.id)],
    ]
    return Say(
        _asked(apply.seen(session, application)),
        rows,
        handle=(ASKED, application.id),
        to=chat,
        priority=Priority.NEWS,
        silent=is_quiet(session.now),
    )


def _card(turn: Turn, asked: Asked, *, renew: bool = False) -> Say:
    """Return the applicant's card: what is known above, what is asked below."""
    application = asked.application
    handle = (CARD, application.id)
    leave = CANCEL.button(t.CANCEL, application.id)
    if application.task_force_id is None:
        forces = task_forces.every(turn.session)
        chosen = [FORCE.button(force.name, application.id, force.id) for force in forces]
        return Say(t.WHICH_FORCE, [*in_rows(chosen), [leave]], handle=handle, renew=renew)
    missing = asked.missing
    lines = [t.HEAD.format(force=asked.force), *map(_line(application), Column)]
    rows: list[list[Button]] = []
    if not missing:
        lines += ["", t.READY.format(notice=joining_texts.NOTICE)]
        rows = [[SUBMIT.button(t.SUBMIT, application.id)]]
    else:
        if len(missing) == len(Column):
            lines += ["", t.ALL_AT_ONCE, t.NO_ID]
        lines += ["", t.ASK[missing[0].value]]
    if missing and missing[0] is Column.KIND:
        kinds = enumerate(Kind)
        rows = [[KIND.button(kind.label, application.id, n)] for n, kind in kinds]
    rows.append([FORCE.button(t.RENEW, application.id, 0), leave])
    return Say("\n".join(lines), rows, handle=handle, renew=renew)


def _line(application: Application) -> Callable[[Column], str]:
    def line(column: Column) -> str:
        value = application.facts.get(column.value)
        if value is None:
            return t.MISSING.format(label=column.label)
        return t.KNOWN.format(label=column.label, value=value)

    return line


def _choose(turn: Turn, application_id: int, force_id: int) -> Answer:
    return [_card(turn, apply.choose(turn.session, turn.account, application_id, force_id))]


def _kind(turn: Turn, application_id: int, nth: int) -> Answer:
    return [_card(turn, apply.set_kind(turn.session, turn.account, application_id, nth))]


def _submit(turn: Turn, application_id: int) -> Answer:
    """提交: whoever decides is asked in one message."""
    session = turn.session
    asked = apply.submit(session, turn.account, application_id)
    lines = [t.HEAD.format(force=asked.force), *map(_line(asked.application), Column)]
    lines += ["", t.SENT.format(force=asked.force)]
    chats = apply.deciders(session, asked.application)
    return [
        Say("\n".join(lines), (), handle=(CARD, application_id)),
        *(ask(session, asked.application, chat) for chat in chats),
    ]


def _cancelled(turn: Turn, _application_id: int) -> Answer:
    return cancel(turn)


def _asked(seen: Seen) -> str:
    facts = seen.application.facts
    lines = [t.LINE.format(label=column.label, value=facts[column.value]) for column in Column]
    text = [t.ASKED.format(force=seen.force, lines="\n".join(lines))]
    if seen.elsewhere:
        text.append(t.ELSEWHERE.format(name=seen.name.full, force=seen.elsewhere))
    elif seen.known is not None:
        text.append(t.IN_LEDGER.format(name=seen.name.full))
        if seen.has_account:
            text.append(t.IN_LEDGER_JOINED)
    if seen.namesakes:
        text.append(t.NAMESAKE.format(n=seen.namesakes))
    return "\n".join([*text, t.CHECK])


def _pass(turn: Turn, application_id: int) -> Answer:
    """通过: the person is in the ledger, and has the menu. A chat they used before loses its."""
    session = turn.session
    admitted = apply.admit(session, turn.actor, application_id)
    actor, application = admitted.actor, applications.get(session, application_id)
    for chat in (actor.chat_id, *admitted.left):
        errands.ask(session, menu.MENU, chat)
    hint = joining_texts.HINTS[menu.leading_role(actor).value]
    welcome = joining_texts.WELCOME.format(name=actor.name.full, hint=hint)
    text = f"{t.ADMITTED.format(force=admitted.force)}\n{welcome}"
    return [
        *_decided(session, application),
        *(Say(joining_texts.MOVED, keyboard=(), to=chat) for chat in admitted.left),
        Say(text, keyboard=menu.keyboard(actor), to=actor.chat_id),
        *([Joined(actor.person_id)] if admitted.is_first else []),
    ]


def _refuse(turn: Turn, application_id: int) -> Answer:
    """驳回: ask for one of the ready reasons."""
    shown = apply.look(turn.session, turn.actor, application_id)
    reasons = [WHY.button(why, application_id, n) for n, why in enumerate(t.REASONS)]
    rows = [*in_rows(reasons), [BACK.button(t.BACK, application_id)]]
    return [Say(f"{_asked(shown)}\n\n{t.ASK_REASON}", rows, handle=(ASKED, application_id))]


def _back(turn: Turn, application_id: int) -> Answer:
    shown = apply.look(turn.session, turn.actor, application_id)
    return [ask(turn.session, shown.application, turn.event.chat_id)]


def _why(turn: Turn, application_id: int, nth: int) -> Answer:
    seen = apply.refuse(turn.session, turn.actor, application_id, nth)
    application = applications.get(turn.session, application_id)
    told = t.REFUSED.format(force=seen.force, reason=seen.application.reason)
    return [
        *_decided(turn.session, application),
        Say(told, [[APPLY.button(common.APPLY)]], to=seen.application.chat_id),
    ]


def _decided(session: Session, application: Application | None) -> list[Say | Toast]:
    """Return the message of everybody who was asked, as it is once one of them has decided."""
    if application is None:
        return []
    text = apply.since(session, application)
    if application.reason:
        text = t.REASON.format(text=text, reason=application.reason)
    handle = (ASKED, application.id)
    chats = handles.chats(session, *handle)
    return [Toast(text), *(Say(text, (), handle=handle, to=chat) for chat in chats)]


def _unless_decided(do: Pressed) -> Pressed:
    """Wrap a button of one who decides: on an application that waits no more, the message itself
    says what became of it.
    """

    def pressed(turn: Turn, application_id: int, *told: int) -> Answer:
        try:
            return do(turn, application_id, *told)
        except Stale as stale:
            if turn.session.wrote:
                raise
            known = handles.of_message(turn.session, turn.event.chat_id, turn.event.message_id)
            if known != (ASKED, application_id):
                raise
            return [Toast(stale.sentence), Say(stale.sentence, (), handle=known)]

    return pressed


def _another_decides(session: Session, person_id: int | None, force_id: int) -> list[Say]:
    """Return what somebody is asked who decides for a task force from now on, or what becomes of
    the messages of somebody who no longer does.
    """
    chat = accounts.chat_of(session, person_id)
    actor = None if chat is None else accounts.load(session, chat).actor
    if chat is None or actor is None:
        return []
    said = []
    for each in applications.waiting(session, force_id):
        if may(actor, Act.ADMIT, apply.seen(session, each).subject):
            said.append(ask(session, each, chat))
        elif chat in handles.chats(session, ASKED, each.id):
            said.append(Say(t.NOT_YOURS, (), handle=(ASKED, each.id), to=chat))
    return said


def _new_liaison(session: Session, news: LiaisonChanged) -> list[Say]:
    return [
        said
        for who in (news.before, news.now)
        for said in _another_decides(session, who, news.force_id)
    ]


def _deputy(session: Session, news: DeputyChanged) -> list[Say]:
    return _another_decides(session, news.person_id, news.force_id)


CONVERSATION: Final = Conversation(
    name=conversations.APPLYING,
    presses={
        APPLY: begin,
        FORCE: _choose,
        KIND: _kind,
        SUBMIT: _submit,
        CANCEL: _cancelled,
        ADMIT: _unless_decided(_pass),
        REFUSE: _unless_decided(_refuse),
        BACK: _unless_decided(_back),
        WHY: _unless_decided(_why),
    },
    questions={apply.APPLY: Question(typed, is_aside=False)},
    hears={LiaisonChanged: _new_liaison, DeputyChanged: _deputy},
)
