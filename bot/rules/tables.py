"""The county's rules file read key by key, so that a mistake in it is named with its place."""

from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from bot.errors import Misconfigured
from bot.texts import rules as texts


class Table:
    """A TOML table and its place in the file, such as `rubric[1].publicity`.

    Every method that reads takes a key and an example value. It raises Misconfigured, with that
    example, when the key is missing or of the wrong type. `finish` comes last and refuses the keys
    that nobody has read.
    """

    def __init__(self, values: dict[str, Any], path: str = "") -> None:
        self._values = values
        self._path = path
        self._known: list[str] = []

    def keys(self) -> list[str]:
        """Return the keys there are, for a table whose keys are the county's own."""
        return list(self._values)

    def whole(self, key: str, example: int, least: int = 0) -> int:
        """Read a whole number of `least` or more."""
        value = self._take(key, texts.toml(example))
        if type(value) is not int or value < least:
            raise self.wrong(key, texts.needs_whole(least), texts.toml(example))
        return value

    def text(self, key: str, example: str) -> str:
        """Read a text that is not blank."""
        value = self._take(key, texts.toml(example))
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, texts.NEEDS_TEXT, texts.toml(example))
        return value.strip()

    def optional_text(self, key: str, otherwise: str) -> str:
        """Read a text that is not blank; `otherwise` where the key is missing."""
        self._known.append(key)
        return self.text(key, otherwise) if key in self._values else otherwise

    def texts(self, key: str, example: list[str]) -> tuple[str, ...]:
        """Read a list of texts, none blank, none twice; empty when the key is missing."""
        self._known.append(key)
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(
            isinstance(v, str) and v.strip() for v in values
        ):
            raise self.wrong(key, texts.NEEDS_TEXTS, texts.toml(example))
        stripped = tuple(value.strip() for value in values)
        if len(set(stripped)) < len(stripped):
            raise self.wrong(key, texts.HAS_DUPLICATES, texts.toml(example))
        return stripped

    def day(self, key: str, example: date) -> date:
        """Read a date without a time; a date in quotation marks is taken too."""
        value = self._take(key, example.isoformat())
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            day = None
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self.wrong(key, texts.NEEDS_DAY, example.isoformat())
        return day

    def table(self, key: str, example: str) -> "Table":
        """Read a table within this one."""
        value = self._take(key, example)
        if not isinstance(value, dict):
            raise self.wrong(key, texts.NEEDS_TABLE, example)
        return Table(value, self._at(key))

    def optional_table(self, key: str, example: str) -> "Table":
        """Read a table within this one; an empty table stands in for a missing key."""
        self._values = {key: {}} | self._values
        return self.table(key, example)

    def tables(self, key: str, example: str) -> list["Table"]:
        """Read the tables under `[[key]]`, at least one; errors number them from 1."""
        self._known.append(key)
        values = self._values.get(key)
        if (
            not isinstance(values, list)
            or not values
            or not all(isinstance(v, dict) for v in values)
        ):
            raise Misconfigured(texts.needs_tables(self._at(key), example))
        return [Table(value, f"{self._at(key)}[{n}]") for n, value in enumerate(values, 1)]

    def optional_tables(self, key: str, example: str) -> list["Table"]:
        """Read the tables under `[[key]]`; none where the key is missing."""
        self._known.append(key)
        return self.tables(key, example) if key in self._values else []

    def finish(self) -> None:
        """Raise Misconfigured for a key that nobody has read, with the nearest known key."""
        for key in self._values:
            if key not in self._known:
                near = get_close_matches(key, self._known, n=1)
                raise Misconfigured(texts.unknown_key(self._at(key), near or self._known))

    def wrong(self, key: str, what: str, example: str) -> Misconfigured:
        """Return the error that names `key`, what is wrong, what stands there and an example."""
        return Misconfigured(
            texts.wrong_value(self._at(key), what, self._values.get(key), f"{key} = {example}")
        )

    def _take(self, key: str, example: str) -> Any:
        self._known.append(key)
        if key not in self._values:
            raise Misconfigured(texts.missing_key(self._at(key), f"{key} = {example}"))
        return self._values[key]

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key
