"""Columns of the ledger as people say them of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.columns import Column, read_columns

N, K, D, E, Y, P = Column
ALL = {N: "张三", K: "网格员", D: "大专", E: "××厂 人事主管", Y: "5年", P: "13800001234"}


@pytest.mark.parametrize(
    "text",
    [
        "姓名 张三\n类型 网格员\n学历 大专\n单位 ××厂 人事主管\n年限 5年\n手机 13800001234",
        "名字：张三；类别：网格员；学历：大专；单位：××厂 人事主管；年限：5年；电话：13800001234",
        "1.姓名:张三\n2.类型:网格员\n3、学历:大专\n单位:××厂 人事主管\n年限:5年\n手机:13800001234",
        "张三，网格员，大专，××厂 人事主管，5年，13800001234",
        "张三\n××厂 人事主管\n13800001234\n5年\n大专\n网格员",
        "姓名 张三 类型 网格员 学历 大专 单位 ××厂 人事主管 年限 5年 电话 13800001234 身份证 3708",
    ],
)
def test_several_columns_in_one_message(text: str) -> None:
    assert read_columns(text, N, frozenset()) == ALL


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("张三", N, {N: "张三"}),
        ("××厂，办公室", E, {E: "××厂，办公室"}),
        ("××厂（总部），办公室，本科", E, {E: "××厂（总部），办公室", D: "本科"}),
        ("某单位 科员", E, {E: "某单位 科员"}),
        ("单位：××厂", N, {E: "××厂"}),
        ("张三，13800001234", N, {N: "张三", P: "13800001234"}),
        ("", N, {N: ""}),
    ],
)
def test_one_answer_or_a_few(text: str, asked: Column, found: dict[Column, str]) -> None:
    known = frozenset({N}) if asked is E else frozenset()
    assert read_columns(text, asked, known) == found


@given(st.text(), st.sampled_from(Column), st.frozensets(st.sampled_from(Column)))
def test_whatever_is_typed_is_read_as_something_or_nothing(
    text: str, asked: Column, known: frozenset[Column]
) -> None:
    assert set(read_columns(text, asked, known)) <= set(Column)
