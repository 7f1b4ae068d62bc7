"""Personal data at rest: AES-256-GCM with the key's id in front, bound to the row it belongs to."""

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import Misconfigured

_ID: Final = 4
_NONCE: Final = 12


class Vault:
    """Seals and opens fields with one county's key.

    A sealed value is key id (4 bytes) + nonce (12) + ciphertext and tag. `context` names table and
    row, so that a value copied into another row does not open.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"seal"))
        self._lookup = _derive(key, b"lookup")
        self._id = _derive(key, b"id")[:_ID]

    def seal(self, plain: str, context: str) -> bytes:
        """Encrypt a text so that it opens only with the same `context`."""
        nonce = os.urandom(_NONCE)
        return self._id + nonce + self._cipher.encrypt(nonce, plain.encode(), context.encode())

    def open(self, sealed: bytes, context: str) -> str:
        """Decrypt a sealed value.

        Raises Misconfigured when it was sealed with another key or for another row.
        """
        if sealed[:_ID] != self._id:
            raise Misconfigured("DATA_KEY 与数据库里的数据不符，请换回原来的 DATA_KEY")
        nonce, body = sealed[_ID : _ID + _NONCE], sealed[_ID + _NONCE :]
        try:
            return self._cipher.decrypt(nonce, body, context.encode()).decode()
        except (InvalidTag, ValueError) as error:  # ValueError where it was cut off in the nonce
            raise Misconfigured(f"{context} 的加密数据已损坏或被移动过") from error

    def hash(self, plain: str) -> bytes:
        """Return a keyed hash, equal for equal values, for looking up without opening."""
        return hmac.digest(self._lookup, plain.encode(), "sha256")


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"xietiao:" + purpose, hashlib.sha256)
