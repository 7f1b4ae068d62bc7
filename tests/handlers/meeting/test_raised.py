"""What was raised in a stage, as the stage pack gets it."""

from datetime import date, timedelta

from bot.actions.meeting import raised as figures
from bot.rules.feedback import Raised
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.meeting.test_feedback import answer, ask, until
from tests.handlers.playing import actor_of, pass_time

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


def raised(
    town: Town, phone: Phone, first: date, after: date, force_id: int | None = None
) -> Raised:
    def step(session: Session) -> Raised:
        return figures.raised(session, actor_of(session, phone), first, after, force_id)

    found: Raised = town.do(step)
    return found


async def test_a_stage_counts_its_days_and_each_reader_has_what_is_theirs_to_know(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱进", Role.COORDINATOR, force="快递行业")
    await ask(mei, words="工资专户怎么开")
    await ask(mei, "给县局：问题", "联络员从不回电话")
    await ask(qian, "给县局：建议", "表格太长\n请缩短")
    await ask(mei, "给县局：建议", "说错了，" + "很长" * 40)
    await mei.press("撤回")
    await mei.until("已撤回")
    pass_time(town, timedelta(days=2))
    await answer(wang, "F1")
    await mei.press("已解决", on=await mei.until("F1 有答复了"))
    await mei.until("F1 已解决")
    until(town, 12, 3, 10)
    await answer(zhao, "F3")

    bureau = raised(town, zhao, NOVEMBER, DECEMBER)
    assert (bureau.asked, bureau.answered, bureau.closed) == (3, 1, 1)
    assert (list(bureau.days_to_answer), bureau.median_days) == ([2], 2)
    assert [(each.number, each.is_answered, each.days) for each in bureau.open] == [
        ("F2", False, 8),
        ("F3", False, 8),
    ]
    assert [(each.task_force, each.words) for each in bureau.open] == [
        ("服装制造", "联络员从不回电话"),
        ("快递行业", "表格太长 请缩短"),
    ]
    liaison = raised(town, wang, NOVEMBER, DECEMBER)
    assert (liaison.asked, liaison.answered, liaison.closed, list(liaison.open)) == (1, 1, 1, [])
    december = raised(town, zhao, DECEMBER, JANUARY)
    assert (december.asked, december.answered, december.closed) == (0, 1, 0)
    assert [(each.number, each.is_answered, each.days) for each in december.open] == [
        ("F2", False, 10),
        ("F3", True, 10),
    ]
    nothing = raised(town, zhao, date(2026, 1, 1), NOVEMBER)
    assert (nothing.asked, list(nothing.open), nothing.median_days) == (0, [], None)


async def test_the_bureau_counts_what_went_to_liaisons_without_reading_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await ask(mei, words="只跟联络员说")
    (known,) = raised(town, zhao, NOVEMBER, DECEMBER).open
    assert (known.number, known.task_force, known.words) == ("F1", "服装制造", "")
    (own,) = raised(town, wang, NOVEMBER, DECEMBER).open
    assert own.words == "只跟联络员说"
    assert not raised(town, zhao, NOVEMBER, DECEMBER, force_id=10_000).open


async def test_what_was_asked_again_waits_again(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await ask(mei)
    await answer(wang, "F1")
    assert [each.is_answered for each in raised(town, zhao, NOVEMBER, DECEMBER).open] == [True]
    await mei.press("还有问题", on=await mei.until("有答复了"))
    await mei.until("请打字补充说明")
    await mei.send("银行说还缺一份证明")
    await mei.until("✅ F1 已转达")
    assert [each.is_answered for each in raised(town, zhao, NOVEMBER, DECEMBER).open] == [False]
    until(town, 12, 3, 10)
    await answer(wang, "F1", "证明由主管部门开")
    assert [each.is_answered for each in raised(town, zhao, NOVEMBER, DECEMBER).open] == [False]
    assert [each.is_answered for each in raised(town, zhao, DECEMBER, JANUARY).open] == [True]
