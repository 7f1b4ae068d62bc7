"""🔒 锁定季度: what is outstanding, the lock, its versions; and 更正, by which a locked quarter is
restated.
"""

from collections.abc import Sequence
from typing import Any, Final

from bot.actions.score import lock, restate
from bot.actions.score.lock import LOCK, Basis, Owed
from bot.errors import Stale
from bot.handlers.conversation import At, Conversation, Entrance, Matter, Question
from bot.handlers.desk import Desk, deliver, drop
from bot.handlers.press import NUMBER, QUARTER, Press
from bot.handlers.say import Answer, Button, Rows, Say, in_rows, write
from bot.handlers.score import restating
from bot.handlers.score.restating import (
    BACK,
    COMPARE,
    LOOK,
    SHOW_VERSION,
    TELL,
    compare,
    say,
    show_version,
    tell,
)
from bot.handlers.turn import Turn
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.rules.versions import Source
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.outbox import Priority
from bot.storage.people import accounts, roles
from bot.storage.score import versions
from bot.storage.score.versions import Reported, Version
from bot.storage.session import Session
from bot.texts.score import lock as t
from bot.texts.times import day_label, moment_label

ASK: Final = Press("lk", "ask", QUARTER)
CONFIRM: Final = Press("lk", "yes", QUARTER)
SURE: Final = Press("lk", "sure", QUARTER)
RESTATE: Final = Press("lk", "again", QUARTER)
CONFIRM_RESTATE: Final = Press("lk", "amend", NUMBER)
VERSIONS: Final = Press("lk", "all", QUARTER)
BOOK: Final = Press("lk", "book", NUMBER)
DIFFERENCE: Final = Press("lk", "diff", NUMBER)
_MOST_FORCES: Final = 40
_STEPS: Final = 10
"""How often a message tells how far the lock is."""


def begin(turn: Turn) -> Answer:
    """🔒 锁定季度: the quarter before this one, or the one named in the command."""
    lock.authorise(turn.actor)
    today = turn.session.today
    asked = turn.event.rest if turn.event.text.startswith("/") else ""
    quarter = parse_quarter(asked, today) if asked else Quarter.of(today).previous()
    return [_screen(turn.session, quarter, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take the reason for a restatement, which is still to be confirmed."""
    asked = restate.give_reason(turn.session, turn.actor, turn.account.focus_id, turn.event.text)
    quarter = Quarter.read(asked.facts["quarter"])
    text = t.ASK_CONFIRM.format(
        quarter=quarter.label, n=asked.facts["people"], reason=asked.facts["reason"]
    )
    row = [CONFIRM_RESTATE.button(t.CONFIRM_RESTATE, asked.id), BACK.button(t.BACK, asked.id)]
    return [say(quarter, text, [row], renew=True)]


def _look(turn: Turn, quarter: Quarter) -> Answer:
    lock.authorise(turn.actor)
    return [_screen(turn.session, quarter)]


def _ask(turn: Turn, quarter: Quarter) -> Answer:
    """锁定: say what it means before it is confirmed. One that is locked is shown."""
    lock.authorise(turn.actor)
    screen = lock.look(turn.session, quarter)
    if screen.stage.is_locked and not lock.is_left(turn.session, quarter):
        return [_screen(turn.session, quarter)]
    text = t.ASK.format(quarter=quarter.label, owed=_owed_in_short(screen.owed))
    row = [CONFIRM.button(t.CONFIRM, quarter), LOOK.button(t.BACK, quarter)]
    return [say(quarter, text, [row])]


def _confirm(turn: Turn, quarter: Quarter) -> Answer:
    """确认锁定: while work may still be filed, ask once more."""
    lock.authorise(turn.actor)
    screen = lock.look(turn.session, quarter)
    if not screen.is_filing or screen.stage.is_locked:
        return _lock(turn, quarter)
    day = day_label(screen.filing_ends, turn.session.today)
    row = [SURE.button(t.SURE, quarter), LOOK.button(t.BACK, quarter)]
    return [say(quarter, t.ASK_SURE.format(quarter=quarter.label, day=day), [row])]


def _lock(turn: Turn, quarter: Quarter) -> Answer:
    lock.authorise(turn.actor)
    version = lock.begin(turn.session, turn.actor.person_id, quarter)
    errands.ask(turn.session, LOCK, lock.key(quarter), version=version.id, chat=turn.event.chat_id)
    return [say(quarter, t.MAKING.format(quarter=quarter.label), ())]


def _restate(turn: Turn, quarter: Quarter) -> Answer:
    """更正: have what stands compared with what is alive; the reason may be typed then."""
    asked = restate.ask(turn.session, turn.actor, quarter)
    chat = turn.event.chat_id
    errands.ask(turn.session, COMPARE, chat, quarter=str(quarter), draft=asked.id)
    row = [BACK.button(t.BACK, asked.id)]
    return [say(quarter, t.COMPARING.format(quarter=quarter.label), [row])]


def _back(turn: Turn, draft_id: int) -> Answer:
    """返回: the quarter stands as it did."""
    return [_screen(turn.session, restate.leave_it(turn.session, turn.actor, draft_id))]


def _confirm_restatement(turn: Turn, draft_id: int) -> Answer:
    begun = restate.confirm(turn.session, turn.actor, draft_id)
    if begun is None:
        asked = restate.own(turn.session, turn.actor, draft_id)
        return [_screen(turn.session, Quarter.read(asked.facts["quarter"]))]
    version, stamp = begun
    people = restate.own(turn.session, turn.actor, draft_id).facts["people"]
    asked_for = {"chat": turn.event.chat_id, "stamp": stamp, "people": people}
    errands.ask(turn.session, LOCK, lock.key(version.quarter), version=version.id, **asked_for)
    return [say(version.quarter, t.RESTATING.format(quarter=version.quarter.label), ())]


def _versions(turn: Turn, quarter: Quarter) -> Answer:
    """历次版本: when each was made, by whom and why; the workbook of each, and what it changed."""
    lock.authorise(turn.actor)
    known = [v for v in versions.of_quarter(turn.session, quarter) if v.stands]
    lines = [_version_line(turn.session, version) for version in known]
    text = "\n".join([t.ALL_VERSIONS.format(quarter=quarter.label), *lines])
    buttons: list[Button] = []
    for version in known:
        buttons.append(BOOK.button(t.BOOK.format(number=version.number), version.id))
        if version.source is Source.RESTATEMENT:
            label = t.DIFFERENCE.format(number=version.number)
            buttons.append(DIFFERENCE.button(label, version.id))
    rows = [*in_rows(buttons), [LOOK.button(t.BACK, quarter)]]
    return [say(quarter, text, rows)]


def _show(turn: Turn, version_id: int, what: str) -> Answer:
    lock.authorise(turn.actor)
    if versions.get(turn.session, version_id) is None:
        raise Stale(t.NO_VERSION)
    errands.ask(turn.session, SHOW_VERSION, turn.event.chat_id, version=version_id, what=what)
    return [Say(t.MAKING_BOOK, (), handle=(SHOW_VERSION, 0), renew=True)]


def _screen(session: Session, quarter: Quarter, *, renew: bool = False) -> Say:
    """Return the quarter as the bureau sees it: what is outstanding, or what it stands as."""
    screen = lock.look(session, quarter)
    others = [quarter.moved(n) for n in (-2, -1, 1)]
    near = [LOOK.button(str(other), other) for other in others if session.today > other.last]
    if screen.version is not None and not screen.stage.is_making:
        lines = [t.HEAD_LOCKED.format(quarter=quarter.label, number=screen.version.number)]
        lines.append(_version_line(session, screen.version))
        row = [RESTATE.button(t.RESTATE, quarter), VERSIONS.button(t.VERSIONS, quarter)]
        return say(quarter, "\n".join(lines), [row, near], renew=renew)
    if screen.stage.is_making:
        again = ASK.button(t.CONTINUE, quarter)
        if screen.version is not None:
            again = RESTATE.button(t.RESTATE, quarter)
        left = [again] if lock.is_left(session, quarter) else []
        text = t.HEAD_MAKING.format(quarter=quarter.label)
        return say(quarter, text, [left, near], renew=renew)
    day = day_label(screen.filing_ends, session.today)
    filing = t.FILING_OPEN if screen.is_filing else t.FILING_OVER
    lines = [t.HEAD_DRAFT.format(quarter=quarter.label), filing.format(day=day)]
    lines += _owed_lines(screen.owed)
    return say(quarter, "\n".join(lines), [[ASK.button(t.LOCK, quarter)], near], renew=renew)


def _owed_lines(owed: Sequence[Owed]) -> list[str]:
    if not owed:
        return [t.NOTHING_OWED]
    lines = [each.phrase for each in owed[:_MOST_FORCES]]
    more = [t.MORE_OWED.format(n=len(owed))] if len(owed) > _MOST_FORCES else []
    return [t.STILL_OWED, *lines, *more]


def _owed_in_short(owed: Sequence[Owed]) -> str:
    if not owed:
        return t.NOTHING_OWED
    counted = [
        f"{label} {n}"
        for label, name in zip(
            t.OWED, ("pending", "unscored", "returned", "appealed", "faults"), strict=True
        )
        if (n := sum(getattr(each, name) for each in owed))
    ]
    return t.OWED_IN_SHORT.format(n=len(owed), counted="，".join(counted))


def _version_line(session: Session, version: Version) -> str:
    line = t.VERSION_LINE.format(
        number=version.number,
        how=version.source.label,
        at=moment_label(version.made_at, session.today),
        who=lock.by_whom(session, version),
    )
    return line + (t.VERSION_REASON.format(reason=version.reason) if version.reason else "")


async def make(desk: Desk, errand: Due) -> None:
    """Make the version that was begun, a few people at a time. One that was interrupted is gone on
    with; a restatement of other differences than were confirmed is thrown away.
    """
    known = await desk.reader.do(lock.basis, errand.asked["version"])
    if known is None:
        await desk.writer.do(drop, errand)
        return
    version = known.version
    if version.source is Source.RESTATEMENT:
        found = await desk.reader.do(restate.compare_with, version)
        if found.stamp != errand.asked["stamp"]:
            await desk.writer.do(_throw_away, errand, version)
            return
    for few in lock.in_parts(known.waiting, lock.WRITTEN_AT_ONCE):
        await desk.writer.do(lock.hand_over, version, few)
    done = len(known.members) - len(known.left)
    for some in lock.in_parts(known.left, lock.READ_AT_ONCE):
        people = await desk.reader.do(lock.work_out, known, some)
        for part in lock.in_parts(people, lock.WRITTEN_AT_ONCE):
            before, done = done, done + len(part)
            await desk.writer.do(_write, errand, known, part, (before, done))
    await desk.writer.do(_stand, errand, version)


def _write(
    session: Session, errand: Due, known: Basis, few: Sequence[Reported], so_far: tuple[int, int]
) -> None:
    lock.write(session, known.version, few)
    total = len(known.members)
    before, done = (n * _STEPS // total for n in so_far)
    if before != done and so_far[1] < total:
        text = t.PROGRESS.format(making=_making(known.version), done=so_far[1], total=total)
        write(session, errand.asked["chat"], [say(known.version.quarter, text, ())])


def _making(version: Version) -> str:
    making = t.MAKING if version.source is Source.LOCK else t.RESTATING
    return making.format(quarter=version.quarter.label)


def _throw_away(session: Session, errand: Due, version: Version) -> None:
    lock.throw_away(session, version)
    row = [RESTATE.button(t.RESTATE, version.quarter)]
    deliver(
        session, errand, errand.asked["chat"], [say(version.quarter, t.CHANGED_MEANWHILE, [row])]
    )


def _stand(session: Session, errand: Due, version: Version) -> None:
    """Let the version stand, and say so to whoever asked for it and to the other officers."""
    if not lock.stand(session, version):
        return drop(session, errand)
    chat, quarter, n = errand.asked["chat"], version.quarter, versions.size(session, version.id)
    text = t.DONE.format(quarter=quarter.label, n=n, number=version.number)
    if version.source is Source.RESTATEMENT:
        n = errand.asked["people"]
        text = t.RESTATED.format(
            quarter=quarter.label, number=version.number, n=n, reason=version.reason
        )
    row = [RESTATE.button(t.RESTATE, quarter), VERSIONS.button(t.VERSIONS, quarter)]
    deliver(session, errand, chat, [say(quarter, text, [row], renew=True)])
    stood(session, version, but=chat)
    return None


def stood(session: Session, version: Version, but: int | None = None) -> None:
    """Tell the officers of a version that stands, but the one, and have those told whose figures a
    restatement changes.
    """
    if version.source is Source.RESTATEMENT:
        errands.ask(session, TELL, version.id)
    told = t.TOLD_OFFICERS.format(
        quarter=version.quarter.label,
        who=lock.by_whom(session, version),
        how=version.source.label,
        number=version.number,
    )
    said = Say(told, priority=Priority.NEWS, silent=is_quiet(session.now))
    for officer in _officers(session):
        errands.ask(session, errands.SETTLE, officer)
        if officer != but:
            write(session, officer, [said])


def _officers(session: Session) -> list[int]:
    chats = (accounts.chat_of(session, who) for who in roles.with_role(session, Role.BUREAU))
    return [chat for chat in chats if chat is not None]


def _remind(session: Session, _person_id: int) -> tuple[str, Rows]:
    quarter = Quarter.of(session.today).previous()
    return t.REMIND.format(quarter=quarter.label), [[LOOK.button(t.GO, quarter)]]


def _shown(what: str) -> Any:
    return lambda turn, version_id: _show(turn, version_id, what)


CONVERSATION: Final = Conversation(
    entrances=(Entrance("lock", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(12, t.HELP)}, t.WORDS),),
    presses={
        LOOK: _look,
        ASK: _ask,
        CONFIRM: _confirm,
        SURE: _lock,
        RESTATE: _restate,
        BACK: _back,
        CONFIRM_RESTATE: _confirm_restatement,
        VERSIONS: _versions,
        BOOK: _shown(restating.BOOK),
        DIFFERENCE: _shown(restating.DIFFERENCE),
    },
    questions={restate.RESTATE: Question(typed)},
    errands={LOCK: make, COMPARE: compare, SHOW_VERSION: show_version, TELL: tell},
    matters=(Matter(LOCK, lock.whom, _remind, t.REMIND_DONE),),
)
