"""➖ 登记失误: from the name to the bureau, and what the person hears at once."""

import pytest

from bot.rules.faults import FaultState
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.texts.common import UNSUPPORTED
from tests.conftest import Town, photo
from tests.handlers.playing import begun, pieces_of, said, tap, twice
from tests.handlers.score.faulting import begin, fault_of, register


async def test_a_fault_is_set_down_with_its_evidence_in_five_actions(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    before = wang.actions
    await wang.send("➖ 登记失误")
    await wang.until("请打字发姓名")
    await wang.send("李 梅")
    asked = await wang.until("影响多大？")
    assert asked.button("影响较小 −5")
    assert asked.button("影响较大 −10")
    await wang.press("影响较小 −5")
    await wang.until("经过怎样、哪天发生？")
    await wang.send_photo(photo("工单"), "昨天 未按时上报欠薪线索")
    card = await wang.until(lambda m: m.button("提交县局") is not None)
    assert "登记失误：李梅（服装制造）" in card.text
    assert "日期：11月22日" in card.text.replace(" · ", "\n")
    assert "• 2026年第四季度减 5 分" in card.text
    assert "• 2026年不能评金牌劳动关系协调员" in card.text
    assert "调整其岗位" not in card.text
    assert "可在 11月30日 前说明情况" in card.text
    await wang.press("提交县局")
    await wang.until("S1 已提交县局：李梅，11月22日，影响较小")
    assert wang.actions - before <= 5
    news = await mei.until("登记了您的一次工作失误 S1")
    assert "经过：未按时上报欠薪线索" in news.text
    assert "• 2026年第四季度减 5 分" in news.text
    assert "11月30日 前点 说明情况" in news.text
    await zhao.until("有 1 条失误待核准")
    fault = fault_of(town, "S1")
    assert (fault.state, fault.large, len(pieces_of(town, fault.draft_id))) == (
        FaultState.REGISTERED,
        False,
        1,
    )


async def test_a_day_that_was_not_said_is_asked_with_buttons_and_evidence_may_be_explained(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang, impact="影响较大")
    await wang.send("未按时上报欠薪线索，影响处置")
    await wang.until("日期：哪天发生的？")
    await wang.press("昨天")
    await wang.until("请发佐证")
    await wang.press("暂缺并说明")
    await wang.until("暂时缺少")
    await wang.send("口头交办，没有书面记录")
    card = await wang.until(lambda m: m.button("提交县局") is not None)
    assert "减 10 分" in card.text
    assert "影响较大，按三(五)建议所在单位调整其岗位" in card.text.replace("\n", "")
    await wang.press("提交县局")
    await wang.until("S1 已提交县局")
    assert fault_of(town, "S1").account == "未按时上报欠薪线索，影响处置"


async def test_a_day_alone_leaves_the_account_asked_and_an_album_joins(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang)
    await wang.send_album([photo("一"), photo("二")], "昨天")
    await wang.until(lambda m: "佐证 2" in m.text)
    asked = await wang.until("经过怎样")
    assert "⬜ 经过" in asked.text
    await wang.send("未到岗")
    await wang.until(lambda m: m.button("提交县局") is not None)
    await wang.press("提交县局")
    await wang.until("S1 已提交县局")
    assert len(pieces_of(town, fault_of(town, "S1").draft_id)) == 2


async def test_an_officer_who_is_in_no_ledger_registers_anybodys(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    number = await register(zhao, facts="影响较大 11月20日 未报重大隐患")
    assert fault_of(town, number).large is False  # the button came first
    await mei.until("登记了您的一次工作失误")


async def test_namesakes_are_buttons(town: Town, mei: Phone, wang: Phone) -> None:
    other = town.add("李梅", Role.COORDINATOR, phone="13800005678")
    await wang.send("/fault 李梅")
    await wang.until("叫“李梅”的有 2 人")
    await wang.press("5678")
    await wang.until("影响多大？")
    (draft,) = begun(town, wang)
    assert draft.about_id == other


async def test_who_may_not_be_named_is_refused_in_one_sentence(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("外人", Role.COORDINATOR, force="快递行业")
    await wang.send("/fault")
    await wang.until("请打字发姓名")
    for name in ("外人", "王强", "查无此人", "赵敏", "/" * 40, "🙂"):
        await wang.send(name if not name.startswith("/") else " " + name)
        await wang.until("台账里没有叫")
    await wang.send("李梅")
    await wang.until("影响多大？")
    other = town.add("钱进", Role.COORDINATOR, force="快递行业")
    tap(wang, f"fl:who:{other}:ask")
    await wang.until("不能登记这个人的失误")
    tap(wang, "fl:who:99999:ask")
    await wang.until("不能登记这个人的失误")
    await mei.send("/fault 王强")
    await mei.until("登记失误由联络员办理")


async def test_what_cannot_be_taken_is_said_and_nothing_is_lost(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang)
    await wang.send("字" * 4000)
    await wang.until("写了 4000 个字，最多 1024 个字")
    await wang.send("电话 13812345678 打不通")
    await wang.until("里面有电话号码")
    await wang.send_sticker()
    await wang.until(UNSUPPORTED)
    await wang.send("昨天 未到岗")
    await wang.until("请发佐证")
    await wang.send_sticker()
    await wang.until(UNSUPPORTED)
    (draft,) = begun(town, wang)
    assert draft.facts["account"] == "未到岗"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("明天", "还没有到"), ("2020年1月1日", "已超过2年"), ("没有的日子", "看不懂日期")],
)
async def test_a_day_that_cannot_be_is_refused(
    town: Town, mei: Phone, wang: Phone, typed: str, told: str
) -> None:
    await begin(wang)
    await wang.send("未按时上报")
    await wang.until("日期：哪天发生的？")
    await wang.send(typed)
    await wang.until(told)
    await wang.send("昨天")
    await wang.until("请发佐证")


async def test_pressed_twice_it_is_registered_once(town: Town, mei: Phone, wang: Phone) -> None:
    await begin(wang)
    await wang.send_photo(photo("工单"), "昨天 未到岗")
    await wang.until(lambda m: m.button("提交县局") is not None)
    await twice(wang, "提交县局")
    await mei.until("工作失误 S1")
    assert len([m for m in await said(mei) if "工作失误 S" in m.text]) == 1


async def test_laid_aside_it_is_found_again(town: Town, mei: Phone, wang: Phone) -> None:
    await begin(wang)
    await wang.send("昨天 未到岗")
    await wang.until("请发佐证")
    await wang.press("取消")
    parked = await wang.until("已放下")
    assert "➖ 登记失误" in parked.text
    await wang.send("/fault")
    await wang.until("没有登记完的")
    await wang.press("李梅 未到岗")
    await wang.until("请发佐证")
    await wang.send("/fault 李梅")
    await wang.until("接着填，还是另起一份？")
    await wang.press("新建")
    await wang.until("影响多大？")
    assert len(begun(town, wang)) == 2


async def test_the_question_for_a_name_can_be_left(town: Town, mei: Phone, wang: Phone) -> None:
    await wang.send("/fault")
    await wang.until("请打字发姓名")
    await wang.press("取消")
    await wang.until("没有登记")
    await wang.send("李梅")
    await wang.until("没有看懂")


async def test_a_forged_button_does_not_make_a_fault_an_entry(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang)
    await wang.send_photo(photo("工单"), "昨天 未到岗")
    await wang.until(lambda m: m.button("提交县局") is not None)
    (draft,) = begun(town, wang)
    tap(wang, f"d:submit:{draft.id}:1")
    await wang.until("这份草稿已经取消")
    tap(mei, f"d:hand_in:{draft.id}:1")
    await mei.until("这份登记已经不在了")
    assert len(begun(town, wang)) == 1


async def test_words_of_work_in_a_fault_stay_with_it(town: Town, mei: Phone, wang: Phone) -> None:
    await begin(wang)
    await wang.send_photo(photo("工单"), "昨天 宣传 未到场")
    await wang.until(lambda m: m.button("提交县局") is not None)
    (draft,) = begun(town, wang)
    assert draft.facts["account"] == "宣传 未到场"
