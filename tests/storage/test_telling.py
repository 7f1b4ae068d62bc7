"""Steps tell the trail what they change: always, only that, and cheaply."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.actions.people import set_up
from bot.actions.verify import verify
from bot.storage import audit, databases
from bot.storage.blobs import Folder
from bot.storage.people import accounts, persons
from bot.storage.prepared import Prepared
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.storage.writer import Writer
from tests.storage.conftest import Store
from tests.storage.kept_rows import a_county, sent

LOOSE = "SELECT id FROM draft WHERE form = ''"
"""The draft that became nothing yet."""


def test_a_write_in_words_is_refused_and_a_step_that_tells_nothing_cannot_be_committed(
    store: Store,
) -> None:
    def in_words(session: Session) -> None:
        session.write(text("UPDATE entry SET state = 'approved'"))

    with pytest.raises(TypeError, match="so that the trail hears of it"):
        store.do(in_words)
    with (
        pytest.raises(RuntimeError, match="did not settle"),
        databases.writing(store.url).begin() as db,
    ):
        persons.add(Session(db, store.vault, store.county, store.clock.now()), None, "赵敏")
    assert store.sql("SELECT count(*) FROM person") == [(0,)]


def test_a_photo_of_a_draft_costs_the_trail_nothing_and_of_an_entry_one_line(store: Store) -> None:
    def add(session: Session, draft: int, n: int) -> list[str]:
        heard: list[str] = []
        run = Prepared.run

        def heeded(self: Prepared, db: Connection, params: Mapping[str, Any]) -> Any:
            heard.append(self._sql.split()[0])
            return run(self, db, params)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Prepared, "run", heeded)
            evidence.add(session, draft, "photos", sent(n))
            audit.settle(session)
        return heard

    store.do(a_county, lambda data: data.hex())
    lines = store.do(audit.length)
    assert store.do(add, store.sql(LOOSE)[0][0], 50) == ["SELECT", "INSERT"]
    assert store.do(audit.length) == lines
    store.do(add, 1, 51)
    assert store.do(audit.length) == lines + 1


def test_material_that_moves_between_drafts_and_entries_stays_proven(
    store: Store, tmp_path: Path
) -> None:
    blobs = Folder(tmp_path / "evidence")

    def wrong() -> list[str]:
        return list(store.do(lambda session: list(verify(session, blobs))))

    store.do(a_county, blobs.keep)
    loose = store.sql(LOOSE)[0][0]
    steps: list[Callable[[Session], object]] = [
        lambda s: evidence.move(s, loose, 6, "plan"),
        lambda s: evidence.rehome(s, 6, 1, "photos", late=True),  # into an entry
        lambda s: evidence.move(s, 1, 6, "plan"),
        lambda s: evidence.remove(s, 1, 6),
        lambda s: evidence.add(s, loose, "photos", sent(21)),
        lambda s: submit(s, loose),
        lambda s: accounts.cut_off(s, 1),
        lambda s: accounts.invited(s, 71, None),
        lambda s: accounts.join(s, 71, 1),
    ]
    for step in steps:
        store.do(step)
        assert wrong() == []
    with pytest.raises(LookupError):
        store.do(evidence.rehome, 2, loose, "photos", late=False)  # what was submitted stays
    store.sql("UPDATE evidence SET slot = 'photos' WHERE id = 6")
    (said,) = wrong()
    assert said.startswith("X1001 的佐证 6 的佐证类别与审计记录不符")


def submit(session: Session, draft: int) -> entries.Entry | None:
    found = drafts.get(session, draft)
    assert found is not None
    drafts.save(session, replace(found, state="submitted"))
    return entries.submit(
        session, draft, 1, None, task_force_id=1, line="publicity", share="",
        day=date(2026, 11, 9), counts=True, why_not="", facts={}, reviewer="liaison",
        open_slots="",
    )  # fmt: skip


async def test_a_step_that_failed_beside_others_tells_nothing(
    store: Store, writer: Writer, tmp_path: Path
) -> None:
    def add(session: Session, name: str) -> None:
        persons.add(session, None, name)
        if name == "乙":
            raise ZeroDivisionError

    def look(session: Session) -> list[str]:
        return list(verify(session, Folder(tmp_path / "evidence")))

    await writer.do(set_up.load_county)
    done = [writer.do(add, name) for name in ("甲", "乙", "丙")]
    results = await asyncio.gather(*done, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), ZeroDivisionError, type(None)]
    assert await writer.do(look) == []
    told = "".join(kept for (kept,) in store.sql("SELECT kept FROM audit"))
    assert told.count('["person",') == 4  # each of the two, added and then sealed
