"""What can go wrong with Telegram, on demand."""

import asyncio
from dataclasses import dataclass, field

from bot.sandbox.limits import ApiError, flood

KINDS = ("delay", "error", "reset", "lost_answer", "flood")
GATEWAY = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}


@dataclass(slots=True)
class Fault:
    """One kind of trouble: the method and the chat it strikes (None: any), and how many more times
    (None: always).
    """

    kind: str
    value: float
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is to suffer it; counts it if so."""
        right_method = self.method is None or self.method.lower() == method.lower()
        return right_method and self.chat_id in {None, chat_id} and self.times != 0


class ConnectionLost(Exception):
    """The connection is to be cut instead of answering."""


@dataclass(slots=True)
class Faults:
    """Trouble that has been ordered and has not yet happened."""

    due: list[Fault] = field(default_factory=list)
    duplicates: int = 0
    reordered_batches: int = 0

    def delay(self, seconds: float, method: str | None = None, times: int | None = 1) -> None:
        """Answer late."""
        self.due.append(Fault("delay", seconds, method, None, times))

    def error(self, code: int = 502, method: str | None = None, times: int | None = 1) -> None:
        """Answer with a 5xx and do nothing."""
        self.due.append(Fault("error", code, method, None, times))

    def reset(self, method: str | None = None, times: int | None = 1) -> None:
        """Cut the connection and do nothing."""
        self.due.append(Fault("reset", 0, method, None, times))

    def lose_answer(self, method: str | None = None, times: int | None = 1) -> None:
        """Do what was asked, then cut the connection: the bot cannot know."""
        self.due.append(Fault("lost_answer", 0, method, None, times))

    def flood(
        self,
        retry_after: int,
        method: str | None = None,
        *,
        chat_id: int | None = None,
        times: int | None = 1,
    ) -> None:
        """Answer 429, asking to come back after so many seconds."""
        self.due.append(Fault("flood", retry_after, method, chat_id, times))

    def duplicate(self, updates: int = 1) -> None:
        """Deliver the next updates once more after they were confirmed."""
        self.duplicates += updates

    def take_duplicate(self) -> bool:
        """Whether the update just confirmed is to come again."""
        due = self.duplicates > 0
        self.duplicates -= due
        return due

    def reorder(self, batches: int = 1) -> None:
        """Hand out the next batches of updates backwards."""
        self.reordered_batches += batches

    def take_reordering(self) -> bool:
        """Whether this batch of updates is to come backwards."""
        due = self.reordered_batches > 0
        self.reordered_batches -= due
        return due

    def clear(self) -> None:
        """Call everything off."""
        self.due.clear()
        self.duplicates = 0
        self.reordered_batches = 0

    async def before(self, method: str, chat_id: int | None) -> None:
        """Let trouble strike ahead of a call. Raises `ApiError`, `ConnectionLost`."""
        late = self._take(("delay",), method, chat_id)
        if late:
            await asyncio.sleep(late.value)
        fault = self._take(("error", "reset", "flood"), method, chat_id)
        if fault is None:
            return
        if fault.kind == "reset":
            raise ConnectionLost
        if fault.kind == "flood":
            raise flood(int(fault.value))
        code = int(fault.value)
        raise ApiError(code, GATEWAY.get(code, "Internal Server Error"))

    def after(self, method: str, chat_id: int | None) -> None:
        """Let trouble strike once a call has been carried out. Raises `ConnectionLost`."""
        if self._take(("lost_answer",), method, chat_id):
            raise ConnectionLost

    def _take(self, kinds: tuple[str, ...], method: str, chat_id: int | None) -> Fault | None:
        for fault in self.due:
            if fault.kind in kinds and fault.strikes(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                    if not fault.times:
                        self.due.remove(fault)
                return fault
        return None
