"""👥 人员台账: the list, the cards, and what can be done about somebody."""

import re
from datetime import timedelta

import pytest

from bot.actions.people import roster
from bot.actions.score import summarise
from bot.handlers.people.linking import LINK
from bot.rules.kinds import Kind
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.crypto import Vault
from bot.storage.people import moves, persons, task_forces, unchanged
from bot.storage.session import Session
from tests.conftest import FORCE, Town
from tests.handlers.month.at_the_desk import nudges, wake
from tests.handlers.playing import actor_of, counted, filed, tap

OTHER = "快递行业"


async def opened(phone: Phone) -> Message:
    await phone.send("/roster")
    return await phone.until("人员台账")


async def card_of(phone: Phone, name: str) -> Message:
    await opened(phone)
    await phone.press(name)
    return await phone.until(f"{name}\n专班：")


def force_id(town: Town, name: str) -> int:
    return int(next(f.id for f in town.do(task_forces.every) if f.name == name))


async def test_a_liaison_sees_their_own_ledger_and_who_has_joined(
    town: Town, mei: Phone, wang: Phone
) -> None:
    town.add("张三", Role.COORDINATOR)
    town.add("何芳", Role.COORDINATOR, force=OTHER)
    shown = await opened(wang)
    assert "服装制造专班 人员台账：3人，已加入2人" in shown.text
    assert "联络员：王强" in shown.text
    assert "张三 · 未加入" in shown.text
    assert "何芳" not in shown.text
    await wang.send("张三")
    card = await wang.until("张三\n专班：服装制造")
    assert "138****1234" in card.text
    assert [label for row in card.buttons for label in row] == [
        "换手机/新链接", "离开", "交接联络员", "返回",
    ]  # fmt: skip


def test_how_many_there_are_is_counted_and_no_name_is_opened(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("李梅", "王强", "孙丽"):
        person = town.add(name, Role.COORDINATOR)
    town.do(persons.leave, person)
    town.add("何芳", Role.COORDINATOR, force=OTHER)
    town.add("赵敏", Role.BUREAU)
    monkeypatch.delattr(Vault, "open")
    sizes = town.do(roster.sizes)
    assert {force: n for force, n in sizes.items() if n} == {
        force_id(town, FORCE): 2, force_id(town, OTHER): 1,
    }  # fmt: skip
    assert len(sizes) == len(town.do(task_forces.every))


async def test_a_long_ledger_has_pages(town: Town, wang: Phone) -> None:
    for n in range(23):
        town.add(f"张{'一二三四五六七八九十'[n % 10]}{'甲乙丙'[n // 10]}", Role.COORDINATOR)
    first = await opened(wang)
    assert "24人" in first.text
    await wang.press("下一页")
    await wang.until("11. ")
    await wang.press("下一页")
    last = await wang.until("24. ")
    assert last.button("下一页") is None
    await wang.press("上一页")
    await wang.until("11. ")
    tap(wang, f"ro:of:{force_id(town, FORCE)}:99")
    await wang.until("24. ")
    await wang.press("上一页")
    await wang.until("11. ")


async def test_a_new_link_voids_the_old_and_the_old_account_is_out_on_use(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await card_of(wang, "李梅")
    await wang.press("换手机/新链接")
    first = await wang.until("t.me/xietiao_bot?start=")
    old = first.text
    await wang.press("换手机/新链接")
    again = await wang.until(lambda m: "t.me/" in m.text and m.text != old)
    assert not [m for m in wang.messages if m.text == old], "only the newest link stands"
    new = town.phone("李梅")
    await new.start(re.findall(r"start=(\S+)", old)[0])
    await new.until("这个链接不能用了")
    await new.start(re.findall(r"start=(\S+)", again.text)[0])
    await new.until("手机号后4位")
    await new.send("1234")
    await new.until("加入前请看一眼")
    await new.press("同意并加入")
    await new.until("欢迎您，李梅")
    await mei.until("已在另一个账号上加入")


async def test_of_two_who_ask_for_a_link_each_has_an_answer_and_the_last_one_counts(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    person = town.do(actor_of, mei).person_id
    with town.held_up(LINK):
        for phone in (wang, zhao):
            tap(phone, f"ro:link:{person}")
            await phone.until("正在生成 李梅 的新链接")
    links = [(await phone.until("t.me/xietiao_bot?start=")).text for phone in (wang, zhao)]
    first, last = (re.findall(r"start=(\S+)", link)[0] for link in links)
    new = town.phone("李梅")
    await new.start(first)
    await new.until("这个链接不能用了")
    await new.start(last)
    await new.until("手机号后4位")


async def test_leaving_is_confirmed_and_ends_access_at_once(
    town: Town, mei: Phone, wang: Phone
) -> None:
    filed(town, mei, "2026-11-20")
    await card_of(wang, "李梅")
    await wang.press("离开")
    asked = await wang.until("待审核 1 条照常审核")
    await wang.press("确认")
    await wang.until("李梅 已离开服装制造专班")
    await mei.until("您已不在服装制造专班的台账里")
    assert not mei.keyboard
    await mei.send("你好")
    await mei.until("您还没有加入")
    await wang.press("确认", on=asked)
    await wang.until("李梅 已不在台账里")


async def test_nobody_takes_out_themselves_nor_a_liaison(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    person = town.do(actor_of, wang).person_id
    assert (await card_of(wang, "王强")).button("离开") is None
    tap(wang, f"ro:left:{person}")
    await wang.until("不能从这里办理离开")
    await opened(zhao)
    await zhao.send("王强")
    await zhao.until("王强\n专班：")
    tap(zhao, f"ro:left:{person}")
    await zhao.until("不能从这里办理离开")
    tap(zhao, f"ro:moved:{person}:1")
    await zhao.until("请先交接联络员")


async def test_the_bureau_moves_somebody_and_both_liaisons_and_the_person_are_told(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force=OTHER)
    entry = filed(town, mei, "2026-11-20")
    await opened(zhao)
    await zhao.send("李梅")
    await zhao.until("李梅\n专班：服装制造")
    await zhao.press("调整专班")
    await zhao.until("调到哪个专班")
    await zhao.press(OTHER)
    asked = await zhao.until("从服装制造专班调到快递行业专班")
    await zhao.press("确认")
    await zhao.until("李梅\n专班：快递行业")
    for phone in (he, wang):
        await phone.until("李梅 已从服装制造专班调到快递行业专班")
    await mei.until("您已由县局从服装制造专班调到快递行业专班")
    await zhao.press("确认", on=asked)
    await zhao.until("已在快递行业专班，不用再调")
    assert town.do(moves.stood, Quarter(2026, 3).last) == {entry.person_id: force_id(town, FORCE)}
    await wang.press("✅ 待审核")
    await wang.until(entry.number)
    new = filed(town, mei, "2026-11-21")
    assert new.task_force_id == force_id(town, OTHER)
    await he.press("✅ 待审核")
    await he.until(new.number)


async def test_a_liaison_may_not_move_anybody(town: Town, mei: Phone, wang: Phone) -> None:
    assert (await card_of(wang, "李梅")).button("调整专班") is None
    person = town.do(actor_of, mei).person_id
    for verb in (f"move:{person}", f"to:{person}:1", f"moved:{person}:1"):
        tap(wang, f"ro:{verb}")
        await wang.until("调整专班由县局办理")


async def test_other_ledgers_and_coordinators_are_kept_out(
    town: Town, mei: Phone, wang: Phone
) -> None:
    stranger = town.add("何芳", Role.COORDINATOR, force=OTHER)
    other = force_id(town, OTHER)
    for data in (
        f"ro:of:{other}:0", f"ro:who:{stranger}", f"ro:link:{stranger}", f"ro:left:{stranger}",
        f"ro:cover:{other}", "ro:cover:0", f"ro:same:{other}", f"ro:apply:{other}", "ro:who:999",
        "ro:of:999:0",
    ):  # fmt: skip
        tap(wang, data)
        await wang.until("这里只能看本专班的台账")
    for data in (f"ro:of:{force_id(town, FORCE)}:0", "ro:all", f"ro:who:{stranger}"):
        tap(mei, data)
        await mei.until("由联络员和县局管理")
    await mei.send("/roster")
    await mei.until("由联络员和县局管理")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("何芳", "台账里没有叫“何芳”的人"),
        ("=1+1", "台账里没有叫"),
        ("", None),
        ("李" * 3000, "台账里没有叫"),
        ("<b>&😀", "台账里没有叫"),
        ("李枚", "您要找的是不是：李梅"),
    ],
)
async def test_a_name_that_is_nobodys_gets_one_sentence(
    town: Town, mei: Phone, wang: Phone, typed: str, sentence: str | None
) -> None:
    town.add("何芳", Role.COORDINATOR, force=OTHER)
    await opened(wang)
    if sentence is None:
        return
    await wang.send(typed)
    await wang.until(sentence)
    await wang.send("李梅")
    await wang.until("李梅\n专班：服装制造")


async def test_an_entrys_number_is_still_looked_up(town: Town, mei: Phone, wang: Phone) -> None:
    entry = counted(town, mei, wang, "2026-11-18")
    await opened(wang)
    await wang.send(entry.number)
    await wang.until(lambda m: entry.number in m.text and "通过" in m.text)


async def test_namesakes_become_buttons(town: Town, zhao: Phone) -> None:
    for force in (FORCE, OTHER):
        town.add("张三", Role.COORDINATOR, force=force)
    await opened(zhao)
    await zhao.send("张三")
    asked = await zhao.until("有 2 位“张三”")
    await zhao.press(asked.buttons[1][0])
    await zhao.until("张三\n专班：快递行业")


async def test_the_coverage_says_what_is_lacking_and_what_it_cannot_know(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("张三", Role.COORDINATOR)
    await opened(zhao)
    await zhao.press("覆盖情况")
    told = (await zhao.until("覆盖情况（")).text
    assert "还没有人的专班：工程建设领域" in told
    lacking = next(line for line in told.splitlines() if line.startswith("• 服装制造"))
    assert Kind.PROJECT.label in lacking
    assert "还没有加入机器人的 1 人：张三" in told
    assert "请对照本地名册核对" in told
    await opened(wang)
    await wang.press("覆盖情况")
    own = (await wang.until("覆盖情况（")).text
    assert "工程建设" not in own


async def test_once_a_quarter_the_liaison_is_asked_and_one_tap_answers(
    town: Town, mei: Phone, wang: Phone
) -> None:
    wake(town, 12, 25)
    digest = await wang.until("请核对服装制造专班的人员台账")
    before = wang.actions
    await wang.press("没有变化")
    await wang.until("已记录：服装制造专班 2026年第四季度台账没有变化")
    assert wang.actions - before == 1
    await wang.until("本季台账已确认")
    await wang.press("没有变化", on=digest)
    await wang.until("已记录")
    assert list(town.do(unchanged.said, Quarter(2026, 4))) == [force_id(town, FORCE)]
    wake(town, 12, 31)
    await wang.quiet()
    assert not [m for m in await nudges(wang) if "请核对服装制造" in m.text]


async def test_who_has_said_so_earlier_in_the_month_is_not_asked(town: Town, wang: Phone) -> None:
    wake(town, 12, 3)
    await opened(wang)
    await wang.press("没有变化")
    await wang.until("已记录")
    wake(town, 12, 25)
    await wang.quiet()
    assert not [m for m in await nudges(wang) if "请核对服装制造" in m.text]


async def test_the_base_score_is_given_by_the_task_force_of_the_quarters_end(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force=OTHER)
    wake(town, 1, 5)
    person = town.do(actor_of, mei).person_id
    tap(zhao, f"ro:moved:{person}:{force_id(town, OTHER)}")
    await zhao.until("李梅\n专班：快递行业")
    await wang.press("🧮 基本得分")
    await wang.until("2026年第四季度")
    await wang.send("28")
    await wang.until("共 1 人")
    await he.press("🧮 基本得分")
    await he.until("还没有可评分的人")
    whole = town.do(summarise.summary, Quarter(2026, 4))
    assert [(row.task_force, row.name) for row in whole.people if row.name == "李梅"] == [
        (FORCE, "李梅")
    ]
    then = town.do(summarise.summary, Quarter(2026, 4), force_id(town, FORCE))
    assert {row.name for row in then.people} == {"李梅", "王强"}
    now = town.do(summarise.summary, Quarter(2027, 1), force_id(town, OTHER))
    assert {row.name for row in now.people} == {"李梅", "何芳"}


def test_whose_somebody_was_on_a_day(town: Town) -> None:
    mei = town.add("李梅", Role.COORDINATOR)
    known = {f.name: f.id for f in town.do(task_forces.every)}

    def go(session: Session, to: str) -> None:
        person = persons.get(session, mei)
        assert person.task_force_id is not None
        persons.move(session, person, known[to])
        moves.add(session, mei, person.task_force_id, known[to])

    town.do(go, OTHER)
    first = town.clock.now().date()
    town.clock.advance(timedelta(days=40))
    town.do(go, "服务行业")
    assert town.do(moves.stood, first.replace(day=1)) == {mei: known[FORCE]}
    assert town.do(moves.stood, first) == {mei: known[OTHER]}
    assert town.do(moves.stood, town.clock.now().date()) == {}
