"""Look-ups beside the writer: each sees the last commit and keeps nobody waiting."""

import asyncio
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Engine

from bot.rules.county import County
from bot.rules.tries import growing
from bot.storage import databases
from bot.storage.crypto import Vault
from bot.storage.session import Session

P = ParamSpec("P")
T = TypeVar("T")
# For so many seconds a database that is away is waited for.
_AT_MOST: Final = 600


class Reader:
    """Runs look-ups, `(session, …) → result`, on a connection that cannot write; in threads of its
    own, so that a database that does not answer keeps nobody waiting but those who ask it.
    """

    def __init__(
        self, engine: Engine, vault: Vault, county: County, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._vault, self._county, self._clock = engine, vault, county, clock
        self._is_away = databases.kind(engine).is_away
        self._hurries = False
        self._threads = ThreadPoolExecutor(databases.READERS, "reader")

    async def do(
        self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a look-up in another thread, so that the event loop goes on. While the database is
        away it is tried again.
        """
        loop = asyncio.get_running_loop()
        ends = monotonic() + _AT_MOST
        for tries in itertools.count():
            ask = partial(copy_context().run, lambda: self.now(look, *args, **kwargs))
            try:
                return await loop.run_in_executor(self._threads, ask)
            except Exception as error:
                if not self._is_away(error) or self._hurries or monotonic() > ends:
                    raise
                self._engine.dispose()
                await asyncio.sleep(growing(tries, 0.05, 1.0))
        raise AssertionError

    def hasten(self) -> None:
        """Wait no longer for a database that is away; whoever asks is told."""
        self._hurries = True

    def close(self) -> None:
        """Let go of threads and connections; nothing is asked any more."""
        self._threads.shutdown(wait=False)
        self._engine.dispose()

    def now(
        self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a look-up at once in this thread: for the command line, which has no event loop."""
        with self._engine.connect() as db, db.begin():
            session = Session(db, self._vault, self._county, self._clock())
            return look(session, *args, **kwargs)
