"""Work: reporting it, the material it rests on, one's own records, and appealing."""

from bot.handlers.work import appealing, drawing, material, records, reporting

CONVERSATIONS = (
    reporting.CONVERSATION,
    material.CONVERSATION,
    drawing.CONVERSATION,
    records.CONVERSATION,
    appealing.CONVERSATION,
)
