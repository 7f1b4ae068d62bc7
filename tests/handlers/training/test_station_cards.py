"""A station's card: found by its name, its photo and map, closed and opened again."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from bot.actions.people import leave
from bot.handlers.menu import commands_of
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.session import Session
from bot.texts.common import STRANGER
from tests.conftest import Town, photo
from tests.handlers.playing import actor_of, pass_time, said, tap, twice
from tests.handlers.training.stationing import card, register, station_of


def gone(town: Town, phone: Phone) -> None:
    """Somebody leaves the ledger."""

    def step(session: Session) -> None:
        leave.leave(session, persons.get(session, actor_of(session, phone).person_id))

    town.do(step)


async def test_everybody_finds_a_station_by_its_public_name_in_one_action(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang, shot="门头")
    before = mei.actions
    await mei.send("城东服务站")
    shown = await card(mei)
    assert mei.actions - before == 1
    assert shown.button("修改") is None
    place = shown.button("📍 地图")
    assert place is not None
    assert place.url is not None
    assert place.url.startswith("https://uri.amap.com/search?keyword=%")
    assert unquote(place.url).endswith("keyword=汶上县城东路12号")
    assert "李梅的单位" not in shown.text, "an employer is the ledger's"
    await mei.press("照片")
    sent = await mei.until(lambda m: "photo" in m.body)
    assert sent.text == "城东服务站"
    assert sent.photo() != photo("门头"), "a copy without place and device"


@pytest.mark.parametrize(
    "words",
    ["找 城东服务站", "找城东站", "城 东 服务站", "城东服务", "城东服务站在哪", "城东服务占"],
)
async def test_near_names_are_found(town: Town, mei: Phone, wang: Phone, words: str) -> None:
    await register(wang)
    await mei.send(words)
    await card(mei)


async def test_several_that_may_be_meant_are_buttons(town: Town, mei: Phone, wang: Phone) -> None:
    await register(wang)
    await register(wang, "城西服务站，社区，城西路3号，负责人李梅，昨天")
    await mei.send("服务站")
    asked = await mei.until("找到 2 个相近的站点")
    assert asked.buttons == [["城东服务站"], ["城西服务站"], ["服务站点"]]
    await mei.press("城西服务站")
    await card(mei, "城西路3号")
    await mei.send("/stations 城东")
    await mei.until("没有找到“城东”")
    await mei.send("/stations")
    await mei.until("服务站点 服装制造：2 个")


async def test_what_names_no_station_means_what_it_meant_before(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang)
    for words in ("好的", "谢谢您", "明天去城里开会，怎么报"):
        await mei.send(words)
        await mei.until("没有看懂这条消息")
    await mei.send("找 城南工作室")
    await mei.until("没有找到“城南工作室”")
    await mei.send("城东服务站 宣传 昨天 60人")
    await mei.until("📝 上报：开展宣传")


async def test_a_stranger_sees_none(town: Town, wang: Phone) -> None:
    await register(wang)
    stranger = town.phone("路人")
    for words in ("城东服务站", "找 城东服务站", "服务站", "/stations"):
        await stranger.send(words)
        await stranger.until(STRANGER)
    tap(stranger, f"sa:open:{station_of(town, '城东服务站').id}")
    await stranger.until(STRANGER)
    assert not [m for m in await said(stranger) if "成立" in m.text]


async def test_who_has_left_gets_no_photo_any_more(town: Town, mei: Phone, wang: Phone) -> None:
    await register(wang, shot="门头")
    await mei.send("城东服务站")
    await card(mei)
    with town.held_up("station photos"):
        await mei.press("照片")
        await wang.send("/me")
        await wang.until("👤")
        gone(town, mei)
    await mei.quiet()
    assert not [m for m in await said(mei) if "photo" in m.body]


async def test_it_is_closed_with_a_day_and_a_reason_kept_and_shown_as_closed(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang)
    before = wang.actions
    await wang.press("关闭")
    await wang.until("请写日期和原因")
    await wang.send("昨天 场地到期")
    shown = await card(wang, "⛔ 已关闭：11月22日，场地到期")
    assert wang.actions - before == 2
    assert shown.button("修改") is None
    await mei.send("城东服务站")
    await card(mei, "⛔ 已关闭：11月22日，场地到期")
    await wang.press("服务站点", on=shown)
    await wang.until("服装制造：0 个，已关闭 1 个")
    tap(wang, f"sa:edit:{station_of(town, '城东服务站').id}")
    await wang.until("“城东服务站”已关闭，请先点 重新开放")


async def test_a_closed_station_is_opened_again_or_its_closing_taken_back(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang)
    await wang.press("关闭")
    await wang.until("请写日期和原因")
    await wang.send("场地到期")
    shut = await card(wang, "已关闭：11月23日")
    await twice(wang, "撤销关闭")
    shown = await card(wang)
    assert "重新开放" not in shown.text
    pass_time(town, timedelta(days=1))
    await wang.press("关闭")
    await wang.until("请写日期和原因")
    await wang.send("昨天，合并")
    await card(wang, "已关闭：11月23日，合并")
    await twice(wang, "重新开放")
    await card(wang, "重新开放：11月24日")
    assert len(station_of(town, "城东服务站").times) == 2
    await wang.press("撤销关闭", on=shut)
    await wang.until("现在是开放的")
    number = station_of(town, "城东服务站").id
    acts = [act for _, _, act, _ in town.do(audit.history, f"station:{number}")]
    assert acts == [
        *("register station", "close station", "take back closing"),
        *("close station", "reopen station"),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("明天 场地到期", "还没有到"),
        ("2024年2月1日 场地到期", "不能早于开放日期（2024年3月1日）"),
        ("昨天", "请写关闭的原因"),
        ("13月45日 场地到期", "13月45日"),
        ("昨天 " + "长" * 101, "控制在 100 字以内"),
    ],
)
async def test_a_closing_that_cannot_be_is_refused_and_asked_again(
    town: Town, mei: Phone, wang: Phone, words: str, told: str
) -> None:
    await register(wang)
    await wang.press("关闭")
    await wang.until("请写日期和原因")
    await wang.send(words)
    await wang.until(told)
    await wang.send("今天 场地到期")
    await card(wang, "已关闭：11月23日，场地到期")


async def test_closing_can_be_left_and_a_second_to_close_is_told_so(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await register(wang)
    open_card = await card(wang)
    await wang.press("关闭")
    await wang.until("请写日期和原因")
    await wang.press("返回")
    await card(wang)
    await wang.send("场地到期")
    await wang.until("没有看懂")
    await wang.press("关闭", on=open_card)
    await wang.until("请写日期和原因")
    await zhao.send("城东服务站")
    await card(zhao)
    await zhao.press("关闭")
    await zhao.until("请写日期和原因")
    await zhao.send("合并")
    await card(zhao, "已关闭")
    await wang.send("场地到期")
    await wang.until("“城东服务站”已经关闭（11月23日）")
    assert station_of(town, "城东服务站").times[0].why == "合并"


async def test_who_is_in_charge_and_has_left_is_pointed_out_to_who_keeps_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    await register(wang)
    await mei.send("/me")
    await mei.until("负责站点：城东服务站")
    gone(town, mei)
    await wang.send("城东服务站")
    await card(wang, "李梅（已不在台账，请点 换负责人）")
    await sun.send("城东服务站")
    shown = await card(sun)
    assert "已不在台账" not in shown.text


async def test_without_a_photo_it_is_said(town: Town, mei: Phone, wang: Phone) -> None:
    await register(wang)
    tap(mei, f"sa:photo:{station_of(town, '城东服务站').id}")
    await mei.until("“城东服务站”还没有照片")
    tap(mei, "sa:photo:99999")
    await mei.until("这个站点已经不在了")


@pytest.mark.parametrize("words", ["服务站", "服务站点", "附近有哪些服务站"])
async def test_who_knows_no_name_is_led_to_the_list(
    town: Town, mei: Phone, wang: Phone, words: str
) -> None:
    await register(wang, "石桥便民站，园区，石桥路1号，负责人李梅，昨天")
    await mei.send(words)
    await mei.press("服务站点", on=await mei.until(lambda m: m.button("服务站点") is not None))
    listed = await mei.until("服务站点 服装制造：1 个")
    await mei.press("石桥便民站", on=listed)
    shown = await card(mei, "石桥路1号")
    assert shown.button("修改") is None


async def test_everybodys_list_of_commands_has_it(town: Town, mei: Phone, wang: Phone) -> None:
    for phone in (mei, wang):
        await phone.send("/help")
        await phone.until("🏢 服务站点：公共服务站、工作室在哪、谁负责")
        assert "stations" in town.do(commands_of, phone.user.id)
