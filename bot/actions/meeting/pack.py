"""The stage pack (四(三)): what a meeting is told of a stretch of days, from live data."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.actions.meeting import (
    alarmed,
    covered,
    open_problems,
    placed,
    rewarded,
    scored,
    trained,
    worked,
)
from bot.errors import Forbidden
from bot.reports.sections import Section, StagePack
from bot.rules.permissions import Act, Actor, may
from bot.rules.stages import Stage, check
from bot.storage.session import Session
from bot.texts.meeting import pack as t
from bot.texts.meeting import sections as words
from bot.texts.times import local

WIDEST_PHOTO: Final = 1280
"""Pixels of a photo's longer side: what a page shows, and no more to carry."""
SECTIONS: Final[Sequence[tuple[str, Callable[[Session, Stage], Section]]]] = (
    (words.COVERED, covered.section),
    (words.WORKED, worked.section),
    (words.SCORED, scored.section),
    (words.REWARDED, rewarded.section),
    (words.TRAINED, trained.section),
    (words.PLACED, placed.section),
    (words.ALARMED, alarmed.section),
    (words.RAISED, open_problems.section),
)
"""The sections in the order they stand, each with what it is about; one is a line here and a module
that reads it.
"""


def authorise(actor: Actor) -> None:
    """Check that somebody may have the pack. Raises Forbidden for all but the bureau."""
    if not may(actor, Act.PACK):
        raise Forbidden(t.ONLY_BUREAU)


def ask(session: Session, actor: Actor, stage: Stage) -> None:
    """Check that somebody may have a stage's pack. Raises Forbidden, and Refused for a stage that
    has not begun.
    """
    authorise(actor)
    check(stage, session.today)


def pack_of(session: Session, stage: Stage, sections: Sequence[Section]) -> StagePack:
    """Return the pack with the sections that were read."""
    county = session.county
    return StagePack(county.name, county.bureau, stage.label, local(session.now), sections)


def whole(session: Session, stage: Stage) -> StagePack:
    """Return the whole pack, for who does not show progress. The caller has authorised."""
    return pack_of(session, stage, [read(session, stage) for _, read in SECTIONS])
