"""Risk prevention (预防化解风险, §7.4, §8.3): a risk found in time, and handled or advised on."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.forms.fields import Choice, Day, Words
from bot.forms.form import Background, Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day, a_place, labels_of, spoken
from bot.forms.parting import at_word
from bot.rules.risk import Prevention, Risk, Whose
from bot.rules.rubric import Line
from bot.rules.taken import A_PAPER
from bot.texts.work import risk as t

# How people write of a risk, the more telling words first.
_RISKS: Final = {
    Risk.CROWD: ("集体上访", "群体", "停工", "罢工", "聚集", "堵门"),
    Risk.LAYOFF: ("裁员", "停产", "搬迁", "关停", "破产", "倒闭", "注销"),
    Risk.PAY: ("欠薪", "工资", "报酬", "加班费"),
    Risk.INSURANCE: ("社保", "工伤", "保险", "医疗费"),
    Risk.CONDITIONS: ("工时", "加班", "休假", "高温", "安全", "劳动保护"),
    Risk.CONTRACT: ("合同", "派遣", "用工"),
}
_WAYS: Final = {
    Prevention.ADVISED: ("建议", "提意见", "提出意见"),
    Prevention.HANDLED: ("应急", "处置"),
}
_KIND: Final = spoken(_RISKS)
SIDE, WAY = Choice.of(Whose), Choice.of(Prevention)


def _known_of_side(side: Any, background: Background) -> Mapping[str, Any]:
    """Return the employer on record as the unit of one's own unit's risk; it can be changed."""
    own = side == Whose.OWN.value
    return {"unit": background.employer} if own and background.employer else {}


def _told_by_account(account: Any, _: Background) -> Mapping[str, Any]:
    """Return the kind of risk that an account names; it can be changed."""
    kind = _KIND(str(account))
    return {"kind": kind} if kind else {}


def _worth(facts: Facts) -> Worth:
    """Return the day on which the risk was prevented; each such risk counts (§8.3)."""
    return Worth(date.fromisoformat(facts["day"]))


RISK: Final = Form(
    line=Line.RISK,
    title=t.TITLE,
    steps=(
        Step("side", t.SIDE, t.ASK_SIDE, SIDE, tells=_known_of_side),
        Step("way", t.WAY, t.ASK_WAY, WAY, joins=True),
        Step("measures", t.MEASURES, t.ASK_MEASURES,
             Words(400, t.EXAMPLE_MEASURES, tells_all=True),
             tells=_told_by_account, parts=at_word(t.EFFECT, "measures", "effect")),
        Step("effect", t.EFFECT, t.ASK_EFFECT, Words(200, t.EXAMPLE_EFFECT, tells_all=True)),
        Step("day", t.DAY, t.ASK_DAY, Day()),
        Step("kind", t.KIND, t.ASK_KIND, Choice.of(Risk), optional=True),
        Step("unit", t.UNIT, t.ASK_UNIT, Words(60, t.EXAMPLE_UNIT), optional=True),
        Step("found", t.FOUND, t.ASK_FOUND, Day(), optional=True),
    ),
    slots=(
        Slot("material", t.MATERIAL, t.ASK_MATERIAL,
             frozenset({"photo", "video", "paper", "link"}), taken=A_PAPER),
    ),
    worth=_worth,
    headline=("unit", "kind"),
    outline=(
        ("day", "unit"),
        ("side", "way", "kind"),
        ("measures",),
        ("effect",),
        ("found",),
    ),
    spoken=t.SPOKEN,
    hears=(
        ("side", labels_of(SIDE)),
        ("day", a_day),
        ("unit", a_place),
        ("way", spoken(_WAYS)),
        ("kind", _KIND),
    ),
)  # fmt: skip
