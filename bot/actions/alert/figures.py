"""Alerts in figures, for reports over a stretch of days (四(三))."""

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.rules.alerts import AlertFigure, AlertState, number
from bot.rules.calendar import TIMEZONE, local_day
from bot.storage.alert import alerts
from bot.storage.session import Session

_MINUTE: Final = timedelta(minutes=1)


def between(session: Session, first: date, after: date) -> list[AlertFigure]:
    """Return the alerts raised from `first` on and before `after`, in order, drills among them and
    marked as such; those taken back stand there as withdrawn.
    """
    since, until = (datetime.combine(day, time.min, TIMEZONE) for day in (first, after))
    return [
        AlertFigure(
            number(row.id),
            local_day(row.raised_at),
            row.task_force_id,
            AlertState(row.state),
            None if row.known_at is None else (row.known_at - row.raised_at) // _MINUTE,
            bool(row.drill),
        )
        for row in alerts.between(session, since, until)
    ]
