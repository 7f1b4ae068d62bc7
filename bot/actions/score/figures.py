"""The figures of a quarter: the one place that says what a quarter comes to for its people, as it
stands once it is locked, from what is alive before (decision 0045).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from bot.actions.work.card import scored
from bot.forms.form import Form
from bot.forms.kinds import FORMS
from bot.reports.marks import Marks
from bot.rules import scoring
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import ADDING_LINES, Line, Rubric
from bot.rules.scoring import Carried, Credit, Fault, LineScore, Score
from bot.rules.versions import Source
from bot.storage.people import membership, roles
from bot.storage.score import base_scores, faults, versions
from bot.storage.score.versions import Reported, Version
from bot.storage.session import Session
from bot.storage.work import entries, tallies
from bot.storage.work.tallies import Part, Tally
from bot.texts import rules as texts

BROUGHT_BY: Final = "source"
"""Where somebody's figures come from a ledger on paper, a version says so beside who they were."""


class Figured(NamedTuple):
    """One person's quarter: who they are, in which task force's ledger, and their marks. `source`
    says where these stand: None for what is alive, `LEDGER` for what was closed on paper.
    """

    person_id: int
    task_force_id: int
    name: str
    kind: str
    employer: str
    remark: str
    marks: Marks
    source: Source | None = None
    is_liaison: bool = False
    pending: int = 0
    approved: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """A quarter by the `rubric` it is scored by: its people by task force in the ledger's order.
    `version` is what it stands as, None while it is a draft.
    """

    quarter: Quarter
    rubric: Rubric
    version: Version | None
    people: Sequence[Figured]

    @property
    def is_draft(self) -> bool:
        return self.version is None

    @property
    def marks(self) -> dict[int, Marks]:
        """Person → marks."""
        return {each.person_id: each.marks for each in self.people}


@dataclass(frozen=True, slots=True)
class OfPerson:
    """One person's quarter with every entry and fault that counts in it, by the `rubric` it is
    scored by; `version` and `source` as in `Figures` and `Figured`. On paper there are no entries.
    """

    score: Score
    rubric: Rubric
    version: Version | None = None
    source: Source | None = None
    carried: Carried = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        return self.version is None


def of_quarter(session: Session, quarter: Quarter, task_force_id: int | None = None) -> Figures:
    """Return a quarter of everybody, or of one ledger's people: who was in it at the quarter's end
    once that is over. No entry is read while it is alive. Raises Refused for a quarter before the
    first rubric.
    """
    version = versions.locked(session, quarter)
    if version is not None:
        stands = versions.standing(session, quarter).values()
        theirs = [r for r in stands if task_force_id in (None, r.task_force_id)]
        theirs.sort(key=lambda r: (r.task_force_id, r.place, r.person_id))
        return Figures(quarter, version.rubric, version, [as_reported(each) for each in theirs])
    return alive(session, quarter, task_force_id)


def of_person(session: Session, person_id: int, quarter: Quarter) -> OfPerson:
    """Return one person's quarter. Raises Refused for a quarter before the first rubric."""
    version = versions.locked(session, quarter)
    if version is None:
        return _alive_of_person(session, person_id, quarter)
    stands = versions.of_person(session, person_id, quarter)
    if stands is None:  # they were no part of it
        return OfPerson(scoring.score(None, (), (), version.rubric), version.rubric, version)
    return OfPerson(standing_score(stands, version.rubric), version.rubric, version, stands.source)


def _alive_of_person(session: Session, person_id: int, quarter: Quarter) -> OfPerson:
    rubric = session.county.rubric_on(quarter)
    paper = versions.paper_of_person(session, person_id, quarter)
    confirmed = faults.confirmed_of(session, person_id, quarter.first, quarter.last)
    if paper is not None and not paper.carried:
        score = closed_on_paper(paper, confirmed, rubric)
        return OfPerson(score, rubric, source=Source.LEDGER)
    carried = versions.carried_in(paper)
    base = base_scores.of_quarter(session, quarter).get(person_id)
    approved = [scored(entry) for entry in entries.approved(session, person_id, quarter)]
    score = scoring.score(base, approved, confirmed, rubric, carried)
    if carried:
        score = replace(score, remarks=(*score.remarks, texts.BY_LEDGER))
    return OfPerson(score, rubric, carried=carried)


def closed_on_paper(paper: Reported, confirmed: Sequence[Fault], rubric: Rubric) -> Score:
    """Return the score of a quarter that was closed on paper: what the paper says, less the faults
    that were confirmed since. There were none in the bot when the paper was taken in.
    """
    score = standing_score(paper, rubric)
    if not confirmed:
        return score
    lost = sum(rubric.fault(large=fault.large) for fault in confirmed)
    # Where the total is not the sum, the paper's own remark explains it.
    is_sum = scoring.held(score.raw, rubric) == score.total
    raw = (score.raw if is_sum else score.total) - lost
    marks = replace(
        marks_of(paper), fault=-(score.deduction + lost), total=scoring.held(raw, rubric)
    )
    return replace(
        score,
        faults=tuple(confirmed),
        deduction=-marks.fault,
        raw=raw,
        total=marks.total,
        remarks=marks.remarks,
    )


def marks_of(reported: Reported) -> Marks:
    base, *points = (reported.figures[name] for name in versions.FIGURES)
    paper = Source.LEDGER in (reported.source, reported.who.get(BROUGHT_BY))
    return Marks(base, *(each or 0 for each in points), paper=paper)


def counted_of(
    score: Score, rubric: Rubric, carried: Carried = scoring.NOTHING
) -> list[list[object]]:
    """Return what each entry and fault of a score came to, as a version holds it: number, line,
    points, why not all of them, day; without a number what a ledger carried in.
    """
    worked: list[list[object]] = [
        [credit.entry.number, line.line.value, credit.points, credit.why, str(credit.entry.day)]
        for line in score.lines
        for credit in line.credits
    ]
    faults: list[list[object]] = [
        [fault.number, Line.FAULT.value, -rubric.fault(large=fault.large), "", str(fault.day)]
        for fault in score.faults
    ]
    brought: list[list[object]] = [
        [None, line.value, points, texts.BY_LEDGER, ""]
        for line, points in carried.items()
        if points and line is not Line.BASE
    ]
    return [*brought, *worked, *faults]


def standing_score(reported: Reported, rubric: Rubric) -> Score:
    """Return the score as it was reported, with the entries and faults that it counted."""
    marks = marks_of(reported)
    credits_: dict[Line, list[Credit]] = defaultdict(list)
    faults = []
    for number, line, points, why, day in reported.counted:
        if number is None:
            continue
        happened = date.fromisoformat(day)
        if line == Line.FAULT:
            faults.append(Fault(number, happened, large=-points == rubric.fault(large=True)))
        else:
            entry = scoring.Entry(number, Line(line), happened)
            credits_[Line(line)].append(Credit(entry, points, why))
    lines = tuple(
        LineScore(line, reported.figures[line.value] or 0, rubric.cap(line), tuple(credits_[line]))
        for line in ADDING_LINES
    )
    return Score(
        marks.base, lines, tuple(faults), -marks.fault, marks.raw_total, marks.total, marks.remarks
    )


def as_reported(reported: Reported) -> Figured:
    """Return a person's quarter as a version tells it."""
    who = reported.who
    return Figured(
        reported.person_id,
        reported.task_force_id,
        who["name"],
        who["kind"],
        who["employer"],
        who["remark"],
        marks_of(reported),
        reported.source,
        who.get("role") == Role.LIAISON.value,
        approved=sum(
            number is not None and line != Line.FAULT for number, line, *_ in reported.counted
        ),
    )


def alive(
    session: Session,
    quarter: Quarter,
    task_force_id: int | None = None,
    rubric: Rubric | None = None,
) -> Figures:
    """Return what a quarter comes to now, whatever it was reported as, by the rules then in force
    or by those of a version. What was closed on paper stays what the paper says.
    """
    rubric = rubric or session.county.rubric_on(quarter)
    points = _Points(rubric)
    ledger = task_force_id if session.today in quarter else None  # where they were then is asked
    worked = tallies.tallies(session, quarter, points.parts, ledger)
    base = base_scores.of_quarter(session, quarter)
    confirmed = faults.confirmed(session, quarter)
    paper = versions.paper(session, quarter)
    liaisons = set(roles.with_role(session, Role.LIAISON))
    nothing = Tally(counted=(0,) * len(points.parts))
    people = []
    for who in membership.of_quarter(session, quarter, task_force_id):
        person_id = who.id
        tally, said = worked.get(person_id, nothing), paper.get(person_id)
        source = None
        if said is None:
            marks = points.marks(base.get(person_id), tally.counted, confirmed.get(person_id, ()))
        elif said.carried:
            marks = points.worked_out(
                base.get(person_id),
                tally.counted,
                confirmed.get(person_id, ()),
                versions.carried_in(said),
            )
        else:
            on_paper = closed_on_paper(said, confirmed.get(person_id, ()), rubric)
            marks, source = replace(Marks.of(on_paper), paper=True), Source.LEDGER
        people.append(
            Figured(*who, marks, source, person_id in liaisons, tally.pending, tally.approved)
        )
    return Figures(quarter, rubric, None, people)


class _Points:
    """Makes marks of base scores, of how many entries of each of the `parts` count, and of faults.
    Each case is worked out once: in a large county most people have the same figures as somebody
    else.
    """

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._points: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._marks: dict[tuple[int | None, tuple[int, ...], tuple[Fault, ...]], Marks] = {}
        self.parts = [part for form in FORMS.values() for part in _parts(form, rubric)]

    def marks(self, base: int | None, counted: tuple[int, ...], faults: tuple[Fault, ...]) -> Marks:
        points = self._points.get(counted)
        if points is None:
            points = self._points[counted] = self._added_up(counted)
        marks = self._marks.get((base, points, faults))
        if marks is None:
            score = scoring.sums(base, points, faults, self._rubric)
            marks = self._marks[base, points, faults] = Marks.of(score)
        return marks

    def worked_out(
        self,
        base: int | None,
        counted: tuple[int, ...],
        faults: tuple[Fault, ...],
        carried: Carried,
    ) -> Marks:
        """Return the marks of somebody for whom a ledger brought points into the quarter."""
        points = self._added_up(counted, carried)
        score = scoring.sums(base, points, faults, self._rubric, carried)
        return replace(Marks.of(score), paper=True)

    def _added_up(
        self, counted: tuple[int, ...], carried: Carried = scoring.NOTHING
    ) -> tuple[int, ...]:
        of_line: dict[Line, Counter[str]] = defaultdict(Counter)
        for part, number in zip(self.parts, counted, strict=True):
            of_line[FORMS[part.line].line][part.share or ""] += number
        return scoring.points(of_line, self._rubric, carried)


def _parts(form: Form, rubric: Rubric) -> list[Part]:
    """Return what is counted of a form: each share of its line, and what has none of them, which
    the rules refuse where there are shares.
    """
    shares = tuple(rubric.allowances[form.line].shares)
    return [*(Part(form.name, share) for share in shares), Part(form.name, None, shares)]
