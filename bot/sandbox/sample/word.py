"""A Word document of a title and lines, with no more in it than Word asks for."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_OFFICE: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_LINKS: Final = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def document(title: str, lines: Sequence[str]) -> bytes:
    """The bytes of a .docx: the title centred and large, a paragraph a line."""
    large = '<w:pPr><w:jc w:val="center"/></w:pPr>', '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'
    text = "".join((_paragraph(title, *large), *(_paragraph(line) for line in lines)))
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _LINKS)
        parts.writestr(
            "word/document.xml",
            f'{_HEAD}<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main">'
            f"<w:body>{text}</w:body></w:document>",
        )
    return out.getvalue()


def _paragraph(text: str, how: str = "", letters: str = "") -> str:
    run = f'<w:r>{letters}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p>{how}{run}</w:p>"
