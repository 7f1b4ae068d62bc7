"""Covering: what whoever decides is told of numbers of people covered on copies (§4.2)."""

from bot.storage.session import Session
from bot.storage.work import readings
from bot.texts.work import reading as t


def covered(session: Session, draft_id: int) -> tuple[int, int, int]:
    """Return how many numbers of people are covered on a draft's pieces, on how many pieces the
    reader was unsure, and how many photos it could not read; nothing where papers are not read.
    """
    return readings.covered(session, draft_id) if session.county.papers.are_read else (0, 0, 0)


def sentences(numbers: int, doubtful: int, coarse: int) -> list[str]:
    """Return what is to be said of it, nothing where nothing was covered."""
    said = [t.COVERED.format(n=numbers)] if numbers else []
    if doubtful:
        said.append(t.COVERED_MORE.format(n=doubtful))
    if coarse:
        said.append(t.COARSE.format(n=coarse))
    return said
