"""A conversation of one bot with one person or group, as it stands."""

from dataclasses import dataclass, field

from bot.sandbox.accounts import Bot, Group, User
from bot.sandbox.wire import Json


@dataclass(slots=True)
class Entry:
    """One message. `body` is the Bot API's Message; an edit puts another in its place."""

    body: Json
    outgoing: bool
    silent: bool = False
    fixed: bool = False

    @property
    def id(self) -> int:
        """The message_id."""
        return int(self.body["message_id"])


@dataclass(slots=True)
class Conversation:
    """One bot's chat with a person or a group: its messages by id in order of arrival, the reply
    keyboard, whether the bot may write. Everything here is seen from the person's side,
    `Entry.outgoing` too.
    """

    bot: Bot
    peer: User | Group
    entries: dict[int, Entry] = field(default_factory=dict)
    keyboard: list[list[str]] | None = None
    placeholder: str | None = None
    begun: bool = False
    shut: bool = False

    @property
    def id(self) -> int:
        """The chat_id."""
        return self.peer.id

    @property
    def is_group(self) -> bool:
        """Whether several people read along."""
        return isinstance(self.peer, Group)

    def readers(self) -> tuple[int, ...]:
        """Ids of the users whose phones show this conversation."""
        return tuple(self.peer.members) if isinstance(self.peer, Group) else (self.peer.id,)

    def seen(self, entry: Entry) -> Json:
        """A message as the page wants it: the Bot API's, with whose it is."""
        return entry.body | {"outgoing": True} if entry.outgoing else entry.body
