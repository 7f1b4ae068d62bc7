"""What the demonstration is still making ready, and how far that is; the page shows it."""

from bot.sandbox.events import Event, Events
from bot.sandbox.wire import Json


class Preparation:
    """Tells whoever watches of every change. Its `body` is empty when everything is there."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.body: Json = {}

    def tell(self, what: str, done: int = 0, of: int = 0, *, note: str = "") -> None:
        """Say what is being made ready, and how many parts of how many are done, as far as that is
        known; the note says what can be done meanwhile.
        """
        self._show({"what": what, "done": done, "of": of, "note": note})

    def fail(self, why: str) -> None:
        """Say that it will not be there: what that means, and what to do."""
        self._show({"trouble": why})

    def end(self) -> None:
        """Say that everything is there."""
        self._show({})

    def _show(self, body: Json) -> None:
        self.body = body
        self._events.emit(Event(None, None, "preparation", body))
