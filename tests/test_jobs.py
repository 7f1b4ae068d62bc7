"""The jobs: started with the bot, woken by a moved clock, never in the way of a stop."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.month import nudge
from bot.actions.people import stand_in
from bot.handlers.month import nudging
from bot.jobs import Jobs
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import databases
from bot.storage.crypto import Vault
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.writer import Writer
from tests.conftest import Town
from tests.handlers.month.at_the_desk import move, nudges, wake


async def test_the_scheduler_purges_by_night_and_looks_every_five_minutes(town: Town) -> None:
    assert town.bot is not None
    await town.settled()
    scheduler: Any = town.bot.jobs._scheduler
    found = {job.id: str(job.trigger) for job in scheduler.get_jobs()}
    assert found == {"purge": "cron[hour='3', minute='30']", "nudge": "interval[0:05:00]"}
    assert str(scheduler.timezone) == "Asia/Shanghai"
    assert all(job.misfire_grace_time is None and job.coalesce for job in scheduler.get_jobs())


async def test_a_moved_clock_is_heard_at_once_and_a_stopped_bot_hears_nothing(
    town: Town, wang: Phone
) -> None:
    bot = town.bot
    assert bot is not None
    wake(town, 12, 11)
    await wang.until("典型还没有报")
    await town.stop()
    move(town, 12, 17)
    bot.woken()
    assert not bot.jobs._running, "nothing was begun that could say more"
    assert len(await nudges(wang)) == 1
    await town.start()
    await wang.until("还有 3 天")


async def test_a_jump_over_several_days_is_an_outage(town: Town, wang: Phone) -> None:
    wake(town, 12, 18, 10)
    await wang.until("还有 2 天")
    assert len(await nudges(wang)) == 1


async def test_more_people_than_one_step_takes_are_all_reminded_once(town: Town) -> None:
    forces = ("工程建设领域", "服装制造", "高端装备")
    phones = [
        await town.joined(f"联络员{n}", Role.COORDINATOR, Role.LIAISON, force=force)
        for n, force in enumerate(forces)
    ]
    most = nudge.AT_ONCE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nudge, "AT_ONCE", 1)
        wake(town, 12, 11)
        for phone in phones:
            await phone.until("典型还没有报")
            assert len(await nudges(phone)) == 1
    assert most > 1


async def test_several_that_take_themselves_for_the_leader_remind_once(
    town: Town, wang: Phone
) -> None:
    """As for a moment they can, when the one before is cut off and does not know it yet."""
    bot = town.bot
    assert bot is not None
    await town.settled()
    url, vault, county = town.settings.database_url, Vault(town.settings.key), _county(town)
    writers = [Writer(databases.writing(url), vault, county, town.clock.now) for _ in range(2)]
    for writer in writers:
        writer.start()
    move(town, 12, 11)
    them = [bot.jobs, *(Jobs(writer, bot.reader, bot.jobs._reminders) for writer in writers)]
    await asyncio.gather(*(jobs._nudge() for jobs in them))
    for writer in writers:
        await writer.stop()
    bot.woken()
    await wang.until("典型还没有报")
    assert len(await nudges(wang)) == 1


async def test_an_idle_look_is_a_few_reads_on_a_connection_that_cannot_write(
    town: Town, wang: Phone, zhao: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(town, 12, 10, 12)
    town.clock.advance(timedelta(minutes=1))
    reads: list[Any] = []
    ask = Session.rows

    def counting(session: Session, statement: Any, **params: Any) -> Any:
        reads.append(statement)
        return ask(session, statement, **params)

    reader = Reader(
        databases.reading(town.settings.database_url),
        Vault(town.settings.key),
        _county(town),
        town.clock.now,
    )
    monkeypatch.setattr(Session, "rows", counting)
    assert reader.now(nudge.is_due) is False
    assert 0 < len(reads) <= 12
    reads.clear()
    town.clock.advance(timedelta(hours=9))  # 21:01
    assert reader.now(nudge.is_due) is False
    assert reads == [], "at night not even that"


def _county(town: Town) -> Any:
    assert town.bot is not None
    return town.bot.reader._county


async def test_a_fault_in_a_look_is_logged_and_the_next_look_works(town: Town, wang: Phone) -> None:
    assert town.bot is not None
    works = town.bot.jobs._reminders

    def breaks(_: Session) -> int:
        raise OSError("disk")

    town.bot.jobs._reminders = [(is_due, breaks) for is_due, _ in works]
    wake(town, 12, 11)
    assert await nudges(wang) == []
    town.bot.jobs._reminders = works
    town.bot.woken()
    await wang.until("典型还没有报")
    looks = [is_due for is_due, _ in works]
    told = (stand_in.is_due, nudging.is_due)
    assert tuple(look for look in looks if look in told) == told
