"""What is made or found out after the tap: to whom it goes, and what a card says until then."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.actions.people.leave import leave
from bot.actions.work import alike
from bot.handlers.review.originals import ORIGINALS
from bot.handlers.score import quarter, score
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import errands
from bot.storage.people import accounts, persons, roles
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import (
    actor_of,
    eventually,
    filed_with_photo,
    open_queue,
    pass_time,
    pieces_of,
    said,
)

KINDS = (ORIGINALS, quarter.SUMMARY, score.SCORE)

Cut = Callable[[Session, Phone], None]


def left(session: Session, phone: Phone) -> None:
    leave(session, persons.get(session, actor_of(session, phone).person_id))


def officer_no_more(session: Session, phone: Phone) -> None:
    roles.end(session, actor_of(session, phone).person_id, Role.BUREAU)


def new_phone(session: Session, phone: Phone) -> None:
    accounts.join(session, 990099, actor_of(session, phone).person_id)


async def asked_for(town: Town, mei: Phone, zhao: Phone, cut: Cut | None) -> list[str]:
    """The officer's taps are committed, then the machine goes down; what the phone gets later."""
    entry = filed_with_photo(town, mei, "2026-11-05")
    await zhao.quiet()
    await town.stop()
    chat = zhao.user.id

    def step(session: Session) -> None:
        person = actor_of(session, zhao).person_id
        errands.ask(session, ORIGINALS, 777, entry=entry.id, chat=chat)
        errands.ask(session, quarter.SUMMARY, chat, quarter="2026Q4", force=None)
        errands.ask(session, score.SCORE, chat, quarter="2026Q4", person=person)
        if cut is not None:
            cut(session, zhao)

    town.do(step)
    before = len(await said(zhao))
    await town.start()
    await eventually(lambda: not any(town.do(errands.subjects, kind) for kind in KINDS), 20)
    return [message.text for message in (await said(zhao))[before:]]


async def test_who_asked_gets_the_originals_and_the_summary(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    got = await asked_for(town, mei, zhao, None)
    assert any("季度汇总" in text or "第四季度" in text for text in got)
    assert {"1", "2"} <= set(got), "a photo and a plan"


@pytest.mark.parametrize("cut", [left, new_phone])
async def test_a_phone_that_is_cut_off_gets_nothing_that_was_asked_for_before(
    town: Town, mei: Phone, zhao: Phone, cut: Cut
) -> None:
    assert await asked_for(town, mei, zhao, cut) == []


async def test_an_officer_who_is_one_no_longer_gets_neither_originals_nor_summary(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    got = await asked_for(town, mei, zhao, officer_no_more)
    assert len(got) <= 1, "their own score at most"
    assert not {"1", "2"} & set(got)


async def test_a_card_says_while_its_photos_are_still_compared(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed_with_photo(town, mei, "2026-11-05")
    await eventually(lambda: not town.do(errands.subjects, alike.LIKENESS), 10)
    first, second = pieces_of(town, entry.draft_id)

    def later(session: Session) -> None:
        errands.ask(session, alike.LIKENESS, first.id, timedelta(seconds=30))
        errands.ask(session, alike.LIKENESS, second.id, timedelta(seconds=60))

    town.do(later)
    card = await open_queue(wang, entry.number)
    assert "⏳ 正在比对照片" in card.text
    assert card.button("通过"), "whoever has looked may decide"
    pass_time(town, 31)
    await eventually(lambda: town.do(errands.subjects, alike.LIKENESS) == [second.id], 10)
    assert "正在比对照片" in (await said(wang))[-1].text
    pass_time(town, 30)
    await wang.until(lambda m: entry.number in m.text and "正在比对照片" not in m.text)
