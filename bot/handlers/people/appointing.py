"""Appointing: whoever becomes liaison, or is so no more, finds the menu that goes with it, and is
reminded of nothing that is another's by now.
"""

from bot.actions.people import set_up
from bot.actions.people.set_up import Imported
from bot.actions.review import review
from bot.handlers import menu
from bot.handlers.month import nudging
from bot.handlers.review import reviewing
from bot.handlers.say import Say, write
from bot.reports.roster import Roster
from bot.rules.roles import Role
from bot.rules.states import State
from bot.storage import errands, outbox
from bot.storage.people import accounts, persons
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import entries
from bot.texts.people import joining as t


def liaison(session: Session, name: str, task_force: str, phone: str = "") -> Person:
    """The step of `xietiao appoint liaison`: the role changes hands, both hear of it, and the
    bureau of what it has to review from now on.
    """
    force = next((f.id for f in persons.task_forces(session) if f.name == task_force), None)
    before = None if force is None else persons.liaison(session, force)
    person = set_up.appoint_liaison(session, name, task_force, phone)
    if person.id == before:
        return person
    nudging.hand_over(session, person.id)
    said = _relieved(session, before, task_force)
    said += _menu(session, person.id, t.LIAISON_NOW.format(force=task_force))
    said += reviewing.announce_queue(session, person.id)
    for entry in entries.of_person(session, person.id):
        if entry.state is State.PENDING:
            said += reviewing.announce(session, entry)
    write(session, 0, said)
    return person


def import_roster(session: Session, roster: Roster) -> Imported:
    """The step of `xietiao roster import`: a liaison who is in another ledger by now hears that
    they are so no more, and the bureau of what it has to review in their stead.
    """
    officers = persons.with_role(session, Role.BUREAU)
    waited = {officer: review.waiting_for(session, officer) for officer in officers}
    done = set_up.import_roster(session, roster)
    names = {force.id: force.name for force in persons.task_forces(session)}
    said: list[Say] = []
    for who, force in done.relieved:
        said += _relieved(session, who, names[force])
    for officer in officers:
        if review.waiting_for(session, officer) > waited[officer]:
            said += reviewing.announce_queue(session, officer)
    write(session, 0, said)
    return done


def _relieved(session: Session, person_id: int | None, task_force: str) -> list[Say]:
    """What waits to remind them of the task force's matters, or to announce its entries, goes to
    them no more.
    """
    nudging.hand_over(session, person_id)
    chat = accounts.chat_of(session, person_id)
    if chat is not None and person_id not in persons.with_role(session, Role.BUREAU):
        outbox.drop(session, chat, *reviewing.QUEUE)
    return _menu(session, person_id, t.LIAISON_NO_MORE.format(force=task_force))


def _menu(session: Session, person_id: int | None, text: str) -> list[Say]:
    """The news with the keyboard of today; the command list follows by an errand."""
    chat = accounts.chat_of(session, person_id)
    actor = None if chat is None else accounts.load(session, chat).actor
    if chat is None or actor is None:
        return []
    errands.ask(session, menu.MENU, chat)
    return [Say(text, keyboard=menu.keyboard(actor), to=chat)]
