"""getUpdates and the webhook's methods."""

import re
from typing import Any

from yarl import URL

from bot.sandbox import limits
from bot.sandbox.limits import bad_request
from bot.sandbox.loopback import is_loopback
from bot.sandbox.methods.call import Call, Described
from bot.sandbox.webhook import Webhook
from bot.sandbox.wire import Json

SECRET = re.compile(r"^[A-Za-z0-9_-]*$")
LONGEST_SECRET = 256


async def get_updates(call: Call) -> list[Json]:
    """getUpdates: `offset` confirms what is below it; waits up to `timeout` real seconds."""
    if call.delivery.webhook(call.bot):
        raise limits.conflict(limits.WEBHOOK_ACTIVE)
    _choose_kinds(call)
    call.bot.updates.seek(call.given.integer("offset"))
    limit = call.given.integer("limit", limits.BATCH)
    limit = limit if 0 < limit <= limits.BATCH else limits.BATCH
    seconds = min(max(call.given.integer("timeout"), 0), limits.POLL_SECONDS)
    return await call.delivery.polling.updates(call.bot, limit, seconds)


async def set_webhook(call: Call) -> Described:
    """setWebhook; this sandbox delivers to the same machine only, over HTTP or HTTPS."""
    address = call.given.text("url").strip()
    if not address:
        return await delete_webhook(call)
    url = _checked(address)
    secret = call.given.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.given.integer("max_connections", limits.WEBHOOK_CONNECTIONS)
    _choose_kinds(call)
    _drop_if_asked(call)
    connections = min(max(connections, 1), 100)
    await call.delivery.set_webhook(call.bot, Webhook(str(url), secret, connections))
    return Described(result=True, description="Webhook was set")


async def delete_webhook(call: Call) -> Described:
    """DeleteWebhook."""
    deleted = await call.delivery.delete_webhook(call.bot)
    _drop_if_asked(call)
    what = "Webhook was deleted" if deleted else "Webhook is already deleted"
    return Described(result=True, description=what)


async def get_webhook_info(call: Call) -> Json:
    """GetWebhookInfo."""
    webhook = call.delivery.webhook(call.bot) or Webhook("")
    info = webhook.info() | {"pending_update_count": call.delivery.pending(call.bot)}
    allowed = call.bot.updates.allowed
    return info | ({"allowed_updates": allowed} if allowed else {})


def _choose_kinds(call: Call) -> None:
    """`allowed_updates`, which holds until it is given again; an empty list is the default."""
    if "allowed_updates" not in call.given.values:
        return
    kinds: Any = call.given.decoded("allowed_updates", "allowed updates")
    if isinstance(kinds, list):
        call.bot.updates.allowed = [str(kind) for kind in kinds]


def _drop_if_asked(call: Call) -> None:
    if call.given.flag("drop_pending_updates"):
        call.bot.updates.drop()


def _checked(address: str) -> URL:
    try:
        url = URL(address)
    except ValueError:
        raise bad_request("bad webhook: Invalid URL") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_loopback(url.host):
        raise bad_request("bad webhook: the sandbox delivers to this machine only")
    return url
