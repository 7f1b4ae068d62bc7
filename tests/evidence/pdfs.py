"""PDFs with text of their own, written by hand."""

import io
from collections.abc import Sequence


def written_pdf(
    pages: Sequence[Sequence[str]], turned: int = 0, cut: tuple[int, int, int, int] | None = None
) -> bytes:
    """A PDF with so many lines of Latin text on each page, which is shown turned, or cut to a box
    of the sheet.
    """
    box = b"/CropBox[%d %d %d %d]" % cut if cut else b""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    body = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, lines in enumerate(pages):
        body.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%b/Rotate %d"
            b"/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % (box, turned, 5 + 2 * n)
        )
        text = b"".join(
            b"BT /F 14 Tf 1 0 0 1 90 %d Tm (%b) Tj ET\n" % (700 - 40 * at, line.encode())
            for at, line in enumerate(lines)
        )
        body.append(b"<</Length %d>>stream\n%b\nendstream" % (len(text), text))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for n, each in enumerate(body, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%b\nendobj\n" % (n, each))
    begins = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(body) + 1, rows))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(body) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % begins)
    return out.getvalue()
