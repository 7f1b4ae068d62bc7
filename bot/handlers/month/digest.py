"""The digest in words: a sentence for each matter, with the buttons that lead on."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.actions.month import exemplar, nudge
from bot.actions.month.digest import Digest, Whom
from bot.forms.fields import short
from bot.forms.kinds import ALL_FORMS
from bot.handlers.conversation import matters
from bot.handlers.month import exemplar_buttons as x
from bot.handlers.month.reminder import REMIND, Part, as_of_now, offer
from bot.handlers.review import live
from bot.handlers.say import Button, Rows, Say
from bot.handlers.score import base_scores
from bot.handlers.work.buttons import RESUME
from bot.rules.months import Month
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage.month import nudges
from bot.storage.outbox import Priority
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.month import nudge as t
from bot.texts.times import month_day

DIGEST: Final = "nudge"
"""Purpose of a digest's handle; the subject is its day."""
_DRAFTS: Final = 5


def declared() -> dict[str, Whom]:
    """Return whom to remind of each matter that conversations have declared, by kind, as the
    actions take it.
    """
    return {kind: matter.whom for kind, matter in matters().items()}


def message(session: Session, digest: Digest) -> Say:
    """Return a digest as the message that goes out."""
    lines: list[str] = []
    rows: list[list[Button]] = []
    if digest.owed is not None and digest.task_force_id is not None:
        stands = exemplar.standing(session, digest.task_force_id, digest.owed)
        lines, rows = offer(session, stands)
    said = written(session, digest, (DIGEST, digest.day.toordinal()), lines, rows)
    return replace(said, priority=Priority.NUDGE)


def exemplars_of(session: Session, actor: Actor, digest: Digest) -> Part:
    """Return the part about exemplars of a digest already sent, as it stands now; empty if the
    digest had none, or the person is no liaison any more.
    """
    if nudges.EXEMPLAR not in digest.had or not actor.is_(Role.LIAISON):
        return [], []
    return as_of_now(session, actor, Month.of(digest.day))


def again(
    session: Session, actor: Actor, handle: tuple[str, int], lines: list[str], rows: Rows
) -> Say:
    """Return a reminder that was answered: `lines` and `rows` say what came of it; in a digest they
    are followed by what else there is to do.
    """
    if handle[0] == REMIND:
        return Say("\n".join(lines), rows, handle=handle)
    left = nudge.still(session, actor, date.fromordinal(handle[1]), declared())
    return written(session, left, handle, lines, rows)


def written(
    session: Session, digest: Digest, handle: tuple[str, int], lines: list[str], rows: Rows
) -> Say:
    """Return the message of a digest, new or already sent, whose part about exemplars is given by
    `lines` and `rows`.
    """
    parts = ["\n".join(lines)] if lines else []
    buttons = [list(row) for row in rows]
    for text, more in _sections(session, digest):
        parts.append(text)
        buttons += more
    text = "\n\n".join([t.HEAD, *parts])
    return Say(text, buttons, handle=handle, to=digest.chat_id)


def _sections(session: Session, digest: Digest) -> list[tuple[str, list[list[Button]]]]:
    """Return each matter but the exemplars: its sentence and its buttons."""
    found: list[tuple[str, list[list[Button]]]] = []
    days = session.county.deadlines.review_reminder_working_days
    review: list[list[Button]] = [[live.GO.button(t.GO)]]
    if digest.waiting:
        found.append((t.WAITING.format(n=digest.waiting, days=days), review))
    elif nudges.REVIEW in digest.had:
        found.append((t.REVIEWED, []))
    if digest.overdue:
        forces = "、".join(t.FORCE.format(name=name, n=n) for name, n in digest.overdue)
        n = sum(n for _, n in digest.overdue)
        found.append((t.OVERDUE.format(n=n, forces=forces), [] if digest.waiting else review))
    elif nudges.OVERDUE in digest.had:
        found.append((t.OVERDUE_REVIEWED, []))
    if digest.drafts:
        found.append(_drafts(session, digest))
    if digest.unscored and digest.quarter is not None:
        day, quarter = month_day(digest.quarter.last), digest.quarter
        text = t.UNSCORED.format(quarter=quarter.label, n=digest.unscored, day=day)
        found.append((text, [[base_scores.OF.button(t.BASE, quarter)]]))
    elif nudges.BASE in digest.had and digest.quarter is not None:
        found.append((t.SCORED.format(quarter=digest.quarter.label), []))
    if digest.unreported:
        found.append(_unreported(session, digest))
    return [*found, *_declared(session, digest)]


def _declared(session: Session, digest: Digest) -> list[tuple[str, list[list[Button]]]]:
    """Return the matters that other conversations have declared: those still to be done, then those
    that are done.
    """
    known = matters()
    found: list[tuple[str, list[list[Button]]]] = []
    for kind in digest.others:
        text, rows = known[kind].say(session, digest.person_id)
        found.append((text, [list(row) for row in rows]))
    return [*found, *((known[kind].done, []) for kind in digest.done() if kind in known)]


def _drafts(session: Session, digest: Digest) -> tuple[str, list[list[Button]]]:
    how = t.DRAFTS if digest.quarter is None else t.DRAFTS_CLOSING
    text = how.format(n=len(digest.drafts), day=month_day(Quarter.of(digest.day).last))
    if len(digest.drafts) > _DRAFTS:
        text += t.MORE_DRAFTS
    shown = [drafts.get(session, draft_id) for draft_id in digest.drafts[:_DRAFTS]]
    return text, [
        [RESUME.button(t.DRAFT.format(what=_called(draft)), draft.id, 0)]
        for draft in shown
        if draft is not None
    ]


def _called(draft: drafts.Draft) -> str:
    form = ALL_FORMS.get(draft.form)
    if form is None:
        return t.UNDECIDED
    return short(f"{form.title} {form.called(draft.facts)}".strip(), 24)


def _unreported(session: Session, digest: Digest) -> tuple[str, list[list[Button]]]:
    month = Month.of(digest.day)
    text = t.UNREPORTED.format(
        month=month.label,
        day=session.county.deadlines.exemplar_last,
        n=len(digest.unreported),
        forces="、".join(digest.unreported),
    )
    return text, [[x.BOARD.button(t.BOARD, month)]]
