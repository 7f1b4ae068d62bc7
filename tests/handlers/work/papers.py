"""Papers as people send them: photographed one by one, or written on a computer."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from PIL import Image, ImageDraw

from bot.reports.page import BOLD, REGULAR, typeface
from bot.sandbox.phone import Phone
from bot.sandbox.sample import pictures, word
from bot.sandbox.sample.papers import Paper, photographed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = datetime(2026, 11, 12, 15, 4, tzinfo=UTC)
UNIT = "云河食品有限公司"

RECORD = Paper(
    "调解笔录",
    (
        ("时间", "2026年11月10日"), ("申请人", "张建国"), ("被申请人", UNIT),
        ("案由", "拖欠劳动报酬"), ("调解员", "李梅"),
    ),
    (
        "申请人反映两个月工资没有拿到。", "问：请说一说您的请求。",
        "答：两个月工资八千四百元还没有拿到。", "问：单位一方有什么意见？",
        "答：厂里回款以后分两次付清。",
    ),
    ("申请人", "被申请人"),
)  # fmt: skip
CONCLUSION = Paper(
    "调解协议书",
    (("甲方", "张建国"), ("乙方", UNIT)),
    ("一、乙方三日内付清两个月工资八千四百元。", "二、双方再无其他争议。", "2026年11月12日"),
    ("甲方", "乙方"),
)
SIGNED = Paper(
    "送达回证",
    (
        ("送达文书", "调解协议书一份"), ("受送达人", "张建国"),
        ("送达日期", "2026年11月12日"),
    ),
    ("文书收到，内容看过。",),
    ("收件人", "送达人"),
    is_table=True,
)  # fmt: skip
PLAN = Paper(
    "劳动合同法宣传活动方案",
    (
        ("活动时间", "2026年11月18日"), ("活动地点", "××服装厂"), ("活动主题", "劳动合同法"),
        ("活动方式", "实地走访"), ("参加人数", "60人"),
    ),
    ("向职工讲解合同订立和解除的规定。",),
    (),
)  # fmt: skip


@cache
def photo_of(paper: Paper, seed: str = "") -> bytes:
    """A paper as Telegram hands on a photo of it."""
    return photographed(paper, seed, TAKEN)


@cache
def scene(kind: str = "调解", slogan: str = "和谐") -> bytes:
    """A photo of people under a banner."""
    return pictures.photo(kind, slogan, TAKEN)


def case_album() -> list[bytes]:
    """The papers of a case of another unit, in no order."""
    return [photo_of(SIGNED), scene(), photo_of(RECORD), photo_of(CONCLUSION)]


@cache
def screenshot() -> bytes:
    """An article on a phone: the medium's name, a title of two lines, when it appeared, its text."""
    image = Image.new("RGB", (1080, 1600), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1080, 150), "#b8232f")
    pen.text((60, 48), "济宁日报", "#ffffff", typeface(22, BOLD))
    pen.text((60, 210), "服装厂里来了劳动关系协调员", "#111111", typeface(24, BOLD))
    pen.text((60, 290), "三招化解欠薪纠纷", "#111111", typeface(24, BOLD))
    pen.text((60, 400), "2026-11-18  来源：济宁日报", "#777777", typeface(11, REGULAR))
    text = (
        "本报讯，连日来，汶上县劳动关系协调员走进车间",
        "班组，听职工说话，和企业算账，把矛盾化解在",
        "厂门之内，受到职工和企业的一致好评。",
    )
    for n, line in enumerate(text):
        pen.text((60, 500 + n * 70), line, "#222222", typeface(14, REGULAR))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def typed(title: str, *lines: str) -> bytes:
    """A paper as it lies on a computer."""
    return word.document(title, lines)


async def send_typed(phone: Phone, title: str, *lines: str, name: str = "") -> None:
    await phone.send_file(typed(title, *lines), f"{name or title}.docx", mime=DOCX)


def record(*more: str, unit: str = UNIT, party: str = "张建国") -> Sequence[str]:
    """The lines of a record of mediation, behind its title."""
    return (f"申请人：{party}", f"被申请人：{unit}", "案由：拖欠劳动报酬", *more)
