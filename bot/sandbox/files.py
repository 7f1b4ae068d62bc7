"""The files of the sandbox: content addressed, with ids as Telegram gives them out."""

import asyncio
import hashlib
import hmac
import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import PurePath

from bot.sandbox import limits, pictures
from bot.sandbox.accounts import Bot

FOLDERS = {
    "Photo": "photos",
    "Document": "documents",
    "Video": "videos",
    "Sticker": "stickers",
    "Voice": "voice",
    "Audio": "music",
    "Thumbnail": "thumbnails",
}
JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Shape:
    """Width and height in pixels, duration in seconds, as far as the kind of file has them."""

    width: int = 0
    height: int = 0
    duration: int = 0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of one kind (`Photo`, `Document`, … as Telegram's errors call them)."""

    kind: str
    unique_id: str
    data: bytes
    path: str
    name: str = ""
    mime: str = ""
    shape: Shape = Shape()
    thumbnail: "StoredFile | None" = None
    family: str = ""


Photo = tuple[StoredFile, ...]


class FileStore:
    """Keeps files by content; the same content of the same kind is the same file."""

    def __init__(self) -> None:
        self._by_unique: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._ids: dict[str, tuple[int, StoredFile]] = {}
        self._photos: dict[str, Photo] = {}

    async def keep(self, kind: str, data: bytes, name: str, mime: str, shape: Shape) -> StoredFile:
        """Store a file that is not a photo; a picture among them gets a thumbnail."""
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        unique = await asyncio.to_thread(_unique, kind, data, f"{name}|{mime}")
        if unique in self._by_unique:
            return self._by_unique[unique]
        preview = None
        if kind == "Document" and mime.startswith("image/"):
            preview = self._keep_thumbnail(await asyncio.to_thread(pictures.thumbnail, data))
        path = self._new_path(kind, name, mime)
        return self._add(StoredFile(kind, unique, data, path, name, mime, shape, preview))

    async def keep_photo(
        self, data: bytes, formats: tuple[str, ...] | None = pictures.BOT_FORMATS
    ) -> Photo:
        """Re-encode a picture in all its sizes. Raises `NotAPicture`, `ApiError`."""
        source = await asyncio.to_thread(_unique, "Source", data, "")
        if source not in self._photos:
            sizes = await asyncio.to_thread(pictures.photo_sizes, data, formats)
            family = tuple(self._keep_size(size, "Photo", source) for size in sizes)
            self._photos[source] = family
        return self._photos[source]

    def photo(self, size: StoredFile) -> Photo:
        """All sizes of the photo that this is one size of."""
        return self._photos[size.family]

    def id_for(self, bot: Bot, file: StoredFile) -> str:
        """The file_id under which this bot, and no other, knows the file."""
        secret = hmac.digest(bot.token.encode(), file.unique_id.encode(), "sha256")
        file_id = f"{file.kind[:2]}AC{urlsafe_b64encode(secret).decode().rstrip('=')}"
        self._ids[file_id] = (bot.id, file)
        return file_id

    def find(self, bot: Bot, file_id: str) -> StoredFile | None:
        """The file behind a file_id of this bot."""
        owner, file = self._ids.get(file_id, (0, None))
        return file if owner == bot.id else None

    def of_anyone(self, file_id: str) -> StoredFile | None:
        """The file behind a file_id, whichever bot it was given to."""
        return self._ids.get(file_id, (0, None))[1]

    def at(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path for."""
        return self._by_path.get(path)

    def _keep_thumbnail(self, size: pictures.Size | None) -> StoredFile | None:
        return self._keep_size(size, "Thumbnail", "") if size else None

    def _keep_size(self, size: pictures.Size, kind: str, family: str) -> StoredFile:
        unique = _unique(kind, size.jpeg, family)
        if unique in self._by_unique:
            return self._by_unique[unique]
        path = self._new_path(kind, "", JPEG)
        shape = Shape(size.width, size.height)
        return self._add(
            StoredFile(kind, unique, size.jpeg, path, mime=JPEG, shape=shape, family=family)
        )

    def _add(self, file: StoredFile) -> StoredFile:
        kept = self._by_unique.setdefault(file.unique_id, file)
        self._by_path[kept.path] = kept
        return kept

    def _new_path(self, kind: str, name: str, mime: str) -> str:
        ending = ".jpg" if mime == JPEG else PurePath(name).suffix.lower()
        return f"{FOLDERS[kind]}/file_{len(self._by_unique)}{ending}"


def check_upload(data: bytes, *, photo: bool) -> None:
    """Refuse what Telegram would not take from a bot by its size."""
    if not data:
        raise limits.bad_request("file must be non-empty")
    if photo and len(data) > limits.PHOTO_BYTES:
        raise limits.bad_request(
            f"file of size {len(data)} bytes is too big for a photo;"
            f" the maximum size is {limits.PHOTO_BYTES} bytes"
        )
    if len(data) > limits.UPLOAD_BYTES:
        raise limits.too_large()


def _unique(kind: str, data: bytes, label: str) -> str:
    digest = hashlib.sha256(f"{kind}|{label}|".encode() + hashlib.sha256(data).digest())
    return "AQAD" + urlsafe_b64encode(digest.digest()[:12]).decode()
