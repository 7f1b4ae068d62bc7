"""What a coordinator, a liaison and an officer of the bureau do with the bot."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.rig.chats import Letter
from tests.rig.people import Act, Person

REPORT: Final = "📝 上报工作"
ANSWERS: Final = ("提交", "企业", "今天", "实地走访", "本单位", "自发开展")
NUMBER: Final = re.compile(r"X\d+")
HANDED_IN: Final = ("已提交", "已通过")


@dataclass(frozen=True, slots=True)
class Event:
    """A publicity event to report; people tell their events apart by the theme."""

    theme: str
    place: str
    photos: list[bytes]
    plan: bytes


async def join(person: Person, token: str, phone: str) -> None:
    """Follow the link, prove to be oneself, agree."""

    def step() -> Act | None:
        letter = person.newest(lambda letter: letter)
        if letter is None:
            return Act("link", lambda: person.type(f"/start {token}"))
        agree = person.newest(lambda letter: letter.data_of("同意并加入"))
        if agree is not None:
            return _pressing(person, agree, "同意并加入")
        if "后4位" in letter.text:
            return Act(letter.look(), lambda: person.type(phone[-4:]))
        return None

    await person.reach(lambda: person.chat.keyboard, step)


async def report(person: Person, event: Event) -> str:
    """Report a publicity event, menu first, answering whatever the card asks; its number."""
    before = {letter.id for letter in person.seen()}

    def submitted() -> str | None:
        # Where the bot was away for long, the card that says 已提交 is decided before it is seen.
        letter = person.newest(
            lambda seen: event.theme in seen.text and any(word in seen.text for word in HANDED_IN)
        )
        found = NUMBER.search(letter.text) if letter else None
        return found.group() if found else None

    def step() -> Act | None:
        card = person.newest(lambda seen: seen.id not in before and seen.data_of("取消"))
        menu = person.newest(lambda seen: seen.id not in before and _is_menu(seen))
        if card is not None and (menu is None or card.id > menu.id):
            return _answer(person, card, event)
        if menu is not None:
            label = "新建" if menu.data_of("新建") else "开展宣传"
            return _pressing(person, menu, label)
        return Act(("begin", event.theme), lambda: person.type(REPORT))

    return str(await person.reach(submitted, step))


async def begin(person: Person) -> None:
    """Begin a report of publicity; until it asks the first question."""

    def step() -> Act | None:
        menu = person.newest(_is_menu)
        if menu is None:
            return Act("begin", lambda: person.type(REPORT))
        return _pressing(person, menu, "开展宣传")

    await person.reach(lambda: person.newest(lambda seen: seen.data_of("取消")), step)


def _is_menu(letter: Letter) -> bool:
    return letter.data_of("新建") is not None or letter.data_of("开展宣传") is not None


def _answer(person: Person, card: Letter, event: Event) -> Act | None:
    """What the card's last line asks for."""
    asked, seen = card.last_line, (card.id, card.text)
    if "主题" in asked:
        return Act(seen, lambda: person.type(event.theme))
    if "地点" in asked:
        return Act(seen, lambda: person.type(event.place))
    if "照片视频" in asked:
        return Act("photos", lambda: person.send_album(event.photos), once=True)
    if "活动方案" in asked:
        plan = event.plan
        return Act("plan", lambda: person.send_file(plan, "方案.pdf", "application/pdf"), once=True)
    label = next((label for label in ANSWERS if card.data_of(label)), None)
    return None if label is None else _pressing(person, card, label)


async def review(person: Person, is_over: Callable[[], object], seconds: float = 180) -> None:
    """Approve whatever comes, one card after the other."""
    reviewing = ("待审核", "都审完了")

    def step() -> Act | None:
        letter = person.newest(
            lambda seen: seen.data_of("通过") or any(word in seen.text for word in reviewing)
        )
        label = letter and next((x for x in ("通过", "去审核") if letter.data_of(x)), None)
        return _pressing(person, letter, label) if letter and label else None

    await person.reach(is_over, step, seconds)


def approved_by(person: Person) -> list[str]:
    """The numbers on the screen of a reviewer of which it says that they are approved."""
    lines = [seen.text for seen in person.seen() if "已通过" in seen.text]
    return [found.group() for line in lines if (found := NUMBER.search(line))]


async def ask_for_summary(person: Person) -> bytes:
    """The quarter of the whole county; the workbook's bytes."""
    before = {letter.id for letter in person.seen()}

    def workbook() -> Letter | None:
        return person.newest(lambda seen: seen.id not in before and seen.kind == "document")

    def step() -> Act | None:
        whose = person.newest(lambda seen: seen.id not in before and seen.data_of("全县"))
        if whose is not None:
            return _pressing(person, whose, "全县")
        return Act("summary", lambda: person.type("/summary 本季"))

    letter = await person.reach(workbook, step)
    return bytes(letter.files[-1].data)


def _pressing(person: Person, letter: Letter, label: str) -> Act:
    return Act((letter.id, letter.look()), lambda: person.press(letter, label))
