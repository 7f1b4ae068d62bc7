"""What a conversation tells the rest of the bot about itself, and where all of it is gathered.

Each conversation declares in its own handler module how people come into it, what its buttons,
questions and replies mean, which errands it has done, what it reminds of, and on what news from
other wings it has something to say. The wing lists its conversations, `wings.py` lists the wings;
nobody else names a button.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.handlers.desk import Desk
from bot.handlers.press import Press
from bot.handlers.say import LISTENERS, Answer, Happened, Listener, Rows
from bot.handlers.turn import Handler, Turn
from bot.rules.roles import Role
from bot.storage.errands import Due
from bot.storage.session import Session

Pressed = Callable[..., Answer]
"""The handler of a button. It is called with the turn, then with each thing the button was told."""
Doer = Callable[[Desk, Due], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class At:
    """Where an entrance stands for one role. `nth` orders it on the menu and in the list of
    commands; `help` is its line under 帮助, "" for none. One that is not `on_menu` is a command
    only.
    """

    nth: int
    help: str = ""
    on_menu: bool = True


@dataclass(frozen=True, slots=True)
class Entrance:
    """A way into a conversation: the command, what Telegram's list of commands says `about` it, and
    the `label` on the menu that does the same; command or label may be "".

    `places` are the roles it is offered to. That gives no permission: the actions check who may do
    what. `words` are what people say when they want it, beside what it is called: by them it is
    found.
    """

    command: str
    handler: Handler
    about: str
    label: str = ""
    places: Mapping[Role, At] = field(default_factory=dict)
    words: Sequence[str] = ()

    @property
    def key(self) -> str:
        """What tells it from all others: its command, or its label where it has none."""
        return self.command or self.label


@dataclass(frozen=True, slots=True)
class Room:
    """Something that stands behind 🏫 培训与站点, in the order of `nth`, for the roles named."""

    nth: int
    label: str
    handler: Handler
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked by typing, with the handler that takes the text typed in answer.

    `is_aside` is True for a question asked beside a report, such as a reason. It may have lost its
    point by the time it is answered: the person is then told so once, and it is no longer asked.
    `may_pass` is True for one that does not insist: a text that names something goes there, and
    where the answer is [], or a refusal of what means something to others, the text is taken as if
    nothing were asked.

    `lapsed` makes it a question of the moment, of which what is sent later must not be taken for
    the answer. It returns "" while the question stands, then the sentence that says it is over,
    for who is not understood otherwise. Who goes somewhere else by menu or command has left it;
    one that `gives_way` is left by whoever goes where photos are for something else.
    `wants` is what is said while it is asked to a message that is neither text nor file, "" for
    what is always said.
    """

    answer: Handler
    is_aside: bool = True
    may_pass: bool = False
    lapsed: Callable[[Turn], str] | None = None
    gives_way: bool = False
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that the clock or the bot's own start sets off, not a person. `is_due` asks a
    reader whether there is anything to do; `send` is the writer's step that does or begins it, and
    returns how much it did.
    """

    is_due: Callable[[Session], bool]
    send: Callable[[Session], int]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that people are reminded of in the digest of the day, once for each period.

    `kind` tells it from all others (16 characters at most). `whom` reads who is to be reminded as
    of now, for everybody at once: person → period. `say` returns its sentence and its buttons for
    one person. `done` is the sentence that takes their place in a digest already sent, once the
    person need not be reminded any more; whoever settles the matter asks the errand
    `errands.SETTLE` about their chat.
    """

    kind: str
    whom: Callable[[Session], Mapping[int, str]]
    say: Callable[[Session, int], tuple[str, Rows]]
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One whole conversation: everything it takes from people, from errands, from the clock and
    from the news of other wings.

    `presses` are its buttons. `questions` are found by what the chat is in the middle of
    (`Account.focus`), `errands` by their kind, `hears` by what happened. `reminders` are asked by
    the clock, `at_start` once when the bot starts. `material` takes photos and files; it returns []
    for what is not its business.

    `rooms` stand behind 🏫 培训与站点.

    Three more take a text: `replies` one that replies to a message of this conversation, whatever
    is being asked; and, when no question is open, `names` one that names something of this
    conversation and nothing else (an entry's number), `stray` any other that means something to it.
    Each returns [] for a text that is not its business.

    `name` is what people call it, where it has no entrance that says so (`called`).

    `leaves` says what waits here for a task force's liaison to do, to be told before another takes
    over; "" for nothing. `mine` is what a person's own card says from here, "" for nothing.

    `takes_masked` tells of a text in which an ID number was masked whether it is for this
    conversation, where it cannot wait for being written once more: it is worked on without the
    number. Any other is only deleted.

    `starts` take links into the bot that are no invitation, by what their `?start=` begins with.
    """

    name: str = ""
    entrances: Sequence[Entrance] = ()
    rooms: Sequence[Room] = ()
    presses: Mapping[Press, Pressed] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    replies: Handler | None = None
    errands: Mapping[str, Doer] = field(default_factory=dict)
    hears: Mapping[type[Happened], Listener] = field(default_factory=dict)
    matters: Sequence[Matter] = ()
    reminders: Sequence[Reminder] = ()
    at_start: Sequence[Reminder] = ()
    material: Handler | None = None
    names: Handler | None = None
    stray: Handler | None = None
    leaves: Callable[[Session, int], str] | None = None
    mine: Callable[[Session, int], str] | None = None
    takes_masked: Callable[[Turn], bool] | None = None
    starts: Mapping[str, Handler] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """What people call it: its name, or its first label without the picture before it; "" where
        nobody calls it anything.
        """
        labels = [way.label or way.about for way in self.entrances]
        labels += [room.label for room in self.rooms]
        return self.name or next((label.rpartition(" ")[2] for label in labels if label), "")


_GATHERED: list[Conversation] = []
_CALLED: dict[int, str] = {}
"""What the conversation of an entrance is called; an entrance is known by its identity."""


def gather(conversations: Sequence[Conversation]) -> None:
    """Take in the conversations of one wing; `wings.py` calls this once for each."""
    for conversation in conversations:
        _GATHERED.append(conversation)
        _CALLED.update({id(way): conversation.called for way in conversation.entrances})
        for happened, listener in conversation.hears.items():
            LISTENERS.setdefault(happened, []).append((conversation.called, listener))


def gathered() -> Iterator[Conversation]:
    """Iterate over all conversations that were gathered."""
    return iter(_GATHERED)


def question_of(focus: str | None) -> tuple[str, Question | None]:
    """Return the question that is open where a chat is in the middle of `focus`, None for none, and
    what its conversation is called.
    """
    asked = focus or ""
    found = ((each.called, each.questions[asked]) for each in _GATHERED if asked in each.questions)
    return next(found, ("", None))


def takes_material(called: str) -> bool:
    """Whether photos and files are the business of the conversation that is called so."""
    return any(each.material for each in _GATHERED if each.called == called)


def left_to_do(session: Session, task_force_id: int) -> list[str]:
    """Return what waits for a task force's liaison to do, a line for each conversation that has
    anything.
    """
    said = (each.leaves(session, task_force_id) for each in _GATHERED if each.leaves is not None)
    return [line for line in said if line]


def doers(desk: Desk) -> dict[str, Callable[[Due], Awaitable[None]]]:
    """Return who does each kind of errand, at a desk whose voice is that of the conversation."""
    return {
        kind: partial(do, replace(desk, writer=replace(desk.writer, name=each.called)))
        for each in _GATHERED
        for kind, do in each.errands.items()
    }


def reminders() -> list[Reminder]:
    """Return what the clock sets off."""
    return [_named(each.called, way) for each in _GATHERED for way in each.reminders]


def at_start() -> list[Reminder]:
    """Return what the bot's start sets off."""
    return [_named(each.called, way) for each in _GATHERED for way in each.at_start]


def _named(name: str, way: Reminder) -> Reminder:
    """Return a reminder whose messages are counted to a conversation."""

    def send(session: Session) -> int:
        session.conversation = name
        return way.send(session)

    return replace(way, send=send)


def start_of(payload: str) -> Handler | None:
    """Return what takes a link into the bot, None where it is an invitation."""
    starts = (start for each in _GATHERED for start in each.starts.items())
    return next((handler for begins, handler in starts if payload.startswith(begins)), None)


def said_of(session: Session, person_id: int) -> list[str]:
    """Return what conversations say on a person's own card, a line or more for each that has
    anything.
    """
    said = (each.mine(session, person_id) for each in _GATHERED if each.mine is not None)
    return [line for line in said if line]


def matters() -> dict[str, Matter]:
    """Return the matters that conversations have declared, by kind; the digest has others of its
    own.
    """
    return {matter.kind: matter for each in _GATHERED for matter in each.matters}


def all_entrances() -> Iterator[Entrance]:
    """Iterate over the entrances of all conversations."""
    return (way for each in _GATHERED for way in each.entrances)


def leads_to(way: Entrance) -> str:
    """Return what the conversation is called that an entrance leads to."""
    return _CALLED[id(way)]


def entrances(role: Role) -> list[Entrance]:
    """Return the entrances offered to a role, in the order of its menu."""
    offered = [way for way in all_entrances() if role in way.places]
    return sorted(offered, key=lambda way: way.places[role].nth)


def rooms(role: Role) -> list[Room]:
    """Return what stands behind 🏫 培训与站点 for a role, in its order there."""
    return sorted(
        (room for each in _GATHERED for room in each.rooms if role in room.roles),
        key=lambda room: room.nth,
    )
