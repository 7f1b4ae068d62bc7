"""A caption read into the card."""

from datetime import date

import pytest

from bot.forms.caption import read_caption

TODAY = date(2026, 11, 23)


def test_the_whole_caption_of_the_dialogue_is_understood() -> None:
    read = read_caption("宣传 昨天 ××服装厂 60人 劳动合同法", TODAY)
    assert read.form == "publicity"
    assert read.facts == {
        "place_kind": "enterprise",
        "place": "××服装厂",
        "day": "2026-11-22",
        "theme": "劳动合同法",
        "turnout": 60,
    }


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("德馨社区", "community"),
        ("化工园区", "park"),
        ("汇金大厦", "building"),
        ("李家村", "community"),
    ],
)
def test_the_kind_of_place_is_told_by_its_name(word: str, kind: str) -> None:
    assert read_caption(f"宣传，{word}", TODAY).facts == {"place": word, "place_kind": kind}


def test_a_caption_without_a_kind_says_nothing() -> None:
    assert read_caption("昨天 60人", TODAY) == ("", {})


def test_a_day_ahead_is_left_to_be_asked() -> None:
    assert read_caption("宣传 2027.1.1", TODAY).facts == {}


def test_whether_it_was_self_initiated_is_never_read() -> None:
    assert "initiative" not in read_caption("宣传 自发开展 实地走访 全县", TODAY).facts


def test_a_caption_that_means_nothing_is_no_trouble() -> None:
    assert read_caption("👍👍👍 <b>", TODAY) == ("", {})


def test_a_caption_of_each_kind_is_read() -> None:
    assert read_caption("预防风险 本单位 提出建议 昨天 云锦制衣厂 欠薪", TODAY) == (
        "risk",
        {"side": "own", "way": "advised", "day": "2026-11-22", "unit": "云锦制衣厂", "kind": "pay"},
    )
    assert read_caption("刊发 济宁日报《一招，两得》 市级 视频 昨天", TODAY) == (
        "publication",
        {"medium": "济宁日报", "headline": "一招，两得", "level": "city", "genre": "film",
         "day": "2026-11-22"},
    )  # fmt: skip
    assert read_caption("劳动管理，建议被采纳，昨天，云锦制衣厂，考勤制度", TODAY) == (
        "management",
        {"way": "advised", "day": "2026-11-22", "unit": "云锦制衣厂", "task": "rules"},
    )
