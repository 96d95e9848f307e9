"""The tables of columns in `docs/interface.md`, made from the declarations of the sheets.

    python -m tests.docs.tables        write them anew; what is said in the last column is kept

Between the marks `<!-- sheet KIND -->` and `<!-- end -->` stands one table a sheet. All cells but
the last come from `remanence.exchange.sheets`; the meaning of a column is written by hand there.
"""

from __future__ import annotations

import re
from pathlib import Path

from remanence.exchange.cells import ChoiceType, ValueType
from remanence.exchange.sheets import SHEETS, Column, Sheet

INTERFACE = Path(__file__).parents[2] / "docs/interface.md"
HEADING = "| column | marks | holds | meaning |\n| --- | --- | --- | --- |"
BLOCK = re.compile(r"<!-- sheet (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \|.*\| (.*?) \|$", re.MULTILINE)


def marks(column: Column) -> str:
    """`*` it must be there, `^` it is part of the key, `l` it belongs to the line."""
    found = ("*", column.required), ("^", column.key), ("l", column.of_line)
    return "".join(mark for mark, has in found if has)


def holds(kind: ValueType) -> str:
    """What stands in the column: words of a list by name, else the sort of value."""
    return ", ".join(kind.choices) if isinstance(kind, ChoiceType) else kind.wanted


def table(sheet: Sheet, meanings: dict[str, str]) -> str:
    """The table of a sheet; `meanings` by column, blank where nothing was said yet."""
    rows = [
        f"| `{column.name}` | {marks(column)} | {holds(column.type)} | "
        f"{meanings.get(column.name) or column.note} |"
        for column in sheet.columns
    ]
    return "\n".join([HEADING, *rows]) + "\n"


def renewed(text: str) -> str:
    """The page with every table made anew."""

    def block(found: re.Match[str]) -> str:
        kind, before = found[1], found[2]
        made = table(SHEETS[kind], dict(ROW.findall(before)))
        return f"<!-- sheet {kind} -->\n{made}<!-- end -->"

    return BLOCK.sub(block, text)


if __name__ == "__main__":
    INTERFACE.write_text(renewed(INTERFACE.read_text("utf-8")), "utf-8")
