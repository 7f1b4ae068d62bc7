"""How people go about trainings and placements: ways that several tests take."""

from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message

TODAY = "今天 劳动合同法 地点：县局三楼 讲师：张教授"
PLACED = "县人社局 县级 第一阶段 11.5-11.20"


async def room(phone: Phone, label: str) -> Message:
    """🏫 培训与站点, and what stands behind a label there."""
    await phone.send("/training")
    await phone.press(label, on=await phone.until("要看哪一项"))
    return await phone.until(
        lambda m: m.button("登记培训" if label == "培训" else "安排") is not None
    )


async def set_down(phone: Phone, told: str = TODAY, force: str = "") -> Message:
    """A training in one message; its card."""
    await phone.press("登记培训", on=await room(phone, "培训"))
    if force:
        await phone.press(force, on=await phone.until("哪个专班的"))
    await phone.until("培训什么主题")
    await phone.send(told)
    await phone.press("提交登记", on=await phone.until(lambda m: m.button("提交登记") is not None))
    return await phone.until("已登记")


async def take(phone: Phone, names: str, on: Message) -> Message:
    """点名, up to the echo."""
    await phone.press("点名", on=on)
    await phone.until("请把到场的人发成一条消息")
    await phone.send(names)
    return await phone.until(lambda m: "确认" in m.text)


async def place(phone: Phone, name: str = "李梅", told: str = PLACED) -> Message:
    """A placement in one message; its card."""
    await phone.press("安排", on=await room(phone, "以干代训"))
    await phone.until("请打字发姓名")
    await phone.send(name)
    await phone.until("到哪个单位")
    await phone.send(told)
    await phone.press("提交安排", on=await phone.until(lambda m: m.button("提交安排") is not None))
    return await phone.until("已安排")


async def evaluate(phone: Phone, on: Message, grade: str = "优秀") -> Message:
    """评价, with words."""
    await phone.press("评价", on=on)
    await phone.press(grade, on=await phone.until("的综合评价？"))
    await phone.until("请打字写评语")
    await phone.send("能独立调解简单案件")
    return await phone.until("已评价：")
