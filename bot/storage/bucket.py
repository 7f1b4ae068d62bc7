"""Evidence files in a bucket of S3 or of a server that speaks like it (存储桶)."""

import hashlib
import os
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from bot.errors import Away, Misconfigured
from bot.storage.blobs import Blobs

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

_PIECE: Final = 1 << 20
_SHA256: Final = re.compile("[0-9a-f]{64}")
_CODE: Final = re.compile(r"<Code>(\w+)</Code>")
_STATUS: Final = re.compile(r"status code: (\d{3})")
# What a machine in Amazon's cloud asks for credentials when it was given none.
_METADATA: Final = re.compile(r"/latest/(api/token|meta-data)")
_NOBODY_S: Final = "0" * 64
# Answers that a later try may well better; every other 3xx and 4xx needs somebody's hand.
_PASSING: Final = {"408", "409", "425", "429"}

# Short, because whoever asked tries again: a whole file of 20 MB at 2 Mbit/s, and one more try for
# a connection that was closed meanwhile.
_CLIENT: Final["ClientConfig"] = {
    "connect_timeout": timedelta(seconds=5),
    "read_timeout": timedelta(seconds=20),
    "timeout": timedelta(seconds=90),
}
_RETRY: Final["RetryConfig"] = {"max_retries": 1, "retry_timeout": timedelta(seconds=10)}


class _Refusal(Away):
    """The bucket answered, and not with the file; `code` is the server's word for why."""

    def __init__(self, sentence: str, code: str, *, lasting: bool) -> None:
        super().__init__(sentence)
        self.code, self.lasting = code, lasting


class Bucket(Blobs):
    """A bucket, or the part of it under a prefix.

    `url` is s3://bucket/prefix, `aws` what `Settings.aws` gives. Raises Misconfigured where the
    library for it is not installed; whether the bucket is there is for `prove` to find out.

    While the bucket is away, one call at a time finds out whether it is back and the others raise
    Away at once: a server that does not even refuse would hold every sender up.
    """

    def __init__(self, url: str, aws: Mapping[str, str]) -> None:
        try:
            from obstore.exceptions import BaseError
            from obstore.store import S3Store
        except ImportError:
            raise Misconfigured(
                f"EVIDENCE_URL={url} 需要另装 obstore，例如：pip install 'xietiao[s3]'"
            ) from None
        where = urlsplit(url)
        self._url, self._errors = url, (BaseError, FileNotFoundError)
        self._store = S3Store(
            where.netloc,
            prefix=where.path.strip("/") or None,
            # one by one: several servers of the kind cannot delete in bulk
            config=cast("Any", {"disable_bulk_delete": "true", **aws}),
            client_options={
                **_CLIENT,
                "allow_http": aws.get("endpoint", "").startswith("http://"),
            },
            retry_config=_RETRY,
        )
        self._is_away, self._trial = False, threading.Lock()
        self.incoming = Path(tempfile.mkdtemp(prefix="xietiao-"))
        weakref.finalize(self, shutil.rmtree, self.incoming, ignore_errors=True)

    def adopt(self, path: Path) -> str:
        """Take in a finished file from `incoming`: written, then read back and compared. Raises
        Away, and then it is still in `incoming`.
        """
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        with self._reaching():
            # in one request, of which nothing stays behind when it is cut off
            self._store.put(_key(sha256), path, use_multipart=False)
        if not self.is_whole(sha256):
            raise Away(f"存储桶 {self._url} 里的 {sha256} 与写入的不一致，稍后会再试一次")
        path.unlink()
        return sha256

    def read(self, sha256: str) -> bytes:
        return b"".join(self._pieces(sha256))

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """Lend a copy, which is removed afterwards."""
        with tempfile.NamedTemporaryFile(dir=self.incoming) as file:
            for piece in self._pieces(sha256):
                file.write(piece)
            file.flush()
            yield Path(file.name)

    def is_whole(self, sha256: str) -> bool:
        try:
            for _ in self._pieces(sha256):
                pass
        except FileNotFoundError:
            return False
        return True

    def all(self) -> Iterator[str]:
        chunks = self._store.list(chunk_size=1000)
        while True:
            with self._reaching():
                chunk = next(chunks, None)
            if chunk is None:
                return
            names = [found["path"].rpartition("/")[2] for found in chunk]
            yield from (name for name in names if _SHA256.fullmatch(name))

    def prove(self) -> None:
        """Write a tiny file, read it, remove it, and ask for it once more. Raises Misconfigured
        where the bucket does not exist or does not let us, Away when it cannot be reached.
        """
        try:
            sha256 = self.keep(os.urandom(16))
            # Who locks a bucket against removal means well: nothing else is ever removed.
            with suppress(_Refusal):
                self.remove(sha256)
            # Without the right to list, a file that is missing is "forbidden", not missing.
            self.is_whole(hashlib.sha256(os.urandom(16)).hexdigest())
        except _Refusal as no:
            if no.lasting:
                raise Misconfigured(_advice(self._url, no.code)) from None
            raise

    def reach(self) -> None:
        """Ask for a file that hardly is there: one request, of which nothing stays behind."""
        self.is_whole(_NOBODY_S)

    def remove(self, sha256: str) -> None:
        """Remove a file, whether it is there or not. No evidence is ever removed."""
        key = _key(sha256)
        with self._reaching():
            self._store.delete(key)

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        """Yield the file piece by piece. Raises FileNotFoundError in the end when it is not what
        its name says.
        """
        key, found = _key(sha256), hashlib.sha256()
        with self._reaching():
            for piece in self._store.get(key).stream(_PIECE):
                found.update(piece)
                yield piece
        if found.hexdigest() != sha256:
            raise FileNotFoundError(f"{sha256} is damaged")

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Tell a bucket that is away from a file that is not there."""
        is_trial = self._is_away
        if is_trial and not self._trial.acquire(blocking=False):
            raise Away(_sentence(self._url, "仍在等它恢复"))
        try:
            yield
            self._is_away = False
        except self._errors as error:
            trouble = _trouble(self._url, error)
            self._is_away = isinstance(trouble, Away)
            raise trouble from None
        finally:
            if is_trial:
                self._trial.release()


def _key(sha256: str) -> str:
    """Return where a file is, below the prefix. Raises FileNotFoundError for what is no SHA-256: a
    row can be tampered with.
    """
    if not _SHA256.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return f"{sha256[:2]}/{sha256}"


def _trouble(url: str, error: Exception) -> Exception:
    """Return what to raise for an error of the library, whose text can be a page long.

    It calls everything that is answered with 404 a file that is not there, a whole bucket that is
    gone and a proxy's own page included; only the server's word for it tells.
    """
    text = str(error)
    code, status = _CODE.search(text), _STATUS.search(text)
    if isinstance(error, FileNotFoundError) and code and code[1] == "NoSuchKey":
        return FileNotFoundError("the bucket has no such file")
    if _METADATA.search(text):
        return _Refusal(_sentence(url, "NoCredentials"), "NoCredentials", lasting=True)
    for mark, said in (("BadScheme", "PlainHttp"), ("redirect without LOCATION", "WrongRegion")):
        if mark in text:
            return _Refusal(_sentence(url, said), said, lasting=True)
    if status is None:
        return Away(_sentence(url, "没有应答"))
    lasting = status[1] < "500" and status[1] not in _PASSING
    said = code[1] if code else status[1]
    return _Refusal(_sentence(url, said), said, lasting=lasting)


def _sentence(url: str, why: str) -> str:
    return f"现在用不了存储桶 {url}（{why}），请稍后再试，例如：一分钟后"


def _advice(url: str, code: str) -> str:
    """Say what to correct, by the server's word for what is wrong."""
    if code == "NoSuchBucket":
        return (
            f"EVIDENCE_URL={url} 的存储桶不存在，请先建好，例如：EVIDENCE_URL=s3://xietiao/evidence"
        )
    if code in {"NoCredentials", "InvalidAccessKeyId", "SignatureDoesNotMatch"}:
        return (
            f"存储桶 {url} 不认 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY（{code}），请核对，"
            "例如：AWS_ACCESS_KEY_ID=AKIA…"
        )
    if code == "WrongRegion":
        return f"存储桶 {url} 不在这个区域，请核对 AWS_REGION，例如：AWS_REGION=cn-north-1"
    if code == "PlainHttp":
        return (
            f"存储桶 {url} 的地址是明文 http，请改用 https，"
            "例如：AWS_ENDPOINT_URL=https://s3.example.cn"
        )
    return (
        f"存储桶 {url} 不让读写（{code}），请核对 AWS_… 各项设置和桶的权限（读、写、列出），"
        "例如：AWS_ENDPOINT_URL=https://s3.example.cn"
    )
