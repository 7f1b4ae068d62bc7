"""A draft remembers: whatever is answered, skipped or asked again, nothing else changes."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.forms.form import GAP, Background, Draft, Form
from bot.forms.kinds import FORMS
from bot.forms.publication import PUBLICATION
from bot.forms.publicity import PUBLICITY
from bot.forms.risk import RISK
from tests.rules.steady import steady

TODAY = date(2026, 11, 23)
KEYS = [step.key for step in PUBLICITY.lines()]
SAID = (
    st.sampled_from(
        ["企业", "park", "昨天", "2026-11-05", "线上发布", "全县", "self", "60", "６０人"]
    )
    | st.text(max_size=80)
    | st.integers(-5, 200_000).map(str)
)
FILES = st.dictionaries(st.sampled_from(["photos", "plan"]), st.integers(0, 30))


def is_one_sentence(sentence: str) -> None:
    assert sentence
    assert "\n" not in sentence
    assert len(sentence) < 250


def after(draft: Draft, moves: list[tuple[str, str, str]]) -> Draft:
    """What a person's answers and skips make of a draft; a refusal leaves it as it was."""
    for how, key, said in moves:
        try:
            changed = draft.answer(key, said, TODAY) if how == "answer" else draft.skip(key)
        except Refused as refusal:
            is_one_sentence(refusal.sentence)
            continue
        others = {k: v for k, v in draft.facts.items() if k != key}
        assert {k: v for k, v in changed.facts.items() if k != key} == others
        draft = changed
    return draft


MOVES = st.lists(
    st.tuples(st.sampled_from(["answer", "skip"]), st.sampled_from(KEYS), SAID), max_size=30
)


@steady
@given(MOVES, FILES)
def test_any_sequence_of_answers_keeps_every_fact_unless_it_is_answered_anew(
    moves: list[tuple[str, str, str]], files: dict[str, int]
) -> None:
    draft = after(Draft(PUBLICITY, {}, files), moves)
    for step in PUBLICITY.lines():
        if draft.facts.get(step.key) is not None:
            shown = step.field.show(draft.facts[step.key])
            assert shown
            assert "\n" not in shown


@steady
@given(MOVES, FILES)
def test_answering_what_is_pending_comes_to_an_end(
    moves: list[tuple[str, str, str]], files: dict[str, int]
) -> None:
    draft = after(Draft(PUBLICITY, {}, files), moves)
    answers: dict[str, Any] = {
        "place_kind": "企业", "place": "××厂", "day": "今天", "way": "宣传站",
        "theme": "工资支付", "reach": "全县", "initiative": "自发开展", "turnout": "60",
    }  # fmt: skip
    asked = []
    while (key := draft.pending()) is not None:
        assert key not in asked, "nothing is asked twice"
        asked.append(key)
        if key in ("photos", "plan"):
            draft = draft.answer(GAP + key, "没有", TODAY)
        else:
            draft = draft.answer(key, answers[key], TODAY)
    assert draft.is_complete()
    assert len(asked) <= len(draft.in_order())


@steady
@given(MOVES, FILES)
def test_what_is_asked_is_missing_or_optional_and_complete_means_nothing_is_missing(
    moves: list[tuple[str, str, str]], files: dict[str, int]
) -> None:
    draft = after(Draft(PUBLICITY, {}, files), moves)
    missing = list(draft.missing())
    assert draft.is_complete() == (not missing)
    if missing:
        assert draft.pending() == missing[0]
    assert set(missing) <= set(draft.in_order())


@steady
@given(st.text(max_size=200), st.sampled_from(KEYS))
def test_whatever_is_typed_is_read_or_refused_in_one_sentence(typed: str, key: str) -> None:
    try:
        draft = Draft(PUBLICITY).answer(key, typed, TODAY)
    except Refused as refusal:
        is_one_sentence(refusal.sentence)
        return
    field = PUBLICITY.step(key).field
    shown = field.show(draft.facts[key])
    assert field.read(shown, TODAY) == draft.facts[key], "a card's line can be typed again"


@steady
@given(st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=800)))
def test_no_day_ahead_is_ever_taken(day: date) -> None:
    try:
        draft = Draft(PUBLICITY).answer("day", day.isoformat(), TODAY)
    except Refused:
        return
    assert date.fromisoformat(draft.facts["day"]) == day <= TODAY


def test_a_required_line_cannot_be_skipped() -> None:
    with pytest.raises(Refused, match="不能跳过"):
        Draft(PUBLICITY).skip("place")


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
@steady
@given(data=st.data())
def test_in_every_form_a_line_can_be_typed_again_as_the_card_shows_it(
    form: Form, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([step.key for step in form.lines()]))
    texts = st.text(max_size=60) | st.sampled_from(["昨天", "日报《题》", "改了；成效：好", "欠薪"])
    try:
        draft = Draft(form).answer(key, data.draw(texts), TODAY)
    except Refused as refusal:
        is_one_sentence(refusal.sentence)
        return
    for line, fact in draft.facts.items():
        field = form.step(line).field
        assert field.read(field.show(fact), TODAY) == fact


@pytest.mark.parametrize(
    ("form", "key", "typed", "facts"),
    [
        (RISK, "measures", "改了排班；成效：没人走", {"measures": "改了排班", "effect": "没人走"}),
        (RISK, "measures", "改了。成效是 好", {"measures": "改了", "effect": "好"}),
        (RISK, "measures", "成效：好", {"measures": "成效：好"}),
        (RISK, "measures", "取得成效：好", {"measures": "取得成效：好"}),
        (RISK, "measures", "改了；成效：", {"measures": "改了；成效："}),
        (PUBLICATION, "medium", "某报 《题》。", {"medium": "某报", "headline": "题"}),
        (PUBLICATION, "medium", "《题》", {"medium": "《题》"}),
        (PUBLICATION, "medium", "某报《》", {"medium": "某报《》"}),
        (PUBLICATION, "medium", "某报《题》二版", {"medium": "某报《题》二版"}),
    ],
)
def test_a_text_is_parted_only_where_it_plainly_answers_two_lines(
    form: Form, key: str, typed: str, facts: dict[str, str]
) -> None:
    assert Draft(form).answer(key, typed, TODAY).facts == facts


def test_what_an_account_tells_is_filled_in_and_never_over_an_answer() -> None:
    known = Background("某厂", "field")
    draft = Draft(RISK).answer("measures", "欠薪；成效：清了", TODAY, known)
    assert draft.facts["kind"] == "pay"
    draft = draft.answer("kind", "其他风险", TODAY).answer("measures", "裁员", TODAY, known)
    assert draft.facts["kind"] == "other"


def test_every_form_can_be_completed_and_tells_what_it_is_worth() -> None:
    for form in FORMS.values():
        assert form.slots
        assert form.slots_for("photo")[0].key in {slot.key for slot in form.slots}
        assert len({step.key for step in form.lines()}) == len(list(form.lines()))


def test_no_key_holds_what_separates_the_parts_of_a_button() -> None:
    for form in FORMS.values():
        for step in form.lines():
            assert ":" not in step.key
            assert len(f"d:ask:{10**9}:{10**6}:{step.key}".encode()) <= 64
