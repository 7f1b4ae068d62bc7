"""请假代理: a name, both days in one message, one confirmation; and the clock that gives and ends
the role.
"""

from datetime import date, timedelta
from typing import Final

from bot.actions.people import hand_over, stand_in
from bot.errors import Refused, Stale
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Reminder
from bot.handlers.people import appointing, naming
from bot.handlers.people.appointing import days
from bot.handlers.people.roster_buttons import DEPUTY, END, MESSAGE, PAGE, STANDS
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Happened, Say, in_rows, write
from bot.handlers.turn import Turn
from bot.rules.calendar import ONE_DAY
from bot.rules.permissions import Act
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.rules.spans import read_span
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.drafts import Draft
from bot.texts import conversations
from bot.texts.people import standing_in as t

WHO, DAYS, SURE = "deputy", "days", "sure"
LABEL: Final = t.LABEL
WEEKS: Final = Press("st", "weeks", NUMBER, NUMBER)
CONFIRM: Final = Press("st", "yes", NUMBER)


def begin(turn: Turn) -> Answer:
    """请假代理 from the command list: a liaison's own task force; an officer chooses one."""
    if not turn.actor.is_(Role.BUREAU):
        force_id = turn.actor.task_force_id or 0
        stand_in.authorise(turn.actor, force_id)
        return [_who(turn, force_id, renew=True)]
    forces = task_forces.every(turn.session)
    buttons = [DEPUTY.button(short(force.name, 16), force.id) for force in forces]
    return [Say(t.WHICH_FORCE, in_rows(buttons), handle=MESSAGE, renew=True)]


def typed(turn: Turn, asked: Draft) -> Answer:
    """Take the name of who stands in, or both days."""
    force_id = int(asked.facts["force"])
    if asked.facts["ask"] == DAYS:
        # counted from the day it was written on, and checked against today
        span = read_span(turn.event.text, turn.session.said_on)
        return [_echo(turn, asked, span, renew=True)]
    people = naming.found(turn, Act.APPOINT)
    here = [person for person in people if person.task_force_id == force_id] or people
    if len(here) > 1:
        return [naming.which(turn, here, STANDS, force_id)]
    return [_when(turn, force_id, here[0].id, renew=True)]


def _ask(turn: Turn, force_id: int) -> Answer:
    return [_who(turn, force_id)]


def _who(turn: Turn, force_id: int, *, renew: bool = False) -> Say:
    """请假代理: ask who."""
    session = turn.session
    force = hand_over.check_force(session, turn.actor, force_id)
    if roles.liaison(session, force_id) is None:
        raise Refused(t.NO_LIAISON.format(force=force.name))
    naming.ask(turn, WHO, force=force_id)
    people = [p for p in persons.of_task_force(session, force_id) if Role.LIAISON not in p.roles]
    buttons = [STANDS.button(short(p.name.full, 10), force_id, p.id) for p in people[: 2 * PAGE]]
    rows = [*in_rows(buttons), [naming.back(turn, force_id)]]
    return Say(t.WHO.format(force=force.name), rows, handle=MESSAGE, renew=renew)


def _stands(turn: Turn, force_id: int, person_id: int) -> Answer:
    return [_when(turn, force_id, person_id)]


def _when(turn: Turn, force_id: int, person_id: int, *, renew: bool = False) -> Say:
    """Ask for both days."""
    session, today = turn.session, turn.session.today
    name = stand_in.check(session, turn.actor, force_id, person_id)
    force = hand_over.check_force(session, turn.actor, force_id)
    asked = naming.ask(turn, DAYS, force=force_id, person=person_id)
    last = today + timedelta(days=12)
    example = f"{today.month}.{today.day}到{last.month}.{last.day}"
    weeks = [
        WEEKS.button(label.format(days=days(*_weeks(today, n), today)), asked.id, n)
        for n, label in ((1, t.ONE_WEEK), (2, t.TWO_WEEKS))
    ]
    rows = [*([week] for week in weeks), [naming.back(turn, force_id)]]
    text = t.WHEN.format(name=name.full, force=force.name, example=example)
    return Say(text, rows, handle=MESSAGE, renew=renew)


def _weeks(today: date, n: int) -> tuple[date, date]:
    return today, today + timedelta(weeks=n) - ONE_DAY


def _of_weeks(turn: Turn, draft_id: int, n: int) -> Answer:
    asked = naming.asked(turn, draft_id)
    if asked.facts["ask"] != DAYS or n not in (1, 2):
        raise Stale(t.STALE)
    return [_echo(turn, asked, _weeks(turn.session.today, n))]


def _echo(turn: Turn, asked: Draft, span: tuple[date, date], *, renew: bool = False) -> Say:
    """Show what was understood, to be confirmed."""
    session, (first, last) = turn.session, span
    force_id, person_id = int(asked.facts["force"]), int(asked.facts["person"])
    name = stand_in.check(session, turn.actor, force_id, person_id)
    stand_in.check_days(session, force_id, first, last)
    force = hand_over.check_force(session, turn.actor, force_id)
    facts = {"force": force_id, "person": person_id, "first": str(first), "last": str(last)}
    sure = drafts.add(
        session, turn.actor.person_id, turn.event.chat_id, naming.ROSTER, {"ask": SURE, **facts},
        state="aside",
    )  # fmt: skip
    text = t.ECHO.format(
        name=name.full,
        force=force.name,
        days=days(first, last, session.today),
        n=(last - first).days + 1,
    )
    row = [
        CONFIRM.button(t.CONFIRM, sure.id),
        STANDS.button(t.BACK, force_id, person_id),
    ]
    return Say(text, [row], handle=MESSAGE, renew=renew)


def _confirm(turn: Turn, draft_id: int) -> Answer:
    """确认: the deputy is named and told; where the leave begins today, it begins at once."""
    session = turn.session
    asked = naming.asked(turn, draft_id)
    if asked.facts["ask"] != SURE:
        raise Stale(t.STALE)
    first, last = (date.fromisoformat(str(asked.facts[key])) for key in ("first", "last"))
    force_id, person_id = int(asked.facts["force"]), int(asked.facts["person"])
    named, changed = stand_in.name(session, turn.actor, force_id, person_id, (first, last))
    accounts.focus(session, turn.event.chat_id, None)
    span = days(first, last, session.today)
    said: list[Say | Happened] = [
        Say(t.NAMED.format(name=named.name.full, days=span), (), handle=MESSAGE)
    ]
    chat = accounts.chat_of(session, person_id)
    if not changed and chat is not None:
        text = t.COMING.format(force=named.force, days=span)
        said.append(Say(text, to=chat, silent=is_quiet(session.now)))
    return [*said, *appointing.deputies_changed(session, changed, but=turn.event.chat_id)]


def _end(turn: Turn, deputy_id: int) -> Answer:
    """提前结束: both are told."""
    session = turn.session
    over, changed = stand_in.end(session, turn.actor, deputy_id)
    span = days(over.first, over.last, session.today)
    text = t.ENDED.format(name=over.name.full, days=span)
    said: list[Say | Happened] = [Say(text, [[naming.back(turn, over.force_id)]], handle=MESSAGE)]
    chat = accounts.chat_of(session, over.person_id)
    if not changed and chat is not None:
        said.append(Say(t.CALLED_OFF.format(force=over.force, days=span), to=chat))
    return [*said, *appointing.deputies_changed(session, changed, but=turn.event.chat_id)]


def send(session: Session) -> int:
    """Make the roles agree with the days, as a step of the writer; return how many changed."""
    changed = stand_in.recompute(session)
    write(session, 0, appointing.deputies_changed(session, changed))
    return len(changed)


CONVERSATION: Final = Conversation(
    name=conversations.STANDING_IN,
    entrances=(
        Entrance(
            "deputy",
            begin,
            t.ABOUT,
            t.LABEL,
            {
                Role.LIAISON: At(18, on_menu=False),
                Role.BUREAU: At(92, on_menu=False),
            },
            t.WORDS,
        ),
    ),
    presses={
        DEPUTY: _ask,
        STANDS: _stands,
        WEEKS: _of_weeks,
        CONFIRM: _confirm,
        END: _end,
    },
    reminders=(Reminder(stand_in.is_due, send),),
)
