"""🚨 紧急上报: from one message to whoever is to know, and to who says so."""

from tests.conftest import Town, photo
from tests.handlers.alert.alarming import WORDS, alert_of, raise_it, told, with_plan
from bot.rules.alerts import AlertState
from bot.sandbox.phone import Phone


async def test_two_actions_send_it_and_one_says_that_somebody_knows(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    with_plan(town)
    before = mei.actions
    await mei.press("🚨 紧急上报")
    await mei.until("请写经过")
    await mei.send(WORDS)
    own = await mei.until("已送给 王强、赵敏")
    print(own.text, own.buttons)
    assert mei.actions - before == 2
    card = await told(wang)
    print(card.text, card.buttons)
    await told(zhao)
    before = wang.actions
    await wang.press("已知悉")
    news = await mei.until("✅ 已由 王强 于 09:00 知悉")
    print(news.text)
    assert wang.actions - before == 1
    c = await zhao.until("✅ 已由 王强 于 09:00 知悉")
    print(c.text, c.buttons)
    assert alert_of(town).state is AlertState.KNOWN
