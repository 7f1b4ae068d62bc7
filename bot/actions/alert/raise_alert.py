"""Raising an alert (紧急上报, §7.4), taking it back, and asking again while nobody knows of it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.actions.alert.course import COURSE, check_size, find, keep, says_something, stands
from bot.actions.work.card import ASIDE
from bot.errors import Forbidden, Refused, Stale
from bot.forms.caption import read_caption
from bot.rules.alerts import (
    ASKED,
    LAST,
    LATE,
    TAKE_BACK,
    AlertState,
    round_at,
    round_begins,
    sounds_urgent,
)
from bot.rules.permissions import Act, Actor, may
from bot.storage import audit, errands
from bot.storage.alert import alerts
from bot.storage.alert.alerts import Alert
from bot.storage.people import accounts
from bot.storage.people.accounts import Account
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.drafts import Draft
from bot.storage.work.evidence import Sent
from bot.texts.alert import alerts as t

ASK: Final = "alert"
"""What a chat is in the middle of while an alert is to be written; the id says in which minute it
was asked, and whether for a drill.
"""
AGAIN: Final = "alert again"
MINUTE: Final = "alert minute"
FACT: Final = "alert"
"""What the draft of an alert says before it is one of work: when it was written."""
WORDS: Final = "alert words"
"""What it says besides while it is only offered to be sent: what was written."""
_CALLED: Final = re.compile(
    rf"\s*(?:/alert(?:@[a-z0-9_]+)?(?![a-z0-9_])|(?:{t.LABEL}|{t.ABOUT})(?:[\s:：,，。!！]+|$))",
    re.IGNORECASE,
)
_DRILL: Final = re.compile(r"\s*(?:[【\[(（]演练[】\])）]|演练(?:[：:\s，,。]|$))")


@dataclass(frozen=True, slots=True)
class Asked:
    """An alert in one of its rounds."""

    alert: Alert
    round: int
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of 误报，撤回: `is_fresh` when this tap did it, `is_late` when it was too late."""

    alert: Alert
    is_fresh: bool = False
    is_late: bool = False


def ask(session: Session, actor: Actor, *, drill: bool) -> list[Alert]:
    """Ask what happened: the next text or photo is sent as an alert. Returns those going on that
    the actor may see.
    """
    authorise(actor, drill=drill)
    minute = int(session.now.timestamp()) // 60
    accounts.focus(session, actor.chat_id, ASK, minute * 2 + drill)
    return going_on(session, actor)


def is_asked_for_drill(account: Account) -> bool:
    """Whether an account that is in the middle of `ASK` was asked for a drill."""
    return (account.focus_id or 0) % 2 == 1


def has_lapsed(session: Session, account: Account) -> bool:
    """Whether what is being worked on was written too long after it was asked what happened: it is
    something else. What waited while the bot was away was not.
    """
    asked = datetime.fromtimestamp((account.focus_id or 0) // 2 * 60, UTC)
    return session.written_at - asked > ASKED


def going_on(session: Session, actor: Actor) -> list[Alert]:
    """Return the alerts that go on and that the actor may see, the last raised first."""
    found = [each for each in alerts.going_on(session) if may(actor, Act.FOLLOW, each.subject)]
    return found[::-1]


def authorise(actor: Actor, *, drill: bool = False) -> None:
    """Raise Forbidden for who may not raise an alert, or not a drill."""
    if not may(actor, Act.ALERT):
        raise Forbidden(t.EMPTY)
    if drill and not may(actor, Act.DRILL):
        raise Forbidden(t.ONLY_DRILLERS)


def called(text: str) -> str | None:
    """Return what follows the command or the label that a text begins with, "" for nothing; None
    for a text that begins with neither.
    """
    found = _CALLED.match(text)
    return None if found is None else text[found.end() :].strip()


def is_drill(words: str) -> bool:
    """Whether a text says by its beginning, marked off from the rest, that it is a drill. What
    happens at a drill is none.
    """
    return _DRILL.match(words) is not None


def offer(session: Session, actor: Actor, words: str) -> Draft | None:
    """Keep a text that nobody asked for and that tells of an emergency, or begins with the label,
    so that one tap sends it; None for any other, such as one that begins a report.
    """
    said = called(words)
    is_meant = sounds_urgent(words) and not read_caption(words, session.said_on).form
    if not ((said or is_meant) and may(actor, Act.ALERT)):
        return None
    words = said or words
    facts = {FACT: session.written_at.isoformat(), WORDS: words}
    return drafts.add(session, actor.person_id, actor.chat_id, "", facts, state=ASIDE)


def send_offered(session: Session, actor: Actor, draft_id: int) -> tuple[Alert, bool]:
    """Raise an alert of a text that was kept. Returns it and whether this tap did it."""
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id:
        raise Stale(t.EMPTY)
    if (alert := alerts.of_draft(session, draft_id)) is not None:
        return alert, False
    if WORDS not in draft.facts:
        raise Stale(t.EMPTY)
    return raise_alert(session, actor, draft.facts[WORDS], draft=draft), True


def raise_alert(
    session: Session,
    actor: Actor,
    words: str,
    sent: Sent | None = None,
    *,
    drill: bool = False,
    draft: Draft | None = None,
) -> Alert:
    """Raise an alert, with words, or with a photo whose words may follow; of a `draft` in which it
    was kept, else of a new one. Raises Refused for a text that says nothing, and for a file larger
    than Telegram lets a bot fetch.
    """
    words = words.strip()
    drill = drill or is_drill(words)
    authorise(actor, drill=drill)
    if not says_something(words):
        if sent is None:
            raise Refused(t.EMPTY)
        words = ""  # they are asked for
    if sent is not None:
        check_size(sent)
    if draft is None:
        facts = {FACT: session.written_at.isoformat()}
        draft = drafts.add(session, actor.person_id, actor.chat_id, "", facts, state=ASIDE)
    alert = alerts.add(session, draft.id, actor.person_id, actor.task_force_id, words, drill=drill)
    if sent is not None:
        keep(session, actor, alert, sent)
    accounts.focus(session, actor.chat_id, COURSE, alert.id)
    second = round_begins(alert.raised_at, 2, session.county.deadlines.alert_wait)
    errands.ask(session, AGAIN, alert.id, second - session.now)
    errands.ask(session, MINUTE, alert.id, TAKE_BACK)
    audit.record(session, actor.person_id, "raise alert", f"alert:{alert.id}", drill=drill)
    return alert


def written_at(session: Session, alert: Alert) -> datetime | None:
    """Return when an alert was written, where that was minutes before it could be raised; None
    else, and once its draft is one of work.
    """
    draft = drafts.get(session, alert.draft_id)
    said = None if draft is None else draft.facts.get(FACT)
    if not isinstance(said, str):
        return None
    at = datetime.fromisoformat(said)
    return at if alert.raised_at - at >= LATE else None


def take_back(session: Session, actor: Actor, alert_id: int) -> TakenBack:
    """误报，撤回: within a minute nothing was meant. After that what is typed next belongs to the
    alert, so that it can be explained. Raises Stale once it is over.
    """
    alert = find(session, actor, alert_id)
    if alert.raised_by != actor.person_id:
        raise Forbidden(t.NOT_YOURS.format(number=alert.number))
    if alert.state is AlertState.WITHDRAWN:
        return TakenBack(alert)
    if not alert.goes_on:
        raise Stale(stands(session, alert))
    if session.now - alert.raised_at > TAKE_BACK:
        accounts.focus(session, actor.chat_id, COURSE, alert_id)
        alerts.touch(session, alert_id)
        return TakenBack(alert, is_late=True)
    if not alerts.end(session, alert, AlertState.WITHDRAWN, actor.person_id):
        return TakenBack(alerts.fresh(session, alert_id))
    errands.cancel(session, AGAIN, alert_id)
    errands.cancel(session, MINUTE, alert_id)
    account = accounts.load(session, actor.chat_id)
    if (account.focus, account.focus_id) == (COURSE, alert_id):
        accounts.focus(session, actor.chat_id, None)
    audit.record(session, actor.person_id, "withdraw alert", f"alert:{alert_id}")
    return TakenBack(alerts.fresh(session, alert_id), is_fresh=True)


def ask_again(session: Session, alert_id: int) -> Asked | None:
    """Begin the round that is due by now, and ask for the next to be begun in time; None when
    somebody knows of the alert, or it is over.
    """
    alert = alerts.get(session, alert_id)
    if alert is None or alert.state is not AlertState.RAISED:
        return None
    wait = session.county.deadlines.alert_wait
    due = round_at(alert.raised_at, session.now, wait)
    if due < LAST:
        begins = round_begins(alert.raised_at, due + 1, wait)
        errands.ask(session, AGAIN, alert_id, begins - session.now)
    if not alerts.ask_again(session, alert_id, due):
        return None
    audit.record(session, None, "ask again", f"alert:{alert_id}", round=due)
    return Asked(alerts.fresh(session, alert_id), due, is_last=due == LAST)
