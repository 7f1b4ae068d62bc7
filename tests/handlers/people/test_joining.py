"""Joining by link, and who is kept out."""

from datetime import timedelta

import pytest

from bot.actions.work.attach import FETCH
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import accounts
from bot.storage.session import Session
from tests.conftest import FORCE, Town, photo
from tests.handlers.playing import actor_of, begin, begun, link, said, tap, twice

STRANGER = "您还没有加入"


async def follow(town: Town, person_id: int, name: str = "梅子") -> Phone:
    phone = town.phone(name)
    await phone.start(link(town, person_id))
    return phone


@pytest.mark.quick
async def test_whoever_is_invited_proves_it_agrees_and_is_in(town: Town) -> None:
    mei = await follow(town, town.add("李梅", Role.COORDINATOR))
    asked = await mei.until("手机号后4位")
    assert FORCE in asked.text
    assert "李*" in asked.text
    assert "李梅" not in asked.text
    await mei.send("１２３４")
    notice = await mei.until("加入前请看一眼")
    assert notice.buttons == [["同意并加入", "不是我"]]
    await mei.press("同意并加入")
    await mei.until("欢迎您，李梅")
    assert mei.keyboard == [
        ["📝 上报工作", "🚨 紧急上报"],
        ["📊 我的得分", "📂 我的记录"],
        ["📖 服务规范", "更多"],
    ]


async def test_an_officer_without_a_phone_on_record_is_not_asked_for_one(town: Town) -> None:
    zhao = await follow(town, town.add("赵敏", Role.BUREAU, phone=""))
    await zhao.until("县人力资源和社会保障局")
    await zhao.press("同意并加入")
    await zhao.until("欢迎您，赵敏")
    assert zhao.keyboard[0] == ["📈 季度汇总", "✅ 待审核"]


async def test_a_second_tap_on_agreeing_joins_once(town: Town) -> None:
    mei = await follow(town, town.add("李梅", Role.COORDINATOR, phone=""))
    await mei.until("加入前请看一眼")
    await twice(mei, "同意并加入")
    everything = [m.text for m in await said(mei)]
    assert not [text for text in everything if STRANGER in text or "不能用" in text]


async def test_three_wrong_answers_lock_the_link_and_the_liaison_hears_of_it(
    town: Town, wang: Phone
) -> None:
    person = town.add("李梅", Role.COORDINATOR)
    token = link(town, person)
    mei = town.phone("梅子")
    await mei.start(token)
    await mei.until("手机号后4位")
    for left in (2, 1):
        await mei.send("0000")
        await mei.until(f"还可以再试 {left} 次")
    await mei.send("9999")
    await mei.until("链接已锁定")
    await wang.until("李梅 的加入链接因连续答错已锁定")
    await mei.send("1234")
    await mei.until(STRANGER)
    await mei.start(token)
    await mei.until("链接已锁定")


async def test_what_is_not_four_digits_costs_no_try(town: Town) -> None:
    mei = await follow(town, town.add("李梅", Role.COORDINATOR))
    await mei.until("手机号后4位")
    for text in ("我是李梅", "13800001234", "<b>&😀", "一二三四"):
        await mei.send(text)
        await mei.until("请只发4位数字")
    await mei.send("0000")
    await mei.until("还可以再试 2 次")


async def test_cancelling_in_the_middle_lets_nobody_past_the_check(town: Town) -> None:
    mei = await follow(town, town.add("李梅", Role.COORDINATOR))
    await mei.until("手机号后4位")
    await mei.send("/cancel")
    await mei.until(STRANGER)
    for invite in range(1, 4):
        tap(mei, f"join:yes:{invite}")
        await mei.until(STRANGER)
    await mei.send("0000")
    await mei.until("还可以再试 2 次")
    assert town.do(accounts.load, mei.user.id).actor is None


async def test_the_buttons_of_the_notice_work_only_after_the_digits(town: Town) -> None:
    mei = await follow(town, town.add("李梅", Role.COORDINATOR))
    await mei.until("手机号后4位")
    tap(mei, "join:yes:1")
    await mei.until(STRANGER)
    await mei.send("1234")
    await mei.until("加入前请看一眼")


async def test_a_link_works_once(town: Town) -> None:
    person = town.add("李梅", Role.COORDINATOR, phone="")
    token = link(town, person)
    for name, then in (("梅子", "加入前请看一眼"), ("别人", "这个链接不能用了")):
        phone = town.phone(name)
        await phone.start(token)
        await phone.until(then)
        if name == "梅子":
            await phone.press("同意并加入")
            await phone.until("欢迎您")


async def test_a_link_is_good_for_seven_days_and_no_longer(town: Town) -> None:
    person = town.add("李梅", Role.COORDINATOR, phone="")
    late, token = town.phone("梅子"), link(town, person)
    await late.start(token)
    await late.until("加入前请看一眼")
    town.clock.advance(timedelta(days=7))
    await late.press("同意并加入")
    await late.until("这个链接不能用了")
    await late.start(token)
    await late.until("这个链接不能用了")


async def test_a_new_link_voids_the_one_before(town: Town) -> None:
    person = town.add("李梅", Role.COORDINATOR)
    old = await follow(town, person)
    await old.until("手机号后4位")
    link(town, person)
    await old.send("1234")
    await old.until("这个链接不能用了")


async def test_somebody_else_says_so_and_the_link_is_void(town: Town) -> None:
    person = town.add("李梅", Role.COORDINATOR, phone="")
    token = link(town, person)
    other = town.phone("陌生人")
    await other.start(token)
    notice = await other.until("加入前请看一眼")
    await other.press("不是我")
    await other.until("没有加入")
    await other.press("同意并加入", on=notice)
    await other.until(STRANGER)
    await other.start(token)
    await other.until("这个链接不能用了")


async def test_not_me_pressed_after_joining_takes_nothing_back(town: Town) -> None:
    mei = await follow(town, town.add("李梅", Role.COORDINATOR, phone=""))
    notice = await mei.until("加入前请看一眼")
    await mei.press("同意并加入")
    await mei.until("欢迎您")
    await mei.press("不是我", on=notice)
    await mei.until("您已经加入")
    assert not [m for m in await said(mei) if "没有加入" in m.text]


async def test_a_second_account_takes_over_with_its_drafts_and_the_first_is_out_at_once(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    with town.held_up(FETCH):
        await mei.send_file(b"\xff\xd8\xff" + bytes(100), "坏.jpg", "image/jpeg")
        await mei.quiet()
        person = town.do(actor_of, mei).person_id
        new = town.phone("李梅")
        await new.start(link(town, person))
        await new.until("手机号后4位")
        await new.send("1234")
        await new.until("加入前请看一眼")
        await new.press("同意并加入")
        await new.until("欢迎您")
        await mei.until("已在另一个账号上加入")
        assert not mei.keyboard
        before = len(await said(mei))
    await new.until("没收下")
    assert len(await said(mei)) == before, "a closed account is told nothing more"
    await mei.send("××服装厂")
    await mei.until(STRANGER)
    await mei.send("📂 我的记录")
    await mei.until(STRANGER)
    await new.press("📂 我的记录")
    await new.until("最近")
    await new.press("草稿" if new.sees("草稿") else "开展宣传")
    await new.until("哪类场所")
    assert len(begun(town, new)) == 1


async def test_a_strangers_every_message_is_answered_by_one_new_message(town: Town) -> None:
    stranger = town.phone("路人")
    for text in ("你好", "/help", "/report", "/summary 本季", "/cancel", "📝 上报工作", "X1001"):
        await stranger.send(text)
        await stranger.until(STRANGER)
    await stranger.send_photo(photo())
    await stranger.until(STRANGER)
    await stranger.send_sticker()
    await stranger.until(STRANGER)
    await stranger.send_location()
    await stranger.until(STRANGER)
    tap(stranger, "d:a:1:1:place:x")
    await stranger.until(STRANGER)
    assert len(await said(stranger)) == 11


async def test_a_group_hears_only_that_everything_is_private(town: Town, mei: Phone) -> None:
    group = town.world.add_group("服装专班群", mei.user)
    there = Phone(town.world, mei.user, group=group)
    there._person.chat.shut = False
    await there.send("/score")
    answered = await there.until("只在私聊中办理")
    await there.send("大家好")
    assert await said(there) == [answered]


OF_A_COORDINATOR = "report alert score records guide me feedback forces level stations help cancel"
OF_A_LIAISON = (
    "review report base exemplar roster fault behalf training alert deputy ledger score records "
    "guide feedback forces me level stations archive help cancel"
)
OF_AN_OFFICER = (
    "summary review ledger gold exemplars remind faults lock roster inbox guide training alert "
    "burden forces level pack stations base archive fault deputy help"
)


@pytest.mark.parametrize(
    ("roles", "names"),
    [
        ((Role.COORDINATOR,), OF_A_COORDINATOR),
        ((Role.COORDINATOR, Role.LIAISON), OF_A_LIAISON),
        ((Role.BUREAU,), OF_AN_OFFICER),
    ],
)
async def test_the_command_list_shows_what_the_role_can_do(
    town: Town, roles: tuple[Role, ...], names: str
) -> None:
    phone = await follow(town, town.add("李梅", *roles, phone=""))
    await phone.until("加入前请看一眼")
    await phone.press("同意并加入")
    await phone.until("欢迎您")
    await phone.quiet()
    lists = [p for method, p in town.calls if method == "setMyCommands" and "scope" in p]
    assert [c["command"] for c in lists[-1]["commands"]] == names.split()
    offered = [label for row in phone.keyboard for label in row]
    assert len(offered) <= 6


@pytest.mark.parametrize(
    ("who", "label", "told"),
    [
        ("mei", "✅ 待审核", "由联络员和县局办理"),
        ("mei", "🧮 基本得分", "由联络员评定"),
        ("mei", "📈 季度汇总", "由县局查看"),
        ("mei", "/summary 2026Q4", "由县局查看"),
        ("wang", "📈 季度汇总", "由县局查看"),
        ("zhao", "📝 上报工作", "由台账内的协调员办理"),
        ("zhao", "📂 我的记录", "由台账内的协调员办理"),
        ("zhao", "📊 我的得分", "得分只记台账内的协调员"),
    ],
)
async def test_what_a_role_cannot_do_is_refused_in_a_sentence(
    town: Town, request: pytest.FixtureRequest, who: str, label: str, told: str
) -> None:
    roles = {
        "mei": (Role.COORDINATOR,),
        "wang": (Role.COORDINATOR, Role.LIAISON),
        "zhao": (Role.BUREAU,),
    }
    phone = await town.joined("某人", *roles[who])
    await phone.send(label)
    assert "例如" in (await phone.until(told)).text or "，" in phone.last.text


def _focus(session: Session, chat_id: int) -> str | None:
    return accounts.load(session, chat_id).focus


async def test_a_link_followed_by_somebody_who_is_in_changes_nothing(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await mei.start(link(town, town.add("王芳", Role.COORDINATOR)))
    await mei.until("您已经加入")
    assert town.do(_focus, mei.user.id) == accounts.DRAFT
