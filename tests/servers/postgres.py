"""A PostgreSQL of our own: from the system's packages, in a folder of its own, on a free port of
loopback.
"""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Final

import psycopg
import pytest

from tests.servers.afterwards import Afterwards

MISSING: Final = "PostgreSQL is not installed, on Debian: apt install postgresql"
_WHO: Final = "xietiao"
_SETTINGS: Final = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=64MB",
    "log_min_messages=fatal",
)
# What nobody has to keep need not be on disk.
_CARELESS: Final = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    *("wal_level=minimal", "max_wal_senders=0", "min_wal_size=32MB", "max_wal_size=64MB"),
)
# A database is some four hundred files: they are copied ten times as fast where none is on a disk.
_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder that is made in it is our own
_ROOM: Final = 1 << 30


def binaries() -> Path | None:
    """Where PostgreSQL's own programs are; None when it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None


class Server:
    """A server that starts at once, and can be stopped and started again. With `keeps` it writes
    to disk what it has promised, as a real one does. Where PostgreSQL is not installed, the test
    that wants one is skipped.
    """

    def __init__(self, *, keeps: bool = False) -> None:
        found = binaries()
        if found is None:
            pytest.skip(MISSING)
        self._bin = found
        place = None if keeps else _in_memory()
        self._folder = Path(tempfile.mkdtemp(prefix="xietiao-postgres-", dir=place))
        # PostgreSQL does not run as root.
        self._as: list[str] = []
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self._folder, account.pw_uid, account.pw_gid)
            self._as = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"]
            self._as += ["--clear-groups", "--"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        stop = self._command("pg_ctl", "-w", "-m", "immediate", "stop")
        self._afterwards = Afterwards(self._folder, *stop)
        settings = _SETTINGS + (() if keeps else _CARELESS)
        self._run("initdb", "-U", _WHO, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        with (self._folder / "data" / "postgresql.conf").open("a") as conf:
            for line in (*settings, f"port={self.port}"):
                name, _, value = line.partition("=")
                conf.write(f"{name} = '{value}'\n")
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-t", "60", "-l", str(self._folder / "log"), "start")

    def restart(self) -> None:
        """Start it anew, as its settings need to be read that are only read then."""
        self.stop("fast")
        self.start()

    def ask_for_password(self, role: str) -> None:
        """Let nobody in as this role who does not know its password; everybody else as before."""
        access = self._folder / "data" / "pg_hba.conf"
        rule = f"host all {role} 127.0.0.1/32 scram-sha-256\n"
        access.write_text(rule + access.read_text("utf-8"), "utf-8")
        self.sql("SELECT pg_reload_conf()")

    def stop(self, how: str = "immediate") -> None:
        """Stop it; `immediate` is as if the power had gone."""
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self._afterwards.now()

    def url(self, name: str) -> str:
        return f"postgresql://{_WHO}@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, name: str = "postgres") -> None:
        with psycopg.connect(self.url(name), autocommit=True) as db:
            db.execute(statement.encode())

    def create(self, name: str, like: str = "template0") -> str:
        """Make a database, empty or a copy of another; its URL."""
        for tries in range(50):
            try:
                self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY file_copy')
            except psycopg.errors.ObjectInUse:  # somebody is just leaving it
                if tries == 49:
                    raise
                time.sleep(0.1)
            else:
                break
        return self.url(name)

    def drop(self, name: str) -> None:
        """Take a database away, from whoever is still there too."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _command(self, program: str, *how: str) -> list[str]:
        return [*self._as, str(self._bin / program), "-D", str(self._folder / "data"), *how]

    def _run(self, program: str, *how: str) -> None:
        done = subprocess.run(
            self._command(program, *how), cwd=self._folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")


def _in_memory() -> Path | None:
    """Where files are in memory, None where there is no such place with room."""
    if not _IN_MEMORY.is_dir() or shutil.disk_usage(_IN_MEMORY).free < _ROOM:
        return None
    return _IN_MEMORY


@cache
def shared() -> Server:
    """The one server of this process, which lives as long as it."""
    made = Server()
    atexit.register(made.close)
    return made
