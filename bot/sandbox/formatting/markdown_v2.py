"""parse_mode=MarkdownV2: nested spans, block quotes, and the many characters to escape."""

from bot.sandbox.formatting.spans import Formatted, Plain, Span, byte_offset, custom_emoji, link
from bot.sandbox.limits import ApiError, cannot_parse
from bot.sandbox.wire import Json

RESERVED = "_*[]()~`>#+-=|{}.!\n"
CODE = {"Code", "Pre", "PreCode"}
OPENERS = {"__": "Underline", "||": "Spoiler", "![": "CustomEmoji", "```": "Pre"}
SINGLE = {"_": "Italic", "*": "Bold", "~": "Strikethrough", "[": "TextUrl", "`": "Code"}
CLOSERS = {
    "Bold": "*",
    "Italic": "_",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}
NAMES = {"BlockQuote": "blockquote", "PreCode": "pre"}


def parse_markdown_v2(source: str) -> Formatted:
    """Plain text and entities. Raises `ApiError` for what is not escaped or not closed."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain = Plain()
        self.entities: list[Json] = []
        self.open: list[Span] = []

    def read(self) -> Formatted:
        if self.source.startswith(">"):
            self._push("BlockQuote", 1)
        while self.at < len(self.source):
            self._step()
        if self.open and self.open[-1].type == "BlockQuote":
            self._close_quote()
        if self.open:
            raise self._unclosed()
        return str(self.plain), self.entities

    def _step(self) -> None:
        character = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        if character == "\\" and following and ord(following) <= 126:
            self._literal(following, 2)
        elif character not in ("`" if self._inside(CODE) else RESERVED):
            self._literal(character, 1)
        elif character == "\n":
            self._line_end()
        elif self.open and self._closes(self.open[-1].type):
            self._close(self.open.pop())
        else:
            self._opens(character)

    def _literal(self, text: str, taken: int) -> None:
        self.plain.add(text)
        self.at += taken

    def _inside(self, types: set[str]) -> bool:
        return bool(self.open) and self.open[-1].type in types

    def _ahead(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def _quoting(self) -> bool:
        return any(span.type == "BlockQuote" for span in self.open)

    def _closes(self, kind: str) -> bool:
        if kind == "Italic":
            return self._ahead("_") and not self._ahead("__")
        return kind in CLOSERS and self._ahead(CLOSERS[kind])

    def _line_end(self) -> None:
        continues = self._ahead("\n>")
        if self._quoting() and not continues:
            if not self._inside({"BlockQuote"}):
                raise self._unclosed()
            self._literal("\n", 1)
            self._close_quote()
            return
        self._literal("\n", 1)
        if continues and self._quoting():
            self.at += 1
        elif continues:
            self._push("BlockQuote", 1)

    def _push(self, kind: str, taken: int, argument: str = "") -> None:
        span = Span(kind, self.plain.length, self.at, self.plain.mark(), argument)
        self.open.append(span)
        self.at += taken

    def _opens(self, character: str) -> None:
        for mark, kind in OPENERS.items():
            if self._ahead(mark):
                self._push(kind, len(mark))
                if kind == "Pre":
                    self._language()
                return
        if character not in SINGLE:
            raise self._reserved(character)
        self._push(SINGLE[character], 1)

    def _language(self) -> None:
        end = self.at
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        if self.at < end < len(self.source) and self.source[end] != "`":
            self.open[-1].type = "PreCode"
            self.open[-1].argument = self.source[self.at : end]
            self.at = end
        for line_end in ("\r\n", "\n\r", "\n", "\r"):
            if self._ahead(line_end):
                self.at += len(line_end)
                return

    def _close(self, span: Span) -> None:
        self.at += len(CLOSERS[span.type])
        length = self.plain.length - span.offset
        place = {"offset": span.offset, "length": length}
        if span.type == "TextUrl":
            address = self._address() if self._ahead("(") else self.plain.since(span.begin)
            self._mark(link(span.offset, length, address) if length else None)
        elif span.type == "CustomEmoji":
            if not self._ahead("("):
                raise cannot_parse("Custom emoji entity must contain a tg://emoji URL")
            emoji = self._address().removeprefix("tg://emoji?id=")
            self._mark(custom_emoji(span.offset, length, emoji))
        elif length:
            name = NAMES.get(span.type, span.type.lower())
            language = {"language": span.argument} if span.argument else {}
            self._mark({"type": name, **place, **language})

    def _mark(self, entity: Json | None) -> None:
        self.entities += [entity] if entity else []

    def _close_quote(self) -> None:
        span = self.open.pop()
        length = self.plain.length - span.offset
        if length:
            self._mark({"type": "blockquote", "offset": span.offset, "length": length})

    def _address(self) -> str:
        begin = self.at + 1
        taken, at = "", begin
        while at < len(self.source) and self.source[at] != ")":
            if self.source[at] == "\\" and at + 1 < len(self.source):
                at += 1
            taken += self.source[at]
            at += 1
        if at >= len(self.source):
            place = byte_offset(self.source, begin)
            raise cannot_parse(f"Can't find end of a URL at byte offset {place}")
        self.at = at + 1
        return taken

    def _reserved(self, character: str) -> ApiError:
        return cannot_parse(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def _unclosed(self) -> ApiError:
        span = self.open[-1]
        place = byte_offset(self.source, span.source)
        return cannot_parse(f"Can't find end of {span.type} entity at byte offset {place}")
