"""接着填预防风险: the draft in which an alert's photos lie becomes that of a risk entry (§8.3),
with what is known filled in.
"""

from dataclasses import replace
from typing import Any, Final

from bot.actions.alert.course import find
from bot.actions.alert.raise_alert import written_at
from bot.actions.work import hear, report
from bot.actions.work.card import ASIDE, OPEN, Card, card_of
from bot.errors import Forbidden
from bot.forms.form import CAPTION, CAPTION_DAY
from bot.rules.alerts import AlertState, place_in
from bot.rules.calendar import local_day
from bot.rules.identity import hide_mobiles
from bot.rules.permissions import Act, Actor, may
from bot.rules.risk import Prevention
from bot.storage.alert import notes
from bot.storage.alert.alerts import Alert
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.alert import alerts as t

RISK: Final = "risk"
_MEASURES, _EFFECT = 400, 200  # as many characters as the form takes


def is_offered(actor: Actor, alert: Alert) -> bool:
    """Whether somebody may report what they raised as work: a coordinator, once it is closed; a
    drill counts nothing.
    """
    return (
        alert.raised_by == actor.person_id
        and alert.state is AlertState.CLOSED
        and not alert.drill
        and may(actor, Act.REPORT)
    )


def go_on(session: Session, actor: Actor, alert_id: int) -> Card:
    """Take the alert's draft up as one of a risk; pressed again, go on with it. Raises Stale once
    it was submitted.
    """
    alert = find(session, actor, alert_id)
    draft = drafts.get(session, alert.draft_id)
    if draft is None or not is_offered(actor, alert):
        raise Forbidden(t.NO_RISK.format(number=alert.number))
    if draft.state != ASIDE:
        return report.resume(session, actor, draft.id)
    day = local_day(written_at(session, alert) or alert.raised_at).isoformat()
    said = hide_mobiles(alert.words)
    caption = {
        CAPTION: said[: hear.CAPTION_MOST],
        CAPTION_DAY: day,
    }
    drafts.save(session, replace(draft, state=OPEN, facts=caption if said else {}))
    heard = hear.decide_kind(session, actor, draft.id, RISK).draft
    facts = {key: fact for key, fact in heard.facts.items() if key not in (CAPTION, "unit")}
    saved = drafts.save(
        session, replace(heard, facts={**facts, **_known(session, alert), "day": day})
    )
    return card_of(session, saved)


def _known(session: Session, alert: Alert) -> dict[str, Any]:
    """Return what an alert tells of the risk that it was."""
    noted = [note.words for note in notes.of_alert(session, alert.id)]
    told = "；".join(" ".join(words.split()) for words in (alert.words, *noted) if words)
    measures = hide_mobiles(told)
    effect = hide_mobiles(" ".join(alert.outcome.split()))
    facts = {
        "way": Prevention.HANDLED.value,
        "measures": _fitting(measures, _MEASURES),
        "effect": _fitting(effect, _EFFECT),
        "unit": place_in(hide_mobiles(alert.words)),
    }
    return {key: fact for key, fact in facts.items() if fact}


def _fitting(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
