"""Publicity (组织开展宣传, §7.1, §8.3): self-initiated, where people work and live."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.forms.fields import Choice, Count, Day, Words
from bot.forms.form import Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day, a_law, a_place, kind_of_place, labels_of, people
from bot.rules.publicity import Place, Reach, Way
from bot.rules.rubric import Line
from bot.rules.taken import ON_THE_DAY
from bot.texts.work import publicity as t


def _worth(facts: Facts) -> Worth:
    """Work that Party committee or government organised is part of the base score (§7.1, §8.3)."""
    own = facts["initiative"] == "self"
    day = date.fromisoformat(facts["day"])
    return Worth(day, counts=own, why_not="" if own else t.ORGANISED)


def _inferred(said: Mapping[str, str]) -> Mapping[str, str]:
    """The kind of place, from its name."""
    return {"place_kind": kind_of_place(said["place"])} if "place" in said else {}


WAY: Final = Choice.of(Way)
REACH: Final = Choice.of(Reach)

PUBLICITY: Final = Form(
    line=Line.PUBLICITY,
    title=t.TITLE,
    steps=(
        Step("place_kind", t.PLACE_KIND, t.ASK_PLACE_KIND, Choice.of(Place), kept=True),
        Step("place", t.PLACE, t.ASK_PLACE, Words(60, t.EXAMPLE_PLACE), kept=True),
        Step("day", t.DAY, t.ASK_DAY, Day()),
        Step("way", t.WAY, t.ASK_WAY, WAY, kept=True),
        Step("theme", t.THEME, t.ASK_THEME, Words(60, t.EXAMPLE_THEME, t.THEMES)),
        Step("reach", t.REACH, t.ASK_REACH, REACH, kept=True),
        Step("initiative", t.INITIATIVE, t.ASK_INITIATIVE, Choice(t.INITIATIVES)),
        Step("turnout", t.TURNOUT, t.ASK_TURNOUT, Count(most=100_000), optional=True),
    ),
    slots=(
        Slot(
            "photos",
            t.PHOTOS,
            t.ASK_PHOTOS,
            frozenset({"photo", "video", "link"}),
            taken=ON_THE_DAY,
        ),
        Slot("plan", t.PLAN, t.ASK_PLAN, frozenset({"paper"})),
    ),
    worth=_worth,
    headline=("place", "theme"),
    spoken=t.SPOKEN,
    hears=(
        ("turnout", people),
        ("theme", a_law),
        ("way", labels_of(WAY)),
        ("reach", labels_of(REACH)),
        ("day", a_day),
        ("place", a_place),
    ),
    infers=_inferred,
)
