"""What a medium's name tells of it."""

import pytest

from bot.rules.publication import genre_of, level_of


@pytest.mark.parametrize(
    ("medium", "level", "genre"),
    [
        ("人民日报", "province", "article"),
        ("中国县域经济报", "province", "article"),
        ("山东省电视台", "province", "film"),
        ("济宁市广播电视台", "city", "film"),
        ("汶上县融媒体中心", "county", ""),
        ("济宁日报", "", "article"),
        ("某公众号", "", ""),
    ],
)
def test_what_the_name_tells(medium: str, level: str, genre: str) -> None:
    assert (level_of(medium), genre_of(medium)) == (level, genre)
