"""The sample's papers: taken as photos are, and no two of them alike."""

from datetime import date
from itertools import combinations
from pathlib import Path

from bot.evidence.inspect import Inspection, inspect
from bot.evidence.likeness import resembling
from bot.rules.kinds import Kind
from bot.rules.mediation import Dispute
from bot.sandbox.sample.cases import LAST_QUARTER_CASES, THIS_QUARTER_CASES
from bot.sandbox.sample.county import MEMBERS
from bot.sandbox.sample.deed import Deed

CASES = (*LAST_QUARTER_CASES, *THIS_QUARTER_CASES)
DAY = date(2026, 10, 12)


def seen(folder: Path, deed: Deed, slot: str) -> list[Inspection]:
    """What the bot makes of the files for a slot."""
    found = []
    for shot in deed.shots(DAY):
        if shot.slot == slot:
            file = folder / f"{len(list(folder.iterdir()))}-{shot.name}"
            file.write_bytes(shot.make())
            found.append(inspect(file, shot.name, shot.mime))
    return found


def test_the_ledger_has_coordinators_of_all_ten_kinds() -> None:
    assert {member.kind for member in MEMBERS} == set(Kind)


def test_every_kind_of_dispute_but_the_last_was_mediated() -> None:
    assert {case.dispute for case in CASES} == {each.label for each in Dispute if each != "other"}


def test_conclusions_come_as_photo_pdf_and_word_and_all_are_readable(tmp_path: Path) -> None:
    kinds = {each.mime for case in CASES[:5] for each in seen(tmp_path, case, "conclusion")}
    assert {"image/jpeg", "application/pdf"} < kinds
    assert any("wordprocessing" in kind for kind in kinds)


def test_records_of_different_cases_are_different_pictures(tmp_path: Path) -> None:
    records = [one for case in CASES[:6] for one in seen(tmp_path, case, "record")]
    assert len({each.fingerprint for each in records}) == len(records)
    for one, other in combinations(records, 2):
        assert one.thumbnail
        assert other.thumbnail
        assert resembling(one.thumbnail, [(other.thumbnail, False), (other.thumbnail, True)]) == [
            False,
            False,
        ]


def test_three_people_have_one_scene_and_one_of_them_the_wrong_way_round(tmp_path: Path) -> None:
    shared = [case for case in CASES if "#" in case.scenes]
    first, again, mirrored = (seen(tmp_path, case, "photos")[0].thumbnail for case in shared)
    assert first
    assert again
    assert mirrored
    assert resembling(first, [(again, False), (mirrored, True)]) == [True, True]
    assert len({case.who for case in shared}) == 3
