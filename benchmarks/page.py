"""`python -m benchmarks.page`: reads the files whose paths come in, one a line, and says what each
took. It is a process of its own so that nothing but the reader is in its memory.
"""

import json
import sys
import time
from pathlib import Path

from bot.evidence.reading.pages import read_file


def main() -> None:
    for line in sys.stdin:
        path = Path(line.strip())
        began, used = time.perf_counter(), time.process_time()
        reading = read_file(path, path.name, "image/jpeg")
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
        print(json.dumps([reading.dump(), seconds, cpu, _most_memory()]), flush=True)


def _most_memory() -> float:
    """Return the most memory this process had, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
