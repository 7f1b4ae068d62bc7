"""The county's rules file: its task forces (三(一)), rubrics (§8.3), deadlines and reasons."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from bot.errors import Misconfigured, Refused
from bot.rules.guide import Page, read_page
from bot.rules.labelled import Labelled
from bot.rules.papers.tables import PaperWords, read_paper_words
from bot.rules.quarters import Quarter
from bot.rules.rubric import ADDING_LINES, Line, Rubric
from bot.rules.rubric_file import read_rubric
from bot.rules.tables import Table
from bot.texts import rules as texts


class Field(Labelled):
    """The field of work that a task force covers (三(一)1–5)."""

    TOWNSHIP = "township", "乡镇（街道）"
    CONSTRUCTION = "construction", "工程建设领域"
    INDUSTRY = "industry", "非工程建设领域"
    SERVICES = "services", "服务行业领域"
    NEW_EMPLOYMENT = "new_employment", "新就业形态领域"
    LAW = "law", "法治建设领域"


@dataclass(frozen=True)
class TaskForceSpec:
    """A task force as the county file sets it up: who leads it and who helps (三(一))."""

    name: str
    field: Field
    lead: str
    cooperating: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deadlines:
    """How long things may take in this county."""

    exemplar_target: int
    """Day of the month by which exemplars are asked for: before the 20th (三(六))."""
    exemplar_last: int
    """Last day of the month on which a report is still on time."""
    fault_answer_working_days: int
    """Working days a person has to answer before the bureau decides on their fault."""
    review_reminder_working_days: int
    """Working days after which an entry that waits for review is in the liaison's digest."""
    review_escalation_working_days: int
    """Working days after which such an entry is in the bureau's digest too."""
    placement_days: int
    """Calendar days that learning on the job (以干代训) lasts at least (三(四)二)."""
    alert_minutes: int
    """Minutes after which an alert that nobody has taken note of is sounded again (§7.4)."""

    @property
    def alert_wait(self) -> timedelta:
        return timedelta(minutes=self.alert_minutes)


@dataclass(frozen=True)
class Reasons:
    """The ready reasons a reviewer chooses from when returning or rejecting an entry."""

    returning: tuple[str, ...] = ()
    rejecting: tuple[str, ...] = ()


@dataclass(frozen=True)
class County:
    """What a county's rules file says, after validation; `rubrics` are in order of their dates.
    `pages` are what the county adds to the guide.
    """

    name: str
    bureau: str
    task_forces: tuple[TaskForceSpec, ...]
    rubrics: tuple[Rubric, ...]
    deadlines: Deadlines
    reasons: Mapping[Line, Reasons]
    papers: PaperWords = field(default_factory=PaperWords)
    pages: tuple[Page, ...] = ()

    def rubric_on(self, quarter: Quarter) -> Rubric:
        """Return the rubric that scores a quarter. Raises Refused before the first rubric."""
        for rubric in reversed(self.rubrics):
            if Quarter.of(rubric.since) <= quarter:
                return rubric
        first = Quarter.of(self.rubrics[0].since)
        raise Refused(texts.no_rubric(quarter.label, first.label, str(first)))


def load_county(text: str) -> County:
    """Read a county from its rules file in TOML.

    Raises Misconfigured, which names what is wrong and gives an example.
    """
    try:
        root = Table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(texts.not_toml(str(error))) from error
    county = County(
        name=root.text("name", "汶上县"),
        bureau=root.text("bureau", "县人力资源和社会保障局"),
        task_forces=_read_task_forces(root),
        rubrics=_read_rubrics(root),
        deadlines=_read_deadlines(root.table("deadlines", texts.DEADLINES_EXAMPLE)),
        reasons=_read_reasons(root),
        papers=read_paper_words(root),
        pages=_read_pages(root),
    )
    root.finish()
    return county


def _read_task_forces(root: Table) -> tuple[TaskForceSpec, ...]:
    specs: dict[str, TaskForceSpec] = {}
    for table in root.tables("task_force", texts.TASK_FORCE_EXAMPLE):
        spec = _read_task_force(table)
        if spec.name in specs:
            raise table.wrong("name", texts.NAME_TAKEN, texts.toml("××镇"))
        specs[spec.name] = spec
    return tuple(specs.values())


def _read_task_force(table: Table) -> TaskForceSpec:
    name, field = table.text("name", "××镇"), table.text("field", Field.TOWNSHIP)
    if field not in set(Field):
        raise table.wrong("field", texts.one_of(Field), texts.toml(str(Field.TOWNSHIP)))
    lead = table.text("lead", "××镇人民政府")
    cooperating = table.texts("cooperating", ["县总工会"])
    if lead in cooperating:
        raise table.wrong("cooperating", texts.LEAD_COOPERATES, texts.toml(["县总工会"]))
    table.finish()
    return TaskForceSpec(name, Field(field), lead, cooperating)


def _read_rubrics(root: Table) -> tuple[Rubric, ...]:
    """Read the rubrics in order of their dates.

    Each is in force until the next one, which must begin on the first day of a quarter, so that
    there is no gap and no quarter has two.
    """
    tables = root.tables("rubric", texts.RUBRIC_EXAMPLE)
    rubrics = tuple(read_rubric(table) for table in tables)
    for (earlier, later), table in zip(pairwise(rubrics), tables[1:], strict=True):
        quarter = Quarter.of(later.since)
        if later.since <= earlier.since:
            example = Quarter.of(earlier.since).after.isoformat()
            raise table.wrong("since", texts.later_than(earlier.since), example)
        if later.since != quarter.first:
            raise table.wrong("since", texts.FIRST_OF_QUARTER, quarter.after.isoformat())
    return rubrics


def _read_deadlines(table: Table) -> Deadlines:
    target = table.whole("exemplar_target", 19, least=1)
    reminder = table.whole("review_reminder_working_days", 3, least=1)
    deadlines = Deadlines(
        exemplar_target=target,
        exemplar_last=table.whole("exemplar_last", 20, least=target),
        fault_answer_working_days=table.whole("fault_answer_working_days", 5, least=1),
        review_reminder_working_days=reminder,
        review_escalation_working_days=table.whole(
            "review_escalation_working_days", 7, least=reminder
        ),
        placement_days=table.whole("placement_days", 14, least=1),
        alert_minutes=table.whole("alert_minutes", 15, least=1),
    )
    if deadlines.exemplar_last > 28:
        raise table.wrong("exemplar_last", texts.at_most(28), "20")
    table.finish()
    return deadlines


def _read_reasons(root: Table) -> dict[Line, Reasons]:
    """Read the ready reasons for each adding line; empty where the file gives none."""
    table = root.optional_table("reasons", texts.REASONS_EXAMPLE)
    reasons: dict[Line, Reasons] = {}
    for line in ADDING_LINES:
        inner = table.optional_table(line, texts.REASONS_EXAMPLE)
        returning = inner.texts("returning", ["照片看不清"])
        reasons[line] = Reasons(returning, inner.texts("rejecting", ["不是自发开展"]))
        inner.finish()
    table.finish()
    return reasons


def _read_pages(root: Table) -> tuple[Page, ...]:
    pages: dict[str, Page] = {}
    for table in root.optional_tables("page", texts.PAGE_EXAMPLE):
        page = read_page(table)
        if page.key in pages:
            raise table.wrong("key", texts.KEY_TAKEN, texts.toml("our_hotline"))
        pages[page.key] = page
    return tuple(pages.values())
