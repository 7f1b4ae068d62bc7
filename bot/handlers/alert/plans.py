"""📋 应急预案: each task force's steps and contacts, looked over once a year."""

from typing import Final

from bot.actions.alert import plans
from bot.actions.alert.plans import Shown
from bot.handlers.conversation import Conversation, Matter, Question, Room
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Rows, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.alert import plans as stored
from bot.storage.people import accounts, persons, task_forces
from bot.storage.session import Session
from bot.texts.alert import plans as t
from bot.texts.times import day_label, local

MESSAGE: Final = ("plan", 0)
ALL: Final = Press("pn", "all")
LOOK: Final = Press("pn", "look", NUMBER)
STEPS: Final = Press("pn", "steps", NUMBER)
CONTACTS: Final = Press("pn", "who", NUMBER)
CHECK: Final = Press("pn", "ok", NUMBER)
_BUTTONS: Final = 6


def begin(turn: Turn) -> Answer:
    """📋 应急预案: a liaison's own; an officer chooses whose."""
    return _all(turn, renew=True)


def typed_steps(turn: Turn) -> Answer:
    return _written(turn, stored.STEPS)


def typed_contacts(turn: Turn) -> Answer:
    return _written(turn, stored.CONTACTS)


def _all(turn: Turn, *, renew: bool = False) -> Answer:
    session, actor = turn.session, turn.actor
    plans.check(actor)
    if not actor.is_(Role.BUREAU):
        shown = plans.look(session, actor, actor.task_force_id or 0)
        return [_show(turn, shown, actor.task_force_id or 0, renew=renew)]
    known = plans.written(session)
    forces = [(0, t.COUNTY), *((force.id, force.name) for force in task_forces.every(session))]
    buttons = [
        LOOK.button(
            (t.MARK if (force_id or None) in known else t.MARK_NONE).format(force=name), force_id
        )
        for force_id, name in forces
    ]
    return [Say(t.CHOOSE, in_rows(buttons), handle=MESSAGE, renew=renew)]


def _look(turn: Turn, force_id: int) -> Answer:
    session = turn.session
    if turn.account.focus in (plans.STEPS, plans.CONTACTS):
        accounts.focus(session, turn.event.chat_id, None)
    return [_show(turn, plans.look(session, turn.actor, force_id), force_id)]


def _show(turn: Turn, shown: Shown, force_id: int, note: str = "", *, renew: bool = False) -> Say:
    """Return a plan with what can be done about it."""
    plan = shown.plan
    lines = [t.HEAD.format(whose=shown.whose)]
    if plan.looked_over_at is not None and plan.by is not None:
        at = day_label(local(plan.looked_over_at).date())
        name = persons.get(turn.session, plan.by).name.full
        lines.append(t.LOOKED_OVER.format(at=at, name=name))
    lines += ["", *([t.STEPS, plan.steps] if plan.steps else [t.NO_STEPS])]
    lines += ["", *([t.CONTACTS, plan.contacts] if plan.contacts else [t.NO_CONTACTS])]
    if plan.is_empty and force_id:
        lines += ["", t.FALLS_BACK]
    if note:
        lines += ["", note]
    row = [
        STEPS.button(t.EDIT_STEPS, force_id),
        CONTACTS.button(t.EDIT_CONTACTS, force_id),
        *([] if plan.is_empty else [CHECK.button(t.CHECK, force_id)]),
    ]
    back: list[Button] = [ALL.button(t.BACK)] if turn.actor.is_(Role.BUREAU) else []
    return Say("\n".join(lines), [row, back], handle=MESSAGE, renew=renew)


def _ask_steps(turn: Turn, force_id: int) -> Answer:
    shown = plans.ask(turn.session, turn.actor, force_id, stored.STEPS)
    return [_question(t.ASK_STEPS, shown, shown.plan.steps, force_id)]


def _ask_contacts(turn: Turn, force_id: int) -> Answer:
    shown = plans.ask(turn.session, turn.actor, force_id, stored.CONTACTS)
    return [_question(t.ASK_CONTACTS, shown, shown.plan.contacts, force_id)]


def _question(text: str, shown: Shown, now: str, force_id: int) -> Say:
    lines = [text.format(whose=shown.whose), *(["", t.NOW, now] if now else [])]
    row = [LOOK.button(t.BACK, force_id)]
    return Say("\n".join(lines), [row], handle=MESSAGE)


def _written(turn: Turn, what: str) -> Answer:
    force_id = turn.account.focus_id
    shown = plans.write(turn.session, turn.actor, force_id, what, turn.event.text)
    _settle(turn.session, force_id or 0)
    return [_show(turn, shown, force_id or 0, t.SAVED, renew=True)]


def _check(turn: Turn, force_id: int) -> Answer:
    """已核对: one tap; the digest that asked for it says so too."""
    shown = plans.look_over(turn.session, turn.actor, force_id)
    _settle(turn.session, force_id)
    return [Say(t.CHECKED.format(whose=shown.whose), (), handle=("plan checked", force_id))]


def _settle(session: Session, force_id: int) -> None:
    for who in plans.keepers(session, force_id):
        if (chat := accounts.chat_of(session, who)) is not None:
            errands.ask(session, errands.SETTLE, chat)


def _due(session: Session, person_id: int) -> tuple[str, Rows]:
    """Return the sentence and the buttons by which somebody is asked to look plans over."""
    names = {force.id: force.name for force in task_forces.every(session)} | {0: t.COUNTY}
    owed = plans.owed(session).get(person_id, [])
    if len(owed) != 1:
        buttons = [LOOK.button(names[force_id], force_id) for force_id in owed[:_BUTTONS]]
        listed = "、".join(label for label, _ in buttons)
        return t.DUE_SEVERAL.format(n=len(owed), names=listed), in_rows(buttons)
    (force_id,) = owed
    at = plans.written(session).get(force_id or None)
    if at is None:
        return t.DUE_NONE.format(whose=names[force_id]), [[LOOK.button(t.OPEN, force_id)]]
    text = t.DUE_OLD.format(whose=names[force_id], at=day_label(local(at).date()))
    return text, [[CHECK.button(t.CHECK, force_id), LOOK.button(t.OPEN, force_id)]]


CONVERSATION: Final = Conversation(
    rooms=(Room(4, t.ROOM, begin, frozenset({Role.LIAISON, Role.BUREAU})),),
    presses={
        ALL: _all,
        LOOK: _look,
        STEPS: _ask_steps,
        CONTACTS: _ask_contacts,
        CHECK: _check,
    },
    questions={plans.STEPS: Question(typed_steps), plans.CONTACTS: Question(typed_contacts)},
    matters=(Matter("plan", plans.owing, _due, t.DUE_DONE),),
)
