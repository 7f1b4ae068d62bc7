"""The lines of a card: what is known, which files came, what is lacking, as much to a line as
fits.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Final

from bot.forms.fields import Words
from bot.forms.form import CAPTION, GAP, UNSORTED, Draft, Step, shown, was_read
from bot.handlers.lines import LINE, cut, packed, width
from bot.storage.work.evidence import LINK, Piece
from bot.texts.work import reading
from bot.texts.work import report as t

TWO_LINES: Final = 2 * LINE
MOST: Final = 60.0
"""The widest that a line of the card may be. A place's name of the longest kind still stands whole;
an account of what happened may take two lines of the phone (`TWO_LINES`).
"""


def facts_of(work: Draft) -> list[str]:
    """Return the known answers, a line each, uncut, as they were given."""
    return [*_known(work.form.steps, work), *_caption(work)]


def so_far(
    work: Draft,
    pieces: Sequence[Piece],
    asked: str = "",
    most: float = MOST,
    *,
    marked: bool = False,
) -> list[str]:
    """Return what is known, in the order it is asked for. What is wider than `most` is cut, except
    for the line that is being `asked`. What was read from papers is `marked` so.
    """
    first = [step for step in work.form.steps if not step.last]
    last = [step for step in work.form.steps if step.last]  # from fixed choices, two lines at most
    return [
        *packed(_known(first, work, most, asked, marked=marked)),
        *(cut(line, most) for line in _caption(work)),
        *packed(there(work)),
        *(cut(line, most) for line in lacking(work)),
        *links_of(pieces),
        *packed(_known(last, work, max(most, TWO_LINES), asked)),
    ]


def is_cut(work: Draft, most: float = TWO_LINES, *, marked: bool = False) -> bool:
    """Whether a card whose lines are cut at `most` leaves out some of what the draft holds, so that
    详情 is offered.
    """
    shown_ = so_far(work, (), most=most, marked=marked)
    return shown_ != so_far(work, (), most=inf, marked=marked)


def slots_of(work: Draft) -> list[str]:
    """Return a line for each slot: `✅ 照片视频 3`, `⬜ 活动方案`, or the explanation of what is
    lacking.
    """
    lines = []
    for slot in work.form.slots:
        count = work.files.get(slot.key, 0)
        if count:
            lines.append(t.DONE_LINE.format(label=slot.label, n=count))
        elif why := work.facts.get(GAP + slot.key):
            lines.append(t.GAP_LINE.format(label=slot.label, why=why))
        elif not slot.optional:
            lines.append(t.MISSING_LINE.format(label=slot.label))
    if loose := work.files.get(UNSORTED):
        lines.append(t.UNSORTED_LINE.format(n=loose))
    return lines


def slots_in_short(work: Draft) -> list[str]:
    """Return the slots for the reviewer: what is there on one line, then a line for each that is
    lacking.
    """
    there = [s for s in work.form.slots if work.files.get(s.key)]
    filled = " · ".join(f"{s.label} {work.files[s.key]}" for s in there)
    lacking = [line for line in slots_of(work) if not line.startswith(t.DONE)]
    return [*([t.DONE + filled] if filled else []), *lacking]


def there(work: Draft) -> list[str]:
    """Return the lines of the slots that have files, and the line of the files that stand for no
    slot yet.
    """
    return [line for line in slots_of(work) if line.startswith((t.DONE, t.LOOSE))]


def lacking(work: Draft) -> list[str]:
    """Return the lines of the slots that were left open with an explanation."""
    return [line for line in slots_of(work) if line.startswith(t.GAP)]


def links_of(pieces: Sequence[Piece]) -> list[str]:
    """Return a line for each link among the evidence, to be tapped on."""
    return [t.LINK_LINE.format(link=piece.name) for piece in pieces if piece.kind == LINK]


def next_missing(work: Draft, asked: str) -> list[str]:
    """Return the line of what is missing and asked for, with how many are missing in all. [] when
    nothing is.
    """
    missing = work.missing()
    asked = asked.removeprefix(GAP)
    if not missing:
        return []
    if asked not in missing:
        return [t.LEFT.format(n=len(missing))]
    labels = {step.key: step.label for step in work.form.steps}
    labels |= {slot.key: slot.label for slot in work.form.slots}
    line = t.MISSING_LINE.format(label=labels[asked])
    return [line if len(missing) == 1 else t.MISSING_OF.format(line=line, n=len(missing))]


def files_by_slot(work: Draft, pieces: Sequence[Piece]) -> list[str]:
    """Return a line for each slot that has files, such as `✅ 照片视频 3：1–3`; papers have their
    names beside the number.
    """
    numbered = list(enumerate(pieces, 1))
    lines = []
    for key, head in zip((*(s.key for s in work.form.slots), UNSORTED), _heads(work), strict=True):
        here = [(n, piece.name) for n, piece in numbered if piece.slot == key]
        if here:
            lines.append(t.FILES_LINE.format(slot=head, files=_numbers(here)))
    return lines


def _heads(work: Draft) -> list[str]:
    heads = [
        t.DONE_LINE.format(label=slot.label, n=work.files.get(slot.key, 0))
        for slot in work.form.slots
    ]
    return [*heads, t.UNSORTED_LINE.format(n=work.files.get(UNSORTED, 0))]


def _numbers(here: Sequence[tuple[int, str]]) -> str:
    """Return the numbers of files, such as `1–3 4 方案.pdf`: a run of files without a name is drawn
    together.
    """
    said: list[str] = []
    first = last = 0
    for n, name in here:
        if not name and n == last + 1 and first:
            said[-1], last = f"{first}–{n}", n
        else:
            said.append(f"{n} {name}".strip())
            first, last = (0, 0) if name else (n, n)
    return "  ".join(said)


def _known(
    steps: Sequence[Step],
    work: Draft,
    most: float = inf,
    whole: str = "",
    *,
    marked: bool = False,
) -> Iterator[str]:
    """Yield the known answers as lines. A step that joins stands on the line of the one before.
    What is wider than `most` is cut, except for the step whose key is `whole`.
    """
    line: list[tuple[str, bool]] = []
    for step in steps:
        fact = shown(step, work.facts, work.today)
        if not fact:
            continue
        is_read = marked and was_read(work.facts, step.key)
        fact = fact if step.adds is None else f"{fact}，{step.adds(work)}"
        room = _most_of(step, most) - (width(reading.MARK) if is_read else 0)
        fact = fact if step.key == whole else cut(fact, room)
        if line and not step.joins:
            yield _line(line)
            line = []
        line.append((fact if line else t.KNOWN_LINE.format(label=step.label, fact=fact), is_read))
    if line:
        yield _line(line)


def _line(facts: Sequence[tuple[str, bool]]) -> str:
    """Return answers as one line, each told with whether it was read from papers: marked once where
    all were, else one by one.
    """
    if all(is_read for _, is_read in facts):
        return _joined(fact for fact, _ in facts) + reading.MARK
    return _joined(fact + reading.MARK * is_read for fact, is_read in facts)


def _joined(facts: Iterable[str]) -> str:
    line = ""
    for fact in facts:
        line = t.JOINED.format(line=line, fact=fact) if line else fact
    return line


def _most_of(step: Step, most: float) -> float:
    """Return how wide a step's answer may be: where anything is cut at all, an account of what
    happened may have two lines of the card, its label among them.
    """
    is_account = isinstance(step.field, Words) and step.field.tells_all
    whole_line = min(most, TWO_LINES) if is_account and most < inf else most
    label = t.KNOWN_LINE.format(label=step.label, fact="")
    return whole_line - width(label) if whole_line <= TWO_LINES else whole_line


def _caption(work: Draft) -> list[str]:
    """Return the line of a caption that nothing could be read from: it goes along as it is."""
    caption = work.facts.get(CAPTION)
    return [t.CAPTION_LINE.format(caption=caption)] if caption else []
