"""签到码: a code on a screen, scanned and pressed by whoever is there, on the training's day."""

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
from bot.storage import errands, handles
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.training.trainings import Training
from bot.texts import conversations
from bot.texts.times import day_label
from bot.texts.training import attendance as t

SHOWN: Final = "training code"
"""Purpose of the message with the code, whose subject is the training; and the errand that makes
it, whose subject is the chat.
"""
SIGN_IN: Final = "sign in"
"""Purpose of the message by which somebody signs in; the subject is the training."""
RENEW: Final = Press("tg", "anew", NUMBER)
CLOSE: Final = Press("tg", "shut", NUMBER)
SIGN: Final = Press("tg", "sign", press.CODE)


def _show(turn: Turn, training_id: int) -> Answer:
    """签到码: the code that is open, wherever it is shown; without one another."""
    return _making(turn, sign_in.open_code(turn.session, turn.actor, training_id, anew=False))


def _renew(turn: Turn, training_id: int) -> Answer:
    """换一个码: wherever the one before is shown it says so."""
    training = sign_in.open_code(turn.session, turn.actor, training_id, anew=True)
    told = outdated(turn, training, t.RENEWED, but=turn.event.chat_id)
    return [*_making(turn, training), *told]


def _making(turn: Turn, training: Training) -> list[Say]:
    """Ask for the picture as an errand, which knows what the bot is called."""
    chat = turn.event.chat_id
    errands.ask(turn.session, SHOWN, chat, training=training.id)
    text = t.MAKING.format(number=training.number)
    return [Say(text, (), handle=(SHOWN, training.id), renew=True)]


def outdated(turn: Turn, training: Training, text: str, but: int = 0) -> list[Say]:
    """Say in the chats that show a training's code, without one, that it is good no more."""
    session = turn.session
    said = text.format(training=called(session, training), who=turn.actor.name)
    may_open = training.stands and training.day == session.today
    anew = [CODE.button(t.SHOW, training.id)] if may_open else []
    return [
        Say(said, [[*anew, back(training.id)]], handle=(SHOWN, training.id), to=chat)
        for chat in handles.chats(session, SHOWN, training.id)
        if chat != but and handles.is_shown(session, chat, SHOWN, training.id)
    ]


async def make(desk: Desk, errand: Due) -> None:
    """The picture, drawn in a worker."""
    training_id = int(errand.asked["training"])
    code = await desk.reader.do(sign_in.code, training_id)
    link = f"https://t.me/{desk.called()}?start={sign_in.BEGINS}{code}"
    picture = await desk.keep(await desk.run(code_picture, link))
    await desk.writer.do(_made, errand, code, link, picture)


def _made(session: Session, errand: Due, code: str, link: str, picture: str) -> None:
    """Show the code to who asked, if they may still have it and it is still good."""
    chat, training_id = errand.subject, int(errand.asked["training"])
    actor = accounts.load(session, chat).actor
    handle = (SHOWN, training_id)
    if actor is None:
        deliver(session, errand, chat, [])
        return
    try:
        training = sign_in.check(session, actor, training_id)
    except Refused as refusal:
        deliver(session, errand, chat, [Say(refusal.sentence, (), handle=handle)])
        return
    if not code or sign_in.code(session, training_id) != code:
        deliver(session, errand, chat, [Say(t.BAD_CODE, [[back(training_id)]], handle=handle)])
        return
    until = day_label(training.day, session.today)
    text = t.CODE.format(training=called(session, training), until=until, link=link)
    row = [RENEW.button(t.RENEW, training_id), CLOSE.button(t.CLOSE, training_id)]
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
    others = outdated(turn, training, t.CODE_CLOSED_BY, but=turn.event.chat_id)
    return [Toast(text), shown, *others, *refreshed(turn.session, training_id)]


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
    presses={CODE: _show, RENEW: _renew, CLOSE: _close, SIGN: _sign},
    errands={SHOWN: make},
    starts={sign_in.BEGINS: start},
)
