"""👤 我的信息: what the ledger holds of somebody, shown to themselves."""

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.session import Session
from bot.texts.common import STRANGER
from tests.conftest import Town
from tests.handlers.playing import actor_of


def fill(town: Town, phone: Phone) -> int:
    """Everything a ledger may hold of somebody."""

    def step(session: Session) -> int:
        person = actor_of(session, phone).person_id
        force = persons.get(session, person).task_force_id
        persons.change(
            session, person, force, kind="劳动监察网格员", education="大专", years="3年",
            employer="××服装厂 车间主任",
        )  # fmt: skip
        persons.set_personal(session, person, "李梅", "370830199001010028", "13800005678")
        return person

    found: int = town.do(step)
    return found


async def test_one_tap_shows_the_own_row_masked(town: Town, mei: Phone, wang: Phone) -> None:
    fill(town, mei)
    before = mei.actions
    await mei.send("👤 我的信息")
    shown = await mei.until("👤 李梅（协调员）")
    assert mei.actions - before == 1
    assert shown.text.splitlines() == [
        "👤 李梅（协调员）",
        "专班：服装制造",
        "类别：劳动监察网格员",
        "单位及职务：××服装厂 车间主任",
        "学历：大专",
        "从事年限：3年",
        "身份证号：3708**********0028",
        "手机：尾号 5678",
        "联络员：王强",
        "",
        "哪一项不对，请告诉本专班联络员，或发 /feedback 写明，例如：手机换成尾号 5678",
    ]


async def test_two_taps_reach_the_liaison(town: Town, mei: Phone, wang: Phone) -> None:
    before = mei.actions
    await mei.send("👤 我的信息")
    await mei.until("联络员：王强")
    await mei.press("联系联络员")
    sent = await mei.until(lambda m: bool(m.contact))
    assert mei.actions - before == 2
    assert sent.contact == "王强（服装制造联络员） +8613800001234"
    mine = fill(town, wang)
    assert [act for _, _, act, _ in town.do(audit.history, f"person:{mine}")] == ["give contact"]


async def test_what_is_not_on_record_is_said_and_who_is_not_there(town: Town, mei: Phone) -> None:
    await mei.send("/me")
    shown = await mei.until("👤 李梅")
    assert "学历：未登记" in shown.text
    assert "身份证号：未登记" in shown.text
    assert "联络员：未定" in shown.text
    assert shown.button("联系联络员") is None


async def test_a_liaison_turns_to_the_bureau(town: Town, wang: Phone) -> None:
    await wang.send("/me")
    shown = await wang.until("👤 王强（协调员、联络员）")
    assert "联络员：您本人" in shown.text
    assert "请告诉县局" in shown.text
    assert shown.button("联系联络员") is None


async def test_an_officer_is_in_no_ledger_and_a_stranger_is_nobody(town: Town, zhao: Phone) -> None:
    await zhao.send("/me")
    await zhao.until("您不在台账里")
    stranger = town.phone("路人")
    await stranger.send("/me")
    await stranger.until(STRANGER)


async def test_nobody_is_shown_anybody_else(town: Town, mei: Phone, wang: Phone) -> None:
    fill(town, mei)
    other = await town.joined("孙丽", Role.COORDINATOR)
    await other.send("/me 李梅")
    shown = await other.until("👤")
    assert "孙丽" in shown.text
    assert "5678" not in shown.text.partition("哪一项")[0]
