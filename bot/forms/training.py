"""A training (三(四)一): no kind of work, but set down, with its papers, as one is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.forms.fields import Day, Known, Option, Words
from bot.forms.form import Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day
from bot.rules.days import read_planned_day
from bot.rules.rubric import Line
from bot.texts import forms as common
from bot.texts.training import training_form as t

NAME: Final = "training"
_AHEAD: Final = re.compile(r"^(?:明天|明日|后天|下个?(?:周|星期|礼拜).)$")
_LABELS: Final = {
    word: key
    for key, words in (
        ("theme", t.THEME_WORDS),
        ("day", t.DAY_WORDS),
        ("place", t.PLACE_WORDS),
        ("lecturer", t.LECTURER_WORDS),
    )
    for word in words
}
# With a colon anywhere; without one only where a word begins.
_LABEL: Final = re.compile(
    rf"(?:^|[\s，,；;。、]*)(?P<word>{'|'.join(_LABELS)})[是为]?[:：]\s*"
    rf"|[\s，,；;。、]+(?P<bare>{'|'.join(_LABELS)})\s+"
)


@dataclass(frozen=True, slots=True)
class PlannedDay(Day):
    """A day that may lie ahead; as a fact, an ISO date."""

    def read(self, given: str, today: date) -> str:
        return read_planned_day(given, today).isoformat()

    def options(self, known: Known) -> Sequence[Option]:
        one = timedelta(days=1)
        return [
            (known.today.isoformat(), common.TODAY),
            ((known.today - one).isoformat(), common.YESTERDAY),
            ((known.today + one).isoformat(), t.TOMORROW),
        ]


def a_planned_day(word: str) -> str | None:
    """Return a word that tells a day, be it past or to come."""
    return word if _AHEAD.match(word) else a_day(word)


def by_labels(text: str) -> Mapping[str, str]:
    """Part a text where a word announces what follows: `劳动合同法 地点：县局 讲师：张教授`."""
    said, key, at = dict[str, str](), "theme", 0
    for found in _LABEL.finditer(text):
        said[key] = said.get(key) or _bare(text[at : found.start()])
        key, at = _LABELS[found["word"] or found["bare"]], found.end()
    said[key] = said.get(key) or _bare(text[at:])
    return {each: words for each, words in said.items() if words} if at else {}


def _bare(text: str) -> str:
    return text.strip(" \t\n，,；;。、")


def _worth(facts: Facts) -> Worth:
    return Worth(date.fromisoformat(facts["day"]))


TRAINING: Final = Form(
    line=Line.BASE,
    own=NAME,
    title=t.TITLE,
    steps=(
        Step("theme", t.THEME, t.ASK_THEME, Words(200, t.EXAMPLE, t.THEMES), parts=by_labels),
        Step("day", t.DAY, t.ASK_DAY, PlannedDay()),
        Step("place", t.PLACE, t.ASK_PLACE, Words(60, t.EXAMPLE_PLACE)),
        Step("lecturer", t.LECTURER, t.ASK_LECTURER, Words(60, t.EXAMPLE_LECTURER), optional=True),
    ),
    slots=(
        Slot(
            "papers",
            t.PAPERS,
            t.ASK_PAPERS,
            frozenset({"photo", "video", "paper", "link"}),
            optional=True,
        ),
    ),
    worth=_worth,
    headline=("theme",),
    outline=(("day", "place"), ("theme",)),
    hears=(("day", a_planned_day),),
    rest="theme",
)
FORCE: Final = "force"
"""The fact of a draft that no question asks: whose training it is; 0 for the whole county's."""
