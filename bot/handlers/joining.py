"""Joining: the link, the last four digits, the notice, the menu."""

from bot.actions import join
from bot.actions.join import Invitation
from bot.errors import Stale
from bot.handlers import menu
from bot.handlers.say import Answer, Say, Toast
from bot.handlers.turn import Stranger, Turn
from bot.rules.roles import Role
from bot.storage import errands
from bot.texts import common
from bot.texts import joining as t

CARD = "join"
_HINTS = {
    Role.BUREAU: t.HINT_BUREAU,
    Role.LIAISON: t.HINT_LIAISON,
    Role.COORDINATOR: t.HINT_COORDINATOR,
}


def start(turn: Turn) -> Answer:
    """/start, with the token of a link or without."""
    token = turn.event.rest
    if not token:
        return menu.show_help(turn)
    if turn.account.actor is not None:
        keyboard = menu.keyboard(turn.actor)
        return [Say(t.ALREADY.format(example=keyboard[0][0]), keyboard=keyboard)]
    return [_card(join.follow(turn.session, turn.event.chat_id, token))]


def phone(turn: Turn) -> Answer:
    """The last four digits of the phone on record."""
    step = join.check_phone(turn.session, turn.account, turn.event.text)
    if isinstance(step, Invitation):
        return [_card(step)]
    if step.left > 0:
        return [Say(t.WRONG_PHONE.format(left=step.left))]
    news = [Say(t.LOCKED_NEWS.format(name=step.name.full), to=chat) for chat in step.liaison_chats]
    return [Say(t.LOCKED), *news]


def press(turn: Turn) -> Answer:
    """同意并加入 / 不是我."""
    _, choice, invite_id = turn.event.data.split(":")
    if choice == "no":
        if turn.account.actor is not None:
            raise Stale(t.ALREADY.format(example=menu.keyboard(turn.actor)[0][0]))
        if not join.decline(turn.session, turn.account, int(invite_id)):
            raise Stranger(common.STRANGER)
        return [Say(t.NOT_ME_DONE, handle=(CARD, int(invite_id)), buttons=())]
    actor = join.agree(turn.session, turn.account, int(invite_id))
    if actor is None:
        raise Stranger(common.STRANGER)
    errands.ask(turn.session, menu.MENU, turn.event.chat_id)
    hint = _HINTS[menu.leading_role(actor)]
    welcome = t.WELCOME.format(name=actor.name.full, hint=hint)
    return [
        Toast(t.AGREE),
        Say(t.AGREE + " ✓", handle=(CARD, int(invite_id)), buttons=()),
        Say(welcome, keyboard=menu.keyboard(actor)),
    ]


def _card(invitation: Invitation) -> Say:
    who = t.WHO.format(
        force=invitation.task_force or t.BUREAU_FORCE,
        roles="、".join(role.label for role in invitation.roles),
        name=invitation.name,
    )
    handle = (CARD, invitation.invite_id)
    if invitation.asks_phone:
        return Say(t.ASK_PHONE.format(who=who), handle=handle, buttons=())
    buttons = [
        [
            (t.AGREE, f"join:yes:{invitation.invite_id}"),
            (t.NOT_ME, f"join:no:{invitation.invite_id}"),
        ]
    ]
    return Say(
        t.ASK_AGREE.format(who=who, notice=t.NOTICE), handle=handle, buttons=buttons, renew=True
    )
