"""What needs attention today, most urgent first: each with what, why, by when and what next.

Four groups: what cannot move, what is due soon, what is not known, and what was settled. A row
without a reason does not exist; one that was snoozed stays away until its day.
"""

from __future__ import annotations

from remanence.core.today.attention import GROUPS, SNOOZED, Attention, attention, subject_of
from remanence.core.today.rows import SOON_DAYS

__all__ = ["GROUPS", "SNOOZED", "SOON_DAYS", "Attention", "attention", "subject_of"]
