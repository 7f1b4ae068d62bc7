"""What is typed finds what is meant, slips and initials included, the same way each time."""

import pytest

from bot.rules.finding import LONGEST, Index, Leaf
from bot.rules.guide import guide_of, without_figures
from bot.rules.initials import initials, letters

PAGES = guide_of().pages
INDEX = Index(
    [Leaf(page.key, page.title, page.words, without_figures(page.text)) for page in PAGES.values()]
)


def first(typed: str) -> str:
    hits = INDEX.find(typed)
    return hits[0].key if hits else ""


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("工伤几天内上报", "injury_days"),
        ("工伤保险", "law_injury"),
        ("工伤多少天之内要上报啊？", "injury_days"),
        ("我们厂有人受伤了 没有买保险 单位没买保险", "injury_uninsured"),
        ("试用期最长可以多久", "probation"),
        ("加班费怎么算", "overtime_pay"),
        ("没签合同怎么办", "contract_none"),
        ("被辞退赔多少", "dismissal_wrong"),
        ("产假几天", "maternity_leave"),
        ("五个要", "five_musts"),
        ("宣传要什么材料", "evidence_publicity"),
        ("农民工工资", "migrant_account"),
        ("上班路上被车撞了算工伤吗", "injury_which"),
        ("工资支付暂行条例", "law_wages"),
        ("《劳动合同法》", "law_contract"),
        ("扣几分", "fault_rules"),
        ("谁审核我", "task_forces"),
        ("12333", "complain_where"),
    ],
)
def test_what_people_say_finds_its_page(typed: str, page: str) -> None:
    assert first(typed) == page


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("劳动合同发", "law_contract"),
        ("劳动和同法", "law_contract"),
        ("劳动合法", "law_contract"),
        ("工商保险", "law_injury"),
        ("公伤", "law_injury"),
        ("经济补尝", "compensation"),
        ("试用其最长多久", "probation"),
        ("年体假", "annual_leave"),
    ],
)
def test_a_slip_finds_it_too(typed: str, page: str) -> None:
    assert first(typed) == page


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("gsbx", "law_injury"),
        ("GSBX", "law_injury"),
        ("ｇｓｂｘ", "law_injury"),
        ("jjbc", "compensation"),
        ("syq", "probation"),
        ("tj", "mediation_steps"),
        ("nmggz", "migrant_account"),
        ("ldhtf", "law_contract"),
    ],
)
def test_initials_find_it_too(typed: str, page: str) -> None:
    assert page in [hit.key for hit in INDEX.find(typed)][:8]
    assert len(typed) < 3 or first(typed) == page


@pytest.mark.parametrize("typed", ["", "   ", "！！！", "🙂", "\n", "Ωμέγα", "zzqqj"])
def test_what_says_nothing_finds_nothing(typed: str) -> None:
    assert INDEX.find(typed) == []


def test_the_same_words_find_the_same_in_the_same_order() -> None:
    again = Index(
        [
            Leaf(page.key, page.title, page.words, without_figures(page.text))
            for page in PAGES.values()
        ]
    )
    for typed in ("工资", "合同", "调解", "佐证", "劳动合同发", "gs"):
        assert again.find(typed, most=99) == INDEX.find(typed, most=99)


def test_what_fits_alike_stays_in_its_order() -> None:
    index = Index([Leaf(key, "考勤", ("打卡",)) for key in ("b", "a", "c")])
    assert [hit.key for hit in index.find("打卡")] == ["b", "a", "c"]


def test_all_of_what_was_typed_is_one_and_nothing_is_more() -> None:
    for page in PAGES.values():
        hits = INDEX.find(page.title, most=3)
        assert hits[0].score <= 1
        assert page.key in [hit.key for hit in hits], page.title


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert INDEX.find("加班费" + "字" * 4_000)[0].key == "overtime_pay"
    assert INDEX.find("字" * 2 * LONGEST + "加班费") == []


def test_initials_of_characters_read_in_two_ways() -> None:
    assert "tj" in initials("调解")
    assert "hy" in initials("行业")
    assert initials("工伤保险") == ("gsbx",)
    assert initials("5天") == ("5t",)


def test_a_character_of_unknown_sound_has_no_initials() -> None:
    assert letters("𰻝") == frozenset()
    assert initials("𰻝面") == ()
