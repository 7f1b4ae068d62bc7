"""Ledgers as one file: a workbook, or beyond some number of people an archive of workbooks."""

import zipfile
from io import BytesIO
from typing import Final

from bot.reports.ledger import Ledgers, ledger_workbook
from bot.texts import reports as texts

MOST_IN_ONE: Final = 5_000
"""People in one workbook, whose merged cells XlsxWriter holds in memory."""


def is_archive(ledgers: Ledgers) -> bool:
    """Whether they come as an archive, a workbook a task force."""
    return ledgers.people > MOST_IN_ONE and len(ledgers.ledgers) > 1


def ledger_filename(ledgers: Ledgers) -> str:
    """Return the file's name: 台账-2026Q4.xlsx, with -草稿 before the lock; .zip for an archive."""
    name = texts.ledger_name(ledgers.period, ledgers.scope, draft=ledgers.draft)
    return name + (".zip" if is_archive(ledgers) else ".xlsx")


def ledger_file(ledgers: Ledgers) -> bytes:
    """Write the file, of which one workbook at a time is in memory."""
    how = {"full": ledgers.full, "draft": ledgers.draft}
    if not is_archive(ledgers):
        return ledger_workbook(ledgers.ledgers, ledgers.county, ledgers.day, **how)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:  # workbooks are packed already
        for ledger in ledgers.ledgers:
            name = texts.ledger_name(ledgers.period, ledger.task_force, draft=ledgers.draft)
            workbook = ledger_workbook([ledger], ledgers.county, ledgers.day, **how)
            archive.writestr(name + ".xlsx", workbook)
    return file.getvalue()
