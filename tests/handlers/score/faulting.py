"""How people go about faults: the ways through the conversation that several tests take."""

from datetime import datetime, timedelta

from bot.rules.calendar import TIMEZONE
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.score import faults
from bot.storage.score.faults import Fault
from tests.conftest import Town, photo
from tests.handlers.playing import pass_time

FACTS = "昨天 未按时上报欠薪线索"


async def begin(phone: Phone, name: str = "李梅", impact: str = "影响较小") -> Message:
    """Up to the question what happened and when."""
    await phone.send(f"/fault {name}")
    await phone.until("影响多大？")
    await phone.press(impact)
    return await phone.until("经过怎样、哪天发生？")


async def register(
    phone: Phone, name: str = "李梅", impact: str = "影响较小", facts: str = FACTS
) -> str:
    """A fault with a photo, before the bureau; its number."""
    await begin(phone, name, impact)
    await phone.send_photo(photo(facts), facts)
    await phone.until(lambda m: m.button("提交县局") is not None)
    await phone.press("提交县局")
    return (await phone.until("已提交县局：")).text.split()[1]


async def open_case(phone: Phone, number: str) -> Message:
    """The bureau's card of a fault."""
    await phone.send(number)
    return await phone.until(lambda m: f"➖ {number} " in m.text and "经过：" in m.text)


async def answer(phone: Phone, words: str = "当天在外地调解") -> Message:
    await phone.until(lambda m: m.button("说明情况") is not None)
    await phone.press("说明情况")
    await phone.until("请打字写说明")
    await phone.send(words)
    return await phone.until("已收到您的说明")


async def confirm(phone: Phone, number: str) -> Message:
    card = await open_case(phone, number)
    await phone.press("核准", on=card)
    return await phone.until(lambda m: m.text.startswith(("✅", "②")) and number in m.text)


def wait_over(town: Town) -> None:
    """The five working days in which the person could have answered, and a day."""
    later = datetime(2026, 12, 1, 10, tzinfo=TIMEZONE)
    pass_time(town, max(later - town.clock.now(), timedelta(0)))


def fault_of(town: Town, number: str) -> Fault:
    found = town.do(faults.get, int(number.removeprefix("S")))
    assert isinstance(found, Fault)
    return found
