"""Whatever a party is called, nothing that is told holds the name."""

import pytest

from tests.forms.papers.written import CONCLUSION, RECORD, SIGNED, understood
from tests.papers import words
from tests.papers.case_layouts import CONCLUSIONS, RECORDS
from tests.papers.case_layouts import SIGNED as SIGNED_PAPERS
from tests.papers.drawing import Sheet
from tests.papers.held_out import prose_case
from tests.papers.stories import Case, case

NAMES = [
    surname + given for n, surname in enumerate(words.SURNAMES) for given in words.GIVEN[n % 7 :: 7]
]
PROSE = """和解协议书
{name}（以下称甲方）与恒信商贸有限公司（以下称乙方）因拖欠工资发生争议。
职工{name}反映：{name}被拖欠两个月工资。
双方达成如下协议：恒信商贸有限公司十日内向{name}支付工资四千元。
2026年11月12日"""


def test_no_name_survives_in_what_is_told() -> None:
    for name in NAMES:
        papers = [text.replace("于浩然", name) for text in (RECORD, CONCLUSION, SIGNED)]
        papers[0] = papers[0].replace("入职四个月", f"{name}入职四个月")

        told = understood(*papers)

        assert "甲某入职四个月" in str(told.told["account"].fact)
        assert name not in str(told.told)


def test_no_name_survives_that_stands_behind_no_heading() -> None:
    for name in NAMES:
        told = understood(PROSE.format(name=name))

        assert told.form == "mediation"
        assert name not in str(told.told), name


@pytest.mark.parametrize("misread", ["干浩然", "于活然", "于浩燃"])
def test_a_name_of_which_a_character_was_misread_is_none_that_is_told(misread: str) -> None:
    record = RECORD.replace("入职四个月", f"{misread}入职四个月")

    assert "甲某入职四个月" in str(understood(record, CONCLUSION).told["account"].fact)


@pytest.mark.parametrize("seed", range(40))
def test_no_layout_gives_a_party_away(seed: int) -> None:
    of = case(f"name {seed}")

    for papers in (_one_of_each(of, seed), list(prose_case(of).values())):
        told = understood(*map(_text, papers))
        assert told.form == "mediation"
        assert of.party not in str(told.told)
        assert of.mobile not in str(told.told)
        assert of.number not in str(told.told)


def _one_of_each(of: Case, n: int) -> list[Sheet]:
    return [RECORDS[n % 3](of), CONCLUSIONS[n // 3 % 3](of), SIGNED_PAPERS[n // 9 % 3](of)]


def _text(sheet: Sheet) -> str:
    """The sheet's text without its places: cells as `head：value`, as a Word document gives it."""
    lines = []
    for block in sheet.blocks:
        if block.kind == "cells":
            lines += ["：".join(block.parts[n : n + 2]) for n in range(0, len(block.parts), 2)]
        elif block.kind == "head":
            lines.append("：".join(block.parts[:2]))
        else:
            lines += block.parts
    return "\n".join(lines)
