"""Albums: one row of the outbox, one call, every file known afterwards, nothing lost with one."""

import json
from time import monotonic
from typing import Any

from bot.handlers.say import Piece, albums, write
from bot.sandbox.phone import Phone
from bot.storage import outbox, outgoing
from tests.conftest import photo
from tests.transport.conftest import Line, heard


def photos(line: Line, number: int) -> list[Piece]:
    return [_piece(line, "photo", n, photo(f"第{n}张")) for n in range(1, number + 1)]


def papers(line: Line, number: int) -> list[Piece]:
    return [_piece(line, "document", n, b"%%PDF-1.4 %d" % n) for n in range(1, number + 1)]


def _piece(line: Line, kind: str, n: int, data: bytes) -> Piece:
    name = f"{n}.jpg" if kind == "photo" else f"{n}.pdf"
    return Piece(str(n), kind, line.blobs.keep(data), name, len(data), f"第{n}份没能发出")


async def send(line: Line, to: Phone, pieces: list[Piece]) -> int:
    """How many rows of the outbox it takes."""
    said = albums(pieces)
    await line.writer.do(write, to.user.id, said)
    return len(said)


def groups(phone: Phone) -> list[list[str]]:
    """The captions of each album, and of each message that is none, in order."""
    found: dict[str, list[str]] = {}
    for message in phone.messages:
        if not message.outgoing:
            key = message.body.get("media_group_id") or str(message.message_id)
            found.setdefault(key, []).append(message.text)
    return list(found.values())


def media(line: Line) -> list[list[dict[str, Any]]]:
    """What each call for an album sent."""
    return [json.loads(p["media"]) if isinstance(p["media"], str) else p["media"]
            for method, p in line.calls if method == "sendMediaGroup"]  # fmt: skip


async def test_photos_and_documents_come_in_albums_of_their_own_kind_up_to_ten(line: Line) -> None:
    phone = await line.phone()
    rows = await send(line, phone, [*papers(line, 2), *photos(line, 11)])
    await line.delivered()
    ten = [str(n) for n in range(1, 11)]
    assert groups(phone) == [ten, ["11"], ["1", "2"]]
    assert rows == 3
    assert (line.called("sendMediaGroup"), line.called("sendPhoto")) == (2, 1)


async def test_what_is_too_much_for_one_request_goes_in_two(line: Line) -> None:
    pieces = [Piece(str(n), "document", "a" * 64, "", 20_000_000, "") for n in range(5)]
    assert [len(said.pieces) for said in albums(pieces)] == [2, 2, 1]


async def test_every_piece_is_known_and_goes_by_reference_the_second_time(line: Line) -> None:
    mei, wang = await line.phone("李梅"), await line.phone("王强")
    pieces = photos(line, 3)
    for phone in (mei, wang):
        await send(line, phone, pieces)
        await line.delivered()
    first, second = media(line)
    assert [one["media"] for one in first] == ["attach://file0", "attach://file1", "attach://file2"]
    assert not any("attach" in one["media"] for one in second)
    shown = [[m.photo() for m in phone.messages if "photo" in m.body] for phone in (mei, wang)]
    assert shown[0] == shown[1]
    assert all(line.store.do(outgoing.known_file, piece.file, "photo") for piece in pieces)


async def test_a_crash_before_the_commit_repeats_the_album_exactly_once(line: Line) -> None:
    phone = await line.phone()
    line.world.faults.lose_answer("sendMediaGroup")
    await send(line, phone, photos(line, 3))
    await line.say(phone, "好")
    await line.delivered()
    assert groups(phone) == [["1", "2", "3"], ["1", "2", "3"], ["好"]]
    assert line.called("sendMediaGroup") == 2


async def test_a_piece_that_is_refused_does_not_lose_the_rest(line: Line) -> None:
    phone = await line.phone()
    pieces = photos(line, 4)
    pieces[1] = _piece(line, "photo", 2, b"no picture at all")
    await send(line, phone, pieces)
    await line.say(phone, "好")
    await line.delivered()
    assert heard(phone) == ["1", "第2份没能发出", "3", "4", "好"], "each in its place"
    assert line.store.do(outbox.count, "failed") == 0


async def test_a_piece_whose_file_is_gone_does_not_lose_the_rest(line: Line) -> None:
    phone = await line.phone()
    pieces = papers(line, 3)
    pieces[0] = Piece("1", "document", "ab" * 32, "1.pdf", 9, "第1份没能发出")
    await send(line, phone, pieces)
    await line.delivered()
    assert heard(phone) == ["第1份没能发出", "2", "3"]


async def test_a_reference_that_is_refused_is_forgotten_and_the_album_stays_one(line: Line) -> None:
    phone = await line.phone()
    pieces = papers(line, 2)
    stale = f"('{pieces[0].file}', 'document', 'STALE')"
    line.store.sql(f"INSERT INTO upload (sha256, kind, file_id) VALUES {stale}")
    await send(line, phone, pieces)
    await line.delivered()
    assert groups(phone) == [["1", "2"]]
    assert line.store.do(outgoing.known_file, pieces[0].file, "document") not in (None, "STALE")


async def test_a_flood_is_waited_for(line: Line) -> None:
    phone = await line.phone()
    line.world.faults.flood(1, "sendMediaGroup")
    await send(line, phone, photos(line, 2))
    await line.delivered()
    assert groups(phone) == [["1", "2"]]


async def test_an_album_counts_by_its_messages_when_the_bot_paces_itself(
    quiet_line: Line,
) -> None:
    quiet_line.rates = (1000, 10)  # fifty at once, then ten a second
    quiet_line.begin()
    phone = await quiet_line.phone()
    began = monotonic()
    for _ in range(6):
        await send(quiet_line, phone, photos(quiet_line, 10))
    await quiet_line.say(phone, "好")
    await quiet_line.delivered()
    assert monotonic() - began > 0.9, "sixty-one messages, eleven of them beyond the burst"
