"""The month before the 20th: moving through it, and looking at what was reported."""

from datetime import UTC, datetime, timedelta

from bot.actions.work import fill_in
from bot.actions.work import report as reporting
from bot.rules.months import Month
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.month import exemplars
from bot.storage.month.exemplars import Exemplar
from bot.storage.session import Session
from bot.storage.work.drafts import Draft
from tests.conftest import Town
from tests.handlers.playing import actor_of, said

NOVEMBER, DECEMBER, JANUARY = Month(2026, 11), Month(2026, 12), Month(2027, 1)
STORY = "11月5日李梅到××服装厂宣讲劳动合同法，60名职工参加，当场答复12个问题"


def reported(town: Town, month: Month = NOVEMBER) -> list[Exemplar]:
    """What stands for a month."""
    found: list[Exemplar] = town.do(exemplars.of_month, month)
    return found


def move(town: Town, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
    """To a day of the coming months, at an hour of the county's; nothing else happens."""
    year = 2026 if month >= 11 else 2027
    there = datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)
    town.clock.move_to(there)


def wake(town: Town, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
    """The same, and what is due by then is done at once."""
    move(town, month, day, hour, minute)
    if town.bot is not None:
        town.bot.woken()


def labels(message: Message) -> list[str]:
    """Of all the buttons of a message."""
    return [label for row in message.buttons for label in row]


async def open_month(phone: Phone, says: str = "未报") -> Message:
    """🌟 本月典型, once it says how the month stands."""
    await phone.press("🌟 本月典型")
    return await phone.until(says)


async def open_board(phone: Phone, says: str = "典型推广\n") -> Message:
    """🌟 典型推广, an officer's month."""
    await phone.press("🌟 典型推广")
    return await phone.until(says)


async def pick(phone: Phone) -> Message:
    """The first candidate's draft."""
    await phone.press("选①")
    return await phone.until("标题：")


async def ask_to_report_nothing(phone: Phone) -> Message:
    """本月无, up to the question whether that is so."""
    await phone.press("本月无")
    return await phone.until("没有典型要报")


async def report_nothing(phone: Phone) -> None:
    """本月无, confirmed."""
    await ask_to_report_nothing(phone)
    await phone.press("确认")


async def ask_to_report(phone: Phone) -> Message:
    """报送, up to the question whether that is so."""
    await phone.press("报送")
    return await phone.until("到县局？")


async def report(phone: Phone) -> None:
    """The first candidate, from a card or reminder that offers it."""
    await pick(phone)
    await report_from(phone)


async def report_from(phone: Phone) -> None:
    """What is drafted, to the bureau."""
    await ask_to_report(phone)
    await phone.press("确认")
    await phone.until("已报送县局")


async def nudges(phone: Phone) -> list[Message]:
    """The reminders in a chat, oldest first."""
    return [message for message in await said(phone) if "⏰ 今天请留意" in message.text]


def begun(town: Town, phone: Phone) -> Draft:
    """A draft with its first answer, as its author's own taps would leave it."""

    def step(session: Session) -> Draft:
        actor = actor_of(session, phone)
        draft = reporting.start(session, actor, "publicity").draft
        fill_in.answer(session, actor, draft.id, "××服装厂", "place")
        return draft

    draft: Draft = town.do(step)
    return draft
