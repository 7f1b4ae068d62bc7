"""资格等级: a few taps to which level one may apply for, by which condition, and what is
missing.
"""

from collections.abc import Sequence

import pytest

from bot.actions.people import leave
from bot.handlers.guide.levels import AT, BEGIN
from bot.rules.eligibility import YEARS, Answers, question
from bot.rules.qualifications import DEGREES, SCHOOLS, Degree, Level, School
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from tests.conftest import Town
from tests.handlers.playing import filed, said, tap, twice

MOST_ACTIONS = 6
HEAD = "🎓 资格等级\n"


async def walk(phone: Phone, *answers: str, begin: str = "/level") -> Message:
    """Begin, and give the answers one after the other: buttons, or what is typed after ✎."""
    await phone.send(begin)
    shown = await phone.until("最高的证书")
    for each in answers:
        if each.startswith("✎"):
            await phone.send(each[1:])
        else:
            await phone.press(each)
        shown = await phone.until(HEAD)
    return shown


def labels(message: Message) -> list[str]:
    return [label for row in message.buttons for label in row]


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        (
            ("没有", "没有，或专业不相关", "没有读过", "4年及以上"),
            ("现在可以申报\n四级 劳动关系协调员\n　§5.1 第1项：累计做满4年",
             "三级 劳动关系协调员，还差", "§5.2 第1项：四级证书、拿证后做满5年"),
        ),
        (
            ("没有", "高校在读", "没有读过"),
            ("四级 劳动关系协调员\n　§5.1 第3项：高校相关专业在读",),
        ),
        (
            ("四级", "本科", "没有读过", "1年"),
            ("已有 四级", "现在可以申报\n三级 劳动关系协调员\n",
             "　§5.2 第4项：四级证书、相关专业本科、拿证后做满1年",
             "二级 劳动关系协调师，还差", "§5.3 第3项：三级证书、拿证后做满2年"),
        ),
        (
            ("三级", "没有，或大专及以下", "已毕业", "1年", "3年及以上"),
            ("现在可以申报\n二级 劳动关系协调师\n",
             "　§5.3 第2项：三级证书、高级技工学校或技师学院毕业、累计做满3年",
             "一级 高级劳动关系协调师，还差（近的在前）\n　§5.4：二级证书、拿证后做满4年"),
        ),
        (
            ("二级", "4年及以上"),
            ("现在可以申报\n一级 高级劳动关系协调师\n　§5.4：二级证书、拿证后做满4年", "最高一级"),
        ),
        (("一级",), ("已有 一级 高级劳动关系协调师", "最高一级")),
    ],
)  # fmt: skip
async def test_each_level_is_found_in_six_actions_at_most(
    mei: Phone, answers: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    before = mei.actions
    shown = await walk(mei, *answers)
    assert mei.actions - before <= MOST_ACTIONS
    for line in (*lines, "县局和考核机构官方网站的公告为准"):
        assert line in shown.text
    assert labels(shown) == ["返回", "重新填"]
    assert len([m for m in await said(mei) if HEAD in m.text]) == 1


def test_no_way_through_takes_more_than_six_actions() -> None:
    """Everybody's way is walked to its end, over the data of the buttons that are shown."""

    def deepest(answers: Answers, taps: int) -> int:
        asked = question(answers)
        if asked is None:
            return taps
        if asked in YEARS:
            found = [answers.worked_for(asked, max(n * 12, answers.worked)) for n in range(7)]
        else:
            offered: dict[str, Sequence[Level | Degree | School]] = {
                "certificate": tuple(Level),
                "degree": DEGREES.get(answers.held, ()),
                "school": SCHOOLS.get(answers.held, ()),
            }
            found = [answers.picked(option) for option in offered[asked]]
        return max(deepest(each, taps + 1) for each in found)

    assert deepest(Answers(), 1) == MOST_ACTIONS


async def test_what_is_missing_stands_with_the_nearest_first(mei: Phone) -> None:
    shown = await walk(mei, "四级", "本科", "没有读过", "不满1年")
    assert "现在还不能申报更高一级" in shown.text
    ways = shown.text.split("还差（近的在前）\n")[1].split("\n\n")[0].splitlines()
    assert ways == [
        "　§5.2 第4项：拿证后做满1年",
        "　§5.2 第5项：相关专业硕士以上或应届",
        "　§5.2 第2项：高级技工学校或技师学院毕业、应届",
    ]


async def test_who_has_left_university_is_told_that_item_three_is_for_students(mei: Phone) -> None:
    shown = await walk(mei, "没有", "本科", "没有读过", "✎2年半")
    assert "§5.1 第1项：再做1年6个月" in shown.text
    assert "§5.1 第3项：高校相关专业在读、只限在读" in shown.text


async def test_years_are_typed_and_the_card_comes_to_the_end_of_the_chat(mei: Phone) -> None:
    before = mei.actions
    shown = await walk(mei, "四级", "大专", "没有读过", "✎１年１１个月")
    assert mei.actions - before <= MOST_ACTIONS
    assert "§5.2 第3项：拿证后再做1个月" in shown.text
    assert mei.last.message_id == shown.message_id
    await mei.send("2年")
    await mei.until("没有看懂这条消息")  # nothing is asked any more


async def test_the_boundary_year_counts_and_a_month_less_does_not(mei: Phone) -> None:
    for typed, enough in (("24个月", True), ("23个月", False)):
        shown = await walk(mei, "四级", "大专", "没有读过", f"✎{typed}")
        assert ("现在可以申报\n三级" in shown.text) is enough


@pytest.mark.parametrize("typed", ["三年", "3年", "３", "36个月", "3年整"])
async def test_three_years_are_understood_however_they_are_typed(mei: Phone, typed: str) -> None:
    shown = await walk(mei, "没有", "没有，或", "没有读过", f"✎{typed}")
    assert "累计3年" in shown.text
    assert "§5.1 第1项：再做1年" in shown.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-1", "看不懂年数“-1”"),
        ("100", "“100”超过 50 年"),
        ("2021年6月", "不是哪一年起"),
        ("很久了", "看不懂年数“很久了”"),
        ("不足3年", "看不懂年数"),
        ("<b>&😀", "看不懂年数“<b>&😀”"),
        ("字" * 4000, "看不懂年数"),
    ],
)
async def test_what_are_no_years_gets_one_sentence_and_the_question_stays(
    mei: Phone, typed: str, told: str
) -> None:
    await walk(mei, "没有", "没有，或", "没有读过")
    await mei.send(typed)
    refusal = await mei.until(told)
    assert "例如：" in refusal.text
    assert "\n" not in refusal.text
    await mei.send("30")
    await mei.until("累计30年")


async def test_no_more_since_the_certificate_than_altogether(mei: Phone) -> None:
    shown = await walk(mei, "三级", "没有，或", "已毕业", "2年")
    assert labels(shown)[:2] == ["2年", "3年及以上"]
    await mei.send("1年")
    await mei.until("不会比拿证后的2年还少")
    await mei.send("2年")
    await mei.until("§5.3 第2项：再做1年")


async def test_what_the_ledger_says_is_offered_first_and_only_to_whom_it_is_about(
    town: Town, mei: Phone, wang: Phone
) -> None:
    def step(session: Session) -> None:
        person = accounts.load(session, mei.user.id).actor
        assert person is not None
        persons.change(
            session, person.person_id, person.task_force_id, education="大学专科", years="6年"
        )

    town.do(step)
    shown = await walk(mei, "没有")
    assert labels(shown)[0] == "大专（台账）"
    await mei.press("大专（台账）")
    await mei.until("技工院校")
    await mei.press("没有读过")
    shown = await mei.until("前后累计多久")
    assert labels(shown)[0] == "6年（台账）"
    await mei.press("6年（台账）")
    shown = await mei.until("现在可以申报")
    assert "累计6年" in shown.text
    theirs = await walk(wang, "没有", "大专", "没有读过")
    assert not [label for label in labels(theirs) if "台账" in label]


@pytest.mark.parametrize("years", ["不详", "999", "自2015年起"])
async def test_years_of_the_ledger_that_cannot_be_read_are_not_offered(
    town: Town, mei: Phone, years: str
) -> None:
    def step(session: Session) -> None:
        person = accounts.load(session, mei.user.id).actor
        assert person is not None
        persons.change(session, person.person_id, person.task_force_id, years=years)

    town.do(step)
    shown = await walk(mei, "没有", "没有，或", "没有读过")
    assert labels(shown)[0] == "不满1年"


async def test_back_leads_to_the_question_before_with_the_answers_kept(mei: Phone) -> None:
    await walk(mei, "三级", "本科", "没有读过")
    await mei.press("返回")
    shown = await mei.until("技工院校")
    assert "已答：三级证书 · 相关专业本科\n" in shown.text
    await mei.send("3年")
    await mei.until("没有看懂这条消息")  # years are no longer asked
    await mei.press("返回")
    await mei.press("返回", on=await mei.until("最高学历"))
    await mei.until("最高的证书")
    await mei.press("二级")
    await mei.press("4年及以上")
    await mei.press("返回", on=await mei.until("现在可以申报"))
    await mei.press("不满1年", on=await mei.until("拿到二级证书以后"))
    await mei.press("重新填", on=await mei.until("§5.4：拿证后做满4年"))
    shown = await mei.until("最高的证书")
    assert labels(shown)[-1] == "取消"
    assert len([m for m in await said(mei) if HEAD in m.text]) == 1


async def test_it_is_left_at_any_question_and_nothing_typed_later_belongs_to_it(mei: Phone) -> None:
    await walk(mei, "二级")
    await mei.press("取消")
    shown = await mei.until("不看了")
    assert labels(shown) == []
    await mei.send("4年")
    await mei.until("没有看懂这条消息")


async def test_a_second_press_and_an_old_card_do_no_harm(town: Town, mei: Phone) -> None:
    first = await walk(mei, "二级")
    await twice(mei, "4年及以上")
    await mei.until("现在可以申报")
    await mei.press("3年", on=first)
    await mei.until("§5.4：拿证后再做1年")
    assert len([m for m in await said(mei) if HEAD in m.text]) == 1


async def test_a_card_goes_on_after_a_restart(town: Town, mei: Phone) -> None:
    await walk(mei, "三级", "硕士")
    await town.stop()
    await town.start()
    await mei.press("没有读过")
    await mei.until("拿到三级证书以后")
    await town.stop()
    await town.start()
    await mei.send("一年")
    await mei.until("§5.3 第4项：三级证书、相关专业硕士、拿证后做满1年")


async def test_the_number_of_an_entry_is_still_looked_up(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await walk(mei, "二级")
    await mei.send(entry.number)
    await mei.until(f"{entry.number} 已提交")


@pytest.mark.parametrize(
    "data", ["lv:at:", "lv:at:999999999", "lv:at:-11", "lv:at:1112223334", "lv:x"]
)
async def test_data_of_another_shape_is_nobodys_button(mei: Phone, data: str) -> None:
    tap(mei, data)
    await mei.until("这个按钮已经失效")


async def test_answers_that_do_not_fit_together_end_in_a_question_or_a_result(mei: Phone) -> None:
    for code in (10_000_000, 558_999_999, 158_000_001, 11_001_001):
        tap(mei, AT.data(code))
        await mei.until(HEAD)


async def test_every_role_has_the_command_and_the_label_and_strangers_are_told_how_to_join(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    for phone in (mei, wang, zhao):
        await walk(phone, begin="资格等级")
        tap(phone, BEGIN.data())
        await phone.until("最高的证书")
        assert "资格等级" not in str(phone.keyboard)
    stranger = town.phone("路人")
    await stranger.send("/level")
    await stranger.until("您还没有加入")
    tap(stranger, AT.data(100_000_000))
    await stranger.until("您还没有加入")


async def test_who_has_left_in_the_middle_is_a_stranger(town: Town, mei: Phone) -> None:
    await walk(mei, "二级")
    town.do(lambda session: leave.leave(session, persons.named(session, "李梅")[0]))
    await mei.send("4年")
    await mei.until("您还没有加入")


async def test_an_officer_in_no_ledger_is_offered_nothing_of_one(town: Town) -> None:
    zhao = await town.joined("赵敏", Role.BUREAU)
    shown = await walk(zhao, "没有")
    assert labels(shown)[0] == "没有，或专业不相关"
