"""The house rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VAGUE = {"utils", "util", "helpers", "helper", "manager", "service", "misc", "common"}
LONGEST = 400


def modules() -> Iterator[Path]:
    yield from sorted((ROOT / "bot").rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", list(modules()), ids=named)
def test_a_module_says_in_its_first_line_what_it_is(path: Path) -> None:
    source = path.read_text("utf-8")
    if path.name == "__init__.py" and not source.strip():
        return
    assert ast.get_docstring(ast.parse(source)), f"{named(path)} has no docstring"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [named(p) for p in modules() if p.stem in VAGUE and "texts" not in p.parts]
    assert vague == []


def test_no_module_outgrows_its_room() -> None:
    long = {
        named(p): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_the_lock_names_no_index_host_or_local_path() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|file:|--index-url|--find-links| @ ", text)


def test_every_package_the_bot_runs_on_is_among_those_the_tests_run_on() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_the_environment_example_explains_every_setting() -> None:
    from bot.settings import EXAMPLES, Settings

    example = (ROOT / ".env.example").read_text("utf-8")
    for name in Settings.model_fields:
        assert name.upper() in example
        assert name.upper() in EXAMPLES


def test_the_fixed_labels_are_as_agreed() -> None:
    from bot.texts import menu
    from bot.texts.guide import levels
    from bot.texts.month import board, exemplar, nudge, urge
    from bot.texts.review import review
    from bot.texts.score import base_scores, quarter
    from bot.texts.work import records, report

    assert [report.LABEL, records.LABEL, review.LABEL] == [
        "📝 上报工作",
        "📂 我的记录",
        "✅ 待审核",
    ]
    assert [quarter.SCORE_LABEL, base_scores.LABEL] == ["📊 我的得分", "🧮 基本得分"]
    assert [quarter.LABEL, exemplar.LABEL, board.LABEL] == [
        "📈 季度汇总",
        "🌟 本月典型",
        "🌟 典型推广",
    ]
    assert [levels.LABEL, urge.LABEL] == ["资格等级", "🔔 催办"]
    assert [menu.MORE, menu.HELP] == ["更多", "❓ 帮助"]
    assert [exemplar.PICK.format(n="①"), exemplar.OWN, exemplar.NOTHING] == [
        "选①",
        "自己写",
        "本月无",
    ]
    assert [exemplar.SEND, nudge.LATER] == ["报送", "明天提醒"]
    assert [board.REMIND, board.PROMOTE, board.ARCHIVE] == ["一键催办", "择优推广", "存档"]
    assert [report.SUBMIT, report.SUBMIT_AGAIN, report.WITHDRAW] == ["提交", "重新提交", "撤回"]
    assert [report.EXPLAIN, report.CONTINUE, report.NEW] == ["暂缺并说明", "继续", "新建"]
    assert [review.APPROVE, review.RETURN, review.REJECT] == ["通过", "退回", "驳回"]
    assert [review.ORIGINALS, review.NEXT, review.DETAILS, review.UNDO] == [
        "原图",
        "下一条",
        "详情",
        "撤销",
    ]
