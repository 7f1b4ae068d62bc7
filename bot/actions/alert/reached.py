"""Whom an alert goes to, in which round, and who follows it by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.rules.alerts import EVERYBODY
from bot.rules.permissions import Act, Actor, may
from bot.rules.roles import Role
from bot.storage import handles
from bot.storage.alert import alerts, reach
from bot.storage.alert.alerts import Alert
from bot.storage.alert.reach import Reached
from bot.storage.people import accounts, persons, roles
from bot.storage.people.persons import Person
from bot.storage.session import Session

CARD: Final = "alert"
"""Purpose of the handle of an alert's card in each chat that has one; the subject is the alert."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody in whose chat an alert's card stands, or is about to."""

    chat_id: int
    actor: Actor


def asked(session: Session, alert: Alert, which: int) -> list[Reached]:
    """Return who is asked in a round, the first being 1, without whoever raised it.

    At first that is who acts as the task force's liaison now, and one officer: who last knew of an
    alert, else the first appointed. From the third round on, and where nobody acts as liaison or it
    is the liaison's own alert, it is every officer; administrators are asked with them from the
    third round on, and where there is no officer.
    """
    acting = [] if alert.task_force_id is None else reach.acting(session, alert.task_force_id)
    acting = [each for each in acting if each.person_id != alert.raised_by]
    everybody = [each for each in reach.officers(session) if each.person_id != alert.raised_by]
    bureau = [each for each in everybody if each.is_bureau] or everybody
    if which >= EVERYBODY:
        chosen = everybody
    elif acting:
        chosen = bureau[:1]
        for person_id in alerts.last_knowers(session):
            if found := [each for each in bureau if each.person_id == person_id]:
                chosen = found
                break
    else:
        chosen = bureau
    return list({each.person_id: each for each in (*acting, *chosen)}.values())


def followers(session: Session, alert: Alert) -> list[Follower]:
    """Return everybody in whose chat the alert's card stands, who may still see it and has not
    blocked the bot.
    """
    found = []
    for chat in handles.chats(session, CARD, alert.id):
        actor = accounts.load(session, chat).actor
        if actor is None or not reach.is_reachable(session, chat):
            continue
        if may(actor, Act.FOLLOW, alert.subject):
            found.append(Follower(chat, actor))
    return found


def stands_in(session: Session, alert: Alert, chat_id: int) -> bool:
    """Whether an alert's card stands, or was about to stand, in a chat."""
    return chat_id in handles.chats(session, CARD, alert.id)


def others(session: Session, alert: Alert, actor: Actor) -> list[Follower]:
    """Return who follows the alert besides the actor."""
    return [each for each in followers(session, alert) if each.actor.person_id != actor.person_id]


def to_call(session: Session, alert: Alert) -> list[Person]:
    """Return whom to telephone about an alert, those first who were asked; without whoever raised
    it, and who has no number on record.
    """
    people = [each.person_id for each in asked(session, alert, alert.round)]
    if alert.task_force_id is not None:
        people += roles.acting(session, alert.task_force_id)
    people += roles.with_role(session, Role.BUREAU)[:2]
    return _with_phone(session, [who for who in people if who != alert.raised_by])


def bureau_to_call(session: Session) -> list[Person]:
    """Return the officers to telephone where there is no emergency plan."""
    return _with_phone(session, roles.with_role(session, Role.BUREAU))[:2]


def _with_phone(session: Session, people: Sequence[int]) -> list[Person]:
    found = (persons.get(session, person_id) for person_id in dict.fromkeys(people))
    return [person for person in found if person.phone and not person.left]
