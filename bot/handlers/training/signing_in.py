"""签到码: a code on a screen, scanned and pressed by whoever is there, on the training's day."""

import secrets
from typing import Final

from bot.actions.training import sign_in
from bot.actions.training.sign_in import Signing
from bot.errors import Refused
from bot.handlers import press
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk, deliver
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Say, Toast
from bot.handlers.training.buttons import CODE
from bot.handlers.training.training_card import back, called, refreshed
from bot.handlers.turn import Turn
from bot.reports.code import code_picture
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.times import day_label
from bot.texts.training import attendance as t

SHOWN: Final = "training code"
"""Purpose of the message with the code, and the errand that makes it; the subject is the training.
"""
SIGN_IN: Final = "sign in"
"""Purpose of the message by which somebody signs in; the subject is the training."""
CLOSE: Final = Press("tg", "shut", NUMBER)
SIGN: Final = Press("tg", "sign", press.CODE)


def _show(turn: Turn, training_id: int) -> Answer:
    """签到码, 换一个码: made as an errand, which knows what the bot is called."""
    training = sign_in.check(turn.session, turn.actor, training_id)
    errands.ask(turn.session, SHOWN, training_id, chat=turn.event.chat_id)
    text = t.MAKING.format(number=training.number)
    return [Say(text, (), handle=(SHOWN, training_id), renew=True)]


async def make(desk: Desk, errand: Due) -> None:
    """The picture, drawn in a worker; the code is good from the moment it is said."""
    code = secrets.token_urlsafe(12)
    link = f"https://t.me/{desk.called()}?start={sign_in.BEGINS}{code}"
    picture = await desk.keep(await desk.run(code_picture, link))
    await desk.writer.do(_made, errand, code, link, picture)


def _made(session: Session, errand: Due, code: str, link: str, picture: str) -> None:
    """Open the code and show it to who asked, if they may still have it."""
    chat, training_id = int(errand.asked["chat"]), errand.subject
    actor = accounts.load(session, chat).actor
    handle = (SHOWN, training_id)
    if actor is None or not errands.is_asked(session, SHOWN, training_id):
        deliver(session, errand, chat, [])
        return
    try:
        training = sign_in.check(session, actor, training_id)
    except Refused as refusal:
        deliver(session, errand, chat, [Say(refusal.sentence, (), handle=handle)])
        return
    sign_in.open_code(session, actor, training_id, code)
    until = day_label(training.day, session.today)
    text = t.CODE.format(training=called(session, training), until=until, link=link)
    row = [CODE.button(t.RENEW, training_id), CLOSE.button(t.CLOSE, training_id)]
    shown = Say(
        text,
        [row, [back(training_id)]],
        handle=handle,
        kind="photo",
        file=picture,
        filename=t.FILENAME,
        renew=True,
    )
    deliver(session, errand, chat, [shown, *refreshed(session, training_id)])


def _close(turn: Turn, training_id: int) -> Answer:
    """关闭签到码."""
    training, n = sign_in.close_code(turn.session, turn.actor, training_id)
    text = t.CODE_CLOSED.format(training=called(turn.session, training), total=n)
    shown = Say(text, [[back(training_id)]], handle=(SHOWN, training_id), renew=True)
    return [Toast(text), shown, *refreshed(turn.session, training_id)]


def start(turn: Turn) -> Answer:
    """/start with a scanned code: name the training, with one button."""
    code = turn.event.rest.removeprefix(sign_in.BEGINS)
    signing = sign_in.follow(turn.session, turn.actor, code)
    if signing.is_there:
        return [_signed(turn, signing, renew=True)]
    training = signing.training
    text = t.INVITED.format(**_facts(turn, signing), whose=signing.whose)
    rows = [[SIGN.button(t.SIGN, code)]]
    return [Say(text, rows, handle=(SIGN_IN, training.id), renew=True)]


def _sign(turn: Turn, code: str) -> Answer:
    """签到: one tap; pressed twice it counts once."""
    signing, is_fresh = sign_in.sign(turn.session, turn.actor, code)
    shown = _signed(turn, signing)
    if not is_fresh:
        return [Toast(shown.text), shown]
    return [Toast(shown.text), shown, *refreshed(turn.session, signing.training.id)]


def _signed(turn: Turn, signing: Signing, *, renew: bool = False) -> Say:
    text = t.SIGNED.format(name=turn.actor.name.full, **_facts(turn, signing))
    return Say(text, (), handle=(SIGN_IN, signing.training.id), renew=renew)


def _facts(turn: Turn, signing: Signing) -> dict[str, str]:
    training = signing.training
    day = day_label(training.day, turn.session.today)
    return {"theme": training.theme, "day": day, "place": training.place}


CONVERSATION: Final = Conversation(
    name=conversations.TRAINING,
    presses={CODE: _show, CLOSE: _close, SIGN: _sign},
    errands={SHOWN: make},
    starts={sign_in.BEGINS: start},
)
