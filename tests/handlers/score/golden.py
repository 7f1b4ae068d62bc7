"""A year whose quarters are locked, faults in it, and the ways through picking its gold."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.rules.calendar import TIMEZONE
from bot.rules.faults import FaultState
from bot.rules.quarters import Quarter
from bot.rules.versions import Source
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.score import awards, faults, versions
from bot.storage.score.awards import Award
from bot.storage.score.faults import Fault
from bot.storage.score.versions import Reported
from bot.storage.session import Session
from bot.storage.work import drafts
from tests.conftest import Town

Points = tuple[int | None, int | None, int | None, int | None]
YEAR = 2026


def lock(
    session: Session, points: Mapping[int, Points], source: Source = Source.LOCK, year: int = YEAR
) -> None:
    """Lock the four quarters of a year; None is somebody who was no part of one."""
    for number in range(1, 5):
        lock_quarter(session, Quarter(year, number), points, source)


def lock_quarter(
    session: Session, quarter: Quarter, points: Mapping[int, Points], source: Source = Source.LOCK
) -> None:
    known = {who: theirs[quarter.number - 1] for who, theirs in points.items()}
    made = versions.begin(session, quarter, source, "", None)
    versions.add(
        session, made.id, [_reported(session, who, n) for who, n in known.items() if n is not None]
    )
    versions.stand(session, made.id)
    audit.record(session, None, "lock", f"quarter:{quarter}")


def _reported(session: Session, person_id: int, total: int) -> Reported:
    person = persons.get(session, person_id)
    figures: dict[str, int | None] = dict.fromkeys(versions.FIGURES, 0)
    figures |= {"base": min(total, 30), "publicity": max(0, total - 30), "total": total}
    who = {"name": person.name.full, "kind": "", "employer": person.employer, "remark": ""}
    return Reported(person_id, person.task_force_id or 0, person_id, who, figures)


def registered(
    session: Session, person_id: int, day: date = date(2026, 11, 3), *, large: bool = False
) -> Fault:
    """A fault that nobody answered in time."""
    told = {"account": "未按时上报"}
    draft = drafts.add(session, person_id, 1, "fault", told, about_id=person_id)
    drafts.save(session, replace(draft, state="submitted"))
    fault = faults.register(
        session,
        draft.id,
        None,
        told,
        person_id=person_id,
        task_force_id=persons.get(session, person_id).task_force_id,
        day=day,
        large=large,
        state=FaultState.REGISTERED.value,
        registered_by=person_id,
        answer_until=day,
        decided_by=None,
        decided_at=None,
    )
    assert fault is not None
    return fault


def at_fault(
    session: Session, person_id: int, day: date = date(2026, 11, 3), *, large: bool = False
) -> Fault:
    """A fault that is confirmed."""
    fault = registered(session, person_id, day, large=large)
    assert faults.move(session, fault, FaultState.CONFIRMED, person_id)
    audit.record(session, person_id, "confirm fault", f"fault:{fault.id}")
    return fault


def after_the_year(town: Town) -> None:
    town.clock.move_to(datetime(2027, 1, 20, 9, tzinfo=TIMEZONE))


def year_over(town: Town, points: Mapping[int, Points]) -> None:
    after_the_year(town)
    town.do(lock, points)


async def rank(phone: Phone, places: str = "3") -> Message:
    """The ranking of 2026, command first."""
    await phone.send(f"/gold {YEAR}")
    await phone.until("评几名")
    await phone.send(places)
    return await board(phone)


async def board(phone: Phone, says: str = "") -> Message:
    """The ranking as it stands, once it is worked out."""
    return await phone.until(lambda m: "名额" in m.text and "已选" in m.text and says in m.text)


async def award(phone: Phone) -> Message:
    await phone.press("生成通报")
    return await phone.until("评选结果")


def given(town: Town, year: int = YEAR) -> list[Award]:
    """Every title of the year, ended ones too."""
    found: list[Award] = town.do(awards.of_year, year)
    return found


def holders(town: Town, year: int = YEAR) -> list[int]:
    return sorted(each.person_id for each in given(town, year) if each.stands)
