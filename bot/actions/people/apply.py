"""Applying (申请加入): somebody unknown says who they are, and the task force takes them in or not
(三(三)).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.actions.people import join
from bot.errors import Forbidden, Refused, Stale
from bot.reports.roster_fields import read_name, read_phone
from bot.rules.columns import Column, read_columns
from bot.rules.kinds import Kind, read_kind
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name, Phone
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import accounts, applications, invites, moves, persons, roles, task_forces
from bot.storage.people.accounts import Account
from bot.storage.people.applications import Application
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.texts.people import applying as t
from bot.texts.times import moment_label

APPLY: Final = "apply"
A_DAY: Final = 3
"""How many applications a chat may begin in a day."""
AT_ONCE: Final = 20
"""How many may wait for one task force at a time: no more ever ring at its liaison."""
_LONGEST: Final = {Column.EDUCATION: 20, Column.EMPLOYER: 60, Column.YEARS: 20}


@dataclass(frozen=True, slots=True)
class Asked:
    """An application with the name of its task force, "" until one is chosen."""

    application: Application
    force: str

    @property
    def missing(self) -> list[Column]:
        return [column for column in Column if column.value not in self.application.facts]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the task force sees of an application: who in a ledger bears the name with the same
    phone (`known`, of the task force called `elsewhere` where that is another), whether they have
    an account, and how many namesakes have another phone.
    """

    application: Application
    force: str
    name: Name
    phone: Phone
    known: Person | None
    elsewhere: str
    has_account: bool
    namesakes: int

    @property
    def subject(self) -> Subject:
        """Whose account it becomes: somebody known, or a new one of that task force."""
        force = self.application.task_force_id
        if self.known is None:
            return Subject(task_force_id=force)
        return replace(self.known.subject, task_force_id=force)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who was taken in, the chats they used before, which have lost access, and whether they never
    had joined before.
    """

    actor: Actor
    force: str
    left: Sequence[int]
    is_first: bool


def begin(session: Session, account: Account) -> Asked:
    """申请加入: begin, or go on with what was begun. Raises Refused for who has joined, for who
    waits already, and after too many in a day.
    """
    if account.actor is not None:
        raise Stale(t.ALREADY_IN)
    found = applications.open_of(session, account.chat_id)
    if found is not None and found.state == "waiting":
        raise Refused(t.WAITS.format(force=_name(session, found.task_force_id)))
    if found is None:
        if applications.of_today(session, account.chat_id) >= A_DAY:
            raise Refused(t.TOO_MANY.format(n=A_DAY))
        accounts.met(session, account.chat_id)
        found = applications.begin(session, account.chat_id)
    accounts.focus(session, account.chat_id, APPLY, found.id)
    return _asked(session, found)


def choose(session: Session, account: Account, application_id: int, force_id: int) -> Asked:
    """Choose the task force; 0 to choose again. Raises Refused where too many wait already."""
    asked = _own(session, account, application_id)
    force = _name(session, force_id) if force_id else ""
    if force_id and not force:
        raise Refused(t.NO_FORCE)
    if force_id and len(applications.waiting(session, force_id)) >= AT_ONCE:
        raise Refused(t.FULL.format(force=force))
    return _kept(session, account, replace(asked.application, task_force_id=force_id or None))


def hear(session: Session, account: Account, text: str) -> Asked:
    """Take what was typed: an answer to what is asked, or several columns at once. Raises Refused,
    with an example, for the first that cannot be taken; then nothing of it is.
    """
    asked = _own(session, account, account.focus_id)
    if asked.application.task_force_id is None:
        raise Refused(t.WHICH_FORCE)
    known = frozenset(Column(key) for key in asked.application.facts)
    wanted = asked.missing[0] if asked.missing else Column.NAME
    said = {
        column: _read(column, value) for column, value in read_columns(text, wanted, known).items()
    }
    facts = {**asked.application.facts, **{column.value: value for column, value in said.items()}}
    return _kept(session, account, replace(asked.application, facts=facts))


def set_kind(session: Session, account: Account, application_id: int, nth: int) -> Asked:
    """Take the kind of coordinator that was pressed, by its place in the source."""
    asked = _own(session, account, application_id)
    kinds = list(Kind)
    if not 0 <= nth < len(kinds):
        raise Stale(t.GONE)
    facts = {**asked.application.facts, Column.KIND.value: kinds[nth].label}
    return _kept(session, account, replace(asked.application, facts=facts))


def drop(session: Session, account: Account) -> None:
    """取消: give up what the chat has begun. Raises Refused for what waits already."""
    found = applications.open_of(session, account.chat_id)
    if found is not None and found.state == "waiting":
        raise Refused(t.WAITS.format(force=_name(session, found.task_force_id)))
    if found is None:
        raise Stale(t.GONE)
    applications.drop(session, account.chat_id)
    accounts.focus(session, account.chat_id, None)


def submit(session: Session, account: Account, application_id: int) -> Asked:
    """提交: let it wait for the task force. Raises Refused while something is missing, and Stale,
    telling where it stands, when it was submitted before.
    """
    asked = _own(session, account, application_id)
    application = asked.application
    if application.task_force_id is None:
        raise Refused(t.WHICH_FORCE)
    if asked.missing:
        missing = "、".join(column.label for column in asked.missing)
        example = t.EXAMPLES[asked.missing[0].value]
        raise Refused(t.INCOMPLETE.format(missing=missing, example=example))
    if len(applications.waiting(session, application.task_force_id)) >= AT_ONCE:
        raise Refused(t.FULL.format(force=asked.force))
    applications.submit(session, application.id)
    accounts.focus(session, account.chat_id, None)
    return replace(asked, application=replace(application, state="waiting"))


def deciders(session: Session, application: Application) -> list[int]:
    """Return the chats of who decides: the liaison and whoever stands in for them; the bureau where
    none of them has joined, and on whoever says to be a liaison or an officer.
    """
    shown = seen(session, application)
    acting = roles.acting(session, application.task_force_id or 0)
    known = [] if shown.subject.is_above else _chats(session, acting)
    return known or _chats(session, roles.with_role(session, Role.BUREAU))


def look(session: Session, actor: Actor, application_id: int) -> Seen:
    """Return what waits, for who decides on it. Raises Forbidden for anybody else, and where only
    the bureau's word counts; Stale, saying what happened, when it waits no more.
    """
    application = applications.get(session, application_id)
    if application is None:
        raise Stale(t.GONE)
    if not may(actor, Act.ADMIT, Subject(task_force_id=application.task_force_id)):
        raise Forbidden(t.NOT_YOURS)
    if application.state != "waiting":
        raise Stale(since(session, application))
    shown = seen(session, application)
    if not may(actor, Act.ADMIT, shown.subject):
        raise Forbidden(t.BY_BUREAU.format(name=shown.name.full))
    return shown


def waiting(session: Session, task_force_id: int) -> list[Application]:
    """Return what waits for a task force's decision, oldest first."""
    return applications.waiting(session, task_force_id)


def admit(session: Session, actor: Actor, application_id: int) -> Admitted:
    """通过: take the person into the ledger, or into their own row where one of that name and phone
    stands in it, and let their account in. Raises Refused for somebody of another ledger.
    """
    shown = look(session, actor, application_id)
    application, force = shown.application, shown.application.task_force_id
    if shown.elsewhere:
        raise Refused(t.CANNOT_ADMIT.format(name=shown.name.full, force=shown.elsewhere))
    if accounts.load(session, application.chat_id).actor is not None:
        raise Stale(t.WITHDRAWN.format(name=shown.name.full))
    if not applications.decide(session, application.id, "taken", actor.person_id):
        raise Stale(t.GONE)
    person_id = _taken_in(session, shown, force or 0)
    applications.taken_as(session, application.id, person_id)
    applications.forget(session, application)
    invites.void(session, person_id)
    left = accounts.join(session, application.chat_id, person_id)
    accounts.focus(session, application.chat_id, None)
    is_first = not join.has_been_in(session, person_id)
    audit.record(
        session, actor.person_id, "admit", f"person:{person_id}", task_force=force,
        application=application.id, known=shown.known is not None,
    )  # fmt: skip
    joined = accounts.load(session, application.chat_id).actor
    if joined is None:
        raise LookupError(application.chat_id)
    return Admitted(joined, shown.force, left, is_first)


def refuse(session: Session, actor: Actor, application_id: int, nth: int) -> Seen:
    """驳回, with one of the ready reasons, which the applicant is told."""
    shown = look(session, actor, application_id)
    if not 0 <= nth < len(t.REASONS):
        raise Stale(t.GONE)
    reason = t.REASONS[nth]
    if not applications.decide(session, application_id, "refused", actor.person_id, reason):
        raise Stale(t.GONE)
    applications.forget(session, shown.application)
    audit.record(
        session, actor.person_id, "refuse application", f"application:{application_id}",
        reason=reason,
    )  # fmt: skip
    return replace(shown, application=replace(shown.application, reason=reason))


def since(session: Session, application: Application) -> str:
    """Say what became of an application, for whoever comes second."""
    name = application.facts.get(Column.NAME.value, "")
    if application.decided_by is None or application.decided_at is None:
        return t.WITHDRAWN.format(name=name)
    who = persons.get(session, application.decided_by).name
    at = moment_label(application.decided_at, session.today)
    how = t.HOW.get(application.state, "")
    return t.DECIDED.format(name=name, who=who, at=at, how=how)


def seen(session: Session, application: Application) -> Seen:
    """Return an application as the task force sees it."""
    name = Name(application.facts[Column.NAME.value])
    phone = Phone(application.facts[Column.PHONE.value])
    namesakes = [
        person
        for person in persons.ever_named(session, name.full)
        if person.task_force_id is not None
    ]
    same = [person for person in namesakes if person.phone.full == phone.full]
    same.sort(key=lambda p: (p.left, p.task_force_id != application.task_force_id, p.id))
    known = same[0] if same else None
    elsewhere = ""
    if known and not known.left and known.task_force_id != application.task_force_id:
        elsewhere = _name(session, known.task_force_id)
    return Seen(
        application,
        _name(session, application.task_force_id),
        name,
        phone,
        known,
        elsewhere,
        known is not None and accounts.chat_of(session, known.id) is not None,
        sum(not person.left for person in namesakes) - sum(not person.left for person in same),
    )


def _taken_in(session: Session, shown: Seen, force: int) -> int:
    """Return the person: the one known, back in the ledger if they had left, or a new one."""
    facts = shown.application.facts
    known = shown.known
    if known is None:
        plain = {key: facts[key] for key in ("kind", "education", "employer", "years")}
        person_id = persons.add(session, force, shown.name.full, phone=shown.phone.full, **plain)
    else:
        person_id = known.id
        if known.left:
            persons.come_back(session, known.id)
        if known.task_force_id != force and known.task_force_id is not None:
            persons.move(session, known, force)
            moves.add(session, known.id, known.task_force_id, force)
    roles.give(session, person_id, Role.COORDINATOR, None)
    return person_id


def _own(session: Session, account: Account, application_id: int | None) -> Asked:
    """Return what the chat is asked; raises Stale, saying where it stands, when that is over."""
    if account.actor is not None:
        raise Stale(t.ALREADY_IN)
    application = applications.get(session, application_id)
    if application is None or application.chat_id != account.chat_id:
        raise Stale(t.GONE)
    if application.state == "waiting":
        raise Stale(t.WAITS.format(force=_name(session, application.task_force_id)))
    if application.state != "asking":
        raise Stale(t.GONE)
    return _asked(session, application)


def _kept(session: Session, account: Account, application: Application) -> Asked:
    if not applications.save(session, application):
        raise Stale(t.GONE)
    accounts.focus(session, account.chat_id, APPLY, application.id)
    return _asked(session, application)


def _asked(session: Session, application: Application) -> Asked:
    return Asked(application, _name(session, application.task_force_id))


def _name(session: Session, task_force_id: int | None) -> str:
    return next((f.name for f in task_forces.every(session) if f.id == task_force_id), "")


def _chats(session: Session, people: Sequence[int]) -> list[int]:
    chats = (accounts.chat_of(session, who) for who in people)
    return [chat for chat in chats if chat is not None]


def _read(column: Column, value: str) -> str:
    """Check one column's value and return it as the ledger keeps it."""
    if column is Column.PHONE:
        return read_phone(value)
    if column is Column.KIND:
        return read_kind(value)[0].label
    if column is Column.NAME:
        name = read_name(value)
        inner = name.replace("·", "").replace("•", "").replace(" ", "")
        if not (2 <= len(name) <= 20 and inner.isalpha()):
            raise Refused(t.NAME_SHAPE)
        return name
    words, most, example = " ".join(value.split()), _LONGEST[column], t.EXAMPLES[column.value]
    if not any(character.isalnum() for character in words):
        raise Refused(t.TEXT_EMPTY.format(label=column.label, example=example))
    if len(words) > most:
        raise Refused(
            t.TEXT_LONG.format(label=column.label, n=len(words), most=most, example=example)
        )
    return words
