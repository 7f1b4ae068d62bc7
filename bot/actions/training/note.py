"""点名: who was at a training, in one message of names; read, echoed, and written down when that is
confirmed. A second message adds to the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.actions.training.trainings import check_stands, force_of, own
from bot.errors import Refused, Stale
from bot.rules.attendance import Doubt, read
from bot.rules.names import Names
from bot.rules.permissions import Actor
from bot.rules.trainings import How
from bot.storage import audit
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.training import attendance
from bot.storage.training.trainings import Training
from bot.storage.work import drafts
from bot.storage.work.drafts import Draft
from bot.texts.times import day_label
from bot.texts.training import attendance as t

NAMES: Final = "attendance"
"""What a chat is in the middle of while names are to be typed; also the form of its draft."""
_MOST: Final = 4000
_MOST_UNKNOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the ledger that a training is for."""

    name: str
    task_force_id: int | None


@dataclass(frozen=True, slots=True)
class Echo:
    """What was understood so far of the names of a training: who is to be noted as `there`, who
    struck out, who was noted `before`, who is `unknown` and why; `doubt` is a name of several
    people that has to be settled first. `ledger` has the names.
    """

    asked: Draft
    training: Training
    there: Sequence[int]
    struck: Sequence[int]
    before: Sequence[int]
    not_noted: Sequence[int]
    unknown: Sequence[str]
    twice: Sequence[str]
    doubt: Doubt | None
    ledger: Mapping[int, Listed]

    def names(self, people: Sequence[int]) -> list[str]:
        return [self.ledger[who].name for who in people if who in self.ledger]


@dataclass(frozen=True, slots=True)
class Noted:
    """What confirming came to: how many were noted and struck out, how many were there in all."""

    training: Training
    noted: int
    struck: int
    total: int


def ask(session: Session, actor: Actor, training_id: int) -> Training:
    """点名: ask for names; the next text typed holds them. Raises Refused before the day of the
    training.
    """
    training = _notable(session, actor, training_id)
    facts = {"training": training.id}
    draft = drafts.add(session, actor.person_id, actor.chat_id, NAMES, facts, state="aside")
    accounts.focus(session, actor.chat_id, NAMES, draft.id)
    return training


def say(session: Session, actor: Actor, draft_id: int | None, typed: str) -> Echo:
    """Read a message of names, together with those before it that are not confirmed yet. Raises
    Refused for one without any.
    """
    asked = conversation(session, actor, draft_id)
    training = _notable(session, actor, int(asked.facts["training"]))
    if not typed.strip():
        raise Refused(t.EMPTY)
    if len(typed) > _MOST:
        raise Refused(t.LONG.format(most=_MOST))
    ledger = _ledger(session, training)
    if not ledger:
        raise Refused(t.EMPTY_LEDGER)
    reading = read(typed, [(who, one.name) for who, one in ledger.items()])
    facts = _open_facts(asked)
    there = [*facts["there"], *reading.there]
    absent = [who for who in facts["absent"] if who not in reading.there] + [*reading.absent]
    unknown = [_why(session, training, name, ledger) for name in reading.unknown]
    facts |= {
        "there": _once(who for who in there if who not in reading.absent),
        "absent": _once(absent),
        "doubts": [
            *facts["doubts"],
            *([d.name, [*d.candidates], d.is_absent] for d in reading.doubts),
        ],
        "unknown": _once([*facts["unknown"], *unknown]),
        "twice": _once([*facts["twice"], *reading.twice]),
    }
    if not (facts["there"] or facts["absent"] or facts["doubts"] or facts["unknown"]):
        raise Refused(t.EMPTY)
    return _echo(session, training, drafts.save(session, replace(asked, facts=facts)), ledger)


def settle(session: Session, actor: Actor, draft_id: int, person_id: int) -> Echo:
    """Take the button that says who of several namesakes is meant; 0 for all of them."""
    asked = conversation(session, actor, draft_id)
    training = _notable(session, actor, int(asked.facts["training"]))
    ledger, facts = _ledger(session, training), _open_facts(asked)
    if not facts["doubts"]:
        raise Stale(t.STALE)
    (_, candidates, is_absent), *rest = facts["doubts"]
    if person_id and person_id not in candidates:
        raise Stale(t.STALE)
    meant = [person_id] if person_id else candidates
    key, other = ("absent", "there") if is_absent else ("there", "absent")
    facts |= {
        key: _once([*facts[key], *meant]),
        other: [who for who in facts[other] if who not in meant],
        "doubts": rest,
    }
    return _echo(session, training, drafts.save(session, replace(asked, facts=facts)), ledger)


def confirm(session: Session, actor: Actor, draft_id: int) -> Noted:
    """确认: write down what was echoed. Pressed twice it does the same. Raises Stale while a name
    is in doubt.
    """
    asked = conversation(session, actor, draft_id)
    training = own(session, actor, int(asked.facts["training"]))
    if "done" in asked.facts:
        noted, struck = asked.facts["done"]
        return _noted(session, training, noted, struck)
    training = _notable(session, actor, training.id)
    ledger = _ledger(session, training)
    echo = _echo(session, training, asked, ledger)
    if echo.doubt is not None or not (echo.there or echo.struck):
        raise Stale(t.STALE)
    present = {each.person_id: each for each in attendance.of_training(session, training.id)}
    there = [(who, ledger[who].task_force_id) for who in echo.there]
    struck = [(who, present[who].task_force_id) for who in echo.struck]
    by = actor.person_id
    attendance.note(session, training.id, there, How.NAMES, by)
    attendance.note(session, training.id, struck, How.NAMES, by, present=False)
    done = [len(there), len(struck)]
    drafts.save(session, replace(asked, facts={**asked.facts, "done": done}))
    _leave(session, actor, asked)
    audit.record(
        session, by, "note attendance", f"training:{training.id}", there=done[0], struck=done[1]
    )
    return _noted(session, training, *done)


def cancel(session: Session, actor: Actor, draft_id: int) -> Training:
    """取消: nothing is written down, and names are asked for no more."""
    asked = conversation(session, actor, draft_id)
    training = own(session, actor, int(asked.facts["training"]))
    _leave(session, actor, asked)
    return training


def leave_it(session: Session, actor: Actor, training_id: int) -> None:
    """返回: names of the training are asked for no more."""
    account = accounts.load(session, actor.chat_id)
    asked = drafts.get(session, account.focus_id or 0) if account.focus == NAMES else None
    if asked is not None and asked.facts["training"] == training_id:
        accounts.focus(session, actor.chat_id, None)


def conversation(session: Session, actor: Actor, draft_id: int | None) -> Draft:
    """Return what was asked. Raises Stale when that is another's."""
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != NAMES:
        raise Stale(t.GONE)
    return draft


def _notable(session: Session, actor: Actor, training_id: int) -> Training:
    """Return a training of the actor's at which people may be noted. Raises Refused for one to
    come.
    """
    training = own(session, actor, training_id)
    check_stands(session, training)
    if training.day > session.today:
        day = day_label(training.day, session.today)
        raise Refused(t.FUTURE.format(number=training.number, day=day))
    return training


def _ledger(session: Session, training: Training) -> dict[int, Listed]:
    people = persons.listed(session, training.task_force_id)
    return {each.id: Listed(each.name, each.task_force_id) for each in people}


def _open_facts(asked: Draft) -> dict[str, Any]:
    if "done" in asked.facts:
        raise Stale(t.GONE)
    empty: dict[str, Any] = {key: [] for key in ("there", "absent", "doubts", "unknown", "twice")}
    return {**empty, **asked.facts}


def _echo(session: Session, training: Training, asked: Draft, ledger: Mapping[int, Listed]) -> Echo:
    facts = _open_facts(asked)
    present = {each.person_id for each in attendance.of_training(session, training.id)}
    there = [who for who in facts["there"] if who in ledger]
    absent = [who for who in facts["absent"] if who in ledger or who in present]
    doubt = Doubt(facts["doubts"][0][0], tuple(facts["doubts"][0][1]), facts["doubts"][0][2]) \
        if facts["doubts"] else None  # fmt: skip
    return Echo(
        asked,
        training,
        [who for who in there if who not in present],
        [who for who in absent if who in present],
        [who for who in there if who in present],
        [who for who in absent if who not in present],
        facts["unknown"],
        facts["twice"],
        doubt,
        ledger,
    )


def _why(session: Session, training: Training, name: str, ledger: Mapping[int, Listed]) -> str:
    """Say why a name is not noted: another task force's, gone, in no ledger, nobody's."""
    bearers = persons.ever_named(session, name)
    here = [person for person in bearers if not person.left]
    shown = name[:20]
    elsewhere = next((p for p in here if p.task_force_id is not None), None)
    if elsewhere is not None and elsewhere.task_force_id != training.task_force_id:
        force = force_of(session, elsewhere.task_force_id)
        return t.UNKNOWN_ELSEWHERE.format(name=shown, force=force.name if force else "")
    if here:
        return t.UNKNOWN_OFFICER.format(name=shown)
    if bearers:
        return t.UNKNOWN_LEFT.format(name=shown)
    near = Names([(who, one.name) for who, one in ledger.items()]).nearest(name)
    said = t.UNKNOWN_NEAR if near else t.UNKNOWN_NOBODY
    return said.format(name=shown, near=near)


def _once(items: Any) -> list[Any]:
    return list(dict.fromkeys(items))


def _leave(session: Session, actor: Actor, asked: Draft) -> None:
    account = accounts.load(session, actor.chat_id)
    if (account.focus, account.focus_id) == (NAMES, asked.id):
        accounts.focus(session, actor.chat_id, None)


def _noted(session: Session, training: Training, noted: int, struck: int) -> Noted:
    total = len(attendance.of_training(session, training.id))
    return Noted(training, noted, struck, total)
