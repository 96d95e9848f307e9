"""Limits and tolerances of the own house: rows of `decisions`, never law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from remanence.app.workspace import Workspace

CODES: Final = (
    "practice.limit",
    "tolerance.quantity_percent",
    "tolerance.weight_percent",
    "fx.max_age_days",
)


class Limit(NamedTuple):
    """A limit that somebody set for the whole workspace: its value as typed, why, when."""

    value: str
    reason: str
    decided_on: date | None


def limits(workspace: Workspace) -> Mapping[str, Limit]:
    """The limits that are set for the workspace, by code; one that is not set is missing."""
    return {
        row.code: Limit(str(row.value), row.reason or "", row.decided_on)
        for row in workspace.desk.decisions
        if row.subject == "workspace" and row.code in CODES
    }
