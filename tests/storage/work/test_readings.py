"""Readings: where numbers of people stand is known of a file, whichever piece it came as."""

from dataclasses import replace

import pytest

from bot.rules.papers.numbers import Checked, covers_of
from bot.rules.papers.reading import Corners, Line, Page, Reading
from bot.storage.work import readings, sheets
from tests.storage.conftest import Store
from tests.storage.work.test_likeness import pieces

ID = "370830199001010021"
AT: Corners = (0, 0, 5000, 0, 5000, 300, 0, 300)
NUMBERED = Reading([Page([Line(f"身份证号：{ID}", 1.0, AT), Line("13805370246", 0.7, AT)])])
PLAIN = Reading([Page([Line("调解笔录", 1.0, AT)])], of=3)


@pytest.fixture
def twins(store: Store) -> Store:
    """A file that stands in two drafts, as pieces 1 and 2."""
    pieces(store, 1)
    pieces(store, 1, draft=2)
    return store


def test_what_was_read_for_one_piece_holds_for_the_file(twins: Store) -> None:
    assert twins.do(readings.checked, "sha0") is None
    twins.do(readings.put, 2, NUMBERED)
    assert twins.do(readings.checked, "sha0") == Checked(covers_of(NUMBERED), 1, 1)
    assert twins.do(readings.checked, "sha1") is None
    assert twins.do(readings.covered, 2) == (1, 1, 0)
    assert twins.do(readings.covered, 1) == (0, 0, 0)


def test_what_could_not_be_read_is_known_to_be_so_unless_another_piece_was(twins: Store) -> None:
    twins.do(readings.put, 1, None)
    assert twins.do(readings.checked, "sha0") == Checked(None, 0, 0)
    twins.do(readings.put, 2, PLAIN)
    known = twins.do(readings.checked, "sha0")
    assert (known.places, known.is_cut) == ((), True)


def test_what_is_looked_at_for_a_copy_keeps_no_text_and_takes_none_away(twins: Store) -> None:
    twins.do(readings.put, 1, NUMBERED)
    assert twins.do(readings.note, "sha0", NUMBERED) == Checked(covers_of(NUMBERED), 1, 1)
    assert twins.do(readings.of_draft, 1) == {1: NUMBERED}
    assert twins.do(readings.of_draft, 2) == {}
    assert twins.do(readings.covered, 2) == (1, 1, 0)
    twins.do(readings.put, 2, NUMBERED)
    assert twins.do(readings.of_draft, 2) == {2: NUMBERED}


def test_what_could_be_read_at_last_is_kept_for_every_piece_of_the_file(twins: Store) -> None:
    twins.do(readings.put, 1, None)
    assert twins.do(readings.covered, 1) == (0, 0, 1)
    twins.do(readings.note, "sha0", NUMBERED)
    assert twins.do(readings.covered, 1) == (1, 1, 0)
    twins.do(readings.note, "sha0", None)
    assert twins.do(readings.covered, 1) == (1, 1, 0), "what is known is not forgotten"


def test_places_outlive_the_text_and_hold_none_of_it(twins: Store) -> None:
    twins.do(readings.put, 1, NUMBERED)
    twins.sql("UPDATE reading SET read_sealed = NULL")
    assert twins.do(readings.checked, "sha0") == Checked(covers_of(NUMBERED), 1, 1)
    assert twins.do(readings.covered, 1) == (1, 1, 0)
    ((covers,),) = twins.sql("SELECT covers FROM reading")
    assert not any(part in covers for part in (ID[:6], ID[6:12], "138053", "身份"))


def test_a_sheet_from_before_papers_were_read_is_none_where_they_are(store: Store) -> None:
    pieces(store, 1)
    store.do(sheets.drawn, 1, "sheet", "1:photos")
    assert store.do(sheets.sheet, 1) == ("sheet", "1:photos")
    store.county = replace(store.county, papers=replace(store.county.papers, are_read=True))
    assert store.do(sheets.sheet, 1) is None
    store.do(sheets.drawn, 1, "other", "1:photos", covered=True)
    assert store.do(sheets.sheet, 1) == ("other", "1:photos")
    store.county = replace(store.county, papers=replace(store.county.papers, are_read=False))
    assert store.do(sheets.sheet, 1) == ("other", "1:photos")
