"""签到码: a code on a screen, by which whoever is there signs in on the day of the training."""

from dataclasses import dataclass
from typing import Final

from bot.actions.training.trainings import check_stands, own
from bot.actions.training.trainings import whose as whose_is
from bot.errors import Forbidden, Refused, Stale
from bot.rules.permissions import Act, Actor, may
from bot.rules.trainings import How
from bot.storage import audit
from bot.storage.session import Session
from bot.storage.training import attendance, trainings
from bot.storage.training.trainings import Training
from bot.texts.times import day_label
from bot.texts.training import attendance as t

BEGINS: Final = "signin-"
"""How the link of a code begins, to tell it from an invitation's; 16 characters follow."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A training into which somebody may sign in: whose it is, and whether they have."""

    training: Training
    whose: str
    is_there: bool


def check(session: Session, actor: Actor, training_id: int) -> Training:
    """Return a training of the actor's for which a code may be shown: only on its day. Raises
    Refused on any other.
    """
    training = own(session, actor, training_id)
    check_stands(session, training)
    if training.day != session.today:
        said = t.NOT_YET if training.day > session.today else t.NOT_TODAY
        day = day_label(training.day, session.today)
        raise Refused(said.format(number=training.number, day=day))
    return training


def open_code(session: Session, actor: Actor, training_id: int, *, anew: bool) -> Training:
    """Let people sign in by the code that is open, so that it may be shown on several screens;
    without one, or `anew`, by another and by no earlier one.
    """
    training = check(session, actor, training_id)
    is_open, following = trainings.codes(session, training)
    if is_open and not anew:
        return training
    if not trainings.open_code(session, training, following):
        raise Stale(t.BAD_CODE)
    audit.record(session, actor.person_id, "open sign-in", f"training:{training.id}")
    return trainings.get(session, training.id) or training


def code(session: Session, training_id: int) -> str:
    """Return the code of a training that is open, "" without one. The caller has authorised."""
    training = trainings.get(session, training_id)
    return "" if training is None else trainings.codes(session, training)[0]


def close_code(session: Session, actor: Actor, training_id: int) -> tuple[Training, int]:
    """关闭签到码: nobody signs in any more; return how many were there. Pressed twice the same."""
    training = own(session, actor, training_id)
    if training.code_until is not None:
        trainings.close_code(session, training.id)
        audit.record(session, actor.person_id, "close sign-in", f"training:{training.id}")
    closed = trainings.get(session, training.id) or training
    return closed, len(attendance.of_training(session, training.id))


def follow(session: Session, actor: Actor, code: str) -> Signing:
    """Return the training that a scanned code is of. Raises Refused for a code that is not good any
    more, Forbidden for who is not meant by the training.
    """
    training = trainings.of_code(session, code)
    if training is None or not training.stands or training.code_until is None:
        raise Refused(t.BAD_CODE)
    if session.now >= training.code_until:
        raise Refused(t.TOO_LATE.format(day=day_label(training.day, session.today)))
    force = whose_is(session, training.task_force_id)
    if not may(actor, Act.ATTEND, training.subject):
        nowhere = actor.task_force_id is None
        raise Forbidden(t.NO_LEDGER if nowhere else t.ELSEWHERE.format(whose=force))
    present = attendance.of_training(session, training.id)
    return Signing(training, force, any(p.person_id == actor.person_id for p in present))


def sign(session: Session, actor: Actor, code: str) -> tuple[Signing, bool]:
    """签到: note that the actor is there; return it, and whether this tap did it. Raises like
    `follow`.
    """
    signing = follow(session, actor, code)
    if signing.is_there:
        return signing, False
    training = signing.training
    people = [(actor.person_id, actor.task_force_id)]
    attendance.note(session, training.id, people, How.CODE, actor.person_id)
    audit.record(session, actor.person_id, "sign in", f"training:{training.id}")
    return Signing(training, signing.whose, is_there=True), True
