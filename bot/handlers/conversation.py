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
from bot.handlers.say import LISTENERS, Answer, Happened, Listener
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One conversation, whole. `questions` go by what the chat is in the middle of, `replies` by
    the purpose of the message that a text replies to, `errands` by their kind, `hears` by what
    happened. `material` takes photos and files, `stray` a text that answers nothing.
    """

    entrances: Sequence[Entrance] = ()
    presses: Mapping[Press, Pressed] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    replies: Mapping[str, Handler] = field(default_factory=dict)
    errands: Mapping[str, Doer] = field(default_factory=dict)
    hears: Mapping[type[Happened], Listener] = field(default_factory=dict)
    reminders: Sequence[Reminder] = ()
    at_start: Sequence[Reminder] = ()
    material: Handler | None = None
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


def entrances(role: Role) -> list[Entrance]:
    """What a role is offered, in its order."""
    offered = [way for each in _GATHERED for way in each.entrances if role in way.places]
    return sorted(offered, key=lambda way: way.places[role].nth)
