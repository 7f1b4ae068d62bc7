"""`xietiao quarter`: locked and restated on the server."""

from datetime import timedelta

import pytest

from bot.actions.score import lock
from bot.clock import utc_now
from bot.commands.transaction import environment, read, write
from bot.errors import Refused
from bot.rules.calendar import local_day
from bot.rules.quarters import Quarter
from bot.rules.versions import Source
from bot.storage.people import persons, task_forces
from bot.storage.score import base_scores, versions
from bot.storage.session import Session
from tests.tampering import without_a_trace
from tests.test_command_line import Desk, bare, desk, made

__all__ = ["bare", "desk", "made"]

LAST = Quarter.of(local_day(utc_now())).previous()


@pytest.fixture
def scored(desk: Desk) -> Desk:
    """Two people, of whom one has a base score of the last quarter."""

    def step(session: Session) -> None:
        session.now = LAST.ended_at - timedelta(days=9)
        force = task_forces.every(session)[0]
        mei, wang = (persons.add(session, force.id, name) for name in ("李梅", "王强"))
        base_scores.give(session, mei, LAST, 28, "", wang)
        base_scores.give(session, mei, LAST.previous(), 11, "", wang)

    write(environment(), step)
    return desk


def known() -> list[versions.Version]:
    found: list[versions.Version] = read(environment(), versions.of_quarter, LAST)
    return found


def give(value: int) -> None:
    def step(session: Session) -> None:
        mei, wang = (persons.named(session, name)[0].id for name in ("李梅", "王强"))
        base_scores.give(session, mei, LAST, value, "", wang)

    write(environment(), step)


def test_what_is_outstanding_is_listed_and_yes_locks(scored: Desk) -> None:
    looked = scored("quarter", "lock", str(LAST))
    assert looked.exit_code == 2
    assert "基本得分未评 1" in looked.stdout
    assert "--yes" in looked.stderr
    assert known() == []
    said = scored.ok("quarter", "lock", "上季", "--yes")
    assert f"{LAST.label}已锁定：2 人的得分已定案（第1版）" in said
    assert f"{LAST.label}已由命令行于" in scored.refused("quarter", "lock", str(LAST), "--yes")
    assert [(v.number, v.made_by) for v in known()] == [(1, None)]
    assert scored.ok("verify").startswith("完好")


@pytest.mark.parametrize(
    ("period", "told"), [("本季", "还没有结束"), ("x", "看不懂季度"), ("2020Q1", "还没有计分规则")]
)
def test_what_cannot_be_locked_is_refused_in_a_sentence(desk: Desk, period: str, told: str) -> None:
    assert told in desk.refused("quarter", "lock", period, "--yes")


def test_a_lock_that_was_interrupted_is_gone_on_with_by_the_same_command(scored: Desk) -> None:
    settings = environment()
    begun = write(settings, lock.begin, None, LAST)
    basis = read(settings, lock.basis, begun.id)
    assert basis is not None
    write(settings, lock.write, begun, read(settings, lock.work_out, basis, basis.left[:1]))
    assert "2 人的得分已定案（第1版）" in scored.ok("quarter", "lock", str(LAST), "--yes")
    assert len(read(settings, versions.standing, LAST)) == 2


def test_a_restatement_lists_what_differs_and_asks_for_yes(scored: Desk) -> None:
    asked = ("quarter", "restate", str(LAST), "--reason", "补评")
    assert "还没有锁定" in scored.refused(*asked)
    scored.ok("quarter", "lock", str(LAST), "--yes")
    assert "不需要更正" in scored.ok(*asked, "--yes")
    give(20)
    looked = scored(*asked)
    assert looked.exit_code == 2
    assert "李梅\t基本得分\t28\t20" in looked.stdout
    assert "理由不能为空" in scored.refused("quarter", "restate", str(LAST), "--reason", " ")
    assert "已更正（第2版）：1 人" in scored.ok(*asked, "--yes")
    assert "不需要更正" in scored.ok(*asked, "--yes")
    assert [(v.source, v.reason) for v in known()] == [
        (Source.RESTATEMENT, "补评"),
        (Source.LOCK, ""),
    ]
    assert scored.ok("verify").startswith("完好")


def test_a_restatement_that_was_interrupted_is_gone_on_with_or_begun_anew(scored: Desk) -> None:
    settings = environment()
    scored.ok("quarter", "lock", str(LAST), "--yes")
    give(20)
    (stands,) = known()
    write(settings, lock.begin_restatement, None, LAST, "补评", stands)
    asked = ("quarter", "restate", str(LAST), "--yes", "--reason")
    assert "已更正（第2版）" in scored.ok(*asked, "补评")
    give(21)
    begun = write(settings, lock.begin_restatement, None, LAST, "补评", known()[0])
    basis = read(settings, lock.basis, begun.id)
    assert basis is not None
    told = read(settings, lock.work_out, basis, basis.left)
    write(settings, lock.write, begun, told[:1])
    assert "另一个理由" in scored.ok(*asked, "另一个理由")
    with pytest.raises(Refused, match="已由别人办好"):
        write(settings, lock.write, begun, told[1:])
    assert [v.reason for v in known()] == ["另一个理由", "补评", ""]
    assert scored.ok("verify").startswith("完好")


def test_figures_that_are_not_what_their_list_comes_to_are_named(scored: Desk) -> None:
    def step(session: Session) -> None:
        begun = versions.begin(session, LAST, Source.LOCK, "", None)
        (mei,) = persons.named(session, "李梅")
        figures = dict.fromkeys(versions.FIGURES, 0) | {"publicity": 10, "total": 10}
        who = {"name": "李梅", "kind": "", "employer": "", "remark": ""}
        counted = [[1001, "publicity", 5, "", str(LAST.first)]]
        told = versions.Reported(mei.id, 1, 1, who, figures, counted)
        versions.add(session, begun.id, [told])
        versions.stand(session, begun.id)

    write(environment(), step)
    wrong = scored("verify")
    assert wrong.exit_code != 0
    assert f"{LAST}第1版：人员" in wrong.output
    without_a_trace(scored.url, "UPDATE reported SET publicity = 5, total = 5")
    again = scored("verify").output
    assert "所列各条之和不符" not in again, "but that it was changed is found"
    assert "审计记录不符" in again
