"""A person's entries and those they recorded for others are found without reading the county's."""

from typing import Any

import pytest
from sqlalchemy import Select, text

from bot.actions.people import set_up
from bot.rules.quarters import Quarter
from bot.storage import databases
from bot.storage.people import persons, task_forces
from bot.storage.session import Session
from bot.storage.work import behalf, records
from tests.places import only_postgres
from tests.storage.conftest import Store

Q4 = Quarter(2026, 4)
MANY = 20_000
PEOPLE = 500


def crowd(session: Session) -> None:
    set_up.load_county(session)
    force = task_forces.every(session)[0].id
    for n in range(PEOPLE):
        persons.add(session, force, f"张{n}")


@pytest.fixture
def busy(store: Store) -> Store:
    """Many entries, every seventh recorded by somebody else."""
    store.do(crowd)
    about = f"CASE WHEN mod(g, 7) = 0 THEN mod(g + 1, {PEOPLE}) + 1 END"
    store.sql(
        "INSERT INTO draft (id, person_id, chat_id, form, facts_sealed, asking, version, state,"
        f" opened_at, touched_at, about_id) SELECT g, mod(g, {PEOPLE}) + 1, 1, 'publicity', '', '',"
        f" 0, 'submitted', now(), now(), {about} FROM generate_series(1, {MANY}) g",
        "INSERT INTO entry (id, draft_id, person_id, line, share, day, counts, why_not,"
        " facts_sealed, reviewer, state, submitted_at, reason, open_slots, recorded_by)"
        " SELECT 1000 + id, id, coalesce(about_id, person_id), 'publicity', '', '2026-11-01', true,"
        " '', '', 'liaison', 'approved', now(), '', '',"
        " CASE WHEN about_id IS NOT NULL THEN person_id END FROM draft",
        "ANALYZE draft, entry",
    )
    return store


@only_postgres  # whose plan is asked for
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (records._COUNTS, "ix_entry_person_id"),
        (records._PAGE, "ix_entry_person_id"),
        (records._OF_QUARTER, "ix_entry_person_id"),
        (behalf._OF_AUTHOR, "uq_entry_draft_id"),
    ],
)
def test_no_page_of_records_reads_every_entry(busy: Store, asked: Select[Any], index: str) -> None:
    given = {"person": 7, "before": 2**62, "first": Q4.first, "last": Q4.last}
    known = {name: value for name, value in given.items() if name in asked.compile().params}
    written = (
        asked.limit(9)
        .params(**known)
        .compile(
            dialect=databases.at(busy.url).writing().dialect, compile_kwargs={"literal_binds": True}
        )
    )
    with databases.writing(busy.url).connect() as db:
        plan = "\n".join(row[0] for row in db.execute(text(f"EXPLAIN {written}")))
    assert index in plan, plan
