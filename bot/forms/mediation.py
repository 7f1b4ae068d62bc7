"""Mediation (成功调解案件, §7.2, §8.3): a case of one's own unit, or of another, settled."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.forms.fields import Choice, Day, Words
from bot.forms.form import Background, Draft, Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day, a_place, labels_of, spoken
from bot.forms.ticks import Ticks
from bot.rules.mediation import Dispute, Must, Origin
from bot.rules.rubric import Line, Share
from bot.rules.taken import A_PAPER, WHILE_IT_LASTED
from bot.texts.work import mediation as t

PAPER: Final = frozenset({"photo", "paper"})


def _is_own(facts: Facts) -> bool:
    return facts.get("side") == Share.OWN.value


def _is_other(facts: Facts) -> bool:
    return facts.get("side") == Share.OTHER.value


def _known_of_side(side: Any, background: Background) -> Mapping[str, Any]:
    """Return what is on record of the case's place, once it is known whose case it is.

    The unit is the employer on record for one's own; another's case is of the township or field of
    the task force. Both can be changed.
    """
    if side == Share.OWN.value:
        return {"unit": background.employer} if background.employer else {}
    return {"scope": background.scope} if background.scope else {}


def _worth(facts: Facts) -> Worth:
    """Judge a case: one of one's own unit counts when it is important and mainly one's own work
    (§8.3).
    """
    why_not = ""
    if _is_own(facts) and facts["importance"] != "important":
        why_not = t.OWN_ORDINARY
    elif _is_own(facts) and facts["part"] != "main":
        why_not = t.OWN_HELPED
    day = date.fromisoformat(facts["day"])
    return Worth(day, share=facts["side"], counts=not why_not, why_not=why_not)


def _papers(draft: Draft) -> str:
    """Say whether the papers are complete, the fifth must, which follows from the slots (§7.2)."""
    whether = t.INCOMPLETE if draft.open_slots() else t.COMPLETE
    return t.PAPERS.format(whether=whether)


# How people write of a dispute, the more telling words first.
DISPUTES: Final = {
    Dispute.STATUS: ("确认劳动关系", "事实劳动关系", "劳动关系确认", "存在劳动关系"),
    Dispute.DEPARTURE: (
        "除名",
        "辞退",
        "辞职",
        "离职",
        "开除",
        "解雇",
        "解除劳动",
        "单方解除",
        "违法解除",
        "解除合同",
    ),
    Dispute.PAY: (
        "欠薪",
        "工资",
        "加班费",
        "加班工资",
        "报酬",
        "工伤",
        "医疗费",
        "赔偿",
        "补偿",
        "奖金",
        "提成",
        "津贴",
        "薪资",
        "薪酬",
    ),
    Dispute.CONDITIONS: (
        "加班",
        "工时",
        "休假",
        "年假",
        "社保",
        "福利",
        "培训",
        "劳动保护",
        "社会保险",
        "养老保险",
        "产假",
        "防护用品",
    ),
    Dispute.CONTRACT: ("劳动合同", "合同"),
}
ORIGINS: Final = {Origin.CHECK: ("排查", "巡查"), Origin.PARTY: ("反映", "投诉", "求助", "上门")}
SIDE, IMPORTANCE = Choice(t.SIDES), Choice(t.IMPORTANCES)
SCOPE, PART = Choice(t.SCOPES), Choice(t.PARTS)
MUSTS: Final = tuple((must.value, must.label) for must in Must if must is not Must.PAPERS)

MEDIATION: Final = Form(
    line=Line.MEDIATION,
    title=t.TITLE,
    steps=(
        Step("side", t.SIDE, t.ASK_SIDE, SIDE, tells=_known_of_side),
        Step("importance", t.IMPORTANCE, t.ASK_IMPORTANCE, IMPORTANCE, when=_is_own, joins=True),
        Step("scope", t.SCOPE, t.ASK_SCOPE, SCOPE, when=_is_other, joins=True),
        Step("part", t.PART, t.ASK_PART, PART, joins=True),
        Step("origin", t.ORIGIN, t.ASK_ORIGIN, Choice.of(Origin), joins=True),
        Step("dispute", t.DISPUTE, t.ASK_DISPUTE, Choice.of(Dispute)),
        Step("day", t.DAY, t.ASK_DAY, Day()),
        Step("unit", t.UNIT, t.ASK_UNIT, Words(60, t.EXAMPLE_UNIT)),
        Step("account", t.ACCOUNT, t.ASK_ACCOUNT, Words(400, t.EXAMPLE_ACCOUNT, tells_all=True)),
        Step("musts", t.MUSTS, t.ASK_MUSTS, Ticks(MUSTS), last=True, adds=_papers),
    ),
    slots=(
        Slot("record", t.RECORD, t.ASK_RECORD, PAPER, t.HINTS_RECORD, names_people=True,
             taken=A_PAPER),
        Slot("conclusion", t.CONCLUSION, t.ASK_CONCLUSION, PAPER, t.HINTS_CONCLUSION,
             names_people=True, taken=A_PAPER),
        Slot("signed", t.SIGNED, t.ASK_SIGNED, PAPER, t.HINTS_SIGNED, names_people=True,
             taken=A_PAPER),
        Slot("photos", t.PHOTOS, t.ASK_PHOTOS, frozenset({"photo", "video", "link"}),
             taken=WHILE_IT_LASTED),
    ),
    worth=_worth,
    headline=("unit", "dispute"),
    outline=(
        ("day", "unit"),
        ("side", "importance", "scope", "part"),
        ("account",),
        ("dispute",),
    ),
    spoken=t.SPOKEN,
    hears=(
        ("side", labels_of(SIDE)),
        ("importance", labels_of(IMPORTANCE)),
        ("scope", labels_of(SCOPE)),
        ("part", labels_of(PART)),
        ("day", a_day),
        ("unit", a_place),
        ("dispute", spoken(DISPUTES)),
        ("origin", spoken(ORIGINS)),
    ),
)  # fmt: skip
