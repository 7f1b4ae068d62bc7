"""What it costs to take a county of 5,000 people in from a workbook, and to write its ledger.

`python -m benchmarks people ledger`. Each is a process of its own, as whoever types it has.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.county import make, settings_of, writing
from benchmarks.figures import Table, tail
from benchmarks.processes import ROOT
from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.reports.marks import Marks
from bot.rules.kinds import Kind
from bot.rules.personal import IdNumber
from bot.rules.identity import check_digit_ok
from bot.storage.people import task_forces

PEOPLE: Final = 5_000
MOST_SECONDS: Final = 20.0
MOST_MB: Final = 300
YEAR: Final = 2026
_MEASURED: Final = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run([sys.executable, "-m", "bot", *sys.argv[1:]], stdout=2)
took = time.perf_counter() - began
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(json.dumps([done.returncode, took, most]))
"""
