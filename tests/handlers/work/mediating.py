"""How people report a mediation: the way through its card that several tests take."""

from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from tests.conftest import photo

QUESTIONS = {
    "side": "本单位的案件，还是其他",
    "importance": "重要案件，还是一般",
    "scope": "本乡镇街道，还是本领域",
    "part": "主要作用，还是参与",
    "origin": "案件是怎么来的",
    "dispute": "哪类争议",
    "day": "结案日期",
    "unit": "发生争议的单位",
    "account": "请写几句经过",
    "record": "请发调解笔录",
    "conclusion": "请发办理结论",
    "signed": "请发签字证明",
    "photos": "请发现场照片视频",
    "musts": "五个要做到了哪些",
}
"""What each question of the mediation card can be recognised by."""

ACCOUNT = "甲某反映被欠两个月工资，核实后双方同意分两次付清"
OWN = (
    ("side", "press", "本单位"),
    ("importance", "press", "重要案件"),
    ("part", "press", "主要作用"),
    ("origin", "press", "当事人反映"),
    ("dispute", "press", "劳动报酬、工伤医疗费、补偿赔偿"),
    ("day", "press", "今天"),
    ("account", "send", ACCOUNT),
)
OTHER = (
    ("side", "press", "其他单位"),
    ("part", "press", "参与调处"),
    ("origin", "press", "排查发现"),
    ("dispute", "press", "劳动合同（订立至终止）"),
    ("day", "press", "今天"),
    ("unit", "send", "××建材有限公司"),
    ("account", "send", ACCOUNT),
)


async def begin(phone: Phone) -> Message:
    """Menu first, up to the card's first question."""
    await phone.press("📝 上报工作")
    await phone.until("哪一类")
    await phone.press("成功调解")
    return await phone.until(QUESTIONS["side"])


async def answer(
    phone: Phone, way: tuple[tuple[str, str, str], ...] = OWN, upto: str = "", **instead: str
) -> None:
    """Answer what the card asks, up to a question left unanswered, or to the papers."""
    for key, how, what in way:
        await phone.until(QUESTIONS[key])
        if key == upto:
            return
        said = instead.get(key, what)
        await (phone.press(said) if how == "press" else phone.send(said))
    await phone.until(QUESTIONS["record"])


async def send_papers(phone: Phone, n: int = 4, name: str = "卷") -> None:
    """The papers, photographed in the order of the slots and sent as one album."""
    await phone.send_album([photo(f"{name}{i}") for i in range(n)])
    await phone.until("依次分到各项")
    await phone.press("依次分到各项")
    await phone.until(QUESTIONS["musts"])


async def finish(phone: Phone) -> str:
    """The musts, and 提交; the entry's number."""
    await phone.press("全部做到")
    await phone.until(lambda m: m.button("提交") is not None)
    await phone.press("提交")
    return (await phone.until("已提交")).text.split()[1]


async def report_mediation(
    phone: Phone, way: tuple[tuple[str, str, str], ...] = OWN, **instead: str
) -> str:
    """One case, menu first; the entry's number."""
    await begin(phone)
    await answer(phone, way, **instead)
    await send_papers(phone)
    return await finish(phone)
