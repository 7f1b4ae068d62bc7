"""A person's phone, for tests: act as people do, look at what they would see."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.sandbox.accounts import Bot, Group, User
from bot.sandbox.events import Event
from bot.sandbox.people import Participant
from bot.sandbox.screen import Button, Message, best_of, newest_first
from bot.sandbox.wire import Json, Upload
from bot.sandbox.world import World

PATIENCE = 30.0

Found = TypeVar("Found")
Wanted = str | Callable[[Message], bool]
Settled = Callable[[], Awaitable[None]]


class Phone:
    """A person's phone: `Phone(world, user)` talks to the world's first bot; in a group when one is
    given.

    Waiting is in real time; what is waited for in vain raises `AssertionError` with the screen.
    `settled` waits until the bot has nothing left to do: with it, `until` sees what stays, never
    what the next edit is about to replace. `actions` counts taps, and messages and albums sent.

    `until` may return the same message again as long as the person has not acted; after that only
    if the message has changed. So the answer to a second press is never mistaken for the first's.
    """

    def __init__(
        self,
        world: World,
        user: User,
        *,
        bot: Bot | None = None,
        group: Group | None = None,
        settled: Settled | None = None,
    ) -> None:
        self.user = user
        self.toasts: list[str] = []
        self.bell = 0
        self.actions = 0
        self.answered = 0
        self._files = world.files
        self._person = Participant(world, user, bot or world.main_bot, group)
        self._chat = self._person.chat
        self._happened = asyncio.Event()
        self._found: dict[int, Json] = {}
        self._stale: dict[int, Json] = {}
        self._albums: set[str] = set()
        self._settled = settled
        world.events.listen(self._hear, user.id)

    async def start(self, payload: str = "") -> Message:
        """Press Start, as from `t.me/<bot>?start=<payload>`."""
        self._act()
        return self._own(self._person.start(payload).id)

    async def send(self, text: str, reply_to: Message | None = None) -> Message:
        """Write a message."""
        self._act()
        return self._own(self._person.send_text(text, _id(reply_to)).id)

    async def edit(self, message: Message, text: str) -> Message:
        """Change a message of one's own."""
        self._act()
        return self._own(self._person.edit_text(message.message_id, text).id)

    async def send_photo(
        self, data: bytes, caption: str | None = None, reply_to: Message | None = None
    ) -> Message:
        """Send a picture as a photo."""
        self._act()
        return self._own((await self._person.send_photo(data, caption, _id(reply_to))).id)

    async def send_album(
        self, photos: list[bytes], caption: str | None = None, reply_to: Message | None = None
    ) -> list[Message]:
        """Send 2 to 10 pictures as one album."""
        self._act()
        entries = await self._person.send_album(photos, caption, _id(reply_to))
        return [self._own(entry.id) for entry in entries]

    async def send_file(
        self,
        data: bytes,
        name: str,
        mime: str = "",
        caption: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a file as it is."""
        self._act()
        file = Upload(data, name, mime)
        return self._own((await self._person.send_file(file, caption, _id(reply_to))).id)

    async def send_video(
        self, data: bytes, caption: str | None = None, reply_to: Message | None = None
    ) -> Message:
        """Send a video."""
        self._act()
        file = Upload(data, "video.mp4", "video/mp4")
        return self._own((await self._person.send_video(file, caption, _id(reply_to))).id)

    async def send_sticker(self, data: bytes = b"RIFF") -> Message:
        """Send a sticker."""
        self._act()
        return self._own((await self._person.send_sticker(data)).id)

    async def send_voice(self, data: bytes = b"OggS") -> Message:
        """Send a voice message."""
        self._act()
        return self._own((await self._person.send_voice(data)).id)

    async def send_location(self, latitude: float = 35.73, longitude: float = 116.49) -> Message:
        """Send a place."""
        self._act()
        return self._own(self._person.send_location(latitude, longitude).id)

    async def send_contact(self, phone: str, name: str | None = None) -> Message:
        """Send a contact; one's own unless a name is given."""
        self._act()
        own = None if name else self.user.id
        return self._own(self._person.send_contact(phone, name or self.user.name, own).id)

    async def block(self) -> None:
        """Stop the bot from writing; `start` lifts it."""
        self._act()
        self._person.block(blocked=True)

    async def press(self, label: str, on: Message | None = None) -> None:
        """Press the button with this label, or one that starts with it or contains it.

        It is looked for on the newest message that has one, then on the reply keyboard, until there
        is one. With `on` it is looked for on that message as it was then, however stale.
        """
        if on is not None:
            button = on.button(label)
            assert button is not None, f"no button {label} on:\n{on}"  # noqa: S101 - for tests
            self._press(on, button)
            return
        pressed = await self._eventually(lambda: self._press_newest(label), PATIENCE)
        assert pressed, f"no button {label} on the screen:\n{self.screen()}"  # noqa: S101 - as above

    def sees(self, label: str) -> bool:
        """Whether there is such a button anywhere just now."""
        inline = any(message.button(label) for message in self._newest())
        return inline or self._on_keyboard(label) is not None

    @property
    def messages(self) -> list[Message]:
        """The chat from the oldest message to the newest, edits applied, deleted ones gone."""
        return list(self._newest())[::-1]

    @property
    def last(self) -> Message:
        """The newest message from the bot. Raises `AssertionError` when there is none."""
        newest = next((message for message in self._newest() if not message.outgoing), None)
        assert newest is not None, f"nothing from the bot:\n{self.screen()}"  # noqa: S101 - as above
        return newest

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the reply keyboard, row by row."""
        return self._chat.keyboard or []

    def screen(self) -> str:
        """Everything on the phone, to read in a failed test."""
        rows = [" ".join(f"[{label}]" for label in row) for row in self.keyboard]
        bottom = ["─ 键盘 ─", *rows] if rows else []
        title = f"── {self.user.name} ──"
        return "\n".join([title, *map(str, self.messages), *bottom])

    async def until(
        self, wanted: Wanted, seconds: float = PATIENCE, *, passing: bool = False
    ) -> Message:
        """Wait until a message from the bot contains a text, or fulfils a condition; return the
        newest such. `passing` takes also one that may be gone in a moment; it is only for a test
        that holds the bot up meanwhile.
        """
        fits = wanted if callable(wanted) else lambda message: wanted in message.text
        calm = None if passing else self._settled
        found = await self._eventually(lambda: self._fresh(fits), seconds, calm)
        assert found, f"waited {seconds} s for {wanted} in vain:\n{self.screen()}"  # noqa: S101 - as above
        self._found[found.message_id] = found.body
        return found

    async def quiet(self, seconds: float = 0.2) -> None:
        """Wait until the bot has nothing left to do; on a phone that cannot know that, until
        nothing has happened for `seconds`.
        """
        if self._settled is not None:
            await self._settled()
            return
        while True:
            self._happened.clear()
            try:
                await asyncio.wait_for(self._happened.wait(), seconds)
            except TimeoutError:
                return

    def _newest(self) -> list[Message]:
        return list(newest_first(self._chat, self._files))

    def _own(self, message_id: int) -> Message:
        return Message(self._chat.entries[message_id].body, outgoing=True, files=self._files)

    def _act(self) -> None:
        self.actions += 1
        self._stale.update(self._found)
        self._found.clear()

    def _fresh(self, fits: Callable[[Message], bool]) -> Message | None:
        for message in newest_first(self._chat, self._files):
            seen_before = self._stale.get(message.message_id) is message.body
            if not message.outgoing and not seen_before and fits(message):
                return message
        return None

    def _press_newest(self, label: str) -> bool:
        for message in newest_first(self._chat, self._files):
            button = message.button(label)
            if button:
                self._press(message, button)
                return True
        text = self._on_keyboard(label)
        if text is None:
            return False
        self._act()
        self._person.send_text(text)
        return True

    def _on_keyboard(self, label: str) -> str | None:
        return best_of(label, {text: text for row in self.keyboard for text in row})

    def _press(self, message: Message, button: Button) -> None:
        assert button.data, f"[{button.label}] only opens {button.url}"  # noqa: S101 - as above
        self._act()
        self._person.press(message.message_id, button.data)

    async def _eventually(
        self, look: Callable[[], Found | None], seconds: float, calm: Settled | None = None
    ) -> Found | None:
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            if calm is not None:
                await calm()
            self._happened.clear()
            found = look()
            left = deadline - asyncio.get_running_loop().time()
            if found or left <= 0:
                return found
            try:
                await asyncio.wait_for(self._happened.wait(), left)
            except TimeoutError:
                return look()

    def _hear(self, event: Event) -> None:
        if event.chat != self._chat.id or event.kind == "typing":
            return
        if event.kind == "toast":
            self.answered += 1
            self.toasts += [event.body["text"]] if event.body["text"] else []
        if event.kind == "message":
            self._ring(event.body["message"], silent=event.body["silent"])
        self._happened.set()

    def _ring(self, message: Json, *, silent: bool) -> None:
        """Note that the phone has rung; an album rings once."""
        album = message.get("media_group_id")
        if silent or message.get("outgoing") or album in self._albums:
            return
        if album:
            self._albums.add(album)
        self.bell += 1


def _id(message: Message | None) -> int | None:
    return message.message_id if message else None
