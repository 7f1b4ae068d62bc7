"""The course of an alert: what is done, how it ended, and the risk entry it grows into."""

from datetime import date, timedelta

from bot.actions.alert import figures
from bot.handlers.conversation import left_to_do
from bot.rules.alerts import AlertState
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests.conftest import FORCE, Town, photo
from tests.handlers.alert.alarming import (
    ID_NUMBER,
    WORDS,
    alert_of,
    close,
    force_of,
    minutes,
    raise_it,
    told,
)
from tests.handlers.playing import begun, entry_of, hand_in, pass_time, pieces_of, said, tap, twice


async def known(mei: Phone, wang: Phone, words: str = WORDS) -> None:
    await raise_it(mei, words)
    await told(wang)
    await wang.press("已知悉")
    await mei.until("✅ 已由 王强")


async def test_what_is_done_is_passed_on_to_the_others(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await known(mei, wang)
    await wang.press("处置进展")
    await wang.until("请写处置进展")
    await wang.send("已到现场，正在约谈厂方")
    await wang.until("已转给 李梅、赵敏")
    for phone in (mei, zhao):
        news = await phone.until("A1 进展，王强")
        assert "已到现场，正在约谈厂方" in news.text
    await mei.send("人又多了十来个")
    await wang.until("A1 进展，李梅")
    await zhao.until("人又多了十来个")
    await zhao.send("派出所已出警", reply_to=await zhao.until("A1 进展，李梅"))
    await mei.until("A1 进展，赵敏")
    await zhao.send("A1")
    card = await zhao.until(lambda m: "📝" in m.text and "🚨 A1" in m.text)
    assert "人又多了十来个" in card.text
    assert not any("进展，王强" in m.text for m in wang.messages)


async def test_photos_of_the_liaison_join_and_reach_the_others_once(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await known(mei, wang)
    card = await wang.until("🚨 A1")
    await wang.press("处置进展", on=card)
    await wang.until("请写处置进展")
    await wang.send_album([photo("甲"), photo("乙")], "厂方到场")
    await mei.until("进展，王强")
    for phone in (mei, zhao):
        await phone.until(lambda m: "photo" in m.body)
        assert sum("photo" in m.body for m in await said(phone)) == 2
    assert not any("photo" in m.body for m in await said(wang))
    assert len(pieces_of(town, alert_of(town).draft_id)) == 2
    qian = await town.joined("钱局", Role.BUREAU)
    await qian.send("/alert")
    await qian.until("没有办结的，点开查看")
    await qian.press("A1")
    await qian.until("📎 材料 2 份")
    await qian.press("看材料")
    await qian.until(lambda m: "photo" in m.body)


async def test_a_photo_whose_caption_names_other_work_is_a_report(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await raise_it(mei)
    await mei.send_photo(photo("宣传"), "宣传 今天 ××服装厂")
    await mei.until("上报：开展宣传")
    assert pieces_of(town, alert_of(town).draft_id) == []


async def test_photos_are_a_report_s_after_reporting_was_begun(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await raise_it(mei)
    card = await told(wang)
    await wang.press("已知悉")
    await mei.until("✅ 已由 王强")
    await mei.send("/forces")
    await mei.quiet()
    await mei.send("人往西门去了")
    await wang.until("人往西门去了")
    await mei.press("📝 上报工作")
    await mei.until("这次上报哪一类工作")
    await mei.send_photo(photo("调解笔录"))
    await mei.until("这是哪一项工作的材料")
    assert pieces_of(town, alert_of(town).draft_id) == []
    await wang.press("办结")
    await wang.until("请写结果")
    await wang.press("📝 上报工作")
    await wang.until("这次上报哪一类工作")
    await wang.send("工地上的事")
    await wang.quiet()
    assert alert_of(town).goes_on
    await wang.send("都回去了", reply_to=card)
    await mei.until("都回去了")


async def test_what_is_meant_for_work_does_not_join_the_next_day(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await known(mei, wang)
    await mei.until("✅ 已由 王强")
    pass_time(town, timedelta(hours=20))
    await mei.send_photo(photo("宣传"), "宣传 今天 ××服装厂")
    await mei.until("上报：开展宣传")
    assert pieces_of(town, alert_of(town).draft_id) == []
    tap(mei, "al:note:1")
    await mei.until("请写处置进展")
    pass_time(town, timedelta(hours=3))
    await mei.send("人散了")
    await mei.until("A1 已过两小时没有动静")
    assert not any("人散了" in m.text for m in wang.messages)


async def test_closing_tells_everybody_and_offers_a_risk_with_everything_in_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send_photo(photo("门口"), "××服装厂 欠薪 约30人聚集，老板电话13800001111")
    await told(wang)
    await wang.press("已知悉")
    await mei.until("✅ 已由 王强")
    await mei.send("当天约谈并算清账目")
    await wang.until("当天约谈")
    await close(wang)
    assert not any(m.button("返回") for m in await said(wang)), "nothing is asked any more"
    ended = await mei.until("王强 于 09:00 办结：工资当场结清，人员已散")
    await zhao.until("办结：工资当场结清")
    before = mei.actions
    await mei.press("接着填预防风险", on=ended)
    card = await mei.until("上报：预防风险")
    assert "措施" in card.text
    assert "当天约谈并算清账目" in card.text
    assert "13800001111" not in card.text
    assert "工资当场结清，人员已散" in card.text
    assert "应急处置" in card.text
    assert "11月23日" in card.text
    assert "佐证材料 1" in card.text
    assert "单位：××服装厂" in card.text
    await mei.press("本单位")
    await mei.until(lambda m: m.button("提交") is not None)
    number = await hand_in(mei)
    assert mei.actions - before == 3
    entry = entry_of(town, number)
    assert entry.day == date(2026, 11, 23)
    assert entry.draft_id == alert_of(town).draft_id, "nothing was copied"
    await mei.press("接着填预防风险", on=ended)
    await mei.until(lambda m: number in m.text and m.message_id > card.message_id)
    await mei.send("又有新情况")
    await mei.quiet()
    assert not any("又有新情况" in m.text for m in wang.messages)


async def test_an_id_number_in_its_course_and_its_outcome_is_masked_and_they_are_taken(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await known(mei, wang)
    await mei.send(f"带头的是{ID_NUMBER}")
    news = await wang.until("A1 进展，李梅")
    assert "带头的是1101**********002X" in news.text
    await zhao.send(f"已查 {ID_NUMBER}", reply_to=await zhao.until("A1 进展，李梅"))
    await mei.until("已查 1101**********002X")
    await wang.press("办结", on=await wang.until(lambda m: m.button("办结") is not None))
    await wang.until("请写结果")
    await wang.send(f"{ID_NUMBER} 已带离，人散了")
    await wang.until("其余的话已隐去号码照常送出")
    await mei.until("办结：1101**********002X 已带离，人散了")


async def test_an_id_number_that_comes_too_late_for_the_alert_is_only_deleted(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await known(mei, wang)
    await mei.send("人又多了十来个")
    await wang.until("A1 进展，李梅")
    pass_time(town, timedelta(hours=3))
    await mei.send(f"李梅 {ID_NUMBER}")
    await mei.until("请交联络员用台账表格导入")
    await wang.quiet()
    assert not any("002X" in m.text for m in await said(wang))


async def test_a_number_typed_while_the_outcome_is_asked_is_looked_up(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await known(mei, wang)
    await wang.press("办结")
    await wang.until("请写结果")
    await wang.send("X1042")
    await wang.until("X1042")
    assert alert_of(town).goes_on
    await wang.send("A1")
    card = await wang.until(lambda m: "🚨 A1" in m.text and m.button("办结") is not None)
    await wang.press("办结", on=card)
    await wang.until("请写结果")
    await wang.send("人散了")
    await mei.until("办结：人散了")


async def test_what_is_typed_two_days_after_the_outcome_was_asked_is_none(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await known(mei, wang)
    pass_time(town, timedelta(hours=5))
    await wang.press("办结")
    await wang.until("请写结果")
    pass_time(town, timedelta(days=2))
    await wang.send("李梅的材料还差一张")
    await wang.until("A1 没有办结：问结果已过两小时")
    assert alert_of(town).goes_on
    await wang.send("你好")
    await wang.until("没有看懂")


async def test_the_risk_is_begun_once_however_often_it_is_pressed(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await known(mei, wang)
    await close(wang)
    await mei.until("接着填预防风险" and "可以把这次处置报成一条工作")
    await twice(mei, "接着填预防风险")
    await mei.until("上报：预防风险")
    assert len(begun(town, mei)) == 1


async def test_a_liaison_who_is_no_coordinator_is_offered_no_risk(town: Town, zhao: Phone) -> None:
    sun = await town.joined("孙丽", Role.LIAISON, force="快递行业")
    await raise_it(sun)
    await told(zhao)
    await close(sun)
    assert not any(m.button("接着填预防风险") for m in await said(sun))
    tap(sun, "al:risk:1")
    await sun.until("A1 不能报成工作")
    alert = alert_of(town)
    assert (alert.state, alert.known_by) == (AlertState.CLOSED, None), "nobody else knew of it"
    (figure,) = town.do(figures.between, date(2026, 11, 23), date(2026, 11, 24))
    assert figure.minutes is None
    minutes(town, 40)
    await zhao.quiet()
    assert not any("次提醒" in m.text for m in await said(zhao)), "and nobody is asked again"


async def test_who_may_not_close_it_is_told_who_does(town: Town, mei: Phone, wang: Phone) -> None:
    await known(mei, wang)
    tap(mei, "al:end:1")
    await mei.until("A1 由联络员或县局办结")
    tap(mei, "al:risk:1")
    await mei.until("A1 不能报成工作")


async def test_how_it_ended_has_to_be_said_and_one_may_go_back(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await known(mei, wang)
    await wang.press("办结")
    await wang.until("请写结果")
    await wang.send("…")
    await wang.until("结果不能为空")
    await wang.send("长" * 1001)
    await wang.until("写了 1001 个字")
    await wang.press("返回")
    await wang.until("没有办结，接着处置")
    await wang.send("还在谈")
    await zhao.until("还在谈")
    await wang.press("办结")
    await wang.until("请写结果")
    await zhao.press("办结")
    await zhao.until("请写结果")
    await zhao.send("已散")
    await zhao.until("办结：已散")
    await wang.send("谈妥")
    await wang.until("A1 已由 赵敏 于 11月23日 09:00 办结")
    tap(wang, "al:note:1")
    await wang.until("A1 已由 赵敏 于")
    assert alert_of(town).outcome == "已散"


async def test_a_drill_is_marked_escalates_and_counts_nothing(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    await zhao.send("🚨 紧急上报")
    await zhao.until("请写经过")
    await zhao.press("演练")
    await zhao.until("请写演练的经过")
    await zhao.press("不是演练")
    await zhao.until("🚨 紧急上报：请写经过")
    await zhao.press("演练")
    await zhao.until("请写演练的经过")
    await zhao.send_photo(photo("演练"), WORDS)
    await qian.until("【演练】🚨 A1 紧急上报")
    minutes(town, 16)
    await qian.until("第2次提醒")
    await qian.press("已知悉")
    await zhao.until("✅ 已由 钱局 于 09:16 知悉")
    await qian.press("处置进展")
    await qian.until("请写处置进展")
    await qian.send("已到场")
    await zhao.until("A1 进展")
    await close(qian, "演练结束")
    await zhao.until("办结：演练结束")
    for phone in (zhao, qian):
        mine = [m.text for m in await said(phone) if "A1" in m.text]
        assert mine
        assert all(text.startswith("【演练】") for text in mine), mine
    assert not any(m.button("接着填预防风险") for m in await said(zhao))
    (figure,) = town.do(figures.between, date(2026, 11, 1), date(2026, 12, 1))
    assert (figure.drill, figure.minutes, figure.state) == (True, 16, AlertState.CLOSED)


async def test_a_coordinators_text_that_begins_with_drill_is_no_alert(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.send("/alert 演练 某厂聚集")
    await mei.until("演练由联络员或县局发起")
    tap(mei, "al:drill:yes")
    await mei.until("演练由联络员或县局发起")
    for real in ("演练现场突发火灾，3人受伤", "演练时有人晕倒，已叫救护车"):
        await mei.send(f"/alert {real}")
    await mei.until("A2 紧急上报")
    assert [alert_of(town, number).drill for number in ("A1", "A2")] == [False, False]
    await wang.send("/alert 【演练】某厂聚集")
    await wang.until("【演练】🚨 A3")
    await wang.send("/alert 演练：某厂聚集")
    await wang.until("【演练】🚨 A4")
    assert alert_of(town, "A4").drill


async def test_alerts_in_figures_are_those_of_the_days_asked_for(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await raise_it(mei)
    await told(wang)
    minutes(town, 5)
    await wang.press("已知悉")
    await mei.until("✅ 已由 王强 于 09:05")
    await mei.send("/alert ××纸厂停工")
    await mei.until("A2 紧急上报")
    await mei.press("误报，撤回")
    await mei.until("撤回：误报")
    first, second = town.do(figures.between, date(2026, 11, 23), date(2026, 11, 24))
    assert (first.number, first.minutes, first.state) == ("A1", 5, AlertState.KNOWN)
    assert (second.minutes, second.state) == (None, AlertState.WITHDRAWN)
    assert town.do(figures.between, date(2026, 11, 24), date(2026, 12, 1)) == []
    assert town.do(figures.between, date(2026, 11, 1), date(2026, 11, 23)) == []


async def test_whoever_answers_it_knows_of_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await raise_it(mei)
    await wang.send("马上到", reply_to=await told(wang))
    await mei.until("✅ 已由 王强 于 09:00 知悉")
    await zhao.until("✅ 已由 王强 于 09:00 知悉")
    await mei.until("马上到")
    minutes(town, 20)
    await wang.quiet()
    assert alert_of(town).round == 1


async def test_one_that_nobody_closes_is_in_the_digest_each_day(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await known(mei, wang)
    pass_time(town, timedelta(days=1))
    digest = await wang.until("有 1 件紧急上报还没有办结")
    await zhao.quiet()
    assert not any("还没有办结" in m.text for m in zhao.messages)
    await wang.press("A1", on=digest)
    await wang.until(lambda m: m.button("办结") is not None)
    await close(wang)
    await wang.until("紧急上报都办结了")
    pass_time(town, timedelta(days=1))
    await wang.quiet()
    assert not any("还没有办结" in m.text for m in await said(wang))


async def test_who_hands_over_is_told_of_what_goes_on(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await known(mei, wang)
    assert "没有办结的紧急上报 1 件" in town.do(left_to_do, force_of(town, FORCE))
    await close(wang)
    assert not any("紧急上报" in line for line in town.do(left_to_do, force_of(town, FORCE)))
