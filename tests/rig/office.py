"""The operator: the command line, a ledger workbook, and the bot as a process of its own."""

import asyncio
import base64
import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter

from tests import places

ROOT: Final = Path(__file__).resolve().parents[2]
TOKEN: Final = "515151:FOREIGN-TOKEN"
KEY: Final = base64.urlsafe_b64encode(bytes(range(32))).decode()
HEADINGS: Final = (
    *("序号", "姓名", "身份证号码", "协调员类型", "学历", "工作单位及职务"),
    *("从事协调劳动关系工作年限", "联系方式", "赋分内容", "备注"),
)
LINES: Final = (
    *("基本得分", "开展宣传", "成功调解", "劳动管理"),
    *("预防风险", "刊发经验", "减分", "得分合计"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a ledger."""

    name: str
    phone: str
    task_force: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said."""

    code: int
    out: str
    err: str


class Office:
    """A folder with evidence and log, a database, and the settings in the environment."""

    def __init__(self, folder: Path, url: str, database: str = "", **settings: str) -> None:
        self.folder, self.url = folder, url
        self.database = database or places.fresh(folder / "data")
        self.evidence = folder / "files"
        self.log = folder / "run.log"
        self._bot: asyncio.subprocess.Process | None = None
        self._settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "DATABASE_URL": self.database,
            "EVIDENCE_URL": f"file://{self.evidence}",
            "DATA_KEY": KEY,
            "SEND_RATE": "1000",
            "CHAT_RATE": "1000",
            "PYTHONPATH": str(ROOT),
            **settings,
        }

    async def command(self, *words: str) -> Done:
        """`python -m bot …` to its end."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=self.folder,
            env=os.environ | self._settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        return Done(process.returncode or 0, out.decode(), err.decode())

    async def succeed(self, *words: str) -> str:
        """A command that has to end well; what it prints."""
        done = await self.command(*words)
        assert done.code == 0, (words, done)
        return done.out

    async def start(self) -> None:
        """The bot runs, in a process group of its own."""
        self._bot = await self.run()

    async def run(self, **settings: str) -> asyncio.subprocess.Process:
        """One process of the bot, in a process group of its own."""
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=os.environ | self._settings | settings,
                stderr=log,
                start_new_session=True,
            )

    async def kill(self) -> None:
        """Kill -9 for the bot and every process it started."""
        if self._bot is not None:
            await put_down(self._bot)
            self._bot = None

    async def stop(self) -> int:
        """As a service manager does it; the exit code."""
        if self._bot is None:
            return 0
        self._bot.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self._bot.wait(), 60)
        finally:
            await self.kill()

    async def set_up(self, members: list[Member], liaisons: dict[str, str], officer: str) -> None:
        """From nothing to everybody appointed; `liaisons` by task force."""
        self.folder.mkdir(parents=True, exist_ok=True)
        await self.succeed("init")
        ledger = self.folder / "台账.xlsx"
        write_ledger(ledger, members)
        said = await self.succeed("roster", "import", str(ledger))
        assert f"imported {len(members)}" in said, said
        for task_force, name in liaisons.items():
            await self.succeed("appoint", "liaison", name, "--task-force", task_force)
        await self.succeed("appoint", "bureau", officer)

    async def invite_all(self) -> dict[str, str]:
        """The token of each person's link, by name."""
        lines = (await self.succeed("invite", "--all")).splitlines()
        told = (line.split("\t") for line in lines)
        return {name: link.partition("?start=")[2] for _, name, link in told}


async def put_down(bot: asyncio.subprocess.Process) -> None:
    """Kill -9 for a process and every process it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(bot.pid, signal.SIGKILL)
    await bot.wait()


def write_ledger(path: Path, members: list[Member]) -> None:
    """Annex 2: a sheet a task force, eight lines a person."""
    with xlsxwriter.Workbook(path) as book:
        for task_force in dict.fromkeys(member.task_force for member in members):
            sheet = book.add_worksheet(task_force)
            sheet.merge_range(0, 0, 0, 9, "劳动关系协调员动态管理台账")
            sheet.merge_range(1, 0, 1, 9, f"乡镇(街道、领域)：{task_force}")
            sheet.write_row(2, 0, HEADINGS)
            here = [member for member in members if member.task_force == task_force]
            for number, member in enumerate(here):
                top = 3 + number * len(LINES)
                for column, cell in enumerate(_cells(number + 1, member)):
                    if HEADINGS[column] != "赋分内容":
                        sheet.merge_range(top, column, top + 7, column, cell)
                sheet.write_column(top, HEADINGS.index("赋分内容"), LINES)


def _cells(number: int, member: Member) -> tuple[str, ...]:
    id_number = _id_number(int(member.phone[-4:]))
    work = f"{member.task_force}第{number}厂 工会干事"
    return (
        *(str(number), member.name, id_number, "劳动监察网格员", "大专", work),
        *("3", member.phone, "", ""),
    )


def _id_number(order: int) -> str:
    """An 18-digit number whose check character follows from the others (GB 11643)."""
    digits = f"370830{1970 + order % 30}{1 + order % 12:02}15{order % 1000:03}"
    total = sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(digits))
    return digits + "10X98765432"[total % 11]
