"""Refused rows written out as they came, each with its reason, to be mended and brought again."""

from __future__ import annotations

from pathlib import Path

from remanence.app.imports.plan import ImportPlan
from remanence.exchange import rejects


def write_rejects(plan: ImportPlan, to: Path) -> list[Path]:
    """Write the refused rows of a plan, CSV or XLSX by the name; the paths written.

    Raises:
        ExchangeError: the name ends in neither .csv nor .xlsx.
        MachineSaysNo: the file cannot be written.
    """
    refused = [
        rejects.Rejected(draft, " ".join(dict.fromkeys(found.message for found in reasons)))
        for draft, reasons in plan.refused
    ]
    return rejects.write_rejects(to, refused)
