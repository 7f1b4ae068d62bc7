"""An entry in the few lines that a reviewer decides by; everything else is behind 详情."""

from collections.abc import Sequence
from typing import Final

from bot.actions.review.case import Case
from bot.actions.work import alike, taken
from bot.forms.form import CAPTION, GAP, UNSORTED, Slot, Step, shown
from bot.forms.ticks import Ticks
from bot.handlers.lines import JOINT, LINE, cut, folded, one_line, width
from bot.rules.states import WAITING
from bot.storage.work.evidence import LINK
from bot.texts.review import review as t
from bot.texts.work import behalf
from bot.texts.work import report as report_texts

# The time that a chat puts into the corner of a message.
_CORNER: Final = 3.0


def brief(case: Case, most: int) -> list[str]:
    """Return who, when, where and what; what is lacking, looks like another photo or was decided
    before; and the points.

    These are at most `most` lines, provided that is 9 or more, and none of them wraps: what matters
    least to the decision is left out.
    """
    first, *steps = [_steps(case, keys) for keys in case.form.outline]
    above = [_head(case), _who(case), one_line(_facts(case, first))]
    below = [*_lacking(case), *_alike(case), *_on_other_days(case), *case.otherwise]
    below += [*_appeal(case), *_worth(case), *_coming(case)]
    room = max(0, most - len(above) - len(below))
    beside = [*case.covering, *_filled(case), *_links(case), *_not_done(case)][:room]
    waited = _waited(case)[: room - len(beside)]
    answers = _answers(case, steps, room - len(beside) - len(waited))
    spare = _caption(case)[: room - len(beside) - len(waited) - len(answers)]
    *lines, last = [*above, *answers, *spare, *beside, *waited, *below]
    return [*(cut(line) for line in lines), cut(last, LINE - _CORNER)]


def _head(case: Case) -> str:
    return one_line([headline(case), case.task_force])


def headline(case: Case) -> str:
    """Return the first line, such as `第3/12条 X1042 开展宣传`; without the place for an entry that
    is in no queue.
    """
    head = t.HEAD.format(number=case.entry.number, kind=case.form.title)
    if not case.total or case.place < 0:
        return head
    return f"{t.PLACE.format(place=case.place + 1, total=case.total)}  {head}"


def _who(case: Case) -> str:
    name = case.author.name.full
    if case.recorded_by is not None:
        by = behalf.BY.format(name=case.recorded_by.full)
        return one_line([name, by, case.author.employer])
    room = LINE - width(t.AUTHOR.format(name=name, employer=""))
    return t.AUTHOR.format(name=name, employer=cut(case.author.employer, room))


def _steps(case: Case, keys: Sequence[str]) -> list[Step]:
    return [case.form.step(key) for key in keys]


def _facts(case: Case, steps: Sequence[Step]) -> list[str]:
    return [fact for step in steps if (fact := _fact(case, step))]


def _answers(case: Case, outline: Sequence[Sequence[Step]], room: int) -> list[str]:
    """Return the further answers that the form's outline names, several to a line. An answer that
    has a line to itself is labelled, and may take a second line where there is room.
    """
    lines: list[str] = []
    for steps in outline:
        left, facts = room - len(lines), _facts(case, steps)
        if left < 1 or not facts:
            continue
        if len(steps) > 1:
            lines.append(one_line(facts))
            continue
        line = report_texts.KNOWN_LINE.format(label=steps[0].label, fact=facts[0])
        lines += folded(line, min(2, left))
    return lines


def _fact(case: Case, step: Step) -> str:
    return shown(step, case.work.facts, case.work.today)


def _filled(case: Case) -> list[str]:
    """Return a line with how many files each slot has; only the totals where the slots' names are
    too long for it.
    """
    files = case.work.files
    there = [slot for slot in case.form.slots if files.get(slot.key)]
    if not there:
        return []
    parts = [f"{slot.label} {files[slot.key]}" for slot in there]
    if loose := files.get(UNSORTED):
        parts.append(f"{report_texts.UNSORTED} {loose}")
    line = report_texts.DONE + JOINT.join(parts)
    if width(line) <= LINE:
        return [line]
    whole = t.COUNTED if case.is_complete else t.COUNTED_PARTLY
    return [whole.format(n=len(case.pieces), slots=len(there))]


def _lacking(case: Case) -> list[str]:
    """Return a line about the slots left open: the explanation when it is one, else the names, else
    how many.
    """
    lacking = case.work.open_slots()
    if len(lacking) < 2:
        return [_gap(case, slot) for slot in lacking]
    line = t.ALL_LACKING.format(slots="、".join(slot.label for slot in lacking))
    return [line if width(line) <= LINE else t.MANY_LACKING.format(n=len(lacking))]


def _gap(case: Case, slot: Slot) -> str:
    why = case.work.facts.get(GAP + slot.key)
    if why is None:
        return report_texts.MISSING_LINE.format(label=slot.label)
    return report_texts.GAP_LINE.format(label=slot.label, why=why)


def _not_done(case: Case) -> list[str]:
    """Return a line for each step answered by ticks, such as 五个要, in which something is not
    ticked.
    """
    lines = []
    for step in case.form.steps:
        fact = case.work.facts.get(step.key)
        if isinstance(step.field, Ticks) and fact is not None and step.field.lacks(fact):
            lines.append(
                report_texts.KNOWN_LINE.format(label=step.label, fact=step.field.show(fact))
            )
    return lines


def _links(case: Case) -> list[str]:
    """Return the link, to be tapped here; of several, or one too long, only the note that they are
    behind 详情.
    """
    links = [piece.name for piece in case.pieces if piece.kind == LINK]
    if not links:
        return []
    line = report_texts.LINK_LINE.format(link=links[0])
    is_here = len(links) == 1 and width(line) <= LINE
    return [line if is_here else t.LINKS.format(n=len(links))]


def _alike(case: Case) -> list[str]:
    """Return what the photos look like, in neutral words: the flag decides nothing."""
    if case.flags:
        return [t.ALIKE.format(what=alike.in_short(case.flags))]
    is_open = case.comparing and case.ready and case.entry.state in WAITING
    return [t.COMPARING] if is_open else []


def _on_other_days(case: Case) -> list[str]:
    """Return a line on pictures whose own date does not fit the entry's day; of several such dates
    the first.
    """
    return taken.sentences(case.on_other_days, case.work.today)[:1]


def _appeal(case: Case) -> list[str]:
    """Return the decision that is appealed against, and what the author says to it."""
    if not case.is_appealed:
        return []
    entry = case.entry
    decided = t.REJECTED_IN_SHORT.format(who=case.decided_by or "", reason=entry.reason)
    return [decided, *folded(t.APPEAL.format(words=entry.appeal), 2)]


def _caption(case: Case) -> list[str]:
    caption = case.work.facts.get(CAPTION)
    return [report_texts.CAPTION_LINE.format(caption=caption)] if caption else []


def _worth(case: Case) -> list[str]:
    preview = case.preview
    if preview is None or case.entry.state not in WAITING:
        return []
    if preview.why and preview.before == preview.after:
        return [t.WORTH_NOTHING.format(why=preview.why)]
    return [preview.phrase.partition("\n")[0]]


def _waited(case: Case) -> list[str]:
    return [t.WAITED.format(n=case.waited)] if case.waited else []


def _coming(case: Case) -> list[str]:
    return [] if case.ready else [t.NOT_READY_LINE]
