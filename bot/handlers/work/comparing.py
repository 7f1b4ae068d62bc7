"""Comparing what papers say: the errand that looks for the same paper elsewhere in the county."""

from typing import Final

from bot.actions.work import same_text
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk
from bot.handlers.say import write
from bot.handlers.work.news import EntryChanged
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.texts import conversations


async def same_paper(desk: Desk, errand: Due) -> None:
    """Find out which other papers say the same; the reviewers of both entries are shown it."""
    others = await desk.reader.do(same_text.look, errand.subject)
    await desk.writer.do(_noted, errand, others)


def _noted(session: Session, errand: Due, others: list[int]) -> None:
    flagged = same_text.noted(session, errand, others)
    write(session, 0, [EntryChanged(entry_id) for entry_id in flagged])


CONVERSATION: Final = Conversation(
    name=conversations.REPORTING, errands={same_text.SAME_TEXT: same_paper}
)
