"""getFile."""

from bot.sandbox import limits
from bot.sandbox.limits import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json


async def get_file(call: Call) -> Json:
    """getFile: where to download a file of at most 20 MB."""
    file_id = call.given.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = call.world.files.find(call.bot, file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
