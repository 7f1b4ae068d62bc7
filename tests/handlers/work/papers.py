"""Papers as people send them: photographed one by one, or written on a computer."""

import io
from datetime import UTC, date, datetime, timedelta
from functools import cache

from PIL import Image, ImageDraw

from bot.reports.page import BOLD, REGULAR, typeface
from bot.sandbox.phone import Phone
from bot.sandbox.sample import pictures, word
from bot.sandbox.sample.papers import Paper, photographed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = datetime(2026, 11, 12, 15, 4, tzinfo=UTC)
UNIT = "云河食品有限公司"

DAY = date(2026, 11, 12)


def case_papers(day: date = DAY) -> tuple[Paper, Paper, Paper]:
    """Record, agreement and receipt of a case that was closed on that day."""
    closed = f"{day.year}年{day.month}月{day.day}日"
    began = day - timedelta(days=2)
    record = Paper(
        "调解笔录",
        (
            ("时间", f"{began.year}年{began.month}月{began.day}日"), ("申请人", "张建国"),
            ("被申请人", UNIT), ("案由", "拖欠劳动报酬"), ("调解员", "李梅"),
        ),
        (
            "申请人反映两个月工资没有拿到。", "问：请说一说您的请求。",
            "答：两个月工资八千四百元还没有拿到。", "问：单位一方有什么意见？",
            "答：厂里回款以后分两次付清。",
        ),
        ("申请人", "被申请人"),
    )  # fmt: skip
    agreement = Paper(
        "调解协议书",
        (("甲方", "张建国"), ("乙方", UNIT)),
        ("一、乙方三日内付清两个月工资八千四百元。", "二、双方再无其他争议。", closed),
        ("甲方", "乙方"),
    )
    receipt = Paper(
        "送达回证",
        (("送达文书", "调解协议书一份"), ("受送达人", "张建国"), ("送达日期", closed)),
        ("文书收到，内容看过。",),
        ("收件人", "送达人"),
        is_table=True,
    )
    return record, agreement, receipt


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


def case_album(day: date = DAY) -> list[bytes]:
    """The papers of a case of another unit, in no order, and a photo of the room."""
    record, agreement, receipt = case_papers(day)
    return [photo_of(receipt), scene(), photo_of(record), photo_of(agreement)]


@cache
def screenshot() -> bytes:
    """An article on a phone: the medium, a title of two lines, when it appeared, its text."""
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


RECORDED = (
    "申请人：张建国",
    f"被申请人：{UNIT}",
    "案由：拖欠工资",
    "调解员：李梅",
    "申请人反映两个月工资没有拿到。",
)
"""What stands in a record of mediation, below its title."""
AGREED = (
    "甲方：张建国",
    f"乙方：{UNIT}",
    "一、乙方三日内付清两个月工资八千四百元。",
    "2026年11月12日",
)
"""What stands in an agreement, below its title."""


async def send_record(phone: Phone, *lines: str) -> None:
    await send_typed(phone, "调解笔录", *(lines or RECORDED))


async def send_agreement(phone: Phone, *lines: str) -> None:
    await send_typed(phone, "调解协议书", *(lines or AGREED))


def pdf(pages: int, *, encrypted: bool = False) -> bytes:
    """A PDF with a line of Latin text on each page; a locked one is locked by nothing known."""
    body = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(pages))
    body.append(b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages))
    body.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for n in range(pages):
        font = b"<</Font<</F 3 0 R>>>>"
        body.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources %b/Contents %d 0 R>>"
            % (font, 5 + 2 * n)
        )
        text = b"BT /F 12 Tf 60 700 Td (Minutes of the meeting, sheet %d) Tj ET" % (n + 1)
        body.append(b"<</Length %d>>stream\n%b\nendstream" % (len(text), text))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for n, each in enumerate(body, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%b\nendobj\n" % (n, each))
    begins = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt<</Filter/Unknown/V 9>>/ID[<00><00>]" if encrypted else b""
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(body) + 1, rows))
    out.write(
        b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(body) + 1, lock, begins)
    )
    return out.getvalue()
