"""Reminders that an outage or the night kept back: of the day on which they are read, or not."""

import pytest

from bot.actions.month import write_exemplar
from bot.handlers.month import nudging
from bot.handlers.say import write
from bot.sandbox.phone import Phone
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import (
    DECEMBER,
    begun,
    labels,
    move,
    nudges,
    open_board,
    open_month,
    report_nothing,
    wake,
)
from tests.handlers.playing import actor_of, filed, said


@pytest.fixture
async def killed(town: Town, december: Entry) -> None:
    """The bot is killed as soon as the digest of the 17th is written down."""
    await town.stop()
    move(town, 12, 17, 9, 0)
    assert town.do(nudging.send) == 1


@pytest.mark.usefixtures("killed")
async def test_a_digest_that_did_not_go_is_in_the_next_days_one_as_of_then(
    town: Town, wang: Phone
) -> None:
    move(town, 12, 18, 8, 0)
    await town.start()
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 12, 18, 9, 0)
    digest = await wang.until("典型还没有报")
    assert "还有 2 天" in digest.text
    await wang.quiet()
    assert len(await nudges(wang)) == 1


@pytest.mark.usefixtures("killed")
async def test_on_its_own_day_it_goes_late(town: Town, wang: Phone) -> None:
    move(town, 12, 17, 14, 0)
    await town.start()
    await wang.until("还有 3 天")
    await wang.quiet()
    assert len(await nudges(wang)) == 1


async def test_what_is_said_but_once_is_said_the_next_day(town: Town, mei: Phone) -> None:
    begun(town, mei)
    await town.stop()
    move(town, 11, 25, 9, 0)
    assert town.do(nudging.send) == 1
    move(town, 11, 26, 8, 0)
    await town.start()
    await mei.quiet()
    assert await nudges(mei) == []
    wake(town, 11, 26, 9, 0)
    await mei.until("您有 1 份草稿还没有提交")
    wake(town, 11, 27, 9, 0)
    await mei.quiet()
    assert len(await nudges(mei)) == 1


async def test_a_month_that_was_settled_at_night_is_not_asked_for_in_the_morning(
    town: Town, december: Entry, wang: Phone
) -> None:
    await town.stop()
    move(town, 12, 17, 19, 59)
    assert town.do(nudging.send) == 1
    move(town, 12, 17, 20, 1)
    await town.start()
    await open_month(wang, "2026年12月典型  未报")
    await report_nothing(wang)
    await wang.until("已报县局")
    for hour in (8, 9):
        wake(town, 12, 18, hour, 0)
        await wang.quiet()
        assert await nudges(wang) == []


async def test_settled_before_it_went_a_digest_keeps_only_what_else_there_is(
    town: Town, december: Entry, mei: Phone, wang: Phone
) -> None:
    filed(town, mei, "2026-12-09")
    await town.stop()
    move(town, 12, 17, 9, 0)
    assert town.do(nudging.send) == 1

    def nothing(session: Session) -> None:
        actor = actor_of(session, wang)
        write_exemplar.nothing(session, actor, DECEMBER)
        write(session, actor.chat_id, nudging.refresh(session, actor, DECEMBER))

    town.do(nothing)
    await town.start()
    digest = await wang.until("有 1 条等您审核")
    assert "典型" not in digest.text
    assert labels(digest) == ["去审核"]
    await wang.quiet()
    assert len(await nudges(wang)) == 1


async def urge(zhao: Phone) -> None:
    await open_board(zhao)
    await zhao.press("一键催办")


async def test_asked_for_at_night_and_again_in_the_morning_counts_once(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    move(town, 12, 15, 21)
    await urge(zhao)
    await zhao.until("已安排提醒 1 位联络员")
    wake(town, 12, 16, 8)
    await wang.until("县局提醒")
    wake(town, 12, 16, 10)
    await urge(zhao)
    await zhao.until("今天已催办过：服装制造")
    await wang.quiet()
    assert len([m for m in await said(wang) if "县局提醒" in m.text]) == 1


async def test_what_the_bureau_asked_and_an_outage_kept_back_is_in_the_words_of_its_day(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    move(town, 12, 15, 21)
    await urge(zhao)
    await zhao.until("已安排提醒 1 位联络员")
    await town.stop()
    move(town, 12, 17, 7, 30)
    await town.start()
    await wang.quiet()
    assert not [m for m in await said(wang) if "县局提醒" in m.text]
    wake(town, 12, 17, 8, 0)
    asked = await wang.until("县局提醒")
    assert "还有 3 天" in asked.text
    wake(town, 12, 17, 9, 0)
    await urge(zhao)
    await zhao.until("今天已催办过：服装制造")
    await wang.quiet()
    assert await nudges(wang) == [], "one reminder a day"
