"""The index of fingerprints: what is near is found, and a pair stands once."""

import random

from sqlalchemy import delete

from bot.evidence.likeness import distance
from bot.storage.models import LikenessBand
from bot.storage.session import Session
from bot.storage.work import likeness
from tests.storage.conftest import Store
from tests.tampering import blob

BITS = 64


def flipped(fingerprint: int, *bits: int) -> str:
    for bit in bits:
        fingerprint ^= 1 << bit
    return f"{fingerprint:016x}"


def pieces(store: Store, count: int, *, draft: int = 1) -> None:
    """Rows of a draft to hang fingerprints on."""
    store.sql(
        "INSERT INTO person (id, name_sealed, name_hash, kind, education, employer, years, remark,"
        f" place, added_at) SELECT 1, {blob(b'')}, {blob(b'')}, '', '', '', '', '', 1, '2026-01-01'"
        " WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = 1)",
        "INSERT INTO draft (id, person_id, chat_id, form, facts_sealed, asking, version, state,"
        f" opened_at, touched_at) VALUES ({draft}, 1, 1, 'publicity', {blob(b'')}, '', 1, 'open',"
        " '2026-01-01', '2026-01-01')",
        *(
            "INSERT INTO evidence (draft_id, slot, kind, state, file_id, unique_id, name, mime,"
            " size, message_id, album, received_at, sha256, located, late, refusal)"
            f" VALUES ({draft}, 'photos', 'photo', 'ready', 'f', 'u', '', '', 1, 1, '',"
            f" '2026-01-01', 'sha{n}', false, false, '')"
            for n in range(count)
        ),
    )


def test_whatever_differs_in_at_most_seven_bits_is_found(store: Store) -> None:
    pieces(store, 2)
    chance = random.Random(5)
    for _ in range(50):
        wanted = chance.getrandbits(BITS)
        near = flipped(wanted, *chance.sample(range(BITS), likeness.REACH))

        def step(session: Session, near: str = near, wanted: int = wanted) -> dict[int, str]:
            session.write(delete(LikenessBand))
            likeness.index(session, 1, near)
            return likeness.sharing(session, f"{wanted:016x}")

        assert store.do(step) == {1: near}
        assert distance(int(near, 16), wanted) == likeness.REACH


def test_what_has_no_byte_in_common_is_not_even_looked_at(store: Store) -> None:
    pieces(store, 1)

    def step(session: Session) -> dict[int, str]:
        likeness.index(session, 1, "00" * 8)
        return likeness.sharing(session, "01" * 8)

    assert store.do(step) == {}


def test_a_fingerprint_is_indexed_once_however_often_it_is_asked_for(store: Store) -> None:
    pieces(store, 1)
    for _ in range(2):
        store.do(likeness.index, 1, "0123456789abcdef")
    assert store.sql("SELECT count(*) FROM likeness_band") == [(8,)]


def test_a_pair_stands_once_from_whichever_side_it_is_told(store: Store) -> None:
    pieces(store, 3)
    assert store.do(likeness.note, 1, 2, likeness.NEAR)
    assert not store.do(likeness.note, 2, 1, likeness.SAME)
    assert store.do(likeness.note, 3, 1, likeness.MIRRORED)
    assert store.sql("SELECT piece_id, other_id, how FROM likeness ORDER BY id") == [
        (2, 1, "near"),
        (3, 1, "mirrored"),
    ]


def test_the_same_file_is_found_in_other_drafts_only_and_not_when_removed(store: Store) -> None:
    pieces(store, 2)
    pieces(store, 3, draft=2)
    assert store.do(likeness.same_bytes, "sha1", 1, 9) == [4]
    assert store.do(likeness.same_bytes, "sha2", 1, 9) == [5]
    assert store.do(likeness.same_bytes, "sha2", 2, 9) == []
    store.sql("UPDATE evidence SET state = 'removed' WHERE id = 4")
    assert store.do(likeness.same_bytes, "sha1", 1, 9) == []
    assert store.do(likeness.marks, 4) is None
