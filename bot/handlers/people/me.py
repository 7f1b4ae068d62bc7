"""👤 我的信息: what the ledger holds of somebody, what other conversations say of them, and whom to
turn to.
"""

from typing import Final

from bot.actions.people import me
from bot.actions.people.me import Mine
from bot.handlers.conversation import At, Conversation, Entrance, said_of
from bot.handlers.people.forces import CONTACT
from bot.handlers.say import Answer, Button, Say
from bot.handlers.turn import Turn
from bot.rules.roles import Role
from bot.texts.people import me as t

MESSAGE: Final = ("me", 0)


def begin(turn: Turn) -> Answer:
    """👤 我的信息: one's own card."""
    session, actor = turn.session, turn.actor
    shown = me.mine(session, actor)
    roles = "、".join(role.label for role in Role if role in actor.roles)
    lines = [t.HEAD.format(name=shown.person.name.full, roles=roles)]
    if shown.person.task_force_id is None:
        return [Say("\n".join([*lines, t.OFFICER]), (), handle=MESSAGE, renew=True)]
    lines += [*_ledger(shown), *said_of(session, actor.person_id)]
    others = [each for each in shown.acting if each.person_id != actor.person_id]
    is_liaison = actor.is_(Role.LIAISON)
    lines += _liaison(shown, actor.person_id)
    lines += ["", t.WRONG_LIAISON if is_liaison else t.WRONG]
    calls: list[Button] = [
        CONTACT.button(t.CONTACT, shown.person.task_force_id, each.person_id)
        for each in others[:1]
        if each.may_call
    ]
    return [Say("\n".join(lines), [calls], handle=MESSAGE, renew=True)]


def _ledger(shown: Mine) -> list[str]:
    person = shown.person
    phone = t.TAIL.format(tail=person.phone.full[-4:]) if person.phone else ""
    told = (
        (t.KIND, person.kind),
        (t.EMPLOYER, person.employer),
        (t.EDUCATION, person.education),
        (t.YEARS, person.years),
        (t.ID_NUMBER, person.id_number.mask if person.id_number else ""),
        (t.PHONE, phone),
    )
    lines = [t.LINE.format(label=label, value=value or t.NOT_GIVEN) for label, value in told]
    return [t.FORCE.format(force=shown.force), *lines]


def _liaison(shown: Mine, own: int) -> list[str]:
    if not shown.acting:
        return [t.NO_LIAISON]
    first = shown.acting[0]
    if first.person_id == own:
        return [t.LIAISON_SELF]
    return [t.LIAISON.format(name=first.shown)]


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "me",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.COORDINATOR: At(10, t.HELP), Role.LIAISON: At(26, t.HELP)},
            t.SAID,
        ),
    ),
)
