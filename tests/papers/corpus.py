"""The corpus: entries of all five kinds of work, each with its papers and the truth about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.forms.papers.understanding import Who
from bot.rules.rubric import Line
from tests.papers import case_layouts, held_out, other_layouts, stories
from tests.papers.drawing import Sheet
from tests.papers.photographing import Camera, camera_of, photographed

HELD_OUT: Final = ("prose", "spaced")
IN_VIEW: Final = "in view"


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture of a paper, and the slot it is for."""

    slot: str
    sheet: Sheet
    camera: Camera
    seed: str
    kind: str = "photo"

    def picture(self) -> bytes:
        return photographed(self.sheet, self.camera, self.seed)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's pieces in any order. `truth` is line → the answers that are right, as facts, for
    the lines that the papers tell; `account` the marks of which an account keeps at least one;
    `hidden` what nothing told may hold. `layout` is "in view" or the name of one held out.
    """

    form: str
    layout: str
    seed: str
    pieces: tuple[Piece, ...]
    who: Who
    truth: Mapping[str, tuple[object, ...]]
    account: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def entries() -> Iterator[Entry]:
    """Yield all entries: those in view first, then those of the layouts held out."""
    for layout, many in ((IN_VIEW, 27), *((name, 7) for name in HELD_OUT)):
        for n in range(many):
            yield _mediation(layout, n)
        for n in range(many * 8 // 10):
            yield _publicity(layout, n)
        for n in range(many * 9 // 10):
            yield _risk(layout, n)
        for n in range(many * 9 // 10):
            yield _publication(layout, n)
        for n in range(many * 7 // 10):
            yield _management(layout, n)


def _pieces(seed: str, sheets: Mapping[str, Sheet], *, flat: bool = False) -> tuple[Piece, ...]:
    """Photograph the sheets, each another way, and shuffle them."""
    chance = Random(f"{seed} photographed")
    pieces = []
    for slot, sheet in sheets.items():
        camera = Camera(flat=True, quality=chance.choice((90, 75))) if flat else camera_of(chance)
        pieces.append(Piece(slot, sheet, camera, f"{seed} {slot}"))
    chance.shuffle(pieces)
    return tuple(pieces)


def _mediation(layout: str, n: int) -> Entry:
    seed = f"mediation {layout} {n}"
    of = stories.case(seed)
    if layout == IN_VIEW:
        sheets = {
            "record": case_layouts.RECORDS[n % 3](of),
            "conclusion": case_layouts.CONCLUSIONS[n // 3 % 3](of),
            "signed": case_layouts.SIGNED[(n + n // 3) % 3](of),
        }
    else:
        sheets = held_out.prose_case(of) if layout == "prose" else held_out.spaced_case(of)
    truth: dict[str, tuple[object, ...]] = {
        "day": (of.days[1].isoformat(),),
        "unit": (of.unit,),
        "side": ("own" if of.own == of.unit else "other",),
        "dispute": (of.dispute.kind,),
    }
    if of.origin:
        truth["origin"] = (of.origin,)
    if of.part:
        truth["part"] = (of.part,)
    marks = tuple(map(of.said, of.dispute.marks))
    return Entry(
        Line.MEDIATION.value, layout, seed, _pieces(seed, sheets), Who(of.reporter, of.own),
        truth, marks, (of.party, of.mobile, of.number, "联系电话", "身份证", "签名", "协议书一份"),
    )  # fmt: skip


def _publicity(layout: str, n: int) -> Entry:
    seed = f"publicity {layout} {n}"
    of = stories.campaign(seed)
    if layout == IN_VIEW:
        plan = other_layouts.PLANS[n % 3](of)
        has_turnout = n % 3 != 1
    else:
        plan = held_out.prose_plan(of) if layout == "prose" else held_out.spaced_plan(of)
        has_turnout = True
    sheets = {"plan": plan} | ({"photos": other_layouts.banner(of)} if n % 2 == 0 else {})
    truth: dict[str, tuple[object, ...]] = {
        "day": (of.day.isoformat(),),
        "place": (of.place,),
        "place_kind": (of.kind,),
        "theme": (of.law,),
        "way": (of.way,),
    }
    if has_turnout:
        truth["turnout"] = (of.turnout,)
    return Entry(
        Line.PUBLICITY.value, layout, seed, _pieces(seed, sheets), Who(of.reporter, of.own), truth
    )


def _risk(layout: str, n: int) -> Entry:
    seed = f"risk {layout} {n}"
    of = stories.threat(seed)
    if layout == IN_VIEW:
        sheet = (other_layouts.ADVISED if of.advised else other_layouts.HANDLED)[n % 2](of)
    else:
        sheet = held_out.prose_risk(of) if layout == "prose" else held_out.spaced_risk(of)
    measures = "；".join(of.risk.advice) if of.advised else of.said(of.risk.done)
    truth: dict[str, tuple[object, ...]] = {
        "way": ("advised" if of.advised else "handled",),
        "measures": (measures,),
        "effect": (of.said(of.risk.effect),),
        "day": (of.done.isoformat(),),
        "unit": (of.unit,),
        "found": (of.found.isoformat(),),
    }
    if of.own == of.unit:
        truth["side"] = ("own",)
    return Entry(
        Line.RISK.value, layout, seed, _pieces(seed, {"material": sheet}),
        Who(of.reporter, of.own), truth,
    )  # fmt: skip


def _publication(layout: str, n: int) -> Entry:
    seed = f"publication {layout} {n}"
    of = stories.article(seed)
    if layout == IN_VIEW:
        sheet, flat = other_layouts.ARTICLES[n % 3](of), n % 3 < 2
    else:
        make = held_out.prose_article if layout == "prose" else held_out.spaced_article
        sheet, flat = make(of), layout == "spaced"
    truth: dict[str, tuple[object, ...]] = {
        "medium": (of.medium,), "headline": (of.title,), "day": (of.day.isoformat(),)
    }  # fmt: skip
    return Entry(
        Line.PUBLICATION.value, layout, seed, _pieces(seed, {"shot": sheet}, flat=flat),
        Who(of.author, of.own), truth,
    )  # fmt: skip


def _management(layout: str, n: int) -> Entry:
    seed = f"management {layout} {n}"
    of = stories.change(seed)
    if layout == IN_VIEW:
        sheets = {
            "reform": other_layouts.RULES[n % 2](of),
            "proof": other_layouts.PROOFS[n // 2 % 2](of),
        }
    else:
        sheets = held_out.prose_change(of) if layout == "prose" else held_out.spaced_change(of)
    truth: dict[str, tuple[object, ...]] = {
        "way": ("advised" if of.advised else "reformed",),
        "unit": (of.unit,),
        "measures": (of.reform.changed,),
        "effect": (of.reform.effect,),
        "day": (of.day.isoformat(),),
    }
    return Entry(
        Line.MANAGEMENT.value, layout, seed, _pieces(seed, sheets), Who(of.reporter, of.own), truth
    )
