"""申请加入: a stranger's way into a ledger, and what the liaison is asked."""

from datetime import timedelta

import pytest

from bot.actions.people import apply
from bot.rules.kinds import Kind
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import accounts, applications, persons, roles
from bot.storage.session import Session
from tests.conftest import FORCE, Town
from tests.handlers.playing import actor_of, link, said, tap, twice

ALL = "姓名 张三\n类型 网格员\n学历 大专\n单位 ××服装厂 人事主管\n年限 5年\n手机 13900004321"
ZHANG = {
    "姓名": "张三",
    "协调员类型": Kind.GRID.label,
    "学历": "大专",
    "工作单位及职务": "××服装厂 人事主管",
    "从事协调劳动关系工作年限": "5年",
    "联系方式": "13900004321",
}


async def knocks(town: Town, name: str = "路人", force: str = FORCE) -> Phone:
    """A stranger who has chosen a task force."""
    phone = town.phone(name)
    await phone.send("你好")
    await phone.until("您还没有加入")
    await phone.press("申请加入")
    await phone.until("哪个专班")
    await phone.press(force)
    await phone.until("请发您的姓名")
    return phone


async def applies(town: Town, name: str = "路人", words: str = ALL) -> Phone:
    phone = await knocks(town, name)
    await phone.send(words)
    await phone.until("都齐了")
    await phone.press("提交")
    await phone.until("有结果会在这里告诉您")
    return phone


def people_called(town: Town, name: str) -> list[persons.Person]:
    return list(town.do(persons.ever_named, name))


async def test_with_everything_in_one_message_it_takes_four_actions_and_one_to_approve(
    town: Town, wang: Phone
) -> None:
    stranger = town.phone("路人")
    await stranger.send("你好")
    await stranger.until("您还没有加入")
    before, asked_before = stranger.actions, wang.actions
    await stranger.press("申请加入")
    await stranger.until("哪个专班")
    await stranger.press(FORCE)
    await stranger.until("请发您的姓名")
    await stranger.send(ALL)
    await stranger.until("都齐了")
    await stranger.press("提交")
    await stranger.until("有结果会在这里告诉您")
    assert stranger.actions - before == 4
    asked = await wang.until("有人申请加入服装制造专班")
    assert all(f"{label}：{value}" in asked.text for label, value in ZHANG.items())
    await wang.press("通过")
    await wang.until("张三 的申请已由王*于")
    assert wang.actions - asked_before == 1
    await stranger.until("欢迎您，张三")
    assert stranger.keyboard[0] == ["📝 上报工作", "🚨 紧急上报"]
    (person,) = people_called(town, "张三")
    assert (person.kind, person.phone.full, person.roles) == (
        Kind.GRID.label, "13900004321", frozenset({Role.COORDINATOR}),
    )  # fmt: skip
    assert (person.employer, person.years) == ("××服装厂 人事主管", "5年")
    assert town.do(actor_of, stranger).person_id == person.id
    assert not person.id_number


async def test_one_by_one_each_column_is_asked_for(town: Town, wang: Phone) -> None:
    stranger = await knocks(town)
    await stranger.send("张三")
    asked = await stranger.until("哪一类协调员")
    assert [row[0] for row in asked.buttons[:10]] == [kind.label for kind in Kind]
    await stranger.press(Kind.PROJECT.label)
    for question, answer in (
        ("学历", "本科"), ("工作单位及职务", "××公司，项目部，劳资员"), ("年限", "三年"),
    ):  # fmt: skip
        await stranger.until(f"请发您的{question}" if question != "年限" else "工作的年限")
        await stranger.send(answer)
    await stranger.until("请发您的联系方式")
    await stranger.send("139 0000 4321")
    await stranger.until("都齐了")
    await stranger.send("姓名 张叁")
    await stranger.until("姓名：张叁")
    await stranger.press("提交")
    asked = await wang.until("有人申请")
    assert "张叁" in asked.text
    assert "××公司，项目部，劳资员" in asked.text


async def test_a_refusal_has_a_ready_reason_and_one_may_apply_again(
    town: Town, wang: Phone
) -> None:
    stranger = await applies(town)
    await wang.until("有人申请")
    await wang.press("驳回")
    await wang.until("为什么驳回")
    await wang.press("不属于本专班")
    await wang.until("驳回：不属于本专班")
    await stranger.until("没有通过您的申请：不属于本专班")
    assert people_called(town, "张三") == []
    assert town.do(applications.get, 1).facts == {"name": "张三"}
    await stranger.press("申请加入")
    await stranger.until("哪个专班")


async def test_who_stands_in_the_ledger_with_that_phone_is_not_added_again(
    town: Town, wang: Phone
) -> None:
    known = town.add("张三", Role.COORDINATOR, phone="13900004321")
    town.add("张三", Role.COORDINATOR, phone="13900009999")
    stranger = await applies(town)
    asked = await wang.until("台账里已有同名同号的 张三")
    assert "另有 1 位同名、号码不同" in asked.text
    await twice(wang, "通过")
    await stranger.until("欢迎您，张三")
    assert len(people_called(town, "张三")) == 2
    assert town.do(actor_of, stranger).person_id == known


async def test_a_namesake_with_another_phone_is_somebody_else(town: Town, wang: Phone) -> None:
    known = town.add("张三", Role.COORDINATOR, phone="13900009999")
    stranger = await applies(town)
    asked = await wang.until("有人申请")
    assert "台账里已有" not in asked.text
    await wang.press("通过")
    await stranger.until("欢迎您，张三")
    assert town.do(actor_of, stranger).person_id != known


async def test_who_has_an_account_already_loses_it_only_with_a_word_of_warning(
    town: Town, mei: Phone, wang: Phone
) -> None:
    stranger = await applies(
        town, words=ALL.replace("张三", "李梅").replace("13900004321", "13800001234")
    )
    await wang.until("通过后原账号停用，请先打电话核实")
    await wang.press("通过")
    await stranger.until("欢迎您，李梅")
    await mei.until("已在另一个账号上加入")
    await mei.send("📂 我的记录")
    await mei.until("您还没有加入")


async def test_somebody_of_another_ledger_is_not_taken(town: Town, wang: Phone) -> None:
    town.add("张三", Role.COORDINATOR, force="快递行业", phone="13900004321")
    await applies(town)
    await wang.until("在 快递行业专班")
    await wang.press("通过")
    await wang.until("不能通过")
    assert len(people_called(town, "张三")) == 1


async def test_who_had_left_is_the_same_person_again(town: Town, wang: Phone) -> None:
    known = town.add("张三", Role.COORDINATOR, phone="13900004321")
    town.do(persons.leave, known)
    stranger = await applies(town)
    await wang.until("台账里已有")
    await wang.press("通过")
    await stranger.until("欢迎您，张三")
    (person,) = people_called(town, "张三")
    assert (person.id, person.left) == (known, False)
    assert person.roles == {Role.COORDINATOR}


async def test_whoever_says_to_be_the_liaison_is_let_in_by_the_bureau_alone(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    deputy, force = town.do(actor_of, mei).person_id, town.do(actor_of, wang).task_force_id
    town.do(roles.give, deputy, Role.DEPUTY, force)
    words = ALL.replace("张三", "王强").replace("13900004321", "13800001234")
    stranger = await applies(town, words=words)
    await zhao.until("同名同号的 王强")
    assert not [m for m in await said(mei) if "有人申请" in m.text]
    tap(mei, "jn:pass:1")
    await mei.until("王强 是联络员或县局人员")
    assert town.do(actor_of, wang).is_(Role.LIAISON)
    await zhao.press("通过")
    await stranger.until("欢迎您，王强")
    await wang.until("已在另一个账号上加入")


async def test_without_a_liaison_the_bureau_is_asked_and_two_officers_decide_once(
    town: Town, zhao: Phone
) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    stranger = await applies(town)
    first, second = await zhao.until("有人申请"), await qian.until("有人申请")
    await zhao.press("通过", on=first)
    await stranger.until("欢迎您，张三")
    await qian.until("张三 的申请已由赵*于")
    await qian.press("驳回", on=second)
    await qian.quiet()
    assert "已由赵*于" in qian.toasts[-1]
    assert len(people_called(town, "张三")) == 1


async def test_another_task_forces_liaison_may_not_decide(town: Town, wang: Phone) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    await applies(town)
    await wang.until("有人申请")
    for verb in ("pass:1", "refuse:1", "why:1:0", "back:1", "pass:99"):
        tap(he, f"jn:{verb}")
        await he.until("只有该专班联络员" if "99" not in verb else "已经结束")
    assert people_called(town, "张三") == []


async def test_one_application_a_chat_and_three_a_day(town: Town, wang: Phone) -> None:
    stranger = await applies(town)
    await stranger.send("/start")
    await stranger.until("您还没有加入")
    await stranger.press("申请加入")
    await stranger.until("您的申请已在 服装制造专班处理中")
    for left in (2, 1, 0):
        await wang.until("有人申请")
        await wang.press("驳回")
        await wang.until("为什么驳回")
        await wang.press("核实不到本人")
        await stranger.until("没有通过")
        await stranger.press("申请加入")
        if left:
            await stranger.until("哪个专班")
            await stranger.press(FORCE)
            await stranger.until("请发您的姓名")
            await stranger.send(ALL)
            await stranger.until("都齐了")
            await stranger.press("提交")
            await stranger.until("有结果")
    await stranger.until("今天已经申请过 3 次")
    town.clock.advance(timedelta(days=1))
    await stranger.press("申请加入")
    await stranger.until("哪个专班")


async def test_however_many_strangers_knock_the_liaison_is_asked_at_most_so_often(
    town: Town, wang: Phone
) -> None:
    def many(session: Session) -> None:
        for chat in range(9000, 9000 + apply.AT_ONCE):
            account = accounts.Account(chat)
            begun = apply.begin(session, account)
            apply.choose(session, account, begun.application.id, wang_force)
            focused = accounts.load(session, chat)
            apply.hear(session, focused, ALL)
            apply.submit(session, focused, begun.application.id)

    wang_force = town.do(actor_of, wang).task_force_id
    stranger = await knocks(town)
    await stranger.send(ALL)
    await stranger.until("都齐了")
    town.do(many)
    await stranger.press("提交")
    await stranger.until("待处理的申请较多")
    late = town.phone("后来")
    await late.send("你好")
    await late.until("您还没有加入")
    await late.press("申请加入")
    await late.until("哪个专班")
    await late.press(FORCE)
    await late.until("待处理的申请较多")
    assert not [m for m in await said(wang) if "有人申请" in m.text]


async def test_what_joins_by_link_meanwhile_is_no_application_any_more(
    town: Town, wang: Phone
) -> None:
    stranger = await applies(town)
    asked = await wang.until("有人申请")
    person = town.add("张三", Role.COORDINATOR, phone="")
    await stranger.start(link(town, person))
    await stranger.until("加入前请看一眼")
    await stranger.press("同意并加入")
    await stranger.until("欢迎您，张三")
    await wang.press("通过", on=asked)
    await wang.until("已经撤回或已用链接加入")
    assert len(people_called(town, "张三")) == 1
    dropped = town.do(applications.get, 1)
    assert (dropped.state, dropped.facts) == ("dropped", {"name": "张三"})


async def test_an_id_number_is_deleted_and_not_kept(town: Town, wang: Phone) -> None:
    stranger = await knocks(town)
    await stranger.send(f"{ALL}\n身份证 370830199001010021")
    await stranger.until("聊天中不收身份证号码")
    assert not [m for m in stranger.messages if "370830" in m.text]
    assert town.do(applications.get, 1).facts == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("姓名 1", "姓名请写"),
        ("姓名 <b>&😀", "姓名请写"),
        ("=SUM(A1)", "姓名请写"),
        ("姓名 张三\n类型 宇航员", "宇航员"),
        ("姓名 张三\n手机 12345", "电话"),
        ("姓名 张三\n学历 " + "很" * 300, "学历太长（300字"),
        ("姓名 张三\n单位 ……", "工作单位及职务不能空着"),
        ("张三" * 2000, "姓名请写"),
        ("\u200b", "姓名"),
    ],
)
async def test_what_cannot_be_taken_gets_one_sentence_and_nothing_of_it_is_kept(
    town: Town, wang: Phone, typed: str, sentence: str
) -> None:
    stranger = await knocks(town)
    await stranger.send(typed)
    await stranger.until(sentence)
    assert town.do(applications.get, 1).facts == {}


async def test_cancelled_or_not_it_goes_on_where_it_was(town: Town, wang: Phone) -> None:
    stranger = await knocks(town)
    card = await stranger.until("请发您的姓名")
    await stranger.send("张三，13900004321")
    await stranger.until("哪一类协调员")
    await stranger.send_sticker()
    await stranger.until("您还没有加入")
    await stranger.press("申请加入")
    await stranger.until("姓名：张三")
    await stranger.press("改专班")
    await stranger.until("哪个专班")
    await stranger.send("什么")
    await stranger.until("您属于哪个专班")
    await stranger.press("快递行业")
    await stranger.until("姓名：张三")
    await stranger.send("/cancel")
    await stranger.until("没有申请")
    await stranger.press("取消", on=card)
    await stranger.until("这份申请已经结束")
    tap(stranger, "jn:yes:1")
    await stranger.until("已经结束")


async def test_nobody_else_answers_for_an_applicant(town: Town, wang: Phone, mei: Phone) -> None:
    await knocks(town)
    other = town.phone("别人")
    await other.send("你好")
    await other.until("您还没有加入")
    for verb in ("force:1:1", "kind:1:0", "yes:1"):
        tap(other, f"jn:{verb}")
        await other.until("已经结束")
    tap(mei, "jn:go")
    await mei.until("您已经加入")
    tap(mei, "jn:yes:1")
    await mei.until("您已经加入")
