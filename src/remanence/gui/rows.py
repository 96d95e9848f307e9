"""What pages show where it is more, or flatter, than what `app` answers: one row a line on screen.

Everything else is shown as `app` and `core` give it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from remanence.app.one_order import FullOrder
    from remanence.core.base.steps import Step
    from remanence.core.licences.status import LicenceStatus
    from remanence.core.readiness import Readiness

Cells = Mapping[str, object]
"""A row of a sheet by its headings."""


class OrderRow(NamedTuple):
    """One order in the list.

    Attributes:
        accepted: papers accepted of those `required` by the next stage and before it.
        goods_note: what was ordered, in words.
        quantity_note: how much of it.
        eta: next expected arrival.
        stage_day: by when the next stage is to be done.
    """

    number: str
    supplier: str
    supplier_local_name: str | None
    date: datetime.date
    currency: str
    goods: Decimal | None
    stage: str | None
    states: Sequence[str]
    accepted: int
    required: int
    next_date: datetime.date | None
    landed: Decimal | None
    id: int
    verdict: str
    goods_note: str
    quantity_note: str
    eta: datetime.date | None
    stage_day: datetime.date | None

    @property
    def by(self) -> datetime.date | None:
        """By when the next stage is to be done, else the earliest day still open."""
        return self.stage_day or self.next_date


class CostFigures(NamedTuple):
    """Landed cost of an order as the detail shows it; None = not known.

    Attributes:
        parts: amount by part of cost, in the home currency.
        still_estimated: kinds of charges without an actual amount.
        explanation: where the total comes from.
    """

    basis: str
    currency: str
    landed: Decimal | None
    per_unit: Decimal | None
    unit: str
    per_kg: Decimal | None
    parts: Mapping[str, Decimal | None]
    still_estimated: Sequence[str]
    explanation: Step[object]


class OrderDetail(NamedTuple):
    """One order with what hangs on it; `titles` names the types of its papers."""

    number: str
    documents: Sequence[Cells]
    shipments: Sequence[Cells]
    readiness: Readiness
    licences: Sequence[LicenceStatus]
    cost: CostFigures
    titles: Mapping[str, str]


class WholeOrder(NamedTuple):
    """One order as its own page shows it: the list's row, the detail, all else as `app` has it.

    Attributes:
        planned: figures by estimates alone.
        actual: figures by actual charges alone.
    """

    row: OrderRow
    detail: OrderDetail
    planned: CostFigures
    actual: CostFigures
    found: FullOrder


class TrendQuestion(NamedTuple):
    """What a chart is asked for."""

    of: str = "material"
    by: str = "month"
    unit: str = "kg"
