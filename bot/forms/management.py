"""Improved labour management (优化劳动管理, §7.3, §8.3): a reform, or advice that was adopted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.forms.fields import Choice, Day, Words
from bot.forms.form import Background, Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day, a_place, spoken
from bot.forms.parting import at_word
from bot.rules.management import Change, Task
from bot.rules.rubric import Line
from bot.rules.taken import A_PAPER
from bot.texts.work import management as t

PAPER: Final = frozenset({"photo", "paper"})
# How people write of it, the more telling words first.
_TASKS: Final = {
    Task.COLLECTIVE_WATCHED: ("监督集体合同",),
    Task.COLLECTIVE_TEXT: ("拟订集体合同", "起草集体合同", "集体合同文本"),
    Task.COLLECTIVE_GUIDED: ("集体协商", "民主协商", "集体合同"),
    Task.CONTRACT_TEXT: ("合同文本", "拟订合同", "起草合同"),
    Task.CONTRACT_WATCHED: ("合同履行", "监督合同"),
    Task.CONTRACT_GUIDED: ("合同", "续签"),
    Task.RULES: ("规章", "制度", "考勤", "办法", "守则"),
}
_WAYS: Final = {
    Change.ADVISED: ("采纳", "建议"),
    Change.REFORMED: ("改革", "修订"),
}
_TASK: Final = spoken(_TASKS)
WAY: Final = Choice.of(Change)


def _known_of_way(_way: Any, background: Background) -> Mapping[str, Any]:
    """Return the employer on record as the unit, whichever way it was; it can be changed."""
    return {"unit": background.employer} if background.employer else {}


def _told_by_account(account: Any, _: Background) -> Mapping[str, Any]:
    """Return the kind of management work that an account names; it can be changed."""
    task = _TASK(str(account))
    return {"task": task} if task else {}


def _worth(facts: Facts) -> Worth:
    """Return the day of adoption; whether relations and efficiency are both better is the
    reviewer's to judge (§8.3).
    """
    return Worth(date.fromisoformat(facts["day"]))


MANAGEMENT: Final = Form(
    line=Line.MANAGEMENT,
    title=t.TITLE,
    steps=(
        Step("way", t.WAY, t.ASK_WAY, WAY, tells=_known_of_way),
        Step("unit", t.UNIT, t.ASK_UNIT, Words(60, t.EXAMPLE_UNIT)),
        Step("measures", t.MEASURES, t.ASK_MEASURES,
             Words(400, t.EXAMPLE_MEASURES, tells_all=True),
             tells=_told_by_account, parts=at_word(t.EFFECT, "measures", "effect")),
        Step("effect", t.EFFECT, t.ASK_EFFECT, Words(200, t.EXAMPLE_EFFECT, tells_all=True)),
        Step("day", t.DAY, t.ASK_DAY, Day()),
        Step("task", t.TASK, t.ASK_TASK, Choice.of(Task), optional=True),
    ),
    slots=(
        Slot("reform", t.REFORM, t.ASK_REFORM, PAPER, t.HINTS_REFORM, taken=A_PAPER),
        Slot("proof", t.PROOF, t.ASK_PROOF, PAPER | {"video", "link"}, t.HINTS_PROOF,
             taken=A_PAPER),
    ),
    worth=_worth,
    headline=("unit", "task"),
    outline=(
        ("day", "unit"),
        ("way", "task"),
        ("measures",),
        ("effect",),
    ),
    spoken=t.SPOKEN,
    hears=(
        ("way", spoken(_WAYS)),
        ("day", a_day),
        ("unit", a_place),
        ("task", _TASK),
    ),
)  # fmt: skip
