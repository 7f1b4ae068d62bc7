"""Documents made on the spot."""

import io
import zipfile

OFFICE = "application/vnd.openxmlformats-officedocument."


def office(main: str, extra: dict[str, bytes] | None = None) -> bytes:
    """Zip the least that makes a document whose main part is of type ``main``."""
    types = f'<Types><Override PartName="/x.xml" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "x.xml": b"<x/>", **(extra or {})})


def word() -> bytes:
    return office(OFFICE + "wordprocessingml.document.main+xml")


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def old_office(stream: str) -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return header + f"{stream}\0".encode("utf-16-le").ljust(512, b"\0")


def pdf(pages: int = 2) -> bytes:
    leaves = b"".join(b"%d 0 obj<</Type/Page>>endobj\n" % at for at in range(pages))
    return b"%PDF-1.4\n1 0 obj<</Type/Pages/Count 9>>endobj\n" + leaves + b"trailer<<>>\n%%EOF\n"


def video(brand: bytes = b"isom") -> bytes:
    return (
        box(b"ftyp", brand + b"\0\0\2\0" + brand) + box(b"moov", b"\0" * 40) + box(b"mdat", b"..")
    )


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content
