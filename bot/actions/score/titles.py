"""Titles of gold that were given: who has one, taking one away, and giving it back (三(五))."""

from dataclasses import dataclass
from typing import Final

from bot.actions.score.gold import authorise
from bot.actions.work.card import ASIDE
from bot.errors import Refused, Stale
from bot.rules.awards import is_for_faults
from bot.rules.faults import bars, number
from bot.rules.permissions import Actor
from bot.rules.roles import Role
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.score import awards, faults
from bot.storage.score.awards import Award
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.score import gold as t
from bot.texts.times import moment_label

WHY: Final = "gold ended"
"""What a chat is in the middle of while the reason is to be typed for which a title ends."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title with whose it is. `against` says why it may not stand any longer, "" for nothing."""

    award: Award
    person: Person
    task_force: str
    against: str


def of_year(session: Session, actor: Actor, year: int) -> list[Title]:
    """Return every title of a year, those that stand first."""
    authorise(actor)
    known = awards.of_year(session, year)
    known.sort(key=lambda award: (not award.stands, award.rank, award.id))
    return [_title(session, award) for award in known]


def standing(session: Session, actor: Actor, award_id: int) -> Title:
    """Return a title that stands. Raises Stale, saying how it ended, for one that does not."""
    authorise(actor)
    award = awards.get(session, award_id)
    if award is None:
        raise Stale(t.GONE)
    if not award.stands:
        raise Stale(how_ended(session, award))
    return _title(session, award)


def ask_why(session: Session, actor: Actor, award_id: int) -> Title:
    """取消金牌 by hand: the next text typed is the reason. Raises Stale when it has ended."""
    title = standing(session, actor, award_id)
    facts = {"award": award_id}
    draft = drafts.add(session, actor.person_id, actor.chat_id, WHY, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, WHY, draft.id)
    return title


def leave_it(session: Session, actor: Actor) -> None:
    """返回: end the question for a reason; the title stands."""
    authorise(actor)
    if accounts.load(session, actor.chat_id).focus == WHY:
        accounts.focus(session, actor.chat_id, None)


def give_reason(session: Session, actor: Actor, draft_id: int | None, typed: str) -> Title:
    """Take a title away for the reason that was typed. Raises Refused for none and for an essay,
    Stale when it has ended meanwhile.
    """
    asked = None if draft_id is None else drafts.get(session, draft_id)
    if asked is None or asked.person_id != actor.person_id or asked.form != WHY:
        raise Stale(t.GONE)
    title = standing(session, actor, int(asked.facts["award"]))
    reason = read_words(typed, t.WHY_EMPTY, t.WHY_LONG)
    accounts.focus(session, actor.chat_id, None)
    return _end(session, actor, title, reason)


def end_for_faults(session: Session, actor: Actor, award_id: int) -> Title:
    """取消金牌 for the faults of that year, which are the reason. Raises Stale where none is
    confirmed (any more), or the title has ended.
    """
    title = standing(session, actor, award_id)
    if not title.against:
        raise Stale(t.NOTHING_AGAINST.format(name=title.person.name.full, year=title.award.year))
    return _end(session, actor, title, title.against)


def give_back(session: Session, actor: Actor, award_id: int, fault_id: int) -> Title:
    """恢复金牌: give a title again that was taken away for a fault that is withdrawn. Raises Stale
    when it stands or a fault bars it, Refused for who has left.
    """
    authorise(actor)
    award = awards.get(session, award_id)
    if award is None or award.stands or not is_for_faults(award.why_ended):
        raise Stale(t.GONE)
    title = _title(session, award)
    name = title.person.name.full
    if title.person.left:
        raise Refused(t.HAS_LEFT.format(name=name))
    if title.against:
        raise Stale(t.IS_BARRED.format(name=name, why=title.against))
    last = awards.of_person(session, award.person_id, award.year)
    if last is not None and last.stands:
        raise Stale(t.STANDS.format(name=name, year=award.year))
    reason = t.GIVEN_BACK_FOR.format(number=number(fault_id))
    place = award.rank, award.total
    awards.give(session, award.year, award.person_id, *place, reason, actor.person_id)
    given = awards.of_person(session, award.person_id, award.year)
    if given is None:
        raise RuntimeError("a title that was given is not there")
    audit.record(
        session, actor.person_id, "give back award", f"award:{given.id}", instead_of=award.id
    )
    return _title(session, given)


def lost_by(session: Session, fault: Fault) -> Award | None:
    """Return the title that stands though this fault bars it; None without one."""
    award = awards.of_person(session, fault.person_id, fault.day.year)
    return award if award is not None and award.stands else None


def free_again(session: Session, fault: Fault) -> Award | None:
    """Return the title that was taken away for faults, of which this one was withdrawn last, where
    nothing bars the person any more; None otherwise.
    """
    award = awards.of_person(session, fault.person_id, fault.day.year)
    if award is None or award.stands or not is_for_faults(award.why_ended):
        return None
    is_barred = faults.of_year(session, fault.person_id, fault.day.year)
    has_left = persons.get(session, fault.person_id).left
    return None if is_barred or has_left else award


def title_of(session: Session, award: Award) -> Title:
    return _title(session, award)


def how_ended(session: Session, award: Award) -> str:
    """Say who took a title away when and why, for whoever comes second."""
    by = "" if award.ended_by is None else str(persons.get(session, award.ended_by).name)
    at = moment_label(award.ended_at, session.today) if award.ended_at else ""
    name = persons.get(session, award.person_id).name.full
    return t.ENDED.format(name=name, year=award.year, who=by, at=at, why=award.why_ended)


def officers(session: Session) -> list[int]:
    """Return the chats of the officers who have joined."""
    chats = (accounts.chat_of(session, who) for who in roles.with_role(session, Role.BUREAU))
    return [chat for chat in chats if chat is not None]


def liaison_chat(session: Session, person: Person) -> int | None:
    """Return the chat of the liaison of somebody's task force; None for the liaison's own title,
    without one, or where they have not joined.
    """
    force = person.task_force_id
    liaison = None if force is None else roles.liaison(session, force)
    return None if liaison == person.id else accounts.chat_of(session, liaison)


def _end(session: Session, actor: Actor, title: Title, reason: str) -> Title:
    award = title.award
    if not awards.end(session, award.id, actor.person_id, reason):
        raise RuntimeError("ended between a look and a write of one transaction")
    audit.record(session, actor.person_id, "end award", f"award:{award.id}", reason=reason)
    return _title(session, awards.get(session, award.id) or award)


def _title(session: Session, award: Award) -> Title:
    person = persons.get(session, award.person_id)
    forces = {force.id: force.name for force in task_forces.every(session)}
    against = bars(faults.of_year(session, award.person_id, award.year))
    return Title(award, person, forces.get(person.task_force_id or 0, ""), against)
