"""Look-ups beside the writer: each sees the last commit and keeps nobody waiting."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Engine

from bot.rules.county import County
from bot.storage import databases
from bot.storage.crypto import Vault
from bot.storage.session import Session

P = ParamSpec("P")
T = TypeVar("T")
# For so many seconds, about, a database that is away is waited for.
_AT_MOST: Final = 600


class Reader:
    """Runs look-ups, `(session, …) → result`, on a connection that cannot write."""

    def __init__(
        self, engine: Engine, vault: Vault, county: County, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._vault, self._county, self._clock = engine, vault, county, clock
        self._is_away = databases.kind(engine).is_away

    async def do(
        self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a look-up in another thread, so that the event loop goes on. While the database is
        away it is tried again.
        """
        for tries in itertools.count():
            try:
                return await asyncio.to_thread(lambda: self.now(look, *args, **kwargs))
            except Exception as error:
                if not self._is_away(error) or tries == _AT_MOST:
                    raise
                self._engine.dispose()
                await asyncio.sleep(min(0.05 * 2**tries, 1.0))
        raise AssertionError

    def now(
        self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a look-up at once in this thread: for the command line, which has no event loop."""
        with self._engine.connect() as db, db.begin():
            session = Session(db, self._vault, self._county, self._clock())
            return look(session, *args, **kwargs)
