"""Nothing is decided that nobody saw, and nothing is left where nobody looks."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.actions.work import submit
from bot.errors import Refused
from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage.people import roles
from bot.storage.session import Session
from bot.storage.work import drafts
from tests.conftest import Town, photo
from tests.handlers.playing import (
    actor_of,
    choose_reason,
    decidable,
    entry_of,
    filed,
    filed_with_photo,
    open_queue,
)


async def test_a_rejection_is_not_confirmed_over_evidence_that_came_meanwhile(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed_with_photo(town, mei, "2026-11-20")
    await open_queue(wang, entry.number)
    await choose_reason(wang, "驳回", "看不出宣传成效")
    asked = await wang.until("确认后作者会收到理由")
    await mei.press("📂 我的记录")
    await mei.until("我的记录")
    await mei.press(entry.number)
    card = await mei.until(f"{entry.number} 已提交")
    await mei.send_photo(photo("补一张"), reply_to=card)
    await mei.until("照片视频 2")
    await wang.press("确认", on=asked)
    await wang.until("作者刚改过")
    assert entry_of(town, entry.number).state is State.PENDING
    await decidable(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")


async def test_an_entry_whose_task_force_has_lost_its_liaison_is_the_bureaus(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "2026-11-20")
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    await zhao.press("✅ 待审核")
    await decidable(zhao, entry.number)


async def test_the_filing_deadline_of_one_quarter_is_not_passed_by_way_of_another(
    town: Town, mei: Phone, wang: Phone
) -> None:
    town.clock.move_to(datetime(2027, 1, 10, 1, 0, tzinfo=UTC))
    in_time = filed(town, mei, "2026-12-20")
    other = filed(town, mei, "2027-01-05")

    def again(session: Session, draft_id: int, day: str) -> str:
        actor = actor_of(session, mei)
        submit.withdraw(session, actor, draft_id)
        draft = drafts.get(session, draft_id)
        assert draft is not None
        drafts.save(session, replace(draft, facts={**draft.facts, "day": day}))
        try:
            return submit.submit(session, actor, draft_id).entry.number
        except Refused as refusal:
            return refusal.sentence

    town.clock.move_to(datetime(2027, 1, 20, 1, 0, tzinfo=UTC))
    assert town.do(again, in_time.draft_id, "2026-12-21") == in_time.number
    assert "已于1月15日截止" in town.do(again, other.draft_id, "2026-12-21")
