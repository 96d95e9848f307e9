"""How an order's state is said in a pill: one of five states and at most two words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from datetime import date

    from remanence.gui.rows import OrderRow
from remanence.app.order_list import BEING_JUDGED
from remanence.gui.tokens import State

_PLACES: Final = re.compile(r" \((?:decisions|controls|documents)[,/][^()]*\)")

IN_DANGER_DAYS: Final = 14
"""A stage that is not ready is blocked once its day is this near (as on Today)."""


def in_danger(due_on: date | None, today: date) -> bool:
    """Whether a day is past or near enough to lose it."""
    return due_on is not None and (due_on - today).days <= IN_DANGER_DAYS


def order_pill(order: OrderRow, today: date) -> tuple[State, str]:
    """The state and word of an order at its next stage."""
    if order.verdict == BEING_JUDGED:
        return "done", _("Checking")
    if order.stage is None:
        return "done", _("Closed")
    if order.verdict == "ready":
        return "ready", _("Ready")
    return _not_ready(order, today) if order.verdict == "not_ready" else ("unknown", _("Not known"))


def _not_ready(order: OrderRow, today: date) -> tuple[State, str]:
    if in_danger(order.stage_day, today):
        return "blocked", _("Blocked")
    papers = order.required - order.accepted
    if papers > 0:
        return "attention", n_("{count} paper", "{count} papers", papers)
    return "attention", _("Not ready")


def plain(text: str) -> str:
    """A sentence without the places in sheets and packs that its reasons name anyway."""
    return _PLACES.sub("", text)
