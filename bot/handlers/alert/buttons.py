"""The buttons of alerts and plans, and what their messages are known by."""

from typing import Final

from bot.handlers.press import NUMBER, Press, one_of

QUESTION: Final = ("alert ask", 0)
OFFER: Final = "alert offer"
"""Purpose of the message that offers to send what was typed unasked; the subject is its draft."""
SAID: Final = "alert said"
"""Purpose of the message that tells somebody where their last word on an alert went."""
NOTE: Final = "alert note"
"""Purpose of the news of a note; the subject is the note."""

DRILL: Final = Press("al", "drill", one_of("yes", "no"))
CANCEL: Final = Press("al", "no")
OPEN: Final = Press("al", "open", NUMBER)
KNOW: Final = Press("al", "know", NUMBER)
SEND: Final = Press("al", "send", NUMBER)
TAKE_BACK: Final = Press("al", "undo", NUMBER)
NOTE_IT: Final = Press("al", "note", NUMBER)
CLOSE: Final = Press("al", "end", NUMBER)
LEAVE: Final = Press("al", "back", NUMBER)
FILES: Final = Press("al", "files", NUMBER)
WHOLE_PLAN: Final = Press("al", "plan", NUMBER)
FILL_IN: Final = Press("al", "risk", NUMBER)
