"""The kinds of work that can be reported, in the order they are offered."""

from typing import Final

from bot.forms.form import Form
from bot.forms.management import MANAGEMENT
from bot.forms.mediation import MEDIATION
from bot.forms.publication import PUBLICATION
from bot.forms.publicity import PUBLICITY
from bot.forms.risk import RISK

KINDS: Final = (PUBLICITY, MEDIATION, RISK, PUBLICATION, MANAGEMENT)
FORMS: Final[dict[str, Form]] = {form.name: form for form in KINDS}
