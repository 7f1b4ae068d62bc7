"""The pages that come with the program are whole, fit a phone, and say what the rules say."""

import re
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.forms.kinds import FORMS
from bot.handlers import wings
from bot.handlers.conversation import all_entrances
from bot.handlers.lines import LINE, width
from bot.rules.county import load_county
from bot.rules.guide import FIGURES, MOST_KEY, OWN, Page, guide_of, shipped
from bot.rules.initials import letters
from bot.rules.laws import LAWS, Law
from bot.rules.management import Task
from bot.rules.mediation import Dispute, Must
from bot.rules.publicity import Way
from tests.rules.test_county import SHIPPED

GUIDE = guide_of()
PAGES = GUIDE.pages
ONE_SCREEN = 34
"""Lines of text that a phone shows at once, with the buttons pushed down by one scroll."""
TO_COME = {"alert", "feedback", "me"}
"""Commands of conversations that the issue names and that are built beside this one."""

assert wings


def test_there_is_a_page_for_each_key_and_no_key_twice() -> None:
    assert sum(len(chapter.pages) for chapter in shipped()) == len(PAGES)
    assert len(PAGES) >= 100


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.key)
def test_a_page_fits_a_phone_and_leads_on(page: Page) -> None:
    assert len(page.key) <= MOST_KEY
    assert page.words
    assert 1 <= len(page.links) <= 5
    assert page.key not in page.links
    assert set(page.links) <= PAGES.keys()
    lines = sum(max(1, -(-width(line) // LINE)) for line in page.text.splitlines())
    assert lines <= ONE_SCREEN, lines


def test_every_door_is_a_command_that_there_is() -> None:
    commands = {way.command for way in all_entrances() if way.command}
    named = {door for page in PAGES.values() for door in page.doors}
    assert named - commands <= TO_COME


def test_every_page_can_be_reached_from_another() -> None:
    linked = {link for page in PAGES.values() for link in page.links}
    assert PAGES.keys() - linked == set()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.short)
def test_each_law_stands_under_its_official_name_with_a_year(law: Law) -> None:
    page = next(page for page in PAGES.values() if page.title == law.name)
    assert page.chapter == "laws"
    assert re.search(r"(19|20)\d\d年", page.text)
    if law.printed:
        assert law.printed in page.text


@pytest.mark.parametrize(
    ("key", "labels"),
    [
        ("five_musts", [must.label for must in Must]),
        ("dispute_kinds", [kind.label for kind in Dispute]),
        ("management_kinds", [task.label for task in Task]),
        ("publicity_ways", [way.label for way in Way]),
    ],
)
def test_the_fields_own_words_stand_on_their_page(key: str, labels: list[str]) -> None:
    assert [label for label in labels if label not in PAGES[key].text] == []


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("publicity", "evidence_publicity"),
        ("mediation", "evidence_mediation"),
        ("management", "evidence_management"),
    ],
)
def test_the_evidence_of_a_kind_is_what_its_form_asks_for(form: str, key: str) -> None:
    slots = [slot.label for slot in FORMS[form].slots]
    assert [label for label in slots if label not in PAGES[key].text] == []


def test_no_figure_of_the_rubric_is_typed_by_hand() -> None:
    used = {name for page in PAGES.values() for name in re.findall(r"{(\w+)}", page.text)}
    assert used <= FIGURES
    assert used >= {"publicity_each", "mediation_own", "fault_large", "base_max", "fault_answer"}
    points = {
        page.key: found
        for page in PAGES.values()
        if (found := re.findall(r"(?:加|减|最多|满) ?\d+ ?分", page.text))
    }
    assert points == {}


def test_every_character_of_the_guide_has_a_sound() -> None:
    text = "".join(page.title + page.text + "".join(page.words) for page in PAGES.values())
    dumb = {each for each in text if "\u3400" <= each <= "\u9fff" and not letters(each)}
    assert dumb == set()


def test_no_sentence_of_the_source_is_copied() -> None:
    """Sixteen characters in a row that the source has as well would be its sentence."""
    source = _source()
    if source is None:
        pytest.skip("the source does not stand beside this checkout")
    names = "".join(law.name + " " for law in LAWS)
    copied = {
        page.key: run
        for page in PAGES.values()
        for run in _runs(page.text)
        if run in source and run not in names
    }
    assert copied == {}


def _source() -> set[str] | None:
    for folder in Path(__file__).parents:
        found = folder / "shared/seed/wenshang-2024-59.txt"
        if found.exists():
            return set(_runs(found.read_text("utf-8").replace("\n", "")))
    return None


def _runs(text: str, length: int = 16) -> list[str]:
    return [
        piece[at : at + length]
        for piece in re.split(r"[^\u3400-\u9fff]+", text)
        for at in range(len(piece) - length + 1)
    ]


OWN_PAGE = """
[[page]]
key = "our_hotline"
title = "本县咨询电话"
text = "县劳动关系科，{publicity_each}"
words = ["电话"]
"""


def test_a_county_adds_pages_of_its_own_and_replaces_ours() -> None:
    county = load_county(
        SHIPPED
        + OWN_PAGE
        + '[[page]]\nkey = "five_musts"\ntitle = "我县的五个要"\ntext = "照办"\n'
        + '[[page]]\nkey = "more_laws"\ntitle = "市里的规定"\ntext = "见文件"\nchapter = "laws"\n'
    )
    guide = guide_of(county.pages)
    assert [page.key for page in guide.chapters[-1].pages] == ["our_hotline"]
    assert guide.chapters[-1].key == OWN
    assert guide.pages["five_musts"].title == "我县的五个要"
    mediation = guide.chapter("mediation")
    laws = guide.chapter("laws")
    assert mediation is not None
    assert laws is not None
    assert mediation.pages[0].title == "我县的五个要"
    assert laws.pages[-1].key == "more_laws"
    assert guide.beside(guide.pages["more_laws"])[1] is None
    assert guide_of(county.pages) is guide


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (OWN_PAGE.replace("our_hotline", "Our-Hotline"), "小写字母"),
        (OWN_PAGE.replace("our_hotline", "a" * 21), "最多 20 个"),
        (OWN_PAGE.replace("{publicity_each}", "{nonsense}"), "nonsense"),
        (OWN_PAGE.replace("{publicity_each}", "{"), "花括号"),
        (OWN_PAGE.replace("{publicity_each}", "字" * 700), "最多 620 个字"),
        (OWN_PAGE + OWN_PAGE, "重复"),
        (OWN_PAGE.replace("title", "titel"), "title"),
        ("[[page]]\n", "page[1].key"),
        ('page = "x"\n', "[[page]]"),
        (OWN_PAGE + 'colour = "red"\n', "colour"),
    ],
)
def test_a_page_that_is_wrong_is_named_with_its_place(written: str, told: str) -> None:
    text = written + SHIPPED if written.startswith("page =") else SHIPPED + written
    with pytest.raises(Misconfigured, match=re.escape(told)):
        load_county(text)
