"""A request's parameters, however they came: query, form, JSON, multipart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader
from multidict import CIMultiDictProxy

from bot.sandbox import limits
from bot.sandbox.limits import bad_request
from bot.sandbox.wire import Json, Upload

CHUNK = 1 << 16
TRUE = {"true", "yes", "1"}
ATTACH = "attach://"


@dataclass(slots=True)
class Parameters:
    """Values by name; uploads apart, by the name of their part."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def everything(self) -> Json:
        """All of it as one object, an upload as its bytes; for whoever observes."""
        return self.values | {name: upload.data for name, upload in self.uploads.items()}

    def text(self, name: str) -> str:
        """A string, empty when missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as missing, as it does for Telegram."""
        try:
            return int(self.text(name).strip())
        except ValueError:
            return default

    def number(self, name: str) -> float | None:
        """A decimal number."""
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        """A Boolean."""
        return self.text(name).strip().lower() in TRUE

    def decoded(self, name: str, what: str) -> Any:
        """What stands there as JSON, None when missing. Raises `ApiError` naming `what`."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def file(self, name: str) -> Upload | str | None:
        """An upload, or the file_id or address given instead."""
        return self.uploads.get(name) or self.attached(self.text(name))

    def attached(self, value: str) -> Upload | str | None:
        """What `attach://part` stands for; anything else is a file_id or an address."""
        if value.startswith(ATTACH):
            return self.uploads.get(value.removeprefix(ATTACH))
        return value or None


async def from_body(
    kind: str, headers: Mapping[str, str] | CIMultiDictProxy[str], stream: Any
) -> Parameters:
    """Parameters in a body of the given content type. Raises `ApiError`."""
    if kind == "multipart/form-data":
        return await _from_parts(MultipartReader(headers, stream))
    body = await stream.read()
    if kind == "application/json":
        return _from_json(body)
    fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return Parameters(dict(fields))


def _from_json(body: bytes) -> Parameters:
    if not body.strip():
        return Parameters()
    try:
        values = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("object expected")
    return Parameters({name: value for name, value in values.items() if value is not None})


async def _from_parts(reader: MultipartReader) -> Parameters:
    parameters = Parameters()
    too_large = False
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = await _content(part)
        if data is None:
            too_large = True
        elif part.filename is None:
            parameters.values[part.name] = data.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "")
            parameters.uploads[part.name] = Upload(data, part.filename, _known(mime))
    if too_large:
        raise limits.too_large()
    return parameters


async def _content(part: BodyPartReader) -> bytes | None:
    """Return the bytes of a part; None when there are too many. It is read to its end even then, so
    that we can answer.
    """
    data = bytearray()
    length = 0
    while chunk := await part.read_chunk(CHUNK):
        length += len(chunk)
        if length <= limits.UPLOAD_BYTES:
            data += chunk
    return bytes(data) if length <= limits.UPLOAD_BYTES else None


def _known(mime: str) -> str:
    """Return the media type, "" when the client only says that it does not know."""
    bare = mime.partition(";")[0].strip()
    return "" if bare == "application/octet-stream" else bare
