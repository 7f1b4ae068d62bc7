"""How people go about it on their phones: the ways through the conversations of the month."""

import io
import random
from typing import Final

from PIL import Image

from tests.month.phones import Letter, Phone

QUESTIONS: Final = {
    "哪类场所": "企业",
    "什么方式": "实地走访",
    "哪个范围": "本单位",
    "自发开展，还是": "自发开展",
}
ACCOUNT: Final = "甲某反映被欠两个月工资，核实后双方同意分两次付清"
OWN_CASE: Final = (
    ("本单位的案件，还是其他", "本单位"),
    ("重要案件，还是一般", "重要案件"),
    ("主要作用，还是参与", "主要作用"),
    ("案件是怎么来的", "当事人反映"),
    ("哪类争议", "劳动报酬"),
    ("结案日期", "今天"),
)
OTHER_CASE: Final = (
    ("本单位的案件，还是其他", "其他单位"),
    ("主要作用，还是参与", "参与调处"),
    ("案件是怎么来的", "排查发现"),
    ("哪类争议", "劳动合同"),
    ("结案日期", "今天"),
)


def picture(of: str) -> bytes:
    """A JPEG that resembles that of no other name."""
    tiles = Image.frombytes("RGB", (9, 8), random.Random(of).randbytes(9 * 8 * 3))
    out = io.BytesIO()
    tiles.resize((540, 480), Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
    return out.getvalue()


def plan(of: str) -> bytes:
    """A PDF of one empty page, different for each name."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"%" + of.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


async def join(phone: Phone, token: str, last_four: str) -> None:
    """By the link; who is on record without a number is not asked for it."""
    await phone.start(token)
    if last_four:
        await phone.until("手机号后4位")
        await phone.send(last_four)
    await phone.until("加入前请看一眼")
    await phone.press("同意并加入")
    await phone.until(f"欢迎您，{phone.name}")


async def publicity(
    phone: Phone,
    place: str,
    photos: list[bytes] | None = None,
    *,
    initiative: str = "自发开展",
    lacks_plan: bool = False,
) -> str:
    """Material first, with a caption; the entry's number."""
    await phone.photos(photos or [picture(place)], f"宣传 今天 {place} 60人 劳动合同法")
    await answer(phone, initiative)
    await _plan(phone, place, lacks_plan=lacks_plan)
    return await hand_in(phone)


async def answer(phone: Phone, initiative: str = "自发开展") -> None:
    """What the card still asks, up to the plan."""
    answers = QUESTIONS | {"自发开展，还是": initiative}
    while True:
        card = await phone.until_any([*answers, "请发活动方案"])
        last = card.text.rpartition("\n")[2]
        question = next((each for each in answers if each in last), None)
        if question is None:
            return
        await phone.press(answers.pop(question), card)


async def answer_as_it_stands(phone: Phone) -> None:
    """The same for a card that was drawn before one came back to it."""
    await phone.press("实地走访", phone.find("什么方式"))
    await answer(phone)


async def _plan(phone: Phone, place: str, *, lacks_plan: bool) -> None:
    if not lacks_plan:
        await phone.file(plan(place), "活动方案.pdf", "application/pdf")
        return
    await phone.press("暂缺并说明")
    await phone.until("“活动方案”暂时缺少")
    await phone.send("方案还在街道盖章")


async def hand_in(phone: Phone, how: str = "提交") -> str:
    """提交 or 重新提交; the entry's number."""
    card = await phone.until("", how)
    await phone.press(how, card)
    return (await phone.until("已提交")).text.split()[1]


async def mediation(
    phone: Phone, way: tuple[tuple[str, str], ...], *, importance: str = "重要案件", unit: str = ""
) -> str:
    """A case with its four papers photographed in one album, menu first; its number."""
    await phone.press("📝 上报工作")
    await phone.until("哪一类")
    await phone.press("成功调解")
    for question, answer_ in way:
        card = await phone.until(question)
        await phone.press(importance if answer_ == "重要案件" else answer_, card)
    if unit:
        await phone.until("发生争议的单位")
        await phone.send(unit)
    await phone.until("请写几句经过")
    await phone.send(ACCOUNT)
    await phone.until("请发调解笔录")
    await phone.photos([picture(f"{phone.name}的卷{n}") for n in range(4)])
    await phone.press("依次分到各项", await phone.until("", "依次分到各项"))
    await phone.press("全部做到", await phone.until("五个要做到了哪些", "全部做到"))
    return await hand_in(phone)


async def begin(phone: Phone) -> None:
    """A draft with one answer, for who has not reported anything yet."""
    await phone.press("📝 上报工作")
    await phone.press("开展宣传", await phone.until("哪一类"))
    card = await phone.until("📝 上报：开展宣传")
    if "哪类场所" in card.text:
        await phone.press("企业", card)
        await phone.until("具体地点")


async def open_case(reviewer: Phone, number: str, button: str = "退回") -> Letter:
    """✅ 待审核, and on to this entry; its card once it can be decided."""
    await reviewer.press("✅ 待审核")
    card = await reviewer.until("条  X", "")
    while f"条  {number}" not in card.text:
        await reviewer.press("下一条", card)
        card = await reviewer.until("条  X", "")
    return await reviewer.until(f"条  {number}", button)


async def approve(reviewer: Phone, number: str) -> None:
    await reviewer.press("通过", await open_case(reviewer, number))
    await reviewer.until(f"✅ {number}")


async def send_back(reviewer: Phone, number: str, reason: str) -> None:
    await reviewer.press("退回", await open_case(reviewer, number))
    await reviewer.press("自己写", await reviewer.until("选一个理由"))
    await reviewer.until("请直接打字写理由")
    await reviewer.send(reason)
    await reviewer.until(f"↩️ {number}")


async def reject(reviewer: Phone, number: str) -> None:
    await reviewer.press("驳回", await open_case(reviewer, number))
    await reviewer.press("看不出宣传成效", await reviewer.until("选一个理由"))
    await reviewer.press("确认", await reviewer.until("依据："))
    await reviewer.until(f"❌ {number}")


async def appeal(author: Phone, words: str) -> None:
    await author.press("申请复核")
    await author.until("请打字写一段说明")
    await author.send(words)
    await author.until("已申请复核")


async def grant(officer: Phone, number: str, reason: str) -> None:
    await officer.press("通过", await open_case(officer, number, "驳回"))
    await officer.until("请写理由")
    await officer.send(reason)
    await officer.until(f"✅ {number}")


async def uphold(officer: Phone, number: str, reason: str) -> None:
    await officer.press("驳回", await open_case(officer, number, "驳回"))
    await officer.press("自己写", await officer.until("选一个理由"))
    await officer.until("请直接打字写理由")
    await officer.send(reason)
    await officer.press("确认", await officer.until("维持驳回"))
    await officer.until(f"❌ {number}")


async def overturn(officer: Phone, number: str, reason: str) -> None:
    await officer.send(number)
    await officer.press("改判", await officer.until("经过：", "改判"))
    await officer.until("请打字写理由")
    await officer.send(reason)
    await officer.press("确认", await officer.until("确认后本人和联络员会收到理由"))
    await officer.until("已改判为未认定")


async def approve_together(liaison: Phone, but: str, n: int) -> None:
    """批量通过 of all `n` that are offered, in batches, but one that is left out of each."""
    while n > 0:
        n -= await _one_batch(liaison, but, n)


async def _one_batch(liaison: Phone, but: str, n: int) -> int:
    """How many of `n` it approved."""
    await liaison.press("✅ 待审核")
    await liaison.press("批量通过", await liaison.until("条  X", "批量通过"))
    chosen = await liaison.until("以下", "确认通过")
    offered = sum(label.startswith("☑") for label in chosen.buttons)
    if f"☑ {but}" in chosen.buttons:
        await liaison.press(f"☑ {but}", chosen)
        chosen = await liaison.until("批量通过", f"☐ {but}")
        offered -= 1
    assert f"确认通过 {offered} 条" in chosen.buttons, chosen
    assert 0 < offered <= n, chosen
    await liaison.press("确认通过", chosen)
    await liaison.until(f"已批量通过 {offered} 条")
    return offered


async def base_scores(liaison: Phone, typed: str, n: int) -> None:
    await liaison.send("/base")
    await liaison.until("已评")
    await liaison.send(typed)
    await liaison.press("确认", await liaison.until(f"共 {n} 人"))
    await liaison.until(f"已记录 {n} 人")


async def report_exemplar(liaison: Phone) -> None:
    """What is drafted, to the bureau."""
    await liaison.press("报送", await liaison.until("标题：", "报送"))
    await liaison.press("确认", await liaison.until("到县局？"))
    await liaison.until("已报送县局")


async def report_nothing(liaison: Phone, nudge: Letter) -> None:
    await liaison.press("本月无", nudge)
    await liaison.press("确认", await liaison.until("没有典型要报"))
    await liaison.until("已报县局")


async def write_exemplar(liaison: Phone, title: str, story: str) -> None:
    """自己写, from the menu."""
    await liaison.press("🌟 本月典型")
    await liaison.press("自己写", await liaison.until("2026年12月典型"))
    await liaison.until("请发标题")
    await liaison.send(title)
    await liaison.until("请发经过")
    await liaison.send(story)
    await report_exemplar(liaison)


async def decide_exemplar(officer: Phone, title: str, fate: str) -> None:
    await officer.press("🌟 典型推广")
    board = await officer.until("2026年12月典型推广")
    await officer.press(next(label for label in board.buttons if title[:8] in label), board)
    await officer.press(fate, await officer.until("请决定"))
    await officer.until(f"{fate}", "撤销")
