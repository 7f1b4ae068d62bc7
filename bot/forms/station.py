"""A public service station or a gold coordinator's studio (三(六)): no kind of work, but set down,
with its photo, as one is.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from bot.forms.fields import Choice, Day, Words
from bot.forms.form import Background, Facts, Form, Slot, Step, Worth
from bot.rules.halfwidth import halfwidth
from bot.rules.rubric import Line
from bot.rules.stations import Kind, Where
from bot.texts.training import station_form as t

KIND, WHERE = Choice.of(Kind), Choice.of(Where)
_BETWEEN: Final = re.compile(r"[,，;；、。\n]+")
_LABELLED: Final = re.compile(
    r"(名称|站名|所在|设在|地址|地点|负责人|成立日期|成立|类别)(?:是|为)?[:：]?(.+)"
)
_KEYS: Final = {
    "名称": "name", "站名": "name", "所在": "where", "设在": "where", "地址": "address",
    "地点": "address", "负责人": "keeper", "成立日期": "opened", "成立": "opened", "类别": "kind",
}  # fmt: skip
_DAY: Final = re.compile(
    r"(?:20\d\d[-./年]|[今去前]年)\d.*|20\d{6}|\d\d?月\d\d?[日号]|[今昨前][天日]"
)
_WAYS: Final = re.compile(
    r".*(?:路|街|道|巷|号|村|镇|乡|楼|层|室|园区|社区|广场|大厦|园|院)(?:\d+.*)?"
)


def a_kind(word: str) -> str | None:
    """Return the kind that a word names outright."""
    return next((kind.label for kind in Kind if word in (kind.label, kind.value)), None)


def a_where(word: str) -> str | None:
    """Return what a station is in: `园区`, `在社区`, `行业领域`."""
    bare = word.removeprefix("在").removesuffix("领域").removeprefix("企业聚集")
    return next((where.label for where in Where if bare == where.label), None)


def a_keeper(word: str) -> str | None:
    """Return who is in charge, as a word says it: `负责人李梅`, `负责人：李梅`."""
    match = _LABELLED.fullmatch(word)
    return match[2] if match and _KEYS[match[1]] == "keeper" else None


def a_day(word: str) -> str | None:
    """Return a word that is plainly a day: `12号` may be a house's number."""
    return word if _DAY.fullmatch(word) else None


def a_name(word: str) -> str | None:
    """Return a word that ends as names of stations and studios do."""
    return word if word.endswith((*t.SPOKEN_STATION, *t.SPOKEN_STUDIO)) else None


def an_address(word: str) -> str | None:
    """Return a word that holds what addresses hold: a road, a number, a village …"""
    return word if _WAYS.fullmatch(word) else None


_READERS: Final = (
    ("kind", a_kind), ("where", a_where), ("keeper", a_keeper), ("opened", a_day),
)  # fmt: skip


def parts(text: str) -> Mapping[str, str]:
    """Give each line its part of a text that says more than the name: the words that plainly are
    something else go there, the first other one is the name, the rest the address.
    """
    said: dict[str, str] = {}
    loose: list[str] = []
    for word in _words(halfwidth(text)):
        key, value = _told(word)
        if not key or key in said:
            loose.append(word)
        else:
            said[key] = value
    if not said or (not loose and "name" not in said):
        return {}
    name = said.get("name") or loose.pop(0)
    address = said.get("address") or " ".join(loose)
    return {**said, "name": name, **({"address": address} if address else {})}


def _words(text: str) -> Iterator[str]:
    """Yield what commas and spaces tell apart; a name before the first comma may hold spaces."""
    pieces = [piece.split() for piece in _BETWEEN.split(text) if piece.strip()]
    for n, words in enumerate(pieces):
        if n == 0 and len(pieces) > 1 and not any(_told(word)[0] for word in words):
            yield " ".join(words)
        else:
            yield from words


def _told(word: str) -> tuple[str, str]:
    """Return the line that a word is plainly about, and what it says there; "" for none."""
    for key, read in _READERS:
        if (value := read(word)) is not None:
            return key, value
    match = _LABELLED.fullmatch(word)
    return (_KEYS[match[1]], match[2]) if match else ("", "")


def _told_by_name(name: Any, _: Background) -> Mapping[str, Any]:
    """Return the kind that a name tells."""
    if any(word in str(name) for word in t.SPOKEN_STUDIO):
        return {"kind": Kind.STUDIO.value}
    is_station = str(name).endswith(t.SPOKEN_STATION)
    return {"kind": Kind.STATION.value} if is_station else {}


def _worth(facts: Facts) -> Worth:
    return Worth(date.fromisoformat(facts["opened"]), counts=False)


STATION: Final = Form(
    line=Line.BASE,
    own="station",
    title=t.TITLE,
    steps=(
        Step("name", t.NAME, t.ASK_NAME, Words(30, t.EXAMPLE_NAME), tells=_told_by_name,
             parts=parts),
        Step("kind", t.KIND, t.ASK_KIND, KIND),
        Step("where", t.WHERE, t.ASK_WHERE, WHERE),
        Step("address", t.ADDRESS, t.ASK_ADDRESS, Words(60, t.EXAMPLE_ADDRESS)),
        Step("keeper", t.KEEPER, t.ASK_KEEPER, Words(20, t.EXAMPLE_KEEPER)),
        Step("opened", t.OPENED, t.ASK_OPENED, Day(of_any_age=True)),
    ),
    slots=(
        Slot("photo", t.PHOTO, t.ASK_PHOTO, frozenset({"photo", "paper"}), optional=True),
    ),
    worth=_worth,
    headline=("name",),
    outline=(("kind", "where"), ("address",), ("keeper", "opened")),
    hears=(*_READERS, ("name", a_name), ("address", an_address)),
)  # fmt: skip
