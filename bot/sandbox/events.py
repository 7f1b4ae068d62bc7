"""Events for whoever watches the sandbox: the phones of the tests, and the page in the browser."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.wire import Json


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person can notice: whose phone, in which chat, what kind, and its particulars."""

    user: int | None
    chat: int | None
    kind: str
    body: Json


Listener = Callable[[Event], None]


class Events:
    """Calls its listeners at once and in order: those of the user concerned, and those of
    everybody.
    """

    def __init__(self) -> None:
        self._of_user: dict[int, list[Listener]] = defaultdict(list)
        self._of_all: list[Listener] = []

    def listen(self, listener: Listener, user: int | None = None) -> Callable[[], None]:
        """Register; returns what takes the registration back."""
        listeners = self._of_all if user is None else self._of_user[user]
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell everyone concerned; an event without a user concerns only those who hear all."""
        if event.user is not None and event.user in self._of_user:
            for listener in tuple(self._of_user[event.user]):
                listener(event)
        for listener in tuple(self._of_all):
            listener(event)
