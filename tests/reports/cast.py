"""A small county in its fourth quarter, and how its workbooks are read back."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from python_calamine import CalamineWorkbook

from bot.reports.marks import Marks
from bot.reports.summary import PersonRow, QuarterSummary, TaskForceRow
from bot.rules.quarters import Quarter

NOON = datetime(2026, 12, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Q4 = Quarter(2026, 4)

GOOD = Marks(28, 15, 10, 5, 0, 5, -5, 58)
UNSCORED = Marks(None, 20, 0, 0, 10, 0, 0, 30)
FAULTY = Marks(3, 0, 0, 0, 0, 0, -10, 0)
PERFECT = Marks(30, 20, 20, 10, 10, 10, 0, 100)
NOTHING = Marks(0, 0, 0, 0, 0, 0, 0, 0)

GARMENTS = "服装制造"
COURIERS = "快递行业"


def person(name: str, marks: Marks, task_force: str = GARMENTS, remark: str = "") -> PersonRow:
    return PersonRow(
        task_force, name, "规模企业专职劳动关系协调员", "宏达服装有限公司 人事主管", marks, remark
    )


def task_force(
    name: str, pending: int = 0, approved: int = 0, liaison: str = "李秀英"
) -> TaskForceRow:
    return TaskForceRow(name, f"{name}牵头单位", liaison, pending, approved)


def quarter(
    *people: PersonRow, draft: bool = True, task_forces: tuple[TaskForceRow, ...] = ()
) -> QuarterSummary:
    rows = task_forces or (task_force(GARMENTS, 3, 12), task_force(COURIERS, 0, 0, ""))
    return QuarterSummary("汶上县", Q4, NOON, draft, rows, people)


def sheet_cells(workbook: bytes, sheet: str) -> list[list[object]]:
    """Every cell of a sheet, as another program reads it."""
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def sheet_xml(workbook: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        return parts.read(f"xl/worksheets/sheet{number}.xml").decode()


def part(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        return parts.read(name).decode()


def merged_ranges(xml: str) -> set[str]:
    return set(re.findall(r'<mergeCell ref="([^"]+)"', xml))
