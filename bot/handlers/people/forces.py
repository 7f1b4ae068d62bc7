"""🧭 专班通讯录: the list of task forces, a card each, and the liaison's contact."""

from typing import Final

from bot.actions.people import forces
from bot.actions.people.forces import Described
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Say, Toast, in_rows
from bot.handlers.turn import Turn
from bot.rules.roles import Role
from bot.storage.people.task_forces import TaskForce
from bot.texts.people import forces as t
from bot.texts.times import day_label

LIST: Final = Press("tf", "list")
CARD: Final = Press("tf", "of", NUMBER)
CONTACT: Final = Press("tf", "tel", NUMBER, NUMBER)
MESSAGE: Final = ("forces", 0)
CALLED: Final = "contact"
"""Purpose of a contact's handle; its subject is the person: it stands in a chat once."""


def begin(turn: Turn) -> Answer:
    """🧭 专班通讯录: all task forces; `/forces 快递` shows the one that is meant."""
    if turn.event.text.startswith("/") and turn.event.rest:
        found = forces.found(turn.session, turn.actor, turn.event.rest)
        if len(found) == 1:
            return [_card(turn, found[0].id, renew=True)]
        return [_list(turn, found, renew=True)]
    return [_list(turn, forces.listed(turn.session, turn.actor), renew=True)]


def contact(turn: Turn, force_id: int, person_id: int) -> Answer:
    """联系方式: send the contact of who does the liaison's work, to be called or written to."""
    found = forces.contact(turn.session, turn.actor, force_id, person_id)
    what = t.IS_DEPUTY if found.is_deputy else t.IS_LIAISON
    name = t.CARD.format(name=found.name.full, force=found.force, what=what)
    return [
        Toast(t.SENT.format(name=found.name.full)),
        Say(
            name,
            kind="contact",
            phone=found.phone.dialled,
            handle=(CALLED, person_id),
            renew=True,
        ),
    ]


def _all(turn: Turn) -> Answer:
    return [_list(turn, forces.listed(turn.session, turn.actor))]


def _of(turn: Turn, force_id: int) -> Answer:
    return [_card(turn, force_id)]


def _list(turn: Turn, those: list[TaskForce], *, renew: bool = False) -> Say:
    own = turn.actor.task_force_id
    buttons = [
        CARD.button(
            short(t.OWN.format(force=force.name) if force.id == own else force.name, 18), force.id
        )
        for force in those
    ]
    return Say(t.LIST, in_rows(buttons), handle=MESSAGE, renew=renew)


def _card(turn: Turn, force_id: int, *, renew: bool = False) -> Say:
    shown = forces.described(turn.session, turn.actor, force_id)
    calls: list[Button] = [
        CONTACT.button(
            t.CONTACT if each.until is None else t.CONTACT_DEPUTY, force_id, each.person_id
        )
        for each in shown.acting
        if each.may_call and each.person_id != turn.actor.person_id
    ]
    text = "\n".join(_lines(turn, shown))
    return Say(text, [calls, [LIST.button(t.BACK)]], handle=MESSAGE, renew=renew)


def _lines(turn: Turn, shown: Described) -> list[str]:
    lines = [t.HEAD.format(force=shown.force.name)]
    if shown.field:
        lines.append(t.FIELD.format(field=shown.field))
    if shown.force.lead:
        lines.append(t.LEAD.format(unit=shown.force.lead))
    if shown.cooperating:
        lines.append(t.COOPERATING.format(units="、".join(shown.cooperating)))
    if all(each.until is not None for each in shown.acting):
        lines.append(t.NO_LIAISON)
    for each in shown.acting:
        line = t.LIAISON.format(name=each.shown)
        if each.until is not None:
            day = day_label(each.until, turn.session.today)
            line = t.DEPUTY.format(name=each.shown, day=day)
        lines.append(line)
    total = sum(n for _, n in shown.kinds)
    lines.append(t.PEOPLE.format(n=total) if total else t.NOBODY)
    return [*lines, *(t.KIND.format(kind=kind or t.NO_KIND, n=n) for kind, n in shown.kinds)]


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "forces",
            begin,
            t.ABOUT,
            t.LABEL,
            {
                Role.LIAISON: At(24, t.HELP),
                Role.BUREAU: At(19, t.HELP),
                Role.COORDINATOR: At(12, t.HELP),
            },
            t.SAID,
        ),
    ),
    presses={LIST: _all, CARD: _of, CONTACT: contact},
)
