"""Look-ups beside the writer: each sees the last commit and keeps nobody waiting."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from bot.rules.county import County
from bot.storage.crypto import Vault
from bot.storage.session import Session

P = ParamSpec("P")
T = TypeVar("T")


class Reader:
    """Runs look-ups, `(session, …) → result`, on a connection that cannot write."""

    def __init__(
        self, engine: Engine, vault: Vault, county: County, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._vault, self._county, self._clock = engine, vault, county, clock

    async def do(
        self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a look-up in another thread, so that the event loop goes on."""
        return await asyncio.to_thread(lambda: self.now(look, *args, **kwargs))

    def now(
        self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a look-up at once in this thread: for the command line, which has no event loop."""
        with self._engine.connect() as db, db.begin():
            session = Session(db, self._vault, self._county, self._clock())
            return look(session, *args, **kwargs)
