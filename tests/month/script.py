"""The script of December 2026: thirty-one people, three task forces, day by day."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, Final, Protocol

from tests.month import ways
from tests.month.expected import (
    EMPTY_FORCES,
    HAN_TITLE,
    LIAISONS,
    MEI_TITLE,
    MEMBERS,
    OFFICERS,
    OWN_STORY,
    OWN_TITLE,
)
from tests.month.phones import COUNTY, Letter, Network, Phone

SHARED: Final = ways.picture("两个人都发的同一张")


class Office(Protocol):
    """What no phone can do: the server, and the command line beside it."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def settled(self) -> None:
        """Until everything that is due by now has been done and said."""

    def invite(self, name: str) -> tuple[str, str]:
        """The token of a person's link, and the last four digits on record."""

    def leave(self, name: str) -> None: ...


class Month:
    """Who has a phone, and what each entry's number is; the days follow each other."""

    def __init__(self, network: Network, office: Office) -> None:
        self.phones: dict[str, Phone] = {}
        self.numbers: dict[str, str] = {}
        self.workbook = b""
        self.scores: dict[str, Letter] = {}
        self.states: dict[str, str] = {}
        self.board = ""
        self.caption = ""
        self._network, self._office = network, office

    def __getitem__(self, name: str) -> Phone:
        return self.phones[name]

    async def play(self) -> None:
        for part in (
            self.first_day,
            self.second_to_fourth,
            self.second_week,
            self.eleventh_to_fourteenth,
            self.evening_and_outage,
            self.before_and_after_the_20th,
            self.last_week,
            self.last_day,
        ):
            await part()

    async def at(self, day: int, hour: int, minute: int = 0) -> None:
        """Nothing happens until then; what is due by then is done."""
        await self._office.settled()
        await self._network.move_clock(datetime(2026, 12, day, hour, minute, tzinfo=COUNTY))
        await self._office.settled()

    async def morning(self, day: int) -> None:
        """Half past eight is too early for any reminder; at nine they come."""
        await self.at(day, 8, 30)
        await self.at(day, 9)

    async def later(self) -> None:
        """Past the minute in which an approval can be taken back."""
        await self._office.settled()
        await self._network.advance_clock(100)
        await self._office.settled()

    async def together(self, *steps: Coroutine[Any, Any, Any]) -> None:
        """By several people at the same time, two phones busy at once."""
        busy = asyncio.Semaphore(4)

        async def one(step: Coroutine[Any, Any, Any]) -> None:
            async with busy:
                await step

        async with asyncio.TaskGroup() as tasks:
            for step in steps:
                tasks.create_task(one(step))

    async def publicity(self, name: str, place: str, *photos: bytes, **how: Any) -> None:
        self.numbers[place] = await ways.publicity(self[name], place, list(photos), **how)

    async def mediation(self, name: str, way: tuple[tuple[str, str], ...], **how: Any) -> None:
        self.numbers[f"{name}的案件"] = await ways.mediation(self[name], way, **how)

    def number(self, key: str) -> str:
        return self.numbers[key]

    async def first_day(self) -> None:
        await self.at(1, 9, 5)
        everyone = [*LIAISONS.values(), *(n for names in MEMBERS.values() for n in names)]
        await self.together(*(self._join(name) for name in (*everyone, *OFFICERS)))
        await self.at(1, 10)
        await self.together(
            self.publicity("李梅", "锦绣服装厂", *(ways.picture(f"锦绣{n}") for n in range(3))),
            self.publicity("陈静", "红叶服装厂", lacks_plan=True),
        )
        await self.at(1, 14)
        await ways.approve(self["王强"], self.number("锦绣服装厂"))
        await self.at(1, 14, 5)

    async def second_to_fourth(self) -> None:
        """What comes back, what is taken back, what is not recognised; the first batch."""
        await self.morning(2)
        await self.at(2, 10)
        await ways.send_back(self["王强"], self.number("红叶服装厂"), "请补上活动方案")
        await self.together(
            self.mediation("李梅", ways.OWN_CASE),
            self.publicity("刘洋", "东风制衣厂", initiative="统一组织"),
            self.publicity("田磊", "南站服装厂"),
            self.publicity("黄娟", "北湖制衣厂"),
            self.publicity("周敏", "西苑服装厂"),
            self.publicity("吴刚", "长江制衣厂"),
            self.publicity("高翔", "顺达快递公司"),
        )
        await self.at(2, 15)
        await self["吴刚"].press("撤回")
        await self["吴刚"].until("", "重新提交")
        await self.morning(3)
        await self.at(3, 10)
        for key in ("李梅的案件", "东风制衣厂", "西苑服装厂"):
            await ways.approve(self["王强"], self.number(key))
        for key in ("南站服装厂", "北湖制衣厂"):
            await ways.reject(self["王强"], self.number(key))
        await self.at(3, 10, 30)
        await self.together(
            self._mend(),
            self.publicity("马超", "迅捷快递公司"),
            self.publicity("朱琳", "飞马快递公司"),
            self.publicity("胡军", "捷运快递公司"),
            self.publicity("林芳", "速通快递公司"),
            self.mediation("梁玉", ways.OTHER_CASE, unit="金石建材有限公司"),
            self.mediation("宋佳", ways.OWN_CASE, importance="一般案件"),
        )
        await self.morning(4)
        await self.at(4, 10)
        await self.together(
            ways.approve(self["王强"], self.number("红叶服装厂")),
            ways.approve_together(self["孙丽"], self.number("顺达快递公司"), 4),
            self._approve("周涛", "梁玉的案件", "宋佳的案件"),
            ways.appeal(self["田磊"], "活动是自发开展的，照片可以看到现场"),
            ways.appeal(self["黄娟"], "当天确实去了，请再看看照片"),
        )
        await self.publicity("周涛", "明德大厦")
        await self.at(4, 10, 30)

    async def second_week(self) -> None:
        """Appeals are decided; the same photo twice; late photos, a supplement; one overturned."""
        for day in (5, 6, 7):
            await self.morning(day)
        await self.at(7, 10)
        await self.together(
            ways.grant(self["赵敏"], self.number("南站服装厂"), "补充说明属实，应予认定"),
            ways.uphold(self["钱进"], self.number("北湖制衣厂"), "照片里看不出宣传"),
            self.publicity("徐丽", "和平服装厂", SHARED),
            self._with_a_late_photo(),
        )
        await self.at(7, 14)
        await ways.approve(self["王强"], self.number("和平服装厂"))
        await self.later()
        await self.morning(8)
        await self.at(8, 10)
        await self.together(
            ways.approve(self["孙丽"], self.number("安达快递公司")),
            self.publicity("李梅", "云裳制衣厂"),
            self.publicity("孙浩", "胜利制衣厂", SHARED),
            ways.begin(self["何伟"]),
        )
        await self.later()
        await self.at(8, 14)
        await ways.approve(self["王强"], self.number("云裳制衣厂"))
        card = await ways.open_case(self["王强"], self.number("胜利制衣厂"))
        assert f"第1张与 {self.number('和平服装厂')} 相似" in card.text, card.text
        await ways.reject(self["王强"], self.number("胜利制衣厂"))
        await self.later()
        await self.morning(9)
        await self.at(9, 10)
        await ways.approve(self["赵敏"], self.number("明德大厦"))
        await ways.overturn(self["赵敏"], self.number("西苑服装厂"), "经核实照片是去年拍的")
        await self._supplement()
        await self.later()
        await self.morning(10)

    async def eleventh_to_fourteenth(self) -> None:
        """The first reminder before the 20th, and three ways to take it."""
        await self.morning(11)
        await self.at(11, 10)
        wang, sun = self["王强"], self["孙丽"]
        await wang.press("选①", self._nudge(wang))
        await ways.report_exemplar(wang)
        await sun.press("明天提醒", self._nudge(sun))
        await sun.until("12月14日 09:00 再提醒您")
        await self.at(12, 10)
        await self.morning(13)
        await self.morning(14)
        await self.at(14, 10)
        await ways.approve(self["赵敏"], self.number("顺达快递公司"))
        await self.later()
        await self.together(ways.begin(self["林芳"]), self.publicity("谢明", "文华大厦"))
        await self.at(14, 14)
        await ways.report_nothing(sun, self._nudge(sun))

    async def evening_and_outage(self) -> None:
        """An exemplar in one's own words; somebody leaves; a late evening; a day without the bot,
        in which somebody sends photos.
        """
        await self.morning(15)
        await self.at(15, 10)
        await ways.write_exemplar(self["王强"], OWN_TITLE, OWN_STORY)
        self._office.leave("林芳")
        await self.at(15, 20, 30)
        await ways.approve(self["周涛"], self.number("文华大厦"))
        await self.at(15, 20, 33)
        await self.at(15, 21)
        await self.publicity("唐军", "金桥大厦")
        await self.at(16, 7)
        await self.morning(16)
        await self.at(16, 11)
        zhao, han = self["赵敏"], self["韩雪"]
        await zhao.press("🌟 典型推广")
        await zhao.press("一键催办", await zhao.until("2026年12月典型推广", "一键催办"))
        reminded = await zhao.until("已提醒 1 位联络员")
        assert f"没有联络员：{'、'.join(EMPTY_FORCES)}" in reminded.text, reminded.text
        await self.at(16, 12)
        await self._office.stop()
        await self._network.move_clock(datetime(2026, 12, 16, 15, tzinfo=COUNTY))
        pictures = [ways.picture(f"汇丰{n}") for n in range(2)]
        await han.photos(pictures, "宣传 12.16 汇丰大厦 60人 劳动合同法")
        await self._network.move_clock(datetime(2026, 12, 17, 14, tzinfo=COUNTY))
        await self._office.start()
        await self._office.settled()
        await self.at(17, 15)
        await ways.answer_as_it_stands(han)
        await han.file(ways.plan("汇丰大厦"), "活动方案.pdf", "application/pdf")
        self.numbers["汇丰大厦"] = await ways.hand_in(han)
        await self.at(17, 16)
        await ways.approve(self["周涛"], self.number("汇丰大厦"))
        await self.later()

    async def before_and_after_the_20th(self) -> None:
        """The last reminder; who is late; the bureau picks."""
        await self.morning(18)
        await self.at(18, 10)
        await ways.approve(self["周涛"], self.number("金桥大厦"))
        await self.later()
        await self.at(18, 15)
        await self.at(19, 15)
        for day in (20, 21, 22):
            await self.morning(day)
        await self.at(22, 10)
        zhou, zhao = self["周涛"], self["赵敏"]
        await zhou.press("选①", self._nudge(zhou))
        await ways.report_exemplar(zhou)
        for place in ("东城社区", "西城社区", "南城社区", "北城社区", "中城社区"):
            await self.publicity("冯凯", place)
        await self.morning(23)
        await self.at(23, 10)
        await ways.approve_together(zhou, "", 4)
        await ways.approve(zhou, self.number("中城社区"))
        await ways.decide_exemplar(zhao, MEI_TITLE, "择优推广")
        await ways.decide_exemplar(zhao, OWN_TITLE, "存档")
        await ways.decide_exemplar(self["钱进"], HAN_TITLE, "择优推广")
        await self.at(23, 10, 30)
        await ways.base_scores(self["王强"], "28, 李梅 30, 黄娟 25 缺勤两次", 9)

    async def last_week(self) -> None:
        """Open drafts and missing base scores."""
        await self.morning(24)
        await self.at(24, 16)
        deng = self["邓超"]
        await ways.begin(deng)
        for day in (25, 26, 27, 28):
            await self.morning(day)
        await self.at(28, 10)
        await deng.press("✏️", self._nudge(deng))
        await deng.until("具体地点")
        await deng.send("光明大厦")
        await deng.press("今天", await deng.until("哪天开展"))
        await deng.press("实地走访", await deng.until("什么方式"))
        await deng.press("劳动合同法", await deng.until("主题？"))
        await deng.press("本单位", await deng.until("哪个范围"))
        await deng.press("自发开展", await deng.until("自发开展，还是"))
        await deng.until("请发活动的照片")
        await deng.photos([ways.picture("光明大厦")])
        await deng.until("请发活动方案")
        await deng.file(ways.plan("光明大厦"), "活动方案.pdf", "application/pdf")
        self.numbers["光明大厦"] = await ways.hand_in(deng)
        await self.at(28, 11)
        await ways.approve(self["周涛"], self.number("光明大厦"))
        await self.later()
        await self.morning(29)
        await self.at(29, 10)
        await ways.base_scores(self["孙丽"], "27, 高翔 29", 8)
        await ways.base_scores(self["赵敏"], "29", 3)
        await self.morning(30)

    async def last_day(self) -> None:
        """One more entry, and the quarter as the bureau and the people see it."""
        await self.morning(31)
        await self.at(31, 10)
        await self.publicity("宋佳", "宏远大厦")
        await self.at(31, 16)
        zhao = self["赵敏"]
        await zhao.send("/summary 2026Q4")
        await zhao.press("全县", await zhao.until("全县，还是一个专班"))
        self.workbook = await self._network.download(await zhao.until(".xlsx"))
        self.caption = (await zhao.until("协调员 ")).text
        await zhao.send("/exemplars 2026-12")
        self.board = (await zhao.until("2026年12月典型推广")).text
        for key, number in self.numbers.items():
            await zhao.send(number)
            self.states[key] = (await zhao.until("经过：")).text.splitlines()[0]
        await self.together(*(self._score(name) for name in ("李梅", "黄娟", "冯凯", "宋佳")))
        await self._office.settled()

    async def _join(self, name: str) -> None:
        self.phones[name] = phone = await self._network.phone(name)
        await ways.join(phone, *self._office.invite(name))

    async def _approve(self, reviewer: str, *keys: str) -> None:
        for key in keys:
            await ways.approve(self[reviewer], self.number(key))

    async def _mend(self) -> None:
        """What was sent back is completed and sent again."""
        chen = self["陈静"]
        await chen.file(ways.plan("红叶服装厂"), "活动方案.pdf", "application/pdf")
        card = await chen.until("✅ 活动方案 1", "重新提交")
        await chen.press("重新提交", card)
        await chen.until(f"{self.number('红叶服装厂')} 已提交")

    async def _with_a_late_photo(self) -> None:
        await self.publicity("郭敏", "安达快递公司")
        guo = self["郭敏"]
        await guo.photos([ways.picture("安达补拍")], reply_to=guo.find("已提交"))
        await guo.until("照片视频 2")

    async def _supplement(self) -> None:
        guo, number = self["郭敏"], self.number("安达快递公司")
        pictures = [ways.picture(f"安达后来{n}") for n in range(2)]
        await guo.photos(pictures, reply_to=guo.find(f"✅ {number} 已通过"))
        await guo.until(f"已作为补充材料收下，{number} 已通过")

    async def _score(self, name: str) -> None:
        await self[name].send("/score 本季")
        self.scores[name] = await self[name].until("2026年第四季度得分")

    @staticmethod
    def _nudge(phone: Phone) -> Letter:
        return phone.find("⏰ 今天请留意")
