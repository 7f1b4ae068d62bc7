"""Publicity (组织开展宣传, §7.1, §8.3): self-initiated, where people work and live."""

from datetime import date
from typing import Final

from bot.forms.fields import Choice, Count, Day, Words
from bot.forms.form import Facts, Form, Slot, Step, Worth
from bot.rules.publicity import Place, Reach, Way
from bot.rules.rubric import Line
from bot.texts.work import publicity as t


def _worth(facts: Facts) -> Worth:
    """Work that Party committee or government organised is part of the base score (§7.1, §8.3)."""
    own = facts["initiative"] == "self"
    day = date.fromisoformat(facts["day"])
    return Worth(day, counts=own, why_not="" if own else t.ORGANISED)


PUBLICITY: Final = Form(
    line=Line.PUBLICITY,
    title=t.TITLE,
    steps=(
        Step("place_kind", t.PLACE_KIND, t.ASK_PLACE_KIND, Choice.of(Place), kept=True),
        Step("place", t.PLACE, t.ASK_PLACE, Words(60, t.EXAMPLE_PLACE), kept=True),
        Step("day", t.DAY, t.ASK_DAY, Day()),
        Step("way", t.WAY, t.ASK_WAY, Choice.of(Way), kept=True),
        Step("theme", t.THEME, t.ASK_THEME, Words(60, t.EXAMPLE_THEME, t.THEMES)),
        Step("reach", t.REACH, t.ASK_REACH, Choice.of(Reach), kept=True),
        Step("initiative", t.INITIATIVE, t.ASK_INITIATIVE, Choice(t.INITIATIVES)),
        Step("turnout", t.TURNOUT, t.ASK_TURNOUT, Count(most=100_000), optional=True),
    ),
    slots=(
        Slot("photos", t.PHOTOS, t.ASK_PHOTOS, frozenset({"photo", "video", "link"})),
        Slot("plan", t.PLAN, t.ASK_PLAN, frozenset({"paper"})),
    ),
    worth=_worth,
    headline=("place", "theme"),
)
