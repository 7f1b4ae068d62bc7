"""December 2026, played through the page's HTTP API, against the list written by hand."""

import io
import re
from collections import Counter
from datetime import datetime, time
from itertools import pairwise
from typing import Any, Final

import pytest
from python_calamine import CalamineWorkbook

from tests.month import expected as by_hand
from tests.month.conftest import Played
from tests.month.phones import Arrival, Phone

DIGEST, REMINDER = "⏰ 今天请留意", "📣 县局提醒"
SECTIONS: Final = {
    "exemplar": r"典型还没有报，20日截止，还有 (\d+) 天",
    "waiting": r"有 (\d+) 条等您审核，已满 3 个工作日",
    "overdue": r"条专班久未审核：(.+?)。",
    "drafts": r"您有 (\d+) 份草稿还没有提交",
    "closing": r"本季12月31日结束，您有 (\d+) 份草稿还没有提交",
    "unscored": r"2026年第四季度还有 (\d+) 人没有基本得分",
    "unreported": r"2026年12月典型，20日已过，还有 (\d+) 个专班没有报",
}
TOLD: Final = re.compile(
    r"(X\d+) \S+（\d+月\d+日）(已通过|需要修改|未认定|复核通过|复核后维持未认定"
    r"|县局改判为通过|县局改判为未认定)"
)
TROUBLE: Final = ("没有办成", "⚠️ 收件箱", "没收下", "这个按钮已经失效", "没有看懂")
REST_DAYS: Final = {5, 6, 12, 13, 19, 20, 26, 27}


def everyone() -> list[str]:
    members = [name for names in by_hand.MEMBERS.values() for name in names]
    return [*by_hand.LIAISONS.values(), *members, *by_hand.OFFICERS]


def digests(phone: Phone) -> list[Arrival]:
    return [each for each in phone.arrivals if each.text.startswith(DIGEST)]


def sections(digest: Arrival) -> by_hand.Sections:
    """What a digest is made of, with its figures."""
    found: by_hand.Sections = {}
    for name, pattern in SECTIONS.items():
        if match := re.search(pattern, digest.text):
            found[name] = int(match[1]) if match[1].isdigit() else match[1]
    if "closing" in found:
        del found["drafts"]
    return found


def test_there_are_thirty_people_and_all_have_joined(played: Played) -> None:
    assert len(everyone()) == len(set(everyone())) >= 30
    assert set(played.phones) == set(everyone())


@pytest.mark.parametrize("name", everyone())
def test_everybody_was_reminded_when_and_of_what_the_list_says(played: Played, name: str) -> None:
    got = [(each.hour, sections(each)) for each in digests(played.phones[name])]
    assert got == by_hand.NUDGES.get(name, [])


def test_the_bureaus_own_reminders_reached_who_owed_and_nobody_else(played: Played) -> None:
    got = {
        name: [each.hour for each in phone.arrivals if each.text.startswith(REMINDER)]
        for name, phone in played.phones.items()
    }
    assert {name: hours for name, hours in got.items() if hours} == by_hand.REMINDED


def test_nobody_was_reminded_at_night_on_a_rest_day_or_twice_a_day(played: Played) -> None:
    for name, phone in played.phones.items():
        reminded = [x for x in phone.arrivals if x.text.startswith((DIGEST, REMINDER))]
        days = Counter(each.at.day for each in reminded)
        assert all(n == 1 for n in days.values()), (name, days)
        assert not REST_DAYS & set(days), (name, days)
        assert all(time(8) <= each.at.time() < time(20) for each in reminded), (name, reminded)


def test_every_entry_stands_where_the_list_has_it(played: Played) -> None:
    marks = {"已通过": "✅", "未认定": "❌", "已撤回": "📝", "待审核": "📨"}
    wanted = {
        work.key: f"{marks[work.state]} {played.month.number(work.key)} {work.kind}  {work.state}"
        for work in by_hand.WORKS
    }
    assert played.month.states == wanted


def test_every_author_was_told_what_the_list_says_and_when(played: Played) -> None:
    keys = {number: key for key, number in played.month.numbers.items()}
    got: dict[str, list[tuple[str, str]]] = {work.key: [] for work in by_hand.WORKS}
    for name, phone in played.phones.items():
        for each in phone.arrivals:
            for number, what in TOLD.findall(each.text):
                got[keys[number]].append((each.hour, what))
                assert name in {w.author for w in by_hand.WORKS if w.key == keys[number]}, each
    assert got == {work.key: list(work.told) for work in by_hand.WORKS}


def test_liaisons_were_told_of_what_the_bureau_decided_and_what_came_later(played: Played) -> None:
    for name, wanted in by_hand.TOLD_LIAISONS.items():
        news = [x for x in played.phones[name].arrivals if re.match(r"(⚖️|📎) X", x.text)]
        asked = [(hour, played.month.number(key), what) for hour, key, what in wanted]
        assert len(news) == len(asked), (name, news)
        for each, (hour, number, what) in zip(news, asked, strict=True):
            assert each.hour == hour
            assert number in each.text, each
            assert what in each.text, each


def test_who_reported_an_exemplar_and_whom_it_is_about_heard_of_the_bureaus_choice(
    played: Played,
) -> None:
    got = {
        name: [
            (x.hour, match[1], match[2])
            for x in phone.arrivals
            if (match := re.search(r"《(.+)》（2026年12月）.*县局已?(择优推广|存档)", x.text))
            or (match := re.search(r"《(.+)》（2026年12月）县局已(存档)", x.text))
        ]
        for name, phone in played.phones.items()
    }
    assert {name: news for name, news in got.items() if news} == by_hand.PICKED


def test_the_board_of_exemplars_is_as_the_list_has_it(played: Played) -> None:
    lines = played.month.board.splitlines()
    assert [line for line in by_hand.BOARD if line not in lines] == []


def test_what_came_at_night_without_being_asked_for_made_no_sound(played: Played) -> None:
    for name, wanted in by_hand.SILENT.items():
        for hour, what in wanted:
            came = [x for x in played.phones[name].arrivals if x.hour == hour and what in x.text]
            assert [each.silent for each in came] == [True], (name, hour, what, came)


def test_at_night_nothing_else_came_but_answers(played: Played) -> None:
    """周涛 decides and 唐军 reports on the evening of the 15th; nobody else is up."""
    awake = {"周涛", "唐军"}
    disturbed = {
        name: [each for each in phone.arrivals if not time(8) <= each.at.time() < time(20)]
        for name, phone in played.phones.items()
        if name not in awake
    }
    assert {name: [each.hour for each in all_] for name, all_ in disturbed.items() if all_} == {
        "谢明": ["12-15 20"]
    }


def rows(workbook: bytes, sheet: str, key: str) -> dict[str, dict[str, Any]]:
    """A sheet's rows by one of the headings."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    head, *lines = book.get_sheet_by_name(sheet).to_python()
    read = (dict(zip(map(str, head), line, strict=True)) for line in lines)
    return {str(row[key]): row for row in read}


def test_the_bureaus_workbook_holds_everybodys_points_by_line(played: Played) -> None:
    got = {
        name: (
            row["专班"],
            row["基本得分"],
            row["开展宣传"],
            row["成功调解"],
            row["减分"],
            row["得分合计"],
            row["备注"],
        )
        for name, row in rows(played.month.workbook, "人员", "姓名").items()
    }
    assert got == {
        name: (
            force_of(name),
            "" if row.base is None else row.base,
            row.publicity,
            row.mediation,
            0,
            row.total,
            by_hand.NO_BASE if row.base is None else "",
        )
        for name, row in by_hand.QUARTER.items()
    }
    for figure in by_hand.FIGURES:
        assert figure in played.month.caption


def test_the_bureaus_workbook_holds_every_task_force(played: Played) -> None:
    figures = ("协调员人数", "基本得分已评", "待审核", "已通过")
    got = {
        force: tuple(row[figure] for figure in figures)
        for force, row in rows(played.month.workbook, "专班", "专班").items()
    }
    assert got == by_hand.FORCES


def force_of(name: str) -> str:
    for force, members in by_hand.MEMBERS.items():
        if name in members or name == by_hand.LIAISONS[force]:
            return force
    return ""


def test_the_list_agrees_with_itself() -> None:
    """Each line of a person's quarter is the sum of what their entries bring."""
    for name, row in by_hand.QUARTER.items():
        mine = [work for work in by_hand.WORKS if work.author == name]
        for kind, points in (("开展宣传", row.publicity), ("成功调解", row.mediation)):
            assert sum(work.points for work in mine if work.kind == kind) == points, name


def test_peoples_own_scores_say_the_same_as_the_workbook(played: Played) -> None:
    for name, letter in played.month.scores.items():
        text = letter.text
        row = by_hand.QUARTER[name]
        base = "未评" if row.base is None else str(row.base)
        for line in (f"基本得分 {base}", f"合计 {row.total}"):
            assert re.search(rf"^{re.escape(line)}( · |$)", text, re.MULTILINE), (name, text)
        mine = [w for w in by_hand.WORKS if (w.author, w.state) == (name, "已通过")]
        for work in mine:
            number = played.month.number(work.key)
            if len(mine) <= 4:
                told = rf"^ *{re.escape(number)} 12月\d+日 {re.escape(f'+{work.points}（')}"
                assert re.search(told, text, re.MULTILINE), (work, text)
            elif work.points < 5:  # of many, those that brought less
                assert f"{number} +{work.points}：" in text, (work, text)
        leading = {label for label in letter.buttons if label.startswith("X")}
        assert leading == {played.month.number(work.key) for work in mine}, (name, letter)


def test_nobody_saw_anything_of_another_task_force(played: Played) -> None:
    """By name, by place and by number; and coordinators nothing of anybody else's."""
    for name, phone in played.phones.items():
        if name in by_hand.OFFICERS:
            continue
        everything = "\n".join(phone.seen)
        leaks = [secret for secret in foreign(played, name) if secret in everything]
        assert leaks == [], (name, leaks)


def foreign(played: Played, name: str) -> set[str]:
    """What must not stand on a person's phone."""
    own = {name}
    if name in by_hand.LIAISONS.values():
        own |= set(by_hand.MEMBERS[force_of(name)])
    others = {other for other in everyone() if other not in own}
    for work in by_hand.WORKS:
        if work.author not in own:
            others |= {work.key, f"{played.month.number(work.key)} "}
    return others


def test_no_step_failed_and_the_audit_trail_is_whole(played: Played) -> None:
    assert played.failed == []
    assert played.broken == []


def test_nobody_read_of_trouble(played: Played) -> None:
    troubled = {
        name: [text for text in phone.seen if any(word in text for word in TROUBLE)]
        for name, phone in played.phones.items()
    }
    assert {name: texts for name, texts in troubled.items() if texts} == {}


def test_whoever_left_heard_nothing_afterwards(played: Played) -> None:
    gone = datetime.fromisoformat("2026-12-15T11:00:00+08:00")
    assert [each for each in played.phones["林芳"].arrivals if each.at >= gone] == []


def test_messages_came_in_order(played: Played) -> None:
    for phone in played.phones.values():
        assert all(a.at <= b.at for a, b in pairwise(phone.arrivals))
