"""What a camera wrote beside the pixels: which way is up, when, whether a place, which device."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from PIL import ExifTags, Image

# An unset clock says 1970, 1980 or the first of January 2000.
_EARLIEST: Final = datetime(2000, 1, 2)  # noqa: DTZ001 - cameras write local time without a zone
_LATEST: Final = datetime(2100, 1, 1)  # noqa: DTZ001 - the same
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTER_TURNS: Final = {_TURNS[stored] for stored in (5, 6, 7, 8)}


class Exif:
    """The EXIF block of an opened picture; a damaged one reads as if it were missing.

    A picture is evidence even when some app has mangled its metadata, so nothing here raises.
    """

    def __init__(self, picture: Image.Image) -> None:
        self._main = _tags(picture.getexif)
        self._shot = _tags(lambda: picture.getexif().get_ifd(ExifTags.IFD.Exif))
        self._place = _tags(lambda: picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))

    @property
    def turn(self) -> Image.Transpose | None:
        """How to turn the stored pixels so that the picture is upright; None when it is."""
        stored = self._main.get(ExifTags.Base.Orientation)
        return _TURNS.get(stored) if isinstance(stored, int) else None

    @property
    def sideways(self) -> bool:
        """Whether turning exchanges width and height."""
        return self.turn in _QUARTER_TURNS

    @property
    def taken_at(self) -> datetime | None:
        """The camera's own local time, naive, to the second; None when missing or absurd.

        Whether it lies after the day of receipt is for the caller to judge, who knows that day.
        """
        tag = ExifTags.Base.DateTimeOriginal
        written = str(self._shot.get(tag) or self._main.get(tag) or "")
        if not (
            found := re.match(r"(\d{4})[:/-](\d\d?)[:/-](\d\d?)[ T](\d\d):(\d\d):(\d\d)", written)
        ):
            return None
        try:
            taken = datetime(*map(int, found.groups()))  # type: ignore[arg-type] # noqa: DTZ001 - local
        except ValueError:
            return None
        return taken if _EARLIEST <= taken < _LATEST else None

    @property
    def located(self) -> bool:
        """Whether a position is recorded; the position itself is never read."""
        return bool(
            self._place.get(ExifTags.GPS.GPSLatitude) and self._place.get(ExifTags.GPS.GPSLongitude)
        )

    @property
    def device(self) -> str:
        """Maker and model as one phrase, at most 60 characters; empty when not recorded."""
        make, model = (
            re.sub(r"[^\x20-\x7e\u00a0-\uffff]", "", str(self._main.get(tag) or "")).strip()
            for tag in (ExifTags.Base.Make, ExifTags.Base.Model)
        )
        named_twice = model.lower().startswith(make.lower().split(" ")[0])
        return (model if model and named_twice else f"{make} {model}").strip()[:60]


def _tags(read: Callable[[], Mapping[int, object]]) -> dict[int, object]:
    try:
        return dict(read())
    except Exception:  # noqa: BLE001 - Pillow's reader raises whatever crooked bytes provoke
        return {}
