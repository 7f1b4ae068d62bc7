"""The burden meter (使用负担): what the bot costs each role, and which conversations cost most.

Nobody can be told apart in it: a group of fewer than three people is shown together with others, or
not at all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import Final, NamedTuple

from bot.rules.roles import LEADING, Role

LEAST: Final = 3
"""The fewest people of whom a figure is shown."""
MOST_LABORIOUS: Final = 3


class Row(NamedTuple):
    """What one conversation cost one person in a month."""

    person_id: int
    conversation: str
    role: Role
    taps: int
    messages: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a month cost those of a group who used the bot: `names` are what the group is made of,
    more than one where it was folded. Means and medians are per person.
    """

    names: tuple[str, ...]
    people: int
    taps: float
    taps_median: float
    messages: float
    messages_median: float
    all_taps: int

    @property
    def is_folded(self) -> bool:
        return len(self.names) > 1


Group = dict[int, tuple[int, int]]
"""Person → actions and messages."""


def by_role(rows: Sequence[Row]) -> list[Cost]:
    """Return what the month cost by role, in the order of who can do most. Somebody whose role has
    changed is counted with the one that can do more.
    """
    roles: dict[int, Role] = {}
    for row in rows:
        known = roles.get(row.person_id, row.role)
        roles[row.person_id] = min(known, row.role, key=LEADING.index)
    found = _costs(_grouped(rows, lambda row: roles[row.person_id].value), joins=True)
    place = {role.value: n for n, role in enumerate(LEADING)}
    ordered = [
        replace(cost, names=tuple(sorted(cost.names, key=place.__getitem__))) for cost in found
    ]
    return sorted(ordered, key=lambda cost: place[cost.names[0]])


def by_conversation(rows: Sequence[Row]) -> list[Cost]:
    """Return what the month cost by conversation, the most actions first; what was folded last,
    and not at all where it still is fewer than three people's.
    """
    found = _costs(_grouped(rows, lambda row: row.conversation), joins=False)
    return sorted(found, key=lambda cost: (cost.is_folded, -cost.all_taps, cost.names))


def most_laborious(conversations: Iterable[Cost]) -> list[Cost]:
    """Return the conversations that cost those who used them the most actions each, on average."""
    known = (cost for cost in conversations if not cost.is_folded and cost.taps and cost.names[0])
    return sorted(known, key=lambda cost: (-cost.taps, cost.names))[:MOST_LABORIOUS]


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Group]:
    groups: dict[str, Group] = defaultdict(dict)
    for row in rows:
        group = groups[key(row)]
        taps, messages = group.get(row.person_id, (0, 0))
        group[row.person_id] = (taps + row.taps, messages + row.messages)
    return groups


def _costs(groups: Mapping[str, Group], *, joins: bool) -> list[Cost]:
    folded = _folded(groups, joins=joins)
    return [_cost(names, group) for names, group in folded if len(group) >= LEAST]


def _folded(groups: Mapping[str, Group], *, joins: bool) -> list[tuple[tuple[str, ...], Group]]:
    """Return the groups, those of fewer than three people as one. Where that is still too small,
    the next smallest `joins` it: of roles, which share nobody, the rest could be worked out.
    """
    by_size = sorted(groups.items(), key=lambda item: (len(item[1]), item[0]))
    names: list[str] = []
    merged: Group = {}
    while by_size and (len(by_size[0][1]) < LEAST or (joins and 0 < len(merged) < LEAST)):
        name, group = by_size.pop(0)
        names.append(name)
        for person, (taps, messages) in group.items():
            before = merged.get(person, (0, 0))
            merged[person] = (before[0] + taps, before[1] + messages)
    alone: list[tuple[tuple[str, ...], Group]] = [((name,), group) for name, group in by_size]
    return [*alone, (tuple(sorted(names)), merged)] if names else alone


def _cost(names: tuple[str, ...], group: Group) -> Cost:
    taps, messages = zip(*group.values(), strict=True)
    return Cost(
        names,
        len(group),
        mean(taps),
        median(taps),
        mean(messages),
        median(messages),
        sum(taps),
    )
