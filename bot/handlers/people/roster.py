"""👥 人员台账: lists who there is, and does what can be done about somebody."""

from dataclasses import replace
from typing import Final

from bot.actions.people import apply, roster, stand_in
from bot.errors import Refused, Stale
from bot.forms.fields import short
from bot.handlers import menu
from bot.handlers.conversation import At, Conversation, Entrance, Matter, Question
from bot.handlers.lines import cut
from bot.handlers.people import applying, appointing, naming
from bot.handlers.people import handing_over as hand
from bot.handlers.people import standing_in as stand
from bot.handlers.people.linking import NEW_LINK
from bot.handlers.people.roster_buttons import (
    CARD,
    DEPUTY,
    END,
    FORCES,
    HAND_OVER,
    LIST,
    MESSAGE,
    NEXT,
    PAGE,
)
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Happened, Rows, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.permissions import Act, may
from bot.rules.quarters import Quarter
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.people import accounts, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.texts.people import roster as t
from bot.texts.times import day_label

LEAVE: Final = Press("ro", "leave", NUMBER)
LEFT: Final = Press("ro", "left", NUMBER)
MOVE: Final = Press("ro", "move", NUMBER)
TO: Final = Press("ro", "to", NUMBER, NUMBER)
MOVED: Final = Press("ro", "moved", NUMBER, NUMBER)
UNCHANGED: Final = Press("ro", "same", NUMBER)
COVERAGE: Final = Press("ro", "cover", NUMBER)
APPLICATIONS: Final = Press("ro", "apply", NUMBER)
OPEN: Final = Press("ro", "open")
_NAMES: Final = 10
_MOST_CHARACTERS: Final = 1800


def begin(turn: Turn) -> Answer:
    """👥 人员台账: a liaison's own ledger; an officer chooses a task force or types a name."""
    roster.check(turn.actor)
    if turn.actor.is_(Role.BUREAU):
        return [_forces(turn, renew=True)]
    return [_list(turn, turn.actor.task_force_id or 0, 0, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take a name, or what else was asked: who is next, who stands in, from when to when."""
    if turn.account.focus_id is not None:
        asked = naming.asked(turn, turn.account.focus_id)
        if asked.facts["ask"] == hand.NEXT_ONE:
            return hand.typed(turn)
        return stand.typed(turn, asked)
    try:
        people = naming.found(turn, Act.ROSTER)
    except Refused as refusal:
        if turn.event.text.strip()[1:].isdigit():  # an entry's number rather than a name
            raise Stale(refusal.sentence) from None
        raise
    if len(people) > 1:
        return [naming.which(turn, people, CARD)]
    return [_card(turn, people[0], renew=True)]


def _forces(turn: Turn, *, renew: bool = False) -> Say:
    accounts.focus(turn.session, turn.event.chat_id, naming.ROSTER)
    sizes = roster.sizes(turn.session)
    buttons = [
        LIST.button(
            t.FORCE_BUTTON.format(force=short(force.name, 16), n=sizes[force.id]), force.id, 0
        )
        for force in task_forces.every(turn.session)
    ]
    rows = [
        *in_rows(buttons),
        [HAND_OVER.button(t.HAND_OVER, 0), COVERAGE.button(t.COVERAGE, 0)],
    ]
    return Say(t.FORCES, rows, handle=MESSAGE, renew=renew)


def _all(turn: Turn) -> Answer:
    roster.check(turn.actor)
    if not turn.actor.is_(Role.BUREAU):
        return [_list(turn, turn.actor.task_force_id or 0, 0)]
    return [_forces(turn)]


def _list(turn: Turn, force_id: int, page: int, *, renew: bool = False) -> Say:
    """Return a page of a ledger, with what can be done for the task force as a whole."""
    session, actor = turn.session, turn.actor
    shown = roster.of(session, actor, force_id)
    accounts.focus(turn.session, turn.event.chat_id, naming.ROSTER)
    page = min(page, max(0, len(shown.people) - 1) // PAGE)
    people = shown.people[page * PAGE : (page + 1) * PAGE]
    head = t.HEAD.format(
        force=shown.force.name,
        n=len(shown.people),
        joined=sum(person.id in shown.joined for person in shown.people),
    )
    lines = [head, _liaison(shown)]
    deputies = stand_in.named(session, force_id)
    for each in deputies:
        days = appointing.days(each.first, each.last, session.today)
        lines.append(t.DEPUTY.format(name=each.name.full, days=days))
    lines.append("")
    for n, person in enumerate(people, page * PAGE + 1):
        row = t.ROW.format(place=n, name=person.name.full, what=_what(person, shown.joined))
        lines.append(cut(row))
    lines += ["", t.ASK] if people else [t.EMPTY]
    rows: list[list[Button]] = in_rows([CARD.button(short(p.name.full, 10), p.id) for p in people])
    turns = [LIST.button(t.EARLIER, force_id, page - 1)] if page else []
    if (page + 1) * PAGE < len(shown.people):
        turns.append(LIST.button(t.LATER, force_id, page + 1))
    rows += [turns, *_of_force(turn, force_id, deputies)]
    return Say("\n".join(lines), rows, handle=MESSAGE, renew=renew)


def _of_force(turn: Turn, force_id: int, deputies: list[stand_in.StandIn]) -> list[list[Button]]:
    """Return the buttons that are about the task force as a whole."""
    session, actor = turn.session, turn.actor
    buttons = [UNCHANGED.button(t.UNCHANGED, force_id), COVERAGE.button(t.COVERAGE, force_id)]
    if hand.is_offered(actor, force_id):
        buttons.append(HAND_OVER.button(t.HAND_OVER, force_id))
        buttons.append(DEPUTY.button(stand.LABEL, force_id))
        buttons += [
            END.button(t.END_DEPUTY.format(name=each.name.full), each.id) for each in deputies
        ]
    if n := len(apply.waiting(session, force_id)):
        buttons.append(APPLICATIONS.button(t.APPLICATIONS.format(n=n), force_id))
    rows = in_rows(buttons)
    return [*rows, [FORCES.button(t.BACK)]] if actor.is_(Role.BUREAU) else rows


def _liaison(shown: roster.Roster) -> str:
    liaison = shown.liaison
    return t.NO_LIAISON if liaison is None else t.LIAISON.format(name=liaison.name.full)


def _what(person: Person, joined: frozenset[int]) -> str:
    special = [role.label for role in (Role.LIAISON, Role.DEPUTY) if role in person.roles]
    outside = [] if person.id in joined else [t.NOT_JOINED]
    return " · ".join([*special, *outside, *([person.kind] if person.kind else [])])


def _card(turn: Turn, person: Person, *, note: str = "", renew: bool = False) -> Say:
    """Return somebody's card with what the actor can do about them."""
    session, actor = turn.session, turn.actor
    force = roster.force_of(session, person.task_force_id)
    has_joined = accounts.chat_of(session, person.id) is not None
    known = {
        "协调员类型": person.kind,
        "工作单位及职务": person.employer,
        t.PHONE: person.phone.mask,
        t.ROLES: "、".join(role.label for role in Role if role in person.roles),
        t.JOINED: t.HAS_JOINED if has_joined else t.NOT_JOINED,
    }
    lines = [t.LINE.format(label=label, value=value) for label, value in known.items() if value]
    text = t.CARD.format(
        name=person.name.full, force=force.name if force else "", lines="\n".join(lines)
    )
    subject = person.subject
    buttons = [NEW_LINK.button(t.NEW_LINK, person.id)] if may(actor, Act.INVITE, subject) else []
    if may(actor, Act.MOVE, subject):
        buttons.append(MOVE.button(t.MOVE, person.id))
    if may(actor, Act.TAKE_OUT, subject):
        buttons.append(LEAVE.button(t.LEAVE, person.id))
    if may(actor, Act.APPOINT, subject) and not subject.is_liaison:
        buttons.append(NEXT.button(t.HAND_OVER, person.id))
    rows = [*in_rows(buttons), [naming.back(turn, person.task_force_id or 0)]]
    return Say("\n\n".join(filter(None, [note, text])), rows, handle=MESSAGE, renew=renew)


def _see(turn: Turn, person_id: int) -> Answer:
    return [_card(turn, roster.see(turn.session, turn.actor, person_id))]


def _ask_leave(turn: Turn, person_id: int) -> Answer:
    """离开: say what follows, and ask."""
    person, n = roster.check_leave(turn.session, turn.actor, person_id)
    force = roster.force_of(turn.session, person.task_force_id)
    text = t.ASK_LEAVE.format(
        name=person.name.full,
        force=force.name if force else "",
        waiting=t.STILL_WAITING.format(n=n) if n else "",
    )
    row = [LEFT.button(t.CONFIRM, person_id), CARD.button(t.BACK, person_id)]
    return [Say(text, [row], handle=MESSAGE)]


def _leave(turn: Turn, person_id: int) -> Answer:
    session = turn.session
    left = roster.take_out(session, turn.actor, person_id)
    told = [
        Say(t.FAREWELL.format(force=left.task_force), keyboard=(), to=chat) for chat in left.chats
    ]
    for chat in left.chats:
        errands.ask(session, menu.MENU, chat)
    text = t.LEFT.format(name=left.name.full, force=left.task_force)
    ended = appointing.left_behind(session, left)
    return [Say(text, [[naming.back(turn)]], handle=MESSAGE), *told, *ended]


def _ask_move(turn: Turn, person_id: int) -> Answer:
    """调整专班: ask where to."""
    person = roster.check_move(turn.session, turn.actor, person_id)
    others = [f for f in task_forces.every(turn.session) if f.id != person.task_force_id]
    buttons = [TO.button(short(force.name, 16), person_id, force.id) for force in others]
    rows = [*in_rows(buttons), [CARD.button(t.BACK, person_id)]]
    return [Say(t.TO_WHICH.format(name=person.name.full), rows, handle=MESSAGE)]


def _to(turn: Turn, person_id: int, force_id: int) -> Answer:
    """Say what a move means, and ask."""
    person = roster.check_move(turn.session, turn.actor, person_id)
    before = roster.force_of(turn.session, person.task_force_id)
    after = roster.force_of(turn.session, force_id)
    if before is None or after is None or before.id == after.id:
        name = after.name if after else ""
        raise Stale(t.ALREADY_THERE.format(name=person.name.full, after=name))
    text = t.ASK_MOVE.format(name=person.name.full, before=before.name, after=after.name)
    row = [MOVED.button(t.CONFIRM, person_id, force_id), CARD.button(t.BACK, person_id)]
    return [Say(text, [row], handle=MESSAGE)]


def _move(turn: Turn, person_id: int, force_id: int) -> Answer:
    moved = roster.move(turn.session, turn.actor, person_id, force_id)
    note = _moved(moved)
    person = roster.see(turn.session, turn.actor, person_id)
    return [
        _card(turn, person, note=note),
        *tell_moved(turn.session, moved, but=turn.event.chat_id),
    ]


def _moved(moved: roster.Moved) -> str:
    name = moved.person.name.full
    return t.MOVED.format(name=name, before=moved.before.name, after=moved.after.name)


def tell_moved(session: Session, moved: roster.Moved, but: int = 0) -> list[Say | Happened]:
    """Return what the person and both liaisons are told of a move, and where somebody was to stand
    in, of the end of that.
    """
    quiet = is_quiet(session.now)
    said: list[Say | Happened] = []
    text = t.MOVED_YOU.format(before=moved.before.name, after=moved.after.name)
    said += appointing.called_off(session, moved.ended)
    if (chat := accounts.chat_of(session, moved.person.id)) is not None:
        said.append(Say(text, to=chat, silent=quiet))
    for force in (moved.before, moved.after):
        chat = accounts.chat_of(session, roles.liaison(session, force.id))
        if chat is not None and chat != but:
            said.append(Say(_moved(moved), to=chat, silent=quiet))
    return said


def _unchanged(turn: Turn, force_id: int) -> Answer:
    """没有变化: one tap; the digest that asked for it says so too."""
    force, quarter = roster.say_unchanged(turn.session, turn.actor, force_id)
    for who in roles.acting(turn.session, force_id):
        if (chat := accounts.chat_of(turn.session, who)) is not None:
            errands.ask(turn.session, errands.SETTLE, chat)
    return [Say(t.SAID.format(force=force.name, quarter=quarter.label))]


def _coverage(turn: Turn, force_id: int) -> Answer:
    """覆盖情况: what the ledgers lack, as text."""
    session = turn.session
    covered = roster.coverage(session, turn.actor, force_id)
    empty = [each.force.name for each in covered if not each.people]
    without = [each.force.name for each in covered if each.people and not each.has_liaison]
    lines = [t.COVERED.format(day=day_label(session.today, session.today))]
    if empty:
        lines.append(t.NOBODY_IN.format(forces="、".join(empty)))
    if without:
        lines.append(t.NO_LIAISON_IN.format(forces="、".join(without)))
    for each in covered:
        if each.people:
            text = t.KINDS if each.lacking else t.ALL_KINDS
            kinds = "、".join(kind.label for kind in each.lacking)
            lines.append(text.format(force=each.force.name, n=each.people, kinds=kinds))
    for each in covered:
        if each.outside:
            more = t.AND_MORE if len(each.outside) > _NAMES else ""
            names = "、".join(each.outside[:_NAMES]) + more
            n, force = len(each.outside), each.force.name
            lines.append(t.WAITING_TO_JOIN.format(force=force, n=n, names=names))
    return [Say(text) for text in _pages([*lines, t.LIMITS])]


def _pages(lines: list[str]) -> list[str]:
    """Return the lines in as few messages as hold them."""
    pages = [""]
    for line in lines:
        if len(pages[-1]) + len(line) > _MOST_CHARACTERS:
            pages.append("")
        pages[-1] += ("\n" if pages[-1] else "") + line
    return pages


def _applications(turn: Turn, force_id: int) -> Answer:
    """加入申请: show once more what waits for a decision."""
    roster.of(turn.session, turn.actor, force_id)
    waiting = apply.waiting(turn.session, force_id)
    if not waiting:
        return [Say(t.NO_APPLICATIONS)]
    chat = turn.event.chat_id
    return [replace(applying.ask(turn.session, each, chat), renew=True) for each in waiting]


def _due(session: Session, person_id: int) -> tuple[str, Rows]:
    """Return the sentence and the buttons by which a liaison is asked whether nothing changed."""
    _, force_id = roles.held(session, person_id)
    force = roster.force_of(session, force_id)
    quarter = Quarter.of(session.today)
    text = t.DUE.format(quarter=quarter.label, force=force.name if force else "")
    row = [OPEN.button(t.LABEL)]
    return text, [[UNCHANGED.button(t.UNCHANGED, force_id), *row]] if force_id else [row]


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "roster",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.LIAISON: At(5, t.HELP), Role.BUREAU: At(13, t.HELP_BUREAU)},
            t.WORDS,
        ),
    ),
    presses={
        OPEN: begin,
        FORCES: _all,
        LIST: lambda turn, force_id, page: [_list(turn, force_id, page)],
        CARD: _see,
        LEAVE: _ask_leave,
        LEFT: _leave,
        MOVE: _ask_move,
        TO: _to,
        MOVED: _move,
        UNCHANGED: _unchanged,
        COVERAGE: _coverage,
        APPLICATIONS: _applications,
    },
    questions={naming.ROSTER: Question(typed, may_pass=True)},
    matters=(Matter("unchanged", roster.owing_word, _due, t.DONE),),
)
