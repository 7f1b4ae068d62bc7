"""Markup becomes entities as Telegram's parsers make them, or fails with their words."""

import pytest

from bot.sandbox.formatting import formatted
from bot.sandbox.limits import ApiError

Compact = list[tuple[str, int, int]]


def compact(text: str, mode: str) -> tuple[str, Compact]:
    plain, entities = formatted(text, mode)
    return plain, [(each["type"], each["offset"], each["length"]) for each in entities]


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("<b>粗</b> <i>斜</i>", "粗 斜", [("bold", 0, 1), ("italic", 2, 1)]),
        ("😀<u>下</u>", "😀下", [("underline", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("a &lt;b&gt; &amp; &#20320; &nbsp;", "a <b> & 你 &nbsp;", []),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ('<a href="tg://user?id=1001">x</a>', "x", [("text_mention", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        (
            '<span class="tg-spoiler">s</span><s>d</s>',
            "sd",
            [("spoiler", 0, 1), ("strikethrough", 1, 1)],
        ),
        ("  <b> 前后 </b>  ", "前后", [("bold", 0, 2)]),
        ("<b></b>空", "空", []),
        ("<B>大写</B>", "大写", [("bold", 0, 2)]),
    ],
)
def test_html_is_understood(source: str, plain: str, entities: Compact) -> None:
    assert compact(source, "HTML") == (plain, entities)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("你<x>a", 'Unsupported start tag "x" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<b =1>x</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=http://a>x</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_broken_html_is_refused(source: str, problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(source, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("*粗* _斜_ __下__", "粗 斜 下", [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1)]),
        (
            "~删~ ||藏|| `码`",
            "删 藏 码",
            [("strikethrough", 0, 1), ("spoiler", 2, 1), ("code", 4, 1)],
        ),
        ("*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        (r"1\. a\-b \(c\)", "1. a-b (c)", []),
        ("[x](https://example.org/a_b)", "x", [("text_link", 0, 1)]),
        ("```py\ncode```", "code", [("pre", 0, 4)]),
        (">引\n>用\n后", "引\n用\n后", [("blockquote", 0, 4)]),
        ("前\n>引", "前\n引", [("blockquote", 2, 1)]),
        ("😀*a*", "😀a", [("bold", 2, 1)]),
    ],
)
def test_markdown_v2_is_understood(source: str, plain: str, entities: Compact) -> None:
    assert compact(source, "MarkdownV2") == (plain, entities)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("第1条.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("你*a", "Can't find end of Bold entity at byte offset 3"),
        ("*a _b*_", "Can't find end of Italic entity at byte offset 6"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_broken_markdown_v2_is_refused(source: str, problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(source, "MarkdownV2")
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


def test_the_older_markdown_is_understood_too() -> None:
    assert compact("*粗* _斜_ `码` [x](t.me/x)", "Markdown") == (
        "粗 斜 码 x",
        [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1), ("text_link", 6, 1)],
    )
    with pytest.raises(ApiError, match="Can't find end of the entity starting at byte offset 1"):
        formatted("a*b", "Markdown")


def test_commands_addresses_and_mentions_mark_themselves() -> None:
    text = "/report@xietiao_bot 见 https://example.org/a。 @limei #宣传 a@b.cn"
    plain, entities = formatted(text)
    units = plain.encode("utf-16-le")
    marked = {
        each["type"]: units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode(
            "utf-16-le"
        )
        for each in entities
    }
    assert marked == {
        "bot_command": "/report@xietiao_bot",
        "url": "https://example.org/a",
        "mention": "@limei",
        "hashtag": "#宣传",
        "email": "a@b.cn",
    }


def test_explicit_entities_are_kept_or_refused() -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert formatted("加粗吧", "", [bold]) == ("加粗吧", [bold])
    with pytest.raises(ApiError, match="ends after the end of the text"):
        formatted("短", "", [bold])
    with pytest.raises(ApiError, match="Unsupported type specified"):
        formatted("短", "", [bold | {"type": "loud"}])
    with pytest.raises(ApiError, match='Can\'t find field "url"'):
        formatted("链接", "", [bold | {"type": "text_link"}])
