"""What the questions about 资格等级 come to, in words."""

from bot.rules.eligibility import Answers, Missing, Prospect, eligible, next_level
from bot.rules.qualifications import Alternative, Degree, Level, School
from bot.rules.tenure import MONTHS
from bot.texts.guide import levels as t

_SHOWN = 3
"""The most ways to the next level that are told."""


def answered(answers: Answers) -> str:
    """Return what was answered so far, in one line; "" for nothing."""
    parts = []
    if answers.certificate is not None:
        is_none = answers.certificate is Level.NONE
        label = answers.certificate.label
        parts.append(label if is_none else t.TOLD_CERTIFICATE.format(level=label))
    if answers.degree is not None:
        parts.append(t.TOLD_DEGREE[answers.degree])
    if answers.school is not None:
        parts.append(t.TOLD_SCHOOL[answers.school])
    if answers.after is not None:
        parts.append(t.TOLD_AFTER.format(time=length(answers.after)))
    if answers.total is not None:
        parts.append(t.TOLD_TOTAL.format(time=length(answers.total)))
    return t.JOINT.join(parts)


def result(answers: Answers) -> str:
    """Return which levels one may apply for and by which condition, and what the next one takes."""
    prospects = eligible(answers)
    may = [each for each in prospects if each.met and not each.held]
    parts = [[t.HEAD, t.TOLD.format(told=answered(answers))]]
    if answers.held > Level.NONE:
        parts.append([t.HELD.format(name=t.NAMES[answers.held])])
    if may:
        parts.append([t.MAY, *(line for each in reversed(may) for line in _may(each))])
    elif answers.held < Level.ONE:
        parts.append([t.NONE_YET if answers.held is Level.NONE else t.NONE_HIGHER])
    following = next_level(prospects)
    parts.append(_next(following, answers) if following else [t.HIGHEST])
    parts.append([t.ONLY_ADVICE])
    return "\n\n".join("\n".join(part) for part in parts if part)


def length(months: int) -> str:
    """Return how long so many months are: `3年8个月`."""
    years, rest = divmod(months, MONTHS)
    said = (t.YEARS.format(n=years) if years else "") + (t.MONTHS.format(n=rest) if rest else "")
    return said or t.BELOW_ONE


def _may(prospect: Prospect) -> list[str]:
    ways = [t.MET.format(clause=each.clause, how=_whole(each)) for each in prospect.met]
    return [t.NAMES[prospect.level], *ways]


def _next(prospect: Prospect, answers: Answers) -> list[str]:
    ways = prospect.nearest()[:_SHOWN]
    lines = [t.WAY.format(clause=each.of.clause, lacks=_lacks(each, answers)) for each in ways]
    return [t.NEXT.format(name=t.NAMES[prospect.level]), *lines]


def _whole(row: Alternative) -> str:
    """Return all that an alternative asks for."""
    parts = []
    if row.certificate > Level.NONE:
        parts.append(t.CERTIFICATE.format(level=row.certificate.label))
    if row.degrees or row.schools:
        parts.append(_study(row))
    if row.after:
        parts.append(t.AFTER.format(n=row.after))
    if row.total:
        parts.append(t.TOTAL.format(n=row.total))
    return "、".join(parts)


def _lacks(missing: Missing, answers: Answers) -> str:
    """Return what somebody still lacks: less than the whole where they have worked already."""
    row, parts = missing.of, []
    if missing.degree or missing.school:
        parts.append(_study(row))
        is_graduate = answers.degree not in (None, Degree.NONE)
        if Degree.STUDENT in row.degrees and is_graduate:
            parts.append(t.NO_LONGER_STUDYING)
    if missing.certificate:
        parts.append(t.CERTIFICATE.format(level=row.certificate.label))
    if missing.after:
        whole = missing.after == row.after * MONTHS
        still = t.STILL_AFTER.format(time=length(missing.after))
        parts.append(t.AFTER.format(n=row.after) if whole else still)
    if missing.total:
        whole = missing.total == row.total * MONTHS
        still = t.STILL_TOTAL.format(time=length(missing.total))
        parts.append(t.TOTAL.format(n=row.total) if whole else still)
    return "、".join(parts)


def _study(row: Alternative) -> str:
    item = f"{row.level}.{row.nth}"
    halves = (f"{item}.{school}" for school in School if row.schools == {school})
    return next((t.STUDY[half] for half in halves if half in t.STUDY), "") or t.STUDY[item]
