"""Numbers of people on papers: found however they are written, and nothing else is taken for one.
No number is a real person's.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from bot.rules.papers.numbers import Checked, Covers, covers_of, numbers_in, without_numbers
from bot.rules.papers.reading import WHOLE, Corners, Line, Page, Reading
from tests.rules.steady import steady

UNSURE = 0.7
ALIKE = {"0": "OoQD〇", "1": "Il|i", "2": "Zz", "5": "Ss", "6": "Gb", "8": "B", "9": "gq"}
GAPS = ["", " ", "  ", "-", "·", ".", "\u200b", "\u3000", " - "]


def found(text: str, sure: float = 1.0, before: str = "") -> list[str]:
    return [text[spot.start : spot.end] for spot in numbers_in(Line(text, sure), before)]


def on_page(*texts: str, sure: float = 1.0) -> Covers:
    return covers_of(Reading([Page([Line(text, sure) for text in texts])]))


@st.composite
def ids(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1930, 1, 1), date(2012, 12, 31)))
    region = draw(st.sampled_from(["370830", "110101", "513401", "654323", "320981"]))
    stem = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    check = str(ric.calc_check_digit(f"{stem}?"))
    return stem + draw(st.sampled_from([check, "0123456789X"[int(check, 36) % 10]]))


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    return f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 999_999_999)):09}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    n = draw(st.sampled_from([16, 18, 19]))
    return "62" + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=n - 2, max_size=n - 2))
    )


@st.composite
def written(draw: st.DrawFn, number: str, *, groups: tuple[int, ...]) -> str:
    """The number as a paper or a recogniser has it: in groups, at full width, with letters."""
    text = number
    if draw(st.booleans()):
        at = draw(st.sets(st.integers(1, len(number) - 1), max_size=3))
        text = "".join(
            draw(st.sampled_from(ALIKE[char])) if n in at and char in ALIKE else char
            for n, char in enumerate(number)
        )
    if draw(st.booleans()):
        gap, parts, upto = draw(st.sampled_from(GAPS)), [], 0
        for n in groups:
            parts.append(text[upto : upto + n])
            upto += n
        text = gap.join([*parts, *([text[upto:]] if text[upto:] else [])])
    if draw(st.booleans()):
        text = text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    return text


def is_whole(text: str, line: str) -> bool:
    """Whether what was found of the line holds all of the number."""
    begins = line.index(text)
    return any(
        spot.start <= begins and begins + len(text) <= spot.end for spot in numbers_in(Line(line))
    )


AROUND = st.sampled_from(
    [
        ("", ""),
        ("身份证号：", "，住汶上县"),
        ("张某（", "）到场"),
        ("1、", "。"),
        ("Tel", ""),
        ("和", "等"),
    ]
)


@given(ids().flatmap(lambda id_: written(id_, groups=(6, 8, 4))), AROUND)
@steady
def test_an_id_is_found_whole_with_any_check_digit(text: str, around: tuple[str, str]) -> None:
    assert is_whole(text, text.join(around))


@given(mobiles().flatmap(lambda mobile: written(mobile, groups=(3, 4, 4))), AROUND)
@steady
def test_a_mobile_phone_is_found_whole(text: str, around: tuple[str, str]) -> None:
    assert is_whole(text, text.join(around))


@given(cards().flatmap(lambda card: written(card, groups=(4, 4, 4, 4))), AROUND)
@steady
def test_a_bank_card_is_found_whole(text: str, around: tuple[str, str]) -> None:
    assert is_whole(text, text.join(around))


@given(ids(), st.integers(1, 17), AROUND)
@steady
def test_an_id_that_runs_over_two_lines_is_found_in_both(
    number: str, at: int, around: tuple[str, str]
) -> None:
    lines = (around[0] + number[:at], number[at:] + around[1])
    known = covers_of(placed(lines))
    assert known.numbers == 1
    assert {round(cover.corners[1], -3) for cover in known.places} == {0, 1000}


def placed(lines: tuple[str, ...]) -> Reading:
    """A page with these lines below each other."""
    page = [
        Line(text, 1.0, (0, n * 1000, 5000, n * 1000, 5000, n * 1000 + 400, 0, n * 1000 + 400))
        for n, text in enumerate(lines)
    ]
    return Reading([Page(page)])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("电话 0537-7212345", "0537-7212345"),
        ("（0537）7212345", "0537）7212345"),
        ("05377212345", "05377212345"),
        ("电话：7212345", "7212345"),
        ("+86 138-0013-8000", "+86 138-0013-8000"),
        ("身份证 370830650101002", "370830650101002"),
        ("370830650101002", "370830650101002"),
        ("No13800138000", "13800138000"),
        ("开户银行账号 15512300001234", "15512300001234"),
        ("日期 2026-11-12 13800138000", "13800138000"),
        ("身份证号码：370830199O0101", "370830199O0101"),
    ],
)
def test_other_numbers_of_people(text: str, number: str) -> None:
    assert found(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月12日",
        "2026.11.12-2026.12.31",
        "电话约谈：2026-11-12 15:04",
        "IMG_20261112_150405.jpg",
        "编号 X1042",
        "汶人社发〔2026〕12号",
        "《劳动合同法》第三十八条第一款第（二）项",
        "工资 8,400.00 元",
        "银行转账 1234567.00元",
        "共计13800138000元",
        "¥ 1234567890123456",
        "1200 1350 1400 1500 1600",
        "统一社会信用代码：91370830MA3C12345X",
        "统一社会信用代码91370830312345678D，银行代发工资",
        "12370830MB28563517",
        "SOLID BOSS ZOO Ill 12",
        "第1234567号",
        "没有数字",
        "",
    ],
)
def test_what_is_nobodys_number_is_left_alone(text: str) -> None:
    assert not found(text)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9))
@steady
def test_no_code_of_a_company_is_taken_for_a_number(organisation: str) -> None:
    stem = f"91370830{organisation}"
    code = stem + uscc.calc_check_digit(stem)
    assert not found(f"统一社会信用代码：{code}，联系电话如下")


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(["-", ".", "/", "", "年"]))
@steady
def test_no_day_is_taken_for_a_number(day: date, mark: str) -> None:
    text = f"银行转账日期 {day:%Y}{mark}{day:%m}{'月' if mark == '年' else mark}{day:%d}"
    assert not found(text)
    assert not found(text + " 15:04:05")


def test_beside_a_companys_code_a_phone_is_found() -> None:
    assert found("913708303123456786 电话 13900139000") == ["13900139000"]


def test_what_stands_in_a_box_beside_its_label_is_found() -> None:
    assert found("7212345", before="联系电话") == ["7212345"]
    assert not found("7212345", before="工资总额")
    assert not found("申请人张某", before="联系电话")


def test_groups_that_were_found_as_lines_of_their_own_are_one_number() -> None:
    assert on_page("370830", "19900101", "0021").numbers == 1
    assert on_page("6222", "0216", "0800", "1234", "567").numbers == 1
    assert on_page("138", "0013", "8000").numbers == 1
    assert on_page("1200", "1350", "1400", "1500").numbers == 0


def box(left: int, top: int, wide: int = 1500) -> Corners:
    return (left, top, left + wide, top, left + wide, top + 200, left, top + 200)


@pytest.mark.parametrize("turned", [False, True])
def test_a_number_goes_on_below_in_its_own_column(*, turned: bool) -> None:
    lines = [
        Line("370830199", 1.0, box(0, 0)),
        Line("张某", 1.0, box(2000, 0)),
        Line("公司", 1.0, box(4000, 0)),
        Line("001010021", 1.0, box(100, 260)),
        Line("李某", 1.0, box(2000, 260)),
    ]
    if turned:
        lines = [line._replace(corners=upside_down(line)) for line in lines]
    known = covers_of(Reading([Page(lines)]))
    assert (known.numbers, len(known.places)) == (1, 2)
    lines[3] = lines[3]._replace(corners=box(7000, 260))
    assert not covers_of(Reading([Page(lines)])).numbers, "another column"


def upside_down(line: Line) -> Corners:
    assert line.corners is not None
    a, b, c, d, e, f, g, h = (WHOLE - at for at in line.corners)
    return a, b, c, d, e, f, g, h


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("37083O19900101", "37083O19900101"),
        ("身份证 3708??", "身份证 3708??"),
        ("370830 1990", "370830 1990"),
        ("张某 3708301990 住", "张某 3708301990 住"),
        ("张某某和李某某都住本县某街道某小区 37083019 号楼", "37083019 "),
    ],
)
def test_a_doubtful_line_is_covered_generously(text: str, covered: str) -> None:
    assert [each.strip() for each in found(text, UNSURE)] == [covered.strip()]
    assert on_page(text, sure=UNSURE) == Covers(is_doubtful=True, are_placed=False)


@pytest.mark.parametrize("text", ["合同订于2026年11月12日", "共8400元", "调解笔录"])
def test_a_doubtful_line_without_a_number_is_left_alone(text: str) -> None:
    assert not found(text, UNSURE)


def test_of_an_illegible_line_any_few_digits_are_covered() -> None:
    assert found("a1b2c3", 0.3) == ["a1b2c3"]
    assert not found("张某", 0.3)


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1 " * 10_000, "1" * 20_000 + "x", "0O" * 10_000, "2026111" * 3000]
)
def test_a_page_of_one_character_takes_no_time(text: str) -> None:
    for sure in (1.0, UNSURE):
        covers_of(Reading([Page([Line(text, sure, box(0, 0))] * 10)]))
    many = [Line(text[:1], 1.0, box(0, 0))] * 5000
    covers_of(Reading([Page(many)]))


def test_places_fit_the_line_whichever_way_it_runs() -> None:
    line = Line("身份证号：370830199001010021", 1.0, box(1000, 1000, 6000))
    (cover,) = covers_of(Reading([Page(), Page([line])])).places
    assert cover.page == 1
    left, right = cover.corners[0], cover.corners[2]
    assert 1000 < left < 1000 + 6000 * 10 // 30, "the label stays, the number does not"
    assert right == 7000
    (turned,) = covers_of(Reading([Page([line._replace(corners=upside_down(line))])])).places
    assert turned.corners == upside_down(line._replace(corners=cover.corners))


def test_what_is_to_be_covered_is_kept_without_any_text() -> None:
    known = covers_of(placed(("身份证号：370830199001010021", "张某，13800138000")))
    assert Covers.load(known.dump()) == known
    assert "370830" not in known.dump()
    assert "张" not in known.dump()
    bare = on_page("身份证 3708", sure=UNSURE)
    assert Covers.load(bare.dump()) == bare
    assert Checked(None, 0, 0).places == ()
    assert Checked(known, 10, 300).is_cut


def test_a_text_is_shown_with_stars_for_its_numbers() -> None:
    name = "张某370830199001010021-13800138000.docx"
    assert without_numbers(name) == f"张某{'*' * 30}.docx"
    assert without_numbers("方案20261112.pdf") == "方案20261112.pdf"


def in_boxes(pieces: list[str]) -> list[Line]:
    """A head, and on the same row boxes with what was read in them, a tenth of a line too low."""
    head = Line("身份证号码", 1.0, (500, 1000, 1500, 1000, 1500, 1200, 500, 1200))
    return [head, *(Line(text, 1.0, boxed(1600 + 300 * n)) for n, text in enumerate(pieces))]


def boxed(left: int) -> Corners:
    return left, 1020, left + 250, 1020, left + 250, 1220, left, 1220


def test_a_digit_a_box_is_one_number_however_many_boxes() -> None:
    covers = covers_of(Reading([Page(in_boxes(list("370830199001010021")))]))
    assert (covers.numbers, covers.is_doubtful) == (1, False)
    assert len(set(covers.places)) == 18
    assert on_page("身份证号", *"370830199001010021").numbers == 1
    assert not on_page("工资", *["3500"] * 6, "3600").has_any


def test_what_was_not_read_beside_its_head_is_covered_up_to_other_words() -> None:
    after = Line("住址", 1.0, boxed(7000))
    covers = covers_of(Reading([Page([*in_boxes(["3", "8", "99"]), after])]))
    assert (covers.numbers, covers.is_doubtful) == (0, True)
    ((_, corners),) = covers.places
    assert (min(corners[::2]), max(corners[::2])) == (1500, 7000)
    assert min(corners[1::2]) < 1000
    assert max(corners[1::2]) > 1220
    unread = covers_of(Reading([Page(in_boxes([]))]))
    assert [max(place.corners[::2]) for place in unread.places] == [WHOLE]
    assert not unread.is_doubtful, "there may be nothing"
    assert not covers_of(
        Reading([Page([in_boxes([])[0], Line("见附表", 1.0, boxed(1600))])])
    ).numbers


def test_a_head_whose_number_was_found_covers_nothing_else() -> None:
    covers = covers_of(Reading([Page(in_boxes(["370830199001010021"]))]))
    assert len(covers.places) == covers.numbers == 1


def test_a_file_s_ending_is_no_part_of_a_number_in_its_name() -> None:
    assert without_numbers("6222021608004321765.xlsx") == "*" * 19 + ".xlsx"
    assert without_numbers("37083019900101002X.pdf") == "*" * 18 + ".pdf"
