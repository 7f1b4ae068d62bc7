"""📖 服务规范: pages are found by chapters, by typing, and by what somebody says they want."""

import time

import pytest

from bot.actions.guide import look_up
from bot.rules.guide import FIGURES, filled, guide_of
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from tests.conftest import Town, photo
from tests.handlers.playing import QUESTIONS, answer, begin, begun, said, tap

ANSWER = "30日内申请工伤认定"


def labels(message: Message) -> list[str]:
    return [label for row in message.buttons for label in row]


ROLES = {
    "mei": (Role.COORDINATOR,),
    "wang": (Role.COORDINATOR, Role.LIAISON),
    "zhao": (Role.BUREAU,),
}
ODD_ONES = ("🙂🙂🙂", "::::", "a:b:c", "🙂" * 40, "工伤" * 30, "—", "\u200b工伤")
MEANINGLESS = ("你好", "X1001 审了吗", "同意", "好的", "字" * 4096, "属实，同意")


async def test_a_word_with_the_command_shows_its_page_in_one_action(mei: Phone) -> None:
    mei.actions = 0
    await mei.send("/guide 工伤几天内上报")
    page = await mei.until("📖 工伤几天内上报")
    assert mei.actions == 1
    assert ANSWER in page.text
    assert "第17条" in page.text


async def test_typing_while_the_guide_is_open_finds_in_two_actions(mei: Phone) -> None:
    mei.actions = 0
    await mei.press("📖 服务规范")
    await mei.until("点一章，或直接打字查找")
    await mei.send("gsbx")
    page = await mei.until("📖 工伤保险条例")
    assert mei.actions == 2
    await mei.send("劳动合同发")
    await mei.until("📖 中华人民共和国劳动合同法")
    shown = [m for m in await said(mei) if m.text.startswith("📖")]
    assert len(shown) == 1, "one message, and the older place of it is gone"
    assert page.text != shown[0].text


async def test_chapters_pages_and_the_way_back_are_one_message(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    home = await mei.until("点一章")
    await mei.press("成功调解")
    chapter = await mei.until("📖 成功调解")
    assert chapter.message_id == home.message_id
    await mei.press("调解五个要")
    page = await mei.until("要查清事实")
    assert page.message_id == home.message_id
    await mei.press("下一页")
    page = await mei.until("📖 调解一件纠纷的步骤")
    await mei.press("上一页")
    await mei.until("📖 调解五个要")
    await mei.press("六类劳动争议")
    await mei.until("📖 六类劳动争议")
    await mei.press("返回")
    await mei.until("📖 成功调解")
    await mei.press("返回")
    assert (await mei.until("点一章")).message_id == home.message_id


async def test_a_long_chapter_is_listed_ten_at_a_time(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    await mei.press("合同与辞退")
    listed = await mei.until("共 25 页")
    assert len(labels(listed)) == 10 + 2
    await mei.press("后面的")
    await mei.press("后面的", on=await mei.until(lambda m: m.button("合同到期不续签") is not None))
    last = await mei.until(lambda m: m.button("招聘歧视") is not None)
    assert labels(last)[-2:] == ["◀ 前面的", "返回"]
    await mei.press("招聘歧视")
    await mei.until("📖 招聘歧视")
    await mei.press("返回")
    assert (await mei.until("共 25 页")).button("招聘歧视") is not None
    tap(mei, "gd:c:contract:99")
    await mei.quiet()
    assert mei.last.button("招聘歧视") is not None


async def test_the_first_page_has_none_before_it_and_the_last_none_after(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    await mei.press("资格等级")
    await mei.press("四个等级")
    first = await mei.until("📖 四个等级")
    assert first.button("上一页") is None
    assert first.button("下一页") is not None
    await mei.press("返回")
    await mei.press("一级怎么申报")
    last = await mei.until("📖 一级怎么申报")
    assert last.button("下一页") is None


async def test_a_page_leads_to_what_it_is_about(mei: Phone) -> None:
    await mei.send("/guide 调解五个要")
    await mei.until("要耐心倾听")
    await mei.press("📝 上报工作")
    await mei.until("哪一类")


async def test_a_page_offers_only_what_is_the_readers(mei: Phone, wang: Phone, zhao: Phone) -> None:
    for phone, theirs in ((mei, []), (wang, ["🧮 基本得分"]), (zhao, ["🧮 基本得分"])):
        await phone.send("/guide 联络员怎么评基本得分")
        page = await phone.until("28：还没评的都是28")
        offered = [label for label in labels(page) if "基本得分" in label and "看" not in label]
        assert offered == theirs


async def test_what_else_fits_is_a_button_and_the_way_back_leads_there(mei: Phone) -> None:
    await mei.send("/guide 没签合同怎么办")
    page = await mei.until("双倍工资")
    await mei.press("没签合同，算不算劳动关系")
    await mei.until("用工之日起就建立了劳动关系")
    await mei.press("返回")
    assert (await mei.until("📖 没签合同：双倍工资")).message_id == page.message_id


async def test_what_is_not_found_is_said_with_the_nearest_three(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    await mei.until("点一章")
    await mei.send("材料写错了")
    answer_ = await mei.until("没有找到“材料写错了”")
    assert "例如：" in answer_.text
    assert len([label for label in labels(answer_) if label != "目录"]) == 3
    await mei.send("今天天气怎么样")
    answer_ = await mei.until("没有找到“今天天气怎么样”，请换个说法")
    assert labels(answer_) == ["目录"]


@pytest.mark.parametrize("typed", ODD_ONES)
async def test_whatever_is_typed_while_the_guide_is_open_is_answered(
    mei: Phone, typed: str
) -> None:
    await mei.press("📖 服务规范")
    await mei.until("点一章")
    await mei.send(typed)
    await mei.until(lambda m: "没有找到" in m.text or m.text.startswith("📖 工伤"))


async def test_four_thousand_characters_get_a_sentence_at_once(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    await mei.until("点一章")
    began = time.perf_counter()
    await mei.send("工伤" * 2_000)
    await mei.until("一次查找请少写几个字")
    await mei.send("/guide " + "字" * 4_000)
    await mei.until("一次查找请少写几个字")
    assert time.perf_counter() - began < 10
    await mei.send("工伤几天内上报")
    await mei.until(ANSWER)


async def test_a_liaison_who_wants_a_leave_is_led_to_naming_a_deputy(
    mei: Phone, wang: Phone
) -> None:
    wang.actions = 0
    await wang.send("我要请假找人代")
    offered = await wang.until("您是不是要：请假代理")
    assert "联络员请假找人代" in labels(offered)
    await wang.press("请假代理")
    await wang.until("由谁代理")
    assert wang.actions == 2
    await wang.send("李梅")
    await wang.until("李梅 代理")


async def test_what_a_liaison_wants_is_understood_while_the_roster_is_open(wang: Phone) -> None:
    await wang.press("👥 人员台账")
    await wang.until("人员台账：")
    await wang.send("我要请假找人代")
    await wang.until("您是不是要：请假代理")
    await wang.send("钱七八")
    await wang.until("台账")


async def test_an_officer_says_whose_leave_it_is(zhao: Phone, wang: Phone) -> None:
    await zhao.send("/deputy")
    await zhao.until("哪个专班的联络员")
    await zhao.press("服装制造")
    await zhao.until("服装制造专班，由谁代理")


async def test_a_coordinator_is_not_offered_what_only_liaisons_do(mei: Phone) -> None:
    await mei.send("我要请假找人代")
    page = await mei.until("📖 联络员请假找人代")
    assert page.button("请假代理") is None
    await mei.send("请假代理")
    await mei.until("只有本专班联络员本人或县局可以安排")


async def test_a_question_is_answered_by_its_page_wherever_it_is_typed(mei: Phone) -> None:
    mei.actions = 0
    await mei.send("工伤几天内上报")
    await mei.until(ANSWER)
    assert mei.actions == 1
    await mei.send("加班费怎么算？")
    await mei.until("150%")


@pytest.mark.parametrize(
    ("who", "typed", "label"),
    [
        ("mei", "看我的得分", "📊 我的得分"),
        ("mei", "我要申诉", "📂 我的记录"),
        ("mei", "撤回", "📂 我的记录"),
        ("mei", "补材料", "📂 我的记录"),
        ("wang", "扣分", "➖ 登记失误"),
        ("wang", "我要替别人上报", "✍️ 代为上报"),
        ("wang", "打分", "🧮 基本得分"),
        ("wang", "换手机", "👥 人员台账"),
        ("zhao", "汇总", "📈 季度汇总"),
        ("zhao", "导出台账", "📒 台账导出"),
        ("zhao", "下载材料", "下载佐证包"),
        ("zhao", "扣分", "➖ 失误核准"),
    ],
)
async def test_what_somebody_wants_becomes_a_button(
    town: Town, who: str, typed: str, label: str
) -> None:
    phone = await town.joined("某人", *ROLES[who])
    await phone.send(typed)
    offered = await phone.until("您是不是要")
    assert labels(offered)[0] == label


@pytest.mark.parametrize(
    "typed", ["你好", "X1001 审了吗", "同意", "好的", "字" * 4096, "属实，同意"]
)
async def test_what_means_nothing_known_is_told_so(mei: Phone, typed: str) -> None:
    await mei.send(typed)
    await mei.until("没有看懂")


async def test_words_that_tell_of_work_begin_a_report_though_the_guide_is_open(
    town: Town, mei: Phone
) -> None:
    await mei.press("📖 服务规范")
    await mei.until("点一章")
    await mei.send("宣传 昨天 ××服装厂 60人 劳动合同法")
    await mei.until("📝 上报：开展宣传")
    assert len(begun(town, mei)) == 1


async def test_a_photo_sent_while_the_guide_is_open_is_material(town: Town, mei: Phone) -> None:
    await mei.press("📖 服务规范")
    await mei.until("点一章")
    await mei.send_photo(photo())
    await mei.until("哪一项工作的材料")
    assert len(begun(town, mei)) == 1


async def test_a_number_typed_while_the_guide_is_open_is_looked_up(zhao: Phone) -> None:
    await zhao.press("更多")
    await zhao.press("📖 服务规范")
    await zhao.until("点一章")
    await zhao.send("X9999")
    await zhao.until("没有 X9999 这一条")


async def test_a_report_in_the_middle_of_a_question_goes_on_after_the_guide(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    await mei.send("/guide 五个要")
    page = await mei.until("要查清事实")
    assert "接着上报" in labels(page)[-1]
    await mei.send("明白纸")
    await mei.until("📖 宣传的四种方式")
    await mei.press("接着上报")
    await mei.until("请接着回答上报卡片上的问题")
    await mei.send("××服装厂")
    await mei.until(QUESTIONS["day"])
    assert begun(town, mei)[0].facts["place"] == "××服装厂"


async def test_without_a_report_there_is_nothing_to_go_on_with(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    home = await mei.until("点一章")
    assert home.button("接着上报") is None
    tap(mei, "gd:on")
    await mei.until("上报已经不在等您回答了")


@pytest.mark.parametrize(
    "data", ["gd:p:no_such_page", "gd:c:no_such_chapter:0", "gd:hit:no_such_page:工伤"]
)
async def test_a_button_of_a_page_that_is_gone_says_so(mei: Phone, data: str) -> None:
    tap(mei, data)
    refused = await mei.until("已经调整")
    assert "例如：" in refused.text


async def test_pressed_twice_it_shows_the_same_page(mei: Phone) -> None:
    await mei.press("📖 服务规范")
    home = await mei.until("点一章")
    await mei.press("法律法规", on=home)
    await mei.press("法律法规", on=home)
    await mei.until("📖 法律法规")
    assert len([m for m in await said(mei) if m.text.startswith("📖")]) == 1


async def test_who_has_not_joined_reads_nothing(town: Town) -> None:
    stranger = town.phone("路人")
    for typed in ("/guide 工伤", "📖 服务规范", "工伤几天内上报"):
        await stranger.send(typed)
        await stranger.until("您还没有加入")
    tap(stranger, "gd:p:injury_days")
    await stranger.until("您还没有加入")
    tap(stranger, "gd:home")
    await stranger.until("您还没有加入")


def test_all_figures_are_filled_in_from_the_countys_rules(town: Town) -> None:
    told = town.do(look_up.figures)
    pages = guide_of().pages
    assert set(told) == FIGURES
    for page in pages.values():
        assert "{" not in filled(page.text, told)
    assert "每次 5 分，一季最多 20 分" in filled(pages["publicity_score"].text, told)
