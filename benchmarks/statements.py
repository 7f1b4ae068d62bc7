"""Which statements one durable step runs, counted where SQLite sees them."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks import updates
from benchmarks.county import FIRST_CHAT, NEARLY_DONE, make, settings_of, writing
from benchmarks.figures import Table
from bot.handlers import router
from bot.handlers.turn import Event, Handler, take
from bot.handlers.work.buttons import SUBMIT
from bot.storage import inbox, outgoing
from bot.storage.outgoing import Shown
from bot.storage.session import Session

_TABLE: Final = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|SELECT)(?: INTO| FROM| count.*?FROM)? (\w+)", re.DOTALL
)
_ANSWERS: Final = ("劳动合同法", "本单位", "自发开展", "30")


def measure(table: Table) -> None:
    """Count the statements of one typed answer and of one submission, from the inbox to the reply's
    receipt.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = make(Path(name) / "county", 1, NEARLY_DONE).folder
        with writing(settings_of(folder)) as session:
            for said in _ANSWERS:
                event = Event(0, FIRST_CHAT, text=said)
                heard = _heard(session, lambda s, e=event: _step(s, router.typed, e))  # type: ignore[misc]
            _tell(table, "a typed answer", heard)
            tap = Event(0, FIRST_CHAT, data=SUBMIT.data(1, 0))
            heard = _heard(session, lambda s: _step(s, router.pressed, tap))
            _tell(table, "a submission", heard)


def _step(session: Session, handler: Handler, event: Event) -> None:
    raw = updates.typed(event.chat_id, event.text) | {"update_id": 1 + event.inbox_id}
    (row,) = inbox.write_down(session, [raw])
    take(session, handler, replace(event, inbox_id=row.id))
    for due in outgoing.due(session):
        outgoing.sent(session, due, Shown(due.message_id or 1, "text"))


def _heard(session: Session, work: Callable[[Session], None]) -> list[str]:
    """Return each statement that the work ran: `select draft`, `insert inbox`, …."""
    heard: list[str] = []
    driver = session.db.connection.dbapi_connection
    assert driver is not None
    driver.set_trace_callback(heard.append)
    work(session)
    driver.set_trace_callback(None)
    found = [match for sql in heard if (match := _TABLE.match(sql))]
    return [f"{match[1].lower()} {match[2]}" for match in found]


def _tell(table: Table, what: str, heard: list[str]) -> None:
    table.add(f"statements of {what}", str(len(heard)))
    print("   ", " · ".join(heard))
