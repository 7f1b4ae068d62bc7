"""Papers on a draft's card: that they are being read, whether they are of two cases, and the
readings of what is doubtful.
"""

from collections.abc import Sequence
from datetime import date

from bot.actions.work.card import Card
from bot.errors import Refused
from bot.forms.fields import Day, Option, Words, key_of, short
from bot.forms.form import CASES, CUT, DOUBTS, Draft, Step
from bot.texts.times import day_label
from bot.texts.work import reading as t


def of_papers(shown: Card) -> list[str]:
    """Return the lines of the note: how many are still to be read, and what was read in part."""
    cut = shown.draft.facts.get(CUT, ()) if not shown.page else ()
    lines = [t.CUT.format(n=n, of=of) for n, of in cut]
    return [*lines, *([t.READING.format(n=shown.to_read)] if shown.to_read else [])]


def is_parting(shown: Card) -> bool:
    """Whether it is asked now if the papers are of several cases."""
    return bool(shown.draft.facts.get(CASES)) and not shown.draft.asking


def how_many(shown: Card) -> str:
    """Return how many cases the papers seem to be of, in words."""
    return t.NUMBERS.get(len(shown.draft.facts[CASES]), t.SEVERAL)


def cases_question(shown: Card) -> str:
    return t.CASES.format(n=how_many(shown))


def cases_first(shown: Card) -> str:
    """Return why a card with that question is not submitted."""
    return t.CASES_FIRST.format(n=how_many(shown))


def read_options(work: Draft, step: Step, today: date) -> list[Option]:
    """Return a button for each reading of a line that papers leave in doubt, as (code, label)."""
    readings: Sequence[str] = work.facts.get(DOUBTS, {}).get(step.key, ())
    options: list[Option] = []
    for reading in readings:
        try:
            fact = step.field.read(reading, today)
        except Refused:
            continue
        if isinstance(step.field, Day):
            options.append((str(fact), day_label(date.fromisoformat(fact), today)))
        elif isinstance(step.field, Words):
            options.append((key_of(fact), short(fact, 20)))
        else:
            options.append((str(fact), step.field.show(fact)))
    return options
