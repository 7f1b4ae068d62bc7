"""`xietiao doctor`: a table of everything that keeps a bot from working, and what to do about it.

A new line is a function in `checks/`, and its line in `examinations`.
"""

import os
import sys
from typing import TYPE_CHECKING

import typer

from bot.commands.people import PARTLY
from bot.commands.transaction import sentences
from bot.errors import Misconfigured, Refused
from bot.texts import doctor as t

if TYPE_CHECKING:
    from bot.commands.checks.finding import Check, Patient

app = typer.Typer()


@app.command()
def doctor() -> None:
    """逐项检查设置、磁盘、备份、数据库、密钥、积压、佐证、Telegram、时钟等：有不正常的退出 1。"""
    from bot.commands.checks.examining import Examination
    from bot.commands.checks.finding import Mark
    from bot.commands.checks.table import line

    with sentences():
        examination = Examination(_patient(), examinations())
    marks = []
    for check, finding in examination.findings():
        typer.echo(line(check.what, finding))
        marks.append(finding.mark)
    wrong, odd = marks.count(Mark.WRONG), marks.count(Mark.ODD)
    ending = t.SOME_WRONG if wrong else t.SOME_ODD if odd else t.ALL_WELL
    typer.echo(ending.format(wrong=wrong, odd=odd))
    if examination.hangs:
        # The interpreter would wait for what hangs, for as long as that does.
        sys.stdout.flush()
        os._exit(PARTLY)
    if wrong:
        raise typer.Exit(PARTLY)


def _patient() -> "Patient":
    from bot import clock
    from bot.commands.checks.finding import Patient
    from bot.commands.transaction import env_file_chosen
    from bot.opening import read_county
    from bot.settings import look_over

    settings, wrong = look_over(env_file_chosen())
    try:
        read_county(settings)
    except (Misconfigured, Refused) as error:
        wrong["COUNTY_FILE"] = str(error)
    return Patient(settings, wrong, clock.utc_now)


def examinations() -> "tuple[tuple[Check, ...], ...]":
    """Return all checks. Those in a row build on one another: where one finds something wrong, the
    rest of its row has to wait. The rows are gone through at the same time.
    """
    from bot.commands.checks import county, machine, outside
    from bot.commands.checks.finding import Check

    database = ("DATABASE_URL",)
    telegram = ("BOT_TOKEN", "BOT_API_URL", "PROXY_URL")
    return (
        (Check(t.SETTINGS, machine.settings),),
        (Check(t.FONTS, machine.fonts),),
        (Check(t.PAPERS, machine.papers),),
        (Check(t.DISK, machine.disk, ("DATABASE_URL", "EVIDENCE_URL")),),
        (Check(t.BACKUP, machine.backup, ("BACKUP_DIR", "DATA_KEY", "BOT_TOKEN")),),
        (
            Check(t.DATABASE, county.database, database),
            Check(t.SCHEMA, county.form, database),
            Check(t.KEY, county.key, ("DATA_KEY",)),
            Check(t.OWNER, county.owner),
            Check(t.CONNECTIONS, county.connections),
            Check(t.INBOX, county.inbox),
            Check(t.OUTBOX, county.outbox),
            Check(t.ERRANDS, county.errands),
            Check(t.DATABASE_CLOCK, county.clock),
        ),
        (Check(t.EVIDENCE, outside.evidence, ("EVIDENCE_URL", "DATABASE_URL")),),
        (
            Check(t.BOT_API, outside.bot_api, telegram),
            Check(t.WEBHOOK, outside.webhook, ("WEBHOOK_URL", "WEBHOOK_SECRET")),
            Check(t.TELEGRAM_CLOCK, outside.clock),
        ),
    )
