"""Papers of two cases taken apart: a paper that names no unit goes with whose parties it names."""

from collections.abc import Mapping, Sequence

from bot.rules.papers.heads import filled_in
from bot.rules.papers.names import parties
from bot.rules.papers.reading import Reading
from bot.rules.papers.tables import PaperWords


def apart(
    readings: Mapping[int, Reading],
    words: PaperWords,
    cases: Sequence[Sequence[int]],
    ordered: Sequence[int],
) -> list[list[int]]:
    """Return all pieces, which came in the order of `ordered`, by the cases they are of. `cases`
    holds those that are known. Any other goes with the one whose parties it names, else with the
    piece that was sent before it.
    """
    groups = [[piece for piece in case if piece in ordered] for case in cases]
    groups = [group for group in groups if group]
    names = [
        {name for piece in group if piece in readings for name in _parties(readings[piece], words)}
        for group in groups
    ]
    of = {piece: n for n, group in enumerate(groups) for piece in group}
    last = 0
    for piece in ordered:
        if piece not in of:
            text = readings[piece].text if piece in readings else ""
            named = [n for n, known in enumerate(names) if any(name in text for name in known)]
            of[piece] = named[0] if len(named) == 1 else last
        last = of[piece]
    return [[piece for piece in ordered if of[piece] == n] for n in range(len(groups))]


def _parties(reading: Reading, words: PaperWords) -> list[str]:
    heads = (*words.parties, *words.staff)
    return parties(each for each in filled_in(reading.lines, heads) if each.head in words.parties)
