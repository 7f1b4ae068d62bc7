"""What the ledger knows of somebody's own schooling and years of work, for the guide to suggest."""

from dataclasses import dataclass

from bot.errors import Refused
from bot.rules.permissions import Actor
from bot.rules.qualifications import Degree, School, read_degree, read_school
from bot.rules.tenure import read_tenure
from bot.storage.people import persons
from bot.storage.session import Session


@dataclass(frozen=True, slots=True)
class Known:
    """A suggestion for each question the ledger has an answer to; None where it has none that can
    be read. `worked` is in months.
    """

    degree: Degree | None
    school: School | None
    worked: int | None


def known(session: Session, actor: Actor) -> Known:
    """Return what the ledger says of the actor, and of nobody else."""
    person = persons.get(session, actor.person_id)
    try:
        worked = read_tenure(person.years) if person.years else None
    except Refused:
        worked = None
    return Known(read_degree(person.education), read_school(person.education), worked)
