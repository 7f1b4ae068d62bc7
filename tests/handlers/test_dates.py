"""One style of dates, whoever reads: 11月5日, 11月5日 10:42, the year only of another year."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.sandbox.phone import Phone
from bot.texts.times import day_label, moment_label
from tests.conftest import Town
from tests.handlers.month.at_the_desk import report
from tests.handlers.playing import counted, filed, said

OTHER_STYLES = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"  # 2026-11-23
    r"|\d{1,2}[-/.]\d{1,2} \d{1,2}:\d{2}"  # 11-23 09:00
    r"|0\d月|月0\d日"  # 01月05日
    r"|2026年\d{1,2}月\d{1,2}日"  # this year's, said all the same
)


def test_a_day_and_a_moment_have_the_year_in_front_only_when_it_is_another() -> None:
    today = date(2027, 1, 5)
    assert day_label(date(2027, 1, 4), today) == "1月4日"
    assert day_label(date(2026, 12, 31), today) == "2026年12月31日"
    assert day_label(date(2027, 1, 4)) == "2027年1月4日", "in what is kept"
    just_before = datetime(2027, 1, 4, 23, 5, tzinfo=UTC)
    assert moment_label(just_before, today) == "1月5日 07:05", "in the county's time"
    assert moment_label(just_before - timedelta(days=30), today) == "2026年12月6日 07:05"


async def test_everybody_reads_dates_in_one_style(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = counted(town, mei, wang, "2026-11-05")
    filed(town, mei, "今天")
    await mei.press("📂 我的记录")
    await mei.until("最近")
    await mei.press(entry.number)
    await mei.until("已通过：王*，11月23日 09:00")
    await wang.press("✅ 待审核")
    await wang.until("11月23日 · 企业")
    await wang.press("🌟 本月典型")
    await wang.until("① 李梅 11月5日")
    await report(wang)
    await wang.press("🌟 本月典型")
    await wang.until("11月23日 09:00 报送")
    await zhao.press("🌟 典型推广")
    await zhao.until("典型推广")
    await zhao.press("《")
    await zhao.until("由王强于 11月23日 09:00 报送")
    await zhao.send(entry.number)
    await zhao.until("11月23日 09:00")
    for phone in (mei, wang, zhao):
        for message in await said(phone):
            whole = "\n".join([message.text, *(b for row in message.buttons for b in row)])
            assert OTHER_STYLES.search(whole) is None, whole


async def test_the_day_of_another_year_is_shown_with_it(town: Town, mei: Phone) -> None:
    entry = filed(town, mei, "2026-11-05")
    town.clock.move_to(datetime(2027, 1, 5, 1, tzinfo=UTC))
    await mei.press("📂 我的记录")
    listed = await mei.until("最近")
    assert listed.button("2026年11月5日") is not None
    await mei.press(entry.number)
    await mei.until("日期：2026年11月5日")
