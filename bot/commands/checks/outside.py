"""What is on other machines: the bucket, the Bot API and its webhook."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import aiohttp

from bot.commands.checks.finding import (
    ANSWER_S,
    Finding,
    Patient,
    age_of,
    apart,
    neutral,
    odd,
    well,
    wrong,
)
from bot.commands.checks.machine import existing
from bot.storage.blobs import open_blobs
from bot.texts import doctor as t
from bot.transport.http import Declined, Post, Unreachable, reaching

T = TypeVar("T")

_RECENT: Final = timedelta(hours=1)
_MANY_PENDING: Final = 100


def evidence(patient: Patient) -> Finding:
    """Whether evidence can be kept. A folder that is not there yet is not made by looking."""
    url = patient.settings.evidence
    if url.startswith("file://"):
        folder = Path(url.removeprefix("file://"))
        above = existing(folder)
        if above != folder and above.is_dir() and os.access(above, os.W_OK):
            return neutral(t.EVIDENCE_NEW.format(folder=folder))
    open_blobs(patient.settings).prove()
    return well(url, t.EVIDENCE_WELL)


def bot_api(patient: Patient) -> Finding:
    try:
        me = _call(patient, "getMe")
    except Declined as no:
        if no.code in {401, 404}:
            return wrong(t.TOKEN_REFUSED.format(code=no.code), do=t.TOKEN_DO)
        return wrong(t.BOT_DECLINED.format(why=no), do=t.LATER_DO)
    except Unreachable as trouble:
        return _unreachable(patient, str(trouble))
    return well(t.BOT_WELL.format(name=me.get("username", me.get("id"))))


def clock(patient: Patient) -> Finding:
    """Compare with the date that every answer over HTTP has."""

    async def ask() -> str:
        timeout, proxy = aiohttp.ClientTimeout(total=ANSWER_S), patient.settings.proxy_url or None
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(patient.settings.bot_api_url, allow_redirects=False, proxy=proxy) as answer,
        ):
            return answer.headers.get("Date", "")

    try:
        there = parsedate_to_datetime(asyncio.run(ask()))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return _unreachable(patient, type(error).__name__)
    except ValueError:
        return neutral(t.CLOCK_UNKNOWN)
    return apart(patient.clock(), there, t.TELEGRAM)


def webhook(patient: Patient) -> Finding:
    """Whether Telegram sends updates to where this bot waits for them, and gets rid of them."""
    try:
        found = _call(patient, "getWebhookInfo")
    except Declined as no:
        return odd(t.BOT_DECLINED.format(why=no), do=t.LATER_DO)
    except Unreachable as trouble:
        return _unreachable(patient, str(trouble))
    wanted, told = patient.settings.webhook_url, str(found.get("url", ""))
    if told and told != wanted:
        said = t.WEBHOOK_ELSEWHERE.format(url=told, wanted=wanted or t.NO_WEBHOOK)
        return wrong(said, do=t.WEBHOOK_ELSEWHERE_DO)
    if not wanted:
        return neutral(t.POLLING)
    if not told:
        return odd(t.WEBHOOK_NONE, do=t.WEBHOOK_NONE_DO)
    return _delivered(patient, found)


def _delivered(patient: Patient, found: dict[str, Any]) -> Finding:
    pending, do = int(found.get("pending_update_count", 0)), ""
    how = [t.WEBHOOK_WELL, t.WEBHOOK_PENDING.format(n=pending)]
    if failed_at := found.get("last_error_date"):
        age = patient.clock() - datetime.fromtimestamp(int(failed_at), UTC)
        if age < _RECENT:
            why = found.get("last_error_message", "")
            how.append(t.WEBHOOK_ERROR.format(age=age_of(age), why=why))
            do = t.WEBHOOK_ERROR_DO.format(url=patient.settings.webhook_url)
    if pending >= _MANY_PENDING:
        do = do or t.STUCK_DO
    return odd(*how, do=do) if do else well(*how)


def _unreachable(patient: Patient, error: str) -> Finding:
    said = t.UNREACHABLE.format(url=patient.settings.bot_api_url, error=error)
    return wrong(said, do=t.UNREACHABLE_DO)


def _call(patient: Patient, method: str) -> dict[str, Any]:
    given = patient.settings

    async def call() -> dict[str, Any]:
        async with reaching(Post(given.bot_api_url, given.token, given.proxy_url)) as post:
            found: dict[str, Any] = await _soon(lambda: post.call(method, {}))
            return found

    return asyncio.run(call())


async def _soon(ask: Callable[[], Awaitable[T]]) -> T:
    try:
        return await asyncio.wait_for(ask(), ANSWER_S)
    except TimeoutError as error:
        raise Unreachable(type(error).__name__) from None
