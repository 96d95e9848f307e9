"""Readiness: may an order go to its next stage, and what is missing for it."""

from __future__ import annotations

from remanence.core.readiness.verdict import Completeness, Readiness, completeness, readiness

__all__ = ["Completeness", "Readiness", "completeness", "readiness"]
