"""Servers that the tests start themselves, on this machine, and the doors to them."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.request import Request, urlopen

from tests.servers.afterwards import Afterwards

BUCKET: Final = "county"
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class BucketServer:
    """An S3 server with one bucket, `county`."""

    port: int

    def environment(self, port: int = 0) -> dict[str, str]:
        """What the bot finds it by, directly or by another port."""
        return {
            "AWS_ACCESS_KEY_ID": "county",
            "AWS_SECRET_ACCESS_KEY": "of-no-use-elsewhere",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port or self.port}",
            "NO_PROXY": "127.0.0.1",
        }

    def know_nobody(self, *, after: int = 0) -> None:
        """Refuse every key there is, once so many requests more were let through."""
        self.ask("POST", "/moto-api/reset-auth", str(after).encode())

    def somebody_without_rights(self) -> dict[str, str]:
        """The keys of a user whom no policy allows anything."""
        self._iam("CreateUser")
        said = self._iam("CreateAccessKey")
        key, secret = (
            said.partition(f"<{tag}>")[2].partition("<")[0]
            for tag in ("AccessKeyId", "SecretAccessKey")
        )
        return {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}

    def _iam(self, action: str) -> str:
        scope = "Credential=county/20261123/us-east-1/iam/aws4_request"
        said = f"Action={action}&Version=2010-05-08&UserName=limited".encode()
        signed = f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"
        return self.ask("POST", "/", said, "application/x-www-form-urlencoded", signed)

    def ask(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        content: str = "text/plain",
        signed: str = "",
    ) -> str:
        address = f"http://127.0.0.1:{self.port}{path}"
        headers = {"Content-Type": content, "Authorization": signed}
        with urlopen(Request(address, data, headers, method=method)) as answer:
            return str(answer.read(), "utf-8")


@contextlib.contextmanager
def bucket_server() -> Iterator[BucketServer]:
    """Moto's server in a process of its own; whatever is kept in it ends with it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        afterwards = Afterwards(None, "kill", str(process.pid))
        try:
            _wait_for(port)
            made = BucketServer(port)
            made.ask("PUT", f"/{BUCKET}")
            yield made
        finally:
            afterwards.now()


def _wait_for(port: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens at {port}")


@contextlib.contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """A server that has one answer to everything; its address."""

    class Answer(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_DELETE = do_POST = _answer  # noqa: N815 - as the library looks for them

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Door:
    """A way to a server, with a port of its own, that can be shut: then whoever knocks is refused.
    The server and what it holds go on behind it.
    """

    def __init__(self, server: int) -> None:
        self._server, self._held = server, list[socket.socket]()
        self.port = 0
        self.open()

    def open(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._let_in, args=(self._listening,), daemon=True).start()

    def shut(self) -> None:
        for held in (self._listening, *self._held):
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)
            held.close()
        self._held.clear()

    def _let_in(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                guest, _ = listening.accept()
                host = socket.create_connection(("127.0.0.1", self._server))
                self._held += [guest, host]
                for one, other in ((guest, host), (host, guest)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := one.recv(1 << 16):
            other.sendall(piece)
        other.shutdown(socket.SHUT_RDWR)
