"""Where a finding is: file by its name, sheet by KIND, row as a spreadsheet counts it, heading."""

from __future__ import annotations

from remanence.core.base.findings import Finding, error


def place(file: str, sheet: str = "", row: int = 0, column: str = "") -> str:
    """`orders.xlsx, orders, row 14, quantity`; a part without a meaning is left out."""
    parts = (file, sheet, f"row {row}" if row else "", column)
    return ", ".join(part for part in parts if part)


class Unusable(Exception):
    """A whole file or sheet cannot be used; reading goes on with the next one."""

    def __init__(self, code: str, where: str, **parts: object) -> None:
        """Make the finding that says why."""
        super().__init__(code)
        self.finding: Finding = error(code, where, **parts)
