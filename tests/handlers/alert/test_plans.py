"""📋 应急预案: kept by the liaison and the bureau, looked over once a year."""

from datetime import timedelta

import pytest

from bot.sandbox.phone import Phone
from tests.conftest import FORCE, Town
from tests.handlers.alert.alarming import CONTACTS, STEPS, force_of, raise_it, told, with_plan
from tests.handlers.month.at_the_desk import wake
from tests.handlers.playing import pass_time, said, tap


async def opened(phone: Phone) -> None:
    await phone.send("🏫 培训与站点")
    await phone.until("要看哪一项")
    await phone.press("📋 应急预案")


async def test_a_liaison_writes_the_plan_that_alerts_show(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await opened(wang)
    await wang.until("处置步骤：还没有写")
    await wang.press("写步骤")
    await wang.until("请一次写完处置步骤")
    await wang.send(STEPS)
    await wang.until("已保存")
    await wang.press("写联系人")
    await wang.until("一行一人：姓名 职务 电话")
    await wang.send("周正，派出所 所长，0537-110110\n\n吴律 法律援助 １３８００００９９９９")
    card = await wang.until(lambda m: "吴律" in m.text and "已保存" in m.text)
    assert STEPS in card.text
    assert "周正 派出所 所长 0537-110110\n吴律 法律援助 13800009999" in card.text
    assert "最近核对：2026年11月23日 王强" in card.text
    own = await raise_it(mei)
    assert STEPS in own.text
    assert "吴律 法律援助 13800009999" in (await told(zhao)).text


async def test_the_bureau_keeps_the_countys_for_those_that_have_none(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await opened(zhao)
    await zhao.until("看哪个专班的")
    await zhao.press("全县")
    await zhao.until("📋 应急预案：全县")
    await zhao.press("写步骤")
    await zhao.until("请一次写完处置步骤")
    await zhao.press("返回")
    await zhao.until("📋 应急预案：全县")
    await zhao.press("写步骤")
    await zhao.until("请一次写完处置步骤")
    await zhao.send("1. 全县统一步骤")
    await zhao.until("已保存")
    await zhao.press("返回")
    listed = await zhao.until("看哪个专班的")
    assert listed.button("✅ 全县")
    assert listed.button("⬜ 服装制造")
    await raise_it(mei)
    card = await told(wang)
    assert "全县应急预案" in card.text
    assert "1. 全县统一步骤" in card.text


async def test_without_any_plan_the_alert_says_so_and_shows_the_bureaus_number(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await raise_it(mei)
    assert "还没有应急预案。县局：赵敏 13800001234" in (await told(wang)).text


async def test_a_long_plan_is_cut_on_the_card_and_shown_whole(
    town: Town, mei: Phone, wang: Phone
) -> None:
    steps = "\n".join(f"{n}. 步骤写得很详细很详细很详细很详细" for n in range(1, 90))
    await opened(wang)
    await wang.press("写步骤", on=await wang.until("处置步骤：还没有写"))
    await wang.until("请一次写完处置步骤")
    await wang.send(steps[:1501] + "长")
    await wang.until("步骤写了 1502 个字")
    await wang.send(steps[:1400])
    await wang.until("已保存")
    await raise_it(mei)
    card = await told(wang)
    assert "点 全部预案 看完整的" in card.text
    await wang.press("全部预案", on=card)
    whole = await wang.until(lambda m: m.text.startswith("A1\n"))
    assert steps[:1400].splitlines()[-2] in whole.text


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("周正 所长 110\n吴律 13800009999", "第2行“吴律 13800009999”看不懂"),
        ("周正 所长 电话多少", "第1行“周正 所长 电话多少”的电话看不懂"),
        ("13800009999 吴律 援助", "第1行"),
        ("\n".join(["周正 所长 110"] * 21), "联系人写了 21 行"),
        ("周正 " + "长" * 60 + " 110", "太长"),
    ],
)
async def test_contacts_that_cannot_be_read_are_named_by_their_line(
    town: Town, wang: Phone, lines: str, says: str
) -> None:
    await opened(wang)
    await wang.press("写联系人", on=await wang.until("联系人：还没有写"))
    await wang.until("一行一人")
    await wang.send(lines)
    await wang.until(says)
    await wang.send(CONTACTS)
    await wang.until("已保存")


async def test_others_keep_no_plan(town: Town, mei: Phone, wang: Phone) -> None:
    own, other = (force_of(town, name) for name in (FORCE, "快递行业"))
    tried = [(mei, f"pn:look:{own}"), (mei, "pn:all"), (wang, "pn:look:0"), (wang, "pn:ok:999")]
    tried += [(wang, f"pn:{verb}:{other}") for verb in ("steps", "who", "ok", "look")]
    for phone, data in tried:
        tap(phone, data)
        await phone.quiet()
        assert "应急预案由联络员管理本专班的" in phone.last.text


async def test_after_a_year_the_liaison_is_reminded_and_one_tap_says_that_it_holds(
    town: Town, mei: Phone, wang: Phone
) -> None:
    with_plan(town)
    pass_time(town, timedelta(days=364))
    await wang.quiet()
    assert not any("上次核对是" in m.text for m in await said(wang))
    pass_time(town, timedelta(days=2))
    digest = await wang.until("服装制造的应急预案上次核对是 2026年11月23日")
    before = wang.actions
    await wang.press("已核对", on=digest)
    await wang.until("应急预案已核对，一年后再提醒")
    assert wang.actions - before == 1
    await wang.until("✅ 应急预案已核对。")
    pass_time(town, timedelta(days=2))
    await wang.quiet()
    assert sum("上次核对是" in m.text for m in await said(wang)) == 0


async def test_the_countys_own_plan_and_those_nobody_keeps_are_the_officers(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    with_plan(town, None)
    with_plan(town)
    pass_time(town, timedelta(days=364))
    await zhao.quiet()
    assert not any("上次核对是" in m.text for m in await said(zhao))
    pass_time(town, timedelta(days=2))
    digest = await zhao.until("全县的应急预案上次核对是 2026年11月23日")
    await wang.until("服装制造的应急预案上次核对是")
    await zhao.press("已核对", on=digest)
    await zhao.until("✅ 应急预案已核对。")
    pass_time(town, timedelta(days=2))
    await zhao.quiet()
    assert not any("上次核对是" in m.text for m in await said(zhao))


async def test_an_officer_hears_in_one_sentence_of_all_that_lack_a_plan(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    wake(town, 1, 4, 9, 1)
    digest = await zhao.until("份应急预案还没有写")
    assert "全县" in digest.text
    assert "服装制造" not in digest.text, "which its liaison hears of"
    await wang.until("服装制造还没有应急预案")
    await zhao.press("全县", on=digest)
    await zhao.until("应急预案：全县")


async def test_a_task_force_without_a_plan_hears_of_it_once_a_quarter(
    town: Town, wang: Phone
) -> None:
    wake(town, 12, 21, 9, 1)
    await wang.quiet()
    assert not any("还没有应急预案" in m.text for m in await said(wang))
    wake(town, 1, 4, 9, 1)
    digest = await wang.until("服装制造还没有应急预案")
    wake(town, 1, 5, 9, 1)
    wake(town, 1, 8, 9, 1)
    await wang.quiet()
    assert sum("还没有应急预案" in m.text for m in await said(wang)) == 1
    await wang.press("看预案", on=digest)
    await wang.until("处置步骤：还没有写")
    tap(wang, f"pn:ok:{force_of(town, FORCE)}")
    await wang.until("还没有应急预案，请先点")
    wake(town, 4, 6, 9, 1)
    await wang.until(
        lambda m: "还没有应急预案，紧急" in m.text and m.message_id > digest.message_id
    )
