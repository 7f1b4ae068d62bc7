"""A question that can no longer be answered: said once, and every other text is itself again."""

from bot.actions.review import overturn
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import inbox
from bot.storage.people import roles
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import (
    actor_of,
    counted,
    decidable,
    filed,
    open_queue,
    own_words,
    tap,
)


async def test_a_reason_for_what_was_withdrawn_is_refused_once(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await open_queue(wang, entry.number)
    await own_words(wang, "退回")
    tap(mei, f"d:withdraw:{entry.draft_id}:1")
    await mei.until(lambda m: m.button("重新提交") is not None)
    await wang.send("照片看不清楚")
    await wang.until(f"{entry.number} 作者已撤回")
    await wang.send("你好")
    await wang.until("没有看懂")
    assert town.do(inbox.failed) == []


async def test_a_number_typed_into_a_question_that_is_over_opens_the_entry(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await open_queue(wang, entry.number)
    await own_words(wang, "退回")
    tap(mei, f"d:withdraw:{entry.draft_id}:1")
    await mei.until(lambda m: m.button("重新提交") is not None)
    await wang.send(entry.number)
    await wang.until("经过：")
    await wang.send("你好")
    await wang.until("没有看懂")


async def test_a_number_nobody_knows_is_said_to_be_none_even_then(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = counted(town, mei, wang, "2026-11-05")
    sun = await town.joined("孙丽", Role.BUREAU)
    await zhao.send(entry.number)
    await zhao.until("经过：")
    await zhao.press("改判")
    await zhao.until("请打字写理由")

    def revoke(session: Session) -> None:
        officer = actor_of(session, sun)
        draft = overturn.ask(session, officer, entry.id).draft_id
        overturn.give_reason(session, officer, draft, "不属实")
        overturn.overturn(session, officer, draft)

    town.do(revoke)
    await zhao.send("X9999")
    await zhao.until("没有 X9999 这一条")
    await zhao.send("你好")
    await zhao.until("没有看懂")
    assert town.do(inbox.failed) == []


async def test_who_is_liaison_no_longer_is_told_once(town: Town, mei: Phone, wang: Phone) -> None:
    mine = filed(town, wang, "2026-11-02")
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await own_words(wang, "退回")
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    await wang.send("照片看不清楚")
    told = await wang.until("不由您审核")
    assert entry.number not in told.text
    await wang.send(mine.number)
    await wang.until(lambda m: f"📨 {mine.number} 已提交" in m.text)


async def test_the_words_for_an_exemplar_of_an_ex_liaison_end_the_question(
    town: Town, wang: Phone
) -> None:
    await wang.press("🌟 本月典型")
    await wang.until("未报")
    await wang.press("自己写")
    await wang.until("请发标题")
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    await wang.send("一个标题")
    await wang.quiet()
    await wang.send("你好")
    await wang.until("没有看懂")
    assert town.do(inbox.failed) == []
