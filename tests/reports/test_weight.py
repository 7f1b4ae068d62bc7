"""What the reports cost the bot's own process."""

import subprocess
import sys


def test_importing_the_reports_loads_no_heavy_library() -> None:
    """The worker that makes a report loads what it needs; the bot's process stays small."""
    script = """
import sys
from bot.reports import ledger, roster, score_card, summary_picture, summary_workbook
heavy = {"PIL", "xlsxwriter", "python_calamine", "manimgx_fonts_cjk"}
print(sorted(heavy & set(sys.modules)))
"""
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )

    assert loaded.stdout.strip() == "[]"
