"""The course of an alert: 已知悉 with a name, 处置进展, 办结, and 接着填预防风险."""

from typing import Final

from bot.actions.alert import close, course, into_risk, raise_alert, reached
from bot.actions.alert.course import mark, stands
from bot.actions.alert.reached import CARD
from bot.errors import Stale
from bot.handlers.alert import buttons as b
from bot.handlers.alert import cards, passing
from bot.handlers.conversation import Conversation, Matter, Question
from bot.handlers.say import Answer, Rows, Say, Toast
from bot.handlers.turn import Turn
from bot.handlers.work.draft import card_in
from bot.handlers.work.news import MaterialCame
from bot.storage import errands, handles
from bot.storage.alert import alerts, notes
from bot.storage.alert.alerts import Alert
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.texts import conversations
from bot.texts.alert import alerts as t
from bot.texts.times import moment_label

_IN_IT: Final = (course.COURSE, close.CLOSE)
_ALL: Final = 3000
_BUTTONS: Final = 5


def number(turn: Turn) -> Answer:
    """Show the alert whose number was typed while nothing was asked; [] for any other text."""
    alert_id = course.number_in(turn.event.text)
    return [] if alert_id is None else _open(turn, alert_id)


def replied(turn: Turn) -> Answer:
    """Take a reply to a message about an alert as a note on it; [] for any other reply."""
    alert_id = _answered(turn)
    return [] if alert_id is None else _join(turn, alert_id)


def typed(turn: Turn) -> Answer:
    """Take what is written while the chat is in the middle of an alert."""
    return _join(turn, _meant_by_words(turn, t.GO_BACK))


def _meant_by_words(turn: Turn, too_late: str) -> int:
    """Return the id of the alert that the chat is in the middle of. Raises Stale where what is
    typed is only a number, or comes so late that it means something else.
    """
    session, actor, alert_id = turn.session, turn.actor, turn.account.focus_id or 0
    alert = course.find(session, actor, alert_id)
    if course.is_number(turn.event.text):  # it is looked up
        raise Stale(t.EMPTY)
    if alert.goes_on and course.meant(session, actor, alert_id, by_reply=False) is None:
        raise Stale(too_late.format(number=alert.number))
    return alert_id


def sent(turn: Turn) -> Answer:
    """Take a photo or file that belongs to an alert; [] for any other."""
    event, session = turn.event, turn.session
    if event.sent is None or turn.account.actor is None or not turn.account.actor.roles:
        return []
    alert = _meant(turn)
    if alert is None:
        return []
    joined = course.join_file(session, turn.actor, alert, event.sent)
    said = _known(turn, joined)
    if course.says_something(event.text):
        said += _joined(turn, course.join(session, turn.actor, alert.id, event.text))
    names = "、".join(each.actor.name.full for each in reached.others(session, alert, turn.actor))
    text = (t.FILES_COMING if names else t.NOTED_NOBODY).format(
        mark=mark(alert), number=alert.number, names=names
    )
    return [*said, Say(text, handle=(b.SAID, alert.id), settle=True, renew=True, silent=True)]


def _meant(turn: Turn) -> Alert | None:
    """Return the alert that a file belongs to: that of the message it replies to, or the one
    that the chat is in the middle of.
    """
    session, actor, event = turn.session, turn.actor, turn.event
    if (replied_to := _answered(turn)) is not None:
        return course.meant(session, actor, replied_to, by_reply=True)
    if turn.account.focus not in _IN_IT or raise_alert.called(event.text) is not None:
        return None
    if course.is_of_other_work(session, event.text):
        return None
    return course.meant(session, actor, turn.account.focus_id, by_reply=False)


def _answered(turn: Turn) -> int | None:
    """Return the alert whose message, or one of whose photos, is replied to; None for none."""
    session, chat, reply_to = turn.session, turn.event.chat_id, turn.event.reply_to
    if reply_to is None:
        return None
    purpose, subject = handles.of_message(session, chat, reply_to) or ("", 0)
    if purpose in (CARD, b.SAID, cards.WHOLE):
        return subject
    if purpose == b.NOTE:
        return notes.alert_of(session, subject)
    draft_id = None if purpose else evidence.of_message(session, chat, reply_to)
    alert = None if draft_id is None else alerts.of_draft(session, draft_id)
    return None if alert is None or not alert.goes_on else alert.id


def _takes_masked(turn: Turn) -> bool:
    account = turn.account
    if account.actor is None or turn.event.text.startswith("/"):
        return False
    if _answered(turn) is not None:
        return True
    is_in_it, alert_id = account.focus in _IN_IT, account.focus_id
    return (
        is_in_it and course.meant(turn.session, account.actor, alert_id, by_reply=False) is not None
    )


def _join(turn: Turn, alert_id: int) -> list[Say]:
    return _joined(turn, course.join(turn.session, turn.actor, alert_id, turn.event.text))


def _joined(turn: Turn, joined: course.Joined) -> list[Say]:
    """Pass on what was written to everybody else; the words that were missing, on the card."""
    session, alert, note = turn.session, joined.alert, joined.note
    if note is None:
        said = cards.everyone(session, alert, told=cards.loud())
        for each in reached.others(session, alert, turn.actor):
            said += cards.whole_words(alert, each.chat_id)
        return said
    said = _known(turn, joined)
    told = {"mark": mark(alert), "number": alert.number}
    others = reached.others(session, alert, turn.actor)
    news = t.NEWS_NOTE.format(
        name=turn.actor.name.full,
        at=moment_label(note.at, session.today),
        words=note.words,
        **told,
    )
    said += [Say(news, to=each.chat_id, handle=(b.NOTE, note.id)) for each in others]
    names = "、".join(each.actor.name.full for each in others)
    text = t.NOTED.format(names=names, **told) if names else t.NOTED_NOBODY.format(**told)
    return [*said, Say(text, handle=(b.SAID, alert.id), renew=True, silent=True)]


def _known(turn: Turn, joined: course.Joined) -> list[Say]:
    """Return every card anew where somebody has answered an alert that nobody knew of."""
    if not joined.knew:
        return []
    return cards.everyone(turn.session, joined.alert, raiser=cards.loud())


def _open(turn: Turn, alert_id: int) -> Answer:
    alert = course.find(turn.session, turn.actor, alert_id)
    return [cards.card_for(turn.session, alert, turn.actor, renew=True)]


def _know(turn: Turn, alert_id: int) -> Answer:
    """已知悉: everybody's card says who, and whoever raised it is told at once."""
    session = turn.session
    alert, is_fresh = course.acknowledge(session, turn.actor, alert_id)
    if not is_fresh:
        return [Toast(stands(session, alert)), cards.card_for(session, alert, turn.actor)]
    toast = Toast(t.NOW_KNOWN.format(mark=mark(alert), number=alert.number))
    return [toast, *cards.everyone(session, alert, raiser=cards.loud())]


def _note(turn: Turn, alert_id: int) -> Answer:
    alert = course.ask_note(turn.session, turn.actor, alert_id)
    text = t.ASK_NOTE.format(mark=mark(alert), number=alert.number)
    return [Say(text, (), handle=(b.SAID, alert.id), renew=True)]


def _ask_close(turn: Turn, alert_id: int) -> Answer:
    alert = close.ask_close(turn.session, turn.actor, alert_id)
    text = t.ASK_CLOSE.format(mark=mark(alert), number=alert.number)
    row = [b.LEAVE.button(t.BACK, alert.id)]
    return [Say(text, [row], handle=(b.SAID, alert.id), renew=True)]


def _leave(turn: Turn, alert_id: int) -> Answer:
    alert = close.leave_it(turn.session, turn.actor, alert_id)
    text = t.NOT_CLOSED.format(mark=mark(alert), number=alert.number)
    return [Say(text, (), handle=(b.SAID, alert.id))]


def typed_outcome(turn: Turn) -> Answer:
    """Take how an alert ended: everybody involved is told."""
    session = turn.session
    alert_id = _meant_by_words(turn, t.NOT_CLOSED_LATE)
    alert = close.close(session, turn.actor, alert_id, turn.event.text)
    for who in {alert.known_by, alert.ended_by, *close.liaisons(session, alert)}:
        if (chat := accounts.chat_of(session, who)) is not None:
            errands.ask(session, errands.SETTLE, chat)
    how = {"renew": True}
    text = t.CLOSED_YOU.format(mark=mark(alert), number=alert.number)
    asked = Say(text, (), handle=(b.SAID, alert.id))
    return [asked, *cards.everyone(session, alert, told=how, raiser=how)]


def _files(turn: Turn, alert_id: int) -> Answer:
    """看材料: once more, to who asks."""
    session = turn.session
    alert = course.find(session, turn.actor, alert_id)
    if not evidence.of_draft(session, alert.draft_id):
        raise Stale(t.NO_FILES.format(number=alert.number))
    errands.ask(
        session, passing.SHOW, turn.event.inbox_id, alert=alert.id, chats=[turn.event.chat_id]
    )
    return [Toast(t.FILES_NEWS.format(mark=mark(alert), number=alert.number))]


def _plan(turn: Turn, alert_id: int) -> Answer:
    alert = course.find(turn.session, turn.actor, alert_id)
    lines, _ = cards.plan_lines(turn.session, alert, _ALL)
    text = "\n".join([f"{mark(alert)}{alert.number}", *lines])
    return [Say(text, handle=("alert plan", alert.id), renew=True)]


def _fill_in(turn: Turn, alert_id: int) -> Answer:
    """接着填预防风险: the alert's own draft, as one of a risk."""
    return [card_in(turn, into_risk.go_on(turn.session, turn.actor, alert_id), renew=True)]


def _whom(session: Session) -> dict[int, str]:
    """Return person → today for those who have an alert to see to its end."""
    return dict.fromkeys(close.unfinished(session), session.today.isoformat())


def _leaves(session: Session, task_force_id: int) -> str:
    """Say how many alerts a task force's liaison leaves to the next."""
    n = sum(each.task_force_id == task_force_id for each in alerts.going_on(session))
    return t.LEAVES.format(n=n) if n else ""


def _due(session: Session, person_id: int) -> tuple[str, Rows]:
    theirs = close.unfinished(session, person_id)[person_id]
    rows = [[b.OPEN.button(f"{mark(each)}{each.number}", each.id)] for each in theirs[:_BUTTONS]]
    return t.DUE.format(n=len(theirs)), rows


CONVERSATION: Final = Conversation(
    name=conversations.ALERT,
    presses={
        b.OPEN: _open,
        b.KNOW: _know,
        b.NOTE_IT: _note,
        b.CLOSE: _ask_close,
        b.LEAVE: _leave,
        b.FILES: _files,
        b.WHOLE_PLAN: _plan,
        b.FILL_IN: _fill_in,
    },
    questions={
        course.COURSE: Question(typed, gives_way=True),
        close.CLOSE: Question(typed_outcome, gives_way=True),
    },
    replies=replied,
    names=number,
    material=sent,
    takes_masked=_takes_masked,
    errands={
        passing.FORWARD: passing.pass_on,
        passing.SHOW: passing.show,
        passing.SHOW_NEW: passing.show,
    },
    hears={MaterialCame: passing.came},
    leaves=_leaves,
    matters=(Matter("alert", _whom, _due, t.DUE_DONE),),
)
