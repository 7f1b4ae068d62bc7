"""Alike: what is flagged, for whom, and what a reviewer may see of the other entry."""

from collections.abc import Sequence
from itertools import count

import pytest

from bot.actions.review import compare
from bot.actions.review.compare import Look
from bot.actions.work import alike, report, submit
from bot.actions.work.alike import Flag
from bot.errors import Forbidden
from bot.evidence.inspect import Inspection
from bot.evidence.signatures import Kind
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import errands
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.storage.work.entries import Entry
from bot.storage.work.evidence import Sent
from tests.conftest import Town
from tests.handlers.playing import actor_of, filed

_MESSAGES = count(1)
SCENE = 0x0F1E2D3C4B5A6978


def handed_in(
    town: Town, entry: Entry, fingerprint: int | None, sha: str, slot: str = "photos"
) -> int:
    """A piece of an entry that has been fetched and inspected; its id."""
    n = next(_MESSAGES)

    def step(session: Session) -> int:
        kind: Kind = "paper" if fingerprint is None else "photo"
        sent = Sent(kind, f"f{n}", f"u{n}", "", "", 1, n, "")
        piece = evidence.add(session, entry.draft_id, slot, sent)
        assert piece is not None
        mirror = None if fingerprint is None else ~fingerprint
        seen = Inspection(kind, "image/jpeg", 1, 1, 1, fingerprint=fingerprint, mirrored=mirror)
        evidence.ready(session, piece, sha * 64, sha * 64, seen)
        alike.watch(session, piece)
        return piece

    return int(town.do(step))


def compared(town: Town, *pieces: int, same: bool = True) -> list[list[int] | None]:
    """The errands of these pieces are run, the thumbnails deciding as told."""

    def step(session: Session, piece: int) -> list[int] | None:
        errand = next(
            each
            for each in errands.due(session)
            if each.kind == alike.LIKENESS and each.subject == piece
        )
        found = alike.suspects(session, piece)
        return alike.noted(session, errand, found, found.near if same else ())

    return [town.do(step, piece) for piece in pieces]


def flags_of(town: Town, entry: Entry) -> Sequence[Flag]:
    flags: list[Flag] = town.do(alike.flags, entry.draft_id)
    return flags


@pytest.fixture
async def still(town: Town) -> Town:
    """The town with its bot asleep, so that errands wait for the test."""
    await town.stop()
    return town


async def both(town: Town, mei: Phone) -> tuple[Entry, Entry]:
    """An entry of hers, and one of a task force that is another's."""
    sun = await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    await town.stop()
    return filed(town, mei, "今天"), filed(town, sun, "今天")


async def test_the_same_file_of_two_people_is_flagged_on_both(town: Town, mei: Phone) -> None:
    one, other = await both(town, mei)
    plan = handed_in(town, one, None, "b", "plan")
    first = handed_in(town, one, SCENE, "a")
    second = handed_in(town, other, SCENE, "a")
    assert compared(town, first, second, plan) == [[one.id, other.id], [], []]
    assert flags_of(town, one) == [Flag(1, first, other.id, 1, "same")]
    assert flags_of(town, other) == [Flag(1, second, one.id, 1, "same")]
    assert (
        alike.sentence(flags_of(town, one)[0]) == f"第1张与 {other.number} 相似（第1张，完全相同）"
    )


async def test_a_place_is_that_on_the_contact_sheet(town: Town, mei: Phone) -> None:
    one, other = await both(town, mei)
    plan = handed_in(town, one, None, "p", "plan")
    handed_in(town, one, ~SCENE, "x")
    late = handed_in(town, other, None, "p", "plan")
    compared(town, late)
    assert flags_of(town, one) == [Flag(2, plan, other.id, 1, "same")], "photos come before plans"


async def test_near_and_mirrored_are_told_apart(town: Town, mei: Phone) -> None:
    one, other = await both(town, mei)
    first, turned = handed_in(town, one, SCENE, "a"), handed_in(town, one, 0x3333CCCC55AA0FF0, "b")
    near = handed_in(town, other, SCENE ^ 0b1011, "c")
    mirror = handed_in(town, other, ~0x3333CCCC55AA0FF0 ^ 1, "d")
    compared(town, near, mirror)
    assert [(f.piece_id, f.how) for f in flags_of(town, one)] == [
        (first, "near"),
        (turned, "mirrored"),
    ]
    assert [alike.sentence(f) for f in flags_of(town, one)] == [
        f"第1张与 {other.number} 相似（第1张）",
        f"第2张与 {other.number} 相似（第2张，左右相反）",
    ]


async def test_the_thumbnails_have_the_last_word(town: Town, mei: Phone) -> None:
    one, other = await both(town, mei)
    handed_in(town, one, SCENE, "a")
    near = handed_in(town, other, SCENE ^ 1, "b")
    assert compared(town, near, same=False) == [[]]
    assert flags_of(town, one) == []


async def test_what_is_even_or_far_is_not_looked_at(town: Town, mei: Phone) -> None:
    one, other = await both(town, mei)
    handed_in(town, one, 0, "a")
    handed_in(town, one, SCENE, "b")
    even = handed_in(town, other, 0b1, "c")
    far = handed_in(town, other, SCENE ^ 0xFF, "d")
    for piece in (even, far):
        assert not town.do(alike.suspects, piece).near


async def test_removed_pieces_withdrawn_entries_and_ones_own_draft_do_not_show(
    town: Town, mei: Phone
) -> None:
    one, other = await both(town, mei)
    first, again = handed_in(town, one, SCENE, "a"), handed_in(town, one, SCENE, "a")
    compared(town, first, again)
    assert flags_of(town, one) == [], "the same photo twice in one entry is no news"
    second = handed_in(town, other, SCENE, "a")
    compared(town, second)
    assert [flag.place for flag in flags_of(town, one)] == [1, 2]
    town.do(evidence.remove, one.draft_id, again)
    assert [flag.place for flag in flags_of(town, one)] == [1]
    town.do(lambda s: submit.withdraw(s, actor_of(s, mei), one.draft_id))
    assert flags_of(town, other) == []
    assert town.do(alike.beside, one.draft_id) == [other.id], "on coming back it is flagged again"
    town.do(lambda s: submit.submit(s, actor_of(s, mei), one.draft_id))
    assert [flag.other_entry for flag in flags_of(town, other)] == [one.id]


async def test_a_draft_that_was_never_submitted_is_nobodys_business(
    town: Town, mei: Phone, still: Town
) -> None:
    entry = filed(town, mei, "今天")
    handed_in(town, entry, SCENE, "a")

    def begin(session: Session) -> int:
        return report.start(session, actor_of(session, mei), "mediation").draft.id

    draft = town.do(begin)
    sent = Sent("photo", "f", "u", "", "", 1, 99, "")
    piece = town.do(evidence.add, draft, "photos", sent)
    seen = Inspection("photo", "image/jpeg", 1, fingerprint=SCENE, mirrored=~SCENE)
    town.do(evidence.ready, piece, "a" * 64, "a" * 64, seen)
    town.do(alike.watch, piece)
    assert compared(town, piece) == [[entry.id]]
    assert flags_of(town, entry) == []


async def test_of_somebody_elses_entry_a_reviewer_sees_an_outline(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    one, other = await both(town, mei)

    def look(session: Session, who: Phone, entry: Entry) -> Look:
        return compare.look(session, actor_of(session, who), entry.id)

    with pytest.raises(Forbidden):
        town.do(look, wang, other)
    handed_in(town, one, SCENE, "a")
    compared(town, handed_in(town, other, SCENE, "a"))
    seen = town.do(look, wang, other)
    assert seen.case is None
    assert seen.outline.startswith(f"{other.number} 开展宣传，快递行业，11月23日")
    assert "县局" in seen.outline
    assert "孙" not in seen.outline
    assert town.do(look, wang, one).case.entry.id == one.id
    assert town.do(look, zhao, other).case.author.name.full == "孙丽"
    for entry in (one, other):
        if entry.person_id != one.person_id:
            with pytest.raises(Forbidden):
                town.do(look, mei, entry)
