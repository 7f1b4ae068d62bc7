"""What a person sees of their own: the year's trainings, their placements with evaluations."""

from datetime import date

from bot.actions.training.placements import days, state
from bot.storage.session import Session
from bot.storage.training import attendance, trainings
from bot.storage.training import placements as stored
from bot.texts.times import day_label
from bot.texts.training import placements as p
from bot.texts.training import trainings as t


def trainings_line(session: Session, person_id: int) -> str:
    """Return the trainings of this year at which somebody was, "" for none."""
    year = session.today.year
    ids = attendance.of_person(session, person_id, date(year, 1, 1), date(year + 1, 1, 1))
    found = [each for one in ids if (each := trainings.get(session, one)) is not None]
    if not found:
        return ""
    named = "；".join(
        t.MINE_ONE.format(day=day_label(each.day, session.today), theme=each.theme)
        for each in found
    )
    return t.MINE.format(year=year, n=len(found), trainings=named)


def placements_lines(session: Session, person_id: int) -> str:
    """Return somebody's placements, the latest first, each with its evaluation; "" for none."""
    lines = []
    for each in reversed(stored.of_person(session, person_id)):
        if not each.stands:
            continue
        told = each.told
        lines.append(
            p.MINE.format(
                days=days(session, each),
                host=told.host,
                level=told.level.label,
                stage=told.stage.label,
                state=state(each, session.today),
            )
        )
        if each.grade is not None:
            lines.append(p.MINE_GRADE.format(grade=each.grade.label, words=each.words))
    return "\n".join(lines)
