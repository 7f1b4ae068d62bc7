"""Published experience (刊发经验稿件, §7.5, §8.3): in media of the city's level or above."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.forms.fields import Choice, Day, Words
from bot.forms.form import Background, Facts, Form, Slot, Step, Worth
from bot.forms.hearing import a_day, a_medium, a_title, labels_of
from bot.forms.parting import at_title
from bot.rules.publication import Genre, Level, genre_of, level_of
from bot.rules.rubric import Line
from bot.texts.work import publication as t

LEVEL, GENRE = Choice.of(Level), Choice.of(Genre)


def _told_by_medium(medium: Any, _: Background) -> Mapping[str, Any]:
    """Return what a medium's name tells of its level, and of what it publishes."""
    told = {"level": level_of(str(medium)), "genre": genre_of(str(medium))}
    return {key: fact for key, fact in told.items() if fact}


def _worth(facts: Facts) -> Worth:
    """Judge an article or film: what the county's media published is recorded without points
    (§8.3).
    """
    counts = facts["level"] != Level.COUNTY.value
    day = date.fromisoformat(facts["day"])
    return Worth(day, counts=counts, why_not="" if counts else t.COUNTY_MEDIA)


PUBLICATION: Final = Form(
    line=Line.PUBLICATION,
    title=t.TITLE,
    steps=(
        Step("medium", t.MEDIUM, t.ASK_MEDIUM, Words(30, t.EXAMPLE_MEDIUM),
             tells=_told_by_medium, parts=at_title("medium", "headline")),
        Step("headline", t.HEADLINE, t.ASK_HEADLINE, Words(80, t.EXAMPLE_HEADLINE)),
        Step("level", t.LEVEL, t.ASK_LEVEL, LEVEL),
        Step("day", t.DAY, t.ASK_DAY, Day()),
        Step("genre", t.GENRE, t.ASK_GENRE, GENRE, optional=True),
    ),
    slots=(Slot("shot", t.SHOT, t.ASK_SHOT, frozenset({"photo", "video", "paper", "link"})),),
    worth=_worth,
    headline=("medium", "headline"),
    outline=(
        ("day", "medium"),
        ("headline",),
        ("level", "genre"),
    ),
    spoken=t.SPOKEN,
    hears=(
        ("headline", a_title),
        ("level", labels_of(LEVEL)),
        ("genre", labels_of(GENRE)),
        ("day", a_day),
        ("medium", a_medium),
    ),
)  # fmt: skip
