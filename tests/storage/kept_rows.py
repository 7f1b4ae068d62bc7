"""A county with some of everything that the audit trail keeps."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.actions.people import set_up
from bot.rules.alerts import AlertState
from bot.rules.exemplars import Fate
from bot.rules.faults import FaultState
from bot.rules.feedback import Addressee, Kind
from bot.rules.months import Month
from bot.rules.placements import Grade, Level, Stage
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.trainings import How
from bot.rules.versions import Source
from bot.storage import audit
from bot.storage.alert import alerts, notes, plans
from bot.storage.meeting import feedback
from bot.storage.month import exemplars
from bot.storage.month.exemplars import Told as Story
from bot.storage.people import (
    accounts,
    deputies,
    invites,
    moves,
    persons,
    roles,
    task_forces,
    unchanged,
)
from bot.storage.score import awards, base_scores, faults, versions
from bot.storage.score.versions import Reported
from bot.storage.session import Session
from bot.storage.training import attendance, placements, stations, trainings
from bot.storage.training.placements import Told
from bot.storage.work import drafts, entries, evidence
from bot.storage.work.evidence import Sent
from tests.tampering import blob

QUARTER, MONTH = Quarter(2026, 4), Month(2026, 11)


@dataclass
class Seen:
    """What the inspection of a picture saw."""

    kind: str = "photo"
    mime: str = "image/jpeg"
    width: int = 1280
    height: int = 960
    taken_at: None = None
    located: bool = True
    fingerprint: int = 7
    mirrored: int = 9


def sent(n: int) -> Sent:
    return Sent("photo", f"file{n}", f"unique{n}", f"现场{n}.jpg", "image/jpeg", 9, n, "album")


def submitted(
    session: Session, person: int, force: int, n: int, recorded_by: int | None = None
) -> entries.Entry:
    """A draft with two photos becomes an entry; of the person, or recorded on their behalf."""
    about = None if recorded_by is None else person
    author = recorded_by or person
    facts = {"place": "某厂"}
    draft = drafts.add(session, author, 500 + author, "publicity", facts, about_id=about)
    for each in (n, n + 1):
        evidence.add(session, draft.id, "photos", sent(each))
    drafts.save(session, replace(draft, state="submitted"))
    entry = entries.submit(
        session,
        draft.id,
        person,
        None,
        recorded_by=recorded_by,
        task_force_id=force,
        line="publicity",
        share="",
        day=date(2026, 11, 5),
        counts=True,
        why_not="",
        facts={"place": "某厂"},
        reviewer="liaison",
        open_slots="",
    )
    assert entry is not None
    audit.record(session, author, "submit", f"entry:{entry.id}")
    return entry


def a_county(session: Session, sha256: Callable[[bytes], str]) -> None:
    """Some of everything that the trail keeps, each through what the program does with it."""
    set_up.load_county(session)
    force = task_forces.every(session)[0].id
    mei, wang = (
        persons.add(session, force, name, phone="13800001234", employer="某厂", remark=remark)
        for name, remark in (("李梅", "组长"), ("王强", ""))
    )
    persons.set_personal(session, mei, "李梅", "370830199001010028", "13800001234")
    roles.give(session, mei, Role.COORDINATOR, None)
    roles.give(session, wang, Role.LIAISON, force)
    roles.give(session, wang, Role.BUREAU, None)
    roles.end(session, wang, Role.BUREAU)
    for chat, person in ((71, mei), (72, wang)):
        invite = invites.issue(session, person, f"token {person}")
        accounts.invited(session, chat, invite)
        invites.close(session, invite, "used")
        accounts.join(session, chat, person)
        accounts.focus(session, chat, "draft", 1)
    one, two = (submitted(session, mei, force, n) for n in (1, 3))
    evidence.ready(session, 1, sha256(b"one"), sha256(b"thumbnail"), Seen())
    evidence.move(session, one.draft_id, 2, "plan")
    entries.move(session, one, "approve", by=wang, reason="材料齐全")
    audit.record(session, wang, "approve", f"entry:{one.id}")
    entries.move(session, two, "reject", by=wang, reason="看不清")
    audit.record(session, wang, "reject", f"entry:{two.id}")
    refused = entries.get(session, two.id)
    assert refused is not None
    entries.appeal(session, refused, "看得清")
    evidence.add(session, one.draft_id, "photos", sent(9), late=True)
    loose = drafts.add(session, mei, 71, "", {}).id
    evidence.add(session, loose, "unsorted", sent(11))
    for person, value in ((mei, 28), (wang, 20)):
        base_scores.give(session, person, QUARTER, value, "", wang)
    base_scores.give(session, mei, QUARTER, 27, "缺勤", wang)
    shown = exemplars.add(session, force, MONTH, wang, Story("好事", "经过", one.id, mei))
    exemplars.pick(session, shown, Fate.PROMOTED, wang)
    exemplars.add(session, force + 1, MONTH, wang)
    a_fault(session, mei, force, wang)
    an_alert(session, mei, force, wang)
    a_station(session, force, mei, wang)
    made = versions.begin(session, QUARTER, Source.LOCK, "", wang)
    versions.add(session, made.id, (reported(mei, force), reported(wang, force)))
    versions.stand(session, made.id)
    thrown_away = versions.begin(session, QUARTER, Source.RESTATEMENT, "改判", None)
    versions.add(session, thrown_away.id, [reported(mei, force)])
    versions.drop(session, thrown_away.id)
    people_come_and_go(session, force, mei, wang)
    for who, total in ((mei, 330), (wang, 310)):
        awards.give(session, 2026, who, 1, total, "", wang)
    awards.end(session, awards.standing(session, 2026)[0].id, wang, "有工作失误：S1")
    a_problem(session, mei, force, wang)
    a_training(session, force, mei, wang)
    a_placement(session, force, mei, wang)


def a_problem(session: Session, person: int, force: int, liaison: int) -> None:
    """A problem is put to the liaison, handed on, answered, not solved, answered again, ended."""
    raised = feedback.add(session, person, force, Kind.PROBLEM, Addressee.LIAISON)
    feedback.ask(session, raised, person, "工资专户怎么开")
    feedback.pass_on(session, raised.id, liaison)
    for say, by in ((feedback.answer, liaison), (feedback.ask, person), (feedback.answer, liaison)):
        known = feedback.get(session, raised.id)
        assert known is not None
        assert say(session, known, by, "银行")
    feedback.close(session, raised.id)
    other = feedback.add(session, person, force, Kind.ADVICE, Addressee.LIAISON)
    feedback.ask(session, other, person, "按街道排")
    feedback.take_back(session, other.id)


def a_station(session: Session, force: int, mei: int, wang: int) -> None:
    """A station that is kept by somebody on record, closed twice; and one kept by a name."""
    for n, (keeper_id, keeper) in enumerate(((mei, ""), (None, "孙悦")), 1):
        draft = drafts.add(session, wang, 72, "station", {"name": "城东服务站"})
        drafts.save(session, replace(draft, state="submitted"))
        station = stations.add(
            session, keeper, date(2024, 3, n), registered_by=wang, task_force_id=force,
            draft_id=draft.id, kind="station", name=f"城东服务站{n}", within="park",
            address="城东路12号", keeper_id=keeper_id,
        )  # fmt: skip
        audit.record(session, wang, "register station", f"station:{station}")
        known = stations.get(session, station)
        assert known is not None
        if n == 1:
            stations.close(session, station, date(2026, 11, 6), "场地到期", wang)
            stations.reopen(session, station, date(2026, 11, 8), wang)
            stations.close(session, station, date(2026, 11, 10), "合并", wang)
        assert stations.change(
            session, known, 1, keeper, known.opened, name=known.name, kind="studio",
            within="sector", address="城西路1号", draft_id=draft.id, keeper_id=keeper_id,
        )  # fmt: skip


def a_fault(session: Session, person: int, force: int, by: int) -> None:
    """A fault with a photo: registered, returned, registered anew, answered, confirmed by two."""
    draft = drafts.add(session, by, 72, "fault", {"account": "漏报"}, about_id=person)
    evidence.add(session, draft.id, "proof", sent(21))
    drafts.save(session, replace(draft, state="submitted"))
    columns = {
        "person_id": person,
        "task_force_id": force,
        "day": date(2026, 11, 6),
        "large": True,
        "registered_by": by,
        "answer_until": date(2026, 11, 30),
        "decided_by": None,
        "decided_at": None,
    }
    fault = faults.register(session, draft.id, None, draft.facts, state="registered", **columns)
    assert fault is not None
    audit.record(session, by, "register fault", f"fault:{fault.id}")
    faults.move(session, fault, FaultState.RETURNED, by, "日期不清")
    known = faults.get(session, fault.id)
    columns |= {"decided_by": by, "decided_at": session.now}
    again = faults.register(session, draft.id, known, draft.facts, state="seconding", **columns)
    assert again is not None
    faults.answer(session, again, "当天请假")
    audit.record(session, by, "return fault", f"fault:{fault.id}")
    faults.second(session, again, person)
    audit.record(session, person, "confirm fault", f"fault:{fault.id}")


def an_alert(session: Session, person: int, force: int, by: int) -> None:
    """An alert that was asked about twice, known, reported on and closed; and a plan."""
    draft = drafts.add(session, person, 71, "risk", {}, state="aside")
    alert = alerts.add(session, draft.id, person, force, "", drill=False)
    alerts.say(session, alert.id, "某厂聚集")
    alerts.ask_again(session, alert.id, 2)
    alerts.know(session, alert.id, by)
    notes.add(session, alert.id, by, "已到场")
    known = alerts.fresh(session, alert.id)
    alerts.end(session, known, AlertState.CLOSED, by, "已散")
    plans.write(session, force, plans.STEPS, by, "先报告")
    plans.write(session, force, plans.CHECKED, by)


def a_training(session: Session, force: int, mei: int, wang: int) -> None:
    """A training with a paper: one signs in, another is taken off again; changed, called off,
    restored and called off.
    """
    facts = {"theme": "劳动合同法", "place": "县局", "lecturer": "张教授"}
    draft = drafts.add(session, wang, 72, "training", facts)
    evidence.add(session, draft.id, "papers", sent(31))
    day = date(2026, 11, 6)
    made = trainings.set_down(session, draft.id, force, day, facts, wang)
    audit.record(session, wang, "set down training", f"training:{made.id}")
    trainings.change(session, made.id, date(2026, 11, 7), facts | {"place": "园区"})
    trainings.open_code(session, made, "code")
    attendance.note(session, made.id, [(mei, force)], How.CODE, mei)
    attendance.note(session, made.id, [(wang, force)], How.NAMES, wang)
    attendance.note(session, made.id, [(wang, force)], How.NAMES, wang, present=False)
    trainings.call_off(session, made.id, wang, "讲师有事")
    trainings.restore(session, made.id)
    trainings.call_off(session, made.id, wang, "另行安排")


def a_placement(session: Session, force: int, mei: int, wang: int) -> None:
    """A placement with a paper: changed, evaluated, called off and restored; and another that
    stays called off.
    """
    first, last = date(2026, 11, 2), date(2026, 11, 15)
    told = Told("县总工会", Level.COUNTY, Stage.FIRST, first, last)
    for n in (41, 42):
        draft = drafts.add(session, wang, 72, "placement", {"host": told.host}, about_id=mei)
        evidence.add(session, draft.id, "papers", sent(n))
        made = placements.set_down(session, draft.id, mei, force, told, wang)
        audit.record(session, wang, "arrange placement", f"placement:{made.id}")
        placements.change(session, made.id, replace(told, host="县法院"))
        placements.evaluate(session, made.id, Grade.GOOD, "肯学", wang)
        placements.call_off(session, made.id, wang, "走不开")
    placements.restore(session, 1)


def reported(person: int, force: int) -> Reported:
    who = {"name": "李梅", "kind": "", "employer": "某厂", "remark": ""}
    figures = dict.fromkeys(versions.FIGURES, 0) | {"base": 28, "publicity": 5, "total": 33}
    return Reported(person, force, person, who, figures, [[1001, "publicity", 5, ""]])


def on_behalf(session: Session) -> None:
    """X1003, which 王强 recorded for 李梅."""
    submitted(session, 1, task_forces.every(session)[0].id, 13, recorded_by=2)


def people_come_and_go(session: Session, force: int, mei: int, wang: int) -> None:
    """A deputy who is ended early, a move, and 没有变化 said twice."""
    named = deputies.add(session, force, mei, session.today, date(2099, 12, 5), wang)
    deputies.end(session, named)
    moves.add(session, mei, force + 1, force, wang)
    for _ in range(2):
        unchanged.say(session, force, QUARTER, wang)


def older_line(session: Session, number: int, after: bytes) -> tuple[str, bytes]:
    """An approval of X1001 as it was written down before lines were numbered and told of rows: the
    insert, and the hash that the next line is sealed to.
    """
    at, said = session.now.strftime("%Y-%m-%d %H:%M:%S.%f"), ["approve", "entry:1001", ""]
    link = json.dumps([session.now.isoformat(), 2, *said], ensure_ascii=False)
    sealed = session.vault.hash(after.hex() + link)
    return (
        "INSERT INTO audit (id, at, actor_id, act, subject, detail, hash) VALUES "
        f"({number}, '{at}', 2, 'approve', 'entry:1001', '', {blob(sealed)})"
    ), sealed
