"""The form of a station: one text answers several lines."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.forms.caption import read_caption
from bot.forms.form import Draft
from bot.forms.station import STATION
from tests.rules.steady import steady

TODAY = date(2026, 11, 23)
WHOLE = {
    "name": "城东服务站",
    "where": "park",
    "address": "城东路12号",
    "keeper": "李梅",
    "opened": "2026-03-01",
}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("城东服务站，园区，城东路12号，负责人李梅，2026年3月1日", WHOLE),
        ("城东服务站 园区 城东路12号 负责人：李梅 3月1日", WHOLE),
        ("名称：城东服务站\n所在：园区\n地址：城东路12号\n负责人：李梅\n成立：2026-3-1", WHOLE),
        ("园区 城东服务站 2026.3.1 城东路12号 负责人李梅", WHOLE),
        ("城东服务站", {"name": "城东服务站"}),
        ("城东 服务站", {"name": "城东 服务站"}),
        ("城东 服务站，社区", {"name": "城东 服务站", "where": "community"}),
        ("城东服务站，城东路 12号，行业", {"name": "城东服务站", "address": "城东路 12号",
                                  "where": "sector"}),
        ("园区", {"name": "园区"}),
    ],
)  # fmt: skip
def test_a_text_answers_what_it_plainly_says(text: str, facts: dict[str, Any]) -> None:
    assert Draft(STATION).answer("name", text, TODAY).facts == facts


def test_a_caption_fills_in_what_it_names() -> None:
    said = read_caption("李梅工作室 社区 负责人李梅 城西路3号 2026年3月1日", TODAY, "station")
    assert said.facts == {
        "name": "李梅工作室",
        "where": "community",
        "keeper": "李梅",
        "address": "城西路3号",
        "opened": "2026-03-01",
    }


@steady
@given(
    st.text(max_size=80)
    | st.from_regex(r"[城东服务站园区负责人李梅，12号 ：]{0,30}", fullmatch=True)
)
def test_whatever_is_typed_is_read_or_refused_and_can_be_typed_again(text: str) -> None:
    try:
        draft = Draft(STATION).answer("name", text, TODAY)
    except Refused:
        return
    for key, fact in draft.facts.items():
        field = STATION.step(key).field
        assert field.read(field.show(fact), TODAY) == fact


def test_a_station_may_be_older_than_any_work_and_needs_no_photo() -> None:
    draft = Draft(STATION).answer("opened", "2003年5月1日", TODAY)
    assert draft.facts["opened"] == "2003-05-01"
    facts = {**WHOLE, "kind": "station"}
    assert Draft(STATION, facts).is_complete()
