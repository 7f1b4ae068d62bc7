"""Base scores of a whole roster in one message (§8.3, dialogue D)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.errors import Refused
from bot.rules.names import Names
from bot.rules.score_message import Said, ScoreMessage
from bot.texts import rules as texts


class Assignment(NamedTuple):
    """One person's base score."""

    person_id: int
    value: int
    reason: str = ""


class Ambiguous(NamedTuple):
    """A score for a name that several people bear; `candidates` are their ids."""

    name: str
    candidates: tuple[int, ...]
    value: int
    reason: str = ""


@dataclass(frozen=True)
class Reading:
    """What one message of base scores says; people stand in the order of the roster.

    `rest` is the score of everyone not named and not yet scored, if the message gives one; it is
    already in `assignments`. `untouched` are the people who keep what they have, or have nothing.
    """

    assignments: tuple[Assignment, ...]
    ambiguous: tuple[Ambiguous, ...]
    untouched: tuple[int, ...]
    rest: int | None = None

    def settle(self, doubt: Ambiguous, person_id: int, already: Mapping[int, int]) -> "Reading":
        """Return the reading after somebody has said which of `doubt.candidates` is meant.

        The other candidates then count as people whom the message did not name: each who is not in
        `already` gets the score of the rest, if there is one.
        """
        others = [other for other in doubt.candidates if other != person_id]
        due = [] if self.rest is None else [other for other in others if other not in already]
        return Reading(
            (
                *self.assignments,
                Assignment(person_id, doubt.value, doubt.reason),
                *(Assignment(other, self.rest or 0) for other in due),
            ),
            tuple(other for other in self.ambiguous if other != doubt),
            (*self.untouched, *(other for other in others if other not in due)),
            self.rest,
        )


def read_base_scores(
    text: str,
    roster: Sequence[tuple[int, str]],
    already: Mapping[int, int],
    most: int = 30,
) -> Reading:
    """Read `28, 张三 25, 李四 20 缺勤两次` against a roster of (person id, name).

    A bare number is for everyone who is neither named nor in `already`, the scores given so far by
    person id; a name also changes a score given before. Raises Refused, with an example, for a name
    not in the roster, a name or bare number given twice, a number missing or not whole from 0 to
    `most`, or a message that scores nobody.
    """
    names, order = Names(roster), [person_id for person_id, _ in roster]
    said = ScoreMessage(names, most).read(text)
    named = _by_bearers(said, names)
    spoken_for = {person_id for bearers in named for person_id in bearers}
    left = [who for who in order if who not in spoken_for and who not in already]
    rest = next((item.value for item in said if not item.name), None)
    if rest is not None and not left and not named:
        raise Refused(texts.nobody_left(rest))
    given = {who: Assignment(who, rest) for who in left if rest is not None} | {
        who: Assignment(who, item.value, item.reason)
        for (who, *others), item in named.items()
        if not others
    }
    return Reading(
        tuple(given[who] for who in order if who in given),
        tuple(Ambiguous(item.name, who, *item[1:]) for who, item in named.items() if who[1:]),
        tuple(who for who in order if who not in given and who not in spoken_for),
        rest,
    )


def _by_bearers(said: Iterable[Said], names: Names) -> dict[tuple[int, ...], Said]:
    """Return what was said of each name, by the ids of all who bear that name.

    Raises Refused when somebody is named twice.
    """
    named: dict[tuple[int, ...], Said] = {}
    for item in said:
        if item.name:
            bearers = tuple(names.bearers(item.name))
            if any(person_id in earlier for earlier in named for person_id in bearers):
                raise Refused(texts.named_twice(item.name))
            named[bearers] = item
    return named
