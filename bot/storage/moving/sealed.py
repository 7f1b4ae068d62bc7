"""A file that only the county's key opens, written and read as a stream.

    magic (17 bytes)  key id (8)  salt (32)  then chunks: length (4, big-endian)  sealed

Each chunk is sealed by AES-256-GCM with a key of this file's own, made from DATA_KEY and the salt
by HKDF-SHA256. Its nonce is its place in the file (11 bytes) and whether it is the last one (1),
and the whole header is authenticated with it. So a chunk that was changed, left out, doubled or
moved does not open, nor does one of another file; and without the last chunk, or with anything
after it, the file is not whole. What is sealed of a chunk, at most 1 MiB, is one byte that says
whether the rest was packed by zlib, and the rest. The key id only tells which DATA_KEY is needed.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import Refused
from bot.texts import moving as t

MAGIC: Final = b"xietiao backup 1\n"
CHUNK: Final = 1 << 20
_NAME: Final = b"xietiao backup "
_ID: Final = 8
_SALT: Final = 32
_HEAD: Final = len(MAGIC) + _ID + _SALT
_LONGEST: Final = CHUNK + 1 + 16
_SAMPLE: Final = 1 << 13
_AS_IT_IS, _PACKED = b"\0", b"\1"
_MORE, _LAST = b"\0", b"\1"


class Sink(Protocol):
    """What can be written into; all of it is, or it raises."""

    def write(self, data: bytes, /) -> int: ...


class Sealing:
    """Writes the stream: `write` as often as one likes, then `close`."""

    def __init__(self, file: Sink, key: bytes) -> None:
        self._file, self._waiting, self._place = file, bytearray(), 0
        self._head = MAGIC + _key_id(key) + os.urandom(_SALT)
        self._cipher = _cipher(key, self._head)
        file.write(self._head)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), _MORE)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Write the last chunk, without which nobody takes the file for whole."""
        self._put(bytes(self._waiting), _LAST)

    def _put(self, data: bytes, which: bytes) -> None:
        nonce = self._place.to_bytes(11, "big") + which
        sealed = self._cipher.encrypt(nonce, _packed(data), self._head)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._place += 1


class Opening:
    """Reads the stream. Raises Refused, with a sentence that names the file, for a file of another
    kind or another key at once, and for a damaged one where the damage is met.
    """

    def __init__(self, file: IO[bytes], key: bytes, path: Path) -> None:
        self._file, self._path = file, path
        self._head = file.read(_HEAD)
        if not self._head.startswith(_NAME):
            raise Refused(t.NO_BACKUP.format(path=path))
        if len(self._head) >= len(MAGIC) and not self._head.startswith(MAGIC):
            raise Refused(t.UNKNOWN_TABLE.format(path=path, what=t.FORMAT))
        if len(self._head) < _HEAD:
            raise Refused(t.CUT_OFF.format(path=path))
        if self._head[len(MAGIC) : len(MAGIC) + _ID] != _key_id(key):
            raise Refused(t.WRONG_KEY.format(path=path))
        self._cipher = _cipher(key, self._head)
        self._chunks = self._opened()
        self._waiting = memoryview(b"")

    def read(self, size: int) -> bytes:
        """Return so many bytes. Raises Refused where the stream ends before."""
        found = bytearray()
        while size > len(found):
            if not self._waiting:
                self._waiting = memoryview(self._next())
            piece = self._waiting[: size - len(found)]
            self._waiting = self._waiting[len(piece) :]
            found += piece
        return bytes(found)

    def end(self) -> None:
        """Raise Refused unless the stream ends here."""
        if self._waiting or any(self._chunks):
            raise Refused(t.DAMAGED.format(path=self._path))

    def prove_last(self) -> None:
        """Raise Refused where the file was cut off: go to its last chunk and open only that."""
        ends = self._file.seek(0, os.SEEK_END)
        self._file.seek(_HEAD)
        place = 0
        while size := self._size():
            if self._file.tell() + size >= ends:
                sealed = self._file.read(size)
                if len(sealed) == size and self._unsealed(sealed, place, _LAST) is not None:
                    return
                break
            self._file.seek(size, os.SEEK_CUR)
            place += 1
        raise Refused(t.CUT_OFF.format(path=self._path))

    def _next(self) -> bytes:
        """Return the next chunk that is not empty."""
        for chunk in self._chunks:
            if chunk:
                return chunk
        raise Refused(t.CUT_OFF.format(path=self._path))

    def _opened(self) -> Iterator[bytes]:
        place = 0
        while size := self._size():
            sealed = self._file.read(size)
            if len(sealed) < size:
                raise Refused(t.CUT_OFF.format(path=self._path))
            chunk = self._unsealed(sealed, place, _MORE)
            is_last = chunk is None
            if is_last:
                chunk = self._unsealed(sealed, place, _LAST)
            if chunk is None or (is_last and self._file.read(1)):
                raise Refused(t.DAMAGED.format(path=self._path))
            yield chunk
            if is_last:
                return
            place += 1
        raise Refused(t.CUT_OFF.format(path=self._path))

    def _size(self) -> int:
        """Return the length of the chunk that comes, 0 where the file ends."""
        said = self._file.read(4)
        size = int.from_bytes(said, "big")
        if len(said) == 4 and not 0 < size <= _LONGEST:
            raise Refused(t.DAMAGED.format(path=self._path))
        return size if len(said) == 4 else 0

    def _unsealed(self, sealed: bytes, place: int, which: bytes) -> bytes | None:
        try:
            plain = self._cipher.decrypt(place.to_bytes(11, "big") + which, sealed, self._head)
        except InvalidTag:
            return None
        return zlib.decompress(plain[1:]) if plain[:1] == _PACKED else plain[1:]


def _key_id(key: bytes) -> bytes:
    return _derived(key, b"", b"xietiao backup: key id")[:_ID]


def _cipher(key: bytes, head: bytes) -> AESGCM:
    return AESGCM(_derived(key, head[-_SALT:], b"xietiao backup: chunks"))


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(key)


def _packed(data: bytes) -> bytes:
    """Return a chunk as it is kept: packed where that pays, which photos do not."""
    sample = data[:_SAMPLE]
    if len(zlib.compress(sample, 1)) < len(sample) * 7 // 8:
        packed = zlib.compress(data)
        if len(packed) < len(data):
            return _PACKED + packed
    return _AS_IT_IS + data
