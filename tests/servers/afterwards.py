"""Nothing that the tests start outlives them, however they end: by themselves, with a worker of
pytest-xdist, which ends without tidying up, or by `kill -9`.
"""

import subprocess
from pathlib import Path
from typing import Final

# It hears nothing until whoever has the other end of its standard input is gone.
_WAIT: Final = 'cat; "$@"; rm -rf -- "$0"'


class Afterwards:
    """A process of its own, in a session of its own so that no Ctrl+C reaches it. As soon as this
    process has ended, or `now` is called, it runs a command and throws a folder away.
    """

    def __init__(self, folder: Path, *command: str) -> None:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            ["sh", "-c", _WAIT, str(folder), *command],
            cwd="/", stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True,
        )  # fmt: skip

    def now(self) -> None:
        self._process.communicate()
