"""What a file says of itself."""

import io
import pickle
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.evidence.inspect import inspect
from tests.evidence import papers
from tests.evidence.conftest import CORNERS, Save, corners, noted, scene

STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_every_orientation_is_turned_upright(save: Save, orientation: int, ending: str) -> None:
    turn = STORED[orientation]
    stored = scene() if turn is None else scene().transpose(turn)
    path = save(stored, f"a.{ending}", exif=noted(orientation))
    found = inspect(path, path.name, "")
    assert found.thumbnail is not None
    thumbnail = Image.open(io.BytesIO(found.thumbnail))
    assert corners(thumbnail) == CORNERS
    assert (found.width, found.height) == (640, 480)
    assert thumbnail.size == (480, 360)


def test_the_time_device_and_position_come_from_the_camera(save: Save) -> None:
    found = inspect(save(scene(), "a.jpg", exif=noted()), "a.jpg", "image/jpeg")
    assert found.taken_at == datetime(2026, 11, 5, 9, 32, 10)  # noqa: DTZ001 - local, as written
    assert found.device == "Apple iPhone 13"
    assert found.located


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "1970:01:01 00:00:00", "2026:13:40 09:00:00", "昨天", "", "9"]
)
def test_an_absurd_time_is_no_time(save: Save, taken: str) -> None:
    exif = noted(taken=taken)
    assert inspect(save(scene(), "a.jpg", exif=exif), "a.jpg", "").taken_at is None


def test_a_photo_without_metadata_has_neither_time_nor_position(save: Save) -> None:
    found = inspect(save(scene(), "a.jpg"), "a.jpg", "")
    assert (found.taken_at, found.located, found.device) == (None, False, "")


def test_crooked_metadata_does_not_cost_the_photo(save: Save) -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0\xff\xff\xff\xff"
    assert inspect(save(scene(), "a.jpg", exif=exif), "a.jpg", "").width == 640


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_the_thumbnail_carries_no_metadata(save: Save, ending: str) -> None:
    how = {"exif": noted(), "comment": b"secret"} if ending == "jpg" else {"exif": noted()}
    found = inspect(save(scene(), f"a.{ending}", **how), "", "")
    assert found.thumbnail is not None
    thumbnail = Image.open(io.BytesIO(found.thumbnail))
    assert not thumbnail.getexif()
    assert set(thumbnail.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Apple" not in found.thumbnail


@pytest.mark.parametrize(
    ("ending", "mime"),
    [
        ("jpg", "image/jpeg"),
        ("png", "image/png"),
        ("gif", "image/gif"),
        ("webp", "image/webp"),
        ("heic", "image/heic"),
        ("avif", "image/avif"),
    ],
)
def test_a_picture_is_known_by_its_content(save: Save, ending: str, mime: str) -> None:
    path = save(scene(), f"a.{ending}")
    found = inspect(path, "报告.pdf", "application/pdf")
    assert (found.kind, found.mime) == ("photo", mime)
    assert found.size == path.stat().st_size
    assert corners(Image.open(io.BytesIO(found.thumbnail or b""))) == CORNERS


def test_a_small_picture_is_not_enlarged(save: Save) -> None:
    found = inspect(save(scene(64, 48), "a.png"), "a.png", "")
    assert Image.open(io.BytesIO(found.thumbnail or b"")).size == (64, 48)


def test_a_narrow_strip_keeps_at_least_one_pixel(save: Save) -> None:
    found = inspect(save(Image.new("RGB", (4000, 2)), "a.png"), "a.png", "")
    assert Image.open(io.BytesIO(found.thumbnail or b"")).size == (480, 1)


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (papers.pdf(), "方案.pdf", "application/pdf"),
        (papers.pdf(), "方案.jpg", "application/pdf"),
        (papers.word(), "方案.docx", papers.OFFICE + "wordprocessingml.document"),
        (
            papers.office(papers.OFFICE + "spreadsheetml.sheet.main+xml"),
            "表.xlsx",
            papers.OFFICE + "spreadsheetml.sheet",
        ),
        (papers.old_office("WordDocument"), "方案.doc", "application/msword"),
        (papers.old_office("Workbook"), "表.xls", "application/vnd.ms-excel"),
        ("经过说明\n第一段".encode("gb18030"), "说明.txt", "text/plain"),
        ("经过说明\n第一段".encode(), "说明.txt", "text/plain"),
    ],
)
def test_a_paper_is_known_by_its_content(
    tmp_path: Path, content: bytes, name: str, mime: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    found = inspect(path, name, "application/octet-stream")
    assert (found.kind, found.mime, found.thumbnail) == ("paper", mime, None)


def test_pages_and_slides_are_counted_where_they_can_be(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(papers.pdf(pages=3))
    assert inspect(path, "a.pdf", "").pages == 3
    path.write_bytes(papers.pdf().replace(b"trailer", b"/ObjStm trailer"))
    assert inspect(path, "a.pdf", "").pages is None
    slides = {f"ppt/slides/slide{at}.xml": b"<s/>" for at in (1, 2)}
    main = papers.OFFICE + "presentationml.presentation.main+xml"
    path.write_bytes(papers.office(main, slides))
    assert inspect(path, "a.pptx", "").pages == 2


@pytest.mark.parametrize(
    ("brand", "mime"),
    [(b"isom", "video/mp4"), (b"qt  ", "video/quicktime"), (b"3gp4", "video/3gpp")],
)
def test_a_video_is_known_by_its_content(tmp_path: Path, brand: bytes, mime: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(papers.video(brand))
    found = inspect(path, "a.jpg", "image/jpeg")
    assert (found.kind, found.mime) == ("video", mime)


def test_an_inspection_travels_between_processes(save: Save) -> None:
    found = inspect(save(scene(), "a.jpg", exif=noted()), "a.jpg", "")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
