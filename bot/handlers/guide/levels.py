"""资格等级: a few questions on one card, and which level one may apply for, by which condition.

What was answered travels in the buttons, and in the chat's focus while years are typed: nothing of
it is stored, and a card works after any restart.
"""

from typing import Final

from bot.actions.guide import levels
from bot.actions.guide.levels import Known
from bot.errors import Refused, Stale
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.guide.levels_result import answered, length, result
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Rows, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules import eligibility
from bot.rules.eligibility import YEARS, Answers
from bot.rules.eligibility import Question as Asked
from bot.rules.qualifications import DEGREES, SCHOOLS, Degree, Level, School
from bot.rules.roles import Role
from bot.rules.tenure import MONTHS, read_tenure
from bot.storage.people import accounts
from bot.texts import common
from bot.texts.guide import levels as t

CARD: Final = ("level", 0)
TYPING: Final = "level"
"""What the chat is in the middle of while a question about years is open."""
BEGIN: Final = Press("lv", "begin")
"""The way in for other pages of the guide."""
Option = Level | Degree | School
AT: Final = Press("lv", "at", NUMBER)
"""What was answered so far, as its code."""
STOP: Final = Press("lv", "stop")


def begin(turn: Turn) -> Answer:
    """资格等级: the first question, on a card of its own."""
    return [_card(turn, Answers(), renew=True)]


def _at(turn: Turn, code: int) -> Answer:
    try:
        answers = Answers.read(code)
    except ValueError:  # an altered app
        raise Stale(common.UNKNOWN_BUTTON) from None
    return [_card(turn, answers)]


def _stop(turn: Turn) -> Answer:
    _no_longer_typing(turn)
    return [Say(t.CLOSED, (), handle=CARD)]


def _typed(turn: Turn) -> Answer:
    """Take years that were typed. Raises Refused for what is none, and for less than is known."""
    answers = Answers.read(turn.account.focus_id or 0)
    asked = eligibility.question(answers)
    if asked not in YEARS:
        raise Stale(t.GONE)
    try:
        months = read_tenure(turn.event.text)
    except Refused as refusal:
        if turn.event.text.strip()[1:].isdigit() and turn.event.text.strip()[0].isalpha():
            raise Stale(refusal.sentence) from None  # an entry's number
        raise
    if months < answers.worked:
        raise Refused(t.LESS_THAN_AFTER.format(time=length(answers.worked)))
    return [_card(turn, answers.worked_for(asked, months), renew=True)]


def _card(turn: Turn, answers: Answers, *, renew: bool = False) -> Say:
    _ = turn.actor  # whoever has not joined is told how
    asked = eligibility.question(answers)
    if asked in YEARS:
        accounts.focus(turn.session, turn.event.chat_id, TYPING, answers.code)
    else:
        _no_longer_typing(turn)
    if asked is None:
        row = [_back(answers), AT.button(t.AGAIN, Answers().code)]
        return Say(result(answers), [row], handle=CARD, renew=renew)
    known = levels.known(turn.session, turn.actor)
    text = t.QUESTIONS[asked].format(level=answers.held.label)
    if asked is Asked.SCHOOL:
        text += t.ON_SCHOOLS[answers.held]
    told = answered(answers)
    lines = [t.HEAD, *([t.TOLD.format(told=told)] if told else []), "", text]
    last = [STOP.button(common.CANCEL)]
    if answers.certificate is not None:
        last.insert(0, _back(answers))
    rows: Rows = [*_choices(answers, asked, known), last]
    return Say("\n".join(lines), rows, handle=CARD, renew=renew)


def _no_longer_typing(turn: Turn) -> None:
    if turn.account.focus == TYPING:
        accounts.focus(turn.session, turn.event.chat_id, None)


def _back(answers: Answers) -> Button:
    return AT.button(common.BACK, answers.before().code)


def _choices(answers: Answers, asked: Asked, known: Known) -> list[list[Button]]:
    """Return the answers to choose from; what the ledger says stands first, and says so."""
    if asked in YEARS:
        return _years(answers, asked, known)
    options, marked = _options(answers, asked, known)
    options.sort(key=lambda option: option[0] is not marked)
    return in_rows(
        [
            AT.button(
                t.MARKED.format(label=label) if value is marked else label,
                answers.picked(value).code,
            )
            for value, label in options
        ]
    )


def _options(
    answers: Answers, asked: Asked, known: Known
) -> tuple[list[tuple[Option, str]], Option | None]:
    """Return what may be picked, with its label, and which of it the ledger says."""
    if asked is Asked.CERTIFICATE:
        return [(level, t.CERTIFICATES[level]) for level in Level], None
    if asked is Asked.DEGREE:
        none = t.NO_DEGREE.get(answers.held, Degree.NONE.label)
        offered = DEGREES[answers.held]
        labelled = [(each, none if each is Degree.NONE else each.label) for each in offered]
        return [*labelled], known.degree
    return [(each, each.label) for each in SCHOOLS[answers.held]], known.school


def _years(answers: Answers, asked: Asked, known: Known) -> list[list[Button]]:
    """Return whole years up to where more make no difference, none below what is known already."""
    most = eligibility.most_years(answers, asked)
    buttons = []
    for n in range(answers.worked // MONTHS, most + 1):
        label = t.YEARS if n else t.BELOW_ONE
        label = t.OR_MORE if n == most else label
        months = max(n * MONTHS, answers.worked)
        buttons.append(AT.button(label.format(n=n), answers.worked_for(asked, months).code))
    rows = in_rows(buttons)
    if asked is Asked.TOTAL and known.worked is not None and known.worked >= answers.worked:
        label = t.LEDGER.format(time=length(known.worked))
        rows.insert(0, [AT.button(label, answers.worked_for(asked, known.worked).code)])
    return rows


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "level",
            begin,
            t.ABOUT,
            t.LABEL,
            {
                Role.COORDINATOR: At(13, t.HELP, on_menu=False),
                Role.LIAISON: At(27, t.HELP, on_menu=False),
                Role.BUREAU: At(20, t.HELP, on_menu=False),
            },
            t.SAID,
        ),
    ),
    presses={BEGIN: begin, AT: _at, STOP: _stop},
    questions={TYPING: Question(_typed)},
)
