"""Alerts (紧急上报, §7.4): where one stands, and when people are asked again."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.rules.halfwidth import compact
from bot.rules.labelled import Labelled
from bot.texts import alerts as texts

TAKE_BACK: Final = timedelta(minutes=1)
"""How long whoever raised an alert by mistake may take it back."""
ASKED: Final = timedelta(minutes=15)
"""How long a text or photo is taken for the alert that was asked for."""
LATE: Final = timedelta(minutes=1)
"""From here on an alert says when it was written beside when it was raised."""
JOINS: Final = timedelta(hours=2)
"""How long after anybody last had to do with an alert what is typed belongs to it unasked."""
EVERYBODY: Final = 3
"""The round from which on every officer is asked."""
LAST: Final = 8
"""The last round: after it the telephone is all that helps."""

_URGENT: Final = re.compile(
    r"聚集|讨薪|围堵|堵门|堵路|拉横幅|闹事|打起来|打群架|持刀|扣人|跳楼|轻生|自杀|喝农药|"
    r"塔吊|火灾|起火|着火|失火|爆炸|坍塌|塌方|出事了|出大事|出人命|死人|人受伤|"
    r"昏迷|失联"
)
"""What people write of who tell of an emergency."""
_LOOKED_UP: Final = re.compile(
    r"\?|？|吗|怎|如何|什么|几天|多久|哪|是不是|能不能|可不可以|流程|办法|规定|条例|法律|"
    r"途径|标准|预案|认定|赔偿|培训|演练"
)
"""What people write of who only want to know about one."""
_PLACE: Final = re.compile(
    r"[^\s,，。;；:：、]{1,14}?"
    r"(?:公司|工地|项目部|物流园|园区|酒店|饭店|超市|商场|市场|医院|学校|厂|店|站点|矿|镇|街道)"
)


class AlertState(Labelled):
    """Where an alert stands. It goes on until it is closed or withdrawn."""

    RAISED = "raised", texts.RAISED
    KNOWN = "known", texts.KNOWN
    CLOSED = "closed", texts.CLOSED
    WITHDRAWN = "withdrawn", texts.WITHDRAWN


GOING_ON: Final = (AlertState.RAISED, AlertState.KNOWN)


@dataclass(frozen=True, slots=True)
class AlertFigure:
    """An alert as reports count it, without names: the `day` it was raised on, of which task force
    (None for an officer's), where it stands, and how many whole `minutes` passed until somebody
    knew of it (None while nobody does). A `drill` counts nowhere.
    """

    number: str
    day: date
    task_force_id: int | None
    state: AlertState
    minutes: int | None
    drill: bool


def sounds_urgent(words: str) -> bool:
    """Whether a text tells of an emergency, and does not ask or look for something."""
    said = compact(words)
    tells = any(found[0] != said for found in _URGENT.finditer(said))
    return tells and not _LOOKED_UP.search(said)


def place_in(words: str) -> str:
    """Return the unit or place that an account begins with, such as ××服装厂; "" for none."""
    found = _PLACE.match(words.strip())
    return found[0] if found else ""


def number(alert_id: int) -> str:
    """Return what people call an alert: `A3`."""
    return f"A{alert_id}"


def round_at(raised: datetime, now: datetime, wait: timedelta) -> int:
    """Return for how manieth time people are to be asked at a moment, counted from when the alert
    was raised: an outage makes no round longer. `wait` is how long a round lasts.
    """
    return min(LAST, 1 + max(0, (now - raised) // wait))


def round_begins(raised: datetime, which: int, wait: timedelta) -> datetime:
    """Return when people are asked for the `which`-th time, the first being 1."""
    return raised + wait * (which - 1)
