"""An operator with the command line, people with links, and a Bot API server of somebody else."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.places import Template
from tests.rig import books
from tests.rig.conftest import COURIERS, GARMENTS, OFFICER, County, event
from tests.rig.foreign import Messenger, serving
from tests.rig.office import TOKEN, Member, Office
from tests.rig.roles import approved_by, ask_for_summary, report, review

pytestmark = pytest.mark.rig

MEMBERS = [
    Member("李梅", "13800001001", GARMENTS),
    Member("王强", "13800001002", GARMENTS),
    Member("孙波", "13800001003", COURIERS),
]


@dataclass(frozen=True)
class Made:
    """What the command line makes of three people and an officer, and their links."""

    folder: Path
    database: Template
    links: dict[str, str]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("office")

    async def make() -> Made:
        async with serving(Messenger(TOKEN, "county_bot", seed=59)) as url:
            office = Office(folder, url)
            await office.set_up(MEMBERS, {GARMENTS: "王强", COURIERS: "孙波"}, OFFICER)
            return Made(folder, Template(office.database), await office.invite_all())

    return asyncio.run(make())


@pytest.fixture
async def links(county: County, made: Made) -> dict[str, str]:
    """The county as it was made, its bot running, and everybody's link."""
    office = county.office
    shutil.copytree(made.folder, office.folder, dirs_exist_ok=True)
    database = made.database.copied(office.folder / "data")
    county.office = Office(office.folder, office.url, database)
    county.members = MEMBERS
    await county.start()
    return made.links


async def test_a_county_set_up_by_command_line_takes_an_album_to_the_quarters_workbook(
    county: County, links: dict[str, str]
) -> None:
    assert set(links) == {"李梅", "王强", "孙波", OFFICER}
    mei, wang, zhao = await asyncio.gather(
        *(county.join(name, links[name]) for name in ("李梅", "王强", OFFICER))
    )

    number = await report(mei, event("李梅", 1))
    await review(wang, lambda: number in approved_by(wang))
    figures = books.tables(await ask_for_summary(zhao))

    people = {row["姓名"]: row for row in figures["人员"]}
    assert (people["李梅"]["开展宣传"], people["李梅"]["得分合计"]) == (5, 5)
    assert people["王强"]["得分合计"] == 0
    out = county.office.folder / "汇总.xlsx"
    await county.office.succeed("report", "summary", "本季", "--out", str(out))
    assert books.tables(out.read_bytes()) == figures
    await county.office.succeed("verify")
    assert await county.office.stop() == 0
    assert "ready" in county.office.log.read_text("utf-8")
    assert county.messenger.repeated() == 0


async def test_the_album_and_the_plan_are_kept_as_they_were_sent(
    county: County, links: dict[str, str]
) -> None:
    mei = await county.join("李梅", links["李梅"])
    told = event("李梅", 2)

    await report(mei, told)
    sent = {books.sha256(data): 1 for data in (*told.photos, told.plan)}

    for _ in range(240):
        if books.kept(county.office.database) == sent:
            break
        await asyncio.sleep(0.25)
    assert books.kept(county.office.database) == sent
    await county.office.succeed("verify")
