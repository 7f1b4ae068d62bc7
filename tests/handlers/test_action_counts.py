"""What each conversation of dialogues.md costs its person in actions: a table, and its ceilings.

An action is a tap, or a message or album sent. Ceilings are those of dialogues.md where it names
one; where it names none (marked –), what a thumb needs today, so that it grows by decision only.
"""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests.conftest import Town, photo
from tests.handlers.month.at_the_desk import move, wake
from tests.handlers.playing import (
    QUESTIONS,
    attach_plan,
    choose_reason,
    counted,
    decidable,
    filed,
    filed_with_photo,
    hand_in,
    link,
    report_publicity,
    under_review,
)
from tests.handlers.review.test_batch import drawn
from tests.handlers.score import golden
from tests.handlers.score.test_lock import lock_it, revoke
from tests.handlers.training import training_days
from tests.handlers.work import mediating, test_behalf, test_other_kinds
from tests.handlers.work.test_material import taken

Play = Callable[[], Coroutine[Any, Any, Any]]


@dataclass
class Table:
    """Conversation → actions and ceiling."""

    rows: list[tuple[str, str, int, int, bool]] = field(default_factory=list)

    @asynccontextmanager
    async def count(
        self, section: str, what: str, ceiling: int, phone: Phone, *, named: bool = True
    ) -> AsyncIterator[None]:
        """Count what the person does inside."""
        before = phone.actions
        yield
        self.rows.append((section, what, phone.actions - before, ceiling, named))

    def __str__(self) -> str:
        lines = ["", "section  actions  ceiling  conversation"]
        lines += [
            f"{section:^7}  {actions:>7}  {ceiling:>6}{' ' if named else '–'}  {what}"
            for section, what, actions, ceiling, named in self.rows
        ]
        return "\n".join(lines)

    def over(self) -> list[str]:
        return [what for _, what, actions, ceiling, _ in self.rows if actions > ceiling]


@pytest.fixture
def table(capsys: pytest.CaptureFixture[str]) -> Any:
    """Printed when the test is over, whatever came of it."""
    made = Table()
    yield made
    with capsys.disabled():
        print(made)  # noqa: T201 - what the test is for


async def test_joining_and_reporting_stay_under_their_ceilings(town: Town, table: Table) -> None:
    person = town.add("李梅", Role.COORDINATOR)
    mei = town.phone("梅子")
    token = link(town, person)
    async with table.count("A", "加入：链接、后4位、同意", 3, mei):
        await mei.start(token)
        await mei.until("手机号后4位")
        await mei.send("1234")
        await mei.until("加入前请看一眼")
        await mei.press("同意并加入")
        await mei.until("欢迎您，李梅")
    async with table.count("B", "开展宣传：先点菜单，第一次上报", 12, mei):
        number = await report_publicity(mei)
    async with table.count("B", "撤回", 1, mei, named=False):
        await mei.press("撤回")
        await mei.until(lambda m: m.button("重新提交") is not None)
    async with table.count("B", "重新提交", 1, mei, named=False):
        await mei.press("重新提交")
        await mei.until(f"{number} 已提交")
    async with table.count("B", "开展宣传：先发照片，以前报过", 6, mei):
        await mei.send_file(taken("2026:11:20 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
        await mei.until("哪一项工作的材料")
        await mei.quiet()
        await mei.press("新建 · 开展宣传")
        await mei.until(QUESTIONS["theme"])
        await mei.press("工资支付")
        await mei.until(QUESTIONS["initiative"])
        await mei.press("自发开展")
        await attach_plan(mei)
        await hand_in(mei)
    async with table.count("B", "开展宣传：照片带附言，以前报过", 5, mei):
        await mei.send_album([photo("甲"), photo("乙")], "宣传 昨天 ××服装厂 60人 劳动合同法")
        await mei.until(QUESTIONS["initiative"])
        await mei.press("自发开展")
        await attach_plan(mei)
        await hand_in(mei)
    assert table.over() == []


async def test_the_ledgers_people_stay_under_their_ceilings(
    town: Town, wang: Phone, table: Table
) -> None:
    stranger = town.phone("路人")
    await stranger.send("你好")
    await stranger.until("您还没有加入")
    async with table.count("A", "申请加入：一条消息写完", 4, stranger):
        await stranger.press("申请加入")
        await stranger.until("哪个专班")
        await stranger.press("服装制造")
        await stranger.until("请发您的姓名")
        await stranger.send("张三，网格员，大专，××服装厂 人事主管，5年，13900004321")
        await stranger.until("都齐了")
        await stranger.press("提交")
        await stranger.until("有结果会在这里告诉您")
    await wang.until("有人申请加入服装制造专班")
    async with table.count("A", "申请加入：通过", 1, wang):
        await wang.press("通过")
        await stranger.until("欢迎您，张三")
    async with table.count("A", "换手机：新链接", 3, wang, named=False):
        await wang.press("👥 人员台账")
        await wang.until("人员台账：2人")
        await wang.press("张三")
        await wang.until("张三\n专班：")
        await wang.press("换手机/新链接")
        await wang.until("?start=")
    async with table.count("A", "请假代理", 5, wang, named=False):
        await wang.press("👥 人员台账")
        await wang.until("人员台账：2人")
        await wang.press("请假代理")
        await wang.until("由谁代理")
        await wang.press("张三")
        await wang.until("起止日期")
        await wang.send("11.24到12.5")
        await wang.until("共 12 天")
        await wang.press("确认")
        await wang.until("已安排 张三 代理")
    async with table.count("A", "交接联络员", 4, wang):
        await wang.press("👥 人员台账")
        await wang.until("人员台账：2人")
        await wang.press("交接联络员")
        await wang.until("交给谁")
        await wang.press("张三")
        await wang.until("交给 张三")
        await wang.press("确认")
        await stranger.until("您现在是 服装制造 专班的联络员")


async def test_closing_a_quarter_stays_under_its_ceiling(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, table: Table
) -> None:
    entry = counted(town, mei, wang, "2026-11-02")
    move(town, 1, 20)
    async with table.count("F", "锁定季度", 3, zhao):
        await lock_it(zhao)
    revoke(town, zhao, entry)
    async with table.count("F", "更正已锁定的季度", 3, zhao, named=False):
        await zhao.press("更正")
        await zhao.until("请直接打字写更正理由")
        await zhao.send("经核实不属实")
        await zhao.until("确认后生成新的一版")
        await zhao.press("确认")
        await zhao.until("已更正（第2版）")
    assert table.over() == []


async def test_a_case_and_what_became_of_it_stay_under_their_ceilings(
    town: Town, mei: Phone, wang: Phone, table: Table
) -> None:
    async with table.count("B", "成功调解：本单位", 13, mei):
        number = await mediating.report_mediation(mei)
    async with table.count("B", "成功调解：其他单位", 13, mei):
        await mediating.report_mediation(mei, mediating.OTHER)
    async with table.count("B", "我的得分", 1, mei, named=False):
        await mei.press("📊 我的得分")
        await mei.until("合计")
    async with table.count("B", "我的记录：一条的卡片", 2, mei, named=False):
        await mei.press("📂 我的记录")
        await mei.until("我的记录")
        await mei.press(number)
        await mei.until(f"{number} 已提交")
    assert table.over() == []


@pytest.mark.parametrize("form", test_other_kinds.WAYS)
async def test_the_other_kinds_stay_under_their_ceilings(
    town: Town, mei: Phone, table: Table, form: str
) -> None:
    title = test_other_kinds.WAYS[form].title
    async with table.count("B", f"{title}：先点菜单", test_other_kinds.FROM_MENU, mei):
        await test_other_kinds.report(mei, form)
    assert table.over() == []


async def test_recording_for_somebody_takes_one_action_more(
    town: Town, wang: Phone, table: Table
) -> None:
    test_behalf.add_qian(town)
    async with table.count("B", "代为上报：开展宣传", 13, wang, named=False):
        await test_behalf.record(wang)
    assert table.over() == []


async def test_reviewing_stays_under_its_ceilings(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, table: Table
) -> None:
    whole = [filed_with_photo(town, mei, f"2026-11-{day}") for day in range(10, 15)]
    for entry in whole:
        await drawn(town, entry)
    lacking = filed(town, mei, "2026-11-16")
    refused = filed(town, mei, "2026-11-17")
    await wang.press("✅ 待审核")
    await decidable(wang, whole[0].number)
    async with table.count("C", "通过", 1, wang):
        await wang.press("通过")
        await decidable(wang, whole[1].number)
    async with table.count("C", "撤销（60 秒内）", 1, wang, named=False):
        await wang.press("撤销")
        await wang.until("已撤销")
    await decidable(wang, whole[0].number)
    async with table.count("C", "退回", 2, wang):
        await wang.press("退回")
        await wang.until("选一个理由")
        await wang.press("照片看不清")
        await decidable(wang, whole[1].number)
    async with table.count("C", "原图", 1, wang, named=False):
        await wang.press("原图")
        await wang.until("的材料（已去除位置信息）")
    await decidable(wang, whole[1].number)
    await wang.until(lambda m: m.button("批量通过") is not None)
    async with table.count("C", "批量通过", 2, wang, named=False):
        await wang.press("批量通过")
        await wang.until(lambda m: m.button("确认") is not None and "排版" not in m.text)
        await wang.press("确认")
        await decidable(wang, lacking.number)
    async with table.count("C", "通过，材料有暂缺", 2, wang):
        await wang.press("通过")
        await wang.until("请写通过的理由")
        await wang.send("说明属实")
        await decidable(wang, refused.number)
    async with table.count("C", "驳回", 3, wang):
        await wang.press("驳回")
        await wang.until("选一个理由")
        await wang.press("看不出宣传成效")
        await wang.until("依据：")
        await wang.press("确认")
        await wang.until("都审完了")
    assert table.over() == []


async def test_what_goes_before_the_bureau_stays_under_its_ceilings(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, table: Table
) -> None:
    await under_review(town, mei, wang)
    await choose_reason(wang, "驳回", "看不出宣传成效")
    await wang.until("依据：")
    await wang.press("确认")
    await mei.until(lambda m: m.button("申请复核") is not None)
    async with table.count("C", "申请复核", 2, mei, named=False):
        await mei.press("申请复核")
        await mei.until("请打字写一段说明")
        await mei.send("现场有签到表，可以补充")
        await mei.until("已申请复核")
    approved = counted(town, mei, wang, "2026-11-18")
    async with table.count("C", "改判", 4, zhao, named=False):
        await zhao.send(approved.number)
        await zhao.until("经过：")
        await zhao.press("改判")
        await zhao.until("请打字写理由")
        await zhao.send("属统一组织，不应加分")
        await zhao.until("确认后本人和联络员会收到理由")
        await zhao.press("确认")
        await mei.until("改判")
    assert table.over() == []


async def test_the_month_stays_under_their_ceilings(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, table: Table
) -> None:
    async with table.count("D", "基本得分：全专班", 3, wang):
        await wang.press("🧮 基本得分")
        await wang.until("已评 0/1")
        await wang.send("28")
        await wang.until("共 1 人")
        await wang.press("确认")
        await wang.until("已记录 1 人")
    wake(town, 12, 10)
    counted(town, mei, wang, "2026-12-08")
    wake(town, 12, 11)
    await wang.until(lambda m: m.button("选①") is not None)
    async with table.count("E", "报送典型：从提醒", 3, wang):
        await wang.press("选①")
        await wang.until("标题：")
        await wang.press("报送")
        await wang.until("到县局？")
        await wang.press("确认")
        await wang.until("已报送县局")
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    async with table.count("E", "催办未报的专班", 2, zhao, named=False):
        await zhao.press("🌟 典型推广")
        await zhao.until("典型推广")
        await zhao.press("一键催办")
        await zhao.until("已提醒 1 位")
    wake(town, 12, 17)
    await he.until(lambda m: m.button("本月无") is not None)
    async with table.count("E", "本月无：从提醒", 2, he):
        await he.press("本月无")
        await he.until("没有典型要报")
        await he.press("确认")
        await he.until("已报本月无")
    async with table.count("E", "择优推广", 3, zhao, named=False):
        await zhao.press("🌟 典型推广")
        await zhao.until("典型推广\n")
        await zhao.press("🆕")
        await zhao.until("请决定")
        await zhao.press("择优推广")
        await zhao.until(lambda m: m.button("撤销") is not None)
    assert table.over() == []


async def test_a_fault_stays_under_its_ceilings(
    mei: Phone, wang: Phone, zhao: Phone, table: Table
) -> None:
    async with table.count("D", "登记失误：照片带附言", 5, wang):
        await wang.send("➖ 登记失误")
        await wang.until("请打字发姓名")
        await wang.send("李梅")
        await wang.until("影响多大？")
        await wang.press("影响较小 −5")
        await wang.until("经过怎样")
        await wang.send_photo(photo("工单"), "昨天 未按时上报欠薪线索")
        await wang.until(lambda m: m.button("提交县局") is not None)
        await wang.press("提交县局")
        await wang.until("S1 已提交县局")
    async with table.count("D", "说明情况", 2, mei):
        await mei.until(lambda m: m.button("说明情况") is not None)
        await mei.press("说明情况")
        await mei.until("请打字写说明")
        await mei.send("当天在外地调解")
        await mei.until("已收到您的说明")
    async with table.count("D", "失误核准：从通知", 3, zhao, named=False):
        await zhao.press("去核准")
        await zhao.until("待核准 1")
        await zhao.press("S1 李梅")
        card = await zhao.until("本人说明")
        await zhao.press("核准", on=card)
        await zhao.until("S1 李梅 已核准")
    assert table.over() == []


async def test_the_guide_stays_under_its_ceilings(mei: Phone, table: Table) -> None:
    async with table.count("G", "资格等级：问得最多的一路", 6, mei):
        await mei.send("/level")
        for answer in ("三级（高级工）", "本科", "高级技工或技师学院，已毕业", "1年", "3年及以上"):
            await mei.press(answer)
            await mei.quiet()
        await mei.until("现在可以申报")
    assert not table.over()


async def test_the_quarter_stays_under_its_ceilings(wang: Phone, zhao: Phone, table: Table) -> None:
    async with table.count("F", "季度汇总", 3, zhao):
        await zhao.press("📈 季度汇总")
        await zhao.until("哪个季度")
        await zhao.press("本季")
        await zhao.until("全县，还是一个专班")
        await zhao.press("全县")
        await zhao.until(lambda m: bool(m.document_name))
    async with table.count("F", "催办：一件事的联络员", 2, zhao, named=False):
        await zhao.send("/remind")
        await zhao.press("催典型", on=await zhao.until("🔔 催办　截至"))
        await wang.until("📣 县局提醒")
    async with table.count("F", "季度汇总：命令带季度", 2, zhao):
        await zhao.send("/summary 2026Q4")
        await zhao.until("全县，还是一个专班")
        await zhao.press("全县")
        await zhao.until(lambda m: bool(m.document_name))
    assert table.over() == []


async def test_the_year_stays_under_its_ceilings(town: Town, zhao: Phone, table: Table) -> None:
    people = {town.add(name, Role.COORDINATOR): (90, 90, 90, 90) for name in ("李梅", "孙丽")}
    golden.year_over(town, people)
    async with table.count("F", "金牌评选", 4, zhao):
        await zhao.press("🏅 金牌评选")
        await zhao.until("哪个年度")
        await zhao.press("2026年")
        await zhao.until("评几名")
        await zhao.press("3 名")
        await golden.board(zhao)
        await zhao.press("生成通报")
        await zhao.until(lambda m: bool(m.document_name))
    fault = town.do(golden.registered, next(iter(people)))
    await zhao.send(fault.number)
    await zhao.until("经过：")
    await zhao.press("核准")
    await zhao.until("应当取消")
    async with table.count("F", "取消金牌：失误核准后", 1, zhao, named=False):
        await zhao.press("取消金牌")
        await zhao.until("李梅的2026年金牌已由")
    assert table.over() == []


async def test_an_alert_stays_under_its_ceilings(
    mei: Phone, wang: Phone, zhao: Phone, table: Table
) -> None:
    async with table.count("G", "紧急上报", 3, mei):
        await mei.press("🚨 紧急上报")
        await mei.until("请写经过")
        await mei.send_photo(photo("门口"), "××服装厂门口约30人聚集讨薪")
        await mei.until("已送给 王强、赵敏")
    async with table.count("G", "紧急上报：命令", 3, mei, named=False):
        await mei.send("/alert ××纸厂停工")
        await mei.until("A2 紧急上报")
    async with table.count("G", "已知悉", 1, wang):
        await wang.press("已知悉", on=await wang.until("🚨 A1 紧急上报"))
        await mei.until("✅ 已由 王强")


async def test_trainings_and_placements_stay_under_their_ceilings(
    town: Town, mei: Phone, wang: Phone, table: Table
) -> None:
    async with table.count("G", "登记培训：一条消息写全", 5, wang, named=False):
        card = await training_days.set_down(wang)
    async with table.count("G", "点名：从培训的卡片", 3, wang):
        echo = await training_days.take(wang, "李梅、王强", card)
        await wang.press("确认", on=echo)
    await wang.until("共 2 人")
    async with table.count("G", "以干代训：一条消息写全", 6, wang, named=False):
        card = await training_days.place(wang)
    async with table.count("G", "以干代训：评价", 3, wang, named=False):
        await training_days.evaluate(wang, card)
    assert table.over() == []
