"""One piece of evidence as a card: its slot above, the picture, its number and time below."""

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from PIL import Image, ImageDraw

from bot.evidence import icons
from bot.evidence.covering import cover
from bot.evidence.type import face, fitted, printable, wrapped
from bot.rules.papers.numbers import Cover, without_numbers
from bot.texts import evidence as texts
from bot.texts.times import day_label

HEADING: Final = 40
CAPTION: Final = 48
FLAG: Final = 38

_INK, _GREY, _CARD, _WELL = "#1f2733", "#667080", "#ffffff", "#eceff3"
_BADGE, _AMBER, _AMBER_INK = "#24476f", "#fff1d6", "#9a4b00"
_PAPERS: Final = {
    "pdf": ("PDF", "#c8372d"),
    "doc": ("Word", "#2b5fb3"),
    "docx": ("Word", "#2b5fb3"),
    "wps": ("Word", "#2b5fb3"),
    "xls": ("Excel", "#1f7a4a"),
    "xlsx": ("Excel", "#1f7a4a"),
    "et": ("Excel", "#1f7a4a"),
    "pptx": ("PPT", "#c8562a"),
    "txt": ("TXT", "#5d6b7c"),
}
_OTHER_PAPER: Final = (texts.OTHER_PAPER, "#5d6b7c")
_PAD: Final = 12
# The largest that a narrow card has room for.
_TIMES: Final = (30, 26, 22, 17)
_MOST_SIDE: Final = 2560


@dataclass(frozen=True, slots=True)
class Tile:
    """What is shown of one piece of evidence.

    ``label`` heads the card: the slot it fills. ``name`` is a paper's file name or a link's
    address. ``thumbnail`` is any encoded picture, of a photo or video. ``taken_at`` is local time,
    shown with its year unless that is ``year``, when the work was done. ``covers`` are filled in on
    the thumbnail, which is shown coarsely where they are not known, None.
    """

    number: int
    kind: Literal["photo", "video", "paper", "link"]
    thumbnail: bytes | None
    taken_at: datetime | None
    label: str
    flag: str = ""
    name: str = ""
    year: int = 0
    covers: Sequence[Cover] | None = ()


def card(tile: Tile, width: int, well: int, height: int) -> Image.Image:
    """Draw a card of ``width`` by ``height`` pixels whose picture is ``well`` high.

    A flag stands at the foot. ``height`` is the same for all cards of a row, so one without a flag
    leaves that strip empty where another has one.
    """
    card_ = Image.new("RGB", (width, height), _CARD)
    heading = face(28, "Medium")
    text = fitted(printable(tile.label or _KINDS[tile.kind]), heading, width - 2 * _PAD)
    place = (_PAD, HEADING // 2)
    ImageDraw.Draw(card_).text(place, text, fill=_GREY, font=heading, anchor="lm")
    card_.paste(_well(tile, width, well), (0, HEADING))
    _caption(card_, tile, HEADING + well)
    if tile.flag:
        _flag(card_, tile.flag, HEADING + well + CAPTION)
    return card_


def more(count: int, width: int, height: int) -> Image.Image:
    """Draw the card that stands for ``count`` pieces which found no room."""
    card_ = Image.new("RGB", (width, height), _WELL)
    draw = ImageDraw.Draw(card_)
    middle = width // 2
    large = face(min(96, width // 4), "Medium")
    draw.text((middle, height // 2 - 24), f"+{count}", fill=_BADGE, font=large, anchor="mm")
    below = (middle, height // 2 + large.size // 2 + 12)
    draw.text(below, texts.and_more(count), fill=_GREY, font=face(30), anchor="mm")
    return card_


def picture_of(tile: Tile) -> Image.Image | None:
    """Decode the thumbnail; None when there is none or it does not read."""
    if tile.thumbnail is None:
        return None
    # Telegram supplies a video's thumbnail: not ours, and not worth failing a review for.
    with (
        suppress(OSError, ValueError, SyntaxError),
        Image.open(io.BytesIO(tile.thumbnail), formats=("JPEG", "WEBP")) as picture,
    ):
        if max(picture.size) <= _MOST_SIDE:
            return cover(picture.convert("RGB"), tile.covers)
    return None


def _well(tile: Tile, width: int, height: int) -> Image.Image:
    well = Image.new("RGB", (width, height), _WELL)
    picture = picture_of(tile)
    if picture is not None:
        scale = min(width / picture.width, height / picture.height)
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        shown = picture.resize(size, Image.Resampling.LANCZOS)
        well.paste(shown, ((width - size[0]) // 2, (height - size[1]) // 2))
        if tile.kind == "video":
            _centre(well, icons.play(min(width, height) // 3), height // 2)
        return well
    if tile.kind == "photo":
        _lines(well, [texts.NOT_SHOWN], height // 2)
        return well
    _drawn(well, tile)
    return well


def _drawn(well: Image.Image, tile: Tile) -> None:
    """Fill the well with the icon of its kind and up to two lines of the name."""
    high = min(well.height * 56 // 100, well.width * 60 // 100)
    own = tile.name.rpartition("://")[2] if tile.kind == "link" else without_numbers(tile.name)
    name = printable(texts.short_name(own, 60))
    lines = wrapped(name, face(28), well.width - 2 * _PAD, 2)
    top = (well.height - high - 16 - 36 * len(lines)) // 2 if lines else (well.height - high) // 2
    _centre(well, _ICONS[tile.kind](tile, high), top + high // 2)
    _lines(well, lines, top + high + 16 + 18)


def _paper(tile: Tile, high: int) -> Image.Image:
    ending = tile.name.rpartition(".")[2].lower()
    return icons.paper(high, *_PAPERS.get(ending, _OTHER_PAPER))


def _caption(card_: Image.Image, tile: Tile, top: int) -> None:
    draw = ImageDraw.Draw(card_)
    middle = top + CAPTION // 2
    figures = face(28, "Bold")
    wide = max(40, round(figures.getlength(str(tile.number))) + 22)
    card_.paste(_BADGE, (_PAD, middle - 19), icons.rounded((wide, 38), 10))
    centre = (_PAD + wide / 2, middle)
    draw.text(centre, str(tile.number), fill=_CARD, font=figures, anchor="mm")
    if tile.taken_at:
        year = tile.year or tile.taken_at.year
        day = day_label(tile.taken_at.date(), date(year, 1, 1))
        time = f"{day} {tile.taken_at:%H:%M}"
        left = _PAD + wide + 10
        font = next((f for f in _TIMES if left + face(f).getlength(time) < card_.width), _TIMES[-1])
        draw.text((left, middle), time, fill=_INK, font=face(font), anchor="lm")


def _flag(card_: Image.Image, flag: str, top: int) -> None:
    card_.paste(_AMBER, (0, top, card_.width, card_.height))
    icon = icons.warning(26, _AMBER_INK)
    card_.paste(icon, (_PAD, top + (FLAG - icon.height) // 2), icon)
    font = face(26, "Medium")
    text = fitted(printable(flag), font, card_.width - 2 * _PAD - icon.width - 8)
    left = _PAD + icon.width + 8
    ImageDraw.Draw(card_).text(
        (left, top + FLAG // 2), text, fill=_AMBER_INK, font=font, anchor="lm"
    )


def _centre(well: Image.Image, icon: Image.Image, middle: int) -> None:
    well.paste(icon, ((well.width - icon.width) // 2, middle - icon.height // 2), icon)


def _lines(well: Image.Image, lines: list[str], middle: int) -> None:
    draw = ImageDraw.Draw(well)
    for at, line in enumerate(lines):
        place = (well.width // 2, middle + 36 * at)
        draw.text(place, line, fill=_INK, font=face(28), anchor="mm")


_KINDS: Final = {
    "photo": texts.PHOTO,
    "video": texts.VIDEO,
    "paper": texts.PAPER,
    "link": texts.LINK,
}
_ICONS: Final[dict[str, Callable[[Tile, int], Image.Image]]] = {
    "paper": _paper,
    "video": lambda _tile, high: icons.play(high),
    "link": lambda _tile, high: icons.link(high, _BADGE),
}
