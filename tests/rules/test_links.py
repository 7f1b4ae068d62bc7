"""Links in what people type."""

import pytest

from bot.rules.links import MOST, find_links, without_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://v.qq.com/x/page/a1.html", ["https://v.qq.com/x/page/a1.html"]),
        ("看这里：http://www.example.cn/a?b=1&c=2，谢谢", ["http://www.example.cn/a?b=1&c=2"]),
        ("www.example.cn/1", ["https://www.example.cn/1"]),
        ("ｈｔｔｐｓ：／／ａ．ｃｎ／１", ["https://a.cn/1"]),
        ("https://a.cn/1 https://a.cn/1 https://b.cn", ["https://a.cn/1", "https://b.cn"]),
        ("（https://a.cn/1）。", ["https://a.cn/1"]),
        ("没有链接", []),
        ("http:/坏的", []),
        ("javascript:alert(1)", []),
        ("ftp://a.cn/1", []),
        ("mei@www.example.cn", []),
        ("https://a.cn/" + "x" * MOST, []),
    ],
)
def test_what_is_a_link(text: str, links: list[str]) -> None:
    assert find_links(text) == links


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("济宁日报《题》 https://a.cn/1", "济宁日报《题》"),
        ("看ｈｔｔｐｓ：／／ａ．ｃｎ／１，谢谢", "看 ，谢谢"),
        ("https://a.cn/1。", ""),
        ("没有链接", "没有链接"),
    ],
)
def test_what_is_left_without_them(text: str, rest: str) -> None:
    assert without_links(text) == rest
