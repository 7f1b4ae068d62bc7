"""Sketches of text: the same paper is told from others, and nothing can be read back."""

import hmac
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from bot.rules.county import load_county
from bot.rules.papers.reading import Line, Page
from bot.rules.papers.sketches import MOST, Sketch, alike, sketch_of, telling

TODAY = date(2026, 11, 23)
WORDS = load_county(Path("bot/rules/county.toml").read_text("utf-8")).papers
TALK = (
    "申请人反映两个月工资没有拿到，找过厂里三次都没有说法。",
    "问：请说一说您的请求。",
    "答：两个月工资八千四百元，春节以前要拿到手里，家里等着用。",
    "问：单位一方有什么意见？",
    "答：厂里回款以后分两次付清，第一次在月底，第二次在春节以前。",
)


def keyed(text: str) -> bytes:
    return hmac.digest(b"county", text.encode(), "sha256")


def page(*lines: str, sure: float = 1.0) -> Page:
    return Page([Line(line, sure) for line in lines])


def record(
    who: str = "张建国",
    unit: str = "云河食品有限公司",
    day: str = "2026年11月10日",
    talk: tuple[str, ...] = TALK,
) -> Page:
    heads = (f"时间：{day}", f"申请人：{who}", f"被申请人：{unit}", "案由：拖欠劳动报酬")
    return page("调解笔录", *heads, *talk)


def sketch(made: Page) -> Sketch:
    found = sketch_of(made, WORDS, TODAY, keyed)
    assert found is not None
    return found


def misread(made: Page, seed: int, share: float = 0.015) -> Page:
    chance = Random(seed)
    return Page(
        [
            replace_text(line, "".join("口" if chance.random() < share else c for c in line.text))
            for line in made.lines
        ]
    )


def replace_text(line: Line, text: str) -> Line:
    return line._replace(text=text)


def test_the_same_paper_is_told_though_a_part_is_cut_off_or_misread() -> None:
    known = sketch(record())
    lines = record().lines
    assert alike(known, sketch(Page(lines[:-1])))
    assert alike(known, sketch(Page(lines[3:])))
    assert alike(known, sketch(page(*(line.text for line in lines), "云河镇劳动保障所")))
    told = [alike(known, sketch(misread(record(), seed))) for seed in range(20)]
    assert sum(told) >= 18, told


@pytest.mark.parametrize(
    "other",
    [
        record(who="李卫东"),
        record(unit="华泰建材厂", who="赵长河"),
        record(day="2026年10月10日"),
        record(
            talk=(
                "反映加班费算得不对，班组里二十几个人都是这样算的。",
                *TALK[1:2],
                "答：按规定补给。" * 3,
            )
        ),
    ],
    ids=["another worker", "another unit", "another day", "another account"],
)
def test_a_form_filled_in_for_somebody_or_something_else_is_another(other: Page) -> None:
    assert not alike(sketch(record()), sketch(other))


def test_what_many_pages_have_in_common_does_not_count() -> None:
    printed = "依照调解仲裁法的规定，现将有关权利义务告知如下，请如实回答，是否申请回避。"
    one, other = (
        sketch(page("调查笔录", printed, printed[::-1], said))
        for said in ("夜班的钱少算了三个月要求补齐。", "工伤以后单位没有安排复查和换岗。")
    )
    common = set(one.values) & set(other.values)
    assert alike(one, other), "two pages cannot tell what is printed"
    assert not alike(one, other, common)
    assert not set(telling(one, common)) & set(telling(other, common))


@pytest.mark.parametrize(
    "short",
    [
        page("送达回证", "受送达人：张建国", "送达日期：2026年11月12日", "文书收到，内容看过。"),
        page("一" * 20_000),
        page("2026年11月12日 8400 13800001234 " * 40),
        page(*TALK, sure=0.4),
        Page(),
    ],
    ids=["short", "one character", "numbers", "not sure", "empty"],
)
def test_a_page_that_says_too_little_has_none(short: Page) -> None:
    assert sketch_of(short, WORDS, TODAY, keyed) is None


def test_numbers_spaces_and_signs_make_no_difference() -> None:
    plain = sketch(page(*TALK))
    noisy = sketch(page(*(f" {line.replace('，', ' , ')} 12345" for line in TALK)))
    assert plain.values == noisy.values


def test_a_sketch_comes_back_as_it_was_stored() -> None:
    made = sketch(record())
    assert Sketch.load(made.dump()) == made
    whole = replace(made, values=made.values[:3], is_whole=True, marks=(), days=())
    assert Sketch.load(whole.dump()) == whole


def test_nothing_of_the_text_is_in_it_and_another_key_makes_another() -> None:
    made = sketch(record())
    assert len(made.values) <= MOST
    stored = made.dump()
    for part in ("张建国", "云河", "工资"):
        assert part.encode() not in stored
    other = sketch_of(record(), WORDS, TODAY, lambda text: keyed(f"other {text}"))
    assert other is not None
    assert not set(other.values) & set(made.values)


def test_many_names_have_the_same_mark() -> None:
    """A mark tells who it is not, and leaves open who it is."""
    buckets = {keyed(f"mark:{chr(code)}")[0] & 63 for code in range(0x4E00, 0x9FA5)}
    assert len(buckets) == 64
