"""Whose turn it is: which messages this process may send now and which errands it may do, alone on
its database or together with others.
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Any, Final, Protocol

from bot.storage import errands as listed
from bot.storage import outgoing, shared
from bot.storage.errands import Due as Errand
from bot.storage.outgoing import Due
from bot.storage.reader import Reader
from bot.storage.shared import Go
from bot.storage.writer import Writer
from bot.transport.pace import BURST, Pace

# Seconds for which a look at the outbox is good: what is dropped or replaced meanwhile still goes.
SEEN: Final = 0.2
# Seconds between two looks when nothing is due: alone, everything that becomes due meanwhile says
# so; others cannot.
_ALONE: Final = 5.0
_TOGETHER: Final = 1.0
# What is sent evenly arrives a little unevenly: with so much of the pace no second has more.
_EVENLY: Final = 0.99


class Turns(Protocol):
    """Says what may go now."""

    async def messages(self, busy: Collection[int], room: int) -> tuple[list[Go], float]:
        """Return messages to send, at most `room` and none to a chat that is `busy`, and the
        seconds until something else might go. Whoever is given one must send it, `hold` its chat,
        or give it back.
        """

    async def errands(
        self, running: Collection[int], room: Mapping[str, int], others: int
    ) -> tuple[list[Errand], float]:
        """Return errands to run, as many of a kind as there is `room`, `others` of a kind that is
        not named; and the seconds until the next look.
        """

    async def hold(self, row: Due, seconds: float) -> None:
        """Leave the message's chat alone for a while; the message is still to be sent."""

    async def pause(self, row: Due, seconds: float) -> None:
        """Leave the message's chat alone for as long as Telegram asked."""

    def take(self, chat_id: int, messages: int) -> None:
        """So many more messages than one are on their way to a chat."""

    def over(self, row: Due) -> None:
        """A message is sent, or it was said what is to become of it."""

    async def ran(self, errand: Errand) -> None:
        """An errand was run, whether it is done or not."""


class Alone:
    """The only process on its database: what is under way is in memory, and so is the pace."""

    def __init__(self, reader: Reader, pace: Pace, clock: Callable[[], datetime]) -> None:
        self._reader, self._pace, self._clock = reader, pace, clock
        self._seen: deque[Due] = deque()
        self._seen_until = 0.0

    async def messages(self, busy: Collection[int], room: int) -> tuple[list[Go], float]:
        picked: list[Go] = []
        wait, looked = _ALONE, False
        while len(picked) < room:
            if not self._seen or monotonic() > self._seen_until:
                if looked:
                    break
                wait, looked = await self._look({*busy, *(go.row.chat_id for go in picked)}), True
            elif (pause := self._pace.wait(self._seen[0].chat_id)) > 0:
                self._seen.clear()
                wait = min(wait, pause)
            else:
                row = self._seen.popleft()
                self._pace.take(row.chat_id)
                picked.append(Go(row, 0.0))
        return picked, wait

    async def _look(self, busy: Collection[int]) -> float:
        """Read what is due, enough for many rounds while it is fresh; return the seconds until more
        is. A chat that was busy when the look began may show a row that has been sent since.
        """
        rows, next_due = await self._reader.do(_look_out)
        wait = _until(next_due, self._clock(), _ALONE, 0.001)
        self._seen.clear()
        for row in rows:
            if row.chat_id in busy:
                continue
            if (pause := self._pace.wait(row.chat_id)) > 0:
                wait = min(wait, pause)
            else:
                self._seen.append(row)
        self._seen_until = monotonic() + SEEN
        return max(wait, 0.001)

    async def errands(
        self, running: Collection[int], room: Mapping[str, int], others: int
    ) -> tuple[list[Errand], float]:
        # What was running when the look began may be done by now, though the look still shows it.
        before = set(running)
        due, next_due = await self._reader.do(_look_about)
        left, picked = dict(room), []
        for errand in due:
            left.setdefault(errand.kind, others)
            if errand.id not in before and errand.id not in running and left[errand.kind] > 0:
                left[errand.kind] -= 1
                picked.append(errand)
        return picked, _until(next_due, self._clock(), _ALONE, 0.01)

    async def hold(self, row: Due, seconds: float) -> None:
        self._pace.hold(row.chat_id, seconds)

    async def pause(self, row: Due, seconds: float) -> None:
        self._pace.pause(row.chat_id, seconds)

    def take(self, chat_id: int, messages: int) -> None:
        self._pace.take(chat_id, messages)

    def over(self, row: Due) -> None:
        """Nobody else was kept from it."""

    async def ran(self, errand: Errand) -> None:
        """Nobody else was kept from it."""


class Together:
    """One of several processes: what is under way stands in the database, and so does the pace.

    `agreeing` writes beside the others' steps; `me` is this process's number.
    """

    def __init__(
        self,
        agreeing: Writer,
        me: int,
        rates: tuple[float, float],
        clock: Callable[[], datetime],
    ) -> None:
        self._agreeing, self._me, self._clock = agreeing, me, clock
        self._send_rate, self._chat_rate = rates[0] * _EVENLY, rates[1]
        # What this process has, and what the last look took, which it may not have heard of yet.
        self._held, self._run = Counter[int](), Counter[int]()
        self._looked: tuple[list[int], list[int]] = ([], [])

    async def keep(self) -> None:
        """Say that this process still has what it has; what it has lost sight of is given back."""
        # Counted here: while another thread went through them, they would change.
        await self._agreeing.do(self._keep, list(self._held), list(self._run))

    def _keep(self, session: Any, held: list[int], run: list[int]) -> None:
        just_taken, just_begun = self._looked
        shared.keep(session, self._me, [*held, *just_taken], [*run, *just_begun])

    def _take_out(self, session: Any, room: int) -> tuple[list[Go], float, datetime | None, float]:
        """Take messages; a commit whose answer is lost is done again, and then with others."""
        began, burst = monotonic(), BURST * max(1.0, self._chat_rate)
        picked, wait = shared.messages(
            session, self._me, room, self._send_rate, self._chat_rate, burst
        )
        self._looked = ([go.row.id for go in picked], self._looked[1])
        return picked, wait, None if picked else outgoing.next_due(session), began

    def _take_about(
        self, session: Any, room: Mapping[str, int], others: int
    ) -> tuple[list[Errand], datetime | None]:
        due = shared.due_errands(session, self._me, room, others)
        self._looked = (self._looked[0], [errand.id for errand in due])
        return due, listed.next_due(session)

    async def messages(self, busy: Collection[int], room: int) -> tuple[list[Go], float]:
        if room < 1:
            return [], _TOGETHER
        picked, wait, next_due, began = await self._agreeing.do(self._take_out, room)
        self._held.update(go.row.id for go in picked)
        late = monotonic() - began  # which a turn that was given meanwhile does not wait for again
        picked = [replace(go, delay=max(0.0, go.delay - late)) for go in picked]
        return picked, _until(next_due, self._clock(), wait, 0.001)

    async def errands(
        self, running: Collection[int], room: Mapping[str, int], others: int
    ) -> tuple[list[Errand], float]:
        due, next_due = await self._agreeing.do(self._take_about, room, others)
        self._run.update(errand.id for errand in due)
        return due, _until(next_due, self._clock(), _TOGETHER, 0.01)

    async def hold(self, row: Due, seconds: float) -> None:
        await self._agreeing.do(_hold, shared.hold, self._me, row, seconds)

    async def pause(self, row: Due, seconds: float) -> None:
        await self._agreeing.do(_hold, shared.pause, self._me, row, seconds)

    def take(self, chat_id: int, messages: int) -> None:
        for lane in (chat_id, shared.EVERYBODY):
            rate = self._chat_rate if lane else self._send_rate
            self._agreeing.do(shared.more, lane, messages / rate)

    def over(self, row: Due) -> None:
        _one_less(self._held, row.id)

    async def ran(self, errand: Errand) -> None:
        _one_less(self._run, errand.id)
        await self._agreeing.do(shared.let_go_errand, self._me, errand.id)


def _one_less(has: Counter[int], row_id: int) -> None:
    """Take one off, and what is no longer had out: ids never come back."""
    has[row_id] -= 1
    if has[row_id] <= 0:
        del has[row_id]


def _until(next_due: datetime | None, now: datetime, at_most: float, at_least: float) -> float:
    """Return the seconds until something is due, within bounds."""
    wait = at_most if next_due is None else (next_due - now).total_seconds()
    return min(max(wait, at_least), at_most)


def _look_out(session: Any) -> tuple[list[Due], datetime | None]:
    return outgoing.due(session), outgoing.next_due(session)


def _look_about(session: Any) -> tuple[list[Errand], datetime | None]:
    return listed.due(session), listed.next_due(session)


def _hold(
    session: Any, hold: Callable[[Any, int, float], None], me: int, row: Due, seconds: float
) -> None:
    hold(session, row.chat_id, seconds)
    shared.let_go(session, me, row.id)
