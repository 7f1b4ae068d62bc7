"""How fast the bot speaks: Telegram's limits as token buckets, over all chats and in each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

BURST: Final = 5
_FORGET_AFTER: Final = 2000


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` tokens come in a second, at most `burst` are saved up.

    A message takes a token; `now` and `at` are monotonic seconds.
    """

    rate: float
    burst: float
    tokens: float = field(init=False)
    at: float = 0

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def wait(self, now: float) -> float:
        """Return the seconds until a token is there; 0 when one is."""
        self.tokens = min(self.burst, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def take(self, messages: int = 1) -> None:
        """Fewer than none may be left: then the wait is the longer."""
        self.tokens -= messages


class Pace:
    """Says when a chat may be written to.

    `send_rate` and `chat_rate` are messages a second, over all chats and in each. Times are
    monotonic seconds.
    """

    def __init__(self, send_rate: float, chat_rate: float, now: Callable[[], float]) -> None:
        self._all = Bucket(send_rate, max(1.0, send_rate))
        self._chat_rate = chat_rate
        self._chats: dict[int, Bucket] = {}
        self._paused: dict[int, float] = {}
        self._asked: dict[int, float] = {}
        self._all_paused = 0.0
        self._now = now

    def wait(self, chat_id: int) -> float:
        """Return the seconds until this chat may be written to; 0 for now."""
        now = self._now()
        paused = max(self._all_paused, self._paused.get(chat_id, 0.0)) - now
        if paused > 0:
            return paused
        return max(self._all.wait(now), self._bucket(chat_id).wait(now))

    def take(self, chat_id: int, messages: int = 1) -> None:
        """So many messages are on their way to a chat."""
        self._all.take(messages)
        self._bucket(chat_id).take(messages)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Leave a chat alone for as long as Telegram asked.

        If another chat still waits because Telegram asked, it means the bot as a whole, and all
        chats wait.
        """
        now = self._now()
        self._asked = {chat: until for chat, until in self._asked.items() if until > now}
        if self._asked and chat_id not in self._asked:
            self._all_paused = max(self._all_paused, now + seconds)
        self._asked[chat_id] = now + seconds
        self.hold(chat_id, seconds)

    def hold(self, chat_id: int, seconds: float) -> None:
        """Leave one chat alone for a while. Unlike `pause` it says nothing about the others."""
        now = self._now()
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
        self._paused[chat_id] = now + seconds

    def _bucket(self, chat_id: int) -> Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            if len(self._chats) > _FORGET_AFTER:
                now = self._now()
                self._chats = {c: b for c, b in self._chats.items() if b.wait(now) > 0}
            bucket = self._chats[chat_id] = Bucket(self._chat_rate, BURST * max(1, self._chat_rate))
        return bucket
