"""The stations of a stage: what stands at its end, what was opened and closed in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.actions.training.station_cases import Tally, tally
from bot.rules.stations import Kind
from bot.storage import audit, databases
from bot.storage.people import persons, task_forces
from bot.storage.session import Session
from bot.storage.training import stations
from bot.storage.work import drafts
from tests.places import Template
from tests.storage.conftest import Store

FIRST, END = date(2026, 7, 1), date(2026, 10, 1)


@pytest.fixture
def session(seven_fields: Template, tmp_path: Path) -> Iterator[Session]:
    store = Store.copied(seven_fields, tmp_path)
    with databases.writing(store.url).begin() as db:
        session = Session(db, store.vault, store.county, store.clock.now())
        yield session
        audit.settle(session)


def station(
    session: Session, name: str, opened: date, kind: Kind = Kind.STATION, force: int = 1
) -> int:
    who = persons.add(session, force, "王强")
    draft = drafts.add(session, who, 72, "station", {})
    return stations.add(
        session, "孙悦", opened, registered_by=who, task_force_id=force, draft_id=draft.id,
        kind=kind.value, name=name, within="park", address="城东路", keeper_id=None,
    )  # fmt: skip


def told(session: Session, force: int = 1, kind: Kind = Kind.STATION) -> Tally:
    return next(
        each
        for each in tally(session, FIRST, END)
        if (each.task_force_id, each.kind) == (force, kind)
    )


def test_the_last_day_of_a_stage_is_in_it_and_the_day_after_is_not(session: Session) -> None:
    by = persons.add(session, 1, "李梅")
    station(session, "之前", date(2026, 6, 30))
    station(session, "首日", FIRST)
    station(session, "末日", date(2026, 9, 30))
    station(session, "之后", END)
    closed_last = station(session, "末日关", date(2026, 1, 1))
    stations.close(session, closed_last, date(2026, 9, 30), "到期", by)
    closed_after = station(session, "之后关", date(2026, 1, 1))
    stations.close(session, closed_after, END, "到期", by)
    assert told(session) == Tally(1, Kind.STATION, 4, ["首日", "末日"], ["末日关"], [])


def test_one_that_was_closed_and_opened_again_is_told_as_it_was(session: Session) -> None:
    by = persons.add(session, 1, "李梅")
    again = station(session, "城东", date(2026, 1, 1))
    stations.close(session, again, date(2026, 8, 1), "修缮", by)
    stations.reopen(session, again, date(2026, 11, 1), by)
    assert told(session) == Tally(1, Kind.STATION, 0, [], ["城东"], [])
    (later,) = tally(session, END, date(2027, 1, 1))
    assert later == Tally(1, Kind.STATION, 1, [], [], ["城东"])
    (before,) = tally(session, date(2026, 1, 1), FIRST)
    assert before == Tally(1, Kind.STATION, 1, ["城东"], [], [])


def test_kinds_and_task_forces_are_told_apart_and_none_is_nothing(session: Session) -> None:
    assert tally(session, FIRST, END) == []
    forces = [force.id for force in task_forces.every(session)][:2]
    station(session, "站", FIRST, force=forces[0])
    station(session, "室", FIRST, Kind.STUDIO, forces[0])
    station(session, "站二", FIRST, force=forces[1])
    assert [
        (each.task_force_id, each.kind, each.standing) for each in tally(session, FIRST, END)
    ] == [
        (forces[0], Kind.STATION, 1),
        (forces[0], Kind.STUDIO, 1),
        (forces[1], Kind.STATION, 1),
    ]
