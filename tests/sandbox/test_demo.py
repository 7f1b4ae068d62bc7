"""The demonstration: its sample county on any day, its phones, its clock, its end."""

import asyncio
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.actions import verify
from bot.actions.month import exemplar
from bot.actions.review import review
from bot.actions.score import base_scores, summarise
from bot.actions.work import alike, escalate
from bot.actions.work.card import line_of
from bot.clock import utc_now
from bot.forms.kinds import FORMS
from bot.opening import read_county
from bot.rules.exemplars import Fate
from bot.rules.kinds import Kind
from bot.rules.months import Month
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.states import State
from bot.sandbox.demo import TOKEN
from bot.sandbox.sample import pictures
from bot.sandbox.sample.opening import COMPANY, Opened, open_county
from bot.sandbox.sample.snapshot import CACHE, make, sample_county
from bot.sandbox.world import FIRST_USER
from bot.storage import databases
from bot.storage.blobs import open_blobs
from bot.storage.crypto import Vault
from bot.storage.month import exemplars
from bot.storage.people import accounts, persons
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from tests.sandbox.demonstrated import Page, demonstrated

MEI, WANG, ZHAO, ZHOU = range(FIRST_USER, FIRST_USER + 4)
DAYS = (
    "2026-01-01T00:00:30+08:00",
    "2026-04-10T10:00:00+08:00",
    "2026-12-31T23:59:30+08:00",
    "2028-02-29T12:00:00+08:00",
)


def played(folder: Path, now: datetime) -> Opened:
    """The sample county of that day."""
    sample_county(folder, now)
    return open_county(folder, TOKEN, "http://127.0.0.1:1", now)


def look(opened: Opened, at: datetime, step: Any, *args: Any) -> Any:
    """A look into the county at a moment."""
    settings = opened.settings
    reading, vault = databases.reading(settings.database_url), Vault(settings.key)
    return Reader(reading, vault, read_county(settings), lambda: at).now(step, *args)


def actor(session: Session, name: str) -> Actor:
    found = accounts.load(session, FIRST_USER + COMPANY.index(name)).actor
    assert found is not None
    return found


def publicity(session: Session) -> int:
    """李梅's points in the current quarter."""
    return line_of(session, actor(session, "李梅").person_id, "publicity").points


@pytest.mark.parametrize("day", DAYS)
def test_whatever_the_day_there_is_something_for_everyone(tmp_path: Path, day: str) -> None:
    now = datetime.fromisoformat(day)
    opened = played(tmp_path, now)

    def seen(session: Session) -> None:
        quarter = Quarter.of(session.today)
        wang, zhao = actor(session, "王强"), actor(session, "赵敏")
        assert len(review.queue(session, wang)) == 7
        assert len(review.queue(session, zhao)) == 3
        assert all(review.case(session, wang, n).ready for n in review.queue(session, wang))
        assert publicity(session) == 10
        due = base_scores.default_quarter(session)
        assert base_scores.roster(session, wang, due).scored == 0
        states = Counter(
            entry.state.value
            for each in (quarter, quarter.previous())
            for entry in entries.in_quarter(session, each)
        )
        assert states == {
            "approved": 29, "pending": 9, "returned": 2, "rejected": 2, "appealed": 1,
        }  # fmt: skip
        rows = summarise.summary(session, quarter).people
        assert {row.kind for row in rows} == {kind.label for kind in Kind}
        assert list(verify.verify(session, open_blobs(opened.settings))) == []

    look(opened, now, seen)
    assert [invitation.name for invitation in opened.invitations] == ["周新", "钱进"]


def test_the_sample_has_what_the_month_and_the_bureau_are_about(tmp_path: Path) -> None:
    now = datetime.fromisoformat(DAYS[2])
    opened = played(tmp_path, now)

    def seen(session: Session) -> None:
        quarter, month = Quarter.of(session.today), Month.of(session.today)
        found = entries.in_quarter(session, quarter)
        waited = [escalate.waited(session, e) for e in found if e.state is State.PENDING]
        assert {4, 8} <= set(waited)
        hows = [flag.how for e in found for flag in alike.flags(session, e.draft_id)]
        assert Counter(hows) == {"near": 2, "mirrored": 4}
        (appealed,) = (e for e in found if e.state is State.APPEALED)
        assert appealed.appeal
        officer = actor(session, "赵敏").person_id
        assert {e.line for e in found if e.decided_by == officer} == {"mediation", "risk"}
        (recorded,) = (e for e in found if e.recorded_by is not None)
        assert recorded.decided_by == officer
        assert accounts.chat_of(session, recorded.person_id) is None
        assert {e.line for e in found} == set(FORMS)
        last = exemplars.of_month(session, month.moved(-1))
        assert {each.fate for each in last} == set(Fate) - {Fate.WITHDRAWN}
        assert any(exemplar.is_overdue(session, each) for each in last)
        forms = {
            d.form for p in persons.everyone(session) for d in drafts.unfinished(session, p.id)
        }
        assert forms == {"publicity", "mediation"}

    look(opened, now, seen)


def test_a_kept_county_goes_on_where_it_was(tmp_path: Path) -> None:
    now = datetime.fromisoformat(DAYS[1])
    first = played(tmp_path, now)
    again = open_county(tmp_path, TOKEN, "http://127.0.0.1:2", now.replace(year=2025))
    assert again.latest >= now
    assert again.settings.bot_api_url == "http://127.0.0.1:2"
    assert again.accounts == first.accounts
    assert look(again, now, publicity) == 10


def test_the_same_photo_is_drawn_every_time() -> None:
    taken = datetime.fromisoformat("2026-11-03T10:02:03")
    drawn = {pictures.photo(scene, "劳动法宣传", taken) for scene in pictures.SCENES for _ in "12"}
    assert len(drawn) == len(pictures.SCENES)


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """The whole demonstration, in this process, a second time today."""
    make(utc_now())
    async with demonstrated(tmp_path, CACHE) as page:
        yield page


async def test_the_phones_have_their_menus_and_the_news(page: Page) -> None:
    people = await page.get("people")
    assert [person["id"] for person in people] == [MEI, WANG, ZHAO, ZHOU]
    for user in (MEI, WANG, ZHAO):
        await page.until(user, "协调通")
        assert (await page.get(f"chats/{user}"))["keyboard"]
    await page.until(WANG, "有 7 条待审核")
    await page.until(ZHAO, "有 3 条待审核")


async def test_when_the_clock_is_moved_the_bot_looks_at_it(page: Page) -> None:
    await page.press(WANG, await page.until(WANG, "有 7 条待审核"), "去审核")
    shown = await page.until(WANG, "第1/7条")
    while "李梅" not in shown["caption"]:
        await page.press(WANG, shown, "下一条")
        await asyncio.sleep(0.3)
        shown = await page.until(WANG, "条 ")
    await page.press(WANG, shown, "通过")
    await page.until(WANG, "李梅 已通过")
    await page.post("clock", advance=61)
    await page.until(MEI, "已通过", seconds=4)


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bot.sandbox", "--port", port]
        ended = subprocess.run(command, capture_output=True, check=False, timeout=30)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(f"端口 {port} 打不开")
    assert len(ended.stderr.decode().splitlines()) == 1
