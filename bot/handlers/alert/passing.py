"""Passing on an alert's photos and papers, without place and device, in as few messages as there
may be.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.actions.alert import reached
from bot.actions.alert.course import mark
from bot.handlers.desk import Desk, may_have
from bot.handlers.say import Piece as Sent
from bot.handlers.say import Say, albums, write
from bot.handlers.work.copies import copy_of
from bot.handlers.work.news import MaterialCame
from bot.rules.permissions import Act
from bot.storage import errands
from bot.storage.alert import alerts
from bot.storage.alert.alerts import Alert
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.storage.work.evidence import Piece
from bot.texts.alert import alerts as t

FORWARD: Final = "alert files"
SHOW: Final = "alert show"
SHOW_NEW: Final = "alert show new"
_SETTLE: Final = timedelta(seconds=2)


def came(session: Session, news: MaterialCame) -> Sequence[Say]:
    """Let what has come be passed on, once nothing is on its way any more."""
    alert = alerts.of_draft(session, news.draft_id)
    if alert is None:
        return []
    pieces = evidence.of_draft(session, alert.draft_id)
    if alert.goes_on and all(piece.state == "ready" for piece in pieces):
        errands.ask(session, FORWARD, alert.id, _SETTLE)
    chat = accounts.chat_of(session, alert.raised_by)
    if not news.refusal or chat is None:
        return []
    text = t.FILE_REFUSED.format(mark=mark(alert), number=alert.number, why=news.refusal)
    return [Say(text, to=chat)]


async def pass_on(desk: Desk, errand: Due) -> None:
    """Send what came since to everybody who follows the alert, but nobody their own."""
    alert, pieces = await desk.reader.do(_ready, errand.subject)
    if alert is None:
        await desk.writer.do(_drop, errand)
        return
    new = [piece for piece in pieces if piece.id > alert.passed]
    copies = [(piece.slot, await _copy(desk, alert, piece)) for piece in new]
    upto = max((piece.id for piece in new), default=0)
    await desk.writer.do(_passed, errand, upto, copies)


async def show(desk: Desk, errand: Due) -> None:
    """Send all that an alert has to the chats that asked, or were told of it later."""
    alert, pieces = await desk.reader.do(_ready, errand.asked["alert"])
    copies = [] if alert is None else [await _copy(desk, alert, piece) for piece in pieces]
    await desk.writer.do(_shown, errand, copies)


async def _copy(desk: Desk, alert: Alert, piece: Piece) -> Sent:
    text = f"{mark(alert)}📎 {alert.number}"
    instead = t.FILE_NOT_SENT.format(n=f" {alert.number} ")
    return await copy_of(desk, piece, f"{alert.number}-{piece.id}", text, instead)


def _ready(session: Session, alert_id: int) -> tuple[Alert | None, list[Piece]]:
    alert = alerts.get(session, alert_id)
    if alert is None:
        return None, []
    pieces = evidence.of_draft(session, alert.draft_id)
    return alert, sorted(
        (piece for piece in pieces if piece.state == "ready" and piece.sha256),
        key=lambda piece: piece.id,
    )


def _drop(session: Session, errand: Due) -> None:
    errands.done(session, errand)


def _passed(session: Session, errand: Due, upto: int, copies: list[tuple[str, Sent]]) -> None:
    alert = alerts.get(session, errand.subject)
    if not errands.done(session, errand) or alert is None or not copies:
        return
    if not alert.goes_on or not alerts.passed_on(session, alert.id, upto):
        return
    for each in reached.followers(session, alert):
        theirs = str(each.actor.person_id)
        write(session, each.chat_id, albums([copy for by, copy in copies if by != theirs]))


def _shown(session: Session, errand: Due, copies: list[Sent]) -> None:
    alert = alerts.get(session, errand.asked["alert"])
    if not errands.done(session, errand) or alert is None:
        return
    for chat in errand.asked["chats"]:
        if may_have(session, chat, Act.FOLLOW, alert.subject):
            write(session, chat, albums(copies))
