"""Short ways to make quotes, rates and orders for tests of costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from remanence.core.base.dates import Validity
from remanence.core.base.proof import prove
from remanence.core.base.steps import RuleRef
from remanence.core.costs.landed import Landed
from remanence.core.costs.order import OrderCost
from remanence.core.costs.quote import Quote, QuoteCharge, QuoteLine
from remanence.core.costs.rates import RateBook
from remanence.core.facts.business import Business
from remanence.core.facts.charges import Charge
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.prices import FxRate
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.core.facts.suppliers import Supplier
from remanence.core.policy.pack import Pack, PackHead
from remanence.core.policy.rows import ALWAYS, DutyRow

D = Decimal
TODAY = date(2026, 11, 24)
SINTERED, SMCO, OXIDE, METAL, ALLOY = (
    "8505.11.00.70", "8505.11.00.50", "2846.90.80.00", "2805.30.00.50", "3824.99.39.00",
)  # fmt: skip


def line(name: str = "1", value: str = "1000.00", **more: Any) -> QuoteLine:
    """A line of one piece at a price."""
    fields: dict[str, Any] = {
        "id": name, "quantity": D(1), "unit": "pcs", "currency": "USD", "unit_price": D(value),
        "hs": SINTERED, "origin": "CN",
    }  # fmt: skip
    return QuoteLine(**{**fields, **more})


def charge(kind: str, amount: str | None, **more: Any) -> QuoteCharge:
    """A charge in US dollars."""
    fields: dict[str, Any] = {
        "kind": kind, "currency": "USD", "amount": None if amount is None else D(amount),
    }  # fmt: skip
    return QuoteCharge(**{**fields, **more})


def quote(*lines: QuoteLine, **more: Any) -> Quote:
    """A quote without duty or fees unless it says otherwise."""
    fields: dict[str, Any] = {
        "day": TODAY, "destination": "US", "currency": "USD", "lines": lines or (line(),),
        "duty": (), "fees": False, "mode": "sea",
    }  # fmt: skip
    return Quote(**{**fields, **more})


def rates(*given: tuple[str, str, str, str], source: str = "ECB") -> RateBook:
    """Rates as (day, base, quote, rate)."""
    return RateBook(
        FxRate(place, date.fromisoformat(day), base, other, D(rate), source)
        for place, (day, base, other, rate) in enumerate(given)
    )


def codes(found: Landed | OrderCost) -> list[str]:
    """Codes of the findings."""
    return [one.code for one in found.findings]


def proved(found: Landed | OrderCost) -> None:
    """Every figure follows from its inputs."""
    steps = [found.landed, found.goods, found.customs_value, found.vat, found.vat_base]
    for rows in (found.duty, found.fees, found.taxes):
        steps += [one.amount for one in rows]
    for each in found.lines:
        steps += [each.landed, each.duty, each.fees, each.landed_per_unit, each.landed_per_kg]
        steps += [each.landed_per_reo_kg, each.customs_value, *each.shares]
    wrong = [node for step in steps for node in prove(step)]
    assert not wrong, wrong


def duty_row(layer: str = "MFN", **more: Any) -> DutyRow:
    """A row of table `duties`: 10 percent on everything from everywhere into the US."""
    fields: dict[str, Any] = {
        "ref": RuleRef("test", "duties", more.get("id", layer), "a test", "text"),
        "id": layer, "destination": "US", "layer": layer, "programme": layer,
        "legal_reference": "", "codes": ("ALL",), "origins": ("ALL",), "rate_type": "flat",
        "rate_percent": D(10), "min_amount": None, "max_amount": None, "currency": "",
        "acts_on": "", "value_basis": ("customs",), "date_basis": "entry",
        "conditions": ALWAYS, "validity": Validity(), "date_rule": "",
    }  # fmt: skip
    return DutyRow(**{**fields, **more})


def small_pack(*duties: DutyRow, base: Pack) -> Pack:
    """A pack with these duties, everything else as in `base`."""
    head = PackHead("test", "1", 1, 1, "Test", TODAY, None, None)
    return Pack(head, lambda table: duties if table == "duties" else base.read(table))


# Orders


def product(code: str = "A", **more: Any) -> Product:
    """A sintered magnet of 20 g."""
    fields: dict[str, Any] = {
        "id": 1, "product_code": code, "name": code, "category": "magnet", "material": "NdFeB",
        "hs_code": SINTERED, "unit": "pcs", "unit_net_weight_kg": D("0.02"),
        "composition": "Nd:30;Dy:1",
    }  # fmt: skip
    return Product(**{**fields, **more})


def order_line(
    number: int = 1,
    quantity: str = "100",
    price: str = "2.00",
    **more: Any,
) -> OrderLine:
    """A line of product A."""
    fields: dict[str, Any] = {
        "id": number, "order_id": 7, "line_no": number, "product_code": "A",
        "quantity": D(quantity), "unit": "pcs", "unit_price": D(price),
    }  # fmt: skip
    return OrderLine(**{**fields, **more})


def order_charge(kind: str, amount: str | None, **more: Any) -> Charge:
    """An estimate in US dollars on order PO-1, or on a shipment where one is named."""
    fields: dict[str, Any] = {
        "kind": kind, "currency": "USD", "amount": None if amount is None else D(amount),
        "order_number": None if "shipment_ref" in more else "PO-1", "basis": "estimate",
    }  # fmt: skip
    return Charge(**{**fields, **more})


def shipment(
    ref: str,
    *carried: tuple[str, int, str],
    entries: Sequence[Entry] = (),
    **more: Any,
) -> ShipmentFile:
    """A shipment of (order, line, quantity)."""
    lines = tuple(
        ShipmentLine(place, 1, number, line_no, D(quantity))
        for place, (number, line_no, quantity) in enumerate(carried)
    )
    fields: dict[str, Any] = {"id": len(ref), "shipment_ref": ref}
    return ShipmentFile(Shipment(**{**fields, **more}), lines, tuple(entries))


def order_file(*lines: OrderLine, **more: Any) -> OrderFile:
    """Order PO-1 in US dollars from a Chinese supplier."""
    order: dict[str, Any] = {
        "id": 7, "order_number": "PO-1", "order_date": date(2026, 3, 1), "supplier_code": "S1",
        "currency": "USD", "incoterm": "FOB", "transport_mode": "sea",
    }  # fmt: skip
    order.update(more.pop("order", {}))
    fields: dict[str, Any] = {
        "order": Order(**order),
        "lines": lines or (order_line(),),
        "supplier": Supplier(1, "S1", "Supplier", country="CN"),
        "products": {"A": product()},
    }
    return OrderFile(**{**fields, **more})


def desk(**more: Any) -> Desk:
    """A firm in the US that counts in US dollars."""
    fields: dict[str, Any] = {"name": "Own", "country": "US", "currency": "USD"}
    return Desk(Business(**{**fields, **more}))
