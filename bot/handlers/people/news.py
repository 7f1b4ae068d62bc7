"""News of people, for other wings that have something to say about it."""

from dataclasses import dataclass

from bot.handlers.say import Happened


@dataclass(frozen=True, slots=True)
class LiaisonChanged(Happened):
    """A task force (`force_id`) has another liaison now. `before` and `now` are the ids of persons;
    None is nobody.
    """

    before: int | None
    now: int | None
    force_id: int


@dataclass(frozen=True, slots=True)
class Joined(Happened):
    """Somebody has joined who never had before."""

    person_id: int


@dataclass(frozen=True, slots=True)
class DeputyChanged(Happened):
    """Somebody stands in for a task force's liaison from now on (`acts`), or no longer."""

    force_id: int
    person_id: int
    acts: bool
