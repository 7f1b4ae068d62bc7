"""The sealed stream: whatever is done to the file is found, and told in a sentence."""

import io
import os
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.storage.moving import sealed
from bot.storage.moving.sealed import CHUNK, Opening, Sealing

KEY, OTHER = b"k" * 32, b"o" * 32
PATH = Path("county.xtb")
HEAD = len(sealed.MAGIC) + 8 + 32


def written(*pieces: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, key)
    for piece in pieces:
        sealing.write(piece)
    sealing.close()
    return file.getvalue()


def read(data: bytes, size: int, key: bytes = KEY) -> bytes:
    opening = Opening(io.BytesIO(data), key, PATH)
    found = opening.read(size)
    opening.end()
    return found


def pieces(data: bytes) -> list[bytes]:
    """The chunks of a file, each with its length."""
    found, at = [], HEAD
    while at < len(data):
        size = 4 + int.from_bytes(data[at : at + 4], "big")
        found.append(data[at : at + size])
        at += size
    return found


@pytest.mark.parametrize("size", [0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_written_is_read_however_it_was_cut(size: int) -> None:
    for data in (os.urandom(size), b"rows " * (size // 5)):
        for cut in (1 << 12, CHUNK, 2 * CHUNK):
            whole = written(*(data[n : n + cut] for n in range(0, len(data), cut)))
            assert read(whole, len(data)) == data


def test_texts_are_packed_and_photos_are_left_as_they_are() -> None:
    assert len(written(b"the same again " * 10_000)) < 2_000
    assert len(written(os.urandom(CHUNK))) < CHUNK + 200


def test_the_same_is_never_sealed_the_same_way_twice() -> None:
    one, other = written(b"x" * 100), written(b"x" * 100)
    assert one[:HEAD] != other[:HEAD]
    assert one[HEAD + 4 :] != other[HEAD + 4 :]


def test_every_bit_counts() -> None:
    data = os.urandom(300)
    whole = written(data)
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 1 << place % 8
        with pytest.raises(Refused):
            read(bytes(broken), len(data))


def test_every_cut_counts() -> None:
    data = os.urandom(300)
    whole = written(data)
    for end in range(len(whole)):
        with pytest.raises(Refused):
            read(whole[:end], len(data))


@pytest.mark.parametrize(
    "moved",
    [
        lambda parts: parts[1:],
        lambda parts: parts[:-1],
        lambda parts: [parts[1], parts[0], *parts[2:]],
        lambda parts: [parts[0], parts[0], *parts[1:]],
        lambda parts: [parts[0], parts[2]],
        lambda parts: [*parts, parts[-1]],
        lambda parts: [*parts, b"\0"],
    ],
)
def test_chunks_left_out_swapped_doubled_or_added_are_found(moved: object) -> None:
    assert callable(moved)
    whole = written(os.urandom(2 * CHUNK + 10))
    parts = pieces(whole)
    assert len(parts) == 3
    with pytest.raises(Refused, match=r"已损坏|不完整"):
        read(whole[:HEAD] + b"".join(moved(parts)), 2 * CHUNK + 10)


def test_a_chunk_of_another_file_of_the_same_key_is_found() -> None:
    one, other = written(b"1" * 100), written(b"2" * 100)
    with pytest.raises(Refused, match="已损坏"):
        read(one[:HEAD] + other[HEAD:], 100)


def test_another_key_is_told_at_once_and_what_is_no_backup_too() -> None:
    with pytest.raises(Refused, match="DATA_KEY 不是做备份"):
        Opening(io.BytesIO(written(b"x")), OTHER, PATH)
    with pytest.raises(Refused, match="不认识的内容（文件格式）"):
        Opening(io.BytesIO(b"xietiao backup 2" + written(b"x")[16:]), KEY, PATH)
    for other in (b"", b"PK\x03\x04", b"xietiao"):
        with pytest.raises(Refused, match="不是 xietiao backup"):
            Opening(io.BytesIO(other), KEY, PATH)


@pytest.mark.parametrize("size", [0, 10, CHUNK, 2 * CHUNK + 10])
def test_whether_the_end_is_there_can_be_told_without_reading_all(size: int) -> None:
    whole = written(os.urandom(size))
    Opening(io.BytesIO(whole), KEY, PATH).prove_last()
    for end in (HEAD, HEAD + 3, HEAD + 10, len(whole) // 2, len(whole) - 1):
        with pytest.raises(Refused):
            Opening(io.BytesIO(whole[: max(end, HEAD)]), KEY, PATH).prove_last()
    with pytest.raises(Refused):
        Opening(io.BytesIO(whole + b"more"), KEY, PATH).prove_last()
    if len(parts := pieces(whole)) > 1:
        with pytest.raises(Refused):
            Opening(io.BytesIO(whole[: -len(parts[-1])]), KEY, PATH).prove_last()
