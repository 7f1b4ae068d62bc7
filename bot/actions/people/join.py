"""Joining: whoever follows a link proves to be the person meant, agrees, and is in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import Forbidden, Refused
from bot.rules.halfwidth import halfwidth
from bot.rules.permissions import Act, Actor, may
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import accounts, applications, invites, persons, roles, task_forces
from bot.storage.people.accounts import Account
from bot.storage.people.invites import Invite
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.texts.people import joining as t

JOIN, AGREE = "join", "agree"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the invited person is shown: task force ("" for an officer), roles, the masked name; and
    whether the phone is still to be asked.
    """

    invite_id: int
    task_force: str
    roles: Sequence[Role]
    name: Name
    asks_phone: bool


@dataclass(frozen=True, slots=True)
class WrongPhone:
    """A wrong answer to the question for the phone. `left` is how many tries remain; at 0 the link
    is locked, and `liaison_chats` are the chats to tell.
    """

    left: int
    name: Name
    liaison_chats: Sequence[int] = ()


def follow(session: Session, chat_id: int, token: str) -> Invitation:
    """Open a link in a chat and return what it invites to. Raises Refused when it is no longer
    good.
    """
    invite = invites.find(session, token)
    if invite is None or not invite.is_good(session.now):
        raise Refused(t.LOCKED if invite and invite.state == "locked" else t.BAD_LINK)
    accounts.invited(session, chat_id, invite.id)
    invitation = _invitation(session, invite)
    accounts.focus(session, chat_id, JOIN if invitation.asks_phone else AGREE, invite.id)
    return invitation


def check_phone(session: Session, account: Account, said: str) -> Invitation | WrongPhone:
    """Check the last four digits of the phone on record; the third wrong answer locks the link.
    Raises Refused for anything but four digits.
    """
    digits = halfwidth(said).strip()
    if len(digits) != 4 or not digits.isdigit():
        raise Refused(t.NOT_FOUR_DIGITS)
    invite = _good(session, account)
    person = persons.get(session, invite.person_id)
    if person.phone.full.endswith(digits):
        accounts.focus(session, account.chat_id, AGREE, invite.id)
        return replace(_invitation(session, invite), asks_phone=False)
    left = invites.wrong(session, invite)
    if left > 0:
        return WrongPhone(left, person.name)
    accounts.focus(session, account.chat_id, None)
    audit.record(session, None, "link locked", f"person:{person.id}")
    return WrongPhone(0, person.name, _who_knows(session, person))


def ask_who_knows(session: Session, account: Account, invite_id: int) -> tuple[Name, Sequence[int]]:
    """Return who says that the number on record is wrong, and the chats of those who can confirm
    with one tap that it is them. Raises Refused when nobody can be asked.
    """
    if (account.focus, account.focus_id) != (JOIN, invite_id):
        raise Refused(t.BAD_LINK)
    person = persons.get(session, _good(session, account).person_id)
    chats = _who_knows(session, person)
    if not chats:
        raise Refused(t.NOBODY_TO_ASK)
    return person.name, chats


def vouch(session: Session, actor: Actor, invite_id: int, chat_id: int) -> Invitation:
    """Confirm, as one who knows the person, that a chat is theirs; the chat may then agree. Raises
    Forbidden for who may not confirm.
    """
    invite = invites.get(session, invite_id)
    account = accounts.load(session, chat_id)
    if invite is None or account.invite_id != invite_id or not invite.is_good(session.now):
        raise Refused(t.BAD_LINK)
    person = persons.get(session, invite.person_id)
    if not may(actor, Act.VOUCH, person.subject):
        raise Forbidden(t.NOT_YOURS_TO_CONFIRM)
    accounts.focus(session, chat_id, AGREE, invite_id)
    audit.record(session, actor.person_id, "vouch", f"person:{person.id}")
    return replace(_invitation(session, invite), asks_phone=False)


def _who_knows(session: Session, person: Person) -> Sequence[int]:
    """Return the chats of who can confirm a person: the liaison of their task force; for a liaison
    and for officers, the bureau.
    """
    force = None if person.subject.is_above else person.task_force_id
    known = [who for who in roles.acting(session, force) if who != person.id] if force else []
    known = known or [who for who in roles.with_role(session, Role.BUREAU) if who != person.id]
    chats = (accounts.chat_of(session, who) for who in known)
    return [chat for chat in chats if chat is not None]


@dataclass(frozen=True, slots=True)
class Joined:
    """Who has just joined, the chats they used before, which have lost access, and whether they
    never had joined before.
    """

    actor: Actor
    left: Sequence[int] = ()
    is_first: bool = False


def agree(session: Session, account: Account, invite_id: int) -> Joined | None:
    """同意并加入: let the person in. Pressed twice it does the same; None for a button that is
    somebody else's.
    """
    if account.actor is not None:
        return Joined(account.actor)
    invite = invites.get(session, invite_id)
    if invite is None or (account.focus, account.focus_id) != (AGREE, invite_id):
        return None
    if not invite.is_good(session.now):
        raise Refused(t.BAD_LINK)
    invites.close(session, invite_id, "used")
    applications.drop(session, account.chat_id)
    left = accounts.join(session, account.chat_id, invite.person_id)
    accounts.focus(session, account.chat_id, None)
    about = f"person:{invite.person_id}"
    is_first = not has_been_in(session, invite.person_id)
    audit.record(session, invite.person_id, "join", about)
    actor = accounts.load(session, account.chat_id).actor
    return None if actor is None else Joined(actor, left, is_first)


def has_been_in(session: Session, person_id: int) -> bool:
    """Whether somebody had joined before, by a link or as one who applied."""
    history = audit.history(session, f"person:{person_id}")
    return any(act in {"join", "admit"} for _, _, act, _ in history)


def decline(session: Session, account: Account, invite_id: int) -> bool:
    """不是我: make the link void, as it has reached the wrong person. Returns False for a button
    that is somebody else's.
    """
    if account.invite_id != invite_id or account.actor is not None:
        return False
    invites.close(session, invite_id, "void")
    accounts.focus(session, account.chat_id, None)
    return True


def _good(session: Session, account: Account) -> Invite:
    invite = invites.get(session, account.invite_id)
    if invite is None or not invite.is_good(session.now):
        raise Refused(t.BAD_LINK)
    return invite


def _invitation(session: Session, invite: Invite) -> Invitation:
    person = persons.get(session, invite.person_id)
    forces = {force.id: force.name for force in task_forces.every(session)}
    roles = [role for role in Role if role in person.roles]
    return Invitation(
        invite.id,
        forces.get(person.task_force_id or 0, ""),
        roles,
        person.name,
        bool(person.phone),
    )
