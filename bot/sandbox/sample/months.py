"""Exemplars of the sample county: what its task forces reported in the last two months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from bot.actions.month import exemplar, write_exemplar
from bot.rules.calendar import TIMEZONE, local_day
from bot.rules.exemplars import Fate
from bot.rules.months import Month
from bot.rules.permissions import Actor
from bot.storage.session import Session

PICKED_ON: Final = 23
"""The day on which the bureau makes its choice."""


@dataclass(frozen=True, slots=True)
class Report:
    """A task force's report: by which liaison, how many months ago, on which day. Without a `title`
    the best entry of the month is reported; or that there is nothing, when the month has no entry
    or `nothing` says so.
    """

    ago: int
    who: str
    day: int
    fate: Fate = Fate.REPORTED
    title: str = ""
    story: str = ""
    nothing: bool = False


REPORTS: Final = (
    Report(2, "王强", 16, Fate.PROMOTED),
    Report(2, "梁静", 18, Fate.ARCHIVED, "村口板凳会，欠薪当场清",
           "云河镇把板凳搬到村口，请厂方和工人面对面算账，一个下午结清了十一个人的加班费。"),
    Report(2, "夏阳", 19, nothing=True),
    Report(2, "何芳", 20, Fate.ARCHIVED, "饭点前的十分钟提醒",
           "餐饮协会在每天开餐前用十分钟讲一条用工提醒，三个月下来投诉比上季少了一半。"),
    Report(1, "王强", 14, Fate.PROMOTED),
    Report(1, "宋雪", 17, Fate.ARCHIVED, "一张清单让合同签得明白",
           "法律援助中心把合同里容易漏的八处列成一张清单，企业照着自查，新签合同再没有补正过。"),
    Report(1, "梁静", 19, Fate.PROMOTED, "镇村两级接力，工伤补偿三天到位",
           "受伤工人当天由网格员陪同就医，镇里次日约谈厂方，第三天补偿款到账，双方都说办得快。"),
    Report(1, "马建国", 19, nothing=True),
    Report(1, "夏阳", 20, Fate.REPORTED, "商圈里的半小时调解角",
           "柳湾街道在商圈服务站设了调解角，店员午休就能来，半小时内能说清的当场写成协议。"),
    Report(1, "何芳", 24, Fate.REPORTED, "老厨师讲新规矩",
           "请三位老厨师到各店讲劳动时间和加班的规矩，年轻学徒听得进去，排班争议明显少了。"),
    Report(0, "夏阳", 9, nothing=True),
    Report(0, "宋雪", 11, Fate.REPORTED, "把调解室搬到快递站",
           "每周三傍晚到快递站坐班，快递员下班顺路就能问，两周接待二十一人，当场谈妥四件。"),
)  # fmt: skip


def moments(now: datetime) -> Iterator[tuple[datetime, datetime | None, Report]]:
    """Yield what was reported by now, with when, and when the bureau picked (None while it has
    not).
    """
    this = Month.of(local_day(now))
    for report in REPORTS:
        month = this.moved(-report.ago)
        at = _at(month, report.day, 10)
        picked = _at(month, max(PICKED_ON, report.day + 1), 11)
        is_picked = report.fate is not Fate.REPORTED and picked <= now
        if at <= now:
            yield at, picked if is_picked else None, report


def hand_in(session: Session, actor: Actor, report: Report) -> int | None:
    """Report as the liaison does; return the exemplar's id, None when there is nothing this
    month.
    """
    month = Month.of(session.today)
    candidates = exemplar.look(session, actor, month).candidates
    if report.title:
        draft = write_exemplar.write(session, actor, month)
        for words in (report.title, report.story):
            draft = write_exemplar.answer(session, draft, words)
    elif candidates and not report.nothing:
        draft = write_exemplar.pick(session, actor, month, candidates[0].entry.id)
    else:
        write_exemplar.nothing(session, actor, month)
        return None
    return write_exemplar.report(session, actor, draft).id


def _at(month: Month, day: int, hour: int) -> datetime:
    return datetime.combine(month.day(day), time(hour), TIMEZONE)
