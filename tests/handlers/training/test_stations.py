"""服务站点: registering a station or studio, and changing what is registered."""

import asyncio

import pytest

from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.rules.stations import Kind, Where
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.score import awards
from bot.storage.training import stations
from tests.conftest import PDF, Town, photo
from tests.handlers.playing import begun, pieces_of, said, tap, twice
from tests.handlers.training.stationing import (
    WHOLE,
    acting,
    begin,
    card,
    register,
    room,
    station_of,
)


async def test_a_station_is_registered_with_its_photo_in_five_actions(
    town: Town, mei: Phone, wang: Phone
) -> None:
    before = wang.actions
    shown = await register(wang, shot="门头")
    assert wang.actions - before == 5
    assert shown.text.splitlines() == [
        "🏢 城东服务站",
        "基层劳动关系公共服务站 · 服装制造",
        "园区 · 城东路12号",
        "负责人：李梅（李梅的单位）",
        "成立：2024年3月1日",
    ]
    station = station_of(town, "城东服务站")
    assert (station.kind, station.within) == (Kind.STATION, Where.PARK)
    assert (station.keeper_id, station.keeper) == (acting(town, mei).person_id, "")
    assert len(pieces_of(town, station.draft_id)) == 1
    acts = [act for _, _, act, _ in town.do(audit.history, f"station:{station.id}")]
    assert acts == ["register station"]


async def test_line_by_line_it_is_asked_and_the_name_tells_the_kind(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang)
    await wang.send("城南劳动服务点")
    await wang.until("是哪一类？")
    await wang.press("金牌劳动关系协调员工作室")
    await wang.until("设在哪里？")
    await wang.press("楼宇")
    await wang.until("地址？")
    await wang.send("中央大厦3楼")
    await wang.until("负责人姓名？")
    await wang.send("孙悦")
    await wang.until("哪天成立？")
    await wang.press("昨天")
    shown = await wang.until(lambda m: m.button("登记") is not None)
    assert "台账里没有叫“孙悦”的，按您写的登记" in shown.text
    assert "孙悦 目前不是金牌劳动关系协调员，请核对；不影响登记" in shown.text
    assert "没有也能登记" in shown.text
    await wang.press("登记")
    registered = await card(wang)
    assert "负责人：孙悦" in registered.text
    station = station_of(town, "城南劳动服务点")
    assert (station.kind, station.keeper_id, station.keeper) == (Kind.STUDIO, None, "孙悦")


async def test_a_studio_of_a_gold_coordinator_is_not_remarked_on(
    town: Town, mei: Phone, wang: Phone
) -> None:
    who = acting(town, mei).person_id
    await begin(wang)
    await wang.send("李梅工作室，社区，城西路3号，负责人李梅，今天")
    shown = await wang.until(lambda m: m.button("登记") is not None)
    assert "负责人是台账里的李梅" in shown.text
    assert "目前不是金牌" in shown.text
    await wang.press("取消")
    await wang.until("已放下")
    town.do(awards.give, 2025, who, 1, 330, "", who)
    await room(wang)
    await wang.press("↩️ 李梅工作室")
    shown = await wang.until(lambda m: m.button("登记") is not None)
    assert "金牌劳动关系协调员，请核对" not in shown.text


async def test_an_officer_says_of_which_task_force_and_sees_the_whole_county(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    shown = await register(zhao, "城北服务站，行业，城北路1号，负责人孙悦，昨天", "快递行业")
    assert "· 快递行业" in shown.text
    await register(wang)
    listed = await room(zhao)
    assert "服务站点 汶上县：2 个" in listed.text
    assert "服装制造 1\n快递行业 1" in listed.text
    assert listed.button("城东服务站")
    assert listed.button("城北服务站")
    own = await room(wang)
    assert "服务站点 服装制造：1 个" in own.text
    assert own.button("城北服务站") is None
    await wang.press("全县站点")
    await wang.until("服务站点 汶上县：2 个")
    await wang.press("城北服务站")
    shown = await card(wang)
    assert "快递行业" in shown.text
    assert shown.button("修改") is None


async def test_of_several_namesakes_it_is_asked_who_is_meant(
    town: Town, mei: Phone, wang: Phone
) -> None:
    other = town.add("李梅", Role.COORDINATOR, force="快递行业", phone="13800005678")
    await begin(wang)
    await wang.send(WHOLE)
    shown = await wang.until(lambda m: m.button("登记") is not None)
    assert "台账里叫“李梅”的有 2 人" in shown.text
    await wang.press("登记")
    asked = await wang.until("负责人是哪一位？")
    assert "5678" not in str(asked.buttons), "another ledger's numbers are not theirs to see"
    await wang.press("李梅 快递行业")
    await card(wang)
    assert station_of(town, "城东服务站").keeper_id == other


async def test_a_namesake_may_be_none_of_them_or_told_by_the_number(
    town: Town, mei: Phone, wang: Phone
) -> None:
    other = town.add("李梅", Role.COORDINATOR, phone="13800005678")
    await begin(wang)
    await wang.send(WHOLE)
    await wang.until(lambda m: m.button("登记") is not None)
    await wang.press("登记")
    await wang.until("负责人是哪一位？")
    await wang.press("都不是")
    await card(wang)
    assert station_of(town, "城东服务站").keeper == "李梅"
    await register(wang, "城西服务站，社区，城西路3号，负责人李梅（5678），昨天")
    assert station_of(town, "城西服务站").keeper_id == other


async def test_pressed_twice_it_is_registered_once(town: Town, mei: Phone, wang: Phone) -> None:
    await begin(wang)
    await wang.send(WHOLE)
    await wang.until(lambda m: m.button("登记") is not None)
    await twice(wang, "登记")
    listed = await room(wang)
    assert "服装制造：1 个" in listed.text


async def test_who_is_in_charge_is_changed_in_three_actions(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await register(wang, shot="门头")
    before = wang.actions
    await wang.press("换负责人")
    await wang.until("负责人姓名？")
    await wang.send("孙悦")
    await wang.until(lambda m: m.button("保存修改") is not None)
    await wang.press("保存修改")
    shown = await card(wang, "负责人：孙悦")
    assert wang.actions - before == 3
    assert shown.button("照片"), "the photo stays"
    station = station_of(town, "城东服务站")
    assert (station.version, station.keeper_id, station.keeper) == (2, None, "孙悦")


async def test_a_line_is_edited_and_a_photo_added_afterwards(
    town: Town, mei: Phone, wang: Phone
) -> None:
    shown = await register(wang)
    assert shown.button("照片") is None
    await wang.press("修改")
    await wang.until("修改站点：城东服务站")
    await wang.send_photo(photo("新门头"))
    await wang.until(lambda m: "✅ 照片 1" in m.text)
    await wang.press("修改", on=wang.last)
    await wang.until(lambda m: m.button("地址") is not None)
    await wang.press("地址")
    await wang.until("地址？")
    await wang.send("城东路14号")
    await wang.until(lambda m: "城东路14号" in m.text and m.button("保存修改") is not None)
    await wang.press("保存修改")
    shown = await card(wang, "城东路14号")
    assert shown.button("照片")


async def test_somebody_faster_is_not_overwritten(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await register(wang)
    await wang.press("换负责人")
    await wang.until("负责人姓名？")
    await wang.send("孙悦")
    await wang.until(lambda m: m.button("保存修改") is not None)
    await zhao.send("城东服务站")
    await card(zhao)
    await zhao.press("换负责人")
    await zhao.until("负责人姓名？")
    await zhao.send("钱进")
    await zhao.until(lambda m: m.button("保存修改") is not None)
    await zhao.press("保存修改")
    await card(zhao, "负责人：钱进")
    await wang.press("保存修改")
    await wang.until("“城东服务站”刚才有人改过")
    assert station_of(town, "城东服务站").keeper == "钱进"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("城东服务站，园区，城东路，负责人李梅，2030年1月1日", "还没有到"),
        ("城东服务站，园区，城东路，负责人李梅，2024年2月30日", "日历上没有“2024年2月30日”"),
        ("字" * 31, "最多 30 个字"),
        ("城东服务站，园区，" + "路" * 61, "最多 60 个字"),
    ],
)
async def test_what_cannot_be_is_refused_in_one_sentence(
    town: Town, mei: Phone, wang: Phone, words: str, told: str
) -> None:
    await begin(wang)
    await wang.send(words)
    await wang.until(told)
    await wang.send(WHOLE)
    await wang.until(lambda m: m.button("登记") is not None)


async def test_a_name_that_is_taken_is_refused_before_and_when_it_is_handed_in(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await register(zhao, "城东 服务站，行业，城北路1号，负责人孙悦，昨天", "快递行业")
    await begin(wang)
    await wang.send(WHOLE)
    shown = await wang.until(lambda m: m.button("登记") is not None)
    assert "已有叫“城东 服务站”的站点（快递行业）" in shown.text.replace("\n", "")
    await wang.press("登记")
    await wang.until(lambda m: m.text.startswith("已有叫“城东 服务站”的站点"))
    assert station_of(town, "城东服务站").task_force_id != acting(town, wang).task_force_id


async def test_of_two_who_register_the_same_name_at_once_one_is_told(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await begin(wang)
    await begin(zhao, "快递行业")
    for phone in (wang, zhao):
        await phone.send(WHOLE)
        await phone.until(lambda m: m.button("登记") is not None)
    await asyncio.gather(wang.press("登记"), zhao.press("登记"))
    await wang.quiet()
    told = [str(each.text) for phone in (wang, zhao) for each in await said(phone)]
    assert sum(text.startswith("✅ 已登记：") for text in told) == 1
    assert sum(text.startswith("已有叫“城东服务站”的站点") for text in told) == 1
    assert len(town.do(stations.every)) == 1


async def test_what_is_no_photo_is_told_apart_from_an_answer(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang)
    await wang.send_file(PDF, "批文.pdf", mime="application/pdf")
    await wang.until(lambda m: "✅ 照片 1" in m.text)
    await wang.send_sticker()
    await wang.until("这类消息收不了")
    (draft,) = begun(town, wang)
    assert set(draft.facts) == {"force"}


async def test_who_may_not_is_told_so_and_nothing_is_written(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await register(zhao, "城北服务站，行业，城北路1号，负责人孙悦，昨天", "快递行业")
    station = station_of(town, "城北服务站")
    force = station.task_force_id
    for data in (f"sa:new:{force}", f"sa:edit:{station.id}", f"sa:close:{station.id}"):
        tap(wang, data)
        await wang.until("只能办本专班的站点")
        tap(mei, data)
        await mei.until("登记站点由联络员和县局办理")
    tap(mei, "sa:in")
    await mei.until("登记站点由联络员和县局办理")
    tap(wang, "sa:reg:99999:1")
    await wang.until("这份登记已经不在了")
    tap(wang, "sa:edit:99999")
    await wang.until("这个站点已经不在了")
    assert begun(town, wang) == begun(town, mei) == []


async def test_another_persons_card_is_not_handed_in(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await begin(wang)
    await wang.send(WHOLE)
    await wang.until(lambda m: m.button("登记") is not None)
    (draft,) = begun(town, wang)
    tap(zhao, f"sa:reg:{draft.id}:1")
    await zhao.until("这份登记已经不在了")
    tap(zhao, f"d:submit:{draft.id}:1")
    await zhao.quiet()
    assert "登记" in str([m.buttons for m in await said(wang)][-1])


async def test_an_unfinished_card_cannot_be_handed_in_by_an_old_button(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(wang)
    (draft,) = begun(town, wang)
    tap(wang, f"sa:reg:{draft.id}:1")
    await wang.until("还有没填的项")


def test_stations_are_kept_by_their_task_force_and_seen_by_everybody() -> None:
    def actor(*roles: Role, force: int | None = 1) -> Actor:
        return Actor(7, 70, Name("王强"), frozenset(roles), force)

    own, other = Subject(task_force_id=1), Subject(task_force_id=2)
    assert may(actor(Role.LIAISON), Act.STATION, own)
    assert may(actor(Role.DEPUTY), Act.STATION, own)
    assert not may(actor(Role.LIAISON), Act.STATION, other)
    assert not may(actor(Role.COORDINATOR), Act.STATION, own)
    assert may(actor(Role.BUREAU, force=None), Act.STATION, other)
    assert may(actor(Role.COORDINATOR), Act.LOOK_UP)
    assert not may(actor(), Act.LOOK_UP)
