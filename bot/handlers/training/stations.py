"""服务站点: the list, registering a station as a card that is filled in, and changing one."""

from typing import Any, Final

from bot.actions.training import station_cases, stations
from bot.actions.training.station_cases import Listed
from bot.actions.training.stations import FORM, Registered
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Room
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Rows, Say, Toast, in_rows
from bot.handlers.training.station_buttons import EDIT, KEEPER, LIST, MESSAGE, OPEN, to_rooms
from bot.handlers.training.station_cards import find, shown
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import HAND_INS, RESUME
from bot.handlers.work.card import HANDLE
from bot.handlers.work.draft import card_in
from bot.rules.roles import Role
from bot.storage import outbox
from bot.storage.people import accounts, task_forces
from bot.storage.people.persons import Person
from bot.storage.training.stations import Known
from bot.storage.work import drafts
from bot.texts.training import stations as t

NEW: Final = Press("sa", "new", NUMBER)
NEW_IN: Final = Press("sa", "in")
WHO: Final = Press("sa", "who", NUMBER, NUMBER)
REGISTER: Final = Press("sa", "reg", NUMBER, NUMBER)
_MOST: Final = 40
"""The most stations that have a button in the list of the county; the rest are found by name."""


def begin(turn: Turn) -> Answer:
    """服务站点: the own task force's, for an officer the county's; `/stations 城东` looks up."""
    if turn.event.text.startswith("/") and turn.event.rest:
        return find(turn, turn.event.rest)
    return [_list(turn, station_cases.default_force(turn.actor), renew=True)]


def _of(turn: Turn, force_id: int) -> Answer:
    return [_list(turn, force_id)]


def _list(turn: Turn, force_id: int, *, renew: bool = False) -> Say:
    """Return the list: what was begun, a button for each station, and what else can be done."""
    session, actor = turn.session, turn.actor
    listed = station_cases.listed(session, actor, force_id)
    accounts.focus(session, turn.event.chat_id, None)
    keeps = actor.is_(Role.BUREAU) or actor.is_(Role.LIAISON)
    begun = [] if not keeps else stations.begun(session, actor)
    rows: list[list[Button]] = [
        [RESUME.button(short(t.BEGUN.format(what=_called(card.draft)), 24), card.draft.id, 0)]
        for card in begun
    ]
    rows += in_rows([_button(station) for station in listed.all[:_MOST]])
    own = 0 if actor.is_(Role.BUREAU) else actor.task_force_id or 0
    further = [LIST.button(t.ALL, 0)] if force_id else []
    if keeps:
        new = NEW.button(t.NEW, own) if own else NEW_IN.button(t.NEW)
        further.insert(0, new)
    if own and not force_id:
        further.append(LIST.button(t.BACK, own))
    elif keeps:
        further.append(to_rooms())
    text = "\n".join(_lines(listed, force_id, keeps_own=bool(own) and keeps))
    return Say(text, [*rows, further], handle=MESSAGE, renew=renew)


def _lines(listed: Listed, force_id: int, *, keeps_own: bool) -> list[str]:
    every = listed.all
    if not every:
        none = t.NONE if keeps_own else t.NONE_COUNTY
        return [none.format(force=listed.of)]
    closed = sum(station.closing is not None for station in every)
    head = t.LIST.format(force=listed.of, n=len(every) - closed)
    lines = [head + (t.CLOSED_TOO.format(n=closed) if closed else "")]
    if not force_id:
        lines += [
            t.GROUP.format(force=name, n=sum(station.closing is None for station in those))
            for name, those in listed.groups
        ]
    example = every[-1].name
    if len(every) > _MOST:
        return [*lines, t.MORE.format(n=len(every) - _MOST, name=example)]
    return [*lines, t.TYPE_NAME.format(name=example)]


def _button(station: Known) -> Button:
    mark = t.CLOSED_MARK if station.closing else t.MARKS[station.kind]
    return OPEN.button(short(t.OPEN_ONE.format(mark=mark, name=station.name), 22), station.id)


def _called(draft: drafts.Draft) -> str:
    return str(draft.facts.get("name", "")) or t.NEW


def _new_in(turn: Turn) -> Answer:
    """登记站点, by an officer: ask of which task force."""
    stations.check_any(turn.actor)
    buttons = [
        NEW.button(short(force.name, 16), force.id) for force in task_forces.every(turn.session)
    ]
    return [Say(t.NEW_IN, [*in_rows(buttons), [LIST.button(t.BACK, 0)]], handle=MESSAGE)]


def _new(turn: Turn, force_id: int) -> Answer:
    """登记站点: the list becomes the card."""
    card = stations.start(turn.session, turn.actor, force_id)
    outbox.rename(turn.session, turn.event.chat_id, MESSAGE, (HANDLE, card.draft.id))
    return [card_in(turn, card)]


def _edit(turn: Turn, station_id: int) -> Answer:
    return [card_in(turn, stations.edit(turn.session, turn.actor, station_id), renew=True)]


def _keeper(turn: Turn, station_id: int) -> Answer:
    """换负责人: the same, with the name asked for."""
    return [
        card_in(turn, stations.edit(turn.session, turn.actor, station_id, "keeper"), renew=True)
    ]


def _hand_in(turn: Turn, draft_id: int, _version: int) -> Answer:
    """登记, 保存修改; of several namesakes it is asked who is meant first."""
    people = stations.meant(turn.session, turn.actor, draft_id)
    if people:
        return [_which(turn, draft_id, people)]
    return _done(turn, stations.hand_in(turn.session, turn.actor, draft_id))


def _who(turn: Turn, draft_id: int, person_id: int) -> Answer:
    return _done(turn, stations.hand_in(turn.session, turn.actor, draft_id, person_id))


def _which(turn: Turn, draft_id: int, people: list[Person]) -> Say:
    """Ask who is meant; of another ledger no more is shown than whose it is."""
    forces = {force.id: force.name for force in task_forces.every(turn.session)}
    own = turn.actor.task_force_id
    rows: list[list[Button]] = []
    for person in people:
        is_ours = turn.actor.is_(Role.BUREAU) or person.task_force_id == own
        label = t.WHO_BUTTON.format(
            name=person.name.full,
            phone=person.phone.full[-4:] if is_ours else "",
            force=forces.get(person.task_force_id or 0, ""),
            employer=person.employer if is_ours else "",
        )
        rows.append([WHO.button(short(label, 30), draft_id, person.id)])
    rows.append([WHO.button(t.NONE_OF_THEM, draft_id, 0), RESUME.button(t.BACK, draft_id, 0)])
    text = t.WHO.format(name=people[0].name.full, n=len(people))
    return Say(text, rows, handle=(HANDLE, draft_id))


def _done(turn: Turn, done: Registered) -> Answer:
    """Say so where the card stood, and show the station as everybody sees it."""
    line = (t.DONE if done.is_new else t.SAVED).format(name=done.station.name)
    below: Rows = [[OPEN.button(t.OPEN_IT, done.station.id), LIST.button(t.ROOM, _force(turn))]]
    said: list[Any] = [Say(line, below, handle=(HANDLE, done.card.draft.id))]
    if done.fresh:
        said += [Toast(line), shown(turn, done.station.id, renew=True)]
    return said


def _force(turn: Turn) -> int:
    return station_cases.default_force(turn.actor)


HAND_INS[FORM] = REGISTER
CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "stations",
            begin,
            t.ABOUT,
            places={
                Role.COORDINATOR: At(14, t.HELP, on_menu=False),
                Role.LIAISON: At(28, t.HELP, on_menu=False),
                Role.BUREAU: At(22, t.HELP, on_menu=False),
            },
            words=t.WORDS,
        ),
    ),
    rooms=(Room(3, t.ROOM, begin, frozenset({Role.LIAISON, Role.BUREAU})),),
    presses={
        LIST: _of,
        EDIT: _edit,
        KEEPER: _keeper,
        NEW: _new,
        NEW_IN: _new_in,
        WHO: _who,
        REGISTER: _hand_in,
    },
)
