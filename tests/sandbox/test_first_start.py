"""The first start of a day: people use their phones while their county's history is told."""

import asyncio
import fcntl
import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

from bot.actions import verify
from bot.actions.people import leave
from bot.clock import utc_now
from bot.opening import read_county
from bot.rules.quarters import Quarter
from bot.sandbox.sample.opening import settings_of
from bot.sandbox.sample.snapshot import CACHE, make, name_of
from bot.sandbox.world import FIRST_USER
from bot.storage import databases
from bot.storage.blobs import open_blobs
from bot.storage.crypto import Vault
from bot.storage.people import accounts, persons
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from tests.sandbox.demonstrated import Page, demonstrated

MEI, WANG, ZHAO = range(FIRST_USER, FIRST_USER + 3)
TOLD = 43
"""The sample's entries of the two quarters that it is about."""


@contextmanager
def not_yet(kept: Path) -> Iterator[None]:
    """Nothing has been made today, and what is being made is not finished before this is over."""
    now = utc_now()
    make(now)
    kept.mkdir()
    with (kept / f"{name_of(now)}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
        shutil.copytree(CACHE / name_of(now), kept / name_of(now))


def look(folder: Path, step: Any) -> Any:
    settings = settings_of(folder)
    reading, vault = databases.reading(settings.database_url), Vault(settings.key)
    return Reader(reading, vault, read_county(settings), utc_now).now(step)


async def is_there(page: Page) -> None:
    """Wait until nothing is being prepared any more, which stays so."""
    async with asyncio.timeout(60):
        while await page.get("preparation"):
            await asyncio.sleep(0.05)


async def test_what_people_do_meanwhile_is_theirs_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "county"
    folder.mkdir()
    async with AsyncExitStack() as stack:
        with not_yet(tmp_path / "kept"):
            page = await stack.enter_async_context(demonstrated(folder, tmp_path / "kept"))
            await page.until(MEI, "协调通")
            assert "手机现在就能用" in (await page.get("preparation"))["note"]
            await page.post(f"chats/{MEI}/text", text="📝 上报工作")
            await page.press(MEI, await page.until(MEI, "哪一类工作"), "开展宣传")
            card = await page.until(MEI, "哪类场所")
            await page.press(MEI, card, "企业")
            await page.until(MEI, "地点")
            await page.post(f"chats/{WANG}/text", text="✅ 待审核")
            await page.until(WANG, "没有待审核")
            await page.post(f"chats/{WANG}/text", text="📝 上报工作")
            await page.press(WANG, await page.until(WANG, "哪一类工作"), "开展宣传")
            await page.until(WANG, "哪类场所")
        await page.until(WANG, "有 7 条待审核", seconds=60)
        await page.until(ZHAO, "有 3 条待审核")
        await is_there(page)
        await page.post(f"chats/{MEI}/text", text="锦裳服饰大门口")
        card = await page.until(MEI, "地点：锦裳服饰大门口")
        await page.press(WANG, await page.until(WANG, "有 7 条待审核"), "去审核")
        await page.until(WANG, "第1/7条")
    assert card["edit_date"]

    def seen(session: Session) -> None:
        assert own_draft(session, MEI).facts["place"] == "锦裳服饰大门口"
        assert own_draft(session, WANG).facts == {}
        assert entries_told(session) == TOLD
        assert list(verify.verify(session, open_blobs(settings_of(folder)))) == []

    look(folder, seen)


def own_draft(session: Session, chat: int) -> drafts.Draft:
    """The only draft they have begun, without those of entries that were sent back."""
    account = accounts.load(session, chat)
    assert account.actor is not None
    begun = drafts.unfinished(session, account.actor.person_id)
    (mine,) = (draft for draft in begun if entries.of_draft(session, draft.id) is None)
    return mine


async def test_a_county_that_lasts_has_all_of_its_history_before_its_phones_come(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "county"
    folder.mkdir()
    async with AsyncExitStack() as stack:
        with not_yet(tmp_path / "kept"):
            lasting = demonstrated(folder, tmp_path / "kept", lasts=True)
            opening = asyncio.create_task(stack.enter_async_context(lasting))
            while not list(folder.glob("*.lock")):
                await asyncio.sleep(0.05)
            assert not (folder / "county.db").exists()
        page = await opening
        assert look(folder, entries_told) == TOLD
        await page.until(WANG, "有 7 条待审核")


def entries_told(session: Session) -> int:
    """In the two quarters that the sample is about."""
    quarter = Quarter.of(session.today)
    return sum(len(entries.in_quarter(session, each)) for each in (quarter.previous(), quarter))


async def test_what_can_no_longer_be_told_is_left_out_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "county"
    folder.mkdir()
    async with AsyncExitStack() as stack:
        with not_yet(tmp_path / "kept"):
            page = await stack.enter_async_context(demonstrated(folder, tmp_path / "kept"))
            settings = settings_of(folder)
            with databases.writing(settings.database_url).begin() as db:
                county, vault = read_county(settings), Vault(settings.key)
                session = Session(db, vault, county, utc_now())
                (sun,) = (p for p in persons.everyone(session) if p.name.full == "孙丽")
                leave.leave(session, sun)
        async with asyncio.timeout(60):
            while "trouble" not in (shown := await page.get("preparation")):
                await asyncio.sleep(0.05)
        assert "6 项没能放进来" in shown["trouble"], "all that she did"
        await page.until(ZHAO, "有 3 条待审核")

    def seen(session: Session) -> None:
        assert entries_told(session) == TOLD - 5, "one of the six was never handed in"
        assert list(verify.verify(session, open_blobs(settings_of(folder)))) == []

    look(folder, seen)


async def test_when_it_cannot_be_made_the_page_says_so_and_the_phones_work(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("a file stands where the folder is to be")
    folder = tmp_path / "county"
    folder.mkdir()
    async with demonstrated(folder, kept) as page:
        async with asyncio.timeout(60):
            while "trouble" not in (shown := await page.get("preparation")):
                await asyncio.sleep(0.05)
        assert "再运行一次 make demo" in shown["trouble"]
        assert "那里是一个文件" in shown["trouble"]
        await page.post(f"chats/{MEI}/text", text="📊 我的得分")
        await page.until(MEI, "得分")
