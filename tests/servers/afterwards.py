"""Nothing that the tests start outlives them, however they end: by themselves, with a worker of
pytest-xdist, which ends without tidying up, or by `kill -9`.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

# It hears nothing until whoever has the other end of its standard input is gone.
_WAIT: Final = 'cat; "$@"; test -z "$0" || rm -rf -- "$0"'
_held: Final = list["Afterwards"]()


class Afterwards:
    """A process of its own, in a session of its own so that no Ctrl+C reaches it. As soon as this
    process has ended, or `now` is called, it runs a command and throws a folder away, if there is
    one.
    """

    def __init__(self, folder: Path | None, *command: str) -> None:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            ["sh", "-c", _WAIT, str(folder or ""), *command],
            cwd="/", stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True,
        )  # fmt: skip

    def now(self) -> None:
        self._process.communicate()


def folder() -> Path:
    """Return a new folder that goes when this process has ended, not before: as it ends,
    multiprocessing still looks for what it had in it. Its name is short, for sockets.
    """
    made = Path(tempfile.mkdtemp(prefix="xt-"))
    _held.append(Afterwards(made))
    return made
