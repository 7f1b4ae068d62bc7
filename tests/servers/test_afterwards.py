"""What the tests start is gone when they are, however they end."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.places import only_postgres

ROOT = Path(__file__).parents[2]
BEGIN = "from tests.servers.postgres import Server; made = Server();\
print(made.port, made._folder, flush=True); input()"
LEND = "import tempfile; from multiprocessing import util; from tests.servers import afterwards; \
tempfile.tempdir = str(afterwards.folder()); print(util.get_temp_dir())"


def gone(folder: str) -> None:
    """Wait until it is."""
    ends = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < ends:
        time.sleep(0.05)
    assert not Path(folder).exists()


def test_a_folder_that_was_lent_goes_once_nobody_can_look_for_what_was_in_it() -> None:
    command = [sys.executable, "-c", LEND]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    lent, _, own = ran.stdout.strip().rpartition("/")
    assert own.startswith("pymp-")
    gone(lent)


@only_postgres
@pytest.mark.parametrize("how", ["kill", "close"])
def test_a_server_ends_with_whoever_started_it_and_leaves_nothing(how: str) -> None:
    command = [sys.executable, "-c", f"{BEGIN}; made.close()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        port, folder = process.stdout.readline().split()
        assert Path(folder).is_dir()
        socket.create_connection(("127.0.0.1", int(port))).close()
        if how == "kill":
            process.kill()
        else:
            process.communicate("\n")
    gone(folder)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port)))
