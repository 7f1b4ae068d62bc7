"""The other three kinds of work, from the menu, by caption, by link, and into the score."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bot.forms.kinds import FORMS
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests.conftest import PDF, Town, photo
from tests.handlers.playing import begun, entry_of, hand_in, open_queue, pieces_of

FROM_MENU, BY_CAPTION = 8, 5
RISKY = "厂里两个月没发工资，当天约谈并算清账目；成效：工资三日内补齐，没有人上访"
REFORM = "修订考勤制度，加班先征求本人意见；成效：加班纠纷没有了，月产量高一成"


@dataclass(frozen=True)
class Way:
    """How a kind is reported: what each question is known by, how it is answered, with what; then
    the files that are asked for, and what is stored.
    """

    title: str
    answers: Sequence[tuple[str, str, str]]
    slots: Sequence[str]
    facts: dict[str, object]


WAYS = {
    "risk": Way(
        "预防风险",
        (
            ("哪里的风险", "press", "本单位"),
            ("应急处置化解的，还是", "press", "应急处置"),
            ("采取了什么措施", "send", RISKY),
            ("哪天防范住的", "press", "今天"),
        ),
        ("请发处置或建议的佐证材料",),
        {
            "side": "own",
            "way": "handled",
            "measures": "厂里两个月没发工资，当天约谈并算清账目",
            "effect": "工资三日内补齐，没有人上访",
            "kind": "pay",
            "unit": "李梅的单位",
            "day": "2026-11-23",
        },
    ),
    "publication": Way(
        "刊发经验",
        (
            ("哪家媒体", "send", "济宁日报《服装厂三招化解欠薪》"),
            ("哪一级媒体", "press", "市级"),
            ("刊发日期", "press", "今天"),
        ),
        ("请发截图",),
        {
            "medium": "济宁日报",
            "headline": "服装厂三招化解欠薪",
            "level": "city",
            "genre": "article",
            "day": "2026-11-23",
        },
    ),
    "management": Way(
        "劳动管理",
        (
            ("改革了管理制度，还是", "press", "改革管理制度"),
            ("采取了什么措施", "send", REFORM),
            ("采纳日期", "press", "今天"),
        ),
        ("请发改革文本", "请发成效证明"),
        {
            "way": "reformed",
            "unit": "李梅的单位",
            "measures": "修订考勤制度，加班先征求本人意见",
            "effect": "加班纠纷没有了，月产量高一成",
            "task": "rules",
            "day": "2026-11-23",
        },
    ),
}


async def begin(phone: Phone, title: str) -> None:
    await phone.press("📝 上报工作")
    await phone.until("哪一类")
    await phone.press(title)


async def answer(phone: Phone, way: Way) -> None:
    for question, how, what in way.answers:
        await phone.until(question)
        await (phone.press(what) if how == "press" else phone.send(what))


async def send_files(phone: Phone, way: Way) -> None:
    """What the slots ask for: two papers come as one album, in the order they are asked for."""
    await phone.until(way.slots[0])
    if len(way.slots) == 1:
        await phone.send_file(PDF, "材料.pdf", mime="application/pdf")
    else:
        await phone.send_album([photo(slot) for slot in way.slots])
        await phone.until("依次分到各项")
        await phone.press("依次分到各项")
    await phone.until(lambda m: m.button("提交") is not None)


async def report(phone: Phone, form: str) -> str:
    """One piece of work, menu first; the entry's number."""
    await begin(phone, WAYS[form].title)
    await answer(phone, WAYS[form])
    await send_files(phone, WAYS[form])
    return await hand_in(phone)


@pytest.mark.parametrize("form", WAYS)
async def test_from_the_menu_it_is_reported_decided_and_counted(
    town: Town, mei: Phone, wang: Phone, form: str
) -> None:
    before = mei.actions
    number = await report(mei, form)
    assert mei.actions - before <= FROM_MENU
    entry = entry_of(town, number)
    assert (entry.line, entry.share, entry.counts) == (form, "", True)
    assert {key: entry.facts.get(key) for key in WAYS[form].facts} == WAYS[form].facts
    slots = [piece.slot for piece in pieces_of(town, entry.draft_id)]
    assert slots == [slot.key for slot in FORMS[form].slots]
    card = await open_queue(wang, number)
    assert WAYS[form].title in card.text
    assert "通过后 5/10" in card.text
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")
    await mei.press("📊 我的得分")
    assert f"{WAYS[form].title} 5/10" in (await mei.until("合计")).text


async def test_the_menu_offers_the_five_kinds_in_their_order(mei: Phone) -> None:
    await mei.press("📝 上报工作")
    asked = await mei.until("哪一类")
    labels = [label.split()[0] for row in asked.buttons for label in row]
    assert labels == ["开展宣传", "成功调解", "预防风险", "刊发经验", "劳动管理"]


async def test_a_risk_of_the_field_may_be_nobodys_in_particular(town: Town, mei: Phone) -> None:
    before = mei.actions
    await begin(mei, "预防风险")
    await mei.until("哪里的风险")
    await mei.press("本领域")
    await mei.until("应急处置化解的，还是")
    await mei.press("提出建议")
    await mei.until("采取了什么措施")
    await mei.send("年底容易出事，提醒各店提前排查；成效：没有发生")
    await mei.until("哪天防范住的")
    await mei.press("昨天")
    await mei.until("佐证材料")
    await mei.send_photo(photo("建议书"))
    card = await mei.until("属于哪类风险")
    assert "不填也可以直接提交" in card.text
    entry = entry_of(town, await hand_in(mei))
    assert mei.actions - before <= FROM_MENU
    assert (entry.facts["side"], entry.facts["way"]) == ("field", "advised")
    assert "unit" not in entry.facts


async def test_what_may_be_left_out_is_asked_last(town: Town, mei: Phone) -> None:
    await begin(mei, "预防风险")
    await mei.until("哪里的风险")
    await mei.press("本领域")
    for question, how, what in WAYS["risk"].answers[1:]:
        await mei.until(question)
        await (mei.press(what) if how == "press" else mei.send(what))
    await mei.until("佐证材料")
    await mei.send_photo(photo("处置"))
    await mei.until("涉及的单位或地点")
    await mei.send("××物流园")
    await mei.until("发现日期")
    await mei.send("11.20")
    card = await mei.until("都齐了")
    assert "发现日期：11月20日" in card.text
    entry = entry_of(town, await hand_in(mei))
    assert (entry.facts["unit"], entry.facts["found"]) == ("××物流园", "2026-11-20")


async def test_an_effect_left_out_is_asked_for(town: Town, mei: Phone) -> None:
    await begin(mei, "劳动管理")
    await mei.until("改革了管理制度，还是")
    await mei.press("建议被采纳")
    await mei.until("采取了什么措施")
    await mei.send("调整了夜班，成效明显")
    await mei.until("成效怎样")
    await mei.send("成效：离职少了")
    await mei.until("采纳日期")
    (draft,) = begun(town, mei)
    assert draft.facts["measures"] == "调整了夜班，成效明显"
    assert draft.facts["effect"] == "成效：离职少了"


@pytest.mark.parametrize(
    ("caption", "more", "said"),
    [
        ("预防风险 本单位 应急处置 昨天 欠薪", [("采取了什么措施", RISKY)],
         {"side": "own", "way": "handled", "kind": "pay", "day": "2026-11-22"}),
        ("刊发 济宁日报《三招化解欠薪，两月见效》 市级 昨天", [],
         {"medium": "济宁日报", "headline": "三招化解欠薪，两月见效", "level": "city"}),
        ("劳动管理 建议被采纳 昨天 ××服装厂", [("采取了什么措施", REFORM)],
         {"way": "advised", "unit": "××服装厂", "task": "rules", "day": "2026-11-22"}),
    ],
)  # fmt: skip
async def test_with_a_caption_only_what_it_does_not_say_is_asked(
    town: Town, mei: Phone, caption: str, more: list[tuple[str, str]], said: dict[str, str]
) -> None:
    before = mei.actions
    await mei.send_album([photo("甲"), photo("乙")], caption)
    for question, words in more:
        await mei.until(question)
        await mei.send(words)
    if caption.startswith("劳动管理"):
        await mei.until("依次分到各项")
        await mei.press("依次分到各项")
    await mei.until(lambda m: m.button("提交") is not None)
    entry = entry_of(town, await hand_in(mei))
    assert mei.actions - before <= BY_CAPTION
    assert {key: entry.facts[key] for key in said} == said
    assert "" not in {piece.slot for piece in pieces_of(town, entry.draft_id)}


async def test_what_county_media_published_is_recorded_without_points(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei, "刊发经验")
    await mei.until("哪家媒体")
    await mei.send("汶上县融媒体中心《一张清单》")
    await mei.until("刊发日期")  # the name tells the level
    await mei.press("今天")
    assert "不加分" in (await mei.until("请发截图")).text
    await mei.send("https://www.example.cn/a.html")
    await mei.until("✅ 截图或链接 1")
    entry = entry_of(town, await hand_in(mei))
    assert not entry.counts
    assert "县级媒体" in entry.why_not


async def test_a_link_alone_is_the_evidence_whenever_it_comes(
    town: Town, mei: Phone, wang: Phone
) -> None:
    before = mei.actions
    await mei.send("刊发 人民日报《三招化解欠薪》 昨天 https://www.example.cn/a.html")
    card = await mei.until(lambda m: m.button("提交") is not None)
    assert "🔗 https://www.example.cn/a.html" in card.text
    entry = entry_of(town, await hand_in(mei))
    assert mei.actions - before <= BY_CAPTION
    assert (entry.facts["level"], entry.open_slots) == ("province", "")
    assert "🔗 https://www.example.cn/a.html" in (await open_queue(wang, entry.number)).text


async def test_a_link_typed_with_the_title_is_not_part_of_it(town: Town, mei: Phone) -> None:
    await begin(mei, "刊发经验")
    await mei.until("哪家媒体")
    await mei.send("济宁日报《三招》 https://www.example.cn/a.html")
    await mei.until("✅ 截图或链接 1")
    (draft,) = begun(town, mei)
    assert (draft.facts["medium"], draft.facts["headline"]) == ("济宁日报", "三招")


async def test_a_link_within_an_account_stays_there(town: Town, mei: Phone) -> None:
    await begin(mei, "预防风险")
    await mei.until("哪里的风险")
    await mei.press("本单位")
    await mei.until("应急处置化解的，还是")
    await mei.press("提出建议")
    await mei.until("采取了什么措施")
    await mei.send("照 https://www.example.cn/a.html 提了建议；成效：没有发生")
    await mei.until("哪天防范住的")
    (draft,) = begun(town, mei)
    assert "https://www.example.cn/a.html" in draft.facts["measures"]
    assert pieces_of(town, draft.id) == []


@pytest.mark.parametrize(
    ("form", "upto", "typed", "told"),
    [
        ("risk", 0, "隔壁县的", "不在选项里"),
        ("risk", 2, "老板电话13800001111，当天约谈", "电话号码"),
        ("risk", 2, "长" * 401, "最多 400 个字"),
        ("risk", 2, "短；成效：" + "长" * 201, "最多 200 个字"),
        ("risk", 3, "明年元旦", "看不懂日期"),
        ("risk", 3, "2026-12-01", "还没有到"),
        ("publication", 0, "很长的" * 20, "最多 30 个字"),
        ("publication", 1, "村级", "不在选项里"),
        ("publication", 2, "2月30日", "没有"),
        ("management", 0, "不知道", "不在选项里"),
        ("management", 2, "采纳了", "看不懂日期"),
    ],
)
async def test_wrong_input_gets_one_sentence(
    mei: Phone, form: str, upto: int, typed: str, told: str
) -> None:
    way = WAYS[form]
    await begin(mei, way.title)
    for question, how, what in way.answers[:upto]:
        await mei.until(question)
        await (mei.press(what) if how == "press" else mei.send(what))
    await mei.until(way.answers[upto][0])
    await mei.send(typed)
    assert "例如" in (await mei.until(told)).text


async def test_a_liaisons_own_is_decided_by_the_bureau(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    number = await report(wang, "publication")
    assert entry_of(town, number).reviewer == "bureau"
    card = await open_queue(zhao, number)
    assert "媒体" in card.text or "济宁日报" in card.text


async def test_in_a_township_the_risk_is_the_townships(town: Town) -> None:
    gao = await town.joined("高远", Role.COORDINATOR, force="法治建设")
    await begin(gao, "预防风险")
    asked = await gao.until("哪里的风险")
    assert [label for row in asked.buttons for label in row][:3] == [
        "本单位", "本乡镇街道", "本领域",
    ]  # fmt: skip
