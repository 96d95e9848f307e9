"""Findings: what is wrong with data, or worth a note, and where.

They are values; nothing raises them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from remanence.core.base.sentences import say


class Severity(StrEnum):
    """How much a finding matters: an error stops, a warning and an info do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Finding(NamedTuple):
    """One problem or note in data.

    Attributes:
        severity: error, warning or info.
        code: stable code; its English template is registered with `N_`.
        where: `orders.xlsx, orders, row 14, quantity`, an order number ...: parts without a meaning
            left out.
        parts: the parts of the sentence, in the order of their names.
    """

    severity: Severity
    code: str
    where: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The English sentence."""
        return say(self.code, {"where": self.where, **dict(self.parts)})


def error(code: str, where: str, **parts: object) -> Finding:
    """A finding that stops."""
    return _finding(Severity.ERROR, code, where, parts)


def warning(code: str, where: str, **parts: object) -> Finding:
    """A finding that lets pass but must be seen."""
    return _finding(Severity.WARNING, code, where, parts)


def info(code: str, where: str, **parts: object) -> Finding:
    """A note."""
    return _finding(Severity.INFO, code, where, parts)


def _finding(severity: Severity, code: str, where: str, parts: dict[str, object]) -> Finding:
    return Finding(
        severity, code, where, tuple((name, str(value)) for name, value in parts.items())
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then warnings, then infos; inside each the order in which they came."""
    return sorted(findings, key=lambda finding: _ORDER[finding.severity])


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of them stops."""
    return any(finding.severity is Severity.ERROR for finding in findings)
