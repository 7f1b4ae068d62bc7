"""A caption read into the card: `宣传 昨天 ××服装厂 60人 劳动合同法` (dialogues, B)."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from bot.errors import Refused
from bot.forms.fields import Choice
from bot.forms.form import Form
from bot.forms.kinds import FORMS
from bot.rules.halfwidth import halfwidth
from bot.rules.laws import LAWS
from bot.rules.mediation import Dispute, Origin
from bot.rules.publicity import Place
from bot.rules.rubric import Line

Reader = Callable[[str], str | None]

_KINDS: Final = {
    Line.PUBLICITY: ("开展宣传", "宣传", "普法"),
    Line.MEDIATION: ("成功调解", "调解", "调处"),
}
_PLACES: Final = {
    Place.PARK: ("园区", "产业园", "工业园"),
    Place.COMMUNITY: ("社区", "小区", "村"),
    Place.BUILDING: ("楼宇", "大厦", "写字楼", "商厦", "楼"),
    Place.ENTERPRISE: ("厂", "公司", "企业", "集团", "店", "车间", "工地", "医院", "学校"),
}
# How people write of a dispute, the more telling words first.
_DISPUTES: Final = {
    Dispute.STATUS: ("确认劳动关系", "事实劳动关系"),
    Dispute.DEPARTURE: ("除名", "辞退", "辞职", "离职", "开除"),
    Dispute.PAY: ("欠薪", "工资", "报酬", "工伤", "医疗费", "赔偿", "补偿"),
    Dispute.CONDITIONS: ("加班", "工时", "休假", "年假", "社保", "福利", "培训", "劳动保护"),
    Dispute.CONTRACT: ("劳动合同", "合同"),
}
_ORIGINS: Final = {Origin.CHECK: ("排查", "巡查"), Origin.PARTY: ("反映", "投诉", "求助", "上门")}
_PEOPLE: Final = re.compile(r"约?(\d{1,6})余?(?:人次|人|名)")
_DAY: Final = re.compile(
    r"[今昨前][天日]|周[一二三四五六日天]|星期|\d月|月\d|[\d][./-][\d]|^20\d{6}$|^\d+[日号]$"
)
_GAP: Final = re.compile(r"[\s,，;；、。]+")


class Caption(NamedTuple):
    """What a caption says: the kind of work ("" when it names none) and the facts understood."""

    form: str
    facts: dict[str, Any]


def read_caption(text: str, today: date, form: str = "") -> Caption:
    """Whatever is understood, word by word; the rest is left alone and nothing is refused.

    `form` is the kind of work where that is known already. Whether publicity was self-initiated is
    never read: that is asked.
    """
    words = list(_words(text))
    form = form or next(filter(None, map(_kind, words)), "")
    if form not in FORMS:
        return Caption("", {})
    readers, said = _READERS[form], dict[str, str]()
    for word in words:
        if _kind(word) != form:
            _understand(word, readers, said)
    if form == Line.PUBLICITY.value and "place" in said:
        said["place_kind"] = _place(said["place"])
    return Caption(form, _accepted(FORMS[form], said, today))


def _words(text: str) -> Iterator[str]:
    return (word for word in _GAP.split(halfwidth(text).strip()) if word)


def _kind(word: str) -> str:
    return next((line.value for line, names in _KINDS.items() if word in names), "")


def _understand(word: str, readers: Mapping[str, Reader], said: dict[str, str]) -> None:
    """The first fact a word tells that is not known yet."""
    for key, read in readers.items():
        if key not in said and (fact := read(word)) is not None:
            said[key] = fact
            return


def _day(word: str) -> str | None:
    return word if _DAY.search(word) else None


def _people(word: str) -> str | None:
    match = _PEOPLE.fullmatch(word)
    return match[1] if match else None


def _law(word: str) -> str | None:
    bare = word.strip("《》")
    return next((law.short for law in LAWS if bare in (law.name, law.short, law.printed)), None)


def _named_place(word: str) -> str | None:
    return word if _place(word) else None


def _place(word: str) -> str:
    """The kind of place a name tells, "" for none."""
    return next(
        (place.value for place, ends in _PLACES.items() if any(end in word for end in ends)), ""
    )


def _label(form: str, key: str) -> Reader:
    """A word that is one of a choice's labels."""
    field = FORMS[form].step(key).field
    choices = field.choices if isinstance(field, Choice) else ()
    return {label: code for code, label in choices}.get


def _spoken(terms: Mapping[Any, tuple[str, ...]]) -> Reader:
    """A word that holds one of the words by which a term is spoken of."""

    def read(word: str) -> str | None:
        return next((t.value for t, ways in terms.items() if any(w in word for w in ways)), None)

    return read


_READERS: Final[dict[str, Mapping[str, Reader]]] = {
    Line.PUBLICITY.value: {
        "turnout": _people,
        "theme": _law,
        "way": _label("publicity", "way"),
        "reach": _label("publicity", "reach"),
        "day": _day,
        "place": _named_place,
    },
    Line.MEDIATION.value: {
        "side": _label("mediation", "side"),
        "importance": _label("mediation", "importance"),
        "scope": _label("mediation", "scope"),
        "part": _label("mediation", "part"),
        "day": _day,
        "unit": _named_place,
        "dispute": _spoken(_DISPUTES),
        "origin": _spoken(_ORIGINS),
    },
}


def _accepted(form: Form, said: dict[str, str], today: date) -> dict[str, Any]:
    """Only what the form's own fields take: a day in the future is asked, not believed."""
    accepted = {}
    for step in form.steps:
        if step.key in said:
            try:
                accepted[step.key] = step.field.read(said[step.key], today)
            except Refused:
                continue
    return accepted
