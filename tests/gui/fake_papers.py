"""Papers of the small desk: every mark of the grid once, and a comparison that differs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from remanence.app.documents import Compared, Comparison, Field, Need, PaperRow, row_of
from remanence.app.paper_states import Paper
from remanence.gui.rows import OrderRow

DIGEST = "0" * 64

_PAPERS = (
    ("po", "po", "purchase order or contract"),
    ("euc", "euc", "end-user and end-use certificate"),
    ("comp_test", "comp_test", "composition report"),
    ("invoice", "invoice", "commercial invoice"),
    ("packing", "packing", "packing list"),
    ("bl_awb", "bl", "bill of lading"),
    ("security", "isf", "security filing"),
    ("origin", "co_other", "certificate of origin of the country of manufacture"),
    ("entry", "7501", "entry summary"),
)
_MARKS = (
    "accepted",
    "received",
    "requested",
    "missing",
    "rejected",
    "disagrees",
    "unknown",
    "later",
    "waived",
)


def papers_of(order: OrderRow) -> PaperRow:
    """Each order begins with another mark, so that every mark stands in every column."""
    cells: dict[str, list[Need]] = {}
    for place, (column, kind, title) in enumerate(_PAPERS):
        mark = _MARKS[(place + order.id) % len(_MARKS)]
        has_file = mark in ("received", "disagrees")
        cells[column] = [
            Need(
                kind,
                title,
                mark,
                f"{title} of {order.number}: the reason stands here, with what to do next.",
                order.stage_day + timedelta(place) if order.stage_day else None,
                Paper(kind, order_number=order.number),
                False,
                f"{kind}.pdf" if has_file else None,
                DIGEST if has_file else None,
            )
        ]
    licence = Need(
        "A18-Dy",
        "export licence for dysprosium",
        "requested",
        "The licence runs: day 31 of 45.",
        order.stage_day,
        Paper("A18-Dy", order_number=order.number),
        True,
    )
    cells["cn_licence"] = [licence]
    return row_of(
        order.number,
        order.supplier,
        order.supplier_local_name,
        order.stage or "close",
        order.stage_day,
        cells,
    )


def compared(order: OrderRow) -> Comparison:
    """Three papers; the last differs from the first in its weight."""
    papers = [
        Compared("po", "purchase order or contract", order.number),
        Compared("invoice", "commercial invoice", "QL-2644-1"),
        Compared("packing", "packing list", "PL-2644-1"),
    ]
    fields: Sequence[Field] = (
        Field("end user name", [order.supplier, None, order.supplier], frozenset(), 0),
        Field("net weight", ["720 kg", "720 kg", "718.4 kg"], frozenset({2}), 0),
    )
    sentence = "Net weight: purchase order says 720 kg, packing list says 718.4 kg."
    return Comparison(papers, fields, [sentence])
