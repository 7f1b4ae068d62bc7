"""The kinds of work that can be reported, in the order they are offered."""

from typing import Final

from bot.forms.form import Form
from bot.forms.mediation import MEDIATION
from bot.forms.publicity import PUBLICITY

FORMS: Final[dict[str, Form]] = {form.name: form for form in (PUBLICITY, MEDIATION)}
