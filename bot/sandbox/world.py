"""Everything in the sandbox: accounts, conversations, files, the clock. No HTTP here."""

import random
import secrets
from dataclasses import dataclass

from bot.sandbox.accounts import Bot, Group, Person, User
from bot.sandbox.chats import Conversation, Entry
from bot.sandbox.clock import Clock
from bot.sandbox.events import Event, Events
from bot.sandbox.faults import Faults
from bot.sandbox.files import FileStore
from bot.sandbox.preparation import Preparation
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.wire import Json

FIRST_USER = 1001
FIRST_GROUP = -4_000_001


@dataclass(slots=True)
class Posting:
    """A message about to be posted: its content, and how it is to arrive."""

    content: Json
    silent: bool = False
    fixed: bool = False
    reply_to: int | None = None
    album: str | None = None


class World:
    """`World()` is empty; give it bots and users. With a `seed` its ids are the same every time."""

    def __init__(self, clock: Clock | None = None, *, seed: int | None = None) -> None:
        self.clock = clock or Clock()
        self.events = Events()
        self.preparation = Preparation(self.events)
        self.files = FileStore()
        self.faults = Faults()
        self.bots: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.groups: dict[int, Group] = {}
        self.cast: list[Person] = []
        self._conversations: dict[tuple[int, int], Conversation] = {}
        self._random = random.Random(secrets.randbits(64) if seed is None else seed)
        self.clock.moved.append(self._clock_moved)

    def add_bot(self, token: str, username: str, name: str, *, reads_all: bool = False) -> Bot:
        """Register a bot; its id is the number before the token's colon, if there is one."""
        number = token.partition(":")[0]
        bot_id = int(number) if number.isdecimal() else 700_000_000 + len(self.bots)
        first_update = self._random.randrange(100_000_000, 900_000_000)
        bot = Bot(bot_id, token, username, name, UpdateQueue(first_update, self.faults), reads_all)
        self.bots[token] = bot
        return bot

    def add_user(self, name: str, username: str | None = None, language: str = "zh-hans") -> User:
        """A new account; ids count up from 1001."""
        user = User(FIRST_USER + len(self.users), name, username, language)
        self.users[user.id] = user
        return user

    def add_group(self, title: str, *members: User) -> Group:
        """A group of people; bots are put into it by one of them."""
        group = Group(FIRST_GROUP - len(self.groups), title, {user.id for user in members})
        self.groups[group.id] = group
        return group

    @property
    def main_bot(self) -> Bot:
        """The bot the page and the phones talk to unless told otherwise: the first one."""
        return next(iter(self.bots.values()))

    def conversation(self, bot: Bot, chat_id: int) -> Conversation | None:
        """The conversation the bot has in this chat, if anyone there has ever spoken to it."""
        chat = self._conversations.get((bot.id, chat_id))
        return chat if chat and chat.begun else None

    def meet(self, bot: Bot, peer: User | Group) -> Conversation:
        """The conversation of a bot with a person or group, made if nobody has spoken yet; a group
        is shut until it takes the bot in.
        """
        key = (bot.id, peer.id)
        if key not in self._conversations:
            self._conversations[key] = Conversation(bot, peer, shut=isinstance(peer, Group))
        return self._conversations[key]

    def conversations(self, bot: Bot) -> list[Conversation]:
        """All conversations that a bot has."""
        return [
            chat
            for (owner, _), chat in self._conversations.items()
            if owner == bot.id and chat.begun
        ]

    def number(self) -> str:
        """A fresh long number, as album and query ids are."""
        return str(self._random.randrange(10**17, 10**18))

    def post(self, chat: Conversation, sender: User | Bot, posting: Posting) -> Entry:
        """Put a message into a conversation and show it on the phones."""
        body: Json = {
            "message_id": chat.bot.next_message_id(),
            "from": sender.body(),
            "chat": chat.peer.chat(),
            "date": self.clock.timestamp(),
        }
        if posting.album:
            body["media_group_id"] = posting.album
        replied = chat.entries.get(posting.reply_to) if posting.reply_to else None
        if replied:
            body["reply_to_message"] = _unreplied(replied.body)
        body |= posting.content
        outgoing = isinstance(sender, User)
        entry = Entry(body, outgoing, silent=posting.silent, fixed=posting.fixed)
        chat.entries[entry.id] = entry
        chat.begun = True
        self.show(chat, "message", message=chat.seen(entry), silent=posting.silent)
        return entry

    def revise(self, chat: Conversation, entry: Entry, body: Json) -> None:
        """Replace a message by its edited form, a new object: old snapshots stay as they were."""
        entry.body = body | {"edit_date": self.clock.timestamp()}
        self.show(chat, "edit", message=chat.seen(entry))

    def erase(self, chat: Conversation, message_id: int) -> None:
        """Take a message off every phone."""
        del chat.entries[message_id]
        self.show(chat, "delete", message_id=message_id)

    def show(self, chat: Conversation, kind: str, **body: object) -> None:
        """Tell the phones of a conversation."""
        for user in chat.readers():
            self.events.emit(Event(user, chat.id, kind, body))

    def _clock_moved(self) -> None:
        self.events.emit(Event(None, None, "clock", {"now": self.clock.now().isoformat()}))


def _unreplied(body: Json) -> Json:
    return {key: value for key, value in body.items() if key != "reply_to_message"}
