"""The index of sketches: who may say the same is found, what is printed leads nowhere."""

from bot.rules.papers.sketches import BANDS, Sketch
from bot.storage.session import Session
from bot.storage.work import sketches
from tests.storage.conftest import Store
from tests.storage.work.test_likeness import pieces

OWN = tuple(range(1000, 1040))


def put(store: Store, piece: int, values: tuple[int, ...], page: int = 0) -> None:
    store.do(sketches.put, piece, {page: Sketch(tuple(sorted(values)))})


def sharing(store: Store, *values: int) -> sketches.Sharing:
    def step(session: Session) -> sketches.Sharing:
        return sketches.sharing(session, Sketch(values))

    found: sketches.Sharing = store.do(step)
    return found


def test_a_page_is_found_by_any_of_its_most_telling_hashes(store: Store) -> None:
    pieces(store, 2)
    put(store, 1, OWN, page=3)
    for n in range(BANDS):
        assert sharing(store, OWN[n], 5).pages == {(1, 3): [OWN[n]]}
    assert not sharing(store, OWN[BANDS]).pages, "it stands under these alone"


def test_what_is_printed_on_many_pages_leads_to_none_and_takes_no_more_room(store: Store) -> None:
    many = sketches.COMMON + 10
    pieces(store, many + 1)
    printed = tuple(range(1, 6))
    for piece in range(1, many + 1):
        own = tuple(range(10_000 * piece, 10_000 * piece + 20))
        put(store, piece, (*printed, *own))
    found = sharing(store, *printed, 10_000 * many)
    assert found.common == frozenset(printed)
    assert set(found.pages) == {(many, 0)}
    assert store.sql("SELECT count(*) FROM text_band WHERE value = 1") == [(sketches.COMMON + 1,)]
    assert len(store.sql(f"SELECT 1 FROM text_band WHERE piece_id = {many}")) == BANDS


def test_read_again_a_piece_stands_under_what_it_says_now(store: Store) -> None:
    pieces(store, 1)
    put(store, 1, OWN)
    put(store, 1, tuple(range(5000, 5040)))
    assert not sharing(store, *OWN).pages
    assert sharing(store, 5000).pages
    assert store.do(sketches.of_piece, 1) == {0: Sketch(tuple(range(5000, 5040)))}


def test_a_dropped_piece_is_found_no_more(store: Store) -> None:
    pieces(store, 1)
    put(store, 1, OWN)
    store.do(sketches.drop, 1)
    assert store.sql("SELECT count(*) FROM text_band") == [(0,)]
    assert store.sql("SELECT count(*) FROM text_sketch") == [(0,)]


def test_a_piece_that_was_removed_is_not_compared(store: Store) -> None:
    pieces(store, 1)
    put(store, 1, OWN)
    assert store.do(sketches.one, 1, 0) is not None
    store.sql("UPDATE evidence SET state = 'removed' WHERE id = 1")
    assert store.do(sketches.one, 1, 0) is None
