"""Asking for somebody of a ledger: the typed name means whoever the question is about, and
namesakes become buttons.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.actions.people import find
from bot.errors import Stale
from bot.forms.fields import short
from bot.handlers.people.roster_buttons import FORCES, LIST, MESSAGE, PAGE
from bot.handlers.press import Press
from bot.handlers.say import Button, Say
from bot.handlers.turn import Turn
from bot.rules.permissions import Act
from bot.storage.people import accounts, task_forces
from bot.storage.people.persons import Person
from bot.storage.work import drafts
from bot.storage.work.drafts import Draft
from bot.texts import common
from bot.texts.people import roster as t

ROSTER: Final = "roster"


def ask(turn: Turn, what: str, **facts: Any) -> Draft:
    """Remember what a text typed from now on answers."""
    session, actor = turn.session, turn.actor
    said = {"ask": what, **facts}
    draft = drafts.add(session, actor.person_id, actor.chat_id, ROSTER, said, state="aside")
    accounts.focus(session, actor.chat_id, ROSTER, draft.id)
    return draft


def asked(turn: Turn, draft_id: int | None) -> Draft:
    """Return what was asked. Raises Stale when that is another's, or over."""
    draft = None if draft_id is None else drafts.get(turn.session, draft_id)
    if draft is None or draft.person_id != turn.actor.person_id or draft.form != ROSTER:
        raise Stale(common.UNKNOWN_BUTTON)
    return draft


def found(turn: Turn, act: Act) -> list[Person]:
    """Return who may be meant by what was typed."""
    return find.named(turn.session, turn.actor, act, turn.event.text)


def which(turn: Turn, people: list[Person], press: Press, *told: object) -> Say:
    """Ask which of several namesakes is meant; the button is told the person last."""
    forces = {force.id: force.name for force in task_forces.every(turn.session)}
    rows = [
        [press.button(_called(person, forces), *told, person.id)] for person in people[: 2 * PAGE]
    ]
    text = t.WHO.format(n=len(people), name=people[0].name.full)
    return Say(text, [*rows, [back(turn)]], handle=MESSAGE, renew=True)


def back(turn: Turn, force_id: int = 0) -> Button:
    """Return 返回: to the task force's list, for an officer without one to all of them."""
    force = force_id or turn.actor.task_force_id
    return LIST.button(t.BACK, force, 0) if force else FORCES.button(t.BACK)


def called(person: Person) -> str:
    """Return how somebody is told from namesakes on a button: name, end of the phone, employer."""
    phone = person.phone.full[-4:]
    told = t.NAMESAKE.format(name=person.name.full, phone=phone, employer=person.employer)
    return short(told, 30)


def _called(person: Person, forces: Mapping[int, str]) -> str:
    text = t.WHO_BUTTON.format(
        name=person.name.full,
        phone=person.phone.full[-4:],
        force=forces.get(person.task_force_id or 0, ""),
        employer=person.employer,
    )
    return short(text, 30)
