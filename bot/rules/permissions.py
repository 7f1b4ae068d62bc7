"""Who may do what: the one place that authorises. What is not named here is not allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.rules.personal import Name
from bot.rules.roles import Role


class Act(StrEnum):
    """What people may or may not do; `may` decides."""

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
    ARCHIVE = "archive"
    FAULT = "fault"
    ANSWER = "answer"
    CONFIRM = "confirm"
    GOLD = "gold"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, at their phone: who they are and what roles they have.

    `task_force_id` is the task force in whose ledger they are, or whose liaison they are; None for
    an officer.
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
    """What an act is about: whose it is, of which task force, and who decides or has decided.

    `reviewer` says whether an entry goes to the "liaison" or the "bureau"; `decided_by` is the
    person who took the decision. `withheld_from` is who may not decide: it is their own
    rejection that was appealed against, and another officer can hear it. `is_liaison` tells that
    the person is a liaison, whose faults are the bureau's to register.
    """

    person_id: int | None = None
    task_force_id: int | None = None
    reviewer: str = ""
    decided_by: int | None = None
    withheld_from: int | None = None
    is_liaison: bool = False


def _own_task_force(actor: Actor, subject: Subject) -> bool:
    return (
        actor.is_(Role.LIAISON)
        and subject.task_force_id is not None
        and subject.task_force_id == actor.task_force_id
    )


def _may_review(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may review an entry (requirements, 2).

    Nobody reviews their own, nor an appeal against their own rejection while another officer can
    hear it. The bureau reviews any other, a liaison those of their task force that do not have to
    go to the bureau.
    """
    if actor.person_id in (subject.person_id, subject.withheld_from):
        return False
    if actor.is_(Role.BUREAU):
        return True
    return _own_task_force(actor, subject) and subject.reviewer == "liaison"


def _may_give_base_score(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may give a base score.

    A liaison gives those of their task force, but never their own, which comes from the bureau.
    """
    if subject.person_id == actor.person_id:
        return False
    return actor.is_(Role.BUREAU) or _own_task_force(actor, subject)


def _may_register_fault(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may register a fault (requirements, 2).

    A liaison registers those of their task force, the bureau anybody's, a liaison's among them.
    Nobody registers their own.
    """
    if subject.person_id == actor.person_id:
        return False
    if actor.is_(Role.BUREAU):
        return True
    return _own_task_force(actor, subject) and not subject.is_liaison


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
    Act.ARCHIVE: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.FAULT: _may_register_fault,
    Act.ANSWER: lambda actor, subject: subject.person_id == actor.person_id,
    Act.CONFIRM: lambda actor, subject: (
        actor.is_(Role.BUREAU) and subject.person_id != actor.person_id
    ),
    Act.GOLD: lambda actor, _: actor.is_(Role.BUREAU),
    Act.SUMMARY: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
}


def may(actor: Actor, act: Act, subject: Subject | None = None) -> bool:
    """Whether the actor may do this to the subject. What has no rule is allowed to nobody."""
    rule = _RULES.get(act)
    return rule is not None and rule(actor, subject or Subject())
