"""How people go about alerts: the ways through the conversation that several tests take."""

from datetime import timedelta

from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.alert import alerts
from bot.storage.alert import plans as stored
from bot.storage.alert.alerts import Alert
from bot.storage.people import roles
from bot.storage.people.task_forces import every
from bot.storage.session import Session
from tests.conftest import FORCE, Town
from tests.handlers.playing import pass_time

WORDS = "××服装厂门口约30人聚集讨薪"
ID_NUMBER = "11010519491231002X"
STEPS = "1. 电话报告联络员\n2. 到现场稳住人员"
CONTACTS = "周正 派出所所长 0537-110110\n吴律 法律援助 13800009999"


async def raise_it(phone: Phone, words: str = WORDS) -> Message:
    """From the command to the card of whoever raised it."""
    await phone.send(f"/alert {words}")
    return await phone.until("已送给")


async def told(phone: Phone, number: str = "A1") -> Message:
    """The card of somebody who is told."""
    return await phone.until(
        lambda m: f"🚨 {number} 紧急上报" in m.text and m.button("已知悉") is not None
    )


async def close(phone: Phone, outcome: str = "工资当场结清，人员已散") -> None:
    await phone.press("办结")
    await phone.until("请写结果")
    await phone.send(outcome)
    await phone.until("办结：")


def minutes(town: Town, n: float) -> None:
    """So many minutes later: what is due by then is done."""
    pass_time(town, timedelta(minutes=n))


def alert_of(town: Town, number: str = "A1") -> Alert:
    found = town.do(alerts.get, int(number.removeprefix("A")))
    assert isinstance(found, Alert)
    return found


def with_plan(town: Town, force: str | None = FORCE) -> None:
    """The task force's plan, or the county's, as its liaison would have written it."""

    def step(session: Session) -> None:
        force_id = None if force is None else _id(session, force)
        by = roles.liaison(session, force_id or 1) or 1
        stored.write(session, force_id, stored.STEPS, by, STEPS)
        stored.write(session, force_id, stored.CONTACTS, by, CONTACTS)

    town.do(step)


def force_of(town: Town, name: str) -> int:
    """The number of a task force."""
    return int(town.do(_id, name))


def _id(session: Session, name: str) -> int:
    return next(force.id for force in every(session) if force.name == name)
