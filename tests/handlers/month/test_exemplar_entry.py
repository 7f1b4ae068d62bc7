"""An exemplar and its entry: what becomes of the entry is seen, and it is reported once."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.actions.review import overturn, review
from bot.handlers.people import appointing
from bot.rules.exemplars import Fate
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.models import Draft
from bot.storage.models import Entry as Row
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from tests.conftest import FORCE, Town
from tests.handlers.month.at_the_desk import (
    DECEMBER,
    STORY,
    ask_to_report,
    labels,
    move,
    open_board,
    open_month,
    pick,
    report,
    report_from,
    reported,
)
from tests.handlers.playing import actor_of, counted, said, tap

OTHER = "服务行业"


@pytest.fixture
def work(town: Town, mei: Phone, wang: Phone) -> Entry:
    """An approved entry of November's."""
    return counted(town, mei, wang, "2026-11-05")


def revoke(session: Session, officer: Phone, entry_id: int) -> None:
    """改判 to 未认定."""
    actor = actor_of(session, officer)
    change = overturn.ask(session, actor, entry_id)
    overturn.give_reason(session, actor, change.draft_id, "与事实不符")
    overturn.overturn(session, actor, change.draft_id)


def undo(session: Session, liaison: Phone, entry_id: int) -> None:
    """The approval taken back."""
    review.undo(session, actor_of(session, liaison), entry_id)


@pytest.mark.parametrize("state", ["未认定", "待审核"])
async def test_whose_entry_is_not_approved_any_more_cannot_be_promoted_only_archived(
    town: Town, work: Entry, mei: Phone, wang: Phone, zhao: Phone, state: str
) -> None:
    await open_month(wang, "2026年11月典型")
    await report(wang)
    await open_board(zhao)
    await zhao.press("🆕")
    old = await zhao.until("请决定")
    assert f"记录 {work.number} 现在：已通过" in old.text
    town.do(*((revoke, zhao) if state == "未认定" else (undo, wang)), work.id)
    await zhao.press("择优推广", on=old)
    refusal = await zhao.until(f"{work.number} 现在{state}，不能择优推广")
    assert "\n" not in refusal.text
    assert [one.fate for one in reported(town)] == [Fate.REPORTED]
    await zhao.press("🆕")
    shown = await zhao.until(f"记录 {work.number} 现在：{state}")
    assert labels(shown) == ["存档"]
    await open_month(wang, "2026年11月典型")
    await wang.until(f"报送（迟报）（{work.number} 现在{state}）")
    await zhao.press("存档")
    await zhao.until("已由赵*于")
    assert [one.fate for one in reported(town)] == [Fate.ARCHIVED]
    assert not [m for m in await said(mei) if "择优推广" in m.text]


def hand_to(town: Town, name: str, force: str) -> None:
    town.do(appointing.liaison, name, force)


async def test_what_was_begun_for_one_task_force_is_not_reported_for_another(
    town: Town, work: Entry, wang: Phone
) -> None:
    """王强 becomes liaison of another with a draft of the first in hand."""
    await open_month(wang, "2026年11月典型")
    await pick(wang)
    await ask_to_report(wang)
    hand_to(town, "李梅", FORCE)
    move_to(town, wang, OTHER)
    await wang.press("确认")
    await wang.until("已经办完或改过")
    assert reported(town) == []


async def test_an_entry_of_another_task_force_is_not_reported_whatever_the_draft_says(
    town: Town, work: Entry, wang: Phone
) -> None:
    """A draft from before the task force was written down in it."""
    await open_month(wang, "2026年11月典型")
    await pick(wang)
    hand_to(town, "李梅", FORCE)
    move_to(town, wang, OTHER)
    forget(town, "force")
    tap(wang, f"x:yes:2026-11:{newest(town)}")
    await wang.until("现在不能选作典型")
    assert reported(town) == []


async def test_an_entry_is_reported_by_one_task_force_only(
    town: Town, work: Entry, mei: Phone, wang: Phone
) -> None:
    await open_month(wang, "2026年11月典型")
    await report(wang)
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force=OTHER)
    other = town.do(force_of, he)
    town.do(give, work.id, other)
    shown = await open_month(he)
    assert "①" not in shown.text
    tap(he, f"x:pick:2026-11:{work.id}")
    await he.until(f"{work.number} 已报为2026年11月典型")
    assert len(reported(town)) == 1


async def test_a_button_with_another_month_reports_and_shows_the_drafts(
    town: Town, work: Entry, wang: Phone
) -> None:
    move(town, 12, 2)
    await wang.send("/exemplar 上月")
    await wang.until("2026年11月典型")
    await pick(wang)
    draft = newest(town)
    tap(wang, f"x:send:2026-12:{draft}")
    await wang.until("会标为迟报")
    tap(wang, f"x:yes:2026-12:{draft}")
    shown = await wang.until("已报送县局")
    assert "🌟 2026年11月典型  已报 1" in shown.text
    [one] = reported(town)
    tap(wang, f"x:undo:2026-12:{one.id}")
    await wang.until("已撤回，2026年11月的典型请重新报送")
    assert reported(town, DECEMBER) == []
    tap(wang, f"x:yes:2099-01:{draft}")
    await wang.until("2026年11月典型  未报")


async def test_what_was_begun_on_an_old_phone_is_asked_for_on_the_new_one(
    town: Town, wang: Phone
) -> None:
    await open_month(wang, "2026年11月典型")
    await wang.press("自己写")
    await wang.until("请发标题")
    draft = newest(town)
    new = town.phone("王强")
    town.do(rejoin, new, wang)
    await new.start()
    await new.until("协调通")
    tap(new, f"x:title:2026-11:{draft}")
    await new.until("请发标题")
    await new.send("好榜样")
    await new.until("请发经过")
    await new.send(STORY)
    await new.until("标题：好榜样")
    await report_from(new)
    assert [one.title for one in reported(town)] == ["好榜样"]


def move_to(town: Town, phone: Phone, force: str) -> None:
    """Into another ledger, as its liaison."""

    def step(session: Session) -> None:
        who = persons.get(session, actor_of(session, phone).person_id)
        forces = {f.name: f.id for f in task_forces.every(session)}
        plain = {key: getattr(who, key) for key in persons.PLAIN}
        persons.change(session, who.id, forces[force], **plain)
        roles.give(session, who.id, Role.LIAISON, forces[force])

    town.do(step)


def forget(town: Town, fact: str) -> None:
    """What the newest draft does not say."""

    def step(session: Session) -> None:
        draft = drafts.get(session, newest(town))
        assert draft is not None
        facts = {key: value for key, value in draft.facts.items() if key != fact}
        drafts.save(session, replace(draft, facts=facts))

    town.do(step)


def newest(town: Town) -> int:
    found: int = town.do(lambda session: session.value(select(func.max(Draft.id))))
    return found


def force_of(session: Session, phone: Phone) -> Any:
    return actor_of(session, phone).task_force_id


def give(session: Session, entry_id: int, force: int) -> None:
    """The entry counts for another task force."""
    session.write(update(Row).where(Row.id == entry_id).values(task_force_id=force))
    assert entries.get(session, entry_id)


def rejoin(session: Session, new: Phone, old: Phone) -> None:
    person = actor_of(session, old).person_id
    accounts.invited(session, new.user.id, None)
    accounts.join(session, new.user.id, person)
