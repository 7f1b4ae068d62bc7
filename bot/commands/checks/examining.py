"""Goes through the checks, and waits for none of them for long."""

import threading
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Final

from bot.commands.checks.finding import Check, Finding, Patient, waits_for, wrong
from bot.errors import Away, Misconfigured, Refused
from bot.texts import doctor as t

AT_MOST: Final = 9.0
"""Seconds after which what has no result gets none."""


class Examination:
    """All rows of checks at the same time, each row's one after the other."""

    def __init__(
        self, patient: Patient, rows: Sequence[Sequence[Check]], at_most: float = AT_MOST
    ) -> None:
        self._at_most, self._ends = at_most, monotonic() + at_most
        self._rows = [_Row(patient, row) for row in rows]

    def findings(self) -> Iterator[tuple[Check, Finding]]:
        """Yield what each check came to, in the order of the rows."""
        for row in self._rows:
            row.thread.join(max(self._ends - monotonic(), 0))
            silent = wrong(t.SILENT.format(seconds=self._at_most), do=t.SILENT_DO)
            found = [*row.found, *([silent] if row.thread.is_alive() else [])]
            found = found[: len(row.checks)]
            last = row.checks[len(found) - 1].what
            found += [waits_for(last)] * (len(row.checks) - len(found))
            yield from zip(row.checks, found, strict=True)

    @property
    def hangs(self) -> bool:
        """Whether a check still has no result."""
        return any(row.thread.is_alive() for row in self._rows)


class _Row:
    """Checks of which each builds on the one before, in a thread that nobody has to wait for."""

    def __init__(self, patient: Patient, checks: Sequence[Check]) -> None:
        self.checks, self._patient = checks, patient
        self.found: list[Finding] = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        for check in self.checks:
            finding = _look(check, self._patient)
            self.found.append(finding)
            if finding.stops:
                break


def _look(check: Check, patient: Patient) -> Finding:
    """Make a finding of whatever happens."""
    if missing := [name for name in check.needs if name in patient.wrong]:
        return waits_for("、".join(missing))
    try:
        return check.look(patient)
    except (Misconfigured, Refused, Away) as error:
        return wrong(str(error))
    except Exception as error:  # noqa: BLE001 - what nobody thought of is a line of the table too
        return wrong(t.UNFORESEEN.format(error=type(error).__name__), do=t.UNFORESEEN_DO)
