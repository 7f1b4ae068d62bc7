"""What it costs to take a county of 5,000 people in from a workbook, and to write its ledger.

`python -m benchmarks people ledger`. Each is a process of its own, as whoever types it has.
"""

from typing import Final

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
