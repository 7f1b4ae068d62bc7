"""An album: up to ten photos, or as many files, that arrive as one group of messages.

What the outbox holds of it is `{"kind": "album", "pieces": [message, …]}`. Telegram takes an album
whole or not at all. One that it refuses goes `apart`: the same row then sends its first piece,
keeps the others, and so on to the last; a piece that is refused on its own is replaced by the
sentence it brings along as `instead`.
"""

from typing import Any, Final

from bot.transport.message import Message, file_id_in

METHOD: Final = "sendMediaGroup"
Payload = dict[str, Any]


def media_of(pieces: list[tuple[Message, str]]) -> list[dict[str, str]]:
    """The pieces as Telegram takes them, each with its file_id or attach://…."""
    return [
        {"type": piece.kind, "media": reference, "caption": piece.text}
        for piece, reference in pieces
    ]


def file_ids(pieces: tuple[Message, ...], answers: list[Any]) -> list[tuple[str, str, str]]:
    """SHA-256, kind and file_id of each piece that was sent, in the album's order."""
    return [
        (piece.file, piece.kind, file_id_in(answer, piece.kind))
        for piece, answer in zip(pieces, answers, strict=True)
    ]


def after_first(payload: Payload) -> Payload | None:
    """What is left of an album gone apart once its first piece has arrived; None for nothing."""
    left = payload["pieces"][1:]
    return {**payload, "pieces": left} if left else None


def after_refusal(payload: Payload) -> Payload | None:
    """What is tried next when Telegram refused: each piece alone; then the first one's sentence
    in its place; then the others. None when nothing is left.
    """
    if not payload.get("apart"):
        return {**payload, "apart": True}
    first = payload["pieces"][0]
    if "instead" not in first:
        return after_first(payload)
    sentence = {"kind": "text", "text": first["instead"]}
    return {**payload, "pieces": [sentence, *payload["pieces"][1:]]}
