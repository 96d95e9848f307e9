"""What forms, the quote desk and Today ask and write beside what pages show.

A part of `answers.Answers`, which pages ask; its imports stand inside the questions as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from remanence.app.forms import FormField, Known
    from remanence.app.quote_desk import OfferTexts, Priced
    from remanence.app.workspace import Workspace
    from remanence.core.base.changes import Changes
    from remanence.core.today import Attention


class Forms:
    """Questions of forms, and what Today puts off."""

    workspace: Workspace

    def form_fields(self, kind: str) -> Sequence[FormField]:
        """The columns of a sheet as a form shows them."""
        from remanence.app.forms import form_fields

        return form_fields(kind)

    def cell_texts(self, kind: str, cells: Mapping[str, object]) -> Mapping[str, str]:
        """Cells of a row of a sheet as a person would type them."""
        from remanence.app.forms import cell_texts

        return cell_texts(kind, cells.items())

    def known_records(self, kind: str) -> Sequence[Known]:
        """Suppliers or products that may be chosen in a field."""
        from remanence.app.forms import known_records

        return known_records(self.workspace, kind)

    def order_numbers(self) -> Sequence[str]:
        """Numbers of all orders, the newest first."""
        from remanence.app.forms import order_numbers

        return order_numbers(self.workspace)

    def next_number(self) -> str:
        """The number that a new order would have."""
        from remanence.app.forms import next_number, order_numbers

        return next_number(order_numbers(self.workspace))

    def priced(self, offers: Sequence[OfferTexts]) -> Sequence[Priced]:
        """What offers cost landed, each as far as it can be said."""
        from remanence.app.quote_desk import priced

        return priced(self.workspace, offers)

    def snooze(self, item: Attention, reason: str, until: date) -> Changes:
        """Put a row of Today off through a day."""
        from remanence.app.snoozing import snooze

        return snooze(self.workspace, item, reason, until)

    def wake(self, item: Attention) -> Changes:
        """Bring a row of Today back that was put off."""
        from remanence.app.snoozing import wake

        return wake(self.workspace, item)
