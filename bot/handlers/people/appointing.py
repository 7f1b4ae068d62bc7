"""Appointing: tells those who become liaison or stand in for one, or do so no more, gives them the
menu that goes with it, and takes back reminders that are another's by now.
"""

from collections.abc import Sequence
from datetime import date

from bot.actions.people import set_up, stand_in
from bot.actions.people.leave import Left
from bot.actions.people.set_up import Imported
from bot.actions.people.stand_in import Changed, StandIn
from bot.handlers import menu
from bot.handlers.people.news import DeputyChanged, LiaisonChanged
from bot.handlers.say import Answer, Happened, Say, write
from bot.reports.roster import Roster
from bot.rules.quiet import is_quiet
from bot.storage import errands
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.texts.people import joining as t
from bot.texts.people import roster as roster_texts
from bot.texts.people import standing_in as d
from bot.texts.times import day_label


def liaison(session: Session, name: str, task_force: str, phone: str = "") -> Person:
    """Appoint a liaison, as the step of `xietiao appoint liaison`: the role changes hands, both
    people are told, and the bureau hears what it has to review from now on.
    """
    force = next((f for f in task_forces.every(session) if f.name == task_force), None)
    before = [] if force is None else roles.acting(session, force.id)
    known = None if force is None else roles.liaison(session, force.id)
    person = set_up.appoint_liaison(session, name, task_force, phone)
    if force is not None and person.id != known:
        write(session, 0, changed_hands(session, force, known, before, person.id))
    return person


def changed_hands(
    session: Session, force: TaskForce, liaison_id: int | None, acting: Sequence[int], now: int
) -> Answer:
    """Return what is said once a task force has another liaison: to the former one, to those who
    were `acting` as a deputy, and to the new one; and the news for other wings.
    """
    said: list[Say | Happened] = []
    if liaison_id is not None:
        said += menu_news(session, liaison_id, t.LIAISON_NO_MORE.format(force=force.name))
    for who in acting:
        if who not in (liaison_id, now):
            said += menu_news(session, who, d.NO_MORE.format(force=force.name))
            said.append(DeputyChanged(force.id, who, acts=False))
    said += menu_news(session, now, t.LIAISON_NOW.format(force=force.name))
    return [*said, LiaisonChanged(liaison_id, now, force.id)]


def import_roster(session: Session, roster: Roster) -> Imported:
    """Take a roster in, as the step of `xietiao roster import`. A liaison who is in another ledger
    by now is told that they are so no more; other wings hear of it.
    """
    done = set_up.import_roster(session, roster)
    names = {force.id: force.name for force in task_forces.every(session)}
    for who, force in done.relieved:
        told = menu_news(session, who, t.LIAISON_NO_MORE.format(force=names[force]))
        write(session, 0, [*told, LiaisonChanged(who, None, force)])
    write(session, 0, called_off(session, done.ended))
    return done


def deputies_changed(
    session: Session, changed: Sequence[Changed], but: int = 0
) -> list[Say | Happened]:
    """Return what deputies and liaisons are told of standing in that has begun and ended, and the
    news for other wings; the chat `but` knows.
    """
    said: list[Say | Happened] = []
    for each in changed:
        name = persons.get(session, each.person_id).name.full
        force = stand_in.force_name(session, each.force_id)
        day = day_label(each.until, session.today) if each.until else ""
        told, liaison = (d.NOW, d.LIAISON_NOW) if each.acts else (d.NO_MORE, d.LIAISON_NO_MORE)
        facts = {"name": name, "force": force, "day": day}
        said += menu_news(session, each.person_id, told.format(**facts))
        chat = accounts.chat_of(session, roles.liaison(session, each.force_id))
        if chat is not None and chat != but:
            said.append(Say(liaison.format(**facts), to=chat, silent=is_quiet(session.now)))
        said.append(DeputyChanged(each.force_id, each.person_id, acts=each.acts))
    return said


def called_off(session: Session, ended: Sequence[StandIn]) -> list[Say | Happened]:
    """Return what is said of standing in that ends, or will not begin, as the deputy goes: the
    liaison has to see to it that somebody else does.
    """
    said: list[Say | Happened] = []
    for each in ended:
        if each.first <= session.today:
            over = Changed(each.force_id, each.person_id, acts=False)
            said += deputies_changed(session, [over])
            continue
        span = days(each.first, each.last, session.today)
        facts = {"name": each.name.full, "force": each.force, "days": span}
        for who, text in ((each.person_id, d.CALLED_OFF), (each.liaison_id, d.LIAISON_CALLED_OFF)):
            if (chat := accounts.chat_of(session, who)) is not None:
                quiet = is_quiet(session.now)
                said.append(Say(text.format(**facts), to=chat, silent=quiet))
    return said


def left_behind(session: Session, left: Left) -> list[Say | Happened]:
    """Return what those are told who have to see to what somebody did who has left."""
    said = called_off(session, left.ended)
    for who, n in left.handed_on.items():
        if (chat := accounts.chat_of(session, who)) is not None:
            text = roster_texts.HANDED_ON.format(name=left.name.full, n=n)
            said.append(Say(text, to=chat, silent=is_quiet(session.now)))
    return said


def days(first: date, last: date, today: date) -> str:
    return d.DAYS.format(day_label(first, today), day_label(last, today))


def menu_news(session: Session, person_id: int | None, text: str) -> list[Say]:
    """Return the news with the reply keyboard of the person's role as it is now; an errand renews
    the list of commands. [] for who has no chat.
    """
    chat = accounts.chat_of(session, person_id)
    actor = None if chat is None else accounts.load(session, chat).actor
    if chat is None or actor is None:
        return []
    errands.ask(session, menu.MENU, chat)
    quiet = is_quiet(session.now)
    return [Say(text, keyboard=menu.keyboard(actor), to=chat, silent=quiet)]
