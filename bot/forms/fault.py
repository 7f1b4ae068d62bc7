"""A fault at work (工作失误, §8.3): no kind of work, but set down, with its evidence, as one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.errors import Refused
from bot.forms.fields import Day, Known, OneAnswer, Option, Words, short
from bot.forms.form import Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day
from bot.rules.halfwidth import compact
from bot.rules.rubric import Line
from bot.texts import faults as labels
from bot.texts import forms as common
from bot.texts.score import fault_form as t

SMALL, LARGE = "small", "large"
_SPOKEN: Final = {SMALL: t.SPOKEN_SMALL, LARGE: t.SPOKEN_LARGE}
_LABELS: Final = {SMALL: labels.SMALL, LARGE: labels.LARGE}
MOST: Final = 1024
"""As many characters as Telegram lets a caption have: an account that came as one is never cut."""


@dataclass(frozen=True, slots=True)
class Impact(OneAnswer):
    """How large a fault's impact was. What it takes away is the rubric's to say, so that the labels
    of the buttons, in the order small, large, come in as recent answers do.
    """

    def read(self, given: str, today: date) -> str:
        if (code := an_impact(given)) is not None:
            return code
        known = "、".join(_LABELS.values())
        raise Refused(common.CHOOSE.format(given=short(given), labels=known, example=labels.SMALL))

    def show(self, fact: Any) -> str:
        return _LABELS.get(fact, str(fact))

    def options(self, known: Known) -> Sequence[Option]:
        return list(zip(_LABELS, known.recent or _LABELS.values(), strict=True))


def an_impact(word: str) -> str | None:
    """Return the impact that a word names; None when it names none."""
    said = compact(word)
    return next((code for code, ways in _SPOKEN.items() if said == code or said in ways), None)


def _worth(facts: Facts) -> Worth:
    return Worth(date.fromisoformat(facts["day"]))


FAULT: Final = Form(
    line=Line.FAULT,
    title=t.TITLE,
    steps=(
        Step("impact", t.IMPACT, t.ASK_IMPACT, Impact()),
        Step("account", t.ACCOUNT, t.ASK_ACCOUNT, Words(MOST, t.EXAMPLE, tells_all=True)),
        Step("day", t.DAY, t.ASK_DAY, Day()),
    ),
    slots=(Slot("proof", t.PROOF, t.ASK_PROOF, frozenset({"photo", "video", "paper", "link"})),),
    worth=_worth,
    headline=("account",),
    outline=(("day",), ("account",)),
    hears=(("impact", an_impact), ("day", a_day)),
    rest="account",
)
