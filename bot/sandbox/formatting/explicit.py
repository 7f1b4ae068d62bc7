"""Entities a bot gives explicitly, beside plain text."""

from bot.sandbox.limits import bad_request
from bot.sandbox.wire import Json, utf16_length

GIVEN = {
    "bold": (),
    "italic": (),
    "underline": (),
    "strikethrough": (),
    "spoiler": (),
    "blockquote": (),
    "expandable_blockquote": (),
    "code": (),
    "pre": ("language",),
    "text_link": ("url",),
    "text_mention": ("user",),
    "custom_emoji": ("custom_emoji_id",),
}
FOUND_ANYWAY = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
REQUIRED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def checked(text: str, entities: list[Json]) -> list[Json]:
    """The entities that count. Raises `ApiError` for those that make no sense in this text."""
    length = utf16_length(text)
    kept = []
    for entity in entities:
        kind = _kind(entity)
        if kind in FOUND_ANYWAY:
            continue
        kept.append(_placed(entity, length) | _particulars(kind, entity))
    return kept


def _kind(entity: Json) -> str:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind = entity.get("type")
    if not isinstance(kind, str) or not kind:
        raise bad_request("can't parse MessageEntity: Type is not specified")
    if kind not in GIVEN and kind not in FOUND_ANYWAY:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return kind


def _placed(entity: Json, text_length: int) -> Json:
    for field in ("offset", "length"):
        if not isinstance(entity.get(field), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    offset, length = entity["offset"], entity["length"]
    if offset < 0 or length <= 0 or offset + length > text_length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
            f" at UTF-16 offset {offset + length}"
        )
    return {"type": entity["type"], "offset": offset, "length": length}


def _particulars(kind: str, entity: Json) -> Json:
    missing = REQUIRED.get(kind)
    if missing and missing not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{missing}\"")
    return {key: entity[key] for key in GIVEN[kind] if key in entity}
