"""Files as they stand in a message: the Bot API's PhotoSize, Document, Video, Sticker."""

from bot.sandbox.accounts import Bot
from bot.sandbox.files import FileStore, Photo, StoredFile
from bot.sandbox.wire import Json


def photo_content(files: FileStore, bot: Bot, photo: Photo) -> Json:
    """`{"photo": [PhotoSize, …]}`, smallest first."""
    return {"photo": [size_body(files, bot, size) for size in photo]}


def file_content(files: FileStore, bot: Bot, file: StoredFile) -> Json:
    """`{"document": Document}`, or with another key for another kind of file."""
    if file.kind in {"Photo", "Thumbnail"}:
        return photo_content(files, bot, files.photo(file))
    body = _file_body(files, bot, file)
    if file.kind in {"Video", "Sticker"}:
        body |= {"width": file.shape.width, "height": file.shape.height}
    if file.kind in {"Video", "Voice", "Audio"}:
        body["duration"] = file.shape.duration
    if file.kind == "Sticker":
        body |= {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
    else:
        body["mime_type"] = file.mime
    if file.kind in {"Video", "Document", "Audio"} and file.name:
        body["file_name"] = file.name
    return {file.kind.lower(): body}


def size_body(files: FileStore, bot: Bot, size: StoredFile) -> Json:
    """The Bot API's PhotoSize."""
    shape = {"width": size.shape.width, "height": size.shape.height}
    return _file_body(files, bot, size) | shape


def _file_body(files: FileStore, bot: Bot, file: StoredFile) -> Json:
    body: Json = {
        "file_id": files.id_for(bot, file),
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
    }
    if file.thumbnail:
        body["thumbnail"] = size_body(files, bot, file.thumbnail)
    return body
