"""parse_mode=Markdown, the older kind: no nesting, a few characters to escape."""

from bot.sandbox.formatting.spans import Formatted, Plain, byte_offset, link
from bot.sandbox.limits import cannot_parse
from bot.sandbox.wire import Json

ESCAPABLE = "_*`["
MARKS = {"```": ("```", "pre"), "_": ("_", "italic"), "*": ("*", "bold"), "`": ("`", "code")}


def parse_markdown(source: str) -> Formatted:
    """Plain text and entities. Raises `ApiError` for what is not closed."""
    plain, at = Plain(), 0
    entities: list[Json] = []
    while at < len(source):
        character = source[at]
        if character == "\\" and source[at + 1 : at + 2] in set(ESCAPABLE):
            plain.add(source[at + 1])
            at += 2
        elif character not in ESCAPABLE:
            plain.add(character)
            at += 1
        else:
            at = _span(source, at, plain, entities)
    return str(plain), entities


def _span(source: str, at: int, plain: Plain, entities: list[Json]) -> int:
    """Read one span; returns where the text goes on."""
    opener = next((mark for mark in MARKS if source.startswith(mark, at)), "[")
    closer, kind = MARKS.get(opener, ("]", "text_link"))
    end = source.find(closer, at + len(opener))
    if end < 0:
        place = byte_offset(source, at)
        raise cannot_parse(f"Can't find end of the entity starting at byte offset {place}")
    inner = source[at + len(opener) : end]
    offset, after = plain.length, end + len(closer)
    if kind == "pre":
        inner = inner.removeprefix("\n")
    plain.add(inner)
    length = plain.length - offset
    if kind == "text_link":
        address, after = _address(source, after, inner)
        found = link(offset, length, address)
        entities += [found] if found and length else []
    elif length:
        entities.append({"type": kind, "offset": offset, "length": length})
    return after


def _address(source: str, at: int, inner: str) -> tuple[str, int]:
    if not source.startswith("(", at):
        return inner, at
    end = source.find(")", at)
    end = len(source) if end < 0 else end
    return source[at + 1 : end], end + 1
