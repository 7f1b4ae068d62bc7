"""One photo's way: reported, reviewed, counted, summed up."""

import io

from bot.sandbox.phone import Phone
from tests.conftest import PDF, Town, photo


async def report(mei: Phone, place: str = "××服装厂") -> str:
    """Menu first; the entry's number."""
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("哪类场所")
    await mei.press("企业")
    await mei.until("具体地点")
    await mei.send(place)
    await mei.until("哪天")
    await mei.press("今天")
    await mei.until("什么方式")
    await mei.press("实地走访")
    await mei.until("主题？")
    await mei.press("劳动合同法")
    await mei.until("哪个范围")
    await mei.press("本单位")
    await mei.until("自发")
    await mei.press("自发开展")
    await mei.until("请发活动的照片视频")
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await mei.until("请发活动方案")
    await mei.send_file(PDF, "方案.pdf", mime="application/pdf")
    await mei.until("参加人数")
    await mei.press("提交")
    submitted = await mei.until("已提交")
    return submitted.text.split()[1]


async def test_a_publicity_event_goes_from_the_phone_to_the_quarter(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    number = await report(mei)
    assert number == "X1001"
    await wang.until("有 1 条待审核")
    await wang.press("✅ 待审核")
    shown = await wang.until(lambda m: "通过" in str(m.buttons) and number in m.text, seconds=10)
    assert shown.photo()
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")
    town.clock.advance(61)
    await mei.until("已通过", seconds=10)
    await zhao.send("/summary 2026Q4")
    await zhao.until("全县，还是一个专班")
    await zhao.press("全县")
    sent = await zhao.until(lambda m: bool(m.document_name), seconds=15)
    assert sent.document_name == "季度汇总-2026Q4-草稿.xlsx"
    from python_calamine import CalamineWorkbook

    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(sent.document()))
        .get_sheet_by_name("人员")
        .to_python()
    )
    by_name = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert by_name["李梅"]["开展宣传"] == 5
    assert by_name["李梅"]["得分合计"] == 5
    assert by_name["李梅"]["备注"] == "基本得分未评"
