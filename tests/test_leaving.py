"""`xietiao roster leave`: one sentence, and the ledger goes on without them."""

from pathlib import Path

import pytest

from tests.test_command_line import GRID, MEI, WANG, Desk, bare, desk, made

__all__ = ["bare", "desk", "made"]

OTHER_MEI = ["李梅", "110105198505150020", GRID, "另一家", "13800000003"]


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """李梅 twice, and 王强, who is the liaison."""
    desk.ok("roster", "import", desk.roster(MEI, OTHER_MEI, WANG))
    desk.ok("appoint", "liaison", "王强", "--task-force", "服装制造")
    return desk


def left(desk: Desk) -> object:
    return desk.sql("SELECT count(*) FROM person WHERE left_at IS NOT NULL")[0][0]


def test_one_sentence_says_who_left(staffed: Desk) -> None:
    said = staffed.ok("roster", "leave", "李梅", "--phone", "13800000001")
    assert said.startswith("李梅 已离开服装制造：")
    assert len(said.splitlines()) == 1
    assert left(staffed) == 1
    assert staffed.sql("SELECT act FROM audit ORDER BY id DESC LIMIT 1") == [("leave",)]
    assert "没有叫“李梅”" in staffed.refused("roster", "leave", "李梅", "--phone", "13800000001")
    assert staffed.ok("verify")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("李梅",), "有 2 位“李梅”，请加上手机号"),
        (("王强",), "例如：xietiao appoint liaison 王芳 --task-force 服装制造"),
        (("没人",), "没有叫“没人”的人"),
    ],
)
def test_who_cannot_leave_just_so_is_said_with_an_example(
    staffed: Desk, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in staffed.refused("roster", "leave", *words)
    assert left(staffed) == 0


def test_whoever_is_in_the_next_workbook_again_is_back_as_the_same_person(staffed: Desk) -> None:
    staffed.ok("roster", "leave", "李梅", "--phone", "13800000001")
    book = staffed.roster(MEI, OTHER_MEI, WANG)
    assert "imported 1, unchanged 2, refused 0" in staffed.ok("roster", "import", book)
    assert left(staffed) == 0
    assert staffed.sql("SELECT count(*) FROM person") == [(3,)]
    roles = "SELECT count(*) FROM role WHERE person_id = 1 AND until IS NULL"
    assert staffed.sql(roles) == [(1,)]


def test_a_database_that_is_not_there_is_said(bare: Desk, tmp_path: Path) -> None:
    assert "xietiao init" in bare.refused("roster", "leave", "李梅")


def test_what_was_read_of_somebodys_papers_is_forgotten_when_they_ask(staffed: Desk) -> None:
    said = staffed.ok("roster", "forget-papers", "李梅", "--phone", "13800000001")
    assert said == "李梅：已清除 0 份材料的识读文字，记录和佐证文件不变\n"
    assert staffed.sql("SELECT act FROM audit ORDER BY id DESC LIMIT 1") == [("forget papers",)]
    assert "请加上手机号" in staffed.refused("roster", "forget-papers", "李梅")
    assert "没有叫“王芳”" in staffed.refused("roster", "forget-papers", "王芳")
    assert staffed.ok("verify")
