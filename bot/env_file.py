"""The `.env` file: `xietiao init` writes what it lacks, the key included."""

import base64
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from bot.errors import Misconfigured
from bot.settings import NOT_UTF8


def complete(
    path: Path, county: Path | None, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """Add a new DATA_KEY unless the file or the environment has one; set COUNTY_FILE to `county`.

    Returns the names of what was written. Without a `county`, COUNTY_FILE stays as it is. The file
    is readable by its owner only.
    """
    lines = _lines(path)
    has_one = environment.get("DATA_KEY") or _has(lines, "DATA_KEY")
    wanted = {} if has_one else {"DATA_KEY": _new_key()}
    if county is not None:
        wanted["COUNTY_FILE"] = str(county.resolve())
    if not wanted:
        return []
    lines = [line for line in lines if not any(_sets(line, name) for name in wanted)]
    lines += [f"{name}={value}" for name, value in wanted.items()]
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    with part.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())  # whatever is sealed with the key can wait for it
    part.replace(path)
    return list(wanted)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines() if path.is_file() else []
    except UnicodeDecodeError:
        raise Misconfigured(NOT_UTF8) from None


def _has(lines: list[str], name: str) -> bool:
    return any(_sets(line, name) for line in lines if _says(line))


def _sets(line: str, name: str) -> bool:
    """Whether a line gives this setting, in any of the ways a shell would take it."""
    return re.match(rf"\s*(export\s+)?{name}\s*=", line) is not None


def _says(line: str) -> bool:
    """Whether a line gives its setting any value."""
    return bool(line.partition("=")[2].partition(" #")[0].strip(" \"'"))


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
