"""What the command line prints: one encoder from values to JSON, and plain tables for people.

With `--json` standard output holds one JSON value and nothing else; messages go to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import NamedTuple, TextIO
from unicodedata import east_asian_width

from remanence.core.base.errors import AppError
from remanence.core.base.findings import Finding, Severity, in_order
from remanence.core.base.money import Money, plain
from remanence.core.base.proof import outline, text_of
from remanence.core.base.steps import RecordRef, RuleRef, Step

LAST_BYTE = 0xFF
MOST_FINDINGS = 10_000
"""Findings that JSON writes out; one more then counts the rest."""


class Asked(NamedTuple):
    """The options that every command takes."""

    workspace: str | None = None
    today: date | None = None
    json: bool = False
    quiet: bool = False


REASONS = frozenset({"why", "explanation"})
"""Fields whose Step is written out with its reasons; elsewhere a Step stands for its value."""


def encode(value: object, name: str = "") -> object:
    """A value as JSON knows it.

    Decimals become strings in decimal notation, dates ISO strings, a finding its four fields, a
    named tuple an object of its fields (`from_` stands for `from`). A Step is its value, under the
    name `why` or `explanation` the list of its rows.
    """
    if isinstance(value, Step):
        return _reasons(value) if name in REASONS else encode(value.value)
    for kind, turn in _TURNS:
        if isinstance(value, kind):
            return turn(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = ((field.rstrip("_"), getattr(value, field)) for field in value._fields)
        return {field: encode(inner, field) for field, inner in fields}
    if isinstance(value, Mapping):
        return {str(field): encode(inner, str(field)) for field, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [encode(inner) for inner in value]
    return value


def _finding(found: Finding) -> dict[str, str]:
    return {
        "severity": found.severity.value,
        "code": found.code,
        "where": found.where,
        "message": found.message,
    }


def _reasons(step: Step[object]) -> object:
    return [encode(row) for row in outline(step)]


_TURNS: tuple[tuple[type, Callable[..., object]], ...] = (
    (bool, lambda value: value),
    (Decimal, plain),
    (Finding, _finding),
    (datetime, datetime.isoformat),
    (date, date.isoformat),
    (Enum, lambda value: value.value),
    (Path, str),
    (RuleRef, lambda ref: ref.rule),
    (RecordRef, lambda ref: {"kind": ref.kind, "ref": ref.key, "field": ref.field}),
    (Money, lambda money: plain(money.amount)),
)


def few(findings: Sequence[Finding], *, left_out: int = 0) -> list[object]:
    """Findings for JSON: errors first, up to `MOST_FINDINGS`, then one that counts the rest.

    `left_out` were counted, not kept, when they were found.
    """
    ordered = in_order(findings)
    shown: list[object] = [_finding(found) for found in ordered[:MOST_FINDINGS]]
    rest = max(0, len(ordered) - MOST_FINDINGS) + left_out
    if rest > 0:
        shown.append(
            {
                "severity": Severity.INFO.value,
                "code": "findings_more",
                "where": "",
                "message": f"{rest} more findings are not listed.",
            }
        )
    return shown


def show(asked: Asked, value: object, human: Callable[[], Iterable[str]]) -> None:
    """Print the value as JSON, or the lines that `human` makes of it."""
    if asked.json:
        put(json.dumps(encode(value), ensure_ascii=False, indent=1) + "\n")
    else:
        put("".join(f"{visible(line)}\n" for line in human()))


def put(text: str) -> None:
    """Write to standard output; once nobody reads any more, to nowhere."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def say(asked: Asked, text: str) -> None:
    """A message for people, on standard error; silent with `--quiet`."""
    if not asked.quiet:
        sys.stderr.write(visible(text) + "\n")


def failure(problem: AppError) -> dict[str, object]:
    """The JSON of a failed command; all its findings beside it, where it has some."""
    said = {"code": problem.code, "message": str(problem), "where": problem.where or None}
    findings: Sequence[Finding] | None = getattr(problem, "findings", None)
    return {"error": said} if findings is None else {"error": said, "findings": few(findings)}


def finding_lines(findings: Sequence[Finding], most: int = 200) -> list[str]:
    """Findings as lines: mark, where, sentence; errors first."""
    marks = {Severity.ERROR: "error  ", Severity.WARNING: "warning", Severity.INFO: "note   "}
    ordered = in_order(findings)
    lines = [
        f"{marks[found.severity]}  {visible(found.where)}: {visible(found.message)}"
        for found in ordered[:most]
    ]
    if len(ordered) > most:
        lines.append(f"... and {len(ordered) - most} more (all of them with --json)")
    return lines


def why_lines(step: Step[object], indent: str = "  ") -> list[str]:
    """An explanation as indented sentences, each with its rule and source."""
    lines = []
    for row in outline(step):
        source = f"  [{row.rule}; {row.source}]" if row.rule else ""
        record = f"  <{row.record['kind']} {row.record['ref']}>" if row.record else ""
        lines.append(f"{indent}{'  ' * row.depth}{visible(row.text)}{record}{source}")
    return lines


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Columns side by side, numbers to the right, widths by what a terminal shows."""
    texts = [[cell_text(cell) for cell in row] for row in rows]
    right = [_numeric(texts, place) for place in range(len(headings))]
    widths = [
        max([_width(headings[place]), *(_width(row[place]) for row in texts)])
        for place in range(len(headings))
    ]

    def line(cells: Sequence[str]) -> str:
        padded = [
            _pad(cell, width, to_right=side)
            for cell, width, side in zip(cells, widths, right, strict=True)
        ]
        return "  ".join(padded).rstrip()

    return [line(headings), line(["-" * width for width in widths]), *map(line, texts)]


def cell_text(value: object) -> str:
    """A value in a table: blank for unknown, plain text else."""
    if value is None:
        return ""
    if isinstance(value, Step):
        return text_of(value.value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return ", ".join(map(cell_text, value))
    return visible(str(value))


def short(number: Decimal | None) -> Decimal | None:
    """Six significant digits, for people; the JSON holds them all."""
    if not number:
        return number
    return number.quantize(Decimal(1).scaleb(min(-2, number.adjusted() - 5)))


def visible(text: str) -> str:
    """Text with control and direction marks made visible, on one line."""
    return "".join(
        char
        if char.isprintable()
        else f"\\x{ord(char):02x}"
        if ord(char) <= LAST_BYTE
        else f"\\u{ord(char):04x}"
        for char in text
    )


def _numeric(texts: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in texts if row[place]]
    return bool(cells) and all(
        cell.lstrip("-").replace(".", "", 1).rstrip("%").isdecimal() for cell in cells
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, *, to_right: bool) -> str:
    room = " " * (width - _width(text))
    return room + text if to_right else text + room


def utf8(stream: TextIO) -> None:
    """Set a stream to UTF-8 whatever the console's code page; what it cannot show is escaped."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
