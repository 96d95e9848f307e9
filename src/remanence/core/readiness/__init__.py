"""Readiness: may an order go to its next stage, and what is missing for it."""

from __future__ import annotations

from remanence.core.readiness.stages import CLOSED, is_closed
from remanence.core.readiness.status import StatusBook, StatusRow, status_of, status_rows
from remanence.core.readiness.verdict import (
    Completeness,
    Readiness,
    completeness,
    next_stage_of,
    readiness,
)

__all__ = [
    "CLOSED",
    "Completeness",
    "Readiness",
    "StatusBook",
    "StatusRow",
    "completeness",
    "is_closed",
    "next_stage_of",
    "readiness",
    "status_of",
    "status_rows",
]
