"""One photo's way: reported, reviewed, counted, summed up."""

import io

from python_calamine import CalamineWorkbook

from bot.sandbox.phone import Phone
from tests.conftest import Town, photo
from tests.handlers.playing import (
    answer,
    attach_plan,
    begin,
    hand_in,
    open_queue,
    pass_time,
)


async def test_a_publicity_event_goes_from_the_phone_to_the_quarter(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await attach_plan(mei)
    number = await hand_in(mei)
    assert number == "X1001"
    await wang.until("有 1 条待审核")
    assert (await open_queue(wang, number)).photo()
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")
    pass_time(town, 61)
    await mei.until("已通过")
    await zhao.send("/summary 2026Q4")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    sent = await zhao.until(lambda m: bool(m.document_name))
    assert sent.document_name == "季度汇总-2026Q4-草稿.xlsx"
    book = CalamineWorkbook.from_filelike(io.BytesIO(sent.document()))
    head, *rows = book.get_sheet_by_name("人员").to_python()
    by_name = {row[1]: dict(zip(map(str, head), row, strict=True)) for row in rows}
    assert by_name["李梅"]["开展宣传"] == 5
    assert by_name["李梅"]["得分合计"] == 5
    assert by_name["李梅"]["备注"] == "基本得分未评"
