"""The ten kinds of coordinator, as ledgers write them."""

import pytest

from bot.errors import Refused
from bot.rules.kinds import FIELD_KINDS, TOWNSHIP_KINDS, Kind, read_kind


@pytest.mark.parametrize("kind", Kind)
def test_a_label_is_read_as_its_own_kind(kind: Kind) -> None:
    assert read_kind(kind.label) == (kind, True)
    assert read_kind(f" {kind.label}\n") == (kind, True)


def test_five_kinds_are_a_townships_and_five_the_other_fields() -> None:
    assert (len(TOWNSHIP_KINDS), len(FIELD_KINDS)) == (5, 5)
    assert (*TOWNSHIP_KINDS, *FIELD_KINDS) == tuple(Kind)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("乡镇(街道)劳动关系协调员", Kind.TOWNSHIP), ("乡镇、街道劳动关系协调员", Kind.TOWNSHIP),
        ("乡镇（街道）协调员", Kind.TOWNSHIP), ("乡镇协调员", Kind.TOWNSHIP),
        ("乡镇 / 街道 劳动关系协调员", Kind.TOWNSHIP), ("1.乡镇【街道】协调员", Kind.TOWNSHIP),
        ("规模企业专职协调员", Kind.LARGER_ENTERPRISE),
        ("各规模企业专职劳动关系协调员", Kind.LARGER_ENTERPRISE),
        ("园区(楼宇、商圈)劳动关系协调员", Kind.PARK), ("园区，楼宇，商圈协调员", Kind.PARK),
        ("楼宇劳动关系协调员", Kind.PARK),
        ("社区管理服务中心协调员", Kind.COMMUNITY), ("社区协调员", Kind.COMMUNITY),
        ("劳动监察 网格员", Kind.GRID), ("网格员", Kind.GRID),
        ("主管部门、单位相关业务负责人", Kind.DEPARTMENT), ("主管部门负责人", Kind.DEPARTMENT),
        ("行业商会、协会劳动关系业务人员", Kind.ASSOCIATION),
        ("行业商会协会业务人员", Kind.ASSOCIATION),
        ("规模企业或代表企业协调员", Kind.ENTERPRISE),
        ("规模企业、代表企业协调员", Kind.ENTERPRISE),
        ("法律宣传、调解服务相关人员", Kind.LEGAL), ("法律宣传调解人员", Kind.LEGAL),
        ("劳资专管员", Kind.PROJECT), ("工程项目 劳资专管员", Kind.PROJECT),
    ],
)  # fmt: skip
def test_near_forms_are_read_and_marked_as_such(written: str, kind: Kind) -> None:
    assert read_kind(written) == (kind, False)


@pytest.mark.parametrize("written", ["规模企业协调员", "企业协调员"])
def test_a_form_that_fits_two_kinds_is_refused_naming_both(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_kind(written)
    assert Kind.LARGER_ENTERPRISE.label in refusal.value.sentence
    assert Kind.ENTERPRISE.label in refusal.value.sentence


@pytest.mark.parametrize("written", ["", "劳动关系协调员", "经理", "协调师"])
def test_what_is_none_of_the_ten_is_refused_with_three_labels(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_kind(written)
    assert sum(kind.label in refusal.value.sentence for kind in Kind) == 3
