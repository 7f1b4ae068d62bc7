"""🧭 专班通讯录: who leads, who cooperates, who is who, and a liaison's contact."""

import pytest

from bot.handlers.say import Say, write
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.session import Session
from bot.texts.common import STRANGER
from tests import places
from tests.conftest import FORCE, Town
from tests.handlers.month.at_the_desk import wake
from tests.handlers.people.test_roster import force_id
from tests.handlers.people.test_standing_in import named
from tests.handlers.playing import actor_of, said, tap, twice


async def opened(phone: Phone, force: str = FORCE) -> Message:
    await phone.send("🧭 专班通讯录")
    await phone.until("点一个专班")
    await phone.press(force)
    return await phone.until(lambda m: f"🧭 {force}" in m.text and "牵头：" in m.text)


def who(town: Town, phone: Phone) -> int:
    def step(session: Session) -> int:
        return actor_of(session, phone).person_id

    found: int = town.do(step)
    return found


def contacts(phone: Phone) -> list[str]:
    return [message.contact for message in phone.messages if message.contact]


def given(town: Town, person: int) -> list[int | None]:
    """Who was given a person's number, as the trail has it."""
    lines = town.do(audit.history, f"person:{person}")
    return [by for _, by, act, _ in lines if act == "give contact"]


async def test_three_actions_lead_to_the_own_liaisons_contact(
    town: Town, mei: Phone, wang: Phone
) -> None:
    town.add("孙丽", force=FORCE)
    before = mei.actions
    shown = await opened(mei)
    assert shown.text.splitlines() == [
        "🧭 服装制造",
        "领域：非工程建设领域",
        "牵头：县服装商会",
        "配合：县工业和信息化局",
        "联络员：王强",
        "人员：3 人",
        "• 劳动监察网格员 3",
    ]
    await mei.press("联系方式")
    await mei.until(lambda m: bool(m.contact))
    assert mei.actions - before == 3
    assert contacts(mei) == ["王强（服装制造联络员） +8613800001234"]
    assert given(town, who(town, wang)) == [who(town, mei)]


async def test_a_number_that_is_on_its_way_lies_nowhere_in_the_open(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.stop()
    said = [Say("王强", kind="contact", phone="13800001234")]
    town.do(write, mei.user.id, said)
    lies = places.everything(town.settings.database_url)
    assert b"13800001234" not in lies
    await town.start()
    await mei.until(lambda m: bool(m.contact))
    assert contacts(mei) == ["王强 13800001234"]


async def test_a_coordinator_sees_others_without_name_and_number(
    town: Town, mei: Phone, wang: Phone
) -> None:
    other = await town.joined("孙悦", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    shown = await opened(mei, "快递行业")
    assert "联络员：孙*" in shown.text
    assert shown.button("联系方式") is None
    person, force = who(town, other), force_id(town, "快递行业")
    tap(mei, f"tf:tel:{force}:{person}")
    await mei.until("您能看本专班联络员的联系方式")
    tap(mei, f"tf:tel:{force_id(town, FORCE)}:{person}")  # another's liaison as one's own
    await mei.until("服装制造的联络员刚才有变动")
    tap(mei, f"tf:tel:99999:{person}")
    await mei.until("没有这个专班")
    assert contacts(mei) == []
    assert given(town, person) == []


async def test_liaisons_and_the_bureau_reach_every_liaison(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    other = await town.joined("孙悦", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    for phone in (wang, zhao):
        await phone.send("/forces 快递")
        shown = await phone.until("🧭 快递行业")
        assert "联络员：孙悦" in shown.text
        await phone.press("联系方式")
        await phone.until(lambda m: bool(m.contact))
    assert given(town, who(town, other)) == [who(town, wang), who(town, zhao)]
    own = await opened(wang)
    assert own.button("联系方式") is None, "nobody calls themselves"


async def test_nobodys_number_but_a_liaisons_is_given(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    for phone in (wang, zhao):
        tap(phone, f"tf:tel:{force_id(town, FORCE)}:{who(town, mei)}")
        await phone.until("联络员刚才有变动")
    assert contacts(wang) == contacts(zhao) == []


async def test_pressed_twice_there_is_one_contact_and_it_is_not_edited(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await opened(mei)
    await twice(mei, "联系方式")
    await mei.until(lambda m: bool(m.contact))
    assert len(contacts(mei)) == 1
    await mei.press("联系方式")
    await mei.quiet()
    assert len(contacts(mei)) == 1


async def test_a_deputy_is_named_with_the_last_day_and_can_be_reached(
    town: Town, mei: Phone, wang: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    await named(wang, "11.24到11.25")
    shown = await opened(sun)
    assert "代理" not in shown.text, "not before the first day"
    wake(town, 11, 24, 0, 0)
    await mei.until("您从现在起代理")
    shown = await opened(sun)
    assert "代理联络员：李梅（到11月25日）" in shown.text
    await sun.press("代理的联系方式")
    await sun.until(lambda m: bool(m.contact))
    assert contacts(sun) == ["李梅（服装制造代理联络员） +8613800001234"]
    stale = shown
    wake(town, 11, 26, 0, 0)
    await mei.until("您不再代理")
    await sun.press("代理的联系方式", on=stale)
    await sun.until("服装制造的联络员刚才有变动")


async def test_without_a_number_on_record_it_is_said(town: Town, mei: Phone, wang: Phone) -> None:
    person = who(town, wang)
    town.do(persons.set_personal, person, "王强", "", "")
    await opened(mei)
    await mei.press("联系方式")
    await mei.until("台账里没有 王强 的电话")
    assert given(town, person) == []


async def test_an_empty_task_force_and_a_wrong_name(town: Town, mei: Phone) -> None:
    shown = await opened(mei, "法治建设")
    assert "联络员：未定" in shown.text
    assert "人员：台账里还没有人" in shown.text
    assert "配合：县总工会、县法院、县检察院、县信访局、县社会治理服务中心" in shown.text
    await mei.press("返回")
    listed = await mei.until("点一个专班")
    assert listed.buttons[0][0] == "⭐ 服装制造", "the own one first"
    await mei.send("/forces 没有的")
    await mei.until("没有这个专班")
    await mei.send("/forces 行业")
    several = await mei.until("点一个专班")
    assert sorted(label for row in several.buttons for label in row) == ["快递行业", "服务行业"]


async def test_a_stranger_gets_nothing(town: Town, wang: Phone) -> None:
    stranger = town.phone("路人")
    for data in (
        f"tf:tel:{force_id(town, FORCE)}:{who(town, wang)}",
        f"tf:of:{force_id(town, FORCE)}",
        "tf:list",
    ):
        await stranger.send("/forces")
        await stranger.until(STRANGER)
        tap(stranger, data)
        await stranger.until(STRANGER)
    assert not contacts(stranger)
    assert all("王强" not in message.text for message in await said(stranger))


def actor(*roles: Role, force: int | None = 1) -> Actor:
    return Actor(7, 70, Name("王强"), frozenset(roles), force)


@pytest.mark.parametrize(
    ("reader", "own", "other"),
    [
        (actor(Role.COORDINATOR), True, False),
        (actor(Role.COORDINATOR, Role.LIAISON), True, True),
        (actor(Role.COORDINATOR, Role.DEPUTY), True, True),
        (actor(Role.BUREAU, force=None), True, True),
        (actor(Role.ADMIN, force=None), False, False),
        (actor(), False, False),
    ],
)
def test_who_may_have_a_liaisons_number(*, reader: Actor, own: bool, other: bool) -> None:
    assert may(reader, Act.CONTACT, Subject(1, 1, is_liaison=True)) is own
    assert may(reader, Act.CONTACT, Subject(2, 2, is_liaison=True)) is other
    assert not may(reader, Act.CONTACT, Subject(3, 1))
