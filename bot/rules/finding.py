"""Finding by typing: what somebody wrote is compared with what a page or a way in is called, with
the words people say for it, and with its text; slips and the initials of pinyin are understood.

Nothing is learned and nothing is asked of others: the same words find the same in the same order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple

from bot.rules.halfwidth import halfwidth
from bot.rules.initials import initials, letters

LONGEST: Final = 120
"""How many characters of a text are looked at: nobody describes what they look for in more."""

_SAID_WEIGHT: Final = 0.45
"""What a piece found in a text counts, beside one in a title or among the words for it."""
_UNKNOWN_WEIGHT: Final = 0.6
_SAME_SOUND: Final = 0.4
"""What it costs to write a character for one that begins with the same sound."""
_ALIKE: Final = 0.6
"""The least likeness of a whole word that is still taken for a slip."""
_BY_SOUND: Final = 0.75
"""What likeness counts where a word sounds alike in each of its characters."""
_CANDIDATES: Final = 60
_LETTERS: Final = re.compile("[a-z]{2,12}")

_SAME: Final = {
    "多少天": "几天",
    "之内": "内",
    "以内": "内",
    "薪水": "工资",
    "工钱": "工资",
    "薪资": "工资",
    "公司": "单位",
    "厂里": "单位",
    "企业里": "单位",
    "老板": "单位",
    "开除": "辞退",
    "炒鱿鱼": "辞退",
    "解雇": "辞退",
    "辞掉": "辞退",
    "交社保": "缴社保",
    "买社保": "缴社保",
    "上社保": "缴社保",
    "保险费": "社保",
    "打官司": "仲裁",
    "生小孩": "生孩子",
    "怀孩子": "怀孕",
    "大肚子": "怀孕",
    "上传": "上报",
    "提交": "上报",
    "积分": "得分",
    "分数": "得分",
}
"""Words that mean the same here; each is read as the other one."""
_SAME_WORDS: Final = re.compile("|".join(sorted(_SAME, key=len, reverse=True)))
_RUN: Final = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_FILLERS: Final = re.compile(
    "请问|我要|我想|帮我|麻烦|应该|怎么办|怎么|怎样|如何|什么|是不是|可不可以|可以|能不能|能否|"
    "需要|有没有|一下|哪些|哪里|哪儿|在哪|关于|[吗呢啊呀吧的了我你您想]"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something that can be found: its `key`, what it is called, the `words` people say when they
    want it, and what it says.
    """

    key: str
    title: str
    words: tuple[str, ...] = ()
    text: str = ""


class Hit(NamedTuple):
    """Something found, and how well it fits: from 0 to 1, where 1 is what was typed and no more."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title or a word as it is compared."""

    text: str
    ways: tuple[str, ...]


class Index:
    """All that can be found, made once and only read afterwards."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._keys = [leaf.key for leaf in leaves]
        self._phrases = [_phrases(leaf) for leaf in leaves]
        self._named: dict[str, list[int]] = defaultdict(list)
        self._said: dict[str, list[int]] = defaultdict(list)
        for n, leaf in enumerate(leaves):
            named = _grams(" ".join((leaf.title, *leaf.words)))
            for gram in named:
                self._named[gram].append(n)
            for gram in _grams(leaf.text) - named:
                self._said[gram].append(n)
        self._by_way: dict[str, set[int]] = defaultdict(set)
        self._by_character: dict[str, set[int]] = defaultdict(set)
        for n, phrases in enumerate(self._phrases):
            for phrase in phrases:
                for way in phrase.ways:
                    self._by_way[way].add(n)
                for character in phrase.text:
                    self._by_character[character].add(n)

    def find(self, typed: str, most: int = 12) -> list[Hit]:
        """Return what fits best, the best first; what fits alike stays in its order."""
        asked = _content(typed)
        if not asked:
            return []
        scores = self._by_words(asked)
        for n, score in self._by_initials(asked).items():
            scores[n] = max(scores.get(n, 0.0), score)
        ranked = sorted(((-score, n) for n, score in scores.items() if score > 0))
        return [Hit(self._keys[n], -score) for score, n in ranked[:most]]

    def _by_words(self, asked: str) -> dict[int, float]:
        """Half is how much of what was typed stands in it, half how like it is to one of its
        words.
        """
        covered = self._covered(asked)
        said = asked.replace(" ", "")
        best = sorted(covered, key=lambda n: (-covered[n], n))[:_CANDIDATES]
        ways = frozenset(initials(said[:12]))
        is_known = any(gram in self._named for gram in _grams(asked))
        alike = set() if is_known else self._like_a_slip(said, ways)
        scores: dict[int, float] = {}
        for n in {*best, *alike}:
            like = _likeness(said, ways, self._phrases[n])
            scores[n] = max((covered.get(n, 0.0) + like) / 2, _BY_SOUND * like * (n in alike))
        return scores

    def _like_a_slip(self, said: str, ways: frozenset[str]) -> set[int]:
        """Return what words that are nowhere may stand for: what sounds so, and what has half of
        their characters.
        """
        found = {n for way in ways for n in self._by_way.get(way, ())}
        if 3 <= len(said) <= 8:
            many = Counter(n for each in set(said) for n in self._by_character.get(each, ()))
            found |= {n for n, count in many.items() if 2 * count >= len(said)}
        return found

    def _covered(self, asked: str) -> dict[int, float]:
        """Return how much of what was typed stands in each leaf; rare pieces count for more."""
        found: dict[int, float] = defaultdict(float)
        whole = 0.0
        many = len(self._keys)
        for gram in _grams(asked):
            named, said = self._named.get(gram, ()), self._said.get(gram, ())
            if not named and not said:
                whole += _UNKNOWN_WEIGHT * log(1 + many)
                continue
            rare = log(1 + many / (len(named) + len(said)))
            whole += rare
            for n in named:
                found[n] += rare
            for n in said:
                found[n] += rare * _SAID_WEIGHT
        return {n: sum_ / whole for n, sum_ in found.items()} if whole else {}

    def _by_initials(self, asked: str) -> dict[int, float]:
        """Return what the letters typed may be the initials of; {} where they are no initials."""
        if not _LETTERS.fullmatch(asked):
            return {}
        found: dict[int, float] = {}
        for n, phrases in enumerate(self._phrases):
            score = max((_initials_fit(asked, way) for p in phrases for way in p.ways), default=0.0)
            if score:
                found[n] = score
        return found


def _phrases(leaf: Leaf) -> tuple[_Phrase, ...]:
    texts = dict.fromkeys(_content(text).replace(" ", "") for text in (leaf.title, *leaf.words))
    return tuple(_Phrase(text, initials(text[:20])) for text in texts if text)


def _content(text: str) -> str:
    """Return what a text is about: its runs of characters, parted by spaces, without the words that
    every question has. Where nothing else is left, they stay.
    """
    plain = _plain(text[: 2 * LONGEST])
    runs = _RUN.findall(_FILLERS.sub(" ", plain)) or _RUN.findall(plain)
    return " ".join(runs)[:LONGEST]


def _plain(text: str) -> str:
    return _SAME_WORDS.sub(lambda found: _SAME[found[0]], halfwidth(text).lower())


def _grams(text: str) -> set[str]:
    """Return the pieces of a text: letters and digits whole, of characters each two that stand
    together.
    """
    pieces: set[str] = set()
    for run in _RUN.findall(_plain(text)):
        if run.isascii() or len(run) == 1:
            pieces.add(run)
        else:
            pieces.update(run[at : at + 2] for at in range(len(run) - 1))
    return pieces


def _likeness(said: str, ways: frozenset[str], phrases: Iterable[_Phrase]) -> float:
    """Return how like what was said is to the words for a leaf: all of it covered by them is 1."""
    spoken = [False] * len(said)
    best = 0.0
    for phrase in phrases:
        text = phrase.text
        if len(text) < 2:
            continue
        at = said.find(text)
        if at >= 0:
            spoken[at : at + len(text)] = [True] * len(text)
        elif len(text) > 3 and (places := _scattered(text, said)):
            for place in places:
                spoken[place] = True
        elif len(said) > 1 and said in text:
            best = max(best, 0.5 + 0.45 * len(said) / len(text))
        elif best < _ALIKE and _may_be(said, text, ways, phrase.ways):
            best = max(best, _slip(said, text))
    share = sum(spoken) / len(said)
    return max(best, 0.5 + 0.5 * share if share else 0.0)


def _scattered(text: str, said: str) -> list[int]:
    """Return where the characters of a word stand in what was said, in their order; [] where they
    do not.
    """
    places: list[int] = []
    for character in text:
        at = said.find(character, places[-1] + 1 if places else 0)
        if at < 0:
            return []
        places.append(at)
    return places


def _may_be(said: str, text: str, ways: frozenset[str], theirs: tuple[str, ...]) -> bool:
    """Whether one word may be a slip of another: about as long, and half of it the same, or some
    of it, and the rest of the same sound.
    """
    if len(text) > 16 or abs(len(said) - len(text)) > 2:
        return False
    same = sum(character in text for character in said)
    return 2 * same >= len(said) or (same > 0 and not ways.isdisjoint(theirs))


def _slip(said: str, text: str) -> float:
    """Return how like two words are; 0 where they are not."""
    longer = max(len(said), len(text))
    like = 1 - _distance(said, text) / longer
    return 0.95 * like if like >= _ALIKE else 0.0


def _distance(one: str, other: str) -> float:
    """Return what it takes to make one word of another: a character more or less is 1, one for
    another 1 or, where they begin with the same sound, less.
    """
    above = [float(n) for n in range(len(other) + 1)]
    for row, mine in enumerate(one, 1):
        line = [float(row)]
        for column, theirs in enumerate(other, 1):
            change = 0.0 if mine == theirs else _change(mine, theirs)
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + change))
        above = line
    return above[-1]


def _change(mine: str, theirs: str) -> float:
    return 1.0 if letters(mine).isdisjoint(letters(theirs)) else _SAME_SOUND


def _initials_fit(asked: str, way: str) -> float:
    if asked == way:
        return 1.0
    share = len(asked) / len(way) if way else 0.0
    if way.startswith(asked):
        return 0.55 + 0.4 * share
    return 0.4 + 0.3 * share if len(asked) > 2 and asked in way else 0.0
