"""How people go about stations: the ways through the conversation that several tests take."""

from bot.rules.permissions import Actor
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.session import Session
from bot.storage.training import stations
from bot.storage.training.stations import Known
from tests.conftest import Town, photo
from tests.handlers.playing import actor_of

WHOLE = "城东服务站，园区，城东路12号，负责人李梅，2024年3月1日"


async def room(phone: Phone) -> Message:
    """服务站点, from the menu."""
    await phone.send("🏫 培训与站点")
    await phone.until("要看哪一项")
    await phone.press("服务站点")
    return await phone.until("🏢 服务站点")


async def begin(phone: Phone, force: str = "") -> Message:
    """Up to the question of the card; an officer says of which task force."""
    await room(phone)
    await phone.press("登记站点")
    if force:
        await phone.until("属于哪个专班")
        await phone.press(force)
    return await phone.until("站点名称？")


async def register(phone: Phone, words: str = WHOLE, force: str = "", shot: str = "") -> Message:
    """A station from one message; the card that everybody sees."""
    await begin(phone, force)
    if shot:
        await phone.send_photo(photo(shot), words)
    else:
        await phone.send(words)
    await phone.until(lambda m: m.button("登记") is not None)
    await phone.press("登记")
    await phone.until("✅ 已登记：")
    return await card(phone)


async def card(phone: Phone, holds: str = "成立：") -> Message:
    """The card of a station, as it stands now."""
    return await phone.until(lambda m: "📍 地图" in str(m.buttons) and holds in m.text)


def station_of(town: Town, name: str) -> Known:
    found = town.do(stations.named, name)
    assert isinstance(found, Known)
    return found


def acting(town: Town, phone: Phone) -> Actor:
    def step(session: Session) -> Actor:
        return actor_of(session, phone)

    actor: Actor = town.do(step)
    return actor
