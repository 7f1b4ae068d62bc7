"""People of the ledgers, and officers of the bureau, who are in none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, LargeBinary, bindparam, cast, func, insert, select, update

from bot.errors import Misconfigured
from bot.rules.permissions import Subject
from bot.rules.personal import IdNumber, Name, Phone
from bot.rules.roles import OFFICERS, Role
from bot.storage import models as m
from bot.storage.crypto import Vault
from bot.storage.people import roles
from bot.storage.session import Session

_p, _r, _f = m.Person.__table__.c, m.Role.__table__.c, m.TaskForce.__table__.c

PLAIN: Final = ("kind", "education", "employer", "years", "remark")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a ledger, or an officer (task_force_id None). `place` is the row in the ledger;
    `left` is True for who is no longer in it.
    """

    id: int
    task_force_id: int | None
    name: Name
    id_number: IdNumber
    phone: Phone
    kind: str
    education: str
    employer: str
    years: str
    remark: str
    place: int
    roles: frozenset[Role]
    left: bool = False

    @property
    def subject(self) -> Subject:
        """What `may` is asked about this person."""
        return Subject(
            self.id,
            self.task_force_id,
            is_liaison=Role.LIAISON in self.roles,
            is_officer=not self.roles.isdisjoint(OFFICERS),
        )


class Listed(NamedTuple):
    """Somebody in a ledger as a list of many shows them; the `name` is the whole one."""

    id: int
    task_force_id: int
    name: str
    kind: str
    employer: str
    remark: str


_ROLES = (
    select(func.aggregate_strings(_r.role, ","))
    .where(_r.person_id == _p.id, _r.until.is_(None))
    .scalar_subquery()
)
_ANYONE = select(
    _p.id,
    _p.task_force_id,
    _p.name_sealed,
    _p.id_number_sealed,
    _p.phone_sealed,
    *(_p[name] for name in PLAIN),
    _p.place,
    _ROLES.label("roles"),
    _p.left_at,
)
_SELECT = _ANYONE.where(_p.left_at.is_(None))
_GET = _ANYONE.where(_p.id == bindparam("person"))
_NAMED = _SELECT.where(_p.name_hash == bindparam("named")).order_by(_p.id)
_NUMBERED = _ANYONE.where(_p.id_number_hash == bindparam("numbered"))
_OF = _SELECT.where(_p.task_force_id == bindparam("force")).order_by(_p.place, _p.id)
_ALL = _SELECT.order_by(_p.task_force_id, _p.place, _p.id)
_LISTED = (
    select(_p.id, _p.task_force_id, _p.name_sealed, _p.kind, _p.employer, _p.remark)
    .where(_p.left_at.is_(None), _p.task_force_id.is_not(None))
    .order_by(_p.task_force_id, _p.place, _p.id)
)
_SIZES = (
    select(_p.task_force_id, func.count())
    .where(_p.left_at.is_(None), _p.task_force_id.is_not(None))
    .group_by(_p.task_force_id)
)
_LISTED_OF = _LISTED.where(_p.task_force_id == bindparam("force"))
_KINDS = (
    select(_p.kind, func.count().label("n"))
    .where(_p.task_force_id == bindparam("force"), _p.left_at.is_(None))
    .group_by(_p.kind)
    .order_by(func.count().desc(), _p.kind)
)
_LAST_PLACE = select(func.max(_p.place)).where(_p.task_force_id == bindparam("force"))
_ADD = (
    insert(m.Person)
    .values(
        {name: bindparam(name) for name in PLAIN}
        | {
            "task_force_id": bindparam("force"),
            "place": bindparam("place"),
            "name_sealed": b"",
            "name_hash": bindparam("named"),
            "added_at": bindparam("added_at"),
        }
    )
    .returning(_p.id)
)
_SEAL = (
    update(m.Person)
    .where(_p.id == bindparam("person"))
    .values(
        {
            name: bindparam("new_" + name)
            for name in (
                "name_sealed",
                "name_hash",
                "id_number_sealed",
                "id_number_hash",
                "phone_sealed",
                "phone_hash",
            )
        }
    )
)
_CHANGE = (
    update(m.Person)
    .where(_p.id == bindparam("person"))
    .values(
        {name: bindparam("new_" + name) for name in PLAIN} | {"task_force_id": bindparam("force")}
    )
)
# Whatever somebody put there is read as bytes.
_NAME = cast(_p.name_sealed, LargeBinary).label("name_sealed")
_ANYBODY = select(_p.id, _NAME).order_by(_p.id.desc()).limit(3)
_END_ROLES = (
    update(m.Role)
    .where(_r.person_id == bindparam("person"), _r.until.is_(None))
    .values(until=bindparam("ended"))
)
_LEAVE = (
    update(m.Person)
    .where(_p.id == bindparam("person"), _p.left_at.is_(None))
    .values(left_at=bindparam("at"))
)
_MOVE = (
    update(m.Person)
    .where(_p.id == bindparam("person"), _p.task_force_id == bindparam("of"), _p.left_at.is_(None))
    .values(task_force_id=bindparam("force"), place=bindparam("new_place"))
)
_EVER_NAMED = _ANYONE.where(_p.name_hash == bindparam("named")).order_by(_p.id)
_COME_BACK = update(m.Person).where(_p.id == bindparam("person")).values(left_at=None)


def prove(db: Connection, vault: Vault) -> None:
    """Check that the key fits the database. Raises Misconfigured when people were sealed with
    another: nobody would be recognised, and everybody could be taken in a second time. A single
    damaged name among others does not count as that.
    """
    refusals = []
    for row in db.execute(_ANYBODY):
        try:
            vault.open(row.name_sealed or b"", f"person.name:{row.id}")
        except Misconfigured as error:
            refusals.append(error)
        else:
            return
    if refusals:
        raise refusals[0]


def get(session: Session, person_id: int) -> Person:
    """Return someone by id, even who has left: what they did stays theirs. Raises LookupError."""
    row = session.row(_GET, person=person_id)
    if row is None:
        raise LookupError(person_id)
    return _person(session, row)


def named(session: Session, name: str) -> list[Person]:
    return _people(session, session.rows(_NAMED, named=session.vault.hash(name)))


def ever_named(session: Session, name: str) -> list[Person]:
    """Return everybody who bears a name, those who have left included."""
    return _people(session, session.rows(_EVER_NAMED, named=session.vault.hash(name)))


def numbered(session: Session, id_number: str) -> Person | None:
    """Return who has that ID number, even if they have left, so that nobody is on record twice;
    None when nobody has it.
    """
    row = session.row(_NUMBERED, numbered=session.vault.hash(id_number))
    return None if row is None else _person(session, row)


def of_task_force(session: Session, task_force_id: int) -> list[Person]:
    """Return the people of a task force in the order of its ledger."""
    return _people(session, session.rows(_OF, force=task_force_id))


def everyone(session: Session) -> list[Person]:
    """Return everyone by task force, each in the ledger's order; officers, who are in none, come
    first.
    """
    return _people(session, session.rows(_ALL))


def listed(session: Session, task_force_id: int | None = None) -> Iterator[Listed]:
    """Yield the people of every ledger, or of one, in the ledger's order. Of what is sealed the
    name alone is opened.
    """
    if task_force_id is None:
        rows = session.stream(_LISTED)
    else:
        rows = session.stream(_LISTED_OF, force=task_force_id)
    opened = session.vault.open
    for row in rows:
        person_id, force_id, sealed, kind, employer, remark = row.values()
        name = opened(sealed, f"person.name:{person_id}")
        yield Listed(person_id, force_id, name, kind, employer, remark)


def sizes(session: Session) -> dict[int, int]:
    """Return task force → how many people are in its ledger, for those with anybody in it."""
    return dict(tuple(row) for row in session.rows(_SIZES))


def kinds(session: Session, task_force_id: int) -> list[tuple[str, int]]:
    """Return how many people of each kind are in a ledger, the most first."""
    return [(row.kind, row.n) for row in session.rows(_KINDS, force=task_force_id)]


def add(
    session: Session,
    task_force_id: int | None,
    name: str,
    *,
    id_number: str = "",
    phone: str = "",
    **plain: str,
) -> int:
    """Add a new person at the end of the ledger and return the id."""
    last = session.value(_LAST_PLACE, force=task_force_id) or 0
    person_id = session.insert(
        _ADD,
        force=task_force_id,
        place=last + 1,
        named=session.vault.hash(name),
        added_at=session.now,
        **{key: plain.get(key, "") for key in PLAIN},
    )
    set_personal(session, person_id, name, id_number, phone)
    return person_id


def set_personal(session: Session, person_id: int, name: str, id_number: str, phone: str) -> None:
    """Seal name, ID number and phone into the person's own row; "" for what is not known."""
    vault = session.vault

    def sealed(column: str, value: str) -> bytes | None:
        return vault.seal(value, f"person.{column}:{person_id}") if value else None

    session.write(
        _SEAL,
        person=person_id,
        new_name_sealed=sealed("name", name),
        new_name_hash=vault.hash(name),
        new_id_number_sealed=sealed("id_number", id_number),
        new_id_number_hash=vault.hash(id_number) if id_number else None,
        new_phone_sealed=sealed("phone", phone),
        new_phone_hash=vault.hash(phone) if phone else None,
    )


def leave(session: Session, person_id: int) -> None:
    """Take a person out of every list and end their roles; what they did stays on record."""
    session.write(_LEAVE, person=person_id, at=session.now)
    session.write(_END_ROLES, person=person_id, ended=session.now)


def come_back(session: Session, person_id: int) -> None:
    """Put a person who has left into the ledger again, with all they did before."""
    session.write(_COME_BACK, person=person_id)


def move(session: Session, person: Person, task_force_id: int) -> bool:
    """Put somebody at the end of another task force's ledger; False when they are no longer where
    they were seen.
    """
    last = session.value(_LAST_PLACE, force=task_force_id) or 0
    return (
        session.changed(
            _MOVE,
            person=person.id,
            of=person.task_force_id,
            force=task_force_id,
            new_place=last + 1,
        )
        == 1
    )


def change(session: Session, person_id: int, task_force_id: int | None, **plain: str) -> None:
    session.write(
        _CHANGE,
        person=person_id,
        force=task_force_id,
        **{"new_" + key: plain.get(key, "") for key in PLAIN},
    )


def _people(session: Session, rows: Sequence[Any]) -> list[Person]:
    return [_person(session, row) for row in rows]


def _person(session: Session, row: Any) -> Person:
    def opened(column: str, sealed: bytes | None) -> str:
        return session.vault.open(sealed, f"person.{column}:{row.id}") if sealed else ""

    return Person(
        row.id,
        row.task_force_id,
        Name(opened("name", row.name_sealed)),
        IdNumber(opened("id_number", row.id_number_sealed)),
        Phone(opened("phone", row.phone_sealed)),
        row.kind,
        row.education,
        row.employer,
        row.years,
        row.remark,
        row.place,
        roles.read(row.roles),
        row.left_at is not None,
    )
