"""What was read of papers goes when it has done its work, and is nowhere else before."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.actions.work import forget_papers, same_text
from bot.actions.work.read_papers import UNDERSTAND, understand
from bot.rules.papers.reading import Line, Page, Reading
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import audit, errands
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import drafts, evidence, readings, sketches
from bot.storage.work.evidence import Sent
from tests.conftest import Town
from tests.handlers.playing import (
    actor_of,
    entry_of,
    filed,
    open_queue,
    pass_time,
    pieces_of,
    said,
)
from tests.handlers.score.golden import lock_quarter
from tests.handlers.work.papers import RECORDED
from tests.handlers.work.test_searching import case
from tests.places import everything

NAME = "欧阳拾穗"
TALK = "答：两个月工资一直没有拿到，找过厂里三次都没有说法，家里等着这笔钱过年，请帮忙调解。"


@pytest.fixture
def read_papers() -> str:
    return "auto"


def with_paper(town: Town, phone: Phone, day: str = "") -> int:
    """A piece that was read, of an entry of today, or of that day; its id."""
    return read_in(town, of_day(town, phone, day))


def of_day(town: Town, phone: Phone, day: str = "") -> int:
    """An entry's draft; what was filed in time for an earlier quarter lies as if it had been."""
    draft_id = filed(town, phone, "今天").draft_id
    if day:
        moved = text(f"UPDATE entry SET day = '{day}' WHERE draft_id = {draft_id}")
        town.do(lambda session: session.db.execute(moved))
    return draft_id


def read_in(town: Town, draft_id: int) -> int:
    def step(session: Session) -> int:
        n = draft_id * 10
        sent = Sent("paper", f"f{n}", f"u{n}", "", "", 1, n, "")
        piece = evidence.add(session, draft_id, "photos", sent)
        assert piece is not None
        session.db.execute(text(f"UPDATE evidence SET state = 'ready' WHERE id = {piece}"))
        page = Page([Line(f"申请人：{NAME}"), Line(TALK)])
        readings.put(session, piece, Reading([page]))
        same_text.keep(session, piece, same_text.sketched(session, Reading([page])))
        errands.cancel(session, same_text.SAME_TEXT, piece)
        return piece

    return int(town.do(step))


def has_text(town: Town, piece: int) -> bool:
    def step(session: Session) -> bool:
        row = session.db.execute(
            text(f"SELECT read_sealed IS NOT NULL FROM reading WHERE piece_id = {piece}")
        )
        return bool(row.scalar_one())

    return bool(town.do(step))


def has_sketch(town: Town, piece: int) -> bool:
    return bool(town.do(sketches.of_piece, piece))


async def later(town: Town) -> None:
    pass_time(town, 1)
    await town.settled()


async def test_text_goes_when_its_quarter_is_locked_and_its_sketch_stays(
    town: Town, mei: Phone
) -> None:
    before, now = with_paper(town, mei, "2026-09-30"), with_paper(town, mei)
    await later(town)
    assert has_text(town, before)
    assert has_text(town, now)
    town.do(lock_quarter, Quarter(2026, 3), {})
    await later(town)
    assert not has_text(town, before)
    assert has_sketch(town, before)
    assert has_text(town, now), "its quarter is still open"


async def test_of_many_all_go_in_small_portions(town: Town, mei: Phone) -> None:
    many = forget_papers.FEW + 3
    draft_id = of_day(town, mei, "2026-09-01")

    def step(session: Session) -> None:
        for n in range(many):
            sent = Sent("paper", f"m{n}", f"m{n}", "", "", 1, n, "")
            piece = evidence.add(session, draft_id, "photos", sent)
            assert piece is not None
            readings.put(session, piece, Reading([Page([Line(NAME)])]))

    await town.stop()
    town.do(step)
    town.do(lock_quarter, Quarter(2026, 3), {})
    assert town.do(forget_papers.send) == forget_papers.FEW
    assert town.do(forget_papers.is_due)
    assert town.do(forget_papers.send) == 3
    assert not town.do(forget_papers.is_due)
    assert town.do(forget_papers.send) == 0


def that_keeps(folder: Path) -> Path:
    """A county file that keeps text always."""
    shipped = Path("bot/rules/county.toml").read_text("utf-8")
    own = folder / "own.toml"
    own.write_text(shipped.replace('keep_text = "until_lock"', 'keep_text = "always"'), "utf-8")
    return own


async def test_a_county_that_keeps_text_keeps_it(town: Town, mei: Phone, tmp_path: Path) -> None:
    own = that_keeps(tmp_path)
    piece = with_paper(town, mei, "2026-09-30")
    await town.stop()
    town.settings = town.settings.model_copy(update={"county_file": own})
    await town.start()
    town.do(lock_quarter, Quarter(2026, 3), {})
    await later(town)
    assert has_text(town, piece)


async def test_what_was_never_submitted_goes_with_the_quarter_it_was_begun_in(
    town: Town, mei: Phone
) -> None:
    def begin(session: Session) -> int:
        actor = actor_of(session, mei)
        return drafts.add(session, actor.person_id, mei.user.id, "mediation", {}).id

    old, new = town.do(begin), town.do(begin)
    pieces = [read_in(town, draft) for draft in (old, new)]
    town.do(
        lambda s: s.db.execute(
            text(f"UPDATE draft SET touched_at = '2026-09-30 12:00:00' WHERE id = {old}")
        )
    )
    town.do(lock_quarter, Quarter(2026, 3), {})
    await later(town)
    assert [has_text(town, piece) for piece in pieces] == [False, True]


async def test_of_a_removed_piece_and_a_dropped_draft_nothing_is_left(
    town: Town, mei: Phone
) -> None:
    removed = with_paper(town, mei)
    draft_id = town.do(evidence.get, removed).draft_id
    other = filed(town, mei, "昨天").draft_id
    dropped = read_in(town, other)
    town.do(evidence.remove, draft_id, removed)

    def drop(session: Session) -> None:
        draft = drafts.get(session, other)
        assert draft is not None
        drafts.save(session, replace(draft, state="dropped"))

    town.do(drop)
    await later(town)
    for piece in (removed, dropped):
        assert not has_text(town, piece)
        assert not has_sketch(town, piece)


async def test_who_asks_for_it_has_what_was_read_of_theirs_dropped(town: Town, mei: Phone) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    hers, his = with_paper(town, mei), with_paper(town, li)

    def step(session: Session) -> int:
        person = persons.get(session, actor_of(session, mei).person_id)
        return forget_papers.forget(session, person)

    assert town.do(step) == 1
    assert not has_text(town, hers)
    assert not has_sketch(town, hers)
    assert has_text(town, his)
    assert has_sketch(town, his)
    assert town.do(step) == 0, "once more does no harm"


async def test_nothing_is_worked_out_of_what_was_forgotten(town: Town, mei: Phone) -> None:
    await town.stop()
    draft_id = filed(town, mei, "今天").draft_id
    read_in(town, draft_id)
    town.do(understand, draft_id)
    assert town.do(errands.is_asked, UNDERSTAND, draft_id)

    def step(session: Session) -> int:
        person = persons.get(session, actor_of(session, mei).person_id)
        return forget_papers.forget(session, person)

    assert town.do(step) == 1
    assert not town.do(errands.is_asked, UNDERSTAND, draft_id)
    told: list[Any] = town.do(audit.history, f"person:{actor_id(town, mei)}")
    assert "forget papers" in str(told)


def actor_id(town: Town, phone: Phone) -> int:
    return int(town.do(lambda session: actor_of(session, phone).person_id))


async def test_a_name_that_is_only_on_a_paper_is_nowhere_else(
    town: Town, mei: Phone, wang: Phone, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in any table's bytes, the outbox and the audit trail among them, and not in the log."""
    number = await case(mei, *RECORDED, TALK, party=NAME)
    read = town.do(readings.of_draft, entry_of(town, number).draft_id)
    assert NAME in "".join(each.text for each in read.values())
    await open_queue(wang, number)
    await mei.send(f"/records {NAME}")
    shown = await mei.until("🔎 材料里有这些字的 1 件")
    assert NAME not in shown.text
    await town.settled()
    lies = everything(town.settings.database_url)
    assert b"mediation" in lies, "it is looked at as it lies there"
    out, err = capfd.readouterr()
    for word in (NAME, NAME.encode("unicode_escape").decode(), NAME[:2], "家里等着这笔钱"):
        assert word.encode() not in lies
        assert word not in out + err
    for phone in (mei, wang):
        assert not [message for message in await said(phone) if NAME in message.text]


async def test_after_the_lock_nothing_is_found_and_it_is_said_why(town: Town, mei: Phone) -> None:
    number = await case(mei)
    assert pieces_of(town, entry_of(town, number).draft_id)
    town.do(lock_quarter, Quarter(2026, 4), {})
    await later(town)
    await mei.send("/records 云河")
    assert "季度锁定后" in (await mei.until("🔎")).text
