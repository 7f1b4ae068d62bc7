"""The end of an alert: who closes it says how it ended, and nobody forgets one that goes on."""

from typing import Final

from bot.actions.alert.course import AGAIN, COURSE, find, going_on
from bot.errors import Forbidden, Refused
from bot.rules.alerts import AlertState
from bot.rules.calendar import local_day
from bot.rules.permissions import Act, Actor, may
from bot.rules.roles import Role
from bot.storage import audit, errands
from bot.storage.alert import alerts
from bot.storage.alert.alerts import Alert
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.texts.alert import alerts as t

CLOSE: Final = "alert end"
"""What a chat is in the middle of while it is to be said how an alert ended."""
MOST: Final = 1000
"""The most characters of an outcome."""


def ask_close(session: Session, actor: Actor, alert_id: int) -> Alert:
    """办结: the next text says how it ended."""
    alert = _to_close(session, actor, alert_id)
    alerts.touch(session, alert_id)
    accounts.focus(session, actor.chat_id, CLOSE, alert_id)
    return alert


def unfinished(session: Session, person_id: int | None = None) -> dict[int, list[Alert]]:
    """Return person → the alerts of an earlier day that go on and that they have to see to the end:
    who knew of it, while they may close it; else who acts as the liaison; else every officer. Of
    one person, if that is given.
    """
    found: dict[int, list[Alert]] = {}
    for alert in alerts.going_on(session):
        if local_day(alert.raised_at) < session.today:
            for who in _whose(session, alert):
                found.setdefault(who, []).append(alert)
    return found if person_id is None else {person_id: found.get(person_id, [])}


def liaisons(session: Session, alert: Alert) -> list[int]:
    """Return who acts as the liaison of an alert's task force."""
    return [] if alert.task_force_id is None else roles.acting(session, alert.task_force_id)


def _whose(session: Session, alert: Alert) -> list[int]:
    acting = liaisons(session, alert)
    officers = roles.with_role(session, Role.BUREAU)
    if alert.known_by in (*acting, *officers):
        return [alert.known_by]
    return acting or officers


def leave_it(session: Session, actor: Actor, alert_id: int) -> Alert:
    """返回: nothing is asked any more."""
    alert = find(session, actor, alert_id)
    account = accounts.load(session, actor.chat_id)
    if account.focus == CLOSE and account.focus_id == alert_id:
        accounts.focus(session, actor.chat_id, COURSE if alert.goes_on else None, alert_id)
    return alert


def close(session: Session, actor: Actor, alert_id: int, outcome: str) -> Alert:
    """Close an alert with how it ended. Who closes it knows of it, if nobody did before and it is
    not their own. Where somebody closed it in the same moment, what they said stands.
    """
    alert = _to_close(session, actor, alert_id)
    words = outcome.strip()
    if not any(character.isalnum() for character in words):
        raise Refused(t.OUTCOME_EMPTY)
    if len(words) > MOST:
        raise Refused(t.LONG.format(n=len(words), most=MOST))
    if alert.state is AlertState.RAISED:
        errands.cancel(session, AGAIN, alert_id)
        if may(actor, Act.KNOW, alert.subject):
            alerts.know(session, alert_id, actor.person_id)
            alert = alerts.fresh(session, alert_id)
    if alerts.end(session, alert, AlertState.CLOSED, actor.person_id, words):
        audit.record(session, actor.person_id, "close alert", f"alert:{alert_id}")
    accounts.focus(session, actor.chat_id, None)
    return alerts.fresh(session, alert_id)


def _to_close(session: Session, actor: Actor, alert_id: int) -> Alert:
    alert = going_on(session, actor, alert_id)
    if not may(actor, Act.CLOSE, alert.subject):
        raise Forbidden(t.NOT_TO_CLOSE.format(number=alert.number))
    return alert
