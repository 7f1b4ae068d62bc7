"""The guide: what the service standard asks, in our own words, and who may apply for which level
(§3–7).
"""

from bot.handlers.guide import levels, pages, reading
from bot.texts.guide import levels as t

pages.BESIDES["levels"] = (levels.BEGIN.button(t.LABEL),)

CONVERSATIONS = (levels.CONVERSATION, reading.CONVERSATION)
