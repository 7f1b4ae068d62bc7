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

_WHO: Final = "xietiao"
_SETTINGS: Final = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=64MB",
    "log_min_messages=fatal",
)
# What nobody has to keep need not be on disk.
_CARELESS: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> Path | None:
    """Where PostgreSQL's own programs are; None when it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None


class Server:
    """A server that starts at once, and can be stopped and started again. With `keeps` it writes
    to disk what it has promised, as a real one does.
    """

    def __init__(self, *, keeps: bool = False) -> None:
        bin_ = binaries()
        if bin_ is None:
            raise RuntimeError("PostgreSQL is not installed, on Debian: apt install postgresql")
        self._bin = bin_
        self._folder = Path(tempfile.mkdtemp(prefix="xietiao-postgres-"))
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
        self._run("pg_ctl", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql://{_WHO}@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, name: str = "postgres") -> None:
        with psycopg.connect(self.url(name), autocommit=True) as db:
            db.execute(statement.encode())

    def create(self, name: str, like: str = "template0") -> str:
        """Make a database, empty or a copy of another; its URL."""
        for _ in range(50):
            try:
                self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
            except psycopg.errors.ObjectInUse:  # somebody is just leaving it
                time.sleep(0.1)
            else:
                break
        return self.url(name)

    def _run(self, program: str, *how: str, check: bool = True) -> None:
        command = [*self._as, str(self._bin / program), "-D", str(self._folder / "data"), *how]
        done = subprocess.run(
            command, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, check=False, text=True, timeout=120,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")


@cache
def shared() -> Server:
    """The one server of this process, which lives as long as it."""
    made = Server()
    atexit.register(made.close)
    return made
