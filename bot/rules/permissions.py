"""Who may do what: the one place that authorises. What is not named here is not allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.rules.personal import Name
from bot.rules.roles import Role


class Act(StrEnum):
    """What is authorised."""

    REPORT = "report"
    REVIEW = "review"
    UNDO = "undo"
    SEE = "see"
    BASE_SCORE = "base_score"
    SUMMARY = "summary"
    VOUCH = "vouch"
    APPEAL = "appeal"
    OVERTURN = "overturn"
    EXEMPLAR = "exemplar"
    PICK = "pick"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone at their phone: who, and what they may be. `task_force_id` is that of their ledger
    or of which they are liaison; None for an officer.
    """

    person_id: int
    chat_id: int
    name: Name
    roles: frozenset[Role]
    task_force_id: int | None

    def is_(self, role: Role) -> bool:
        return role in self.roles


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about: whose it is, of which task force, and who is to decide on it;
    `withheld_from` is who may not, since it is their own rejection that was appealed against and
    another officer can hear it.
    """

    person_id: int | None = None
    task_force_id: int | None = None
    reviewer: str = ""
    decided_by: int | None = None
    withheld_from: int | None = None


def _own_task_force(actor: Actor, subject: Subject) -> bool:
    return (
        actor.is_(Role.LIAISON)
        and subject.task_force_id is not None
        and subject.task_force_id == actor.task_force_id
    )


def _may_review(actor: Actor, subject: Subject) -> bool:
    """Nobody their own; the liaison their task force's; the bureau any (requirements, 2), but an
    appeal against one's own rejection while another officer can hear it.
    """
    if actor.person_id in (subject.person_id, subject.withheld_from):
        return False
    if actor.is_(Role.BUREAU):
        return True
    return _own_task_force(actor, subject) and subject.reviewer == "liaison"


def _may_give_base_score(actor: Actor, subject: Subject) -> bool:
    """The liaison to their task force, but not to themselves; theirs comes from the bureau."""
    if subject.person_id == actor.person_id:
        return False
    return actor.is_(Role.BUREAU) or _own_task_force(actor, subject)


_RULES: Final[dict[Act, Callable[[Actor, Subject], bool]]] = {
    Act.REPORT: lambda actor, _: actor.is_(Role.COORDINATOR),
    Act.REVIEW: _may_review,
    Act.UNDO: lambda actor, subject: subject.decided_by == actor.person_id,
    Act.SEE: lambda actor, subject: (
        subject.person_id == actor.person_id
        or actor.is_(Role.BUREAU)
        or _own_task_force(actor, subject)
    ),
    Act.BASE_SCORE: _may_give_base_score,
    Act.VOUCH: lambda actor, subject: (
        subject.person_id != actor.person_id
        and (actor.is_(Role.BUREAU) or _own_task_force(actor, subject))
    ),
    Act.APPEAL: lambda actor, subject: subject.person_id == actor.person_id,
    Act.OVERTURN: lambda actor, subject: (
        actor.is_(Role.BUREAU) and subject.person_id != actor.person_id
    ),
    Act.EXEMPLAR: _own_task_force,
    Act.PICK: lambda actor, _: actor.is_(Role.BUREAU),
    Act.SUMMARY: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
}


def may(actor: Actor, act: Act, subject: Subject | None = None) -> bool:
    """Whether the actor may do it to the subject."""
    rule = _RULES.get(act)
    return rule is not None and rule(actor, subject or Subject())
