"""The course of an alert: somebody knows of it, reports what is done, and says how it ended."""

import re
from dataclasses import dataclass
from typing import Final

from bot.actions.work.attach import FETCH, LARGEST
from bot.errors import Forbidden, Refused, Stale
from bot.forms.caption import read_caption
from bot.forms.fields import short
from bot.rules.alerts import JOINS, AlertState, number
from bot.rules.halfwidth import compact
from bot.rules.permissions import Act, Actor, may
from bot.storage import audit, errands
from bot.storage.alert import alerts, notes
from bot.storage.alert.alerts import Alert
from bot.storage.alert.notes import Note
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.storage.work.evidence import Sent
from bot.texts.alert import alerts as t
from bot.texts.times import moment_label
from bot.texts.work import report

COURSE: Final = "alert course"
"""What a chat is in the middle of while what is sent belongs to an alert, the id."""
AGAIN: Final = "alert again"
"""The errand that asks people again while nobody knows of an alert."""
_NUMBER: Final = re.compile(r"a([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Joined:
    """What was added to an alert: a `note`, or the words that had been missing (None then).
    `knew` is True where it showed that somebody knows of it, as nobody had said.
    """

    alert: Alert
    note: Note | None
    knew: bool = False


def find(session: Session, actor: Actor, alert_id: int) -> Alert:
    """Return an alert that the actor may see. Raises Forbidden for any other."""
    alert = alerts.get(session, alert_id)
    if alert is None or not may(actor, Act.FOLLOW, alert.subject):
        raise Forbidden(t.NOT_YOURS.format(number=number(alert_id)))
    return alert


def stands(session: Session, alert: Alert) -> str:
    """Say what became of an alert: who closed it or took it back, or who knows of it."""
    if alert.ended_by is not None and alert.ended_at is not None:
        return t.CLOSED_SINCE.format(
            number=alert.number,
            name=persons.get(session, alert.ended_by).name.full,
            at=moment_label(alert.ended_at, session.today),
            state=alert.state.label.removeprefix("已"),
        )
    if alert.known_by is None or alert.known_at is None:
        return t.GONE.format(number=alert.number, state=alert.state.label.removeprefix("已"))
    return t.KNOWN_BEFORE.format(
        mark=mark(alert),
        number=alert.number,
        name=persons.get(session, alert.known_by).name.full,
        at=moment_label(alert.known_at, session.today),
    )


def mark(alert: Alert) -> str:
    """Return what every message of a drill begins with, "" for a real alert."""
    return t.DRILL_MARK if alert.drill else ""


def acknowledge(session: Session, actor: Actor, alert_id: int) -> tuple[Alert, bool]:
    """已知悉: from now on nobody else is asked. Returns the alert and whether this tap did it; a
    second tap, or somebody else's, changes nothing.
    """
    alert = find(session, actor, alert_id)
    if not may(actor, Act.KNOW, alert.subject):
        own = alert.raised_by == actor.person_id
        raise Forbidden((t.OWN if own else t.NOT_TO_KNOW).format(number=alert.number))
    is_fresh = known_by(session, actor, alert)
    return alerts.fresh(session, alert_id), is_fresh


def known_by(session: Session, actor: Actor, alert: Alert) -> bool:
    """Note that somebody whom an alert is for knows of it: they said so, or answered it. False
    where that is not so, or nothing new.
    """
    if alert.state is not AlertState.RAISED or not may(actor, Act.KNOW, alert.subject):
        return False
    if not alerts.know(session, alert.id, actor.person_id):
        return False
    alerts.touch(session, alert.id)
    errands.cancel(session, AGAIN, alert.id)
    audit.record(session, actor.person_id, "know alert", f"alert:{alert.id}")
    return True


def meant(session: Session, actor: Actor, alert_id: int | None, *, by_reply: bool) -> Alert | None:
    """Return the alert that something sent belongs to: one that goes on and that the actor may see.
    Unless it replies to it, only within two hours after anybody last had to do with the alert: who
    sends something the next day means something else. None otherwise.
    """
    alert = None if alert_id is None else alerts.get(session, alert_id)
    if alert is None or not alert.goes_on or not may(actor, Act.FOLLOW, alert.subject):
        return None
    return alert if by_reply or session.now - alert.touched_at <= JOINS else None


def is_of_other_work(session: Session, caption: str) -> bool:
    """Whether a caption names a kind of work that is no risk: its photo is a report's."""
    return read_caption(caption, session.said_on).form not in ("", "risk")


def join(session: Session, actor: Actor, alert_id: int, text: str) -> Joined:
    """Add what was written to an alert: as its words where only photos had come, else as a note.
    Raises Refused for what says nothing, Stale once it is over.
    """
    alert = find(session, actor, alert_id)
    if not alert.goes_on:
        raise Stale(stands(session, alert))
    words = text.strip()
    if not says_something(words):
        raise Refused(t.EMPTY)
    if not alert.words and actor.person_id == alert.raised_by:
        alerts.say(session, alert_id, words)
        alerts.touch(session, alert_id)
        audit.record(session, actor.person_id, "describe alert", f"alert:{alert_id}")
        return Joined(alerts.fresh(session, alert_id), None)
    knew = known_by(session, actor, alert)
    note = notes.add(session, alert_id, actor.person_id, words)
    alerts.touch(session, alert_id)
    audit.record(session, actor.person_id, "note alert", f"alert:{alert_id}", note=note.id)
    return Joined(alerts.fresh(session, alert_id), note, knew)


def join_file(session: Session, actor: Actor, alert: Alert, sent: Sent) -> Joined:
    """Add a photo or file to an alert that goes on."""
    check_size(sent)
    keep(session, actor, alert, sent)
    knew = known_by(session, actor, alert)
    return Joined(alerts.fresh(session, alert.id), None, knew)


def says_something(words: str) -> bool:
    """Whether a text has a word in it, and is not just the number of an entry."""
    return not is_number(words) and any(character.isalpha() for character in words)


def number_in(text: str) -> int | None:
    """Return the id of the alert that a text names, if it says nothing else: `A3`."""
    named = _NUMBER.fullmatch(compact(text))
    return None if named is None else int(named[1])


def is_number(words: str) -> bool:
    """Whether a text is the number of an entry, a fault or an alert and nothing else."""
    said = compact(words)
    return said[:1] in ("x", "s", "a") and said[1:].isdigit()


def check_size(sent: Sent) -> None:
    """Raise Refused for a file larger than Telegram lets a bot fetch."""
    if sent.size > LARGEST:
        name = short(sent.name, 30) or report.KINDS[sent.kind]
        raise Refused(report.TOO_LARGE.format(name=name, size=sent.size / 1024 / 1024))


def keep(session: Session, actor: Actor, alert: Alert, sent: Sent) -> None:
    """Keep a photo or file of an alert as evidence, and ask for it to be fetched. Until it belongs
    to an entry, its slot says who sent it.
    """
    piece = evidence.add(session, alert.draft_id, str(actor.person_id), sent)
    if piece is not None:
        errands.ask(session, FETCH, piece)
    alerts.touch(session, alert.id)


def ask_note(session: Session, actor: Actor, alert_id: int) -> Alert:
    """处置进展: what is sent from now on belongs to the alert."""
    alert = going_on(session, actor, alert_id)
    alerts.touch(session, alert_id)
    accounts.focus(session, actor.chat_id, COURSE, alert_id)
    return alert


def going_on(session: Session, actor: Actor, alert_id: int) -> Alert:
    """Return an alert that the actor may see. Raises Stale once it is over."""
    alert = find(session, actor, alert_id)
    if not alert.goes_on:
        raise Stale(stands(session, alert))
    return alert
