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
    ends = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < ends:
        time.sleep(0.05)
    assert not Path(folder).exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port)))
