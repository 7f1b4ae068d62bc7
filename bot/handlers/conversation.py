"""What a conversation tells the rest of the bot about itself, and where all of it is gathered.

Each conversation declares in its own handler module how people come into it, what its buttons,
questions and replies mean, which errands it has done, what it reminds of, and on what news from
other wings it has something to say. The wing lists its conversations, `wings.py` lists the wings;
nobody else names a button.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.handlers.desk import Desk
from bot.handlers.press import Press
from bot.handlers.say import LISTENERS, Answer, Happened, Listener, Rows
from bot.handlers.turn import Handler
from bot.rules.roles import Role
from bot.storage.errands import Due
from bot.storage.session import Session

Pressed = Callable[..., Answer]
"""Takes the turn and then what the button was told."""
Doer = Callable[[Desk, Due], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class At:
    """Where an entrance stands for one role: by `nth` on the menu and in the list of commands.
    `help` is its line under 帮助, "" for none; one not `on_menu` is a command alone.
    """

    nth: int
    help: str = ""
    on_menu: bool = True


@dataclass(frozen=True, slots=True)
class Entrance:
    """A way into a conversation: the command, what it is called in Telegram's list of commands,
    and the label of the menu that does the same; either may be "". Where it is offered is no
    permission: the actions authorise.
    """

    command: str
    handler: Handler
    about: str
    label: str = ""
    places: Mapping[Role, At] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What takes the text that is typed while it is asked. One asked aside of a report may be over
    by the time it is answered: then it says so once, and is asked no more.
    """

    answer: Handler
    is_aside: bool = True


@dataclass(frozen=True, slots=True)
class Reminder:
    """What nobody asks for but the clock, or the bot's own start: whether anything is due, asked of
    a reader, and the writer's step that says or begins it and answers how much it was.
    """

    is_due: Callable[[Session], bool]
    send: Callable[[Session], int]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that people are reminded of in the digest of the day, once for each period.

    `kind` tells it from all others (16 characters at most). `whom` reads who is to be reminded as
    of now, for everybody at once: person → period. `say` has its sentence and its buttons for one
    person; `done` stands in their place once the person is not to be reminded any more, for which
    whoever settles it asks the errand `errands.SETTLE` of their chat.
    """

    kind: str
    whom: Callable[[Session], Mapping[int, str]]
    say: Callable[[Session, int], tuple[str, Rows]]
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One conversation, whole. `questions` go by what the chat is in the middle of, `errands` by
    their kind, `hears` by what happened. `material` takes photos and files. Of texts that answer
    no question, `replies` takes those that reply to a message of its own, `names` those that name
    something of its own and nothing else, `stray` any other that means something to it; each
    answers [] to what is not its business.
    """

    entrances: Sequence[Entrance] = ()
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


_GATHERED: list[Conversation] = []


def gather(conversations: Sequence[Conversation]) -> None:
    """The conversations of one wing; called once for each by `wings.py`."""
    for conversation in conversations:
        _GATHERED.append(conversation)
        for happened, listener in conversation.hears.items():
            LISTENERS.setdefault(happened, []).append(listener)


def gathered() -> Iterator[Conversation]:
    """Every conversation there is."""
    return iter(_GATHERED)


def matters() -> dict[str, Matter]:
    """What people are reminded of besides the digest's own, by kind."""
    return {matter.kind: matter for each in _GATHERED for matter in each.matters}


def entrances(role: Role) -> list[Entrance]:
    """What a role is offered, in its order."""
    offered = [way for each in _GATHERED for way in each.entrances if role in way.places]
    return sorted(offered, key=lambda way: way.places[role].nth)
