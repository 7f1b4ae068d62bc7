"""What the quarter's workbook costs, beside XlsxWriter alone writing the very same sheets.

`python -m benchmarks summary`. Each measuring is a process of its own: its memory is what it took.
"""

import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import IO, Any, Final
from xml.etree import ElementTree as ET

from benchmarks.county import make, settings_of, writing
from benchmarks.figures import Table, median
from benchmarks.processes import ROOT, memory
from bot.clock import utc_now
from bot.opening import read_county
from bot.reports.summary_workbook import PAPER_BLUE, PAPER_YELLOW
from bot.rules.quarters import Quarter
from bot.storage import databases
from bot.storage.crypto import Vault
from bot.storage.people import task_forces
from bot.storage.session import Session

SIZES: Final = ((10_000, 100_000), (100_000, 1_000_000))
GOAL: Final = 1.5
MOST_MB: Final = 300
QUARTER: Final = Quarter(2026, 4)

_XML: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STYLES: Final[tuple[dict[str, Any], ...]] = (
    {"bold": True, "bg_color": PAPER_BLUE},
    {"align": "center"},
    {"align": "left"},
    {"bg_color": PAPER_YELLOW},
    {"num_format": "0"},
    {"num_format": "0.0"},
)
"""The styles of both sheets as their cells first need them; that they are these is compared."""
_MANY: Final = 20_000
_CHAT: Final = 1
_COUNTS: Final = 0.9
_STATES: Final = ("approved",) * 16 + ("pending",) * 2 + ("returned", "rejected")
_KINDS: Final = ("规模企业专职劳动关系协调员", "企业兼职协调员", "镇街协调员", "社区协调员")
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗欧阳"
_GIVEN: Final = "秀英伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建国志华"
_REMARKS: Final = ("",) * 12 + ("产假", "借调到县总工会，六月返回", "同时负责两家企业")
_PERSON: Final = (
    "INSERT INTO person (id, task_force_id, name_sealed, name_hash, kind, education, employer,"
    " years, remark, place, added_at) VALUES (?, ?, ?, ?, ?, '本科', ?, '5', ?, ?, '2026-01-01')"
)
_ROLE: Final = "INSERT INTO role (person_id, role, since) VALUES (?, 'coordinator', '2026-01-01')"
_BASE: Final = (
    "INSERT INTO base_score (person_id, quarter, value, reason, given_by, given_at)"
    " VALUES (?, ?, ?, '', 1, '2026-11-01')"
)
_DRAFT: Final = (
    "INSERT INTO draft (id, person_id, chat_id, form, facts_sealed, asking, version, state,"
    " opened_at, touched_at) VALUES (?, ?, ?, ?, x'', '', 1, 'closed', '2026-11-01', '2026-11-01')"
)
_ENTRY: Final = (
    "INSERT INTO entry (id, draft_id, person_id, task_force_id, line, share, day, counts, why_not,"
    " facts_sealed, reviewer, state, submitted_at, reason, open_slots)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'liaison', ?, '2026-11-01 10:00:00.000000', '', '')"
)
_FACTS: Final = json.dumps(
    {"place": "宏达服装有限公司一车间", "theme": "劳动合同法", "people": 60, "way": "实地走访"},
    ensure_ascii=False,
)


def measure(table: Table, rounds: int, sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
    """Make counties of many people, then measure in turn the bot's way and XlsxWriter alone."""
    for people, entries in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "county"
            fill(make(folder, 1, ()).folder, people, entries)
            _run("cells", folder)
            bots, bare = [], []
            for _ in range(rounds):
                bots.append(_run("ours", folder))
                bare.append(_run("alone", folder))
            if _sheets(folder / "ours.xlsx") != _sheets(folder / "alone.xlsx"):
                raise AssertionError("the two wrote different sheets")
        seconds, busy, reading, most = (median(each) for each in zip(*bots, strict=True))
        beside = median([one[0] for one in bare])
        # Of processor time, which neighbours on the machine disturb less.
        ratio = busy / median([one[1] for one in bare])
        what = f"summary, {people:,} people, {entries:,} entries"
        table.add(what, f"{seconds:.2f} s, {busy:.2f} s CPU")
        table.add("reading and scoring of it", f"{reading:.2f} s CPU")
        table.add("XlsxWriter alone, the same sheets", f"{beside:.2f} s")
        table.add("summary ÷ XlsxWriter alone", f"{ratio:.2f}", f"≤ {GOAL}", met=ratio <= GOAL)
        table.add("memory, at most", f"{most:.0f} MB", f"< {MOST_MB} MB", met=most < MOST_MB)


Took = tuple[float, float, float]
"""Seconds, seconds of processor time, and those of them that reading took."""


def ours(folder: Path) -> Took:
    """Make the workbook as `xietiao report summary` does."""
    from bot.actions.score import summarise
    from bot.reports.summary_workbook import summary_workbook

    _warm()
    began, busy = time.perf_counter(), time.process_time()
    with _reading(folder) as session:
        rows = summarise.summary(session, QUARTER)
    read = time.process_time() - busy
    (folder / "ours.xlsx").write_bytes(summary_workbook(rows))
    return time.perf_counter() - began, time.process_time() - busy, read


def alone(folder: Path) -> Took:
    """Write the cells of that workbook again with XlsxWriter and nothing else."""
    from bot.reports.workbook import Book

    sheets = pickle.loads((folder / "cells").read_bytes())  # noqa: S301 - our own bytes
    _warm()
    began, busy = time.perf_counter(), time.process_time()
    with Book("", "", utc_now(), in_order=True) as book:
        styles = [None, *(book.style(**properties) for properties in _STYLES)]
        for name, widths, rows in sheets:
            sheet = book.sheet(name)
            write = {"s": sheet.write_string, "n": sheet.write_number, "b": sheet.write_blank}
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            for number, (height, cells) in enumerate(rows):
                sheet.set_row(number, height)
                for column, (kind, value, style) in enumerate(cells):
                    write[kind](number, column, value, styles[style])
    (folder / "alone.xlsx").write_bytes(book.content)
    return time.perf_counter() - began, time.process_time() - busy, 0.0


def cells(folder: Path) -> Took:
    """Take the bot's workbook apart for `alone`, so that it writes the same."""
    ours(folder)
    sheets = []
    with zipfile.ZipFile(folder / "ours.xlsx") as parts:
        for number, name in enumerate(("人员", "专班"), 1):
            with parts.open(f"xl/worksheets/sheet{number}.xml") as xml:
                sheets.append((name, *_taken_apart(xml)))
    (folder / "cells").write_bytes(pickle.dumps(sheets))
    return 0.0, 0.0, 0.0


def _taken_apart(xml: IO[bytes]) -> tuple[list[float], list[Any]]:
    """Return a sheet's widths, and for each row its height and cells: kind, value, style."""
    widths: list[float] = []
    rows = []
    for _, part in ET.iterparse(xml):  # noqa: S314 - our own bytes
        if part.tag == _XML + "col":
            times = int(part.attrib["max"]) - int(part.attrib["min"]) + 1
            widths += [round(float(part.attrib["width"]) - 0.7109375)] * times
        elif part.tag == _XML + "row":
            rows.append((float(part.attrib["ht"]), [_cell(cell) for cell in part]))
            part.clear()
    return widths, rows


def _cell(cell: ET.Element) -> tuple[str, Any, int]:
    style = int(cell.attrib["s"])
    if cell.get("t") == "inlineStr":
        return "s", "".join(cell.itertext()), style
    text = "".join(cell.itertext())
    return ("n", float(text), style) if text else ("b", None, style)


def _sheets(workbook: Path) -> list[bytes]:
    """Return what is compared: columns, rows, styles."""
    with zipfile.ZipFile(workbook) as parts:
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]
        between = [one[one.index(b"<cols>") : one.index(b"</sheetData>")] for one in sheets]
        return [*between, parts.read("xl/styles.xml")]


def _run(what: str, folder: Path) -> tuple[float, ...]:
    """Do one of these in a process of its own; return what it took, the last its megabytes."""
    command = [sys.executable, "-m", "benchmarks.summary", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return tuple(json.loads(done.stdout))


@contextmanager
def _reading(folder: Path) -> Iterator[Session]:
    settings = settings_of(folder)
    with databases.reading(settings.database_url).begin() as db:
        yield Session(db, Vault(settings.key), read_county(settings), utc_now())


def _warm() -> None:
    """Import what is imported when first needed: a start is measured elsewhere."""
    from bot.reports.workbook import Book

    with Book("", "", utc_now(), in_order=True) as book:
        book.sheet("x").write_string(0, 0, "x", book.style())


def fill(folder: Path, people: int, entries: int, quarter: Quarter = QUARTER) -> None:
    """Add people to every task force, with base scores for most, and entries in random order."""
    chance = Random(people)
    with writing(settings_of(folder)) as session:
        driver: Any = session.db.connection.dbapi_connection
        forces = [force.id for force in task_forces.every(session)]
        first = 1000
        who = range(first, first + people)
        _in_parts(driver, _PERSON, (_person(session, chance, n, forces) for n in who))
        _in_parts(driver, _ROLE, ((n,) for n in who))
        based = ((n, str(quarter), chance.randint(0, 30)) for n in who if n % 9)
        _in_parts(driver, _BASE, based)
        _in_parts(driver, _DRAFT, ((n, first, _CHAT, "publicity") for n in _ids(entries)))
        worked = (_entry(session, chance, n, who, forces, quarter) for n in _ids(entries))
        _in_parts(driver, _ENTRY, worked)


def _ids(entries: int) -> range:
    return range(1001, 1001 + entries)


def _in_parts(driver: Any, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    while part := list(islice(rows, _MANY)):
        driver.executemany(statement, part)


def _person(session: Session, chance: Random, n: int, forces: list[int]) -> tuple[Any, ...]:
    name = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))
    sealed = session.vault.seal(name, f"person.name:{n}")
    employer = f"{chance.choice(_GIVEN)}{chance.choice(_GIVEN)}实业有限公司{n}分公司 人事主管"
    kind, remark = chance.choice(_KINDS), chance.choice(_REMARKS)
    return n, chance.choice(forces), sealed, session.vault.hash(name), kind, employer, remark, n


def _entry(
    session: Session, chance: Random, n: int, who: range, forces: list[int], quarter: Quarter
) -> tuple[Any, ...]:
    line = chance.choice(("publicity", "mediation"))
    share = chance.choice(("own", "other")) if line == "mediation" else ""
    day = quarter.first + timedelta(chance.randrange(-9, 92))
    counts = chance.random() < _COUNTS
    sealed = session.vault.seal(_FACTS, f"entry.facts:{n}")
    why_not = "" if counts else "统一组织的活动，只记录"
    force, state = chance.choice(forces), chance.choice(_STATES)
    return n, n, chance.choice(who), force, line, share, str(day), counts, why_not, sealed, state


if __name__ == "__main__":
    _, asked, place = sys.argv
    took = {"ours": ours, "alone": alone, "cells": cells}[asked](Path(place))
    print(json.dumps([*took, memory(os.getpid())[1]]))
