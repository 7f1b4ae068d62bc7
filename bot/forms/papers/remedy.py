"""Papers of a risk that was prevented (§7.4), and of management that was improved (§7.3)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.forms.papers.said import DOUBTFUL, Context, Said, Word, behind, days_behind, signed_on
from bot.forms.papers.units import units_said
from bot.rules.employers import ENDS
from bot.rules.halfwidth import compact
from bot.rules.management import Change
from bot.rules.papers.days import days_in
from bot.rules.papers.units import is_almost, is_own, is_same
from bot.rules.risk import Prevention, Whose

_ADVICE: Final = ("建议", "提示函", "提醒函", "提示书", "提醒书", "告知书", "整改通知", "警示函")
_CHANGES: Final = {
    Change.ADVISED: re.compile(r"采纳|(?:协调员|工作站|调解员).{0,8}建议"),
    Change.REFORMED: re.compile(
        r"(?:自主|自行|本单位|我单位|企业|公司|本厂)改革|改革(?:以来|后|前|措施|内容|举措|成效)"
    ),
}
"""What papers say of a change; where they say nothing, it is asked."""
_MOST: Final = {"measures": 400, "effect": 200}
_FOUND: Final = re.compile(
    r"(?P<when>[^，。；\n]{0,7}\d{1,2}\s*月\s*\d{1,2}\s*[日号])[^。\n]{0,40}?(?:发现|了解到|得知|获悉|掌握|接到)"
)
_OURS: Final = "协调员|工作站|我站|我办|我们|我中心|调解员|及时|立即|迅速|第一时间"
_DONE: Final = re.compile(
    r"(?:(?:^|[。，\n])(?:了解|掌握|核实|摸清|得知|获悉)(?:有关|这一|该)?情况后，|(?:^|[。，\n])(?:接到(?:报告|反映|线索|电话|求助|投诉|举报)|发现(?:风险|隐患|问题|情况|苗头)?)后，"
    rf"|(?:^|[。\n])(?:为此|对此|针对[^，。\n]{{1,20}})，(?={_OURS})"
    r"|(?:发现|了解到|得知|获悉|接到)[^。\n]{2,80}，(?=立即|当即|随即|迅速|第一时间)"
    r"|建议(?:你|贵)(?:单位|公司|企业|厂|店|方)[:：，]?)(?P<told>[^。\n]{8,300})。"
)
"""What was done about a risk, or advised, in running text."""
_CAME: Final = re.compile(
    r"[。\n](?:截至[^，。\n]{2,14}|目前|此后|最终|至此|之后|经[^，。\n]{0,16}(?:处置|协调|努力|工作|调解|化解|督促)[^，。\n]{0,4}|通过[^，。\n]{2,30})，"
    r"(?P<told>[^。\n]{6,190})。"
)
_CHANGED: Final = re.compile(
    r"(?:主要)?(?:变化|内容|措施|修订|做法|调整|改动)(?:是|为|有|包括|如下)[:：，]?(?P<told>[^。\n]{6,300})。"
)
_FROM: Final = re.compile(
    r"(?:自|从)(?P<when>[^，。\n]{6,14})(?:日|起)(?:开始)?(?:正式)?(?:施行|实施|执行|生效)|有效期[限为]?[:：]?自?(?P<begin>[^，。\n]{6,14})起?[至到]"
)
_SINCE: Final = re.compile(
    r"(?:施行|实施|执行|改革|修订|采纳|推行)[^，。\n]{0,30}(?:以来|之后|后)，(?P<told>[^。\n]{6,190})。"
)
_OF_TITLE: Final = re.compile(
    rf"^(?P<unit>[\u4e00-\u9fff××（）()]{{2,24}}?(?:{ENDS}))(?=[\u4e00-\u9fff])"
)
_SAID: Final = re.compile(r"[的已被我将把]|同志")
_OFFICE: Final = re.compile(r"(?:局|政府|委员会|办事处|办公室|中心|站|所|街道办|工会|法院|大队)$")
"""Whom reports go to, and whose risk it is not."""
_ADDRESSED: Final = re.compile(rf"^(?P<unit>[\u4e00-\u9fff××（）()]{{2,24}}(?:{ENDS}))[:：]$")


def read_risk(context: Context) -> Said:
    """Return what papers on a risk say to each line."""
    units = [*_addressed(context), *units_said(context)]
    return {
        "side": _whose(context, units),
        "way": list(_prevented(context)),
        "measures": _told(context, "measures") or _told_of(context, _DONE),
        "effect": _told(context, "effect") or _told_of(context, _CAME, after=_DONE),
        "day": days_behind(context, "day") or _signed(context),
        "unit": units,
        "found": days_behind(context, "found") or list(_found(context)),
    }


def read_management(context: Context) -> Said:
    """Return what a reform's text and the proof of its effect say to each line."""
    units = [*_of_titles(context), *units_said(context)]
    return {
        "way": list(_changed(context)),
        "unit": units,
        "measures": _told(context, "measures") or _told_of(context, _CHANGED),
        "effect": _told(context, "effect") or _told_of(context, _SINCE),
        "day": days_behind(context, "day") or [*_in_force(context), *_signed(context)],
    }


def _in_force(context: Context) -> Iterator[Word]:
    """Yield the day from which running text says that a rule applies."""
    for paper in context.papers:
        for match, sure in paper.spoken(_FROM):
            for dated in days_in(match["when"] or match["begin"], context.today):
                if dated.day <= context.today:
                    yield Word(dated.day.isoformat(), sure, paper.piece, 2)


def _whose(context: Context, units: Sequence[Word]) -> list[Word]:
    """One's own unit is told by its name, and doubtful where that is only like it; of another it is
    not known whether it is of the township or of the field.
    """
    name = context.who.unit
    best = max((word.rank for word in units), default=0)
    units = [word for word in units if word.rank == best]
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
            said = [
                line.sure
                for line in paper.lines
                if spoken.search(line.text) and line.text != paper.title
            ]
            if said:
                yield Word(change.value, max(said), paper.piece)
                return


def _told(context: Context, key: str) -> list[Word]:
    """Return what stands behind the headings of an account, parties by alias."""
    return [
        word._replace(text=text[: _MOST[key]], sure=min(word.sure, _whole(text)))
        for word in behind(context, key)
        if len(word.text) >= 4 and not context.names_others(text := context.disguised(word.text))
    ][:1]


def _whole(text: str) -> float:
    """Return how sure it is that a text is whole: one that ends on a comma was cut off."""
    return DOUBTFUL if text.endswith(("，", ",", "、")) else 1.0


def _told_of(
    context: Context, spoken: re.Pattern[str], after: re.Pattern[str] | None = None
) -> list[Word]:
    """Return what running text tells, where one place does, and what comes before it stands
    before.
    """
    found = []
    for paper in context.papers:
        ends = [match.end() for match, _ in paper.spoken(after)] if after else [0]
        found += [
            Word(context.disguised(match["told"]), sure, paper.piece)
            for match, sure in paper.spoken(spoken)
            if ends and match.start() >= ends[0] - 1
        ]
    kept = [word for word in found if not context.names_others(word.text)]
    return kept if len(found) == 1 else [word._replace(sure=DOUBTFUL) for word in kept]


def _found(context: Context) -> Iterator[Word]:
    """Yield the day on which running text says that it was found."""
    for paper in context.papers:
        for match, sure in paper.spoken(_FOUND):
            for dated in days_in(match["when"], context.today):
                if dated.day <= context.today:
                    yield Word(dated.day.isoformat(), sure, paper.piece)


def _signed(context: Context) -> list[Word]:
    return [word for paper in context.papers for word in signed_on(context, paper, 1)]


def _of_titles(context: Context) -> Iterator[Word]:
    """Yield the unit that a title begins with: ××厂考勤管理制度."""
    for paper in context.papers:
        for line in paper.lines[:3]:
            if (found := _OF_TITLE.match(line.text)) and not _SAID.search(found["unit"]):
                yield Word(found["unit"], line.sure, paper.piece, 3)


def _addressed(context: Context) -> Iterator[Word]:
    """Yield the unit that a letter is addressed to: ××厂：."""
    for paper in context.papers:
        for line in paper.lines[:8]:
            found = _ADDRESSED.match(line.text.strip())
            if found and not _OFFICE.search(found["unit"]):
                yield Word(found["unit"], line.sure, paper.piece, 4)
