"""`python -m bot.sandbox.sample FOLDER MOMENT`: makes the snapshot, and tells how far it has come.

It is a process of its own with a lower priority, so that the phones answer as fast as ever
meanwhile.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.sandbox.history import cause
from bot.sandbox.sample.snapshot import make


def main(kept: str, moment: str) -> int:
    """Print a line such as `12 58` after each story, or one that says why it cannot be done; return
    the exit code.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it says when to stop
    os.nice(10)
    try:
        make(datetime.fromisoformat(moment), Path(kept), _tell)
    except BrokenPipeError:  # nobody is waiting for it any more
        return 1
    except OSError as error:
        sys.stdout.write(f"{cause(error)}\n")
        return 1
    return 0


def _tell(done: int, of: int) -> None:
    sys.stdout.write(f"{done} {of}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
