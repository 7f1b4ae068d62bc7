"""The guide: what the service standard asks, in our own words, and who may apply for which level
(§3–7).
"""

from bot.handlers.guide import levels, reading

CONVERSATIONS = (levels.CONVERSATION, reading.CONVERSATION)
