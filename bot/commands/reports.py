"""`xietiao report`: what the bureau asks for, as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.people import Force
from bot.commands.transaction import environment, make_room, read, sentences

if TYPE_CHECKING:
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
