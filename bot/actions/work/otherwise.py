"""What papers say otherwise than an entry, of its day and unit: pointed out, it decides nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.forms.form import Facts, Form, Step, shown
from bot.rules.papers.units import is_own
from bot.texts.work import reading as t


def otherwise(form: Form, facts: Facts, said: Facts, today: date | None) -> list[str]:
    """Return the sentence on what papers say (`said`) otherwise than `facts` have it, such as
    `材料写的是 11月12日`; [] where they do not.
    """
    what = "、".join(_differing(form, facts, said, today))
    return [t.OTHERWISE.format(what=what)] if what else []


def _differing(form: Form, facts: Facts, said: Facts, today: date | None) -> Iterator[str]:
    for step in form.steps:
        each, given = said.get(step.key), facts.get(step.key)
        for fact in each if isinstance(each, list) else [each]:
            if None not in (given, fact) and not _is_same(step, given, fact):
                yield shown(step, {**facts, step.key: fact}, today)


def _is_same(step: Step, given: Any, fact: Any) -> bool:
    """Whether two answers say the same; a unit may be written shorter."""
    if step.key == "unit":
        return is_own(str(given), str(fact))
    return bool(given == fact)
