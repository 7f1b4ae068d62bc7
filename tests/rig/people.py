"""People with phones: they act on what they see, and on nothing else."""

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tests.rig.chats import Letter
from tests.rig.foreign import Messenger

PATIENCE: Final = 3.0
_GLANCE: Final = 0.25
_ids = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do. `seen` is what it answers: nobody does it again while that stands there,
    except who loses patience; what is `once` is never done again.
    """

    seen: object
    do: Callable[[], None]
    once: bool = False


class Stuck(AssertionError):
    """Somebody waited, and what was to come never came."""


class Person:
    """One user in a chat with the bot. Who is `impatient` presses and types again when nothing
    has changed for three seconds; others wait, so that whatever was lost stays lost.
    """

    def __init__(self, messenger: Messenger, name: str, *, impatient: bool = False) -> None:
        self.name, self.impatient = name, impatient
        self.chat = messenger.new_chat(name)
        self.again = 0
        self._messenger = messenger
        self._random = random.Random(name)

    def seen(self) -> Iterator[Letter]:
        """The bot's messages on the screen, the newest first."""
        letters = self.chat.letters
        return (letters[i] for i in sorted(letters, reverse=True) if letters[i].by_bot)

    def newest(self, fits: Callable[[Letter], object]) -> Letter | None:
        return next((letter for letter in self.seen() if fits(letter)), None)

    def type(self, text: str) -> None:
        """Send a text, or press a label of the reply keyboard, which is the same."""
        more: dict[str, Any] = {}
        if text.startswith("/"):
            length = len(text.partition(" ")[0])
            more["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self.chat.started = True
        self._post(text=text, more=more)

    def press(self, letter: Letter, label: str) -> None:
        """Press the button of a message whose label begins so."""
        query_id = str(next(_ids))
        query = {
            "id": query_id,
            "from": self.chat.user,
            "chat_instance": "1",
            "message": self.chat.as_json(letter, self._messenger.bot),
            "data": letter.data_of(label),
        }
        self._messenger.methods.queries.add(query_id)
        self._messenger.post("callback_query", query)

    def send_album(self, photos: list[bytes]) -> None:
        album = {"media_group_id": f"album{next(_ids)}"}
        for photo in photos:
            files = self._messenger.methods.files.keep_photo(photo)
            self._post(kind="photo", files=files, more=album)

    def send_file(self, data: bytes, name: str, mime: str) -> None:
        file = self._messenger.methods.files.keep(data, name, file_name=name, mime_type=mime)
        self._post(kind="document", files=[file])

    async def reach(
        self, goal: Callable[[], Any], step: Callable[[], Act | None], seconds: float = 180
    ) -> Any:
        """Act on what is seen until the goal is, which is returned. Raises Stuck when for so long
        there was nothing new to act on.
        """
        clock = asyncio.get_running_loop().time
        done: dict[object, float] = {}
        ends = clock() + seconds
        while not (found := goal()):
            act = step()
            if act is not None and self._would(act, done, clock()):
                await asyncio.sleep(self._random.uniform(0.02, 0.3))
                now = step()
                if now is not None and now.seen == act.seen:
                    if act.seen in done:
                        self.again += 1
                    else:
                        ends = clock() + seconds
                    done[act.seen] = clock()
                    now.do()
            if clock() > ends:
                raise Stuck(f"{self.name}: {next(self.seen(), None)!r}")
            await self.chat.news(_GLANCE)
        return found

    def _would(self, act: Act, done: dict[object, float], now: float) -> bool:
        if act.seen not in done:
            return True
        return self.impatient and not act.once and now - done[act.seen] > PATIENCE

    def _post(self, text: str = "", **more: Any) -> None:
        letter = self.chat.add(text, by_bot=False, **more)
        self._messenger.post("message", self.chat.as_json(letter, self._messenger.bot))
