"""Base scores: one message gives a whole roster its figures; they are echoed, then confirmed."""

from typing import Any, Final

from bot.actions import locked
from bot.actions.score import base_scores
from bot.errors import Refused, Stale
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.press import NUMBER, QUARTER, Press
from bot.handlers.say import Answer, Button, Say
from bot.handlers.turn import Turn
from bot.rules.base_scores import Ambiguous, Reading
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts import common
from bot.texts.score import base_scores as t

BASE: Final = "base"
CARD: Final = ("base", 0)
OF: Final = Press("b", "of", QUARTER)
ONE: Final = Press("b", "one", QUARTER)
CONFIRM: Final = Press("b", "yes", NUMBER)
CANCEL: Final = Press("b", "no", NUMBER)
WHO: Final = Press("b", "who", NUMBER, NUMBER)


def begin(turn: Turn) -> Answer:
    """🧮 基本得分: show the roster of the quarter to be scored now."""
    return [_ask(turn, base_scores.default_quarter(turn.session), renew=True)]


def typed(turn: Turn) -> Answer:
    """Take the one message for the whole roster, or, in 逐个评, one person's figure."""
    asked = _conversation(turn, turn.account.focus_id)
    quarter = _quarter(turn, asked)
    text = turn.event.text
    if one := asked.facts.get("one"):
        given = base_scores.read_one(turn.session, turn.actor, quarter, int(one), text)
        base_scores.give(turn.session, turn.actor, quarter, given)
        return _one(turn, quarter, after=int(one))
    reading = base_scores.read(turn.session, turn.actor, quarter, text)
    return [_echo(turn, asked, quarter, reading)]


def _ask(turn: Turn, quarter: Quarter, *, renew: bool = False) -> Say:
    session = turn.session
    locked.check_deciding(session, turn.actor, quarter.last)
    roster = base_scores.roster(session, turn.actor, quarter)
    if not roster.people:
        raise Refused(t.NOBODY)
    _open(turn, {"quarter": str(quarter)})
    current = Quarter.of(session.today)
    other = current.previous() if quarter == current else current
    text = t.ASK.format(
        quarter=quarter.label,
        scored=roster.scored,
        total=len(roster.people),
        left_out=t.LEFT_OUT if roster.left_out else "",
    )
    rows: list[list[Button]] = [
        [ONE.button(t.ONE_BY_ONE, quarter)],
        [OF.button(t.OTHER_QUARTER.format(quarter=other.label), other)],
    ]
    return Say(text.replace("\n\n", "\n"), rows, handle=CARD, renew=renew)


def _echo(turn: Turn, asked: drafts.Draft, quarter: Quarter, reading: Reading) -> Say:
    """Show what the message would change, to be confirmed. If a name in it is borne by several
    people, ask first who is meant.
    """
    roster = base_scores.roster(turn.session, turn.actor, quarter)
    base_scores.keep(turn.session, asked, reading, roster)
    if reading.ambiguous:
        return _ask_who(asked, roster, reading.ambiguous[0])
    lines = _differences(roster, reading)
    text = t.ECHO.format(quarter=quarter.label, lines="\n".join(lines), n=len(reading.assignments))
    row = [CONFIRM.button(t.CONFIRM, asked.id), CANCEL.button(t.CANCEL, asked.id)]
    return Say(text, [row], handle=CARD, renew=True)


def _differences(roster: base_scores.Roster, reading: Reading) -> list[str]:
    new: dict[int, list[str]] = {}
    lines = []
    for person_id, value, reason in reading.assignments:
        name, before = roster.name(person_id), roster.given.get(person_id)
        if before is None and not reason:
            new.setdefault(value, []).append(name)
        else:
            shown = t.SET.format(
                name=name,
                before=t.NOT_YET if before is None else before,
                value=value,
                reason=f"（{reason}）" if reason else "",
            )
            lines.append(shown)
    grouped = [
        t.NEW_VALUE.format(value=value, names="、".join(names)) for value, names in new.items()
    ]
    return [*grouped, *lines]


def _ask_who(asked: drafts.Draft, roster: base_scores.Roster, doubt: Ambiguous) -> Say:
    people = {person.id: person for person in roster.people}
    buttons = [
        WHO.button(
            f"{people[who].name.full} {people[who].phone.full[-4:]} {people[who].employer}"[:30],
            asked.id,
            who,
        )
        for who in doubt.candidates
    ]
    text = t.WHO.format(n=len(doubt.candidates), name=doubt.name, value=doubt.value)
    rows = [*([button] for button in buttons), [CANCEL.button(t.CANCEL, asked.id)]]
    return Say(text, rows, handle=CARD, renew=True)


def _cancel(turn: Turn, draft_id: int) -> Answer:
    asked = _conversation(turn, draft_id)
    if "done" in asked.facts:
        return [_done(turn, asked)]
    accounts.focus(turn.session, turn.event.chat_id, None)
    return [Say(t.CANCELLED, (), handle=CARD)]


def _who_it_is(turn: Turn, draft_id: int, person_id: int) -> Answer:
    asked = _conversation(turn, draft_id)
    if "done" in asked.facts:
        return [_done(turn, asked)]
    quarter = _quarter(turn, asked)
    reading, _ = base_scores.kept(turn.session, turn.actor, asked, quarter)
    if not reading.ambiguous or person_id not in reading.ambiguous[0].candidates:
        raise Stale(t.STALE)
    roster = base_scores.roster(turn.session, turn.actor, quarter)
    settled = reading.settle(reading.ambiguous[0], person_id, roster.given)
    return [_echo(turn, asked, quarter, settled)]


def _give(turn: Turn, draft_id: int) -> Answer:
    """确认: write down the figures that were echoed."""
    session, asked = turn.session, _conversation(turn, draft_id)
    if "done" in asked.facts:
        return [_done(turn, asked)]
    quarter = _quarter(turn, asked)
    reading, is_current = base_scores.kept(session, turn.actor, asked, quarter)
    if not is_current:
        raise Stale(t.STALE)
    changed = base_scores.give(session, turn.actor, quarter, reading.assignments)
    accounts.focus(session, turn.event.chat_id, None)
    return [_done(turn, base_scores.close(session, asked, changed))]


def _done(turn: Turn, asked: drafts.Draft) -> Say:
    """Say what confirming came to; however often it is pressed, the same."""
    quarter, changed = _quarter(turn, asked), int(asked.facts["done"])
    roster = base_scores.roster(turn.session, turn.actor, quarter)
    _settle_digest(turn, roster)
    told = t.DONE if changed else t.NOTHING_CHANGED
    text = told.format(
        quarter=quarter.label, n=changed, scored=roster.scored, total=len(roster.people)
    )
    note = locked.note(turn.session, quarter) if changed else ""
    return Say(f"{text}\n{note}".strip(), (), handle=CARD)


def _settle_digest(turn: Turn, roster: base_scores.Roster) -> None:
    """Once everybody on the roster has a figure, have the digest that asked for them say that it is
    done.
    """
    if roster.scored == len(roster.people):
        errands.ask(turn.session, errands.SETTLE, turn.event.chat_id)


def _one(turn: Turn, quarter: Quarter, after: int = 0) -> Answer:
    """逐个评: ask for the figure of the next person who has none."""
    roster = base_scores.roster(turn.session, turn.actor, quarter)
    left = [person for person in roster.people if person.id not in roster.given]
    if not left:
        accounts.focus(turn.session, turn.event.chat_id, None)
        _settle_digest(turn, roster)
        total = len(roster.people)
        done = t.DONE.format(quarter=quarter.label, n=int(after > 0), scored=total, total=total)
        return [Say(done, (), handle=CARD, renew=True)]
    person = left[0]
    asked = _open(turn, {"quarter": str(quarter), "one": person.id})
    text = t.ONE.format(
        name=person.name.full, i=roster.scored + 1, n=len(roster.people), most=roster.most
    )
    row = [OF.button(common.BACK, quarter), CANCEL.button(t.CANCEL, asked.id)]
    return [Say(text, [row], handle=CARD, renew=True)]


def _open(turn: Turn, facts: dict[str, Any]) -> drafts.Draft:
    draft = drafts.add(
        turn.session, turn.actor.person_id, turn.event.chat_id, BASE, facts, state="aside"
    )
    accounts.focus(turn.session, turn.event.chat_id, BASE, draft.id)
    return draft


def _conversation(turn: Turn, draft_id: int | None) -> drafts.Draft:
    draft = None if draft_id is None else drafts.get(turn.session, draft_id)
    if draft is None or draft.person_id != turn.actor.person_id or draft.form != BASE:
        raise Stale(common.UNKNOWN_BUTTON)
    return draft


def _quarter(turn: Turn, asked: drafts.Draft) -> Quarter:
    return parse_quarter(str(asked.facts["quarter"]), turn.session.today)


def _left(session: Session, task_force_id: int) -> str:
    """Say how many of a task force's people have no base score of the quarter to be scored now."""
    quarter = base_scores.default_quarter(session)
    n = base_scores.unscored(session, task_force_id, quarter)
    return t.LEFT_TO_SCORE.format(quarter=quarter.label, n=n) if n else ""


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "base",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.LIAISON: At(3, t.HELP), Role.BUREAU: At(90, on_menu=False)},
            t.WORDS,
        ),
    ),
    presses={
        OF: lambda turn, quarter: [_ask(turn, quarter)],
        ONE: _one,
        CONFIRM: _give,
        CANCEL: _cancel,
        WHO: _who_it_is,
    },
    questions={BASE: Question(typed)},
    leaves=_left,
)
