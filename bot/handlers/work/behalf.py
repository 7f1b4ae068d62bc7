"""On behalf: ✍️ 代为上报 asks for whom and what, and then goes on as any report does. Whoever joins
hears what was recorded for them.
"""

from collections.abc import Sequence
from typing import Final

from bot.actions.work import behalf, report
from bot.actions.work.card import line_of
from bot.actions.work.submit import Submitted
from bot.errors import Stale
from bot.forms.kinds import FORMS
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.people.news import Joined
from bot.handlers.press import KEY, NUMBER, Press, one_of
from bot.handlers.say import Answer, Button, Rows, Say, in_rows
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import RESUME
from bot.handlers.work.card import HANDLE
from bot.handlers.work.draft import card_in, told
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.storage import outbox
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts import common
from bot.texts.times import day_label
from bot.texts.work import behalf as t
from bot.texts.work import report as report_texts

ASKED: Final = ("behalf", 0)
AGAIN: Final = Press("bh", "again")
LEAVE: Final = Press("bh", "leave")
WHO: Final = Press("bh", "who", NUMBER)
CHOOSE: Final = Press("bh", "kind", NUMBER, KEY, one_of("ask", "new"))
OFFERED: Final = 8
"""The most names offered as buttons; others are typed."""
MOST_TOLD: Final = 20


def begin(turn: Turn) -> Answer:
    """✍️ 代为上报: ask for whom."""
    return [_ask_who(turn, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take the name; of several who bear it, ask which."""
    found = behalf.named(turn.session, turn.actor, turn.event.text)
    if len(found) == 1:
        return [_ask_kind(turn, found[0], renew=True)]
    which = t.ASK_WHICH.format(n=len(found), name=found[0].name.full)
    rows = [[_person(person, with_employer=True)] for person in found]
    return [Say(which, [*rows, [LEAVE.button(report_texts.CANCEL)]], handle=ASKED, renew=True)]


def told_of(session: Session, done: Submitted) -> list[Say]:
    """Tell the person of an entry recorded for them, should they have joined meanwhile."""
    entry = done.entry
    chat = accounts.chat_of(session, entry.person_id)
    if entry.recorded_by is None or chat is None:
        return []
    by = persons.get(session, entry.recorded_by).name
    text = t.RECORDED.format(name=by, **_facts(session, entry))
    return [Say(text, to=chat, priority=Priority.NEWS, silent=is_quiet(session.now))]


def _ask_who(turn: Turn, *, renew: bool = False) -> Say:
    found = behalf.ask(turn.session, turn.actor)
    names = in_rows([_person(person) for person in found[:OFFERED]])
    return Say(t.ASK_WHO, [*names, [LEAVE.button(report_texts.CANCEL)]], handle=ASKED, renew=renew)


def _ask_kind(turn: Turn, person: Person, *, renew: bool = False) -> Say:
    """Ask which kind of work of theirs; each kind shows how far its cap is for them."""
    accounts.focus(turn.session, turn.event.chat_id, None)
    rows: Rows = [
        *([_kind(turn.session, person, form)] for form in FORMS),
        [AGAIN.button(t.BACK), LEAVE.button(report_texts.CANCEL)],
    ]
    return Say(t.WHAT.format(name=person.name.full), rows, handle=ASKED, renew=renew)


def _kind(session: Session, person: Person, form: str) -> Button:
    line = line_of(session, person.id, form)
    label = report_texts.KIND_BUTTON.format(
        kind=FORMS[form].title, before=line.points, cap=line.cap
    )
    return CHOOSE.button(label, person.id, form, "ask")


def _person(person: Person, *, with_employer: bool = False) -> Button:
    name = person.name.full
    label = t.WHO.format(name=name, employer=person.employer) if with_employer else name
    return WHO.button(label, person.id)


def _who(turn: Turn, person_id: int) -> Answer:
    return [_ask_kind(turn, behalf.whose(turn.session, turn.actor, person_id))]


def _again(turn: Turn) -> Answer:
    """返回: ask again for whom."""
    return [_ask_who(turn)]


def _leave(turn: Turn) -> Answer:
    if turn.account.focus == behalf.BEHALF:
        accounts.focus(turn.session, turn.event.chat_id, None)
    return [Say(common.CANCELLED, (), handle=ASKED)]


def _choose(turn: Turn, person_id: int, form: str, how: str) -> Answer:
    """Start the draft. If one was begun for this person before, ask first whether to go on with
    that.
    """
    if form not in FORMS:
        raise Stale(common.UNKNOWN_BUTTON)
    session, actor = turn.session, turn.actor
    person = behalf.whose(session, actor, person_id)
    begun = report.begun(session, actor, form, person.id)
    if begun is not None and how != "new":
        what = told(begun, with_kind=False)
        text = t.ALREADY_BEGUN.format(name=person.name.full, kind=FORMS[form].title, what=what)
        choice = [
            RESUME.button(report_texts.CONTINUE, begun.draft.id, 0),
            CHOOSE.button(report_texts.NEW, person.id, form, "new"),
        ]
        return [Say(text, [choice], handle=ASKED)]
    start = report.begin_anew if how == "new" else report.start
    shown = start(session, actor, form, person.id)
    outbox.rename(session, turn.event.chat_id, ASKED, (HANDLE, shown.draft.id))
    return [card_in(turn, shown)]


def _joined(session: Session, news: Joined) -> Sequence[Say]:
    """Tell somebody who has joined, once, what was recorded for them and how it stands."""
    recorded = behalf.recorded_for(session, news.person_id)
    chat = accounts.chat_of(session, news.person_id)
    if not recorded.entries or chat is None:
        return []
    lines = [t.BEFORE_JOINING.format(n=len(recorded.entries))]
    for entry in recorded.entries[-MOST_TOLD:]:
        by = recorded.names[entry.recorded_by or entry.person_id]
        lines.append(t.LINE.format(name=by, state=entry.state.label, **_facts(session, entry)))
    is_all = len(recorded.entries) <= MOST_TOLD
    lines.append(t.SEE if is_all else t.MORE.format(n=len(recorded.entries)))
    return [Say("\n".join(lines), to=chat)]


def _facts(session: Session, entry: Entry) -> dict[str, str]:
    return {
        "number": entry.number,
        "kind": FORMS[entry.line].title,
        "day": day_label(entry.day, session.today),
    }


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance("behalf", begin, t.ABOUT, t.LABEL, {Role.LIAISON: At(11, t.HELP)}, t.WORDS),
    ),
    presses={WHO: _who, CHOOSE: _choose, AGAIN: _again, LEAVE: _leave},
    questions={behalf.BEHALF: Question(typed)},
    hears={Joined: _joined},
)
