"""parse_mode=HTML: Telegram's few tags, and its complaints about the others."""

import re

from bot.sandbox.formatting.spans import Formatted, Plain, Span, byte_offset, custom_emoji, link
from bot.sandbox.limits import ApiError, cannot_parse
from bot.sandbox.wire import Json

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "link",
    "tg-emoji": "emoji",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
PIECE = re.compile(r"[^<&]+")
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
SPACE = re.compile(r"\s*")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
HIGHEST = 0x10FFFF


def parse_html(source: str) -> Formatted:
    """Plain text and entities. Raises `ApiError` for markup Telegram does not take."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain = Plain()
        self.entities: list[Json] = []
        self.open: list[Span] = []
        self.language = ""

    def read(self) -> Formatted:
        while self.at < len(self.source):
            piece = PIECE.match(self.source, self.at)
            if piece:
                self.plain.add(piece[0])
                self.at = piece.end()
            elif self.source[self.at] == "&":
                self._reference()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._tag()}"')
        return str(self.plain), self.entities

    def _tag(self) -> str:
        return self.open[-1].type

    def _reference(self) -> None:
        character, length = _decoded(self.source, self.at)
        self.plain.add(character)
        self.at += length

    def _fail(self, what: str, begin: int) -> ApiError:
        return cannot_parse(f"{what} at byte offset {byte_offset(self.source, begin)}")

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found[0] if found else ""
        self.at += len(text)
        return text

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take(NAME).lower()
        if not self._peek():
            raise self._fail("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self._fail(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while (attribute := self._attribute(tag, begin)) is not None:
            argument = _argument(tag, *attribute) or argument
        if tag == "span" and argument != "spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(Span(tag, self.plain.length, begin, self.plain.mark(), argument))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        self._take(SPACE)
        if self._peek() == ">":
            self.at += 1
            return None
        name = self._take(ATTRIBUTE_NAME)
        if not name:
            raise self._fail(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(SPACE)
        if self._peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, "1"
            what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise self._fail(what, begin)
        self.at += 1
        self._take(SPACE)
        return name, self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        quote = self._peek()
        if not quote:
            raise self._fail(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            token_begin = self.at
            value = self._take(TOKEN).lower()
            if self._peek() != ">" and not self._peek().isspace():
                raise self._fail("Unexpected end of name token", token_begin)
            return value
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise self._fail("Unclosed start tag", begin)
        value = self.source[self.at + 1 : end]
        self.at = end + 1
        return REFERENCE.sub(lambda found: _decoded(found[0], 0)[0], value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fail("Unexpected end tag", begin)
        self.at += 2
        name = self._take(NAME).lower()
        self._take(SPACE)
        if self._peek() != ">":
            raise self._fail("Unclosed end tag", begin)
        self.at += 1
        if name and name != self._tag():
            place = byte_offset(self.source, begin)
            raise cannot_parse(
                f"Unmatched end tag at byte offset {place},"
                f' expected "</{self._tag()}>", found "</{name}>"'
            )
        self._close(self.open.pop())

    def _close(self, span: Span) -> None:
        length = self.plain.length - span.offset
        if not length:
            return
        kind = TAGS[span.type]
        place = {"offset": span.offset, "length": length}
        if kind == "link":
            address = span.argument or self.plain.since(span.begin)
            found = link(span.offset, length, address)
            self.entities += [found] if found else []
        elif kind == "emoji":
            self.entities.append(custom_emoji(span.offset, length, span.argument))
        elif kind in {"pre", "code"}:
            self._close_code(kind, place, span.argument)
        elif kind == "blockquote" and span.argument:
            self.entities.append({"type": "expandable_blockquote", **place})
        else:
            self.entities.append({"type": kind, **place})

    def _close_code(self, kind: str, place: Json, language: str) -> None:
        inner = self.entities[-1] if self.entities else {}
        if {**inner, **place} == inner and {inner["type"], kind} == {"pre", "code"}:
            language = language or self.language
            self.entities[-1] = {"type": "pre", **place} | _language(language)
        else:
            self.entities.append({"type": kind, **place})
        self.language = language


def _language(name: str) -> Json:
    return {"language": name} if name else {}


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id"), ("blockquote", "expandable")}:
        return value
    if (tag, name) == ("code", "class"):
        return value.removeprefix("language-") if value.startswith("language-") else ""
    if (tag, name) == ("span", "class"):
        return value.removeprefix("tg-")
    return ""


def _decoded(text: str, at: int) -> tuple[str, int]:
    found = REFERENCE.match(text, at)
    if not found:
        return text[at], 1
    if found[3]:
        return NAMED[found[3]], len(found[0])
    code = int(found[1], 16) if found[1] else int(found[2])
    if not 0 < code < HIGHEST or 0xD800 <= code <= 0xDFFF:
        return text[at], 1
    return chr(code), len(found[0])
