"""Appointing: tells those who become liaison, or are so no more, gives them the menu that goes with
it, and takes back reminders that are another's by now.
"""

from bot.actions.people import set_up
from bot.actions.people.set_up import Imported
from bot.handlers import menu
from bot.handlers.people.news import LiaisonChanged
from bot.handlers.say import Answer, Say, write
from bot.reports.roster import Roster
from bot.storage import errands
from bot.storage.people import accounts, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.texts.people import joining as t


def liaison(session: Session, name: str, task_force: str, phone: str = "") -> Person:
    """Appoint a liaison, as the step of `xietiao appoint liaison`: the role changes hands, both
    people are told, and the bureau hears what it has to review from now on.
    """
    force = next((f.id for f in task_forces.every(session) if f.name == task_force), None)
    before = None if force is None else roles.liaison(session, force)
    person = set_up.appoint_liaison(session, name, task_force, phone)
    if person.id == before:
        return person
    said: Answer = [
        *_menu(session, before, t.LIAISON_NO_MORE.format(force=task_force)),
        *_menu(session, person.id, t.LIAISON_NOW.format(force=task_force)),
        LiaisonChanged(before, person.id),
    ]
    write(session, 0, said)
    return person


def import_roster(session: Session, roster: Roster) -> Imported:
    """Take a roster in, as the step of `xietiao roster import`. A liaison who is in another ledger
    by now is told that they are so no more; other wings hear of it.
    """
    done = set_up.import_roster(session, roster)
    names = {force.id: force.name for force in task_forces.every(session)}
    for who, force in done.relieved:
        told = _menu(session, who, t.LIAISON_NO_MORE.format(force=names[force]))
        write(session, 0, [*told, LiaisonChanged(who, None)])
    return done


def _menu(session: Session, person_id: int | None, text: str) -> list[Say]:
    """Return the news with the reply keyboard of the person's role as it is now; an errand renews
    the list of commands. [] for who has no chat.
    """
    chat = accounts.chat_of(session, person_id)
    actor = None if chat is None else accounts.load(session, chat).actor
    if chat is None or actor is None:
        return []
    errands.ask(session, menu.MENU, chat)
    return [Say(text, keyboard=menu.keyboard(actor), to=chat)]
