"""Captions, read into the card: `宣传 昨天 ××服装厂 60人 劳动合同法` (dialogues, B)."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from bot.errors import Refused
from bot.forms.form import Form
from bot.forms.kinds import ALL_FORMS, FORMS
from bot.rules.halfwidth import halfwidth

_BETWEEN: Final = " \t\n\r\u3000,，;；、。:："
_GAP: Final = re.compile(r"[\s,，;；、。]+")
_DAY_FIRST: Final = re.compile(
    r"(?:今|昨|前|大前)[天日]|(?:本|上|这)?周[一二三四五六日天]|\d\d?月\d\d?[日号]"
)
# A title keeps together whatever stands within its brackets.
_WORD: Final = re.compile(r"《[^《》]*》|[^\s,，;；、。《》]+")


class Caption(NamedTuple):
    """What a caption says: the kind of work ("" when it names none) and the facts understood."""

    form: str
    facts: dict[str, Any]


def read_caption(text: str, today: date, form: str = "") -> Caption:
    """Read a caption word by word; what is not understood is left alone, and nothing is refused.

    `form` is the kind of work where that is known already. What each kind understands is part of
    its form. Whether publicity was self-initiated is never read from a caption: that is asked.
    """
    words = list(_words(text))
    form = form or next(filter(None, map(_kind, words)), "")
    if form not in ALL_FORMS:
        return Caption("", {})
    known, said = ALL_FORMS[form], dict[str, str]()
    if known.rest:
        return Caption(form, _told(text, known, today))
    for word in words:
        if _kind(word) != form:
            _understand(word, known, said)
    return Caption(form, _accepted(known, said | dict(known.infers(said)), today))


def _told(text: str, form: Form, today: date) -> dict[str, Any]:
    """Return what an account tells: what its words at the beginning say of other lines, as long as
    they do and those lines' own fields take it; all that follows is the account itself. A day that
    it only begins with, such as 昨天 without a space behind it, stays in it.
    """
    facts: dict[str, Any] = {}
    rest = text.strip().lstrip(_BETWEEN)
    while rest:
        word = _GAP.split(rest, maxsplit=1)[0]
        said = dict[str, str]()
        _understand(halfwidth(word), form, said, but=facts)
        if not (found := _accepted(form, said, today)):
            break
        facts |= found
        rest = rest[len(word) :].lstrip(_BETWEEN)
    begins = _DAY_FIRST.match(halfwidth(rest))
    if begins and "day" not in facts:
        facts |= _accepted(form, {"day": begins[0]}, today)
    parts = form.step(form.rest).parts
    said = dict((parts(rest) if parts else {}) or {form.rest: rest})
    return facts | _accepted(form, {k: v for k, v in said.items() if k not in facts}, today)


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(halfwidth(text)):
        is_title = match[0].startswith("《")
        yield text[match.start() : match.end()] if is_title else match[0]


def _kind(word: str) -> str:
    return next((form.name for form in FORMS.values() if word in form.spoken), "")


def _understand(word: str, form: Form, said: dict[str, str], but: Collection[str] = ()) -> None:
    """Add to `said` the first fact that a word tells and that is not known yet, there or in
    `but`.
    """
    for key, read in form.hears:
        if key not in (*said, *but) and (fact := read(word)) is not None:
            said[key] = fact
            return


def _accepted(form: Form, said: dict[str, str], today: date) -> dict[str, Any]:
    """Return only those facts that the form's own fields take.

    A day in the future, for one, is not believed: the question is asked.
    """
    accepted = {}
    for step in form.steps:
        if step.key in said:
            try:
                accepted[step.key] = step.field.read(said[step.key], today)
            except Refused:
                continue
    return accepted
