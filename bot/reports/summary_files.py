"""The summary's picture and workbook together: for a worker, to whom the rows are sent once."""

from bot.reports.summary import QuarterSummary
from bot.reports.summary_picture import summary_picture
from bot.reports.summary_workbook import summary_workbook
from bot.rules.quarters import Quarter
from bot.texts import reports as texts


def summary_filename(quarter: Quarter, *, draft: bool) -> str:
    """Return the workbook's file name: 季度汇总-2026Q4.xlsx, with -草稿 before the lock."""
    return texts.summary_name(str(quarter), draft=draft) + ".xlsx"


def summary_files(summary: QuarterSummary) -> tuple[bytes, bytes]:
    """Return the picture and the workbook."""
    return summary_picture(summary), summary_workbook(summary)
