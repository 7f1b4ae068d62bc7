"""Emergency plans (§7.4): a task force's steps and contacts, looked over once a year."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.errors import Forbidden, Refused, Stale
from bot.rules.contacts import read_contacts
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.alert import plans
from bot.storage.alert.plans import Plan
from bot.storage.people import accounts, roles, task_forces
from bot.storage.session import Session
from bot.texts.alert import plans as t

STEPS: Final = "plan steps"
CONTACTS: Final = "plan contacts"
"""What a chat is in the middle of while a part of a plan is to be written; the id is the task
force, 0 for the county's plan.
"""
MOST: Final = 1500
YEAR: Final = timedelta(days=365)
BEGINS: Final = timedelta(days=10)
"""How long a quarter begins: in these days who has no plan is asked for one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan with what it is called: the task force, or 全县; `is_countys` where a task force that
    has none is shown the county's.
    """

    plan: Plan
    whose: str
    is_countys: bool = False


def check(actor: Actor) -> None:
    """Raise Forbidden for who keeps no plan."""
    if not (actor.is_(Role.BUREAU) or actor.is_(Role.LIAISON)):
        raise Forbidden(t.NOT_YOURS)


def look(session: Session, actor: Actor, force_id: int) -> Shown:
    """Return the plan of a task force, of the county for 0. Raises Forbidden for who does not keep
    it.
    """
    check(actor)
    if not may(actor, Act.PLAN, Subject(task_force_id=force_id or None)):
        raise Forbidden(t.NOT_YOURS)
    known = {force.id: force.name for force in task_forces.every(session)} | {0: t.COUNTY}
    if force_id not in known:
        raise Forbidden(t.NOT_YOURS)
    return Shown(plans.of(session, force_id or None), known[force_id])


def for_alert(session: Session, task_force_id: int | None) -> Shown | None:
    """Return the plan that an alert shows: the task force's own, else the county's; None without
    either.
    """
    if task_force_id is not None:
        own = plans.of(session, task_force_id)
        if not own.is_empty:
            names = {force.id: force.name for force in task_forces.every(session)}
            return Shown(own, names.get(task_force_id, ""))
    county = plans.of(session, None)
    return None if county.is_empty else Shown(county, t.COUNTY, is_countys=True)


def written(session: Session) -> dict[int | None, datetime]:
    """Return task force → when its plan was last looked over; None for the county's own."""
    return plans.looked_over(session)


def ask(session: Session, actor: Actor, force_id: int, what: str) -> Shown:
    """写步骤, 写联系人: the next text is that part of the plan."""
    shown = look(session, actor, force_id)
    focus = STEPS if what == plans.STEPS else CONTACTS
    accounts.focus(session, actor.chat_id, focus, force_id)
    return shown


def write(session: Session, actor: Actor, force_id: int | None, what: str, text: str) -> Shown:
    """Take a part of a plan in place of what it was. Raises Refused for what cannot be read."""
    if force_id is None:
        raise Stale(t.GONE)
    look(session, actor, force_id)
    words = _contacts(text) if what == plans.CONTACTS else _steps(text)
    plans.write(session, force_id or None, what, actor.person_id, words)
    accounts.focus(session, actor.chat_id, None)
    audit.record(session, actor.person_id, f"plan {what}", _subject(force_id))
    return look(session, actor, force_id)


def look_over(session: Session, actor: Actor, force_id: int) -> Shown:
    """已核对: somebody has looked the plan over. Raises Stale where there is none."""
    shown = look(session, actor, force_id)
    if shown.plan.is_empty:
        raise Stale(t.NOTHING_TO_CHECK.format(whose=shown.whose))
    plans.write(session, force_id or None, plans.CHECKED, actor.person_id)
    audit.record(session, actor.person_id, "plan checked", _subject(force_id))
    return look(session, actor, force_id)


def keepers(session: Session, force_id: int) -> list[int]:
    """Return who sees to a task force's plan: who acts as its liaison, else every officer. The
    county's (0) is the officers'.
    """
    acting = roles.acting(session, force_id) if force_id else []
    return acting or roles.with_role(session, Role.BUREAU)


def owed(session: Session) -> dict[int, list[int]]:
    """Return person → the task forces, 0 for the county, whose plan they are to see to: nobody has
    looked it over for a year; or there is none, and a quarter begins.
    """
    known = plans.looked_over(session)
    asks_for_new = session.today < Quarter.of(session.today).first + BEGINS
    found: dict[int, list[int]] = {}
    for force_id in (0, *(force.id for force in task_forces.every(session))):
        at = known.get(force_id or None)
        if asks_for_new if at is None else session.now - at >= YEAR:
            for who in keepers(session, force_id):
                found.setdefault(who, []).append(force_id)
    return found


def owing(session: Session) -> dict[int, str]:
    """Return person → quarter of who is to be reminded of plans."""
    return dict.fromkeys(owed(session), str(Quarter.of(session.today)))


def _steps(text: str) -> str:
    words = "\n".join(line.strip() for line in text.strip().splitlines())
    if not any(character.isalnum() for character in words):
        raise Refused(t.STEPS_EMPTY)
    if len(words) > MOST:
        raise Refused(t.STEPS_LONG.format(n=len(words), most=MOST))
    return words


def _contacts(text: str) -> str:
    return "\n".join(contact.line for contact in read_contacts(text))


def _subject(force_id: int) -> str:
    return f"task force:{force_id}" if force_id else "county"
