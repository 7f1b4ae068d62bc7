"""The kinds of work that can be reported, in the order they are offered; and every form."""

from typing import Final

from bot.forms.fault import FAULT
from bot.forms.form import Form
from bot.forms.management import MANAGEMENT
from bot.forms.mediation import MEDIATION
from bot.forms.placement import PLACEMENT
from bot.forms.publication import PUBLICATION
from bot.forms.publicity import PUBLICITY
from bot.forms.risk import RISK
from bot.forms.station import STATION
from bot.forms.training import TRAINING

KINDS: Final = (PUBLICITY, MEDIATION, RISK, PUBLICATION, MANAGEMENT)
FORMS: Final[dict[str, Form]] = {form.name: form for form in KINDS}
ALL_FORMS: Final[dict[str, Form]] = FORMS | {
    form.name: form for form in (FAULT, TRAINING, PLACEMENT, STATION)
}
"""With those that are set down as work is, but are none: a draft may be of any of these."""
