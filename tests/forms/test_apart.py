"""Papers of two cases are taken apart by their units, their parties, and how they were sent."""

from importlib.resources import files

from bot.forms.papers.apart import apart
from bot.rules.county import load_county
from bot.rules.papers.reading import Line, Page, Reading

WORDS = load_county((files("bot.rules") / "county.toml").read_text("utf-8")).papers


def paper(*lines: str) -> Reading:
    return Reading([Page([Line(line) for line in lines])])


READ = {
    1: paper("调解笔录", "申请人：张建国", "被申请人：云河食品有限公司"),
    2: paper("调解笔录", "申请人：赵长河", "被申请人：青石建材有限公司"),
    3: paper("收条", "今收到补发的款项。", "领款人：张建国"),
    4: paper("照片"),
}


def test_a_paper_without_a_unit_goes_with_its_party() -> None:
    assert apart(READ, WORDS, [[1], [2]], [1, 2, 3]) == [[1, 3], [2]]


def test_what_names_nobody_goes_with_what_was_sent_before_it() -> None:
    assert apart(READ, WORDS, [[1], [2]], [1, 2, 4]) == [[1], [2, 4]]
    assert apart(READ, WORDS, [[1], [2]], [4, 1, 5, 2]) == [[4, 1, 5], [2]]


def test_a_case_whose_papers_are_gone_is_none() -> None:
    assert apart(READ, WORDS, [[1], [9]], [1, 3]) == [[1, 3]]
