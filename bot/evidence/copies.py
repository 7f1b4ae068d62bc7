"""Copies of evidence that may be shared: what is to be seen, and nothing about where or by whom;
numbers of people are covered (§4.2).
"""

import io
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from bot.errors import Refused
from bot.evidence import signatures
from bot.evidence.covering import cover
from bot.evidence.picture import opened, to_jpeg, upright
from bot.evidence.reading.engine import WIDEST
from bot.evidence.written import may_hold_numbers
from bot.rules.papers.numbers import Checked, Cover
from bot.texts import evidence as texts

PDF: Final = "application/pdf"
_DPI: Final = 109
"""So that a page drawn as high as this is as high as A4."""


class Copied(NamedTuple):
    """What may leave of a paper: all of it as it came, or (`pages`) a PDF made of pictures of the
    pages that were read, or nothing (`is_held`).
    """

    pages: bytes | None = None
    is_held: bool = False


def clean_copy(path: Path, longest: int = WIDEST, covers: Sequence[Cover] | None = ()) -> bytes:
    """Give an upright JPEG in sRGB, at most ``longest`` pixels a side, without any metadata, with
    ``covers`` filled in, a coarse one where these are not known, None (§4.2).

    The original, which keeps its GPS and device data for the reviewer's checks, is not touched.
    Raise ``Refused`` when the file is no whole picture.
    """
    found = signatures.sniff(path, "", "image/*")
    if found.kind != "photo":
        raise Refused(texts.no_picture())
    with opened(path, found.mime, "") as picture:
        return to_jpeg(cover(upright(picture, longest), covers), quality=88)


def paper_copy(path: Path, mime: str, known: Checked) -> Copied:
    """Return what may leave of a paper. A PDF with numbers of people, with pages that were not read
    or with pictures finer than was looked at leaves as pictures of the pages that were, covered;
    any other with numbers does not, nor does one that could not be read. A paper without any leaves
    as it came.
    """
    covers = known.covers
    if covers is None:
        return Copied(is_held=True)
    if mime == PDF and (covers.has_any or known.is_cut or _is_finer(path)):
        is_drawn = known.pages and covers.are_placed and find_spec("pypdfium2")
        return Copied(_drawn(path, known)) if is_drawn else Copied(is_held=True)
    return Copied(is_held=covers.has_any or may_hold_numbers(path, mime, known.pages))


def _is_finer(path: Path) -> bool:
    if not find_spec("pypdfium2"):
        return False
    import pypdfium2

    from bot.evidence.reading.pages import shows_finer

    with pypdfium2.PdfDocument(path) as document:
        return any(shows_finer(page) for page in document)


def _drawn(path: Path, known: Checked) -> bytes:
    import pypdfium2

    from bot.evidence.reading.pages import pdf_picture

    with pypdfium2.PdfDocument(path) as document:
        pages = [
            cover(pdf_picture(document[n]), known.places, n)
            for n in range(min(known.pages, len(document)))
        ]
    out = io.BytesIO()
    first, *others = pages
    first.save(
        out, "PDF", save_all=True, append_images=others, resolution=_DPI, quality=80,
        creationDate=time.gmtime(0), modDate=time.gmtime(0),
    )  # fmt: skip
    return out.getvalue()
