"""Setting up, from the command line: task forces from the county file, people from workbooks,
officers, liaisons, links.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.actions.people import leave, stand_in
from bot.actions.people.stand_in import StandIn
from bot.errors import Refused
from bot.reports.roster import Roster, RosterRow
from bot.reports.roster_fields import read_name, read_phone
from bot.rules.county import County
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.storage import adoption, audit, schema
from bot.storage.crypto import Vault
from bot.storage.databases import Database
from bot.storage.people import accounts, deputies, invites, moves, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import behalf, entries, evidence
from bot.texts.people import set_up as t


def load_county(session: Session) -> int:
    """Bring the task forces up to what the county file says; return how many there are. Raises
    Refused where the audit trail does not account for the rows.
    """
    adopt(session)
    for spec in session.county.task_forces:
        task_forces.put(session, spec.name, spec.field.value, spec.lead, spec.cooperating)
    return len(session.county.task_forces)


def adopt(session: Session, *, older: bool = False, anyhow: bool = False) -> int:
    """Let the audit trail account for all rows from here on; return how many were older than it, 0
    when it does so already. `older` says that the database comes from a time before the trail kept
    rows; names of files that were kept in the open then are sealed on the way.

    Raises Refused where there are rows without a reason for the trail not to know them, unless they
    are to be taken in `anyhow`; and Misconfigured when they were sealed with another key.
    """
    if adoption.has_begun(session):
        return 0
    persons.prove(session.db, session.vault)
    is_whole = not adoption.has_rows(session) or (older and adoption.is_sound(session))
    if not (is_whole or anyhow):
        raise Refused(t.NOT_ADOPTED)
    adopted = adoption.adopt(session)
    evidence.seal_names(session)
    return adopted


def upgrade(
    database: Database,
    vault: Vault,
    county: County,
    now: datetime,
    *,
    anyhow: bool = False,
    whose: Callable[[Session], None] = lambda _: None,
) -> int:
    """Bring the database to its newest form, with the rows that are older than the audit trail in
    the trail; return how many they were. `whose` writes down which bot's it is, or refuses. Killed
    at any moment it is done whole or not at all.
    """
    adopted = 0

    def then(db: Connection, older: bool) -> None:  # noqa: FBT001 - called by the schema
        nonlocal adopted
        session = Session(db, vault, county, now)
        adopted = adopt(session, older=older, anyhow=anyhow)
        whose(session)
        audit.settle(session)

    schema.upgrade(database, then)
    return adopted


@dataclass(slots=True)
class Imported:
    """What became of a workbook's rows: how many were new or changed, unchanged, refused, and the
    reasons. `relieved` are liaisons (person, task force) who are in another ledger by now, and so
    no longer liaison; `ended` is what standing in is over for the same reason. `people` are the
    rows that were taken in, each with its person's id and whether that is a new one, `changed`
    those who were not as the workbook says.
    """

    problems: list[str] = field(default_factory=list)
    refused: int = 0
    relieved: list[tuple[int, int]] = field(default_factory=list)
    ended: list[StandIn] = field(default_factory=list)
    people: list[tuple[RosterRow, int, bool]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)

    @property
    def imported(self) -> int:
        return sum(person in self.changed for _, person, _ in self.people)

    @property
    def unchanged(self) -> int:
        return len(self.people) - self.imported

    def add(self, more: "Imported") -> None:
        """Take in what became of the next rows."""
        self.problems += more.problems
        self.refused += more.refused
        self.relieved += more.relieved
        self.ended += more.ended
        self.people += more.people
        self.changed |= more.changed


def import_roster(session: Session, roster: Roster) -> Imported:
    """Take the people of a ledger in. Two people of one name with different ID numbers are two
    people; a masked or blank number matches an existing person by name and phone.
    """
    done = Imported(problems=[str(problem) for problem in roster.problems], refused=roster.refused)
    forces = {force.name: force.id for force in task_forces.every(session)}
    before = {force: roles.liaison(session, force) for force in forces.values()}
    for row in roster.rows:
        force = forces.get(row.task_force)
        if force is None:
            known = "、".join(forces)
            reason = t.UNKNOWN_FORCE.format(name=row.task_force or t.NO_FORCE, known=known)
            done.problems.append(f"{row.sheet}!A{row.row}: {reason}")
            done.refused += 1
        else:
            person_id, is_new, is_changed = _take_in(session, row, force, done.ended)
            done.people.append((row, person_id, is_new))
            if is_changed:
                done.changed.add(person_id)
    done.relieved = [
        (who, force)
        for force, who in before.items()
        if who is not None and roles.liaison(session, force) != who
    ]
    return done


def _take_in(
    session: Session, row: RosterRow, force: int, ended: list[StandIn]
) -> tuple[int, bool, bool]:
    """Take one row in; return who it is, whether they are new, and whether it told anything new.
    What standing in has `ended` with a move is added.
    """
    known = _known(session, row)
    plain = {
        "kind": row.kind.label,
        "education": row.education,
        "employer": row.employer,
        "years": row.years,
        "remark": row.remark,
    }
    whole = row.id_number.full if "*" not in row.id_number.full else ""
    if known is None:
        person_id = persons.add(session, force, row.name, id_number=whole, phone=row.phone, **plain)
        roles.give(session, person_id, Role.COORDINATOR, None)
        audit.record(session, None, "add person", f"person:{person_id}", task_force=force)
        return person_id, True, True
    number = whole or known.id_number.full
    same = (known.name.full, known.phone.full, known.id_number.full, known.task_force_id) == (
        row.name, row.phone, number, force,
    )  # fmt: skip
    same = same and not known.left
    if same and all(getattr(known, key) == value for key, value in plain.items()):
        return known.id, False, False
    persons.come_back(session, known.id)
    persons.set_personal(session, known.id, row.name, number, row.phone)
    if known.task_force_id != force:  # a liaison is a member of the task force, 三(一)
        roles.end(session, known.id, Role.LIAISON)
        ended += stand_in.call_off(session, deputies.of_person(session, known.id))
        roles.end(session, known.id, Role.DEPUTY)  # also of what was over today
        # Whoever had left was of the former task force in every quarter until now.
        if known.task_force_id is not None:
            moves.add(session, known.id, known.task_force_id, force)
    persons.change(session, known.id, force, **plain)
    roles.give(session, known.id, Role.COORDINATOR, None)
    audit.record(session, None, "change person", f"person:{known.id}", task_force=force)
    return known.id, False, True


def _known(session: Session, row: RosterRow) -> Person | None:
    number = row.id_number.full
    if number and "*" not in number:
        found = persons.numbered(session, number)
        if found is not None:
            return found
    namesakes = [p for p in persons.named(session, row.name) if p.phone.full == row.phone]
    for person in namesakes:
        if not number or "*" in number or not person.id_number:
            return person
    return None


def appoint_officer(session: Session, name: str, role: Role, phone: str = "") -> Person:
    """Make someone an officer of the bureau, or an administrator; they are in no ledger. Found by
    name and phone, added if unknown.
    """
    person_id = _found_or_added(session, None, name, phone)
    if roles.give(session, person_id, role, None):
        audit.record(session, None, "appoint", f"person:{person_id}", role=role.value)
    return persons.get(session, person_id)


def appoint_liaison(session: Session, name: str, task_force: str, phone: str = "") -> Person:
    """Make someone the task force's one liaison (三(一)): a person of its ledger, added if unknown.
    Whoever was it before no longer is. What the new liaison has handed in goes to the bureau:
    nobody reviews their own.

    Raises Refused for a task force that does not exist, and when several people could be meant.
    """
    force = force_named(session, task_force)
    person_id = _found_or_added(session, force, name, phone)
    make_liaison(session, person_id, force)
    return persons.get(session, person_id)


def force_named(session: Session, name: str) -> int:
    """Return the id of the task force of that name. Raises Refused, naming those there are."""
    forces = task_forces.every(session)
    force = next((f.id for f in forces if f.name == name), None)
    if force is None:
        known = "、".join(f.name for f in forces)
        raise Refused(t.UNKNOWN_FORCE.format(name=name, known=known))
    return force


def make_liaison(session: Session, person_id: int, force: int, by: int | None = None) -> None:
    """Make a person of the ledger the task force's one liaison. Nobody stands in for the former one
    any longer, and the new one for nobody.
    """
    before = roles.liaison(session, force)
    if before == person_id:
        return
    stand_in.call_off(session, deputies.standing(session, force))
    stand_in.call_off(session, deputies.of_person(session, person_id))
    if before is not None:
        roles.end(session, before, Role.LIAISON)
    roles.give(session, person_id, Role.COORDINATOR, None)
    roles.end(session, person_id, Role.LIAISON)  # of a task force they have left
    roles.give(session, person_id, Role.LIAISON, force)
    entries.hand_over(session, person_id)
    leave.hand_on(session, behalf.left_behind(session, force), by)
    audit.record(session, by, "appoint", f"person:{person_id}", role="liaison", before=before)


def _found_or_added(session: Session, force: int | None, name: str, phone: str) -> int:
    """Return the id of the person meant: the one with that phone, else one without any phone, who
    is given it; else a new person.
    """
    name, phone = read_name(name), read_phone(phone) if phone else ""
    here = [p for p in persons.named(session, name) if p.task_force_id == force]
    meant = [p for p in here if phone in ("", p.phone.full)] or [p for p in here if not p.phone]
    if len(meant) > 1:
        raise Refused(t.NAMESAKES.format(name=name, n=len(meant)))
    if not meant:
        return persons.add(session, force, name, phone=phone)
    if phone and not meant[0].phone:
        persons.set_personal(session, meant[0].id, name, meant[0].id_number.full, phone)
    return meant[0].id


@dataclass(frozen=True, slots=True)
class Link:
    """A person's way in: their roles joined by +, the name, and the token of the deep link."""

    roles: str
    name: Name
    token: str


def invite(session: Session, people: Sequence[Person]) -> list[Link]:
    """Issue a link for each of the people who has not joined; a link they have not used becomes
    void.
    """
    joined = accounts.joined(session)
    links = []
    for person in people:
        if person.id in joined:
            continue
        token = secrets.token_urlsafe(18)
        invites.issue(session, person.id, token)
        audit.record(session, None, "invite", f"person:{person.id}")
        roles = "+".join(role.value for role in Role if role in person.roles)
        links.append(Link(roles, person.name, token))
    return links


def whom(
    session: Session, name: str = "", phone: str = "", task_force: str = "", *, everyone: bool
) -> list[Person]:
    """Return the people whom the command line means. Raises Refused when it is not clear who."""
    people = persons.everyone(session)
    if everyone:
        return people
    if task_force:
        force = force_named(session, task_force)
        return [p for p in people if p.task_force_id == force]
    name, phone = read_name(name), read_phone(phone) if phone else ""
    found = [p for p in persons.named(session, name) if phone in ("", p.phone.full)]
    if not found:
        raise Refused(t.NOBODY.format(name=name))
    if len(found) > 1:
        raise Refused(t.NAMESAKES.format(name=name, n=len(found)))
    return found
