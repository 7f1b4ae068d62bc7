"""Joining: the link, the last four digits of the phone, the notice, the menu."""

from dataclasses import replace
from typing import Final

from bot.actions.people import join
from bot.actions.people.join import Invitation
from bot.errors import Stale
from bot.handlers import menu
from bot.handlers.conversation import Conversation, Entrance, Question, start_of
from bot.handlers.people import news
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Say, Toast
from bot.handlers.turn import Stranger, Turn
from bot.storage import errands
from bot.texts import common, conversations
from bot.texts.people import joining as t

CARD = "join"
AGREE: Final = Press("join", "yes", NUMBER)
DECLINE: Final = Press("join", "no", NUMBER)
WRONG_NUMBER: Final = Press("join", "ask", NUMBER)
IT_IS: Final = Press("join", "is", NUMBER, NUMBER)


def start(turn: Turn) -> Answer:
    """/start: with a link's token, begin to join, or do what else the link is for; without one,
    show the help.
    """
    token = turn.event.rest
    if not token:
        return menu.show_help(turn)
    if (taken := start_of(token)) is not None:
        return taken(turn)
    if turn.account.actor is not None:
        keyboard = menu.keyboard(turn.actor)
        return [Say(t.ALREADY.format(example=keyboard[0][0]), keyboard=keyboard)]
    return [_card(join.follow(turn.session, turn.event.chat_id, token))]


def phone(turn: Turn) -> Answer:
    """Check the last four digits of the phone on record. After the third wrong answer the link is
    locked, and the liaison hears of it.
    """
    step = join.check_phone(turn.session, turn.account, turn.event.text)
    if isinstance(step, Invitation):
        return [_card(step)]
    if step.left > 0:
        return [Say(t.WRONG_PHONE.format(left=step.left))]
    news = [Say(t.LOCKED_NEWS.format(name=step.name.full), to=chat) for chat in step.liaison_chats]
    return [Say(t.LOCKED), *news]


def _decline(turn: Turn, invite_id: int) -> Answer:
    """不是我: the link has reached the wrong person and is void."""
    if turn.account.actor is not None:
        raise Stale(t.ALREADY.format(example=menu.keyboard(turn.actor)[0][0]))
    if not join.decline(turn.session, turn.account, invite_id):
        raise Stranger(common.STRANGER)
    return [Say(t.NOT_ME_DONE, handle=(CARD, invite_id), buttons=())]


def _agree(turn: Turn, invite_id: int) -> Answer:
    """同意并加入: the person is in. A chat they used before loses its menu and is told so."""
    joined = join.agree(turn.session, turn.account, invite_id)
    if joined is None:
        raise Stranger(common.STRANGER)
    for chat in (turn.event.chat_id, *joined.left):
        errands.ask(turn.session, menu.MENU, chat)
    actor = joined.actor
    hint = t.HINTS[menu.leading_role(actor).value]
    welcome = t.WELCOME.format(name=actor.name.full, hint=hint)
    return [
        *(Say(t.MOVED, keyboard=(), to=chat) for chat in joined.left),
        Toast(t.AGREE),
        Say(t.AGREE + " ✓", handle=(CARD, invite_id), buttons=()),
        Say(welcome, keyboard=menu.keyboard(actor)),
        *([news.Joined(actor.person_id)] if joined.is_first else []),
    ]


def _ask_who_knows(turn: Turn, invite_id: int) -> Answer:
    """号码不对: ask whoever knows the person to confirm with one tap that it is them."""
    name, chats = join.ask_who_knows(turn.session, turn.account, invite_id)
    button = IT_IS.button(t.IT_IS, invite_id, turn.event.chat_id)
    asked = [
        Say(t.CONFIRM_WHO.format(name=name.full), [[button]], handle=(CARD, invite_id), to=chat)
        for chat in chats
    ]
    return [*asked, Say(t.ASKED)]


def _vouch(turn: Turn, invite_id: int, chat_id: int) -> Answer:
    invitation = join.vouch(turn.session, turn.actor, invite_id, chat_id)
    told = t.CONFIRMED.format(name=invitation.name.full)
    return [Say(told, (), handle=(CARD, invite_id)), replace(_card(invitation), to=chat_id)]


def _card(invitation: Invitation) -> Say:
    who = t.WHO.format(
        force=invitation.task_force or t.BUREAU_FORCE,
        roles="、".join(role.label for role in invitation.roles),
        name=invitation.name,
    )
    handle = (CARD, invitation.invite_id)
    if invitation.asks_phone:
        wrong = [[WRONG_NUMBER.button(t.WRONG_ON_RECORD, invitation.invite_id)]]
        return Say(t.ASK_PHONE.format(who=who), wrong, handle=handle)
    buttons = [
        [
            AGREE.button(t.AGREE, invitation.invite_id),
            DECLINE.button(t.NOT_ME, invitation.invite_id),
        ]
    ]
    return Say(
        t.ASK_AGREE.format(who=who, notice=t.NOTICE), handle=handle, buttons=buttons, renew=True
    )


CONVERSATION: Final = Conversation(
    name=conversations.JOINING,
    entrances=(Entrance("start", start, ""),),
    presses={
        AGREE: _agree,
        DECLINE: _decline,
        WRONG_NUMBER: _ask_who_knows,
        IT_IS: _vouch,
    },
    questions={join.JOIN: Question(phone, is_aside=False)},
)
