"""Papers of a risk that was prevented (§7.4), and of management that was improved (§7.3)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.forms.papers.said import DOUBTFUL, Context, Said, Word, behind, days_behind, signed_on
from bot.forms.papers.units import units_said
from bot.rules.employers import ENDS
from bot.rules.halfwidth import compact
from bot.rules.management import Change
from bot.rules.papers.units import is_almost, is_own, is_same, unit_in
from bot.rules.risk import Prevention, Whose

_ADVICE: Final = ("建议", "提示函", "提醒函")
_CHANGES: Final = {
    Change.ADVISED: re.compile(r"采纳|(?:协调员|工作站|调解员).{0,8}建议"),
    Change.REFORMED: re.compile(
        r"(?:自主|自行|本单位|我单位|企业|公司|本厂)改革|改革(?:以来|后|前|措施|内容)"
    ),
}
"""What papers say of a change; where they say nothing, it is asked."""
_MOST: Final = {"measures": 400, "effect": 200}
_OF_TITLE: Final = re.compile(
    rf"^(?P<unit>[\u4e00-\u9fff××（）()]{{2,24}}?(?:{ENDS}))(?=[\u4e00-\u9fff])"
)
_ADDRESSED: Final = re.compile(rf"^(?P<unit>[\u4e00-\u9fff××（）()]{{2,24}}(?:{ENDS}))[:：]$")


def read_risk(context: Context) -> Said:
    """Return what papers on a risk say to each line."""
    units = [*_addressed(context), *units_said(context)]
    return {
        "side": _whose(context, units),
        "way": list(_prevented(context)),
        "measures": _told(context, "measures"),
        "effect": _told(context, "effect"),
        "day": days_behind(context, "day") or _signed(context),
        "unit": units,
        "found": days_behind(context, "found"),
    }


def read_management(context: Context) -> Said:
    """Return what a reform's text and the proof of its effect say to each line."""
    units = [*_of_titles(context), *units_said(context)]
    return {
        "way": list(_changed(context)),
        "unit": units,
        "measures": _told(context, "measures"),
        "effect": _told(context, "effect"),
        "day": days_behind(context, "day") or _signed(context),
    }


def _whose(context: Context, units: Sequence[Word]) -> list[Word]:
    """One's own unit is told by its name, and doubtful where that is only like it; of another it is
    not known whether it is of the township or of the field.
    """
    name = context.who.unit
    for is_like, most in ((is_same, 1.0), (is_own, DOUBTFUL), (is_almost, DOUBTFUL)):
        for word in units:
            if is_like(word.text, name):
                return [word._replace(text=Whose.OWN.value, rank=0, sure=min(word.sure, most))]
    return []


def _prevented(context: Context) -> Iterator[Word]:
    for paper in context.papers:
        if paper.form != context.form:
            continue
        advised = any(word in compact(paper.title) for word in _ADVICE)
        way = Prevention.ADVISED if advised else Prevention.HANDLED
        sure = max(line.sure for line in paper.lines if line.text == paper.title)
        yield Word(way.value, sure, paper.piece)
        return


def _changed(context: Context) -> Iterator[Word]:
    """Yield how management was changed, where any paper says so."""
    for change, spoken in _CHANGES.items():
        for paper in context.papers:
            said = [line.sure for line in paper.lines if spoken.search(line.text)]
            if said:
                yield Word(change.value, max(said), paper.piece)
                return


def _told(context: Context, key: str) -> list[Word]:
    """Return what stands behind the headings of an account, parties by alias."""
    return [
        word._replace(text=context.disguised(word.text)[: _MOST[key]])
        for word in behind(context, key)
        if len(word.text) >= 4
    ][:1]


def _signed(context: Context) -> list[Word]:
    return [word for paper in context.papers for word in signed_on(context, paper, 1)]


def _of_titles(context: Context) -> Iterator[Word]:
    """Yield the unit that a title begins with: ××厂考勤管理制度."""
    for paper in context.papers:
        for line in paper.lines[:3]:
            if (found := _OF_TITLE.match(line.text)) and unit_in(found["unit"]):
                yield Word(found["unit"], line.sure, paper.piece, 3)


def _addressed(context: Context) -> Iterator[Word]:
    """Yield the unit that a letter is addressed to: ××厂：."""
    for paper in context.papers:
        for line in paper.lines[:8]:
            if found := _ADDRESSED.match(line.text.strip()):
                yield Word(found["unit"], line.sure, paper.piece, 4)
