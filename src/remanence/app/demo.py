"""The sample desk: made once, used as it is afterwards."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

from remanence.app.imports.apply import apply_plan
from remanence.app.imports.plan import plan_import
from remanence.app.settings import Surroundings, remember_workspace
from remanence.app.workspace import SUFFIX, Workspace, create_workspace, open_workspace
from remanence.core.base.errors import ExchangeError
from remanence.core.base.findings import Severity
from remanence.core.facts.business import Business
from remanence.core.today import Attention
from remanence.store import disk, history

_SOURCE = "sample"


class Demo(NamedTuple):
    """Where the sample lies, what was drawn of it, and what in it needs attention."""

    workspace: Path
    pictures: list[Path]
    report: Path | None
    today: list[Attention]


def sample_place(to: Path | None, around: Surroundings) -> Path:
    """Where the sample workspace belongs: the path named, else the program's own folder."""
    target = (to or around.home / "sample").expanduser().absolute()
    return target if target.name.endswith(SUFFIX) else target.with_name(target.name + SUFFIX)


def sample_workspace(target: Path, today: date, around: Surroundings) -> Workspace:
    """Open the sample workspace, made first where there is none.

    It is made aside and moved into place, so that an interrupted making leaves nothing behind that
    looks finished.

    Raises:
        ExchangeError: the sample sheets cannot be imported, which is a fault of the program.
        MachineSaysNo: it cannot be written there.
    """
    if not target.exists():
        with disk.machine(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f"making {target.name}")
        shutil.rmtree(aside, ignore_errors=True)
        _make(aside, today, around)
        with disk.machine(target):
            disk.replace(aside, target)
        remember_workspace(around.home, target)
    return open_workspace(target, today, around)


def is_sample(workspace: Workspace) -> bool:
    """Whether this desk was made from the sample: its history says so, whatever came after."""
    with workspace.store.read() as reader:
        return any(line.source == _SOURCE for line in history.operations(reader))


def _make(aside: Path, today: date, around: Surroundings) -> None:
    folder = around.resources / "sample"
    sheets = sorted(
        path for path in folder.iterdir() if path.suffix in (".csv", ".xlsx") and path.is_file()
    )
    create_workspace(aside, Business(name="Sample", country="US", currency="USD"), around)
    workspace = open_workspace(aside, today, around)
    try:
        plan = plan_import(workspace, sheets)
        for found in plan.findings:
            if found.severity is Severity.ERROR:
                raise ExchangeError(found.where, what=found.message)
        apply_plan(workspace, plan, source=_SOURCE)
    finally:
        workspace.close()
