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
    BEHALF = "behalf"
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
    LEDGER = "ledger"
    ARCHIVE = "archive"
    FAULT = "fault"
    ANSWER = "answer"
    CONFIRM = "confirm"
    LOCK = "lock"
    ADMIT = "admit"
    ROSTER = "roster"
    INVITE = "invite"
    TAKE_OUT = "take_out"
    MOVE = "move"
    APPOINT = "appoint"
    GOLD = "gold"
    PACK = "pack"
    URGE = "urge"
    RAISE = "raise"
    HEAR = "hear"
    REPLY = "reply"
    BURDEN = "burden"
    ALERT = "alert"
    DRILL = "drill"
    FOLLOW = "follow"
    KNOW = "know"
    CLOSE = "close"
    PLAN = "plan"
    TRAINING = "training"
    ATTEND = "attend"
    PLACEMENT = "placement"
    EVALUATE = "evaluate"
    STATION = "station"
    LOOK_UP = "look_up"
    CONTACT = "contact"


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
        """Whether the actor may do what goes with a role: a deputy may do what the liaison may."""
        return role in self.roles or (role is Role.LIAISON and Role.DEPUTY in self.roles)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about: whose it is, of which task force, and who decides or has decided.

    `reviewer` says whether an entry goes to the "liaison" or the "bureau"; `decided_by` is the
    person who took the decision. `withheld_from` is who may not decide: it is their own
    rejection that was appealed against, and another officer can hear it. `recorded_by` is the
    liaison who recorded the work on the person's behalf, `handed_to` who goes on with it since they
    have left. `is_liaison` tells that the person is a
    task force's liaison, `is_officer` that they are of the bureau or an administrator.
    """

    person_id: int | None = None
    task_force_id: int | None = None
    reviewer: str = ""
    decided_by: int | None = None
    withheld_from: int | None = None
    recorded_by: int | None = None
    is_liaison: bool = False
    is_officer: bool = False
    handed_to: int | None = None

    @property
    def author_id(self) -> int | None:
        """Who goes on with the work, and may appeal: the person, or who recorded it for them."""
        return self.handed_to or self.recorded_by or self.person_id

    @property
    def is_above(self) -> bool:
        """Whether the person may do more than others of a ledger: a liaison, or an officer."""
        return self.is_liaison or self.is_officer


def _own_task_force(actor: Actor, subject: Subject) -> bool:
    return (
        actor.is_(Role.LIAISON)
        and subject.task_force_id is not None
        and subject.task_force_id == actor.task_force_id
    )


def _may_review(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may review an entry (requirements, 2).

    Nobody reviews their own, nor what they recorded for others, nor an appeal against their own
    rejection while another officer can hear it. The bureau reviews any other, a liaison those of
    their task force that do not have to go to the bureau.
    """
    if actor.person_id in (subject.person_id, subject.recorded_by, subject.withheld_from):
        return False
    if actor.is_(Role.BUREAU):
        return True
    return _own_task_force(actor, subject) and subject.reviewer == "liaison"


def _may_give_base_score(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may give a base score.

    A liaison gives those of their task force, but never their own, which comes from the bureau, as
    it does while a deputy stands in.
    """
    if subject.person_id == actor.person_id:
        return False
    return actor.is_(Role.BUREAU) or (_own_task_force(actor, subject) and not subject.is_liaison)


def _keeps_ledger(actor: Actor, subject: Subject) -> bool:
    """Whether the actor keeps the ledger that the subject is in (三(三))."""
    return subject.task_force_id is not None and (
        actor.is_(Role.BUREAU) or _own_task_force(actor, subject)
    )


def _is_known_to(actor: Actor, subject: Subject) -> bool:
    """Whether the actor's word is enough that an account is the subject's. Who lets somebody in
    could be let in as them: so a ledger is no way to what its liaison or an officer may do.
    """
    if actor.is_(Role.BUREAU):
        return True
    return _own_task_force(actor, subject) and not subject.is_above


def _may_invite(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may issue somebody's link, which whoever holds it can follow; everybody
    who keeps a ledger their own.
    """
    is_own = subject.person_id == actor.person_id
    return _keeps_ledger(actor, subject) and (is_own or _is_known_to(actor, subject))


def _may_take_out(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may take somebody out of a ledger: nobody themselves, nor a liaison, whose
    task force must not be without one (三(一)).
    """
    is_other = subject.person_id != actor.person_id and not subject.is_liaison
    return is_other and _keeps_ledger(actor, subject)


def _may_appoint(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may say who is a task force's liaison or stands in for them: the bureau,
    and the liaison themselves, but no deputy.
    """
    if Role.LIAISON in actor.roles:
        return _keeps_ledger(actor, subject)
    return actor.is_(Role.BUREAU) and subject.task_force_id is not None


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


def _may_raise(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may put a problem or advice to somebody (四(二)(三)): whoever is in a
    ledger, a liaison to the bureau only.
    """
    if actor.task_force_id is None:
        return False
    if actor.is_(Role.LIAISON):
        return subject.reviewer == "bureau"
    return actor.is_(Role.COORDINATOR)


def _may_reply(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may answer feedback: whom it was put to, never whoever asked. What was put
    to the bureau no liaison ever sees.
    """
    if subject.person_id == actor.person_id:
        return False
    if subject.reviewer == "bureau":
        return actor.is_(Role.BUREAU)
    return subject.reviewer == "liaison" and _own_task_force(actor, subject)


def _answers_alert(actor: Actor, subject: Subject) -> bool:
    """Whether the actor is among those whom an alert is for: the task force's liaison, the bureau,
    and the administrators, who are asked when nobody else answers (§7.4).
    """
    return actor.is_(Role.BUREAU) or actor.is_(Role.ADMIN) or _own_task_force(actor, subject)


def _may_attend(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may sign in to a training: who is in the ledger of its task force, or in
    any where it is the whole county's.
    """
    return actor.task_force_id is not None and subject.task_force_id in (None, actor.task_force_id)


def _may_have_contact(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may have the telephone number of who does a task force's liaison's work: a
    coordinator of their own task force's, liaisons and the bureau of all.
    """
    if not subject.is_liaison:
        return False
    if actor.is_(Role.BUREAU) or actor.is_(Role.LIAISON):
        return True
    is_own = subject.task_force_id is not None and subject.task_force_id == actor.task_force_id
    return actor.is_(Role.COORDINATOR) and is_own


_RULES: Final[dict[Act, Callable[[Actor, Subject], bool]]] = {
    Act.REPORT: lambda actor, _: actor.is_(Role.COORDINATOR),
    Act.BEHALF: lambda actor, subject: (
        subject.person_id != actor.person_id and _own_task_force(actor, subject)
    ),
    Act.REVIEW: _may_review,
    Act.UNDO: lambda actor, subject: subject.decided_by == actor.person_id,
    Act.SEE: lambda actor, subject: (
        actor.person_id in (subject.person_id, subject.recorded_by)
        or actor.is_(Role.BUREAU)
        or _own_task_force(actor, subject)
    ),
    Act.BASE_SCORE: _may_give_base_score,
    Act.VOUCH: lambda actor, subject: (
        subject.person_id != actor.person_id and _is_known_to(actor, subject)
    ),
    Act.APPEAL: lambda actor, subject: subject.author_id == actor.person_id,
    Act.OVERTURN: lambda actor, subject: (
        actor.is_(Role.BUREAU) and actor.person_id not in (subject.person_id, subject.recorded_by)
    ),
    Act.EXEMPLAR: _own_task_force,
    Act.PICK: lambda actor, _: actor.is_(Role.BUREAU),
    Act.LEDGER: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.ARCHIVE: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.FAULT: _may_register_fault,
    Act.ANSWER: lambda actor, subject: subject.person_id == actor.person_id,
    Act.CONFIRM: lambda actor, subject: (
        actor.is_(Role.BUREAU) and subject.person_id != actor.person_id
    ),
    Act.LOCK: lambda actor, _: actor.is_(Role.BUREAU),
    Act.ADMIT: lambda actor, subject: (
        _keeps_ledger(actor, subject) and _is_known_to(actor, subject)
    ),
    Act.ROSTER: _keeps_ledger,
    Act.INVITE: _may_invite,
    Act.TAKE_OUT: _may_take_out,
    Act.MOVE: lambda actor, subject: actor.is_(Role.BUREAU) and not subject.is_liaison,
    Act.APPOINT: _may_appoint,
    Act.GOLD: lambda actor, _: actor.is_(Role.BUREAU),
    Act.PACK: lambda actor, _: actor.is_(Role.BUREAU),
    Act.URGE: lambda actor, _: actor.is_(Role.BUREAU),
    Act.RAISE: _may_raise,
    Act.HEAR: lambda actor, subject: (
        subject.person_id == actor.person_id or _may_reply(actor, subject)
    ),
    Act.REPLY: _may_reply,
    Act.BURDEN: lambda actor, _: actor.is_(Role.BUREAU),
    Act.TRAINING: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.ATTEND: _may_attend,
    Act.PLACEMENT: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.EVALUATE: _may_give_base_score,  # it comes from whoever gives that
    Act.STATION: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.LOOK_UP: lambda actor, _: bool(actor.roles),
    Act.CONTACT: _may_have_contact,
    Act.SUMMARY: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
    Act.ALERT: lambda actor, _: bool(actor.roles),
    Act.DRILL: lambda actor, _: actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU),
    Act.FOLLOW: lambda actor, subject: (
        subject.person_id == actor.person_id or _answers_alert(actor, subject)
    ),
    Act.KNOW: lambda actor, subject: (
        subject.person_id != actor.person_id and _answers_alert(actor, subject)
    ),
    Act.CLOSE: _answers_alert,
    Act.PLAN: lambda actor, subject: actor.is_(Role.BUREAU) or _own_task_force(actor, subject),
}


def may(actor: Actor, act: Act, subject: Subject | None = None) -> bool:
    """Whether the actor may do this to the subject. What has no rule is allowed to nobody."""
    rule = _RULES.get(act)
    return rule is not None and rule(actor, subject or Subject())
