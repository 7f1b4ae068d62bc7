"""🚨 紧急上报: one message, and the liaison and the bureau have it, whatever the hour."""

from collections.abc import Sequence
from typing import Final

from bot.actions.alert import course, raise_alert, reached
from bot.actions.alert.course import mark
from bot.actions.alert.reached import CARD
from bot.forms.fields import short
from bot.handlers.alert import buttons as b
from bot.handlers.alert import cards
from bot.handlers.alert.passing import SHOW_NEW
from bot.handlers.closed import ChatClosed
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.desk import Desk
from bot.handlers.people.news import DeputyChanged, LiaisonChanged
from bot.handlers.say import Answer, Button, Say, Toast, write
from bot.handlers.turn import Turn
from bot.rules.alerts import AlertState
from bot.rules.permissions import Act, may
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.storage import errands, outbox
from bot.storage.alert import alerts
from bot.storage.alert.alerts import Alert
from bot.storage.errands import Due
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.texts.alert import alerts as t
from bot.texts.times import moment_label

_MOST: Final = 10
"""The most alerts that the question has a button for."""


def begin(turn: Turn) -> Answer:
    """🚨 紧急上报: ask what happened; `/alert 某厂30人聚集讨薪` does not ask."""
    if said := raise_alert.called(turn.event.text):
        return _raised(turn, raise_alert.raise_alert(turn.session, turn.actor, said))
    return _ask(turn, drill=False, renew=True)


def typed(turn: Turn) -> Answer:
    """Take what happened: it is sent at once."""
    drill = raise_alert.is_asked_for_drill(turn.account)
    alert = raise_alert.raise_alert(turn.session, turn.actor, turn.event.text, drill=drill)
    return _raised(turn, alert)


def sent(turn: Turn) -> Answer:
    """Take a photo or file as an alert, where its caption begins with the command or the label, or
    one was asked for and it names no other work; [] otherwise.
    """
    session, account, event = turn.session, turn.account, turn.event
    words, drill = raise_alert.called(event.text), False
    if words is None:
        if not _is_asked(turn) or course.is_of_other_work(session, event.text):
            return []
        words, drill = event.text, raise_alert.is_asked_for_drill(account)
    alert = raise_alert.raise_alert(session, turn.actor, words, event.sent, drill=drill)
    return _raised(turn, alert)


def _takes_masked(turn: Turn) -> bool:
    event = turn.event
    if raise_alert.called(event.text) is None:
        return _is_asked(turn) and not event.text.startswith("/")
    return event.sent is not None or event.text.startswith("/") or _is_asked(turn)


def _is_asked(turn: Turn) -> bool:
    account = turn.account
    if account.focus != raise_alert.ASK or account.actor is None:
        return False
    return not raise_alert.has_lapsed(turn.session, account)


def _stray(turn: Turn) -> Answer:
    """Offer to send what was typed unasked and tells of an emergency; [] for any other text."""
    text = turn.event.text
    draft = None if text in t.SAID else raise_alert.offer(turn.session, turn.actor, text)
    if draft is None:
        return []
    rows = [[b.SEND.button(t.SEND, draft.id)]]
    text = t.OFFERED.format(words=short(draft.facts[raise_alert.WORDS], 60))
    return [Say(text, rows, handle=(b.OFFER, draft.id))]


def _send(turn: Turn, draft_id: int) -> Answer:
    alert, is_fresh = raise_alert.send_offered(turn.session, turn.actor, draft_id)
    if not is_fresh:
        return [cards.card_for(turn.session, alert, turn.actor)]
    return _raised(turn, alert, (b.OFFER, draft_id))


def _lapsed(turn: Turn) -> str:
    return t.LAPSED if raise_alert.has_lapsed(turn.session, turn.account) else ""


def _ask(turn: Turn, *, drill: bool, renew: bool = False) -> Answer:
    session, actor = turn.session, turn.actor
    going_on = raise_alert.ask(session, actor, drill=drill)
    lines = [t.ASK_DRILL if drill else t.ASK]
    if going_on:
        lines += ["", t.GOING_ON]
    if len(going_on) > _MOST:
        n = len(going_on) - _MOST
        lines.append(t.MORE.format(n=n, number=going_on[_MOST].number))
    rows: list[list[Button]] = [[_one(session, each)] for each in going_on[:_MOST]]
    last = [b.CANCEL.button(t.CANCEL)]
    if may(actor, Act.DRILL):
        turned = b.DRILL.button(t.REAL, "no") if drill else b.DRILL.button(t.DRILL, "yes")
        last = [turned, *last]
    return [Say("\n".join(lines), [*rows, last], handle=b.QUESTION, renew=renew)]


def _one(session: Session, alert: Alert) -> Button:
    label = t.ONE.format(
        mark=mark(alert),
        number=alert.number,
        at=moment_label(alert.raised_at, session.today),
        name=persons.get(session, alert.raised_by).name.full,
        state=alert.state.label,
    )
    return b.OPEN.button(label, alert.id)


def _drill(turn: Turn, how: str) -> Answer:
    return _ask(turn, drill=how == "yes")


def _cancel(turn: Turn) -> Answer:
    if turn.account.focus == raise_alert.ASK:
        accounts.focus(turn.session, turn.event.chat_id, None)
    return [Say(t.LEFT, (), handle=b.QUESTION)]


def _raised(turn: Turn, alert: Alert, asked_by: tuple[str, int] = b.QUESTION) -> Answer:
    """Say it to everybody who is to know, and to whoever raised it who that is, in place of what
    asked for it.
    """
    session, chat = turn.session, turn.event.chat_id
    asked = reached.asked(session, alert, 1)
    shown = cards.look(session, alert)
    said: list[Say] = []
    for each in asked:
        said.append(cards.for_told(session, shown, to=each.chat_id, **cards.loud()))
        said += cards.whole_words(alert, each.chat_id)
    names = [persons.get(session, each.person_id).name.full for each in asked]
    outbox.rename(session, chat, asked_by, (CARD, alert.id))
    said.append(cards.for_raiser(session, shown, turn.actor, names, **cards.loud()))
    return said


def _take_back(turn: Turn, alert_id: int) -> Answer:
    """误报，撤回: within a minute; everybody is told."""
    session = turn.session
    done = raise_alert.take_back(session, turn.actor, alert_id)
    alert = done.alert
    told = {"mark": mark(alert), "number": alert.number}
    if done.is_late:
        text = t.TOO_LATE.format(**told)
        return [Toast(text), Say(text, (), handle=(b.SAID, alert.id), renew=True)]
    said: list[Say | Toast] = [Toast(t.WITHDRAWN_YOU.format(**told))]
    said += cards.everyone(session, alert)
    if done.is_fresh:
        text = t.NEWS_WITHDRAWN.format(name=turn.actor.name.full, **told)
        said += [Say(text, to=each.chat_id) for each in reached.others(session, alert, turn.actor)]
    return said


async def again(desk: Desk, errand: Due) -> None:
    """Ask people again, as nobody knows of an alert."""
    await desk.writer.do(_again, errand)


def _again(session: Session, errand: Due) -> None:
    if not errands.done(session, errand):
        return
    begun = raise_alert.ask_again(session, errand.subject)
    if begun is None:
        return
    alert = begun.alert
    following = {each.chat_id for each in reached.followers(session, alert)}
    asked = {each.chat_id for each in reached.asked(session, alert, begun.round)}
    shown = cards.look(session, alert)
    said: list[Say] = []
    for chat in asked:
        said.append(cards.for_told(session, shown, to=chat, **cards.loud()))
        said += cards.whole_words(alert, chat) if chat not in following else []
    write(session, 0, said)
    if new := sorted(asked - following):
        errands.ask(session, SHOW_NEW, alert.id, alert=alert.id, chats=new)
    write(session, 0, _raisers(session, alert, loud=True))


def _closed(session: Session, news: ChatClosed) -> Sequence[Say]:
    """Ask others at once about the alerts of which somebody was to know who cannot be reached."""
    said: list[Say] = []
    for alert in alerts.going_on(session):
        if alert.state is AlertState.RAISED and reached.stands_in(session, alert, news.chat_id):
            said += _asked_instead(session, alert)
    return said


def _asked_instead(session: Session, alert: Alert) -> list[Say]:
    have_it = {each.chat_id for each in reached.followers(session, alert)}
    asked = [each.chat_id for each in reached.asked(session, alert, alert.round)]
    new = [chat for chat in asked if chat not in have_it]
    shown = cards.look(session, alert)
    said: list[Say] = []
    for chat in new:
        said.append(cards.for_told(session, shown, to=chat, **cards.loud()))
        said += cards.whole_words(alert, chat)
    write(session, 0, said)
    if new and alert.passed:  # else they are passed on to all
        errands.ask(session, SHOW_NEW, alert.id, alert=alert.id, chats=new)
    return _raisers(session, alert, loud=not asked)


def _new_liaison(session: Session, news: LiaisonChanged) -> Sequence[Say]:
    return _taken_over(session, news.now, news.force_id)


def _deputy(session: Session, news: DeputyChanged) -> Sequence[Say]:
    return _taken_over(session, news.person_id, news.force_id) if news.acts else []


def _taken_over(session: Session, person_id: int | None, force_id: int) -> list[Say]:
    """Return the cards of a task force's alerts that go on, for who acts as its liaison now."""
    chat = accounts.chat_of(session, person_id)
    actor = None if chat is None else accounts.load(session, chat).actor
    said: list[Say] = []
    for alert in alerts.going_on(session):
        is_theirs = alert.task_force_id == force_id and alert.raised_by != person_id
        if actor is None or not is_theirs:
            continue
        waits = alert.state is AlertState.RAISED
        how = cards.loud() if waits else {"renew": True, "silent": is_quiet(session.now)}
        write(session, 0, [cards.card_for(session, alert, actor, to=actor.chat_id, **how)])
        said += _raisers(session, alert, loud=False)
    return said


def _raisers(session: Session, alert: Alert, *, loud: bool) -> list[Say]:
    """Return the card of whoever raised an alert, once everybody else's is written."""
    chat = accounts.chat_of(session, alert.raised_by)
    actor = None if chat is None else accounts.load(session, chat).actor
    if actor is None:
        return []
    how = cards.loud() if loud else {}
    return [cards.card_for(session, alert, actor, to=chat, **how)]


async def minute(desk: Desk, errand: Due) -> None:
    """Take 误报，撤回 off the card once the minute is over."""
    await desk.writer.do(_minute, errand)


def _minute(session: Session, errand: Due) -> None:
    alert = alerts.get(session, errand.subject)
    if errands.done(session, errand) and alert is not None and alert.goes_on:
        write(session, 0, _raisers(session, alert, loud=False))


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "alert",
            begin,
            t.ABOUT,
            t.LABEL,
            {
                Role.COORDINATOR: At(2, t.HELP),
                Role.LIAISON: At(13, t.HELP),
                Role.BUREAU: At(17, t.HELP),
            },
            t.SAID,
        ),
    ),
    presses={b.DRILL: _drill, b.CANCEL: _cancel, b.TAKE_BACK: _take_back, b.SEND: _send},
    stray=_stray,
    questions={raise_alert.ASK: Question(typed, is_aside=False, lapsed=_lapsed, wants=t.WANTS)},
    hears={ChatClosed: _closed, LiaisonChanged: _new_liaison, DeputyChanged: _deputy},
    errands={course.AGAIN: again, raise_alert.MINUTE: minute},
    material=sent,
    takes_masked=_takes_masked,
)
