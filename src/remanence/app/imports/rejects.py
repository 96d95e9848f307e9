"""Refused rows written out as they came, each with its reason, to be mended and brought again."""

from __future__ import annotations

from pathlib import Path

from remanence.app.imports.plan import ImportPlan
from remanence.core.base.errors import WrongUse
from remanence.exchange import workbook
from remanence.exchange.cells import shown


def write_rejects(plan: ImportPlan, to: Path) -> list[Path]:
    """Write the refused rows: one sheet a kind in an XLSX, else CSV files `NAME-KIND.csv`.

    The columns are those of the file that came, then `reason`. Nothing is written when nothing was
    refused.

    Raises:
        WrongUse: the name ends in neither .csv nor .xlsx.
        MachineSaysNo: the file cannot be written.
    """
    if to.suffix.lower() not in (".csv", ".xlsx"):
        raise WrongUse(str(to), what=f"{to.name}: the name must end in .csv or .xlsx.")
    tables: dict[str, tuple[list[str], list[dict[str, str]]]] = {}
    for draft, reasons in plan.refused:
        headings, rows = tables.setdefault(draft.kind, ([], []))
        row = dict(zip(draft.table.headings, map(shown, draft.raw), strict=False))
        headings += [heading for heading in row if heading not in headings]
        row["reason"] = " ".join(dict.fromkeys(reason.message for reason in reasons))
        rows.append(row)
    content = {
        kind: [
            [*headings, "reason"],
            *([row.get(name, "") for name in (*headings, "reason")] for row in rows),
        ]
        for kind, (headings, rows) in tables.items()
    }
    return workbook.write_texts(to, content) if content else []
