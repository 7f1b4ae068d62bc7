"""What an exemplar begins with reads like a story, names nobody else, and fits every kind."""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any

import pytest

from bot.actions.month import story
from bot.actions.work import report
from bot.forms.fields import Choice
from bot.forms.kinds import FORMS
from bot.forms.ticks import Ticks
from bot.sandbox.phone import Phone
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from bot.texts.month import stories
from tests.conftest import Town
from tests.handlers.month.at_the_desk import open_month
from tests.handlers.playing import actor_of, counted
from tests.handlers.work import mediating

ALWAYS = {"name", "unit", "kind", "place", "day", "force", "number"}
CASE = {
    "side": "other", "scope": "field", "part": "helped", "origin": "check", "dispute": "pay",
    "day": "2026-11-05", "unit": "××建材有限公司",
    "account": "王五反映被欠两个月工资，电话找张三", "musts": ["facts", "patience"],
}  # fmt: skip


def drafted(town: Town, entry: Entry) -> str:
    _, account = town.do(story.drafted, town.do(entries.get, entry.id))
    return str(account)


def case(town: Town, author: Phone, facts: Mapping[str, Any]) -> Entry:
    """An entry about a case, as it would be stored."""

    def step(session: Session) -> Entry:
        actor = actor_of(session, author)
        draft = report.start(session, actor, "mediation").draft
        entry = entries.submit(
            session, draft.id, actor.person_id, None, task_force_id=actor.task_force_id,
            line="mediation", share=facts["side"], day=date.fromisoformat(facts["day"]),
            counts=True, why_not="", facts=facts, reviewer="liaison", open_slots="",
        )  # fmt: skip
        assert entry is not None
        return entry

    entry: Entry = town.do(step)
    return entry


async def test_publicity_says_how_what_and_how_many(town: Town, mei: Phone, wang: Phone) -> None:
    entry = counted(town, mei, wang, "2026-11-05", turnout="60", way="stand", reach="sector")
    assert drafted(town, entry) == (
        "11月5日，李梅的单位的劳动关系协调员李梅主动在××服装厂设起宣传站，宣讲劳动合同法。"
        "这次宣传面向本行业从业人员，有60人参加。"
        "经服装制造专班审核，这项工作已记入台账（X1001）。"
    )


async def test_a_case_is_told_without_what_was_told_of_it(town: Town, mei: Phone) -> None:
    account = drafted(town, case(town, mei, CASE))
    assert account.startswith(
        "11月5日，××建材有限公司与职工甲某的一起劳动报酬和补偿争议得到化解，"
        "李梅的单位的劳动关系协调员李梅参与了调处。"
        "这起本领域的案件是在日常排查中发现的，办理中做到了查清事实、耐心倾听。经"
    )
    for name in ("王五", "张三"):
        assert name not in account


async def test_a_case_of_which_nothing_was_ticked_is_told_all_the_same(
    town: Town, mei: Phone
) -> None:
    own = {key: value for key, value in CASE.items() if key != "scope"}
    facts = {**own, "side": "own", "importance": "important", "part": "main", "musts": []}
    account = drafted(town, case(town, mei, facts))
    assert "李梅在其中起了主要作用。这起本单位的重要案件是在日常排查中发现的。经" in account


async def test_from_the_menu_a_case_is_offered_as_a_story(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mediating.begin(mei)
    await mediating.answer(mei)
    await mediating.send_papers(mei)
    number = await mediating.finish(mei)
    await wang.press("✅ 待审核")
    await wang.until(lambda m: number in m.text and m.button("通过") is not None)
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")
    await open_month(wang, "① 李梅")
    await wang.press("选①")
    shown = await wang.until("经过：11月23日，李梅的单位与职工甲某的一起劳动报酬和补偿争议得到化解")
    assert "做到了查清事实、耐心倾听、尽快求同、合理调解。" in shown.text
    assert "：" not in shown.text.partition("经过：")[2].partition("\n")[0], "no form any more"


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_kind_has_sentences_of_its_own_about_what_it_asks(form: Any) -> None:
    steps = {step.key: step for step in form.steps}
    named = {
        name
        for alternatives in stories.STORIES[form.name]
        for sentence in alternatives
        for _, name, _, _ in Formatter().parse(sentence)
        if name
    }
    assert named <= ALWAYS | set(steps)
    for key, phrases in stories.PHRASES.get(form.name, {}).items():
        field = steps[key].field
        choices = field.choices if isinstance(field, Choice | Ticks) else ()
        assert set(phrases) == {code for code, _ in choices}, key


def test_a_kind_without_sentences_of_its_own_is_told_plainly() -> None:
    facts = {"day": "11月5日", "name": "李梅", "unit": "", "kind": "预防风险", "force": "服装制造"}
    told = story.told(stories.ANY, {**facts, "number": "X1001"})
    assert told.startswith("11月5日，劳动关系协调员李梅完成了一项工作：预防风险。经服装制造专班")
