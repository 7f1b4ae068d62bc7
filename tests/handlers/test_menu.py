"""Menus stay small: six buttons, 更多 the last, and behind it what was used last comes first."""

from datetime import timedelta

import pytest

from bot.handlers import menu
from bot.handlers.conversation import entrances
from bot.rules.permissions import Actor
from bot.rules.personal import Name
from bot.rules.roles import LEADING, Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.people import habits
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import actor_of, pass_time

FIRST_FIVE = {
    Role.COORDINATOR: ["📝 上报工作", "🚨 紧急上报", "📊 我的得分", "📂 我的记录", "📖 服务规范"],
    Role.LIAISON: ["✅ 待审核", "📝 上报工作", "🧮 基本得分", "🌟 本月典型", "👥 人员台账"],
    Role.BUREAU: ["📈 季度汇总", "✅ 待审核", "📒 台账导出", "🏅 金牌评选", "🌟 典型推广"],
}


def labels(message: Message) -> list[str]:
    return [label for row in message.buttons for label in row]


def of(role: Role) -> Actor:
    return Actor(1, 1, Name("某人"), frozenset({role}), None)


@pytest.mark.parametrize("role", LEADING)
def test_no_keyboard_has_more_than_six_and_the_rest_is_behind_more(role: Role) -> None:
    shown = [label for row in menu.keyboard(of(role)) for label in row]
    offered = [way.label for way in entrances(role) if way.label and way.places[role].on_menu]
    assert len(shown) <= 6
    assert [label for label in shown if label in FIRST_FIVE[role]] == FIRST_FIVE[role]
    if "更多" in shown:
        assert shown[-1] == "更多"
        assert set(offered) > set(shown[:-1])
    else:
        assert shown == offered


@pytest.mark.parametrize("role", LEADING)
async def test_what_is_not_on_the_keyboard_is_behind_more(town: Town, role: Role) -> None:
    phone = await town.joined("某人", role)
    shown = [label for row in phone.keyboard for label in row]
    offered = [way.label for way in entrances(role) if way.label and way.places[role].on_menu]
    await phone.send("更多")
    behind = labels(await phone.until("更多："))
    if "更多" in shown:
        assert shown[:-1] + behind == offered
    else:
        assert behind == ["❓ 帮助"]


@pytest.mark.parametrize("role", LEADING)
def test_every_command_has_one_short_line_in_the_order_of_the_menu(role: Role) -> None:
    ways = [way for way in entrances(role) if way.command]
    for way in ways:
        assert way.about
        assert len(way.about) <= 12
        assert "\n" not in way.about
    assert [way.places[role].nth for way in ways] == sorted(way.places[role].nth for way in ways)
    on_menu = [way.label for way in ways if way.places[role].on_menu]
    assert on_menu == [
        way.label for way in entrances(role) if way.label and way.places[role].on_menu
    ]


@pytest.mark.parametrize("role", LEADING)
def test_everything_offered_can_be_asked_for_in_words(role: Role) -> None:
    silent = [way.key for way in entrances(role) if not way.words]
    assert silent == []


async def test_behind_more_what_was_used_last_comes_first(town: Town, wang: Phone) -> None:
    await wang.press("更多")
    before = labels(await wang.until("更多："))
    await wang.press("📂 我的记录")
    await wang.until("还没有")
    pass_time(town, timedelta(minutes=1))
    await wang.send("/score")
    await wang.until("得分")
    pass_time(town, timedelta(minutes=1))
    await wang.send("📖 服务规范")
    await wang.until("点一章")
    await wang.press("更多")
    after = labels(await wang.until(lambda m: m.text == "更多：" and "📖" in str(m)))
    assert after[:3] == ["📖 服务规范", "📊 我的得分", "📂 我的记录"]
    assert after[3:] == [label for label in before if label not in after[:3]]


async def test_it_is_each_persons_own_and_the_keyboard_stays(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    keyboard = wang.keyboard
    await wang.send("📖 服务规范")
    await wang.until("点一章")
    await wang.send("❓ 帮助")
    await wang.until("协调通：")
    assert wang.keyboard == keyboard
    assert town.do(_used, wang) == {"guide", "help"}
    assert town.do(_used, zhao) == set()


async def test_the_five_on_the_keyboard_and_what_is_refused_are_not_remembered(
    town: Town, wang: Phone, mei: Phone
) -> None:
    await wang.press("✅ 待审核")
    await wang.until("没有待审核")
    await wang.send("/base")
    await wang.until("基本得分")
    await wang.send("📈 季度汇总")
    await wang.until("由县局查看")
    assert town.do(_used, wang) == set()
    await mei.send("📖 服务规范")
    await mei.until("点一章")
    assert town.do(_used, mei) == set(), "a coordinator's stands on the keyboard"


async def test_the_same_used_twice_is_remembered_once(town: Town, wang: Phone) -> None:
    for _ in range(2):
        await wang.send("/guide")
        await wang.until("点一章")
        pass_time(town, timedelta(seconds=1))
    assert town.do(_used, wang) == {"guide"}


async def test_a_button_for_nothing_that_there_is_says_so(wang: Phone) -> None:
    wang._act()
    for data in ("more:没有这一项", "more:/", "more:/nothing"):
        wang._person.press(wang.last.message_id, data)
        await wang.until("已经失效")
        wang._act()


def _used(session: Session, phone: Phone) -> set[str]:
    return set(habits.last_used(session, actor_of(session, phone).person_id))
