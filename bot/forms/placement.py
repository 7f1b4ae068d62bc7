"""A placement (以干代训, 三(四)二): no kind of work, but set down as one is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bot.errors import Refused
from bot.forms.fields import Choice, Day, Known, Option, Words
from bot.forms.form import Facts, Form, Slot, Step, Worth
from bot.rules.calendar import ONE_DAY
from bot.rules.days import AHEAD, oldest_day
from bot.rules.halfwidth import compact, halfwidth
from bot.rules.placements import Level, Stage, is_short, length
from bot.rules.rubric import Line
from bot.rules.spans import read_any_span
from bot.texts.times import day_label
from bot.texts.training import placement_form as t

NAME: Final = "placement"
SEVERED: Final = ".."


@dataclass(frozen=True, slots=True)
class Days(Day):
    """The first and the last day, included, past or to come; as a fact, two ISO dates with `..`
    between them.
    """

    def read(self, given: str, today: date) -> str:
        first, last = days_of(given) or read_any_span(given, today)
        if first < oldest_day(today):
            raise Refused(t.TOO_OLD.format(day=day_label(first), example=_example(today)))
        if last > today + AHEAD:
            raise Refused(t.TOO_FAR.format(day=day_label(last), example=_example(today)))
        return f"{first}{SEVERED}{last}"

    def dated(self, fact: Any, today: date | None) -> str:
        days = days_of(str(fact))
        return span(*days, today) if days else ""

    def options(self, known: Known) -> Sequence[Option]:
        return [
            (f"{known.today}{SEVERED}{known.today + timedelta(weeks=n) - ONE_DAY}", label)
            for n, label in ((2, t.TWO_WEEKS), (4, t.FOUR_WEEKS))
        ]


def days_of(fact: str) -> tuple[date, date] | None:
    """Return both days of a fact, None where a text is none."""
    first, _, last = fact.partition(SEVERED)
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return days if days[0] <= days[1] else None


def span(first: date, last: date, today: date | None = None) -> str:
    """Return both days with how many they are: `11月5日—11月20日，16天`."""
    ends = day_label(last, today or first)
    return t.SPAN.format(first=day_label(first, today), last=ends, n=length(first, last))


def flagged(first: date, last: date, today: date, least: int) -> str:
    """Return both days, and whether they are fewer than the `least` (三(四)二)."""
    short = t.SHORT.format(n=least) if is_short(first, last, least) else ""
    return span(first, last, today) + short


def _example(today: date) -> str:
    last = today + timedelta(days=13)
    return f"{today.month}.{today.day}-{last.month}.{last.day}"


def _terms(choice: Choice) -> Callable[[str], str | None]:
    """Return a reader of words that are a choice's labels, or begin one: 县级, 乡镇级, 第1阶段."""
    known = {compact(label): code for code, label in choice.choices}
    near = {
        "乡镇级": Level.TOWNSHIP, "街道级": Level.TOWNSHIP, "镇级": Level.TOWNSHIP,
        "行业级": Level.SECTOR, "第1阶段": Stage.FIRST, "第2阶段": Stage.SECOND,
        "第3阶段": Stage.THIRD, "第4阶段": Stage.FOURTH,
    }  # fmt: skip
    codes = {code for code, _ in choice.choices}
    known |= {word: term.value for word, term in near.items() if term.value in codes}
    return lambda word: known.get(compact(word))


LEVEL: Final = Choice.of(Level)
STAGE: Final = Choice.of(Stage)
_a_level, _a_stage = _terms(LEVEL), _terms(STAGE)


def anywhere(text: str) -> Mapping[str, str]:
    """Part a text by words that tell level, stage or days; the others name the host."""
    said, host = dict[str, str](), list[str]()
    for word in halfwidth(text).replace("，", " ").replace(",", " ").split():
        if "level" not in said and (level := _a_level(word)):
            said["level"] = level
        elif "stage" not in said and (stage := _a_stage(word)):
            said["stage"] = stage
        elif "days" not in said and _is_span(word):
            said["days"] = word
        else:
            host.append(word)
    if not said:
        return {}
    return said | ({"host": " ".join(host)} if host else {})


def _is_span(word: str) -> bool:
    """Whether a word holds two days, be they possible or not: the field says what is wrong."""
    return sum(c.isdigit() for c in word) >= 3 and any(c in word for c in "-到至~—–")


def _worth(facts: Facts) -> Worth:
    return Worth(date.fromisoformat(facts["days"].partition(SEVERED)[0]))


PLACEMENT: Final = Form(
    line=Line.BASE,
    own=NAME,
    title=t.TITLE,
    steps=(
        Step("host", t.HOST, t.ASK_HOST, Words(60, t.EXAMPLE_HOST), parts=anywhere),
        Step("level", t.LEVEL, t.ASK_LEVEL, LEVEL),
        Step("stage", t.STAGE, t.ASK_STAGE, STAGE, joins=True),
        Step("days", t.DAYS, t.ASK_DAYS, Days()),
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
    headline=("host",),
    outline=(("days",), ("host", "level", "stage")),
)
