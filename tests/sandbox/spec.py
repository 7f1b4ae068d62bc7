"""The Bot API as data: whether a request or an answer is what Telegram's documentation says.

Works on `shared/botapi/api.min.json` beside the checkout; `Spec.beside_checkout()` is None where
that folder does not stand.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
DATA = CHECKOUT.parent / "shared" / "botapi" / "api.min.json"
ABSENT = "the Bot API as data does not stand beside this checkout (../shared/botapi)"
ARRAY = "Array of "
ATTACH = "attach://"

Problems = list[str]


class Spec:
    """Checks against methods and types; a problem is a sentence that begins with the place."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._methods = {name.lower(): method for name, method in data["methods"].items()}
        self._types = data["types"]

    @classmethod
    @cache
    def beside_checkout(cls) -> "Spec | None":
        """The specification, or None where there is none."""
        return cls(json.loads(DATA.read_text("utf-8"))) if DATA.exists() else None

    def check_request(self, method: str, params: dict[str, Any]) -> Problems:
        """Problems of a request; scalars may be strings, objects JSON, uploads bytes."""
        known = self._methods.get(method.lower())
        if known is None:
            return [f"{method}: no such method"]
        fields = {field["name"]: field for field in known.get("fields", [])}
        attached = _attached(params)
        problems = [f"{method}.{name}: missing" for name in _required(fields) if name not in params]
        for name, value in params.items():
            place = f"{method}.{name}"
            if name not in fields and not (isinstance(value, bytes) and name in attached):
                problems.append(f"{place}: no such parameter")
            elif name in fields:
                problems += self._parameter(place, fields[name]["types"], value)
        return problems

    def check_answer(self, method: str, result: Any) -> Problems:
        """Problems of a method's result."""
        known = self._methods.get(method.lower())
        if known is None:
            return [f"{method}: no such method"]
        return self._value(method, known["returns"], result)

    def check_object(self, type_name: str, value: Any) -> Problems:
        """Problems of an object of a type, such as an `Update`."""
        return self._value(type_name, [type_name], value)

    def _parameter(self, place: str, types: list[str], value: Any) -> Problems:
        if isinstance(value, bytes):
            return [] if "InputFile" in types else [f"{place}: an upload is not expected"]
        if not isinstance(value, str) or "String" in types:
            return self._value(place, types, value)
        try:
            return self._value(place, types, json.loads(value))
        except ValueError:
            return [f"{place}: {value[:40]!r} is neither {_listed(types)} nor JSON"]

    def _value(self, place: str, types: list[str], value: Any) -> Problems:
        """The problems of whichever of the types fits best."""
        attempts = [self._as(place, each, value) for each in types]
        return min(attempts, key=len)

    def _as(self, place: str, type_name: str, value: Any) -> Problems:
        if type_name.startswith(ARRAY):
            return self._array(place, type_name.removeprefix(ARRAY), value)
        if type_name == "KeyboardButton" and isinstance(value, str):
            return []  # the documentation allows a plain String, its table does not say so
        if type_name not in self._types or type_name == "InputFile":
            fits = _fits(type_name, value)
            return [] if fits else [f"{place}: {value!r:.40} is not {type_name}"]
        subtypes = self._types[type_name].get("subtypes")
        if subtypes:
            return self._value(place, subtypes, value)
        return self._object(place, type_name, value)

    def _array(self, place: str, type_name: str, value: Any) -> Problems:
        if not isinstance(value, list):
            return [f"{place}: {value!r:.40} is not an array"]
        items = (self._as(f"{place}[{at}]", type_name, each) for at, each in enumerate(value))
        return [problem for item in items for problem in item]

    def _object(self, place: str, type_name: str, value: Any) -> Problems:
        if not isinstance(value, dict):
            return [f"{place}: {value!r:.40} is not a {type_name}"]
        fields = {field["name"]: field for field in self._types[type_name].get("fields", [])}
        problems = [
            f"{place}.{name}: missing in {type_name}"
            for name in _required(fields)
            if name not in value
        ]
        for name, inner in value.items():
            if name not in fields:
                problems.append(f"{place}.{name}: no such field in {type_name}")
            else:
                problems += self._value(f"{place}.{name}", fields[name]["types"], inner)
        return problems


def _required(fields: dict[str, Any]) -> Iterator[str]:
    return (name for name, field in fields.items() if field["required"])


def _fits(type_name: str, value: Any) -> bool:
    match type_name:
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "Boolean":
            return isinstance(value, bool)
        case "InputFile":
            return isinstance(value, bytes)
        case _:
            return isinstance(value, str)


def _attached(params: dict[str, Any]) -> set[str]:
    """The names of the parts that `attach://` refers to, anywhere in the request."""
    texts = [value if isinstance(value, str) else repr(value) for value in params.values()]
    pieces = (piece for text in texts for piece in text.split(ATTACH)[1:])
    return {piece.split('"')[0].split("'")[0] for piece in pieces}


def _listed(types: list[str]) -> str:
    return " or ".join(types)
