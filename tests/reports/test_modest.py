"""What a workbook is and how much is in it is known before it is opened."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.reports import modest
from bot.reports.modest import content, require_modest_workbook
from bot.reports.roster import read_roster
from bot.texts import workbooks as texts
from tests.reports.bombs import HEAD, cells, lying, swollen, with_sheet
from tests.reports.test_roster import ZHANG, plain, workbook


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        require_modest_workbook(data)
    return refused.value.sentence


def packed(method: int, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as parts:
        parts.writestr(name, b"<worksheet/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", texts.EMPTY),
        ("姓名,联系方式\n张三,13800138000\n".encode(), texts.PLAIN_TEXT),
        ("姓名\t联系方式".encode("gb18030"), texts.PLAIN_TEXT),
        (b"\x89PNG\r\n\x1a\n a picture", texts.PICTURE),
        (b"\xff\xd8\xff\xe0 a photo", texts.PICTURE),
        (b"\0\0\0\x18ftypheic a photo", texts.PICTURE),
        (b"%PDF-1.7 a scan", texts.NOT_A_WORKBOOK),
        (b"\x1f\x8b\x08\0 an archive", texts.NOT_A_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", texts.OLD),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            texts.LOCKED,
        ),
        (packed(zipfile.ZIP_DEFLATED, "word/document.xml"), texts.NOT_A_WORKBOOK),
        (packed(zipfile.ZIP_LZMA), texts.BROKEN),
        (b"PK\x03\x04 and nothing", texts.BROKEN),
        (plain(ZHANG)[:900], texts.BROKEN),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence


def test_every_sentence_gives_an_example() -> None:
    sentences = [value for name, value in vars(texts).items() if name.isupper()]
    sentences += [texts.large(10**9, 10**6), texts.swells(10**6), texts.too_wide("XFD")]
    sentences.append(texts.too_many_rows(2, 1))
    assert [each for each in sentences if "例如" not in each] == []


def test_a_workbook_without_a_word_in_it_says_so() -> None:
    with pytest.raises(Refused, match="一个字也没有"):
        read_roster(workbook([]))


def test_a_damaged_part_is_noticed_by_its_checksum() -> None:
    whole = bytearray(packed(zipfile.ZIP_STORED))
    whole[whole.index(b"<worksheet/>") + 3] ^= 1
    assert refusal(bytes(whole)) == texts.BROKEN


@pytest.mark.parametrize("dressed", [bytes, lying])
def test_more_than_a_ledger_is_not_unpacked_whatever_the_file_says_of_itself(
    dressed: type[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modest, "MOST_UNPACKED", 4_000_000)
    require_modest_workbook(swollen(3))
    assert "展开后超过 4 MB" in refusal(dressed(swollen(5)))


def test_a_file_that_understates_its_size_is_measured_to_the_end() -> None:
    require_modest_workbook(lying(swollen(3)))
    assert "100001 行" in refusal(lying(with_sheet([b" " * 3_000_000, *cells("A100001")])))


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ("N100000", ""),
        ("T100000", ""),
        ("A100001", "写到了第 100001 行"),
        ("A1048576", "写到了第 1048576 行"),
        ("U100000", "写到了 U 列"),
        ("XFD40000", "写到了 XFD 列"),
    ],
)
def test_rows_and_columns_are_bounded_however_few_are_filled(last: str, sentence: str) -> None:
    sparse = with_sheet(cells("A1", last))
    if sentence:
        assert sentence in refusal(sparse)
    else:
        require_modest_workbook(sparse)


def test_rows_that_are_only_formatted_do_not_count() -> None:
    formatted = b'<row r="1048576"><c r="A1048576" s="1"/><c r="B1048576"/></row>'
    require_modest_workbook(with_sheet([*cells("A1"), formatted]))


def test_a_cell_on_the_border_of_two_pieces_counts() -> None:
    for shift in range(0, 60, 3):
        padding = b" " * (modest._PIECE - len(HEAD) - shift)
        assert "100001 行" in refusal(with_sheet([padding, *cells("A100001")]))


def test_merged_ranges_that_overlap_are_refused() -> None:
    """Excel makes none; many large ones would keep the reader busy for days."""
    line = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
    line += '<c r="B1" t="inlineStr"><is><t>联系方式</t></is></c></row>'
    merges = b'<mergeCells count="2">' + b'<mergeCell ref="A2:B9"/>' * 2 + b"</mergeCells>"
    with pytest.raises(Refused, match="已损坏"):
        read_roster(with_sheet([line.encode(), *cells("B9")], merges))


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with path.open("wb") as file:
        file.truncate(modest.MOST_PACKED + 1)
    with pytest.raises(Refused, match="超过 32 MB"):
        content(path)
