"""What happens to people that others have something to say about."""

from dataclasses import dataclass

from bot.handlers.say import Happened


@dataclass(frozen=True, slots=True)
class LiaisonChanged(Happened):
    """Somebody else is the liaison of a task force now. Both are persons, None is nobody."""

    before: int | None
    now: int | None
