"""What the page of papers asks and writes.

A part of `answers.Answers`, which pages ask; its imports stand inside the questions as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from remanence.app.documents import Comparison, PaperRow
    from remanence.app.paper_states import Paper
    from remanence.app.papers import Attached
    from remanence.app.preview import Preview
    from remanence.app.workspace import Workspace
    from remanence.core.base.changes import Changes


class Papers:
    """Questions about papers."""

    workspace: Workspace

    def paper_orders(self) -> Sequence[int]:
        """The ids of open orders, the most urgent first."""
        from remanence.app.documents import paper_orders

        return paper_orders(self.workspace)

    def paper_rows(self, order_ids: Sequence[int]) -> Sequence[PaperRow]:
        """The papers of these orders."""
        from remanence.app.documents import paper_rows

        return paper_rows(self.workspace, order_ids)

    def paper_row(self, number: str) -> PaperRow | None:
        """The papers of one order; None where nothing is left to do."""
        from remanence.app.documents import paper_row

        return paper_row(self.workspace, number)

    def comparison(self, number: str) -> Comparison:
        """What the papers of an order state, side by side."""
        from remanence.app.documents import comparison

        return comparison(self.workspace, number)

    def set_paper_state(self, paper: Paper, state: str, reason: str) -> Changes:
        """Set the state of a paper."""
        from remanence.app.paper_states import set_state

        return set_state(self.workspace, paper, state, reason=reason)

    def attach_paper(self, file: Path, paper: Paper) -> Attached:
        """Attach a file to an order, shipment or licence as a paper of a type."""
        from remanence.app.papers import attach

        parents = {
            "order_number": paper.order_number or None,
            "shipment_ref": paper.shipment_ref or None,
            "licence_ref": paper.licence_ref or None,
        }
        return attach(self.workspace, file, paper.document_type, parents)

    def preview(self, name: str, digest: str, page: int, width: int) -> Preview:
        """A look at an attached file."""
        from remanence.app.preview import preview

        return preview(self.workspace, name, digest, page=page, width=width)

    def copy_to_open(self, name: str, digest: str) -> Path:
        """A copy of an attached file under its own name, for another program to open."""
        from remanence.app.preview import copy_to_open

        return copy_to_open(self.workspace, name, digest)
