"""Errands: asked for in a transaction, tried until done, called off, asked anew."""

from datetime import timedelta

from bot.storage import errands
from bot.storage.errands import LONGEST_WAIT, Due
from bot.storage.session import Session
from tests.storage.conftest import Store


def due(store: Store) -> list[Due]:
    found: list[Due] = store.do(errands.due)
    return found


def test_an_errand_is_done_once(store: Store) -> None:
    store.do(errands.ask, "score", 7, quarter="2026Q4")
    (errand,) = due(store)
    assert (errand.kind, errand.subject, errand.asked) == ("score", 7, {"quarter": "2026Q4"})
    assert store.do(errands.done, errand) is True
    assert store.do(errands.done, errand) is False
    assert due(store) == []


def test_asked_twice_it_is_done_as_asked_last(store: Store) -> None:
    store.do(errands.ask, "score", 7, quarter="2026Q3")
    store.do(errands.ask, "score", 7, quarter="2026Q4")
    assert [errand.asked for errand in due(store)] == [{"quarter": "2026Q4"}]


def test_asked_for_anew_while_it_runs_it_is_done_again(store: Store) -> None:
    store.do(errands.ask, "sheet", 1)
    (running,) = due(store)
    store.do(errands.ask, "sheet", 1)
    assert store.do(errands.done, running) is False
    (again,) = due(store)
    store.do(errands.later, running)  # its failure is news of yesterday
    assert due(store) == [again]
    assert store.do(errands.done, again) is True


def test_what_fails_is_tried_after_longer_and_longer_waits(store: Store) -> None:
    store.do(errands.ask, "fetch", 1)
    waits = []
    for _ in range(12):
        (errand,) = due(store)
        store.do(errands.later, errand)
        waits.append((store.do(errands.next_due) - store.clock.now()).total_seconds())
        store.clock.advance(waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]


def test_an_outage_of_days_does_not_end_the_waiting(store: Store) -> None:
    store.do(errands.ask, "fetch", 1)
    store.sql("UPDATE errand SET tries = 5000")
    store.do(errands.later, due(store)[0])
    assert store.do(errands.next_due) == store.clock.now() + LONGEST_WAIT


def test_one_for_later_is_not_due_before(store: Store) -> None:
    store.do(errands.ask, "tell", 1, timedelta(minutes=1))
    assert due(store) == []
    store.clock.advance(60)
    assert len(due(store)) == 1


def test_one_that_is_called_off_is_gone(store: Store) -> None:
    store.do(errands.ask, "tell", 1, timedelta(minutes=1))
    assert store.do(errands.is_asked, "tell", 1)
    assert store.do(errands.cancel, "tell", 1) is True
    assert store.do(errands.cancel, "tell", 1) is False
    assert not store.do(errands.is_asked, "tell", 1)


def test_five_hundred_photos_hide_no_report(store: Store) -> None:
    def ask(session: Session) -> None:
        for n in range(500):
            errands.ask(session, "fetch", n)
        errands.ask(session, "summary", 1)

    store.do(ask)
    assert "summary" in {errand.kind for errand in due(store)}


def test_ids_are_never_used_again(store: Store) -> None:
    store.do(errands.ask, "sheet", 1)
    (first,) = due(store)
    store.do(errands.done, first)
    store.do(errands.ask, "sheet", 1)
    assert due(store)[0].id > first.id
