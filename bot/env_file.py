"""The `.env` file: `xietiao init` writes what it lacks, the key included."""

import base64
import os
import secrets
from pathlib import Path


def complete(path: Path, county: Path | None) -> list[str]:
    """Add DATA_KEY (and COUNTY_FILE when one is given) unless the file or the environment has
    them; the names of what was added. The file is readable by its owner only.
    """
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    wanted = {} if _has(lines, "DATA_KEY") else {"DATA_KEY": _new_key()}
    if county is not None:
        lines = [line for line in lines if not line.startswith("COUNTY_FILE=")]
        wanted["COUNTY_FILE"] = str(county.resolve())
    if not wanted:
        return []
    lines = [line for line in lines if line.partition("=")[0] not in wanted]
    lines += [f"{name}={value}" for name, value in wanted.items()]
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(path)
    return list(wanted)


def _has(lines: list[str], name: str) -> bool:
    return bool(os.environ.get(name)) or any(
        line.startswith(f"{name}=") and line.partition("=")[2].strip() for line in lines
    )


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
