"""One's own records: entries and drafts by state or by quarter, and the photos behind each."""

from datetime import date
from typing import Final

from bot.actions.work import records, report, search
from bot.actions.work.records import DRAFTS, GROUPS, Page
from bot.errors import Refused
from bot.forms.fields import short
from bot.forms.kinds import ALL_FORMS, FORMS
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.press import NUMBER, QUARTER, Press, one_of
from bot.handlers.say import Answer, Button, Say, Toast, in_rows
from bot.handlers.turn import Turn
from bot.handlers.work import searching
from bot.handlers.work.buttons import ENTRY, MATERIAL, RESUME, SHOW
from bot.handlers.work.searching import LIST
from bot.rules.quarters import Quarter, is_meant_as_quarter, parse_quarter
from bot.rules.roles import Role
from bot.rules.states import State
from bot.storage.people import accounts
from bot.storage.work.drafts import Draft
from bot.storage.work.entries import number
from bot.storage.work.records import Record
from bot.texts.times import day_label
from bot.texts.work import behalf
from bot.texts.work import records as t
from bot.texts.work import search as search_texts

SHEET: Final = "material"
ALL: Final = "all"
GROUP: Final = Press("rec", "", one_of(ALL, DRAFTS, *GROUPS), NUMBER)
OF_QUARTER: Final = Press("rec", "", QUARTER, NUMBER)

# What fits on a button of a small phone, beside the rest of the line.
_PLACE: Final = 8
_MARKS: Final = {
    State.PENDING: "⏳",
    State.APPROVED: "✅",
    State.RETURNED: "↩️",
    State.REJECTED: "❌",
    State.APPEALED: "⚖️",
    State.WITHDRAWN: "✏️",
}


def begin(turn: Turn) -> Answer:
    """📂 我的记录: say how many there are of each state, and show the newest; /records with a
    quarter shows that quarter, with words those whose papers have them.
    """
    asked = turn.event.rest if turn.event.text.startswith("/") else ""
    if not asked:
        return [_shown(turn, "", renew=True)]
    try:
        quarter = parse_quarter(asked, turn.session.today)
    except Refused:
        if search.is_open(turn.session) and not is_meant_as_quarter(asked):
            return _search(turn, asked)
        raise
    records.begun_by(turn.session, quarter)
    return [_shown(turn, str(quarter), renew=True)]


def _group(turn: Turn, group: str, before: int) -> Answer:
    """Show the entries of one state, the drafts, or all, with numbers below `before`; 0 begins at
    the newest. What to look for is asked no more.
    """
    if turn.account.focus == searching.SEARCHING:
        _asked_no_more(turn)
    return [_shown(turn, "" if group == ALL else group, before)]


def _quarter(turn: Turn, quarter: Quarter, before: int) -> Answer:
    return [_shown(turn, str(quarter), before)]


def _ask(turn: Turn) -> Answer:
    """🔎 搜材料: ask what to look for."""
    report.authorise(turn.actor)
    turn.ask_beside(searching.SEARCHING)
    return [searching.question(_back())]


def _typed(turn: Turn) -> Answer:
    """Look for what was typed; it is asked on as long as nothing is found."""
    return _search(turn, turn.event.text)


def _search(turn: Turn, asked: str) -> Answer:
    found = search.search(turn.session, turn.actor, asked)
    if not found.hits and not found.is_empty:
        turn.ask_beside(searching.SEARCHING)
    elif turn.account.focus == searching.SEARCHING:
        _asked_no_more(turn)
    return [searching.results(found, turn.session.today, _back())]


def _asked_no_more(turn: Turn) -> None:
    if turn.may_resume(searching.SEARCHING):
        turn.resume()
    else:
        accounts.focus(turn.session, turn.event.chat_id, None)


def _back() -> Button:
    return GROUP.button(t.BACK, ALL, 0)


def _material(turn: Turn, entry_id: int) -> Answer:
    """看材料: show the contact sheet of an entry of one's own."""
    found = records.material(turn.session, turn.actor, entry_id)
    entry, handle = found.entry, (SHEET, found.entry.id)
    back = [[ENTRY.button(t.THE_ENTRY, entry.id)]]
    if not found.sheet:
        lacking = t.NOT_DRAWN if found.pieces else t.NO_MATERIAL
        said = lacking.format(number=entry.number)
        return [Toast(said), Say(said, back, handle=handle, renew=True)]
    kind, day = FORMS[entry.line].title, day_label(entry.day, turn.session.today)
    text = t.MATERIAL.format(number=entry.number, kind=kind, day=day, n=found.pieces)
    name = f"{entry.number}.jpg"
    return [
        Say(text, back, handle=handle, kind="photo", file=found.sheet, filename=name, renew=True)
    ]


def _shown(turn: Turn, group: str, before: int = 0, *, renew: bool = False) -> Say:
    page = records.page(turn.session, turn.actor, group, before)
    rows: list[list[Button]] = [] if group else in_rows(_groups(turn, page))
    rows += [[_draft(draft, page)] for draft in page.drafts] + [
        [_entry(one, page, turn.session.today)] for one in page.entries
    ]
    way: list[Button] = []
    if page.older:
        further = GROUP if group in ("", *_labels()) else OF_QUARTER
        way.append(further.button(t.OLDER, group or ALL, page.older))
    if group or before:
        way.append(_back())
    elif page.counts and search.is_open(turn.session):
        way.append(searching.SEARCH.button(search_texts.SEARCH))
    return Say(_head(page, group), [*rows, way], handle=LIST, renew=renew)


def _head(page: Page, group: str) -> str:
    if group in _labels():
        return t.OF_GROUP.format(group=_labels()[group], n=page.counts.get(group, 0))
    if group:
        quarter = Quarter.read(group)
        if page.is_empty:
            return t.NONE_IN_QUARTER.format(quarter=quarter.label, other=quarter.previous())
        return t.OF_QUARTER.format(quarter=quarter.label)
    return t.NEWEST if page.counts else t.EMPTY


def _groups(turn: Turn, page: Page) -> list[Button]:
    """Return the buttons `草稿 2`, `待审核 1`, …; a group of only one opens that one at once."""
    buttons = []
    for group, n in page.counts.items():
        label = t.COUNT.format(group=_labels()[group], n=n)
        if n > 1:
            buttons.append(GROUP.button(label, group, 0))
            continue
        draft_id = records.the_only_one(turn.session, turn.actor, group)
        buttons.append((RESUME if group == DRAFTS else SHOW).button(label, draft_id, 0))
    return buttons


def _labels() -> dict[str, str]:
    return {DRAFTS: t.DRAFTS} | {key: state.label for key, state in GROUPS.items()}


def _draft(draft: Draft, page: Page) -> Button:
    form = ALL_FORMS.get(draft.form)
    what = f"{form.title} {form.called(draft.facts)}" if form else t.UNDECIDED
    if (whose := page.names.get(draft.subject_id)) is not None:
        what = f"{behalf.FOR.format(name=whose.full)} {what}"
    return RESUME.button(short(t.DRAFT.format(what=what.strip()), 30), draft.id, 0)


def _entry(one: Record, page: Page, today: date) -> Button:
    form = FORMS[one.line]
    whose = page.names.get(one.person_id)
    label = t.ENTRY.format(
        mark=_MARKS[one.state],
        number=number(one.id),
        state=one.state.label,
        kind=form.title if whose is None else f"{behalf.FOR.format(name=whose.full)} {form.title}",
        place=short(form.place(one.facts), _PLACE),
        day=day_label(one.day, today),
    )
    return SHOW.button(label, one.draft_id, 0)


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "records",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.COORDINATOR: At(4, t.HELP), Role.LIAISON: At(21)},
            t.WORDS,
        ),
    ),
    presses={
        GROUP: _group,
        OF_QUARTER: _quarter,
        MATERIAL: _material,
        searching.SEARCH: _ask,
    },
    questions={searching.SEARCHING: Question(_typed)},
)
