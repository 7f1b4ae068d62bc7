"""Somebody leaves: access ends at once, and what they did is kept."""

import pytest

from bot.actions.people import leave, set_up
from bot.actions.score import summarise
from bot.errors import Refused
from bot.handlers.say import Say, write
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage import audit, outbox
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from tests.conftest import FORCE, Town, photo
from tests.handlers.playing import (
    begin,
    counted,
    entry_of,
    filed,
    link,
    open_queue,
    pass_time,
    said,
)

Q4 = Quarter(2026, 4)
STRANGER = "您还没有加入"


def gone(town: Town, name: str) -> leave.Left:
    """What `xietiao roster leave` does."""

    def step(session: Session) -> leave.Left:
        (person,) = set_up.whom(session, name, everyone=False)
        return leave.leave(session, person)

    left: leave.Left = town.do(step)
    return left


async def test_who_has_left_is_a_stranger_on_every_way(town: Town, mei: Phone) -> None:
    card = await begin(mei)
    gone(town, "李梅")
    await mei.send("昨天在服装厂开展了宣传")
    await mei.until(STRANGER)
    await mei.press("📊 我的得分")
    await mei.until(STRANGER)
    await mei.press("企业", on=card)
    await mei.until(STRANGER)
    await mei.send_photo(photo())
    await mei.until(STRANGER)
    await mei.start()
    await mei.until(STRANGER)


async def test_an_old_link_of_theirs_is_refused(town: Town) -> None:
    token = link(town, town.add("孙丽", Role.COORDINATOR))
    gone(town, "孙丽")
    phone = town.phone("孙丽")
    await phone.start(token)
    await phone.until("链接不能用了")


async def test_a_link_followed_before_they_left_lets_nobody_in(town: Town) -> None:
    token = link(town, town.add("孙丽", Role.COORDINATOR))
    phone = town.phone("孙丽")
    await phone.start(token)
    await phone.until("手机号后4位")
    await phone.send("1234")
    await phone.until("加入前请看")
    gone(town, "孙丽")
    await phone.press("同意并加入")
    await phone.until("链接不能用了")


async def test_what_still_waits_can_be_decided(town: Town, mei: Phone, wang: Phone) -> None:
    entry = filed(town, mei, "今天")
    assert gone(town, "李梅").waiting == 1
    heard = len(await said(mei))
    await open_queue(wang, entry.number)
    await wang.press("通过")
    await wang.until("理由")
    await wang.send("说明属实")
    await wang.until(f"{entry.number} 李梅 已通过")
    pass_time(town, 61)
    assert entry_of(town, entry.number).state is State.APPROVED
    assert len(await said(mei)) == heard


async def test_lists_forget_them_and_the_record_does_not(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = counted(town, mei, wang, "今天")
    await begin(mei)
    left = gone(town, "李梅")
    assert (left.task_force, list(left.chats), left.waiting) == (FORCE, [mei.user.id], 0)

    def kept(session: Session) -> None:
        assert [row.name for row in summarise.summary(session, Q4).people] == ["王强"]
        assert entries.approved(session, entry.person_id, Q4)
        assert drafts.unfinished(session, entry.person_id)
        assert persons.get(session, entry.person_id).roles == frozenset()
        assert acts(session, f"person:{entry.person_id}")[-1] == "leave"
        assert acts(session, f"entry:{entry.id}") == ["submit", "approve"]

    town.do(kept)


async def test_a_liaison_leaves_once_there_is_a_successor(
    town: Town, mei: Phone, wang: Phone
) -> None:
    with pytest.raises(Refused, match=f"xietiao appoint liaison .* --task-force {FORCE}"):
        gone(town, "王强")
    await wang.press("✅ 待审核")
    await wang.until("没有待审核")
    town.do(set_up.appoint_liaison, "李梅", FORCE)
    gone(town, "王强")
    await wang.press("✅ 待审核")
    await wang.until("您还没有加入")


async def test_nothing_that_waited_to_be_said_is_said_to_them(town: Town, mei: Phone) -> None:
    await town.stop()
    town.do(write, mei.user.id, [Say("只给本人看的话")])
    gone(town, "李梅")
    assert town.do(outbox.count, "new") == 0


def acts(session: Session, subject: str) -> list[str]:
    return [act for _, _, act, _ in audit.history(session, subject)]
