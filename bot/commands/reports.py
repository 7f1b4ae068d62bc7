"""`xietiao report`: what the bureau asks for, as files."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.people import Force
from bot.commands.transaction import environment, make_room, read, sentences, write
from bot.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from bot.storage.session import Session

app = typer.Typer()
report_app = typer.Typer(help="报表", no_args_is_help=True)
app.add_typer(report_app, name="report")


@report_app.command("summary")
def report_summary(
    period: Annotated[str, typer.Argument(help="2026Q4、2026-4、2026年第四季度、本季、上季")],
    out: Annotated[Path, typer.Option(help="工作簿文件；给目录则同时存图片")],
    task_force: Force = "",
) -> None:
    """季度汇总：工作簿（给目录时连同图片）。"""
    from bot.actions.score import summarise
    from bot.reports.summary_files import summary_filename
    from bot.reports.summary_picture import summary_picture
    from bot.reports.summary_workbook import summary_workbook
    from bot.rules.quarters import parse_quarter

    with sentences():

        def look(session: "Session") -> Any:
            quarter = parse_quarter(period, session.today)
            force = None
            if task_force:
                force = summarise.task_force_named(session, task_force).id
            return summarise.summary(session, quarter, force)

        rows = read(environment(), look)
        make_room(out)
        if out.is_dir() or not out.suffix:
            out.mkdir(exist_ok=True)
            (out / f"季度汇总-{rows.quarter}.png").write_bytes(summary_picture(rows))
            out /= summary_filename(rows.quarter, draft=rows.draft)
        out.write_bytes(summary_workbook(rows))
        typer.echo(f"{out}\t{rows.outstanding}".rstrip())


@report_app.command("exemplars")
def report_exemplars(
    period: Annotated[str, typer.Argument(help="2026-11、2026年11月、本月、上月")],
    out: Annotated[Path, typer.Option(help="Word 文件，或放它的目录")],
) -> None:
    """典型汇编：一个月的典型事迹，附照片。"""
    from bot.actions.month import compilation, exemplar
    from bot.reports.exemplars import exemplars_document
    from bot.rules.months import parse_month
    from bot.texts.month import board as t

    def look(session: "Session") -> Any:
        month = parse_month(period, session.today)
        exemplar.check_begun(session, month)
        return month, compilation.compilation(session, month)

    with sentences():
        settings = environment()
        month, rows = read(settings, look)
        shas = [sha256 for shown in rows.exemplars for sha256 in shown.photos]
        copies = _copies(settings, compilation.WIDEST_PHOTO, shas)
        pictures = [[c for sha in shown.photos if (c := copies[sha])] for shown in rows.exemplars]
        if out.is_dir() or not out.suffix:
            out /= t.FILE_NAME.format(month=month)
        make_room(out)
        out.write_bytes(exemplars_document(rows, pictures))
        typer.echo(str(out))


@report_app.command("pack")
def report_pack(
    period: Annotated[str, typer.Argument(help="本季、2026Q3、11月、上半年、9月1日到11月20日")],
    out: Annotated[Path, typer.Option(help="存放工作簿和 Word 材料的目录")],
) -> None:
    """阶段汇报：会议用的工作簿和 Word 材料，任意时段。"""
    from bot.actions.meeting import pack
    from bot.reports.stage_document import stage_document
    from bot.reports.stage_workbook import stage_workbook
    from bot.rules.stages import parse_stage
    from bot.texts.meeting import pack as t

    def look(session: "Session") -> Any:
        return pack.whole(session, parse_stage(period, session.today))

    with sentences():
        settings = environment()
        found = read(settings, look)
        shas = [photo.sha256 for section in found.sections for photo in section.photos]
        photos = _copies(settings, pack.WIDEST_PHOTO, shas)
        make_room(out / t.DOCUMENT_NAME)
        out.mkdir(exist_ok=True)
        for name, content in (
            (t.WORKBOOK_NAME, stage_workbook(found)),
            (t.DOCUMENT_NAME, stage_document(found, photos)),
        ):
            file = out / name.format(stage=found.stage)
            file.write_bytes(content)
            typer.echo(str(file))


def _copies(settings: "Settings", longest: int, photos: "Sequence[str]") -> dict[str, bytes]:
    """Return copies that may be shared of a county's photos, b"" of one that is not there or cannot
    be read. Numbers of people are covered where papers are read; a photo that never was is read
    now, and comes coarsely where that is not possible.
    """
    from bot.evidence.copies import clean_copy
    from bot.evidence.reading.pages import read_file
    from bot.evidence.reading.reader import LIMITS, is_installed
    from bot.evidence.workers import apart
    from bot.rules.papers.numbers import Cover, covers_of
    from bot.storage.blobs import open_blobs
    from bot.storage.work import readings

    def look(session: "Session") -> Any:
        return {sha256: readings.checked(session, sha256) for sha256 in photos}

    blobs, known = open_blobs(settings), read(settings, look)
    reads = settings.read_papers == "auto" and is_installed()
    copies = dict.fromkeys(photos, b"")
    for sha256 in copies:
        with suppress(FileNotFoundError, Refused), blobs.local(sha256) as path:
            looked = known[sha256]
            places: Sequence[Cover] | None = looked.places if looked else ()
            if reads and (looked is None or looked.covers is None):
                places = None
                with suppress(Exception):  # a broken file makes libraries raise what they like
                    places = covers_of(apart(LIMITS, read_file, path, "", "image/*")).places
            copies[sha256] = clean_copy(path, longest, places)
    return copies


@report_app.command("ledger")
def report_ledger(
    period: Annotated[str, typer.Argument(help="季度或年度：2026Q4、本季、上季、2026、去年")],
    out: Annotated[Path, typer.Option(help="工作簿文件，或存放它的目录")],
    task_force: Force = "",
    *,
    full: Annotated[bool, typer.Option("--full", help="身份证号码不遮盖，记入审计")] = False,
) -> None:
    """台账：附件2样式的工作簿，五千人以上为一个专班一个工作簿的压缩包。"""
    from bot.actions.score import ledger, summarise
    from bot.reports.ledger_files import is_archive, ledger_file, ledger_filename
    from bot.rules.periods import parse_period

    with sentences():

        def look(session: "Session") -> Any:
            asked = parse_period(period, session.today)
            force = None
            if task_force:
                force = summarise.task_force_named(session, task_force).id
            return asked, ledger.ledgers(session, asked, force, full=full)

        settings = environment()
        asked, found = read(settings, look)
        make_room(out)
        if out.is_dir() or not out.suffix:
            out.mkdir(exist_ok=True)
            out /= ledger_filename(found)
        elif is_archive(found):
            out = out.with_suffix(".zip")
        if full:
            write(settings, ledger.tell, asked, task_force.strip())
        out.write_bytes(ledger_file(found))
        typer.echo(str(out))


@report_app.command("gold")
def report_gold(
    year: Annotated[str, typer.Argument(help="年度：2026、今年、去年")],
    out: Annotated[Path, typer.Option(help="排名工作簿文件；给目录则同时存通报和函（Word）")],
    places: Annotated[str, typer.Option(help="名额：前几名标“拟评”")] = "",
) -> None:
    """金牌评选：年度排名、不具资格的人；给目录时连同已评金牌的通报、致单位函、调整岗位建议。"""
    from bot.actions.score import ranking
    from bot.reports.notices import notices
    from bot.reports.ranking import ranking_workbook
    from bot.rules.awards import parse_places, parse_year
    from bot.texts import ranking as t

    with sentences():
        wanted = parse_places(places) if places else 0

        def look(session: "Session") -> Any:
            asked = parse_year(year, session.today)
            ranking.check(session, asked)
            return ranking.ranking(session, asked), ranking.papers(session, asked)

        shown, papers = read(environment(), look)
        make_room(out)
        written = []
        if out.is_dir() or not out.suffix:
            out.mkdir(exist_ok=True)
            for name, content in notices(papers):
                (out / name).write_bytes(content)
                written.append(out / name)
            out /= t.filename(shown.year, draft=shown.is_draft) + ".xlsx"
        out.write_bytes(ranking_workbook(shown, wanted))
        for file in (out, *written):
            typer.echo(str(file))
