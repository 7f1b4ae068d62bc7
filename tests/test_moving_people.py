"""`xietiao roster move`: one sentence, and another task force has them from today on."""

import pytest

from tests.test_command_line import MEI, WANG, Desk, bare, desk, made

__all__ = ["bare", "desk", "made"]


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    desk.ok("roster", "import", desk.roster(MEI, WANG))
    desk.ok("appoint", "liaison", "王强", "--task-force", "服装制造")
    return desk


def test_one_sentence_says_from_where_to_where(staffed: Desk) -> None:
    said = staffed.ok("roster", "move", "李梅", "--to-task-force", "快递行业")
    assert said == "李梅 已从服装制造专班调到快递行业专班\n"
    (move,) = staffed.sql("SELECT person_id, from_id, to_id, moved_by FROM move")
    assert (move[0], move[1] != move[2], move[3]) == (1, True, None)
    assert staffed.ok("verify")


def test_a_workbook_that_names_them_elsewhere_is_a_move_too(staffed: Desk) -> None:
    staffed.ok("roster", "import", staffed.roster(MEI, force="高端装备"))
    assert staffed.sql("SELECT count(*) FROM move") == [(1,)]


def test_whoever_comes_back_into_another_ledger_was_in_the_former_until_then(staffed: Desk) -> None:
    staffed.ok("roster", "leave", "李梅")
    staffed.ok("roster", "import", staffed.roster(MEI, force="高端装备"))
    named = "(SELECT name FROM task_force WHERE id = {})"
    moves = f"SELECT {named.format('from_id')}, {named.format('to_id')} FROM move"
    assert staffed.sql(moves) == [("服装制造", "高端装备")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("王强", "--to-task-force", "快递行业"), "请先交接联络员"),
        (("李梅", "--to-task-force", "没有的"), "没有专班“没有的”"),
        (("李梅", "--to-task-force", "服装制造"), "已在服装制造专班"),
        (("没人", "--to-task-force", "快递行业"), "没有叫“没人”的人"),
    ],
)
def test_what_cannot_be_is_said_with_an_example(
    staffed: Desk, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in staffed.refused("roster", "move", *words)
    assert staffed.sql("SELECT count(*) FROM move") == [(0,)]


def test_an_officer_is_in_no_ledger(staffed: Desk) -> None:
    staffed.ok("appoint", "bureau", "赵敏")
    said = staffed.refused("roster", "move", "赵敏", "--to-task-force", "快递行业")
    assert "不在任何专班的台账里" in said
