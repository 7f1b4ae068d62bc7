"""The stage pack on people: who is in the ledgers, and whom they lack (三(三))."""

from bot.actions.people import roster
from bot.reports.sections import Chart, Section, Table
from bot.rules.stages import Stage
from bot.storage.people import persons, roles
from bot.storage.session import Session
from bot.texts.meeting import sections as t
from bot.texts.times import day_label


def section(session: Session, _stage: Stage) -> Section:
    """Return the section as of now: a ledger keeps no past."""
    found = roster.covered(session)
    joined = [each.people - len(each.outside) for each in found]
    table = Table(
        t.COVERED,
        t.COVERED_HEADINGS,
        [
            (
                each.force.name,
                _liaison(session, each.force.id),
                each.people,
                there,
                t.SEPARATOR.join(kind.label for kind in each.lacking),
            )
            for each, there in zip(found, joined, strict=True)
        ],
        (2, 1.4, 1.3, 1.1, 4),
    )
    people = sum(each.people for each in found)
    lines = []
    if without := [each.force.name for each in found if not each.has_liaison]:
        lines.append(t.COVERED_LIAISONS.format(n=len(without), names=t.SEPARATOR.join(without)))
    lacking = sum(bool(each.lacking) for each in found)
    lines.append(t.COVERED_LACKING.format(n=lacking) if lacking else t.COVERED_WHOLE)
    return Section(
        t.COVERED,
        t.COVERED_HEAD.format(
            day=day_label(session.today), people=people, forces=len(found), joined=sum(joined)
        ),
        lines,
        [table],
        [Chart(t.COVERED_CHART, table, [t.COVERED_HEADINGS[2]], t.PEOPLE)],
    )


def _liaison(session: Session, force_id: int) -> str:
    person_id = roles.liaison(session, force_id)
    return t.NOBODY_YET if person_id is None else persons.get(session, person_id).name.full
