"""Photos and a plan, each different from every other."""

import io

from PIL import Image, ImageDraw


def photo(of: str) -> bytes:
    """A small photo with a scene that nobody else took."""
    hue = sum(of.encode()) % 200
    picture = Image.new("RGB", (480, 360), (hue, 120, 200 - hue))
    draw = ImageDraw.Draw(picture)
    for place, byte in enumerate(of.encode()[-24:]):
        draw.rectangle((place * 20, 340 - byte, place * 20 + 14, 350), (byte, hue, 255 - byte))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, comment=of.encode())
    return out.getvalue()


def plan(of: str) -> bytes:
    """A one-page PDF."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"% " + of.encode().hex().encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
