"""Landed cost as JSON knows it: plain values, the explanation a step."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from remanence.core.base.findings import Finding, in_order
from remanence.core.base.steps import Step
from remanence.core.costs.landed import Landed
from remanence.core.costs.order import OrderCost


class LayerRow(NamedTuple):
    """A layer of duty in JSON."""

    name: str
    percent: Decimal | None
    amount: Decimal | None


class FeeRow(NamedTuple):
    """A fee in JSON."""

    code: str
    amount: Decimal | None


class LineRow(NamedTuple):
    """A line in JSON."""

    id: str
    goods: Decimal | None
    customs_value: Decimal | None
    shares: tuple[Decimal | None, ...]
    duty: Decimal | None
    fees: Decimal | None
    landed: Decimal | None
    landed_per_unit: Decimal | None
    landed_per_kg: Decimal | None
    landed_per_reo_kg: Decimal | None


class LandedRow(NamedTuple):
    """The JSON of `calc landed`."""

    currency: str
    goods: Decimal | None
    customs_value: Decimal | None
    duty: tuple[LayerRow, ...]
    fees: tuple[FeeRow, ...]
    taxes: tuple[LayerRow, ...]
    vat_base: Decimal | None
    vat: Decimal | None
    landed: Decimal | None
    lines: tuple[LineRow, ...]
    explanation: Step[object]
    findings: tuple[Finding, ...]


class OrderRow(NamedTuple):
    """The JSON of `cost`: that of `calc landed`, and what only an order has."""

    order: str
    basis: str
    currency: str
    goods: Decimal | None
    customs_value: Decimal | None
    duty: tuple[LayerRow, ...]
    fees: tuple[FeeRow, ...]
    taxes: tuple[LayerRow, ...]
    vat_base: Decimal | None
    vat: Decimal | None
    landed: Decimal | None
    variance: Decimal | None
    still_estimated: tuple[str, ...]
    lines: tuple[LineRow, ...]
    explanation: Step[object]
    findings: tuple[Finding, ...]


def landed_row(found: Landed | OrderCost, more: tuple[Finding, ...] = ()) -> LandedRow:
    """Figures as plain values; the explanation stays a step."""
    return LandedRow(
        found.currency,
        found.goods.value,
        found.customs_value.value,
        tuple(LayerRow(one.name, one.percent, one.amount.value) for one in found.duty),
        tuple(FeeRow(one.code, one.amount.value) for one in found.fees),
        tuple(LayerRow(one.name, one.percent, one.amount.value) for one in found.taxes),
        found.vat_base.value,
        found.vat.value,
        found.landed.value,
        tuple(
            LineRow(
                line.id,
                line.goods.value,
                line.customs_value.value,
                tuple(share.value for share in line.shares),
                line.duty.value,
                line.fees.value,
                line.landed.value,
                line.landed_per_unit.value,
                line.landed_per_kg.value,
                line.landed_per_reo_kg.value,
            )
            for line in found.lines
        ),
        found.explanation,
        tuple(in_order([*more, *found.findings])),
    )


def order_row(found: OrderCost) -> OrderRow:
    """The cost of an order as plain values."""
    row = landed_row(found)
    return OrderRow(
        order=found.order,
        basis=found.basis,
        variance=found.variance.value,
        still_estimated=found.still_estimated,
        **row._asdict(),
    )
