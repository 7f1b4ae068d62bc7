"""`python -m bot.sandbox`: runs the demonstration. It imports little, since worker processes import
this module too.
"""

import argparse
import asyncio
import gc
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import Misconfigured


def main() -> int:
    """Run the demonstration; return the exit code: 0, or 1 when it could not begin."""
    asked = _arguments()
    try:
        with _folder(asked.keep) as folder:
            _run(asked.port, folder, asked.cache, lasts=asked.keep is not None)
    except Misconfigured as wrong:
        _say(str(wrong), sys.stderr)
        return 1
    except OSError as error:
        if error.errno is None or error.filename is not None:  # a file's trouble, not the port's
            raise
        _say(
            f"端口 {asked.port} 打不开（{error.strerror}），请换一个，例如：--port 8081", sys.stderr
        )
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="协调通的本机演示")
    parser.add_argument("--port", type=int, default=8080, help="网页的端口，0 为任选（默认 8080）")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="数据存在这个目录，下次接着用")
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", help="备好的样例县存在这个目录（默认 var/sample）"
    )
    return parser.parse_args()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="xietiao-demo-") as folder:
        yield Path(folder)


def _run(port: int, folder: Path, cache: Path | None, *, lasts: bool) -> None:
    gc.disable()  # what a start loads is no garbage; looking for some took a seventh of its time
    import uvloop

    from bot.sandbox.demo import demonstrate
    from bot.sandbox.sample.snapshot import CACHE

    kept = cache or CACHE
    if not _is_usable(kept):
        kept = folder / "sample"

    async def until_stopped() -> None:
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await demonstrate(port, folder, stop, _say, kept=kept, lasts=lasts)

    uvloop.run(until_stopped())


def _is_usable(folder: Path) -> bool:
    """Whether files can be kept in the folder; a checkout may belong to somebody else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _say(sentence: str, to: object = None) -> None:
    print(sentence, file=to or sys.stdout, flush=True)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
