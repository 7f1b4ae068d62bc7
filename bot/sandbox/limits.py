"""Telegram's limits, and its refusals in its own words."""

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
TOAST_UNITS = 200
CALLBACK_BYTES = 64
KEYBOARD_BUTTONS = 100
ALBUM = range(2, 11)
DELETE_AT_ONCE = 100
DELETABLE_SECONDS = 48 * 3600
CALLBACK_SECONDS = 15.0
DOWNLOAD_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES_SUM = 10_000
PHOTO_SIDES_RATIO = 20
POLL_SECONDS = 50
BATCH = 100
WEBHOOK_CONNECTIONS = 40

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
WRONG_FILE = "wrong file identifier/HTTP URL specified"
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
WEBHOOK_SET_MEANWHILE = "Conflict: terminated by setWebhook request"


class ApiError(Exception):
    """A refusal as the Bot API answers it: an HTTP code and a description."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(what: str) -> ApiError:
    """400, the answer to nearly everything a bot gets wrong."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403: the chat does not want this bot."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """409: two ways of fetching updates at once."""
    return ApiError(409, what)


def flood(seconds: int) -> ApiError:
    """429: come back after so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def unauthorized() -> ApiError:
    """401: nobody registered this token."""
    return ApiError(401, "Unauthorized")


def unknown_method() -> ApiError:
    """404: the Bot API has no such method, or the sandbox does not play it."""
    return ApiError(404, "Not Found")


def too_large() -> ApiError:
    """413: an upload above 50 MB."""
    return ApiError(413, "Request Entity Too Large")


def cannot_parse(what: str) -> ApiError:
    """400: markup that does not parse."""
    return bad_request(f"can't parse entities: {what}")
