"""The accounts of the sandbox: users, bots, groups, and the people whose phones the page shows."""

from dataclasses import dataclass, field

from bot.sandbox.updates import UpdateQueue
from bot.sandbox.wire import Json

CommandScope = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account."""

    id: int
    name: str
    username: str | None = None
    language: str = "zh-hans"

    def body(self) -> Json:
        """The Bot API's User."""
        body: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            body["username"] = self.username
        return body | {"language_code": self.language}

    def chat(self) -> Json:
        """The Bot API's Chat of a private conversation with this person."""
        body: Json = {"id": self.id, "first_name": self.name}
        if self.username:
            body["username"] = self.username
        return body | {"type": "private"}


@dataclass(slots=True)
class Group:
    """A group chat; `members` are user ids."""

    id: int
    title: str
    members: set[int] = field(default_factory=set)

    def chat(self) -> Json:
        """The Bot API's Chat of the group."""
        return {"id": self.id, "title": self.title, "type": "group"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose phone the page shows: the role that is printed, and the deep-link payload that
    the Start button sends.
    """

    user: User
    role: str
    start: str | None = None


@dataclass(slots=True)
class Query:
    """A button pressed and not yet answered; `expires` is on the event loop's clock."""

    user: int
    chat: int
    expires: float


@dataclass(slots=True)
class Bot:
    """An account run by software: its token, the updates that wait for it, and how it describes
    itself.
    """

    id: int
    token: str
    username: str
    name: str
    updates: UpdateQueue
    reads_all: bool = False
    commands: dict[tuple[CommandScope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    last_message_id: int = 0

    def body(self) -> Json:
        """The Bot API's User, as it stands in the messages the bot sends."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
        }

    def next_message_id(self) -> int:
        """Message ids run through all chats of an account, as Telegram's do."""
        self.last_message_id += 1
        return self.last_message_id

    def take_expired(self, now: float) -> None:
        """Forget the queries that may no longer be answered."""
        while self.queries:
            oldest = next(iter(self.queries))
            if self.queries[oldest].expires > now:
                return
            del self.queries[oldest]
