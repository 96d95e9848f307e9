"""Refused rows written out as they came, each with its reason, to be mended and brought again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from remanence.app.imports.plan import ImportPlan
from remanence.app.workspace import Workspace
from remanence.core.base.errors import WrongUse
from remanence.exchange import rejects
from remanence.store.creation import refuse_existing, refuse_inside


def check_target(workspace: Workspace, to: Path, named: Iterable[Path]) -> None:
    """Refuse a target that would take the place of a file that somebody has.

    Args:
        workspace: where nothing of this may lie.
        to: the target.
        named: the files that the command reads.

    Raises:
        WrongUse: it is one of these.
        MachineSaysNo: it is there already, or lies in the workspace.
    """
    target = to.absolute()
    if target.resolve() in {path.resolve() for path in named}:
        what = f"{to.name} is read by this import; the refused rows need a file of their own."
        raise WrongUse(str(to), what=what)
    refuse_inside(workspace.path, target)
    refuse_existing(target)


def write_rejects(plan: ImportPlan, to: Path) -> list[Path]:
    """Write the refused rows of a plan, CSV or XLSX by the name; the paths written.

    Raises:
        ExchangeError: the name ends in neither .csv nor .xlsx.
        MachineSaysNo: the file is there already, or cannot be written.
    """
    refused = [
        rejects.Rejected(draft, " ".join(dict.fromkeys(found.message for found in reasons)))
        for draft, reasons in plan.refused
    ]
    return rejects.write_rejects(to, refused)
