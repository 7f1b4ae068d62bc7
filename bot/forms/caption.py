"""A caption read into the card: `宣传 昨天 ××服装厂 60人 劳动合同法` (dialogues, B)."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from bot.errors import Refused
from bot.forms.form import Form
from bot.forms.kinds import FORMS
from bot.rules.halfwidth import halfwidth
from bot.rules.laws import LAWS
from bot.rules.publicity import Place, Reach, Way
from bot.rules.rubric import Line

_KINDS: Final = {Line.PUBLICITY: ("开展宣传", "宣传", "普法")}
_PLACES: Final = {
    Place.PARK: ("园区", "产业园", "工业园"),
    Place.COMMUNITY: ("社区", "小区", "村"),
    Place.BUILDING: ("楼宇", "大厦", "写字楼", "商厦", "楼"),
    Place.ENTERPRISE: ("厂", "公司", "企业", "集团", "店", "车间", "工地", "医院", "学校"),
}
_PEOPLE: Final = re.compile(r"约?(\d{1,6})余?(?:人次|人|名)")
_GAP: Final = re.compile(r"[\s,，;；、。]+")


class Caption(NamedTuple):
    """What a caption says: the kind of work ("" when it names none) and the facts understood."""

    form: str
    facts: dict[str, Any]


def read_caption(text: str, today: date) -> Caption:
    """Whatever is understood, word by word; the rest is left alone and nothing is refused.

    Whether publicity was self-initiated is never read: that is asked.
    """
    form, facts, left = "", dict[str, Any](), list[str]()
    for word in _words(text):
        if not form and (kind := _kind(word)):
            form = kind
        elif not _understood(word, facts):
            left.append(word)
    if form:
        _name_the_place(left, facts)
    return Caption(form, _accepted(FORMS[form], facts, today) if form else {})


def _words(text: str) -> Iterator[str]:
    return (word for word in _GAP.split(halfwidth(text).strip()) if word)


def _kind(word: str) -> str:
    return next((line.value for line, names in _KINDS.items() if word in names), "")


def _understood(word: str, facts: dict[str, Any]) -> bool:
    """Whether the word told a fact that was not known yet."""
    readers: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("turnout", lambda: _people(word)),
        ("theme", lambda: _law(word)),
        ("way", lambda: next((w.value for w in Way if w.label == word), None)),
        ("reach", lambda: next((r.value for r in Reach if r.label == word), None)),
        ("day", lambda: word if _looks_like_a_day(word) else None),
    )
    for key, read in readers:
        if key not in facts and (fact := read()) is not None:
            facts[key] = fact
            return True
    return False


def _people(word: str) -> str | None:
    match = _PEOPLE.fullmatch(word)
    return match[1] if match else None


def _law(word: str) -> str | None:
    bare = word.strip("《》")
    return next((law.short for law in LAWS if bare in (law.name, law.short, law.printed)), None)


def _looks_like_a_day(word: str) -> bool:
    return bool(re.search(r"[今昨前][天日]|周|星期|月|[\d][./-][\d]|^20\d{6}$|^\d+[日号]$", word))


def _name_the_place(left: list[str], facts: dict[str, Any]) -> None:
    """The first word left over that names a kind of place; with it, the kind."""
    for word in left:
        for place, endings in _PLACES.items():
            if any(ending in word for ending in endings):
                facts["place"], facts["place_kind"] = word, place.value
                return


def _accepted(form: Form, facts: dict[str, Any], today: date) -> dict[str, Any]:
    """Only what the form's own fields take: a day in the future is asked, not believed."""
    accepted = {}
    for step in form.steps:
        if step.key in facts:
            try:
                accepted[step.key] = step.field.read(str(facts[step.key]), today)
            except Refused:
                continue
    return accepted
