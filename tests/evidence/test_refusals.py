"""What cannot serve as evidence is refused in one sentence, and nothing else ever happens."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.errors import Refused
from bot.evidence.inspect import Inspection, inspect
from tests.evidence import papers
from tests.evidence.conftest import Save, noted, scene


def refusal(path: Path, name: str, mime: str = "") -> str:
    with pytest.raises(Refused) as caught:
        inspect(path, name, mime)
    return caught.value.sentence


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def encoded(form: str, **how: object) -> bytes:
    file = io.BytesIO()
    scene(320, 240).save(file, form, **how)
    return file.getvalue()


def test_an_empty_file_is_refused_by_name(tmp_path: Path) -> None:
    sentence = refusal(written(tmp_path, b""), "现场.jpg", "image/jpeg")
    assert "现场.jpg" in sentence
    assert "0 字节" in sentence
    assert "例如" in sentence


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF"])
@pytest.mark.parametrize("kept", [0.3, 0.7, 0.97])
def test_a_truncated_picture_is_refused(tmp_path: Path, form: str, kept: float) -> None:
    pillow_heif.register_heif_opener()
    content = encoded(form)
    sentence = refusal(written(tmp_path, content[: int(len(content) * kept)]), "现场照片")
    assert "不完整" in sentence


@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_jpeg_that_lacks_only_its_end_is_refused(
    tmp_path: Path, *, progressive: bool
) -> None:
    file = io.BytesIO()
    Image.effect_noise((1200, 800), 40).save(file, "JPEG", progressive=progressive)
    path = written(tmp_path, file.getvalue()[:-2])
    assert "不完整" in refusal(path, "a.jpg")
    path.write_bytes(file.getvalue())
    assert inspect(path, "a.jpg", "").width == 1200


def test_a_jpeg_whose_second_half_never_arrived_is_refused(tmp_path: Path) -> None:
    content = encoded("JPEG")
    half = len(content) // 2
    assert "不完整" in refusal(written(tmp_path, content[:half] + bytes(half)), "a.jpg")


def test_a_cut_video_is_refused(tmp_path: Path) -> None:
    whole = papers.video()
    assert "不完整" in refusal(written(tmp_path, whole[:-1]), "a.mp4")
    without_moov = whole.replace(b"moov", b"free")
    assert "不完整" in refusal(written(tmp_path, without_moov), "a.mp4")


def test_too_many_pixels_are_refused_before_decoding_with_the_figure(tmp_path: Path) -> None:
    size = struct.pack(">II5B", 60_000, 40_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + size + struct.pack(">I", zlib.crc32(b"IHDR" + size))
    data = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    path = written(tmp_path, b"\x89PNG\r\n\x1a\n" + chunk + data)
    sentence = refusal(path, "地图.png")
    assert "地图.png" in sentence
    assert "60000×40000" in sentence
    assert "240000 万像素" in sentence
    assert "5000 万像素" in sentence


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"MZ\x90\0" + b"\1" * 400, "现场.jpg", "实际是可执行程序"),
        (b"\x7fELF" + b"\1" * 400, "现场.png", "实际是可执行程序"),
        (bytes(range(256)), "现场.jpg", "内容与名称不符"),
        (b"hello", "现场.heic", "内容与名称不符"),
        (b"BM" + b"\1" * 400, "现场.bmp", "是 BMP 图片"),
        (b"BM" + b"\1" * 400, "现场.jpg", "是 BMP 图片"),
        (b"Rar!\x1a\7" + b"\1" * 400, "材料.rar", "是压缩包"),
        (b"{\\rtf1 x}", "方案.rtf", "是 RTF 文档"),
        (bytes(range(256)), "说明.txt", "无法识别"),
        (papers.zipped({"a.jpg": b"x"}), "材料.zip", "是压缩包"),
        (papers.zipped({"a.jpg": b"x"}), "方案.docx", "不是完好的文档"),
        (b"PK\3\4" + b"\1" * 400, "方案.docx", "不是完好的文档"),
        (papers.word()[:-30], "方案.docx", "不是完好的文档"),
        (papers.old_office("EncryptedPackage"), "方案.docx", "打开密码"),
        (papers.old_office("PowerPoint Document"), "课件.ppt", "旧版 Office"),
        (
            papers.office("application/vnd.ms-word.document.macroEnabled.main+xml"),
            "a.docm",
            "带有宏",
        ),
        (papers.pdf()[:-8], "方案.pdf", "不完整"),
    ],
)
def test_what_is_not_on_the_list_is_refused_and_named(
    tmp_path: Path, content: bytes, name: str, says: str
) -> None:
    sentence = refusal(written(tmp_path, content), name)
    assert says in sentence
    assert name in sentence
    assert "例如" in sentence


def test_a_locked_archive_that_pretends_to_be_a_document_is_refused(tmp_path: Path) -> None:
    content = bytearray(papers.word())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        directory = archive.start_dir
    content[directory + 8] |= 1
    assert "打开密码" in refusal(written(tmp_path, bytes(content)), "方案.docx")


def test_a_document_packed_as_no_office_packs_is_refused(tmp_path: Path) -> None:
    """Python unpacks such a part at once, however little of it is asked for."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(papers.word())) as usual,
        zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive,
    ):
        for part in usual.namelist():
            archive.writestr(part, usual.read(part))
    assert "例如" in refusal(written(tmp_path, made.getvalue()), "方案.docx")


def test_a_document_that_swells_when_unpacked_is_refused(tmp_path: Path) -> None:
    content = bytearray(papers.word())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        directory = archive.start_dir
    content[directory + 24 : directory + 28] = struct.pack("<I", 4_000_000_000)
    assert "4000 MB" in refusal(written(tmp_path, bytes(content)), "方案.docx")


def test_a_photo_without_a_name_is_still_spoken_of(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b""), "").startswith("这份材料")


def test_a_refusal_never_repeats_an_id_number(tmp_path: Path) -> None:
    sentence = refusal(written(tmp_path, b""), "张三370830199001011234.jpg")
    assert "3708**********1234" in sentence
    assert "19900101" not in sentence


def test_a_file_that_is_not_there_is_our_fault_not_the_senders(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "none", "a.jpg", "image/jpeg")


SEEDS = [
    *(encoded(form, exif=noted(6)) for form in ("JPEG", "PNG", "WEBP", "AVIF")),
    encoded("JPEG", progressive=True),
    encoded("GIF"),
    papers.pdf(),
    papers.word(),
    papers.video(),
    papers.old_office("WordDocument"),
]


def survives(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        found = inspect(path, "a.txt", "")
    except Refused as refused:
        assert refused.sentence.endswith("。")  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(found, Inspection)


FUZZ = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FUZZ
@given(content=st.binary(max_size=300), start=st.sampled_from([b"", *(s[:24] for s in SEEDS)]))
def test_random_bytes_are_refused_and_never_crash(
    tmp_path: Path, content: bytes, start: bytes
) -> None:
    survives(tmp_path / "file", start + content)


@FUZZ
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=6),
    end=st.integers(1, 20_000),
)
def test_mutated_files_are_refused_or_read_and_never_crash(
    tmp_path: Path, seed: bytes, changes: list[tuple[int, bytes]], end: int
) -> None:
    content = bytearray(seed)
    for at, new in changes:
        content[at : at + len(new)] = new
    survives(tmp_path / "file", bytes(content[:end]))


def test_a_refused_picture_leaves_the_next_one_alone(save: Save, tmp_path: Path) -> None:
    refusal(written(tmp_path, b"\xff\xd8\xff" + bytes(50)), "a.jpg")
    assert inspect(save(scene(), "b.jpg"), "b.jpg", "").width == 640
