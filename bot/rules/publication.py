"""Terms of published experience (§7.5, §8.3), and what a medium's name tells of it."""

from typing import Final

from bot.rules.labelled import Labelled


class Level(Labelled):
    """The level of a medium; from the city's on it counts (§8.3)."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级及以上"
    COUNTY = "county", "县级"


class Genre(Labelled):
    """What was published (§7.5, §8.3)."""

    ARTICLE = "article", "文章"
    FILM = "film", "视频"


# Of the words in a name the earlier one decides: 中国县域经济报 is no county's.
_LEVELS: Final = (
    (Level.PROVINCE, ("中国", "人民", "新华", "光明", "央视", "央广", "全国", "省")),
    (Level.COUNTY, ("县", "乡", "镇", "街道")),
    (Level.CITY, ("市",)),
)
_GENRES: Final = (
    (Genre.FILM, ("电视", "视频", "卫视", "央视", "影")),
    (Genre.ARTICLE, ("报", "刊", "杂志")),
)


def level_of(medium: str) -> str:
    """Return the level that a medium's name tells; "" when it tells none, as most do not."""
    return next((level.value for level, words in _LEVELS if _holds(medium, words)), "")


def genre_of(medium: str) -> str:
    """Return what a medium of this name publishes; "" when that cannot be told."""
    return next((genre.value for genre, words in _GENRES if _holds(medium, words)), "")


def _holds(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name for word in words)
