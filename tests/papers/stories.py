"""What happened, before it is written down on papers of any layout."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from tests.papers import words

TODAY: Final = date(2026, 11, 26)
"""The day on which the papers are read."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mediation. `part` is "main" where the reporter mediated, "" where papers do not name them;
    `origin` "" where no paper says it.
    """

    party: str
    reporter: str
    clerk: str
    unit: str
    own: str
    town: str
    dispute: words.Dispute
    origin: str
    part: str
    days: tuple[date, date, date]
    mobile: str
    number: str

    @property
    def mediator(self) -> str:
        return self.reporter if self.part else self.clerk

    def said(self, text: str) -> str:
        return text.format(unit=self.unit, sum=self.total, n=self.months)

    @property
    def total(self) -> str:
        return words.amount(Random(self.number))

    @property
    def months(self) -> str:
        return Random(self.number).choice("两三四五六")

    @property
    def claim(self) -> str:
        return self.said(self.dispute.claim)

    @property
    def agreed(self) -> tuple[str, ...]:
        return tuple(map(self.said, self.dispute.agreed))


@dataclass(frozen=True, slots=True)
class Campaign:
    """Publicity: a plan and a banner."""

    place: str
    kind: str
    day: date
    law: str
    way: str
    way_said: str
    turnout: int
    unit: str
    town: str
    own: str
    reporter: str


@dataclass(frozen=True, slots=True)
class Threat:
    """A risk, handled or advised on."""

    unit: str
    own: str
    town: str
    reporter: str
    worker: str
    risk: words.Risk
    advised: bool
    found: date
    done: date
    n: int
    total: str

    def said(self, text: str) -> str:
        return text.format(n=self.n, sum=self.total)


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was published."""

    medium: str
    title: str
    day: date
    author: str
    own: str
    town: str


@dataclass(frozen=True, slots=True)
class Change:
    """A rule of a unit that was reformed, or advice that it adopted."""

    unit: str
    own: str
    reporter: str
    reform: words.Reform
    advised: bool
    day: date


def case(seed: str) -> Case:
    chance = Random(seed)
    unit, own = words.unit(chance), words.unit(chance)
    last = words.day_before(chance, TODAY, 1, 120)
    closed = last - timedelta(days=chance.choice((0, 0, 1, 3)))
    first = closed - timedelta(days=chance.choice((0, 1, 2, 6)))
    party = words.name(chance)
    reporter, clerk = _others(chance, party)
    return Case(
        party, reporter, clerk, unit, unit if chance.random() < 0.35 else own,
        chance.choice(words.TOWNS), chance.choice(words.DISPUTES),
        chance.choice(("party", "party", "check", "")), chance.choice(("main", "main", "")),
        (first, closed, last), words.mobile(chance), words.resident_number(chance),
    )  # fmt: skip


def _others(chance: Random, party: str) -> tuple[str, str]:
    """Return two more people, whose names hold nothing of the party's."""
    found: list[str] = []
    while len(found) < 2:
        one = words.name(chance)
        if one[0] not in party and one not in found:
            found.append(one)
    return found[0], found[1]


_WAYS: Final = (("visit", "入企走访宣讲"), ("stand", "设立宣传站，现场咨询"), ("leaflet", "发放明白纸"),
                ("online", "线上直播讲解"))  # fmt: skip


def campaign(seed: str) -> Campaign:
    chance = Random(seed)
    unit, town = words.unit(chance), chance.choice(words.TOWNS)
    spot = chance.choice(words.SPOTS)
    kind = "enterprise" if "{unit}" in spot else "community" if "区" in spot[-2:] else "park"
    kind = "park" if "园" in spot else "building" if "大厦" in spot else kind
    way, said = chance.choice(_WAYS)
    return Campaign(
        spot.format(unit=unit, town=town), kind, words.day_before(chance, TODAY, 1, 90),
        chance.choice(words.LAWS), way, said, chance.randrange(3, 30) * 10, unit, town,
        words.unit(chance), words.name(chance),
    )  # fmt: skip


def threat(seed: str) -> Threat:
    chance = Random(seed)
    unit = words.unit(chance)
    done = words.day_before(chance, TODAY, 1, 90)
    worker = words.name(chance)
    return Threat(
        unit, unit if chance.random() < 0.35 else words.unit(chance), chance.choice(words.TOWNS),
        _others(chance, worker)[0], worker, chance.choice(words.RISKS), chance.random() < 0.4,
        done - timedelta(days=chance.choice((0, 1, 3, 5))), done, chance.randrange(6, 60),
        words.amount(chance),
    )  # fmt: skip


def article(seed: str) -> Article:
    chance = Random(seed)
    town = chance.choice(words.TOWNS)
    title = chance.choice(words.TITLES).format(
        town=town, county=chance.choice(words.COUNTY), n=chance.randrange(3, 40)
    )
    return Article(
        chance.choice(words.MEDIA), title, words.day_before(chance, TODAY, 1, 120),
        words.name(chance), words.unit(chance), town,
    )  # fmt: skip


def change(seed: str) -> Change:
    chance = Random(seed)
    unit = words.unit(chance)
    return Change(
        unit, unit if chance.random() < 0.6 else words.unit(chance), words.name(chance),
        chance.choice(words.REFORMS), chance.random() < 0.35,
        words.day_before(chance, TODAY, 1, 120),
    )  # fmt: skip
