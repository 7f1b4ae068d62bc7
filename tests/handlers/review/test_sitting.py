"""Forty entries in one sitting: what was pressed is what stands, and the chat stays readable."""

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from tests.conftest import Town
from tests.handlers.playing import (
    choose_reason,
    entry_of,
    filed_with_photo,
    pass_time,
    said,
    tap,
)
from tests.handlers.review.test_batch import drawn

NAMES = ("陈一", "林二", "黄三", "吴四", "周五")
TURNS = ("approve", "approve", "return", "approve", "reject")


class Sitting:
    """A liaison's thumb, and what it has pressed: number → the state that must come of it."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.pressed: dict[str, str] = {}
        self.card: Message | None = None

    async def look(self) -> str:
        """The number on the live card, once it can be decided."""
        self.card = await self.phone.until(
            lambda m: m.button("退回") is not None and shown_on(m) not in self.pressed
        )
        return shown_on(self.card)

    async def decide(self, how: str) -> str:
        number = await self.look()
        if how == "approve":
            await self.phone.press("通过", on=self.card)
            await self.phone.until(lambda m: number in m.text and "已通过" in m.text)
            self.pressed[number] = "approved"
        elif how == "return":
            await choose_reason(self.phone, "退回", "照片看不清")
            await self.phone.until(lambda m: number in m.text and "已退回" in m.text)
            self.pressed[number] = "returned"
        else:
            await choose_reason(self.phone, "驳回", "看不出宣传成效")
            await self.phone.until("依据：")
            await self.phone.press("确认")
            await self.phone.until(lambda m: number in m.text and "已驳回" in m.text)
            self.pressed[number] = "rejected"
        return number


def shown_on(card: Message) -> str:
    return next((word for word in card.text.split() if word.startswith("X")), "")


async def test_forty_entries_are_decided_as_they_were_pressed(town: Town, wang: Phone) -> None:
    people = [await town.joined(name, Role.COORDINATOR) for name in NAMES]
    filed = [
        filed_with_photo(town, person, f"2026-11-{n:02}") for n in range(1, 9) for person in people
    ]
    for entry in filed:
        await drawn(town, entry)
    author = {entry.number: people[n % 5] for n, entry in enumerate(filed)}
    sitting = Sitting(wang)
    await wang.press("✅ 待审核")
    for how in TURNS * 2:
        await sitting.decide(how)

    number = await sitting.look()
    await wang.press("原图")
    await wang.until(f"{number} 的材料")
    await sitting.decide("approve")

    number = await sitting.decide("approve")
    await wang.press("撤销")
    await wang.until(f"{number} 已撤销，回到待审核")
    del sitting.pressed[number]
    await sitting.decide("return")

    number = await sitting.look()
    entry = entry_of(town, number)
    tap(author[number], f"d:withdraw:{entry.draft_id}:1")
    await wang.until(f"{number} 作者已撤回修改")
    sitting.pressed[number] = "withdrawn"
    await wang.press("下一条")
    for how in TURNS * 2:
        await sitting.decide(how)

    await sitting.look()
    await wang.press("批量通过")
    asked = await wang.until(lambda m: m.button("确认") is not None and "排版" not in m.text)
    together = [line.split()[0] for line in asked.text.splitlines() if line.startswith("X")]
    await wang.press(f"☑ {together[0]}")
    await wang.until(f"{together[0]} ")
    await wang.press("确认")
    await wang.until(f"已批量通过 {len(together) - 1} 条")
    sitting.pressed |= dict.fromkeys(together[1:], "approved")

    while len(sitting.pressed) < len(filed):
        await sitting.decide(TURNS[len(sitting.pressed) % 5])
    await wang.until("都审完了")
    pass_time(town, 61)

    states = {entry.number: entry_of(town, entry.number).state.value for entry in filed}
    assert states == sitting.pressed
    chat = await said(wang)
    alone = len(filed) - len(together) + 1
    # A line for each decision; the greeting, the originals, the batch and the end of the queue.
    assert len(chat) <= alone + 8, wang.screen()
    assert sum(m.button("退回") is not None for m in chat) == 0
    for person in people:
        news = [m for m in await said(person) if "已通过" in m.text and "本季" in m.text]
        assert news
