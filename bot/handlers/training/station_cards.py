"""A station's card: what it is, where, who is in charge; its photo, closing it, and finding it by
its public-facing name.
"""

from typing import Final

from bot.actions.training import station_cases
from bot.actions.training.station_cases import CLOSING, Case
from bot.errors import Refused
from bot.forms.fields import short
from bot.handlers.conversation import Conversation, Question
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Say, Toast, albums
from bot.handlers.training.station_buttons import EDIT, KEEPER, LIST, OPEN
from bot.handlers.turn import Turn
from bot.handlers.work.copies import copy_of
from bot.rules.permissions import Act, Subject
from bot.rules.stations import map_link
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.training import stations
from bot.storage.work.evidence import Piece
from bot.texts import conversations
from bot.texts.times import day_label
from bot.texts.training import stations as t

CARD: Final = "station"
"""Purpose of a card's handle; its subject is the station."""
FOUND: Final = ("station found", 0)
PHOTOS: Final = "station photos"
SHOW: Final = Press("sa", "photo", NUMBER)
CLOSE: Final = Press("sa", "close", NUMBER)
LEAVE: Final = Press("sa", "leave", NUMBER)
REOPEN: Final = Press("sa", "again", NUMBER, NUMBER)
TAKE_BACK: Final = Press("sa", "undo", NUMBER, NUMBER)


def open_card(turn: Turn, station_id: int) -> Answer:
    """Show a station's card, at the end of the chat."""
    return [shown(turn, station_id, renew=True)]


def shown(turn: Turn, station_id: int, *, renew: bool = False) -> Say:
    """Return a station's card as it is now."""
    return _card(turn, station_cases.case(turn.session, turn.actor, station_id), renew=renew)


def find(turn: Turn, words: str) -> Answer:
    """Show the station that is meant; several become buttons. Raises Refused for none."""
    station = station_cases.of_name(turn.session, turn.actor, words)
    if station is not None:
        return [shown(turn, station.id, renew=True)]
    answer = _near(turn, words)
    if not answer:
        raise Refused(t.NOT_FOUND.format(name=short(words, 20)))
    return answer


def _named(turn: Turn) -> Answer:
    """Show the station whose name was typed while nothing was asked, or that was asked for: 找 …;
    [] for any other text.
    """
    if (words := _looked_for(turn.event.text)) and turn.account.actor is not None:
        return find(turn, words)
    found = station_cases.of_name(turn.session, turn.account.actor, turn.event.text)
    return [] if found is None else [shown(turn, found.id, renew=True)]


def _looked_for(text: str) -> str:
    """Return what a text looks for: `找 城东服务站`, `城东服务站在哪`; "" for one that does not
    look for a station.
    """
    said = text.strip()
    words = said.removeprefix(t.LOOK_FOR).strip()
    if words == said or not any(kind in words for kind in t.KINDS_SPOKEN):
        return ""
    return words


def _stray(turn: Turn) -> Answer:
    """Show the stations whose names are like a text that means nothing else; [] for none."""
    return _near(turn, turn.event.text)


def _near(turn: Turn, words: str) -> Answer:
    near = station_cases.near(turn.session, turn.account.actor, words)
    if len(near) == 1:
        return [shown(turn, near[0][0], renew=True)]
    if not near:
        return []
    rows = [[OPEN.button(short(name, 30), station_id)] for station_id, name in near]
    rows.append([LIST.button(t.ROOM, station_cases.default_force(turn.actor))])
    return [Say(t.WHICH.format(n=len(near)), rows, handle=FOUND, renew=True)]


def _card(turn: Turn, case: Case, *, renew: bool = False) -> Say:
    station = case.station
    first: list[Button] = [(t.MAP, map_link(turn.session.county.name, station.address))]
    if case.photos:
        first.append(SHOW.button(t.PHOTO, station.id))
    rows = [first]
    if case.is_theirs and station.closing is None:
        rows.append(
            [
                EDIT.button(t.EDIT, station.id),
                KEEPER.button(t.NEW_KEEPER, station.id),
                CLOSE.button(t.CLOSE, station.id),
            ]
        )
    elif case.is_theirs and station.closing is not None:
        rows.append(
            [
                REOPEN.button(t.REOPEN, station.id, len(station.times)),
                TAKE_BACK.button(t.TAKE_BACK, station.id, station.closing.id),
            ]
        )
    rows.append([LIST.button(t.ROOM, station_cases.default_force(turn.actor))])
    text = "\n".join(_lines(turn, case))
    return Say(text, rows, handle=(CARD, station.id), renew=renew)


def _lines(turn: Turn, case: Case) -> list[str]:
    station, today = case.station, turn.session.today
    mark = t.CLOSED_MARK if station.closing else t.MARKS[station.kind]
    lines = [
        t.OPEN_ONE.format(mark=mark, name=station.name),
        t.KIND.format(kind=station.kind.label, force=case.force),
        t.WHERE.format(where=station.within.label, address=station.address),
        _keeper(turn, case),
        t.OPENED.format(day=day_label(station.opened, today)),
    ]
    if len(station.times) > 1:
        again = day_label(station.times[-1].first, today)
        lines.append(t.REOPENED.format(day=again))
    if station.closing is not None and station.closing.last is not None:
        day = day_label(station.closing.last, today)
        lines.append(t.CLOSED.format(day=day, why=station.closing.why))
    return lines


def _keeper(turn: Turn, case: Case) -> str:
    """Return who is in charge; whoever keeps the ledger sees the employer, and that they left."""
    keeper = case.keeper
    if keeper is None:
        return t.KEEPER.format(name=case.station.keeper)
    name = keeper.name.full
    own = turn.actor.task_force_id in (None, keeper.task_force_id)
    if keeper.left and case.is_theirs:
        return t.KEEPER_LEFT.format(name=name)
    if case.is_theirs and own and keeper.employer:
        return t.KEEPER_OF.format(name=name, employer=keeper.employer)
    return t.KEEPER.format(name=name)


def _photos(turn: Turn, station_id: int) -> Answer:
    """照片: sent after the commit, without the place they were taken at."""
    case = station_cases.case(turn.session, turn.actor, station_id)
    name = case.station.name
    if not case.photos:
        raise Refused(t.NO_PHOTO.format(name=name))
    if all(piece.state == "waiting" for piece in case.photos):
        raise Refused(t.PHOTO_COMING)
    chat = turn.event.chat_id
    errands.ask(turn.session, PHOTOS, turn.event.inbox_id, station=station_id, chat=chat)
    return [Toast(t.PHOTO_SENT.format(name=name))]


async def photos(desk: Desk, errand: Due) -> None:
    """Send the photos of a station to the chat that asked."""
    name, pieces = await desk.reader.do(_pieces, errand.asked["station"])
    files = [
        await copy_of(desk, piece, f"{name}-{n}", name, t.PHOTO_REFUSED)
        for n, piece in enumerate(pieces, 1)
        if piece.sha256
    ]
    await desk.writer.do(_deliver, errand, albums(files))


def _pieces(session: Session, station_id: int) -> tuple[str, list[Piece]]:
    station = stations.get(session, station_id)
    if station is None:
        return "", []
    pieces = station_cases.photos(session, station)
    return station.name, [piece for piece in pieces if piece.state == "ready"]


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    chat = errand.asked["chat"]
    is_theirs = may_have(session, chat, Act.LOOK_UP, Subject())
    deliver(session, errand, chat, said if is_theirs else [])


def _ask_closing(turn: Turn, station_id: int) -> Answer:
    station = station_cases.ask_closing(turn.session, turn.actor, station_id)
    text = t.ASK_CLOSE.format(name=station.name)
    return [Say(text, [[LEAVE.button(t.BACK, station_id)]], handle=(CARD, station_id))]


def _leave(turn: Turn, station_id: int) -> Answer:
    station_cases.leave_it(turn.session, turn.actor)
    return [shown(turn, station_id)]


def _close(turn: Turn) -> Answer:
    """Take day and reason, by which the station is closed."""
    session = turn.session
    station_id = turn.account.focus_id
    closed = station_cases.close(session, turn.actor, station_id, turn.event.text)
    return [shown(turn, closed.id, renew=True)]


def _reopen(turn: Turn, station_id: int, times: int) -> Answer:
    station = station_cases.reopen(turn.session, turn.actor, station_id, times)
    day = day_label(station.times[-1].first, turn.session.today)
    said = t.REOPENED_NOW.format(name=station.name, day=day)
    return [Toast(said), shown(turn, station_id)]


def _take_back(turn: Turn, station_id: int, opening_id: int) -> Answer:
    station = station_cases.take_back(turn.session, turn.actor, station_id, opening_id)
    return [Toast(t.TAKEN_BACK.format(name=station.name)), shown(turn, station_id)]


def _mine(session: Session, person_id: int) -> str:
    names = station_cases.mine(session, person_id)
    return t.MINE.format(names="、".join(names)) if names else ""


CONVERSATION: Final = Conversation(
    name=conversations.STATIONS,
    presses={
        OPEN: open_card,
        SHOW: _photos,
        CLOSE: _ask_closing,
        LEAVE: _leave,
        REOPEN: _reopen,
        TAKE_BACK: _take_back,
    },
    questions={CLOSING: Question(_close)},
    errands={PHOTOS: photos},
    names=_named,
    stray=_stray,
    mine=_mine,
)
