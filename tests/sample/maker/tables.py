"""The hand-written tables beside this file."""

from __future__ import annotations

import csv
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """Rows of `data/NAME.csv`, every cell as text."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
